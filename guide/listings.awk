# Puts the text of steps/, rootfs/, guide/transcripts/ and guide/figures.txt into the fences and
# figures of Markdown files. Run by guide/sync.sh, from the top of the checkout:
#
#   awk -f guide/listings.awk OUT src:FILE… transcript:FILE… doc:FILE…
#
# Writes the n-th document's new text to OUT/n and every error to OUT/errors, one a line:
#   FILE:LINE: SLUG: what is wrong; what to do
# tests/listings.bats holds a broken fixture for each SLUG. POSIX awk only.
# What a fence is: CommonMark 0.30, section 4.5. What is above a fence: guide/README.md.

function fail(file, line, slug, text) {
	print file ":" line ": " slug ": " text > ERRORS
}

function trim(s) {
	sub(/^[ \t]+/, "", s)
	sub(/[ \t\r]+$/, "", s)
	return s
}

# The text of FILE as LINES[FILE, 1..n], n in COUNT[FILE]; -1 if it cannot be read.
function slurp(file,    line, n, got) {
	n = 0
	while ((got = (getline line < file)) > 0)
		LINES[file, ++n] = line
	close(file)
	return COUNT[file] = (got < 0) ? -1 : n
}

# --- regions of a source --------------------------------------------------------------------

# A marker is "#: begin NAME" or "#: end NAME" on its own line, "//:" in C.
function is_marker(line) {
	return line ~ /^[ \t]*(#|\/\/)[ \t]*:/
}

function region_begins(file, name, line) {
	if (OPEN != "") {
		fail(file, line, "nested-region", "region '" name "' begins inside '" OPEN \
		     "' (line " BEGINS[file, OPEN] "); write '#: end " OPEN "' above it")
		DEPTH++
		BROKEN[file] = 1
	} else if ((file, name) in BEGINS) {
		fail(file, line, "doubled-region", "region '" name "' began at line " \
		     BEGINS[file, name] " already; give one of the two another name")
		BROKEN[file] = 1
		OPEN = name
		SECOND = 1
	} else {
		BEGINS[file, name] = line
		NAMES[file, ++REGIONS[file]] = name
		OPEN = name
	}
}

function region_ends(file, name, line) {
	if (DEPTH > 0) {
		DEPTH--
	} else if (OPEN != name) {
		fail(file, line, "unopened-region", "region '" name "' ends here but " \
		     (OPEN == "" ? "none is open" : "'" OPEN "' is the open one") \
		     "; write '#: begin " name "' where it begins, or mend the name")
		BROKEN[file] = 1
	} else {
		if (!SECOND)
			ENDS[file, name] = line
		OPEN = ""
		SECOND = 0
	}
}

# Reads FILE once, with its regions. False if there is no such file.
function load(file,    i, part) {
	if (file in COUNT)
		return COUNT[file] >= 0
	if (slurp(file) < 0)
		return 0
	OPEN = ""
	DEPTH = SECOND = 0
	for (i = 1; i <= COUNT[file]; i++) {
		if (!is_marker(LINES[file, i]))
			continue
		split(trim(LINES[file, i]), part, " ")
		if (LINES[file, i] !~ /^[ \t]*(#|\/\/): (begin|end) [A-Za-z0-9][A-Za-z0-9-]*$/) {
			fail(file, i, "bad-marker", "a marker reads '#: begin NAME' or '#: end NAME'," \
			     " NAME of letters, digits and hyphens; mend this line")
			BROKEN[file] = 1
		} else if (part[2] == "begin")
			region_begins(file, part[3], i)
		else
			region_ends(file, part[3], i)
	}
	if (OPEN != "" && !SECOND && !(file in BROKEN)) {
		fail(file, BEGINS[file, OPEN], "unclosed-region", "region '" OPEN \
		     "' has no end; write '#: end " OPEN "' below its last line")
		BROKEN[file] = 1
	}
	return 1
}

# --- the text that a fence shall show: WANT[1..WANTED] ---------------------------------------

# Takes the lines FIRST..LAST of FILE without markers and without the indentation common to all.
# What is left of a region's indentation is spaces: a shell takes a typed tab for a request.
function take(file, first, last, spaces,    i, line, common, seen, lead) {
	WANTED = 0
	for (i = first; i <= last; i++) {
		line = LINES[file, i]
		if (is_marker(line))
			continue
		WANT[++WANTED] = line
		if (line ~ /^[ \t]*$/)
			continue
		match(line, /^[ \t]*/)
		lead = substr(line, 1, RLENGTH)
		if (!seen++)
			common = lead
		while (substr(lead, 1, length(common)) != common)
			common = substr(common, 1, length(common) - 1)
	}
	for (i = 1; i <= WANTED; i++) {
		WANT[i] = substr(WANT[i], length(common) + 1)
		while (spaces && WANT[i] ~ /^ *\t/)
			sub(/\t/, "    ", WANT[i])
	}
	return 1
}

# A chapter shows the regions of a script once each and in the script's order, since it is typed.
function in_order(doc, line, file, name,    at, last) {
	if (doc !~ /^chapters\/[0-9][0-9]-/)
		return
	SHOWN[file, name] = 1
	at = BEGINS[file, name]
	last = LAST[doc, file]
	if (last != "" && at == BEGINS[file, last])
		fail(doc, line, "repeated-listing", "region '" name "' of " file \
		     " is shown just above already; whoever types the chapter would type it twice")
	else if (last != "" && at < BEGINS[file, last])
		fail(doc, line, "order", "region '" name "' comes before '" last "' in " file \
		     " (lines " at " and " BEGINS[file, last] "); keep to the script's order")
	LAST[doc, file] = name
}

function want_listing(doc, line, arg,    hash, file, name) {
	hash = index(arg, "#")
	file = hash ? substr(arg, 1, hash - 1) : arg
	name = hash ? substr(arg, hash + 1) : ""
	if (file ~ /^\// || ("/" file "/") ~ /\/\.\.\//) {
		fail(doc, line, "outside-path", "'" file "' is not in this checkout; mend the path")
		return 0
	}
	if (!load(file)) {
		fail(doc, line, "missing-file", "there is no file '" file "'; mend the path")
		return 0
	}
	if (!hash)
		return take(file, 1, COUNT[file], 0)
	if (!((file, name) in ENDS)) {
		if (!(file in BROKEN))
			fail(doc, line, "missing-region", file " has no region '" name "'; write" \
			     " '#: begin " name "' and '#: end " name "' there, or mend the name")
		return 0
	}
	in_order(doc, line, file, name)
	return take(file, BEGINS[file, name] + 1, ENDS[file, name] - 1, 1)
}

function want_transcript(doc, line, name,    file, i) {
	file = "guide/transcripts/" name ".txt"
	USED[file] = 1
	if (!(file in COUNT))
		slurp(file)
	if (COUNT[file] < 0) {
		fail(doc, line, "unknown-transcript", "there is no " file "; define '" name \
		     "' in guide/transcripts.list and run 'make record'")
		return 0
	}
	for (i = 1; i <= COUNT[file]; i++)
		WANT[i] = LINES[file, i]
	WANTED = COUNT[file]
	return 1
}

# --- documents ------------------------------------------------------------------------------

# Notes what the comment on this line asks of the fence on the next.
function read_comment(doc, line, text, above,    s) {
	s = text
	sub(/^[ \t>]*/, "", s)
	s = trim(s)
	KIND = ARG = ""
	AT = line
	if (s == "<!-- not run -->")
		KIND = "not run"
	else if (s ~ /^<!-- (listing|transcript): [^ ].* -->$/) {
		KIND = (s ~ /^<!-- listing/) ? "listing" : "transcript"
		ARG = substr(s, index(s, ":") + 2)
		ARG = trim(substr(ARG, 1, length(ARG) - 3))
	} else {
		fail(doc, line, "bad-comment", "not one of the three comments; write '<!-- listing:" \
		     " PATH#REGION -->', '<!-- transcript: NAME -->' or '<!-- not run -->'")
		KIND = "bad"
	}
	if (KIND != "bad" && above !~ /^[ \t>]*$/) {
		fail(doc, line, "comment-in-paragraph", "leave an empty line above this comment;" \
		     " pandoc takes it for a part of the paragraph otherwise")
		KIND = "bad"
	}
}

# True if the line opens a fence; sets MARK (its characters), INDENT and INFO.
function opens_fence(text,    s) {
	if (text !~ /^[ \t>]*(```|~~~)/)
		return 0
	match(text, /^[ \t>]*/)
	INDENT = substr(text, 1, RLENGTH)
	s = substr(text, RLENGTH + 1)
	match(s, /^(`+|~+)/)
	MARK = substr(s, 1, RLENGTH)
	INFO = trim(substr(s, RLENGTH + 1))
	return !(MARK ~ /^`/ && INFO ~ /`/)
}

# True if the line closes the fence that MARK opened: the same character, at least as often.
function closes_fence(text,    s, i, c) {
	s = text
	sub(/^[ \t>]*/, "", s)
	s = trim(s)
	c = substr(MARK, 1, 1)
	if (length(s) < length(MARK))
		return 0
	for (i = 1; i <= length(s); i++)
		if (substr(s, i, 1) != c)
			return 0
	return 1
}

# What is wrong with the fence that opens here, or what it shall show. True: replace its body.
function wants(doc, line,    lang, shell, i) {
	lang = tolower(INFO)
	sub(/[ \t{].*$/, "", lang)
	shell = (lang ~ /^(sh|bash|dash|ksh|zsh|shell)$/)
	if (KIND == "bad")
		return 0
	if (INFO ~ /[{}]/) {
		fail(doc, line, "brace-attributes", "braces on a fence read differently everywhere;" \
		     " write the language alone")
		return 0
	}
	if (shell && KIND != "listing" && KIND != "not run") {
		fail(doc, line, "bare-shell-fence", "this shell fence has no source; write '<!-- listing:" \
		     " PATH#REGION -->' or '<!-- not run -->' directly above")
		return 0
	}
	if (lang == "console" && KIND != "transcript") {
		fail(doc, line, "bare-console-fence", "a console fence shows what was recorded;" \
		     " it needs '<!-- transcript: NAME -->' directly above")
		return 0
	}
	if (KIND != "listing" && KIND != "transcript")
		return 0
	if (INDENT ~ />/) {
		fail(doc, line, "quoted-fence", "a quoted fence is not kept true; take the '>' away")
		return 0
	}
	if (KIND == "listing" ? !want_listing(doc, AT, ARG) : !want_transcript(doc, AT, ARG))
		return 0
	for (i = 1; i <= WANTED; i++)
		if (closes_fence(WANT[i])) {
			fail(doc, line, "fence-clash", "the text of " ARG " holds a line that closes" \
			     " this fence; open the fence with one more '" substr(MARK, 1, 1) "'")
			return 0
		}
	return 1
}

function show(    i) {
	for (i = 1; i <= WANTED; i++)
		print (WANT[i] == "" ? "" : INDENT WANT[i]) > OUTPUT
}

# The line with the value of each <!-- figure: NAME -->…<!-- /figure --> put in.
function figures(doc, line, text,    out, name, stop) {
	out = ""
	while (match(text, /<!-- figure: [^ ]+ -->/)) {
		name = substr(text, RSTART + 13, RLENGTH - 17)
		out = out substr(text, 1, RSTART + RLENGTH - 1)
		text = substr(text, RSTART + RLENGTH)
		stop = index(text, "<!-- /figure -->")
		if (!stop || index(substr(text, 1, stop - 1), "<!-- figure:")) {
			fail(doc, line, "unclosed-figure", "figure '" name "' is not closed on its" \
			     " line; write '<!-- /figure -->' after its value")
			continue
		}
		if (name in FIGURE)
			out = out FIGURE[name]
		else {
			fail(doc, line, "unknown-figure", "guide/figures.txt has no '" name "'; define" \
			     " it in guide/figures.list and run 'make record', or mend the name")
			out = out substr(text, 1, stop - 1)
		}
		out = out "<!-- /figure -->"
		text = substr(text, stop + 16)
	}
	return out text
}

function no_fence(doc) {
	if (KIND != "" && KIND != "bad")
		fail(doc, AT, "no-fence", "there is no fence directly below this comment;" \
		     " write one on the next line, or take the comment away")
	KIND = ""
}

function document(doc,    text, line, above, fence, replace, opened) {
	KIND = above = ""
	fence = line = 0
	while ((getline text < doc) > 0) {
		line++
		if (fence) {
			if (closes_fence(text))
				fence = replace = 0
			if (!replace)
				print text > OUTPUT
		} else if (opens_fence(text)) {
			fence = 1
			opened = line
			print text > OUTPUT
			if ((replace = wants(doc, line)))
				show()
			KIND = ""
		} else {
			no_fence(doc)
			if (tolower(text) ~ /^[ >\t]*<!--[ \t]*(listing|transcript|not[ -]?run)/)
				read_comment(doc, line, text, above)
			print figures(doc, line, text) > OUTPUT
		}
		above = text
	}
	close(doc)
	no_fence(doc)
	if (fence)
		fail(doc, opened, "unclosed-fence", "this fence has no end; write " MARK \
		     " on a line of its own below it")
}

function load_figures(    file, i, name) {
	file = "guide/figures.txt"
	slurp(file)
	for (i = 1; i <= COUNT[file]; i++) {
		name = LINES[file, i]
		if (name ~ /^[ \t]*(#|$)/)
			continue
		sub(/[ \t].*$/, "", name)
		if (name in FIGURE)
			fail(file, i, "doubled-figure", "figure '" name "' has a value above already;" \
			     " run 'make record'")
		FIGURE[name] = trim(substr(LINES[file, i], length(name) + 1))
	}
}

function unshown(file,    i, name) {
	for (i = 1; i <= REGIONS[file] && !(file in BROKEN); i++) {
		name = NAMES[file, i]
		if (!((file, name) in SHOWN))
			fail(file, BEGINS[file, name], "unshown-region", "no chapter shows region '" \
			     name "'; write '<!-- listing: " file "#" name " -->' above a fence")
	}
}

function arguments(prefix,    i) {
	for (i = 2; i < ARGC; i++)
		if (index(ARGV[i], prefix ":") == 1)
			FILES[prefix, ++TOTAL[prefix]] = substr(ARGV[i], length(prefix) + 2)
}

BEGIN {
	ERRORS = ARGV[1] "/errors"
	printf "" > ERRORS
	arguments("src")
	arguments("transcript")
	arguments("doc")
	load_figures()
	for (n = 1; n <= TOTAL["src"]; n++)
		load(FILES["src", n])
	for (n = 1; n <= TOTAL["doc"]; n++) {
		OUTPUT = ARGV[1] "/" n
		printf "" > OUTPUT
		document(FILES["doc", n])
		close(OUTPUT)
	}
	for (n = 1; n <= TOTAL["src"]; n++)
		unshown(FILES["src", n])
	for (n = 1; n <= TOTAL["transcript"]; n++)
		if (!(FILES["transcript", n] in USED))
			fail(FILES["transcript", n], 1, "unused-transcript", "no document shows it; take" \
			     " its definition out of guide/transcripts.list and remove the file")
	close(ERRORS)
}
