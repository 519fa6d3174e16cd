#!/usr/bin/env bats
# Every check of the table against its fixture: tests/fixtures/run.sh says how.
#
# Needs a good folder: TINY_GOOD, or work/ of the checkout as the steps made it.

load steps

setup() {
	load_libraries
	find_good_folder
	export WORK="$BATS_TEST_TMPDIR/work"
}

fixtures() {
	"$BATS_TEST_DIRNAME/fixtures/run.sh" "$@"
}

@test "the good folder has nothing to mend; no fixture is left over" {
	fixtures good
}

# finds_nothing: in the folder WORK.
finds_nothing() {
	assert_equal "$("$TOP/build/checker" --work "$WORK" --format json check --all |
		jq -c '[.checks[] | select(.status == "fail") | .id]')" '[]'
}

@test "a folder with real device nodes, made by root, has nothing to mend" {
	[ "$(id -u)" -eq 0 ] && mknod "$BATS_TEST_TMPDIR/node" c 1 3 || skip "only root makes real nodes"
	copy_good "$WORK"
	run_steps 03 08
	assert [ -c "$WORK/tiny-linux/dev/null" ]
	assert [ ! -s "$WORK/.fakeroot" ]
	finds_nothing
}

@test "a folder with genromfs's own names for nodes, made by an ordinary user, has nothing to mend" {
	as_nobody
	copy_good "$WORK"
	cp "$GOOD/syslinux.cfg" "$WORK/"
	[ "$(id -u)" -ne 0 ] || chown -R 65534:65534 "$WORK"
	# shellcheck disable=SC2086,SC2154,SC2016 # words; expanded by the inner sh
	env PATH="$PATH:/usr/sbin:/sbin" $as_user sh -ec '
		for n in 03 04 05 06; do "$1"/steps/$n-*.sh; done
		rm "$WORK"/tiny-linux/dev/*
		grep -v "^#" "$1/rootfs/devices" | while read -r path type major minor _; do
			: >"$WORK/tiny-linux/dev/@${path#dev/},$type,$major,$minor"
		done
		rm -f "$WORK/.fakeroot"
		for n in 07 08; do "$1"/steps/$n-*.sh; done' sh "$BOOK"
	assert [ -f "$WORK/tiny-linux/dev/@console,c,5,1" ]
	finds_nothing
}

@test "chapter 00: each spoilt folder is named and mended: the workshop" {
	fixtures TL00
}

@test "chapter 01: each spoilt folder is named and mended: the kernel" {
	fixtures TL01
}

@test "chapter 02: each spoilt folder is named and mended: BusyBox" {
	fixtures TL02
}

@test "chapter 03: each spoilt folder is named and mended: the directories" {
	fixtures TL03
}

@test "chapter 04: each spoilt folder is named and mended: the device nodes" {
	fixtures TL04
}

@test "chapter 05: each spoilt folder is named and mended: startup files" {
	fixtures TL05
}

@test "chapter 06: each spoilt folder is named and mended: names" {
	fixtures TL06
}

@test "chapter 07: each spoilt folder is named and mended: the ROM file system" {
	fixtures TL07
}

@test "chapter 08: each spoilt folder is named and mended: the floppy disk" {
	fixtures TL08
}

@test "chapter 09: each spoilt folder is named and mended: the smoke test" {
	fixtures TL09
}

@test "chapter 10: each spoilt folder is named and mended: other media" {
	fixtures TL10
}
