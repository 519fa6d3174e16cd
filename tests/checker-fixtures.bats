#!/usr/bin/env bats
# Every check of the table against its fixture: tests/fixtures/run.sh says how.
#
# Needs a good folder: TINY_GOOD, or work/ of the checkout as the steps made it.

fixtures() {
	"$BATS_TEST_DIRNAME/fixtures/run.sh" "$@"
}

@test "the good folder has nothing to mend; no fixture is left over" {
	fixtures good
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
