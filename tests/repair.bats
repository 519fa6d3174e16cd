#!/usr/bin/env bats
# Do the printed fixes lead home? What is recorded of it is of this table, and a sample of disks that
# do not boot as they should is mended (tests/mutants/repair.sh).

load steps

setup() {
	load_libraries
	find_good_folder
	TABLE="$TOP/tests/mutants/table"
	RECORD="$TOP/guide/repair.txt"
}

# The names of the table's lines that do not boot the same.
spoilt() {
	awk -F ' [|] ' '!/^#/ && $4 != "same" { print $1 }' "$TABLE"
}

# A checker that prints another fix for a directory that is not there.
checker_that_says() {
	printf '%s\n' '#!/bin/sh' \
		"\"$TOP/build/checker\" \"\$@\" | sed 's/\"fix\": \"mkdir.*\"/\"fix\": \"$1\"/'" \
		>"$BATS_TEST_TMPDIR/checker"
	chmod +x "$BATS_TEST_TMPDIR/checker"
	export CHECKER="$BATS_TEST_TMPDIR/checker"
}

@test "what is recorded is of this table, and all fixes lead home" {
	assert_equal "$(grep -v '^#' "$RECORD" | cut -f 1 | sort)" "$(spoilt | sort)"
	run awk -F '\t' '!/^#/ && $6 != "same bytes" && $6 != "boots the same"' "$RECORD"
	assert_output ''
}

@test "a sample of all chapters is mended by the printed fixes" {
	# shellcheck disable=SC2046 # names
	run "$TOP/tests/mutants/repair.sh" $(spoilt | grep -Fx -f <(grep -v '^#' "$TOP/tests/mutants/sample"))
	assert_success
	for chapter in 01 02 03 04 05 06 07 08 10; do
		assert_line --regexp "^[a-z].*	$chapter	(dead|degraded)	.*	(same bytes|boots the same)\$"
	done
}

@test "a disk of the same bytes is booted when that is asked for" {
	REPAIR_BOOT=1 run "$TOP/tests/mutants/repair.sh" no-node-tty0
	assert_success
	assert_line --regexp '^no-node-tty0	.*	boots the same$'
}

@test "a fix that mends nothing is told, with status 1" {
	checker_that_says true
	run "$TOP/tests/mutants/repair.sh" no-dir-tmp
	assert_failure 1
	assert_line --regexp '^no-dir-tmp	.*	there is something to mend after 4 rounds$'
}

@test "a fix that fails is told, with status 1" {
	checker_that_says false
	run "$TOP/tests/mutants/repair.sh" no-dir-tmp
	assert_failure 1
	assert_line --regexp '^no-dir-tmp	.*	a printed fix failed$'
}
