#!/bin/sh
# Fuzzes each parser of the checker with libFuzzer, under the address and
# undefined-behaviour sanitizers, from the seeds in tests/fuzz/seeds.
#
# usage: tests/fuzz/run.sh [TARGET...]    e.g. romfs fat12; default: all
# environment: FUZZ_RUNS     inputs a target, for a short run that is the same each time
#              FUZZ_SECONDS  or seconds a target (default 60)
# An input that crashes a parser is kept as build/fuzz/TARGET-crash-*.
here=$(cd "$(dirname "$0")/../../steps" && pwd)
# shellcheck source=../../steps/lib.sh
. "$here/lib.sh"

step=fuzz
cd "$TINY" || exit
command -v clang >/dev/null || die "there is no clang" \
	"libFuzzer comes with it" "steps/00-workshop.sh tools tests/packages"

objects=build/obj-fuzz
make -s -j"$(jobs)" -C checker VARIANT=-fuzz CC=clang CFLAGS='-O1 -g' \
	EXTRA='-fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all' objects
mkdir -p build/fuzz

build_target() {
	set -- "$1" "$objects"/*.o
	target=$1
	shift
	for object; do
		shift
		case $object in
		*/main.o) ;;
		*) set -- "$@" "$object" ;;
		esac
	done
	# shellcheck disable=SC2046  # pkg-config prints words
	clang -std=c11 -D_DEFAULT_SOURCE -D_POSIX_C_SOURCE=200809L -O1 -g -Ichecker -I"$objects" \
		-fsanitize=fuzzer,address,undefined -fno-sanitize-recover=all \
		"tests/fuzz/$target.c" "$@" -o "build/fuzz/$target" \
		$(pkg-config --libs jansson capstone libelf zlib)
}

if [ -n "${FUZZ_RUNS:-}" ]; then
	limit="-runs=$FUZZ_RUNS -seed=1"
	keep=
else
	limit="-max_total_time=${FUZZ_SECONDS:-60}"
	keep=yes
fi
if [ $# -eq 0 ]; then
	for file in tests/fuzz/*.c; do
		target=${file##*/}
		set -- "$@" "${target%.c}"
	done
fi
for target; do
	build_target "$target"
	# libFuzzer keeps what it found in its first folder, for the next long run.
	corpus=build/fuzz/corpus-$target
	if [ -z "$keep" ]; then
		corpus=build/fuzz/short-$target
		rm -rf "$corpus"
	fi
	mkdir -p "$corpus"
	# shellcheck disable=SC2086  # words
	if ! "build/fuzz/$target" $limit -max_len=65536 -timeout=10 -rss_limit_mb=512 \
		-artifact_prefix="build/fuzz/$target-" "$corpus" \
		"tests/fuzz/seeds/$target" >"build/fuzz/$target.log" 2>&1; then
		tail -n 30 "build/fuzz/$target.log"
		die "the parser $target failed on an input" "the report above says how" \
			"build/fuzz/$target build/fuzz/$target-*"
	fi
	say "fuzz: $target, $(grep -o '^Done [0-9]* runs' "build/fuzz/$target.log" || tail -n 1 "build/fuzz/$target.log")"
done
