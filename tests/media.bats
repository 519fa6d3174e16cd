#!/usr/bin/env bats
# Chapter 10: the media are the same bytes wherever they are made, carry the very kernel and fs.gz
# of the floppy, boot to the same prompt, and need no more memory than the chapter says.

# shellcheck disable=SC2030,SC2031  # each test sets WORK for itself

load steps

MEDIA='disk.img flash.img usb.img cdrom.iso isolinux.iso'

# What step 10 reads, in the folder $1.
copy_for_step_10() {
	copy_good "$1"
	cp "$GOOD/fs.gz" "$GOOD/syslinux.cfg" "$1/"
}

# The media are made once for all tests.
setup_file() {
	load_libraries
	find_good_folder
	export MADE="$BATS_FILE_TMPDIR/made"
	copy_for_step_10 "$MADE"
	WORK="$MADE" "$TOP/steps/10-media.sh"
}

setup() {
	load_libraries
	find_good_folder
	CHECKER=$TOP/build/checker
	[ -x "$CHECKER" ] || make -s -C "$TOP/checker"
	PATH=$PATH:/usr/sbin:/sbin
}

same_media() {
	local medium
	for medium in $MEDIA; do
		cmp "$MADE/$medium" "$1/$medium"
	done
}

@test "another folder, user, umask, time zone and language give the same media" {
	other="$BATS_TEST_TMPDIR/a-longer-path/of-it"
	copy_for_step_10 "$other"
	touch -d '2031-01-01' "$other"/*.* "$other/linux/arch/x86/boot/bzImage"
	as_nobody
	if [ -n "$as_user" ]; then
		chmod -R a+rX "$BATS_TEST_TMPDIR"
		chown -R 65534 "$other"
	fi
	(umask 077 && TZ=Asia/Tokyo LC_ALL=C.UTF-8 WORK="$other" $as_user "$BOOK/steps/10-media.sh")
	same_media "$other"
}

@test "the step again, and killed at any moment, ends the same" {
	cp -a "$MADE" "$BATS_TEST_TMPDIR/work"
	export WORK="$BATS_TEST_TMPDIR/work"
	for moment in 0.02 0.1 0.2 0.4; do
		timeout -s KILL "$moment" "$TOP/steps/10-media.sh" >/dev/null 2>&1 || true
	done
	run "$TOP/steps/10-media.sh"
	assert_success
	same_media "$WORK"
	run find "$WORK" -maxdepth 1 -name '*.part'
	assert_output ''
}

@test "without the floppy, or SYSLINUX's settings, it says which step makes it" {
	export WORK="$BATS_TEST_TMPDIR/work"
	copy_for_step_10 "$WORK"
	rm "$WORK/floppy.img"
	run "$TOP/steps/10-media.sh"
	assert_failure 1
	assert_output --partial 'there is no work/floppy.img yet'
	assert_output --partial 'make step-08'
}

@test "make boot does not make them, make clean deletes them" {
	run make -n -C "$TOP" boot
	refute_output --partial '10-media'
	cp -a "$MADE" "$BATS_TEST_TMPDIR/work"
	cp -a "$TOP/steps" "$BATS_TEST_TMPDIR/steps"
	WORK="$BATS_TEST_TMPDIR/work" "$BATS_TEST_TMPDIR/steps/clean.sh"
	run find "$BATS_TEST_TMPDIR/work" -name '*.img' -o -name '*.iso'
	assert_output ''
}

@test "chapters 03 to 10, typed, give the step's media" {
	typed="$BATS_TEST_TMPDIR/typed"
	run "$TOP/tests/type-chapter.sh" --from 03 --to 10 --base "$GOOD" --work "$typed"
	assert_success
	same_media "$typed"
}

@test "disk, card and stick carry the floppy's kernel, fs.gz and settings, byte for byte" {
	for medium in disk.img@@32256 flash.img@@16384 usb.img@@1048576 floppy.img; do
		mcopy -n -i "$MADE/$medium" ::linux - | cmp - "$MADE/linux/arch/x86/boot/bzImage"
		mcopy -n -i "$MADE/$medium" ::fs.gz - | cmp - "$MADE/fs.gz"
		mcopy -n -i "$MADE/$medium" ::syslinux.cfg - | cmp - "$MADE/syslinux.cfg"
	done
}

@test "the CDs carry them, too: one the very floppy, one the files" {
	cd "$BATS_TEST_TMPDIR"
	xorriso -osirrox on -indev "$MADE/cdrom.iso" -extract / cd 2>/dev/null
	cmp cd/floppy.img "$MADE/floppy.img"
	sector=$(xorriso -indev "$MADE/cdrom.iso" -report_el_torito plain 2>/dev/null |
		awk '/boot img : +1 / { print $NF }')
	tail -c +$((sector * 2048 + 1)) "$MADE/cdrom.iso" | cmp -n 1474560 - "$MADE/floppy.img"
	xorriso -osirrox on -indev "$MADE/isolinux.iso" -extract / iso 2>/dev/null
	cmp iso/linux "$MADE/linux/arch/x86/boot/bzImage"
	cmp iso/fs.gz "$MADE/fs.gz"
	cmp iso/isolinux.cfg "$MADE/syslinux.cfg"
}

@test "sfdisk, fsck.fat and the checker find nothing wrong" {
	for medium in 'disk.img 63' 'flash.img 32' 'usb.img 2048'; do
		# shellcheck disable=SC2086  # a name and a number
		set -- $medium
		run sfdisk --verify "$MADE/$1"
		assert_success
		assert_output --partial 'No errors detected'
		tail -c +$(($2 * 512 + 1)) "$MADE/$1" >"$BATS_TEST_TMPDIR/partition"
		run fsck.fat -n "$BATS_TEST_TMPDIR/partition"
		assert_success
	done
	run "$CHECKER" --work "$MADE" check 10
	assert_success
	assert_output --partial '0 failed, 0 skipped'
}

# Whether the kernel is larger than the recorded one: another compiler made it.
larger_kernel() {
	local recorded
	recorded=$(sed -n 's/^bzimage-bytes //p' "$TOP/guide/figures.txt" | tr -d ,)
	[ "$(stat -c %s "$MADE/linux/arch/x86/boot/bzImage")" -gt "$recorded" ]
}

# boots DRIVE IMAGE MEMORY: all of the smoke test passes, with as much memory as the chapter says;
# a larger kernel has the 6 MB that the chapter says of it.
boots() {
	local memory=$3
	mkdir -p "$BATS_TEST_TMPDIR/result"
	run grep "\`$2\`.*| $3 MB |\$" "$TOP/chapters/10-media.md"
	assert_success
	if larger_kernel; then
		memory=6
	fi
	run "$CHECKER" --work "$BATS_TEST_TMPDIR/result" --format json --cpu 486 --memory "$memory" \
		--drive "$1" smoke "$MADE/$2"
	assert_success
	jq -e --arg drive "$1" '.outcome == "same" and .drive == $drive and .cpu == "486" and
		.image_unchanged and .summary.fail == 0 and .names.answered > 90' <<<"$output"
	grep -q "$4" "$BATS_TEST_TMPDIR/result/smoke-$1/screen.txt"
}

# too_little DRIVE IMAGE MEMORY: with less it does not come up.
too_little() {
	local memory=$3
	if larger_kernel; then
		memory=5
	fi
	run "$CHECKER" --work "$BATS_TEST_TMPDIR/result" --memory "$memory" --drive "$1" smoke "$MADE/$2"
	assert_failure 1
}

@test "the IDE disk boots on a 486 with 5 MB, and not with 4" {
	boots ide disk.img 5 'SYSLINUX .* EDD'
	too_little ide disk.img 4
}

@test "the flash card boots on a 486 with 5 MB, and not with 4" {
	boots flash flash.img 5 'SYSLINUX .* EDD'
	too_little flash flash.img 4
}

@test "the CD with the floppy boots on a 486 with 5 MB, and not with 4" {
	boots cdrom cdrom.iso 5 'SYSLINUX .* CHS'
	too_little cdrom cdrom.iso 4
}

@test "the CD without emulation boots on a 486 with 5 MB, and not with 4" {
	boots cdrom isolinux.iso 5 'ISOLINUX .* ETCD'
	too_little cdrom isolinux.iso 4
}

@test "the USB stick boots on a 486 with 6 MB, and not with 5" {
	boots usb usb.img 6 'SYSLINUX .* EDD'
	too_little usb usb.img 5
}

@test "the card in QEMU has the card's geometry" {
	cd "$BATS_TEST_TMPDIR"
	mkdir bin work
	printf '#!/bin/sh\necho "$@" >%s\nexit 1\n' "$BATS_TEST_TMPDIR/words" >bin/qemu-system-i386
	chmod +x bin/qemu-system-i386
	PATH=$PWD/bin:$PATH run "$CHECKER" --work work --drive flash smoke "$MADE/flash.img"
	run cat words
	assert_output --partial 'ide-hd,drive=card,cyls=245,heads=2,secs=32'
	assert_equal "$(stat -c %s "$MADE/flash.img")" $((245 * 2 * 32 * 512))
}

@test "make smoke-ide and its like boot the learner's own files, and say what is missing" {
	cd "$BATS_TEST_TMPDIR"
	mkdir work
	for target in ide flash usb cd; do
		run make --no-print-directory -C "$TOP" WORK="$PWD/work" "smoke-$target"
		assert_failure
		assert_output --partial 'make step-10'
	done
	cp "$MADE/disk.img" work/
	printf '\0' | dd of=work/disk.img bs=1 seek=446 conv=notrunc status=none
	run "$CHECKER" --work work --drive ide smoke
	assert_failure 1
	assert_output --partial 'Missing operating system.'
	assert [ -s work/smoke-ide/result.json ]
	assert [ ! -e work/smoke ]
}
