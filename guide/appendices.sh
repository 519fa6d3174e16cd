#!/bin/sh
# Makes the parts of the book that are derived: appendix A (then and now) and C (every check) and
# the indexes, and lists all parts in order.
# usage: guide/appendices.sh OUT   writes OUT/*.md and OUT/parts (paths, one a line)
here=$(cd "$(dirname "$0")/../steps" && pwd)
# shellcheck source=../steps/lib.sh
. "$here/lib.sh"

step=appendices
cd "$TINY"
out=$1
mkdir -p "$out"

# The order is that of book.md; appendices follow by name.
chapters=$(sed -n 's/^  - \(chapters\/.*\)/\1/p' book.md)

# "Then and now" of all chapters, one after the other.
then_and_now() {
	printf '# Appendix A: Then and now\n\n'
	printf 'What each chapter says of the year 2000 and of today, in one place.\n\n'
	for chapter in $chapters; do
		sed -n '1s/^# /## /p' "$chapter"
		awk '/^## / { inside = ($0 == "## Then and now"); next } inside' "$chapter"
		echo
	done
}

every_check() {
	printf '# Appendix C: Every check explained\n\n'
	printf 'Look a message up by its number. "checker explain" says the same.\n\n'
	build/checker list --format markdown
}

# What is seen at boot, and where it is mended: the tables "What goes wrong" of the chapters.
symptoms() {
	for chapter in $chapters; do
		number=${chapter#chapters/}
		awk -v number="$((1${number%%-*} - 100))" '
			/^## / { inside = ($0 == "## What goes wrong"); next }
			!inside || !/^\|/ { below = 0; next }
			{
				row = $0
				gsub(/\\\|/, "\001", row)
				n = split(row, cell, "|")
				for (i = 1; i <= n; i++) {
					gsub(/^ +| +$/, "", cell[i])
					gsub(/\001/, "\\|", cell[i])
				}
				if (!below++) { wanted = cell[3] ~ /^how it looks/ && n == 5; next }
				if (below == 2 || !wanted || cell[3] ~ /^nothing|^the same/) next
				printf "| %s | %s | [chapter %s](#chapter-%s-what-goes-wrong) |\n", \
					cell[3], cell[2], number, number
			}' "$chapter"
	done
}

index() {
	printf '# Index: what you see, and where it is mended\n\n'
	printf '## By number\n\n| number | what the checker says | chapter | explained |\n|---|---|---|---|\n'
	build/checker list | while read -r id _ slug summary; do
		number=${id#TL}
		number=$((1${number%??} - 100))
		# shellcheck disable=SC2016  # the backquotes are Markdown's
		printf '| %s | %s (`%s`) | [chapter %s](#chapter-%s) | [appendix C](#%s) |\n' \
			"$id" "$summary" "$slug" "$number" "$number-what-is-checked" "$id"
	done
	printf '\n## By what is on the screen\n\n| on the screen | the mistake | where |\n|---|---|---|\n'
	symptoms | LC_ALL=C sort -f -t '|' -k2,2
}

# guide/oracle.txt is what `make oracle` has written (tests/mutants/oracle.sh), guide/repair.txt what
# `make oracle-mend` has (tests/mutants/repair.sh).
mistakes_tried() {
	printf '# Appendix F: Mistakes that were tried\n\n'
	# shellcheck disable=SC2016  # the backquotes are Markdown's
	printf '%s\n' 'Each line is a good disk on which one thing was changed. What follows from that' \
		'was made anew, the checker was asked, and the disk was booted. It came up the same as' \
		'the good disk, came up with a difference (degraded), or did not come up to a shell' \
		'(dead). A dead disk must have an error, a degraded one a warning and no error, one that' \
		'boots the same neither; notes are free. `tests/mutants/table` has the commands of each' \
		'line, and `make oracle` does it all again.' '' \
		'Then the fixes that the checker prints were typed, in order, and the checker was asked' \
		'again, until nothing was left to mend. The last column says what came of it: the good' \
		'disk byte for byte, or another disk that was booted and came up the same. Where the' \
		'checker had to be asked for fixes more than once, brackets say how often.' \
		'`make oracle-mend` does that again.' ''
	awk -F '\t' '!/^#/ { count[$5]++ }
		END { printf "The same: %d. Degraded: %d. Dead: %d.", count["same"], count["degraded"], count["dead"] }' guide/oracle.txt
	sed -n 's/^# QEMU: \(.*\)/ Booted with QEMU \1;/p; s/^# kernel: \(.*\)/ the kernel is \1./p' guide/oracle.txt | tr -d '\n'
	# shellcheck disable=SC2016  # the backquotes are Markdown's
	sed -n 's/^# symptoms of \([0-9]*\) dead disks: the cause is \(.*\)/\n\nAsked for the symptoms of the dead ones in the spoilt folder, `checker symptom` has the cause \2./p' guide/oracle.txt
	printf '\n\n| chapter | what was changed | the disk | the checker | mended |\n|---|------|---|------|----|\n'
	awk -F '\t' '
		/^#/ { next }
		FILENAME == "guide/repair.txt" { mended[$1] = $6 ($5 > 1 ? " (" $5 ")" : ""); next }
		{
			gsub(/,/, ", ", $7)
			printf "| %d | %s | %s | %s | %s |\n", $2, $1, $5, $7 ? $7 : "nothing", mended[$1]
		}' guide/repair.txt guide/oracle.txt
}

then_and_now >"$out/appendix-a.md"
every_check >"$out/appendix-c.md"
index >"$out/index.md"
[ ! -e guide/oracle.txt ] || mistakes_tried >"$out/appendix-f.md"
# The table of symptoms, once the checker has it.
rm -f "$out/appendix-b.md"
if build/checker symptom --format markdown >"$out/symptoms.part" 2>/dev/null; then
	{ printf '# Appendix B: Symptoms\n\n'; cat "$out/symptoms.part"; } >"$out/appendix-b.md"
fi
rm -f "$out/symptoms.part"

# shellcheck disable=SC2086  # paths without spaces, from book.md
set -- book.md $chapters
for file in "$out/appendix-a.md" appendices/b-*.md "$out/appendix-b.md" "$out/appendix-c.md" \
	appendices/[de]-*.md "$out/appendix-f.md" "$out/index.md"; do
	[ ! -e "$file" ] || set -- "$@" "$file"
done
printf '%s\n' "$@" >"$out/parts"
