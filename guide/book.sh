#!/bin/sh
# make book: the printed editions, in build/book/: one self-contained page
# (tiny-linux.html), a PDF for A4 and one for US Letter, and an EPUB.
# usage: guide/book.sh [html|pdf|epub]...   (default: all)
here=$(cd "$(dirname "$0")/../steps" && pwd)
# shellcheck source=../steps/lib.sh
. "$here/lib.sh"

step=book
cd "$TINY" || exit
out=build/book
mkdir -p "$out"

for tool in pandoc weasyprint; do
	command -v "$tool" >/dev/null || die "there is no $tool" \
		"the book's editions are made with it" "steps/00-workshop.sh tools guide/packages"
done
[ -x build/checker ] || die "there is no build/checker" \
	"the appendix of checks comes from it" "make checker"

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

# Appendices of prose lie in appendices/; the others are made here.
assemble() {
	then_and_now >"$out/appendix-a.md"
	every_check >"$out/appendix-c.md"
	# shellcheck disable=SC2086  # paths without spaces, from book.md
	set -- book.md $chapters "$out/appendix-a.md"
	for file in appendices/b-*.md "$out/appendix-c.md" appendices/[d-z]-*.md; do
		[ ! -e "$file" ] || set -- "$@" "$file"
	done
	printf '%s\n' "$@" >"$out/parts"
}

# pandoc reads every part alone, so that line numbers in errors are right.
to() {
	format=$1 target=$2
	shift 2
	xargs -d '\n' pandoc --from markdown+autolink_bare_uris --to "$format" \
		--lua-filter guide/listings.lua --lua-filter guide/book.lua \
		--file-scope --toc --toc-depth=1 --standalone "$@" \
		--resource-path=.:chapters --output "$target.part" <"$out/parts"
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
	to html5 "$out/tiny-linux.html" "$(embed)" --template guide/template.html --css guide/style.css
}

pdf() {
	[ -e "$out/tiny-linux.html" ] || html
	for paper in a4 letter; do
		weasyprint -q --pdf-variant pdf/ua-1 -s "guide/$paper.css" \
			"$out/tiny-linux.html" "$out/tiny-linux-$paper.pdf.part"
		mv "$out/tiny-linux-$paper.pdf.part" "$out/tiny-linux-$paper.pdf"
		say "book: $out/tiny-linux-$paper.pdf, $(wc -c <"$out/tiny-linux-$paper.pdf") bytes"
	done
}

epub() {
	to epub3 "$out/tiny-linux.epub" --css guide/style.css --epub-cover-image guide/pictures/booted.png
}

assemble
[ $# -gt 0 ] || set -- html pdf epub
for edition in "$@"; do
	case $edition in
	html | pdf | epub) "$edition" ;;
	*) die "there is no edition '$edition'" "there are html, pdf and epub" "guide/book.sh html" ;;
	esac
done
