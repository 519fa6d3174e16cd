#!/bin/sh
# make test: every test. Installs what the tests need, builds the disk in work/
# (kept between runs), then runs the unit tests and the bats suites.
#
# usage: tests/run.sh [SUITE...]   e.g. tests/run.sh steps smoke
# environment: TEST_JOBS   how many suites run at a time (default: the number of processors)
# A suite's output comes when it is done; its TAP is in build/tests/. The last line is
# "N passed, N failed". Exit 0: every test passed.
here=$(cd "$(dirname "$0")/../steps" && pwd)
# shellcheck source=../steps/lib.sh
. "$here/lib.sh"
cd "$TINY"

heading() {
	printf '\n== %s\n' "$*"
}

# Counts of bats tests come from its TAP output, where "ok" begins a line. A suite that stopped
# before its last test has failed, too.
count() {
	good=$(grep -c '^ok' "$1" || true)
	planned=$(sed -n 's/^1\.\.//p' "$1")
	bad=$((${planned:-1} - good))
}

# A suite finds the surroundings that it has when it is run by itself. All output at once: other
# suites run beside it.
run_suite() {
	suite=$1
	log=build/tests/$(basename "$suite" .bats).tap
	began=$(date +%s)
	env -u TINY -u MAKEFLAGS -u MFLAGS -u MAKELEVEL bats --tap "$suite" >"$log" 2>&1 || true
	count "$log"
	{
		heading "$suite"
		grep -v '^ok' "$log" || true
		printf '%s: %d passed, %d failed, %d s\n' "$suite" "$good" "$bad" $(($(date +%s) - began))
	} >"$log.said"
	cat "$log.said"
	rm "$log.said"
}

# Suites that use the same files below build/ follow each other, a line each; long ones first.
lanes() {
	first="builds checker-fixtures book site v86 kernel-6.1 busybox-glibc oracle media lint"
	# shellcheck disable=SC2086 # words
	printf '%s\n' $first | sed '/^book$/{N;N;s/\n/ /g;}'
	for suite in tests/*.bats; do
		suite=$(basename "$suite" .bats)
		case " $first " in
		*" $suite "*) ;;
		*) echo "$suite" ;;
		esac
	done
}

# Unit tests: cmocka programs, each prints its own count.
run_unit() {
	heading "unit tests"
	if make -s -C checker test >build/tests/unit.log 2>&1; then
		verdict=passed
	else
		verdict=failed
		cat build/tests/unit.log
	fi
	good=$(grep -c '\[       OK \]' build/tests/unit.log || true)
	passed=$((passed + good))
	if [ "$verdict" = failed ]; then
		failed=$((failed + 1))
	fi
	printf 'unit tests: %d passed\n' "$good"
}

if [ "${1:-}" = --lane ]; then
	shift
	for suite; do
		run_suite "tests/$suite.bats"
	done
	exit
fi
passed=0 failed=0
heading "what the tests need"
steps/00-workshop.sh tools tests/packages
heading "the disk (make boot)"
make boot
rm -rf build/tests
mkdir -p build/tests
if [ $# -eq 0 ]; then
	run_unit
	lanes >build/tests/lanes
else
	for suite; do
		basename "$suite" .bats
	done >build/tests/lanes
fi
xargs -P "${TEST_JOBS:-$(nproc)}" -L 1 tests/run.sh --lane <build/tests/lanes
tr ' ' '\n' <build/tests/lanes >build/tests/suites
while read -r suite; do
	count "build/tests/$suite.tap"
	passed=$((passed + good))
	failed=$((failed + bad))
done <build/tests/suites
printf '\n%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
