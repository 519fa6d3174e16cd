#!/bin/sh
# make book: the printed editions, in build/book/: one self-contained page
# (tiny-linux.html), a PDF for A4 and one for US Letter, an EPUB, and a cheat sheet of two pages.
# usage: guide/book.sh [html|pdf|epub|cheat]...   (default: all)
#
# With a finished disk in the work folder, the book shows that disk's figures and pictures; without
# one, those that were recorded. The cover says which.
here=$(cd "$(dirname "$0")/../steps" && pwd)
# shellcheck source=../steps/lib.sh
. "$here/lib.sh"

step=book
cd "$TINY" || exit
out=build/book
mkdir -p "$out"

for tool in pandoc weasyprint jq; do
	command -v "$tool" >/dev/null || die "there is no $tool" \
		"the book's editions are made with it" "steps/00-workshop.sh tools guide/packages"
done
[ -x build/checker ] || die "there is no build/checker" \
	"the appendix of checks comes from it" "make checker"

# Figures, pictures and sum of the reader's own disk, if it has one that can be read.
own_disk() {
	rm -rf "$out/pictures" "$out/figures.txt"
	build/checker --work "$WORK" budget >/dev/null 2>&1 || return 0
	# shellcheck source=measure.sh
	. guide/measure.sh
	# A work folder without every tool or file leaves the recorded figure.
	no_figure() { :; }
	top=$TINY # for figures.list
	: "$top"
	figures guide/figures.list "$WORK" >"$out/figures.part" 2>/dev/null
	mv "$out/figures.part" "$out/figures.txt"
	guide/pictures.sh "$out/pictures" "$WORK"
}

value() {
	sed -n "s/^$1 //p" "$2"
}

# Whose disk the book shows, in a sentence for the cover.
whose() {
	if [ -e "$out/figures.txt" ]; then
		printf 'This copy shows your own disk: kernel %s, SHA-256 %s.' \
			"$(value kernel-version "$out/figures.txt")" "$(value floppy-sha256 "$out/figures.txt")"
		[ -e "$out/pictures/booted.png" ] ||
			printf ' The screens and times are recorded ones: make smoke takes your own.'
	else
		printf 'The figures and pictures are those of the recorded disk of %s: kernel %s, SHA-256 %s.' \
			"$(value date guide/transcripts/RECORDED)" "$(value kernel-version guide/figures.txt)" \
			"$(value floppy-sha256 guide/figures.txt)"
	fi
}

cover() {
	if [ -e "$out/pictures/booted.png" ]; then
		echo "$out/pictures/booted.png"
	else
		echo guide/pictures/booted.png
	fi
}

# Every part is read alone, so that a link, a note or a line number in a message is its own. (pandoc's
# --file-scope does that, too, but pandoc 3 then gives the headings other identifiers than pandoc 2.)
read_parts() {
	while read -r part; do
		pandoc --from markdown-fancy_lists+autolink_bare_uris --to json "$part" || exit
	done <"$out/parts" >"$out/parts.json"
	jq -s '.[0] + {blocks: map(.blocks) | add}' <"$out/parts.json" >"$out/book.json"
	rm "$out/parts.json"
}

to() {
	format=$1 target=$2
	shift 2
	[ -e "$out/book.json" ] || read_parts
	pandoc --from json --to "$format" --wrap=none \
		--lua-filter guide/listings.lua --lua-filter guide/figures.lua --lua-filter guide/book.lua \
		--toc --toc-depth=1 --standalone --no-highlight "$@" \
		--resource-path=.:chapters --output "$target.part" "$out/book.json"
	mv "$target.part" "$target"
	say "book: $target, $(wc -c <"$target") bytes"
}

embed() {
	if pandoc --help | grep -q -- --embed-resources; then
		echo --embed-resources
	else
		echo --self-contained
	fi
}

html() {
	to html5 "$out/tiny-linux.html" "$(embed)" --template guide/template.html \
		--css guide/style.css --variable "cover=$(cover)" --variable "whose=$(whose)" \
		--variable "date=$(value date guide/transcripts/RECORDED)"
}

# print SOURCE NAME LAYOUT: a PDF for each paper, both at once.
print() {
	for paper in a4 letter; do
		weasyprint -q --pdf-variant pdf/ua-1 -s "$3" -s "guide/$paper.css" "$1" "$2-$paper.pdf.part" &
	done
	wait
	for paper in a4 letter; do
		[ -s "$2-$paper.pdf.part" ] || die "WeasyPrint made no $2-$paper.pdf" \
			"its messages are above" "guide/book.sh pdf"
		mv "$2-$paper.pdf.part" "$2-$paper.pdf"
		say "book: $2-$paper.pdf, $(wc -c <"$2-$paper.pdf") bytes"
	done
}

pdf() {
	[ -e "$out/tiny-linux.html" ] || html
	print "$out/tiny-linux.html" "$out/tiny-linux" guide/page.css
}

epub() {
	to epub3 "$out/tiny-linux.epub" --css guide/style.css --epub-cover-image "$(cover)"
}

cheat() {
	guide/cheat.sh >"$out/cheat-sheet.html"
	print "$out/cheat-sheet.html" "$out/cheat-sheet" guide/cheat.css
}

own_disk
guide/appendices.sh "$out"
rm -f "$out/book.json"
[ $# -gt 0 ] || set -- html pdf epub cheat
for edition in "$@"; do
	case $edition in
	html | pdf | epub | cheat) "$edition" ;;
	*) die "there is no edition '$edition'" "there are html, pdf, epub and cheat" "guide/book.sh html" ;;
	esac
done
