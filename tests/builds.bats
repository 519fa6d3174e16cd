#!/usr/bin/env bats
# The whole build a second time, in surroundings that differ in all that must
# not matter: another folder, a checkout whose path has a space, an ordinary
# user under fakeroot, another umask, locale, time zone and -j; interrupted
# by Ctrl-C and by kill -9 on the way. The floppy must be the same, byte for byte.
#
# Takes about as long as the first build. BUILDS_KEEP=FOLDER keeps it there.

load steps

setup_file() {
	TOP=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
	ROOM=${BUILDS_KEEP:-$BATS_FILE_TMPDIR/room}
	COPY="$ROOM/a copy of the book"
	export ROOM COPY
	mkdir -p "$ROOM/work/sources" "$ROOM/bin" "$COPY"
	cp -r "$TOP/steps" "$TOP/rootfs" "$COPY/"
	cp -L "${TINY_GOOD:-$TOP/work}"/sources/*.tar.* "$ROOM/work/sources/"
	touch "$ROOM/work/.tiny-linux"
	printf '#!/bin/sh\necho 3\n' >"$ROOM/bin/nproc"
	chmod 755 "$ROOM/bin/nproc"
	chmod -R a+rX "$ROOM"
	if [ "$(id -u)" -eq 0 ]; then
		chown -R 65534:65534 "$ROOM/work"
		chmod a+x "$BATS_RUN_TMPDIR" "$BATS_FILE_TMPDIR"
	fi
}

setup() {
	load_libraries
	find_good_folder
}

# elsewhere SCRIPT: the command that runs a step in the other surroundings.
# env gives SIGINT its default back, which bash takes from background jobs.
elsewhere() {
	as_user=
	if [ "$(id -u)" -eq 0 ]; then
		as_user='setpriv --reuid=65534 --regid=65534 --clear-groups'
	fi
	# shellcheck disable=SC2086,SC2016  # words; expanded by the inner sh
	exec env -i --default-signal=INT $as_user env HOME=/nowhere LANG=C.UTF-8 TZ=Asia/Tokyo \
		PATH="$ROOM/bin:/usr/bin:/bin" WORK="$ROOM/work" \
		sh -c 'umask 077 && exec "$1"' sh "$COPY/steps/$1"
}

# start_until SCRIPT PATTERN: run SCRIPT as the leader of a process group of its
# own, and come back when it has said a line like PATTERN. What it says goes through a FIFO, so
# that the end of its last process can be awaited, too.
start_until() {
	rm -f "$ROOM/says" "$ROOM/output"
	mkfifo "$ROOM/says"
	(set -m && elsewhere "$1" >"$ROOM/says" 2>&1 3>&-) &
	job=$!
	exec 4<"$ROOM/says"
	while IFS= read -r line <&4; do
		printf '%s\n' "$line" >>"$ROOM/output"
		# shellcheck disable=SC2254 # a pattern
		case $line in $2) return ;; esac
	done
	false
}

end_group() {
	kill "-$1" -- "-$job" 2>/dev/null || kill "-$1" "$job"
	cat <&4 >>"$ROOM/output"
	exec 4<&-
	status=0
	wait "$job" || status=$?
}

@test "Ctrl-C in the kernel build: one clear message, status 130" {
	set -m
	start_until 01-kernel.sh 'kernel: [2-9]0 %'
	end_group INT
	assert_equal "$status" 130
	run cat "$ROOM/output"
	assert_output --partial 'tiny-linux: step 01 was interrupted'
	assert_output --partial 'make step-01 carries on'
	assert [ ! -e "$ROOM/work/.steps/01" ]
	assert [ ! -e "$ROOM/work/linux/arch/x86/boot/bzImage" ]
}

# A .cmd of which make cannot read the first block alone: it ends within "$(wildcard".
# shellcheck disable=SC2016 # make expands it
breakable() {
	find "$ROOM/work/linux" -name '.*.o.cmd' -size +4096c | while IFS= read -r file; do
		case $(head -c 4096 "$file" | tail -n 1) in
		*'$(wildcard '*')'*) ;;
		*'$(wildcard '*) echo "$file" && return ;;
		esac
	done
}

@test "kill -9 in the kernel build: the next run carries on" {
	set -m
	before=$(find "$ROOM/work/linux" -name '*.o' | wc -l)
	start_until 01-kernel.sh 'kernel: [2-9]0 %'
	end_group KILL
	assert_equal "$status" 137
	assert [ "$(find "$ROOM/work/linux" -name '*.o' | wc -l)" -gt "$before" ]
	# What a compiler that was killed may leave: half an object, and the first
	# block of the file of what that depends on.
	half=$(find "$ROOM/work/linux/kernel" -name '*.o' -newer "$ROOM/bin/nproc" | head -n 1)
	head -c 100 "$half" >"$half.part"
	cat "$half.part" >"$half"
	rm "$half.part"
	truncate -s 4096 "$(breakable)"
	run elsewhere 01-kernel.sh
	assert_success
	run cmp "$ROOM/work/linux/arch/x86/boot/bzImage" "$GOOD/linux/arch/x86/boot/bzImage"
	assert_success
}

@test "kill -9 in the BusyBox build: the next run carries on" {
	set -m
	start_until 02-busybox.sh 'busybox: [2-9]0 %'
	end_group KILL
	run elsewhere 02-busybox.sh
	assert_success
	run cmp "$ROOM/work/busybox/busybox" "$GOOD/busybox/busybox"
	assert_success
}

@test "the floppy built elsewhere is the same, byte for byte" {
	for script in "$TOP"/steps/0[3-8]-*.sh; do
		run elsewhere "${script##*/}"
		assert_success
	done
	assert [ -s "$ROOM/work/.fakeroot" ]
	run cmp "$ROOM/work/floppy.img" "$GOOD/floppy.img"
	assert_success
}
