#!/bin/sh
# make bench: how long the checker takes on your folder, beside the least that
# any program must do with it, and beside the same questions asked by hand.
# Figures only: nothing here passes or fails. On a busy machine the processor's
# time, in brackets, says more than the clock's.
here=$(cd "$(dirname "$0")/../../steps" && pwd)
# shellcheck source=../../steps/lib.sh
. "$here/lib.sh"

step=bench
cd "$TINY" || exit
command -v hyperfine >/dev/null || die "there is no hyperfine" \
	"it does the timing" "steps/00-workshop.sh tools tests/bench/packages"
need floppy.img 08
mkdir -p build/bench

# measure NAME RUNS COMMAND: build/bench/NAME.json. Status 1 of the checker, something to mend, is
# no reason to stop.
measure() {
	hyperfine -N --ignore-failure --warmup 2 --runs "$2" --style none \
		--export-json "build/bench/$1.json" "$3" >/dev/null 2>&1 ||
		die "$3 could not be measured" "hyperfine or the command failed" "$3"
}

measure least 100 "tests/bench/baseline.sh '$WORK'"
measure checker 100 "build/checker --work '$WORK' check --all"
measure rest 100 "env CHECKER_NO_DISASSEMBLY=1 build/checker --work '$WORK' check --all"
measure env 100 "env CHECKER_NO_DISASSEMBLY=1 true"
measure hand 5 "tests/bench/by-hand.sh '$WORK' '$TINY'"

# GNU time prints the largest memory that the program held, in KiB.
peak_kib() {
	command time -f %M "$@" 2>&1 >/dev/null | tail -n 1
}

# What env itself takes does not count.
jq -rs '
	def ms: . * 1000 * 10 | round / 10;
	def both: "\(.median | ms) ms (\(.cpu | ms) ms)";
	map(.results[0] | {median, cpu: (.user + .system)}) as [$least, $checker, $all, $env, $hand]
	| {median: ($all.median - $env.median), cpu: ($all.cpu - $env.cpu)} as $rest
	| "gzip -dc fs.gz, and every input read once   \($least | both)",
	  "checker check --all, no disassembly         \($rest | both): \(
		$rest.median / $least.median * 10 | round / 10) times that (\(
		$rest.cpu / $least.cpu * 10 | round / 10))",
	  "checker check --all                         \($checker | both)",
	  "the same questions by hand                  \($hand | both): \(
		$hand.median / $checker.median | round) times as long (\(
		$hand.cpu / $checker.cpu | round))"
	' build/bench/least.json build/bench/checker.json build/bench/rest.json build/bench/env.json \
	build/bench/hand.json
say "memory of checker check --all: $(peak_kib "build/checker" --work "$WORK" check --all) KiB"
