#!/bin/sh
# Writes expected.h: what rootfs/ says the target holds, as C tables. usage: gen-expected.sh ROOTFS
set -eu
rootfs=$1
cat <<'END'
/* Made from rootfs/ by checker/gen-expected.sh: change that, not this. */
#ifndef CHECKER_EXPECTED_H
#define CHECKER_EXPECTED_H

#include <stddef.h>

/* A line of rootfs/devices: path below the root, 'c' or 'b', numbers, permissions. */
struct expected_device {
	const char *path;
	char type;
	unsigned major, minor, mode;
};

static const struct expected_device expected_devices[] = {
END
awk '!/^[ \t]*(#|$)/ { printf "\t{\"%s\", \047%s\047, %d, %d, 0%s},\n", $1, $2, $3, $4, $5 }' \
	"$rootfs/devices"
cat <<'END'
};
static const size_t expected_device_count = sizeof(expected_devices) / sizeof(expected_devices[0]);

/* The lines of rootfs/names: what bin holds beside busybox. */
static const char *const expected_names[] = {
END
awk '!/^[ \t]*(#|$)/ { printf "\t\"%s\",\n", $1 }' "$rootfs/names"
cat <<'END'
};
static const size_t expected_name_count = sizeof(expected_names) / sizeof(expected_names[0]);

#endif
END
