#!/bin/sh
# make bench: how long the checker takes on your folder, beside the least that
# any program must do with it, and beside the same questions asked by hand.
# Figures only: nothing here passes or fails.
here=$(cd "$(dirname "$0")/../../steps" && pwd)
# shellcheck source=../../steps/lib.sh
. "$here/lib.sh"

step=bench
cd "$TINY" || exit
command -v hyperfine >/dev/null || die "there is no hyperfine" \
	"it does the timing" "steps/00-workshop.sh tools tests/bench/packages"
need floppy.img 08
mkdir -p build/bench

hyperfine --warmup 3 --export-json build/bench/result.json \
	--command-name 'the least: gzip -dc, read all' "tests/bench/baseline.sh '$WORK'" \
	--command-name 'checker check --all' "build/checker --work '$WORK' check --all" \
	--command-name 'the same questions by hand' "tests/bench/by-hand.sh '$WORK' '$TINY'"

# GNU time prints the largest memory that the program held, in KiB.
peak_kib() {
	command time -f %M "$@" 2>&1 >/dev/null | tail -n 1
}

say "memory of checker check --all: $(peak_kib "build/checker" --work "$WORK" check --all) KiB"
