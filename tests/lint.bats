#!/usr/bin/env bats
# What the tools that read source have to say: nothing.

load steps

setup() {
	load_libraries
	find_checkout
	cd "$TOP" || return
}

# What the C files are compiled with, as checker/Makefile has it.
flags() {
	make -s --no-print-directory -C checker print-flags
}

@test "ShellCheck has no remark" {
	run sh -c "git ls-files '*.sh' '*.bats' '*.bash' .ci/run | xargs -d '\n' shellcheck"
	assert_success
	assert_output ''
}

@test "cppcheck has no remark" {
	run cppcheck --quiet --std=c11 --enable=warning,style,performance,portability \
		--inline-suppr --error-exitcode=1 -I checker -I build/obj \
		--suppressions-list=checker/cppcheck checker/*.c
	assert_output ''
	assert_success
}

# A tab counts as four columns.
@test "the checker's files have at most 400 lines, none of more than 100 columns" {
	run sh -c "wc -l checker/*.[ch] | awk '\$2 != \"total\" && \$1 > 400'"
	assert_output ''
	run sh -c "for f in checker/*.[ch]; do expand -t 4 \$f | awk -v f=\$f 'length > 100 { print f \":\" NR }'; done"
	assert_output ''
}

@test "clang-tidy has no remark" {
	run bash -o pipefail -c "printf '%s\\n' checker/*.c |
		xargs -P $(nproc) -n 8 sh -c 'clang-tidy --quiet \"\$@\" -- $(flags) 2>&1' x"
	[ "$status" -eq 0 ] || grep -E '(warning|error): ' <<<"$output"
	assert_equal "$status" 0
}

@test "no registry or mirror is named in any file" {
	run git grep -nIE '(deb|security|snapshot|archive|ftp\.[a-z]+)\.debian\.org|registry\.npmjs|archive\.ubuntu'
	assert_failure 1
}
