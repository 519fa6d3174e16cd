#!/usr/bin/env bats
# shellcheck disable=SC2016  # single quotes: expanded inside the namespace
#
# A disk that is full half-way through a step: one clear message, no success,
# and the next run, with room, carries on. The disk is a small tmpfs in a mount
# namespace of its own, so that nothing else sees it.

load steps

setup() {
	load_libraries
	find_good_folder
	namespace=
	for try in 'unshare -m' 'unshare -rm'; do
		if $try true 2>/dev/null; then
			namespace=$try
			break
		fi
	done
	[ -n "$namespace" ] || skip "no mount namespaces here"
	DISK="$BATS_TEST_TMPDIR/disk"
	mkdir "$DISK"
}

# on_small_disk KIB SCRIPT: run SCRIPT (sh) with WORK on a new tmpfs of KIB KiB.
on_small_disk() {
	cat >"$BATS_TEST_TMPDIR/inside" <<-SH
		set -u
		mount -t tmpfs -o size=${1}k none "$DISK" || exit 99
		export DISK="$DISK" WORK="$DISK/work" TOP="$TOP" GOOD="$GOOD"
		. "$TOP/tests/steps.bash"
		more_room() { mount -o remount,size=\$1 "$DISK"; }
		$2
	SH
	run $namespace bash "$BATS_TEST_TMPDIR/inside"
}

assert_full_disk_told() {
	assert_success
	assert_output --partial "tiny-linux: step $1 stopped"
	assert_output --partial 'is full'
	assert_output --partial "make room, then: make step-$1"
	assert_output --partial 'with room: done'
}

@test "step 01, unpacking the kernel" {
	on_small_disk 20000 '
		mkdir -p $WORK/sources && touch $WORK/.tiny-linux
		ln -s $(readlink -f $GOOD/sources/linux-6.12.tar.xz) $WORK/sources/
		$TOP/steps/01-kernel.sh 2>&1 && exit 1
		[ ! -e $WORK/.steps/01 ] || exit 2
		[ ! -e $WORK/.steps/01.unpacked ] || exit 3
		echo with room: done'
	assert_full_disk_told 01
}

@test "step 02, unpacking and building musl" {
	on_small_disk 20000 '
		mkdir -p $WORK/sources $WORK/linux && touch $WORK/.tiny-linux $WORK/linux/.config
		mkdir -p $WORK/src && ln -s $GOOD/src/linux $WORK/src/linux
		for tarball in musl-1.2.3.tar.gz busybox-1.35.0.tar.bz2; do
			ln -s $(readlink -f $GOOD/sources/$tarball) $WORK/sources/
		done
		$TOP/steps/02-busybox.sh 2>&1 && exit 1
		[ ! -e $WORK/.steps/02 ] || exit 2
		echo with room: done'
	assert_full_disk_told 02
}

# quick_step NN FREE_KIB: fill the disk up to FREE_KIB before step NN, then
# make room and expect the good floppy.
quick_step() {
	on_small_disk 8000 "
		copy_good \$WORK && rm \$WORK/floppy.img
		[ $1 = 03 ] || run_steps 03 0$((10#$1 - 1)) >/dev/null || exit 4
		free=\$(df -Pk \$WORK | awk 'NR == 2 { print \$4 }')
		head -c \$(((free - $2) * 1024)) /dev/zero >\$WORK/ballast
		\$TOP/steps/$1-*.sh 2>&1 && exit 1
		[ ! -e \$WORK/.steps/$1 ] || exit 2
		rm \$WORK/ballast
		more_room 20m
		run_steps $1 08 >/dev/null || exit 5
		cmp \$WORK/floppy.img \$GOOD/floppy.img && echo with room: done"
	assert_full_disk_told "$1"
}

@test "step 05, copying the text files" {
	quick_step 05 0
}

@test "step 06, copying BusyBox" {
	quick_step 06 100
}

@test "step 07, writing the image" {
	quick_step 07 200
}

@test "step 07, packing the image" {
	quick_step 07 450
}

@test "step 08, formatting and filling the floppy" {
	quick_step 08 300
}

@test "step 03, when not one more folder fits" {
	on_small_disk 8000 '
		mkdir -p $WORK/.steps && touch $WORK/.tiny-linux
		used=$(find $DISK | wc -l)
		mount -o remount,nr_inodes=$((used + 5)) $DISK
		$TOP/steps/03-tree.sh 2>&1 && exit 1
		mount -o remount,nr_inodes=1000 $DISK
		copy_good $WORK && rm $WORK/floppy.img
		run_steps 03 08 >/dev/null || exit 5
		cmp $WORK/floppy.img $GOOD/floppy.img && echo with room: done'
	assert_full_disk_told 03
}
