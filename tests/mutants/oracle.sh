#!/bin/sh
# Is the checker's verdict what boots? Spoils a good folder in the way of each line of the table,
# makes anew what follows from it, asks the checker, boots the disk, and compares.
#
# usage: tests/mutants/oracle.sh [NAME...]   names of the table; without one: all of it
# environment: what lib.sh says, beside this file, and
#              ORACLE_KEEP=1    a boot that is in build/oracle/NAME is not repeated: only the checker
#                               is asked anew
#
# The rule: a disk that does not come up (dead) has an error; one that comes up otherwise than the
# good one (degraded) has a warning and no error; one that boots the same has neither, notes are
# free. A line that the table calls "either" boots the same or degraded, from boot to boot, and has a
# warning. What was found stays in build/oracle/NAME/: check.json, smoke.json, log.
#
# Status: 0 all agree; 1 some do not; 2 wrong use; 3 a mutant could not be made or booted.
set -eu

here=$(cd "$(dirname "$0")" && pwd -P)
self=$here/oracle.sh
# shellcheck source=lib.sh
. "$here/lib.sh"
results=$TINY/build/oracle

# Inside fakeroot: makes the mutant and asks the checker.
mutant() {
	make_mutant
	ask "$results/$name/check.json"
}

# Inside fakeroot, after the boot: what the symptoms of that boot are said to come from.
symptoms() {
	mkdir -p "$WORK/smoke"
	cp "$results/$name/screen.txt" "$WORK/smoke/screen.txt" 2>/dev/null || : >"$WORK/smoke/screen.txt"
	cp "$results/$name/smoke.json" "$WORK/smoke/result.json"
	"$CHECKER" --work "$WORK" --format json symptom >"$results/$name/symptom.json" || [ $? -eq 1 ]
}

# The place of the first of the table's ids among the causes, likeliest first; - when it is not there.
rank() {
	jq -r --arg ids "$(field 5)" '[.causes[].id] as $c | ($ids | split(",")) as $i |
		[range($c | length) | select($c[.] | IN($i[]))] | if . == [] then "-" else .[0] + 1 end' \
		"$results/$name/symptom.json"
}

# boot_once: many mistakes leave the disk as it was, since romfs keeps no modes and no owners. The
# same bytes in the same PC are booted once; who comes later gets that answer, and its log says so.
boot_once() {
	key=$({ (cd "$WORK" && find . -maxdepth 1 -name '*.i[ms][go]' -exec sha256sum {} + | sort)
		field 6; } | sha256sum | cut -d ' ' -f 1)
	if [ -s "$room/boots/$key" ]; then
		twin=$(cat "$room/boots/$key")
		cp "$results/$twin/smoke.json" "$results/$name/"
		cp "$results/$twin/screen.txt" "$results/$name/" 2>/dev/null || :
		echo "the same disk as that of $twin" >>"$results/$name/log"
		return
	fi
	boot "$WORK" "$(field 6)" "$results/$name"
	echo "$name" >"$room/boots/$key.$name"
	mv "$room/boots/$key.$name" "$room/boots/$key"
}

# --- one mutant, from the copy to the line of the result ----------------------

verdict() {
	jq -r '[.checks[] | select(.status == "fail") | .severity] |
		if index("error") then "error" elif index("warning") then "warning"
		elif index("note") then "note" else "none" end' "$results/$name/check.json"
}

found_ids() {
	jq -r '[.checks[] | select(.status == "fail") | .id] | unique | join(",")' \
		"$results/$name/check.json"
}

# Agreement by the rule; the outcome and the ids must be the table's, too.
judge() {
	case $outcome:$verdict:$(field 4) in
	same:warning:either | degraded:warning:either) ;;
	dead:error:* | degraded:warning:* | same:none:* | same:note:*) ;;
	*) echo "the verdict and the disk disagree"; return ;;
	esac
	case $(field 4) in
	"$outcome" | either) ;;
	*) echo "the table says $(field 4)"; return ;;
	esac
	for id in $(field 5 | tr ',' ' '); do
		case ,$ids, in
		*,"$id",*) ;;
		*) [ "$id" = - ] || { echo "$id found nothing"; return; } ;;
		esac
	done
	echo yes
}

# The line of $name: NAME CHAPTER EXPECTED VERDICT OUTCOME AGREE IDS RANK, with tabs between.
one() {
	name=$1
	WORK=$room/mutants/$name
	export name WORK
	[ "${ORACLE_KEEP:-0}" = 1 ] || rm -rf "${results:?}/$name"
	mkdir -p "$WORK" "$results/$name"
	if fakeroot -i "$room/good.state" -- sh "$self" --inside >"$results/$name/log" 2>&1; then
		verdict=$(verdict)
		ids=$(found_ids)
		[ -s "$results/$name/smoke.json" ] || boot_once
		outcome=$(jq -r .outcome "$results/$name/smoke.json" 2>/dev/null) || :
	fi
	rank=-
	case ${outcome:-} in
	same) agree=$(judge) ;;
	degraded | dead)
		agree=$(judge)
		fakeroot -i "$room/good.state" -- sh "$self" --symptoms >>"$results/$name/log" 2>&1
		rank=$(rank) ;;
	*) outcome=- verdict=${verdict:--} ids=${ids:-} agree='not booted' ;;
	esac
	printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$name" "$(field 2)" "$(field 4)" "$verdict" \
		"$outcome" "$agree" "$ids" "$rank" >"$results/$name/line"
	rm -rf "${WORK:?}"
	progress "$name: $outcome, $agree"
}

# --- all of them --------------------------------------------------------------

report() {
	printf '%s\n' "# name chapter expected verdict outcome agree ids rank"
	while read -r name; do cat "$results/$name/line"; done <"$room/chosen"
	cut -f 6 "$room/lines" | sort | uniq -c | sort -rn | sed 's/^/# /'
	versions "$room/chosen"
	awk -F '\t' '$5 == "dead" { n++; first += $8 == 1; three += $8 != "-" && $8 <= 3 }
		END { if (n) printf "# symptoms of %d dead disks: the cause is named first for %d, among the first three for %d\n", n, first, three }' "$room/lines"
	if [ "${ORACLE_KEEP:-0}" = 1 ]; then
		boots="without the boots, which were kept"
	else
		boots="$(find "$room/boots" -type f | wc -l) different disks booted"
	fi
	printf '# %s of %s agree; %s s with %s at a time, %s; %s left out for want of a build\n' \
		"$(agreeing)" "$total" $(($(date +%s) - $(cat "$room/started"))) "$jobs" "$boots" "$left_out"
}

agreeing() {
	awk -F '\t' '$6 == "yes"' "$room/lines" | wc -l
}

case ${1:-} in
--copy) fresh_copy "$GOOD" "$room/good"; exit ;;
--inside) mutant; exit ;;
--symptoms) symptoms; exit ;;
--one) one "$2"; exit ;;
-*) sed -n '5p' "$0"; exit 2 ;;
esac
open_room
mkdir "$room/boots"
choose "$@"
all
report >"$room/report"
cat "$room/report"
[ -z "${ORACLE_RECORD:-}" ] || cp "$room/report" "$ORACLE_RECORD"
if grep -q 'not booted' "$room/lines"; then exit 3; fi
[ "$(agreeing)" -eq "$total" ]
