# What a person types who follows chapters: one event a line, its fields parted by tabs.
#
#   awk -f tests/type-chapter.awk [guide/transcripts.list] CHAPTER…
#
#   chapter   FILE             a chapter begins: a new shell
#   begin     FILE:LINE N      the N-th listing begins
#   type      FILE:LINE TEXT   a line of it
#   end       FILE:LINE        it ends
#   run       NAME      TEXT   with a transcripts.list only: a command that the transcript NAME
#   fails     NAME      TEXT     shows, expected to fail,
#   top       NAME      TEXT     typed in an ordinary shell at the top of the checkout,
#   listing   NAME      N        or the N-th listing, as it was typed
#   file      NAME      PATH     or a file below the work folder
#
# Typed is what stands in a fence of language sh below <!-- listing: steps/…sh#REGION -->.

function event(kind, where, text) {
	printf "%s\t%s\t%s\n", kind, where, text
}

# Reads one line of guide/transcripts.list; reducers are left to guide/reduce.awk.
function define(    word, rest) {
	word = $1
	rest = $0
	sub(/^[^ \t]+[ \t]*/, "", rest)
	if (word == "transcript")
		NAME = rest
	else if (word ~ /^(run|fails|top|listing|file)$/)
		SHOWS[NAME, ++PARTS[NAME]] = word "\t" rest
}

function transcript(name,    i, part) {
	for (i = 1; i <= PARTS[name]; i++) {
		split(SHOWS[name, i], part, "\t")
		event(part[1], name, part[1] == "listing" ? LISTINGS : part[2])
	}
}

FNR == 1 {
	INSIDE = TYPED = 0
	LIST = FILENAME ~ /transcripts\.list$/
	if (!LIST)
		event("chapter", FILENAME, "")
}

LIST {
	if ($0 !~ /^[ \t]*(#|$)/)
		define()
	next
}

INSIDE {
	line = $0
	if (substr(line, 1, length(INDENT)) == INDENT)
		line = substr(line, length(INDENT) + 1)
	if (index(line, MARK) == 1) {
		INSIDE = 0
		above = ""
		if (TYPED)
			event("end", FILENAME ":" FNR, "")
	} else if (TYPED)
		event("type", FILENAME ":" FNR, line)
	next
}

/^[ \t]*(```|~~~)/ {
	match($0, /^[ \t]*/)
	INDENT = substr($0, 1, RLENGTH)
	line = substr($0, RLENGTH + 1)
	match(line, /^(`+|~+)/)
	MARK = substr(line, 1, RLENGTH)
	info = substr(line, RLENGTH + 1)
	if (MARK ~ /`/ && info ~ /`/)
		next
	INSIDE = 1
	TYPED = (info == "sh" && above ~ /^[ \t]*<!-- listing: steps\/[^#]*\.sh#[^ ]* -->$/)
	if (TYPED)
		event("begin", FILENAME ":" FNR, ++LISTINGS)
	next
}

/^[ \t]*<!-- transcript: [^ ]* -->$/ {
	transcript($3)
}

{
	above = $0
}
