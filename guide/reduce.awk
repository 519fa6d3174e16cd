# Makes transcripts out of what the terminal showed. Run by guide/record.sh:
#
#   awk -f guide/reduce.awk OUT WORK TOP LIST EVENTS TYPESCRIPT
#
# OUT         folder for NAME.txt, a file for each transcript that was recorded
# WORK, TOP   the two paths that are shown as ~/tiny-linux/work and ~/tiny-linux
# LIST        guide/transcripts.list: names, and what to leave out of the output
# EVENTS      what tests/type-chapter.awk printed
# TYPESCRIPT  what tests/type-chapter.exp wrote
# Nothing is added to what was seen but the prompts "$ " and "> " and a line "…" for lines left out.
# A terminal's carriage return and "erase to the end of the line" are obeyed (ECMA-48, 8.3.15, 8.3.41).
# Exit status 1: a transcript that was asked for could not be made.

function fail(text) {
	print "record: " text | "cat 1>&2"
	FAILED = 1
}

function replace(text, old, new,    at, out) {
	out = ""
	while (old != "" && (at = index(text, old))) {
		out = out substr(text, 1, at - 1) new
		text = substr(text, at + length(old))
	}
	return out text
}

# One line as the terminal shows it in the end.
function displayed(line,    part, n, i, out, cut) {
	gsub(/\033\[[0-2]?K/, "\001", line)
	gsub(/\033\[[0-9;?]*[A-Za-z]/, "", line)
	gsub(/\033[=>()]B?/, "", line)
	sub(/\r+$/, "", line)
	n = split(line, part, "\r")
	out = ""
	for (i = 1; i <= n; i++) {
		cut = index(part[i], "\001")
		gsub(/\001/, "", part[i])
		out = part[i] (cut ? "" : substr(out, length(part[i]) + 1))
	}
	if (n > 1)
		sub(/ +$/, "", out)
	return replace(replace(out, WORK, "~/tiny-linux/work"), TOP, "~/tiny-linux")
}

# The first line of S[1..n] from AT on that matches; fails if there is none.
function seek(name, pattern, at, n) {
	while (at <= n && S[at] !~ pattern)
		at++
	if (at > n)
		fail("transcript " name ": no line of the output matches " pattern)
	return at
}

# Cuts the text as the list asks for the PART-th thing that NAME shows. In: lines with a newline
# each. Out: the same.
function reduce(name, part, text,    n, i, j, word, first, last, top, bottom, out) {
	n = split(text, S, "\n") - 1
	if (n < 1)
		return ""
	first = 1
	last = n
	top = n
	bottom = 0
	for (i = 1; i <= CUTS[name, part]; i++) {
		split(CUT[name, part, i], word, " ")
		j = CUT[name, part, i]
		sub(/^[a-z]+[ \t]+/, "", j)
		if (word[1] == "from")
			first = seek(name, j, first, last)
		else if (word[1] == "until")
			last = seek(name, j, first, last)
		else if (word[1] == "head" && first + j - 1 < last)
			last = first + j - 1
		else if (word[1] == "tail" && last - j + 1 > first)
			first = last - j + 1
		else if (word[1] == "ends") {
			top = first + word[2] - 1
			bottom = last - word[3] + 1
		}
	}
	out = first > 1 ? "…\n" : ""
	for (i = first; i <= last; i++) {
		if (i <= top || i >= bottom)
			out = out S[i] "\n"
		else if (i == top + 1)
			out = out "…\n"
	}
	return out (last < n ? "…\n" : "")
}

function read_list(file,    line, word, name) {
	while ((getline line < file) > 0) {
		if (line ~ /^[ \t]*(#|$)/)
			continue
		split(line, word, " ")
		if (word[1] == "transcript") {
			name = word[2]
			if (name in DEFINED)
				fail("transcript " name " is defined twice in " file)
			DEFINED[name] = 0
		} else if (word[1] ~ /^(head|tail|from|until|ends)$/)
			CUT[name, DEFINED[name], ++CUTS[name, DEFINED[name]]] = line
		else if (word[1] ~ /^(run|fails|top|listing|file)$/)
			DEFINED[name]++
		else
			fail(file ": unknown word '" word[1] "'")
	}
	close(file)
}

# Notes the order in which things were typed: TYPED[segment, 1..n].
function read_events(file,    line, field) {
	while ((getline line < file) > 0) {
		split(line, field, "\t")
		if (field[1] == "begin")
			SEGMENT[++SEGMENTS] = "listing"
		else if (field[1] == "type")
			TYPED[SEGMENTS, ++LINES[SEGMENTS]] = substr(line, length(field[2]) + 7)
		else if (field[1] ~ /^(run|fails|top)$/) {
			SEGMENT[++SEGMENTS] = field[1]
			LINES[SEGMENTS] = 1
			TYPED[SEGMENTS, 1] = substr(line, length(field[1] field[2]) + 3)
		}
		if (field[1] ~ /^(run|fails|top|listing|file)$/) {
			ASKS[++ASKED] = field[2]
			ASKS[ASKED, "kind"] = field[1]
			ASKS[ASKED, "arg"] = field[3]
			ASKS[ASKED, "segment"] = SEGMENTS
		}
	}
	close(file)
}

# A prompt has come back: one more line was typed, OUTPUT is what it brought.
function prompted(more,    line) {
	line = TYPED[NOW, ++AT[NOW]]
	if (AT[NOW] <= LINES[NOW] && (AFTER_MORE || line !~ /^[ \t]*$/)) {
		SHOWN[NOW, ++PARTS[NOW]] = (AFTER_MORE ? "> " : "$ ") line "\n"
		if (OUTPUT != "" && OUTPUT !~ /\n$/)
			OUTPUT = OUTPUT "\n"
		SAID[NOW, PARTS[NOW]] = OUTPUT
	}
	AFTER_MORE = more
	OUTPUT = ""
}

function read_typescript(file,    line, token) {
	while ((getline line < file) > 0) {
		if (line ~ /^@TL (listing|run) .*@$/) {
			NOW++
			OUTPUT = CAPTURE = AFTER_MORE = ""
			continue
		}
		while (match(line, /@TL(GO@|IN [0-9]+@ ?|OUT [0-9]+@ ?|MORE@ ?)/)) {
			token = substr(line, RSTART, RLENGTH)
			if (CAPTURE)
				OUTPUT = OUTPUT displayed(substr(line, 1, RSTART - 1))
			line = substr(line, RSTART + RLENGTH)
			CAPTURE = (token ~ /GO/)
			if (!CAPTURE)
				prompted(token ~ /MORE/)
		}
		if (CAPTURE)
			OUTPUT = OUTPUT displayed(line) "\n"
	}
	close(file)
}

function whole_file(path,    line, out) {
	out = ""
	while ((getline line < path) > 0)
		out = out displayed(line) "\n"
	close(path)
	return out
}

function transcript(i,    name, part, at, p, out) {
	name = ASKS[i]
	part = ++RECORDED[name]
	if (ASKS[i, "kind"] == "file") {
		out = reduce(name, part, whole_file(WORK "/" ASKS[i, "arg"]))
		if (out == "")
			fail("transcript " name ": there is no text in work/" ASKS[i, "arg"])
	} else {
		at = ASKS[i, "segment"]
		for (p = 1; p <= PARTS[at]; p++)
			out = out SHOWN[at, p] reduce(name, part, SAID[at, p])
		if (out == "")
			fail("transcript " name ": nothing was typed for it")
	}
	printf "%s", out > (OUT "/" name ".txt")
}

BEGIN {
	OUT = ARGV[1]
	WORK = ARGV[2]
	TOP = ARGV[3]
	read_list(ARGV[4])
	read_events(ARGV[5])
	read_typescript(ARGV[6])
	for (i = 1; i <= ASKED; i++)
		transcript(i)
	exit FAILED
}
