#!/usr/bin/env bats
# Each parser of the checker, fed with the seeds and 20,000 inputs made from
# them, always the same ones. `make fuzz` goes on for longer.

load steps

setup() {
	load_libraries
	find_checkout
}

@test "every parser stands 20,000 strange inputs" {
	FUZZ_RUNS=20000 run "$TOP/tests/fuzz/run.sh"
	assert_success
	for target in "$TOP"/tests/fuzz/*.c; do
		target=${target##*/}
		assert_output --partial "fuzz: ${target%.c}, Done 20000 runs"
	done
}
