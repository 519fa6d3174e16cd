#!/bin/sh
# The tables "What is checked" of the chapters, made from the checker's table.
# usage: guide/checks.sh [--check]   rewrite them; --check: only show what differs, status 1
here=$(cd "$(dirname "$0")/../steps" && pwd)
# shellcheck source=../steps/lib.sh
. "$here/lib.sh"

step=checks
cd "$TINY" || exit
[ -x build/checker ] || die "there is no build/checker" "the tables are made from its list" "make checker"
mkdir -p build
build/checker list >build/checks.list
different=0
for chapter in chapters/[0-9]*.md; do
	number=${chapter#chapters/}
	awk -v number="${number%%-*}" '
		FNR == NR {
			if (substr($1, 3, 2) == number) {
				text = $0
				sub(/^[^ ]+ +[^ ]+ +[^ ]+ +/, "", text)
				rows = rows "| " $1 " | `" $3 "` | " $2 " | " text " |\n"
			}
			next
		}
		/^\| TL[0-9][0-9][0-9][0-9] \| `/ {
			if (!shown++) printf "%s", rows
			next
		}
		{ print }' build/checks.list "$chapter" >build/checks.part
	if cmp -s build/checks.part "$chapter"; then
		continue
	elif [ "${1:-}" = --check ]; then
		diff -u "$chapter" build/checks.part || different=1
	else
		cat build/checks.part >"$chapter"
		say "checks: $chapter"
	fi
done
rm -f build/checks.part
exit "$different"
