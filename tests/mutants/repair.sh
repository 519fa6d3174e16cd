#!/bin/sh
# Do the printed fixes lead home? Spoils a good folder in the way of each line of the table that is
# to come up dead or degraded, runs the fixes that the checker prints of errors and warnings, in order
# and as printed, in a shell like `make shell`'s, and asks again, until there is nothing left to
# mend. Then the disk must boot the same as the good one.
#
# usage: tests/mutants/repair.sh [NAME...]   names of the table; without one: all that do not boot the same
# environment: what lib.sh says, beside this file; REPAIR_BOOT=1 boots a disk of the same bytes, too;
#              ORACLE_KEEP=1 leaves a line that leads home in build/repair/NAME as it is
#
# The same bytes boot the same: a disk that is the good one's byte for byte again is not booted, nor
# one that this run has booted, whatever lies in its free clusters. The good disk itself is, once with
# each OPTIONS of the lines asked for, and must come up the same. A learner asks the checker at most $rounds times. Steps 00 to 02, minutes
# of work, hand out the good folder's results (tests/fixtures/make.sh); all other steps are run. What
# was found stays in build/repair/NAME/: check-N.json and fixes-N of each round, smoke.json, log.
#
# Status: 0 all lead home; 1 some do not; 2 wrong use; 3 a mutant could not be made, or the good disk
# does not boot.
set -eu

here=$(cd "$(dirname "$0")" && pwd -P)
self=$here/repair.sh
# shellcheck source=lib.sh
. "$here/lib.sh"
results=$TINY/build/repair
rounds=4

# --- inside fakeroot ----------------------------------------------------------

# shellcheck source=../fixtures/learner.sh
. "$TINY/tests/fixtures/learner.sh"

# mend: as a learner would, round after round. Leaves the number of rounds in the file `took`, and in
# `stuck`, if it came to that, why it went no further.
mend() {
	round=0
	: >"$result/stuck"
	while ask "$result/check-$round.json"; do
		printed_fixes "$result/check-$round.json" 'error|warning' >"$result/fixes-$round"
		[ -s "$result/fixes-$round" ] || break
		if [ "$round" -eq "$rounds" ]; then
			echo "there is something to mend after $rounds rounds" >"$result/stuck"
			break
		fi
		if ! run_fixes "$result/fixes-$round"; then
			echo "a printed fix failed" >"$result/stuck"
			break
		fi
		round=$((round + 1))
	done
	echo "$round" >"$result/took"
}

mutant() {
	work=$WORK result=$results/$name
	room=$room/learners/$name
	mkdir -p "$room"
	mend
}

# --- one mutant, from the copy to the line of the result ----------------------

# The image in $WORK that `checker smoke` boots with these options.
image_of() {
	case $1 in
	*.iso) echo "${1##* }" ;;
	*cdrom*) echo cdrom.iso ;;
	*ide*) echo disk.img ;;
	*flash*) echo flash.img ;;
	*usb*) echo usb.img ;;
	*) echo floppy.img ;;
	esac
}

# disk_sum FOLDER OPTIONS: what boots with these options, as a checksum; of a floppy, without what is
# left in its free clusters: nobody reads them.
disk_sum() {
	image=$(image_of "$2")
	{
		echo "$2"
		case $image in
		floppy.img) (cd "$1" && python3 "$here/fat.py" used) ;;
		*) cat "$1/$image" ;;
		esac
	} | sha256sum | cut -c 1-64
}

# boot_once FOLDER OPTIONS RESULTS: boots it, unless this run has booted such a disk.
boot_once() {
	known=$room/boots/$(disk_sum "$1" "$2")
	if [ -s "$known" ]; then
		cp "$known" "$3/smoke.json"
	else
		boot "$1" "$2" "$3"
		cp "$3/smoke.json" "$known.$$" && mv "$known.$$" "$known"
	fi
}

# mended_options: those of $name; but where the PC's memory was the mistake, that of the PC on which
# the learner's last smoke test ran, for that is what its fix is about.
mended_options() {
	case $(field 6) in
	*--memory*) echo "--memory $(jq -r .memory_mib "$WORK/smoke/result.json")" ;;
	*) field 6 ;;
	esac
}

