#!/bin/sh
# The cheat sheet for a workshop's tables, as HTML on standard output: on the first page what is
# typed in each chapter (the steps' listings), on the second the ten symptoms that most of the disks
# that were spoilt on purpose showed (checker/symptoms), each with its most frequent cause.
# usage: guide/cheat.sh
here=$(cd "$(dirname "$0")/../steps" && pwd)
# shellcheck source=../steps/lib.sh
. "$here/lib.sh"

step=cheat
cd "$TINY"
tab=$(printf '\t')

escape() {
	sed -e 's/&/\&amp;/g' -e 's/</\&lt;/g' -e 's/>/\&gt;/g'
}

# The regions of a step, markers and common indentation left out.
regions() {
	awk '/^[ \t]*#: begin / { inside = 1; match($0, /^[ \t]*/); lead = RLENGTH; next }
		/^[ \t]*#: end / { inside = 0; next }
		inside { line = $0; sub("^[ \t]{0," lead "}", "", line); gsub(/\t/, "    ", line); print line }' "$1"
}

commands() {
	sed -n 's/^  - \(chapters\/.*\)/\1/p' book.md | while read -r chapter; do
		name=${chapter#chapters/}
		script=steps/${name%%-*}-
		for file in "$script"*.sh; do
			printf '<section><h2>%s</h2>\n<pre>' "$(sed -n '1s/^# Chapter \([0-9]*\): /\1. /p' "$chapter")"
			regions "$file" | escape
			printf '</pre></section>\n'
		done
	done
}

# COUNT KIND LINE CAUSE, the most frequent first; one line for each cause, and only lines that
# complain. Digits are "#" in the table. A cause that stops the boot comes before one that does not.
symptoms() {
	build/checker list | awk '$2 == "error" { print $1 }' >build/cheat.errors
	awk -F '\t' 'FILENAME ~ /errors$/ { stops[$1]; next }
		/^#/ || $2 ~ /^(smoke test:|---\[|seabios)/ { next }
		$1 == "last" || $2 ~ /panic|can.t|cannot|could|fail|error|not found|bad / {
			n = split($3, cause, " ")
			first = cause[1]
			for (i = n - 1; i >= 1; i -= 2)
				if (cause[i] in stops)
					first = cause[i]
			sum = 0
			for (i = 2; i <= n; i += 2)
				sum += cause[i]
			printf "%d\t%s\t%s\t%s\n", sum, $1, $2, first
		}' build/cheat.errors checker/symptoms | LC_ALL=C sort -t "$tab" -k1,1nr -k3,3 |
		awk -F '\t' '!told[$4]++ && ++n <= 10'
}

symptom_rows() {
	build/checker list --format json >build/cheat.json
	symptoms | while IFS=$tab read -r _ kind line id; do
		[ "$kind" != last ] || kind='nothing more after '
		printf '<tr><td>%s<code>%s</code></td>' "${kind#seen}" "$(printf '%s' "$line" | escape)"
		jq -r --arg id "$id" '(.checks // .)[] | select(.id == $id) |
			"<td>\(.summary | @html) (\(.id))</td><td><code>\(.cure | @html)</code></td></tr>"' \
			build/cheat.json
	done
	rm -f build/cheat.json build/cheat.errors
}

cat <<'END'
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Tiny Linux, step by step: cheat sheet</title>
<link rel="stylesheet" href="../../guide/cheat.css">
</head>
<body>
<h1>Tiny Linux, step by step: what to type</h1>
<p>Chapter 0 at the top of the checkout. Then <code>make shell</code> for each chapter, <code>exit</code>
and <code>make check</code> after it. Where chapter 8 ends, <code>make run</code> starts your disk.</p>
<div class="columns">
END
commands
cat <<'END'
</div>
<h1 class="second">When it does not boot</h1>
<table>
<thead><tr><th>on the screen (# is any number)</th><th>most often</th><th>what mends it</th></tr></thead>
<tbody>
END
symptom_rows
cat <<'END'
</tbody>
</table>
<p>More: <code>build/checker symptom 'what the screen says'</code>, <code>build/checker explain TL0401</code>,
<code>build/checker hint 04</code>. <code>make smoke</code> boots your disk and tells what differs.</p>
<h1>What make can do</h1>
<pre>
END
make -s --no-print-directory help | escape
printf '</pre>\n</body>\n</html>\n'
