#!/usr/bin/env bats
# The disk in v86, an emulator that has nothing in common with QEMU but the BIOS: the good disk and
# a sample of spoiled ones come out as they do in QEMU.
# TINY_GOOD   a good folder (default: work/ of this checkout)
bats_require_minimum_version 1.5.0

load steps

setup_file() {
	find_good_folder
	"$TOP/guide/site/modules.sh" --omit=dev
}

setup() {
	load_libraries
	find_good_folder
	DISK=$BATS_TEST_TMPDIR/floppy.img
	cp "$GOOD/floppy.img" "$DISK"
	cp "$GOOD/syslinux.cfg" "$BATS_TEST_TMPDIR/"
	cd "$BATS_TEST_TMPDIR" || return
}

# A line of syslinux.cfg on the disk is changed.
cfg() {
	sed -i "$1" syslinux.cfg
	! cmp -s syslinux.cfg "$GOOD/syslinux.cfg"
	mcopy -o -i "$DISK" syslinux.cfg ::syslinux.cfg
}

# Bytes of the root image are changed; as many as before.
image() {
	LC_ALL=C sed "$1" "$GOOD/fs" >fs
	! cmp -s fs "$GOOD/fs"
	[ "$(stat -c %s fs)" = "$(stat -c %s "$GOOD/fs")" ]
	gzip -9 -n -c fs >fs.gz
	mcopy -o -i "$DISK" fs.gz ::fs.gz
}

# both OUTCOME: v86 and QEMU say so. $output is what v86's screen showed last.
both() {
	run "$TOP/build/checker" --work "$BATS_TEST_TMPDIR" --format json smoke "$DISK"
	[ "$status" -le 1 ]
	# What the screen and the test showed is printed only if the test fails here.
	jq -r '.last_rows[], (.checks[] | select(.status == "fail") | "failed: " + .id)' <<<"$output"
	assert_equal "QEMU $(jq -r .outcome <<<"$output")" "QEMU $1"
	run -0 timeout 240 node "$TOP/tests/v86/boot.mjs" "$TOP/build/npm/node_modules" "$DISK"
	assert_line "outcome: $1"
}

@test "v86: the good disk is the same" {
	both same
	refute_output --partial "differs"
}

@test "v86: an image for the RAM disk that is not compressed boots the same" {
	mcopy -o -i "$DISK" "$GOOD/fs" ::fs.gz
	both same
}

@test "v86: a syslinux.cfg without DEFAULT is dead" {
	cfg /DEFAULT/d
	both dead
	assert_output --partial "No DEFAULT or UI configuration directive found!"
}

@test "v86: another root= is dead" {
	cfg s/ram0/ram1/
	both dead
	assert_output --partial "Unable to mount root fs"
}

@test "v86: a kernel that is not on the disk is dead" {
	mdel -i "$DISK" ::linux
	both dead
	assert_output --partial "failed: No such file or directory"
}

@test "v86: an inittab that asks for another program than is there is dead" {
	image 's|::askfirst:-/bin/sh|::askfirst:-/bin/hs|'
	both dead
	assert_output --partial "can't run '/bin/hs'"
}

@test "v86: an rcS that init cannot find is degraded" {
	image 's|::sysinit:/etc/init.d/rcS|::sysinit:/etc/init.d/rcs|'
	both degraded
	assert_line "differs: nothing complains"
	assert_line "differs: proc is mounted"
}
