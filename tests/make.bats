#!/usr/bin/env bats
# The Makefile: its help and its targets.

load steps

setup() {
	load_libraries
	find_checkout
	cd "$TOP" || return
}

@test "make alone prints what one can do, on one screen" {
	run make --no-print-directory
	assert_success
	for target in boot test step-NN check shell smoke run fetch clean help; do
		assert_line --regexp "^  make $target +[a-z]"
	done
	assert [ "${#lines[@]}" -le 24 ]
	run awk 'length > 79' <(printf '%s\n' "$output")
	assert_output ''
}

@test "every target that a person may name has its line of help" {
	targets=$(sed -n 's/^\([a-z][a-z-]*\):.*/\1/p' Makefile | grep -v '^step-0' | sort -u)
	assert [ -n "$targets" ]
	for target in $targets; do
		run grep -E "^$target:.*## [a-z]" Makefile
		assert_success
	done
}

@test "make step-NN, taken literally, says what to type" {
	run make --no-print-directory step-NN
	assert_failure 2
	assert_output --partial 'make step-04'
}

@test "every step has a chapter, every chapter a step" {
	steps=$(cd steps && printf '%s\n' [0-9]*.sh | sed 's/\.sh$//')
	chapters=$(cd chapters && printf '%s\n' [0-9]*.md | sed 's/\.md$//')
	assert_equal "$chapters" "$steps"
}

@test "every chapter is in book.md and in the README, in order" {
	run sed -n 's/^  - //p' book.md
	assert_output "$(printf '%s\n' chapters/[0-9]*.md)"
	run sed -n 's/^| [0-9]* | \[[^]]*\](\(chapters[^)]*\)).*/\1/p' README.md
	assert_output "$(printf '%s\n' chapters/[0-9]*.md)"
}

@test "every chapter has the same parts, in the same order" {
	for chapter in chapters/[0-9]*.md; do
		run grep '^## ' "$chapter"
		assert_output "$(printf '## %s\n' 'What this step is' 'Type this' 'What you should see' \
			'What is checked' 'What goes wrong' 'Then and now' 'Exercises' 'Next')"
	done
}

@test "every check is named in its chapter" {
	for id in $("$TOP/build/checker" list | cut -d ' ' -f 1); do
		number=${id#TL}
		run grep -l "$id" chapters/"${number%??}"-*.md
		assert_success
	done
}

@test "the chapters' tables of checks are the checker's own" {
	run guide/checks.sh --check
	assert_success
	assert_output ''
}

