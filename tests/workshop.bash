# shellcheck shell=bash
# What workshop.bats and sources.bats share: step 00 with a PATH of its own and no way to the world.

CLOSED=http://127.0.0.1:9

# fetch: step 00's fetching, with no way to the world.
fetch() {
	TINY_NO_APT=1 TINY_MIRROR=${MIRROR:-$CLOSED} TINY_UPSTREAM=${UPSTREAM:-$CLOSED} \
		"$TOP/steps/00-workshop.sh" fetch
}

# only_these COMMAND...: a PATH that holds the usual commands, but of the tools
# that the book asks for just these.
only_these() {
	FARM="$BATS_TEST_TMPDIR/bin"
	mkdir -p "$FARM"
	for name in sh dirname pwd cd mkdir touch rm ls id grep sort tr cat env sed head cut \
		awk uname nproc date printf test "$@"; do
		if path=$(PATH=/usr/sbin:/usr/bin:/sbin:/bin command -v "$name") && [ -x "$path" ]; then
			ln -sf "$path" "$FARM/$name"
		fi
	done
}

stand_in() {
	rm -f "$FARM/$1" # it may be a link to the real one
	printf '#!/bin/sh\n%s\n' "$2" >"$FARM/$1"
	chmod +x "$FARM/$1"
}
