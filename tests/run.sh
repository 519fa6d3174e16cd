#!/bin/sh
# make test: every test. Installs what the tests need, builds the disk in work/
# (kept between runs), then runs the unit tests and the bats suites.
#
# usage: tests/run.sh [SUITE...]   e.g. tests/run.sh steps smoke
# The last line is "N passed, N failed". Exit 0: every test passed.
here=$(cd "$(dirname "$0")/../steps" && pwd)
# shellcheck source=../steps/lib.sh
. "$here/lib.sh"
cd "$TINY"

heading() {
	printf '\n== %s\n' "$*"
}

# Counts of bats tests come from its TAP output, where "ok" begins a line.
run_suite() {
	suite=$1
	log=build/tests/$(basename "$suite" .bats).tap
	heading "$suite"
	# A suite finds the surroundings that it has when it is run by itself.
	env -u TINY -u MAKEFLAGS -u MFLAGS -u MAKELEVEL bats --tap "$suite" >"$log" 2>&1 || true
	grep -v '^ok' "$log" || true
	good=$(grep -c '^ok' "$log" || true)
	bad=$(grep -c '^not ok' "$log" || true)
	# A suite that stopped before its last test has failed, too.
	planned=$(sed -n 's/^1\.\.//p' "$log")
	missing=$((${planned:-1} - good - bad))
	passed=$((passed + good))
	failed=$((failed + bad + missing))
	printf '%s: %d passed, %d failed\n' "$suite" "$good" $((bad + missing))
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

passed=0 failed=0
heading "what the tests need"
steps/00-workshop.sh tools tests/packages
heading "the disk (make boot)"
make boot
mkdir -p build/tests
if [ $# -eq 0 ]; then
	run_unit
	set -- tests/*.bats
fi
for suite in "$@"; do
	case $suite in
	*.bats) run_suite "$suite" ;;
	*) run_suite "tests/$suite.bats" ;;
	esac
done
printf '\n%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
