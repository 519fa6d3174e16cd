#!/bin/sh
# Writes expected.h: what rootfs/ says the target holds, and step 03's directories, as C tables.
# usage: gen-expected.sh ROOTFS STEP-03
set -eu
rootfs=$1 step=$2
cat <<'END'
/* Made from rootfs/ and steps/03-tree.sh by checker/gen-expected.sh: change those, not this. */
#ifndef CHECKER_EXPECTED_H
#define CHECKER_EXPECTED_H

#include <stddef.h>

/* The directories that step 03 makes, parents first. */
static const char *const expected_directories[] = {
END
awk '/^#: begin mkdir/, /^#: end mkdir/ { if ($1 == "mkdir" && NF > 2)
	for (i = 2; i <= NF; i++) printf "\t\"%s\",\n", $i }' "$step"
cat <<'END'
};
static const size_t expected_directory_count =
	sizeof(expected_directories) / sizeof(expected_directories[0]);

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