# home: says how the mended disk of $name boots, or why it is not mended.
home() {
	options=$(mended_options)
	image=$(image_of "$options")
	if [ -s "$result/stuck" ]; then
		cat "$result/stuck"
	elif [ "${REPAIR_BOOT:-0}" != 1 ] && [ "$options" = "$(field 6)" ] &&
		cmp -s "$WORK/$image" "$room/good/$image"; then
		echo "same bytes"
	else
		boot_once "$WORK" "$options" "$result"
		case $(jq -r .outcome "$result/smoke.json" 2>/dev/null) in
		same) echo "boots the same" ;;
		degraded | dead) echo "boots otherwise" ;;
		*) echo "not booted" ;;
		esac
	fi
}

# The line of $name: NAME CHAPTER OUTCOME FIXES ROUNDS AFTER, with tabs between.
one() {
	name=$1
	WORK=$room/mutants/$name
	result=$results/$name
	export name WORK
	if [ "${ORACLE_KEEP:-0}" = 1 ] && grep -qE '	(same bytes|boots the same)$' "$result/line" 2>/dev/null; then
		return
	fi
	rm -rf "${result:?}"
	mkdir -p "$WORK" "$result"
	if fakeroot -i "$room/good.state" -- sh "$self" --inside >"$result/log" 2>&1; then
		after=$(home)
	else
		after="not made"
	fi
	printf '%s\t%s\t%s\t%s\t%s\t%s\n' "$name" "$(field 2)" "$(field 4)" \
		"$(cat "$result"/fixes-* 2>/dev/null | wc -l)" "$(cat "$result/took" 2>/dev/null || echo -)" "$after" >"$result/line"
	rm -rf "${WORK:?}" "${room:?}/learners/$name"
	progress "$name: $after"
}

# --- all of them --------------------------------------------------------------

# The good folder of what the lines asked for boot: media as the mutants' are made, each booted once.
good_disks() {
	while read -r name; do field 6 | sed 's/--memory [0-9]*/-/'; done <"$room/chosen" | sort -u >"$room/options"
	if grep -q -- --drive "$room/options"; then
		fakeroot -i "$room/good.state" -- sh "$self" --media || exit 3
	fi
	: >"$room/booted"
	mkdir "$room/boots"
	while read -r options; do
		echo "good$(echo " $options" | tr -d ' -')" >>"$room/booted"
		result=$results/$(tail -n 1 "$room/booted")
		rm -rf "${result:?}"
		mkdir -p "$result"
		boot_once "$room/good" "$options" "$result" </dev/null
		if [ "$(jq -r .outcome "$result/smoke.json" 2>/dev/null)" != same ]; then
			echo "repair: the good disk does not boot (smoke $options): $result/smoke.json" >&2
			exit 3
		fi
	done <"$room/options"
	rm -rf "$room/good/smoke"*
}

report() {
	printf '%s\n' "# name chapter outcome fixes rounds after"
	cat "$room/lines"
	cut -f 6 "$room/lines" | sort | uniq -c | sort -rn | sed 's/^/# /'
	{ cat "$room/booted"; cat "$room/chosen"; } >"$room/all"
	versions "$room/all"
	printf '# %s of %s lead home, most in %s; %s s with %s at a time%s; %s left out for want of a build\n' \
		"$(at_home)" "$total" "$(cut -f 5 "$room/lines" | sort -n | uniq -c | sort -rn |
			awk 'NR == 1 { print $2 == 1 ? "1 round" : $2 " rounds" }')" \
		$(($(date +%s) - $(cat "$room/started"))) "$jobs" \
		"$([ "${ORACLE_KEEP:-0}" = 0 ] || echo ", without those that were kept")" "$left_out"
}

at_home() {
	awk -F '\t' '$6 == "same bytes" || $6 == "boots the same"' "$room/lines" | wc -l
}

spoilt_ones() {
	awk -F ' [|] ' '!/^#/ && NF >= 7 && $4 != "same" { print $1 }' "$table"
}

case ${1:-} in
--copy) fresh_copy "$GOOD" "$room/good"; exit ;;
--media) WORK=$room/good; cd "$WORK"; media; exit ;;
--inside) make_mutant; mutant; exit ;;
--one) one "$2"; exit ;;
-*) sed -n '7p' "$0"; exit 2 ;;
esac
open_room
# shellcheck disable=SC2046 # names
[ $# -gt 0 ] || set -- $(spoilt_ones)
choose "$@"
good_disks
all
report >"$room/report"
cat "$room/report"
[ -z "${ORACLE_RECORD:-}" ] || cp "$room/report" "$ORACLE_RECORD"
if grep -q 'not made\|not booted' "$room/lines"; then exit 3; fi
[ "$(at_home)" -eq "$total" ]
