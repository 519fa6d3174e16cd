#!/bin/sh
# Makes checker/symptoms from what the spoilt disks of the last `make oracle` printed.
#
# usage: tests/mutants/symptoms.sh >checker/symptoms
#
# Of each disk that came up otherwise than the good one, the lines in front of its first prompt that
# no good disk prints, and what the smoke test missed; for a disk that did not come up and printed no
# such line, its last line. Tables of numbers, lists of names and the command line are left out.
# Beside each, the checks that had found an error or a warning in its folder, and for how many disks.
# Lines are compared as checker/symptom.c does: small letters, '#' for numbers.
set -eu
TINY=$(cd "$(dirname "$0")/../.." && pwd -P)
results=$TINY/build/oracle
LC_ALL=C
export LC_ALL

[ -s "$results/good/screen.txt" ] || {
	echo "symptoms.sh: there is no build/oracle/good; make oracle" >&2
	exit 2
}

# plain: each line as it is compared; a row of 80 columns goes on in the next. Up to the prompt.
plain() {
	awk '
		length($0) >= 79 && held == "" { held = $0 (length($0) == 79 ? " " : ""); next }
		{ line = tolower(held $0); held = "" }
		line ~ /^\/ #/ || line ~ /ps1=\047# / { exit }
		line ~ /^kernel command line:/ || gsub(/,/, ",", line) > 5 { next }
		{
			out = ""
			while (match(line, /[a-z0-9]+/)) {
				word = substr(line, RSTART, RLENGTH)
				if (word ~ /^[0-9]+$/ || (word ~ /^[0-9a-f]+$/ && word ~ /[0-9]/ && length(word) >= 4))
					word = "#"
				gsub(/[0-9]+/, "#", word)
				out = out substr(line, 1, RSTART - 1) word
				line = substr(line, RSTART + RLENGTH)
			}
			out = out line
			gsub(/[^!-~]+/, " ", out)
			gsub(/^ +| +$/, "", out)
			# Registers, and how much memory is what, are no line to look up.
			rest = out
			words = gsub(/[a-z][a-z][a-z]+/, "", rest)
			if (words > 0 && words >= gsub(/#/, "", rest) && out !~ /#kb|(anon|file|pages?|dirty|free|slab[a-z_]*|mapped|bounce):?#/) print out
		}' "$1"
}

blamed() {
	jq -r '[.checks[] | select(.status == "fail" and .severity != "note") | .id] | unique | join(" ")' "$1"
}

missed() {
	jq -r '.checks[] | select(.status == "fail") | "smoke test: \(.title)"' "$1"
}

good=$(mktemp)
trap 'rm -f "$good"' EXIT
# What any disk that boots the same prints is no symptom: boots differ a little.
for folder in "$results"/*/; do
	[ "$(jq -r .outcome "$folder/smoke.json" 2>/dev/null)" != same ] || plain "$folder/screen.txt"
done | sort -u >"$good"

for folder in "$results"/*/; do
	outcome=$(jq -r .outcome "$folder/smoke.json" 2>/dev/null) || continue
	case $outcome in degraded | dead) ;; *) continue ;; esac
	[ -e "$folder/screen.txt" ] || : >"$folder/screen.txt"
	ids=$(blamed "$folder/check.json")
	[ -n "$ids" ] || continue
	{
		plain "$folder/screen.txt" | grep -Fvx -f "$good" | sed 's/^/seen	/' | sort -u
		[ "$outcome" = dead ] || missed "$folder/smoke.json" >"$folder/missed"
		[ "$outcome" = dead ] || plain "$folder/missed" | sed 's/^/seen	/'
	} >"$folder/symptoms"
	if [ "$outcome" = dead ] && [ ! -s "$folder/symptoms" ]; then
		plain "$folder/screen.txt" | tail -n 1 | sed 's/^/last	/' >"$folder/symptoms"
	fi
	sed "s/\$/	$ids/" "$folder/symptoms"
done | awk -F '\t' '
	{
		n = split($3, id, " ")
		for (i = 1; i <= n; i++) count[$1 "\t" $2, id[i]]++
	}
	END { for (k in count) { split(k, part, SUBSEP); print part[1] "\t" count[k] "\t" part[2] } }' |
	sort -t '	' -k 2,2 -k 1,1 -k 3,3nr -k 4,4 | awk -F '\t' '
	BEGIN { print "# Made by tests/mutants/symptoms.sh from what spoilt disks printed: do not change it by hand." }
	{
		if ($1 FS $2 != text) { if (text) print text FS causes; text = $1 FS $2; causes = "" }
		causes = causes (causes ? " " : "") $4 " " $3
	}
	END { if (text) print text FS causes }'
