#!/bin/sh
# make site: the web edition in build/site: the book as pages, and boot.html, which boots the
# reader's own floppy.img in the browser. No page asks another host for anything.
# usage: guide/site.sh
here=$(cd "$(dirname "$0")/../steps" && pwd)
# shellcheck source=../steps/lib.sh
. "$here/lib.sh"

step=site
cd "$TINY"
out=build/site
parts=build/book

for tool in pandoc jq; do
	command -v "$tool" >/dev/null || die "there is no $tool" "the pages are made with it" \
		"steps/00-workshop.sh tools guide/packages"
done
[ -e /usr/share/seabios/bios.bin ] || die "there is no /usr/share/seabios/bios.bin" \
	"the machine in the browser has SeaBIOS" "steps/00-workshop.sh tools guide/site/packages"
guide/site/modules.sh --omit=dev
guide/appendices.sh "$parts"

new=$out.new
rm -rf "$new"
mkdir -p "$new/v86" "$new/pictures"

# book.md is the first page; chapters keep their names, what is derived its own.
page_name() {
	case $1 in
	book.md) echo index ;;
	*/[a-z]-*.md) basename "$1" .md | sed 's/^\([a-z]\)-.*/appendix-\1/' ;;
	*/index.md) echo mend ;;
	*) basename "$1" .md ;;
	esac
}

title_of() {
	case $1 in
	book.md) echo 'Preface' ;;
	*) sed -n '/^# /{s/^# //p;q;}' "$1" ;;
	esac
}

{ cat "$parts/parts"; echo guide/site/boot.md; } | while read -r file; do
	printf '%s\t%s\t%s\n' "$file" "$(page_name "$file")" "$(title_of "$file")"
done >"$new/pages"
SITE_PAGES=$(awk -F '\t' '$2 ~ /^[0-9][0-9]-/ { printf "%d=%s ", $2, $2 }' "$new/pages")
SITE_INDEX=$new/search.part
export SITE_PAGES SITE_INDEX
menu=$(awk -F '\t' 'BEGIN { print "<ul>" }
	{ printf "<li><a href=\"%s.html\">%s</a></li>\n", $2, $3 } END { print "</ul>" }' "$new/pages")

# page FILE NAME TITLE BEFORE BEFORE-TITLE AFTER AFTER-TITLE [OPTION...]
page() {
	file=$1 SITE_PAGE=$2 title=$3
	export SITE_PAGE
	set -- "$4" "$5" "$6" "$7"
	level=0 module='' first=''
	[ "$SITE_PAGE" != index ] || level=1 first=yes
	[ "$SITE_PAGE" != boot ] || module=boot.js
	pandoc --from markdown-fancy_lists+autolink_bare_uris --to html5 --standalone --no-highlight --wrap=none \
		--shift-heading-level-by="$level" --template guide/site/page.html \
		--lua-filter guide/listings.lua --lua-filter guide/figures.lua --lua-filter guide/site/site.lua \
		--variable "menu=$menu" --variable "pagetitle=$title · Tiny Linux, step by step" \
		--variable "before=$1" --variable "before-title=$2" --variable "after=$3" \
		--variable "after-title=$4" --variable "module=$module" --variable "first=$first" \
		--output "$new/$SITE_PAGE.html" "$file"
}

tab=$(printf '\t')
pages() {
	awk -F '\t' -v OFS='\t' '{ row[NR] = $0; name[NR] = $2; title[NR] = $3 }
		END { name[0] = title[0] = name[NR + 1] = title[NR + 1] = "-"
			for (i = 1; i <= NR; i++)
				print row[i], name[i - 1], title[i - 1], name[i + 1], title[i + 1] }' "$new/pages" |
	while IFS=$tab read -r file name title before before_title after after_title; do
		page "$file" "$name" "$title" "${before#-}" "${before_title#-}" "${after#-}" \
			"${after_title#-}" </dev/null
	done
}

licences() {
	printf '# Licences\n\n## v86, the emulator\n\n'
	sed 's/^/    /' build/npm/node_modules/v86/LICENSE
	printf '\n## SeaBIOS and its VGA BIOS\n\n'
	sed 's/^/    /' /usr/share/doc/seabios/copyright
	printf '\n## The disk\n\nThe kernel and BusyBox are under the GNU General Public License, version 2; '
	printf 'musl is under the MIT licence; SYSLINUX is under the GNU General Public License, version 2 or '
	printf 'later. Chapter 0 says where their sources come from; whoever hands on the disk hands on '
	printf 'the sources, too.\n\n## The code of this book\n\n'
	sed 's/^/    /' LICENSE
	printf '\n## The prose and the pictures\n\nCreative Commons Attribution-ShareAlike 4.0 '
	printf '(the file LICENSE-prose in the checkout).\n'
}

pages
licences >build/site-licences.md
page build/site-licences.md licences Licences '' '' '' ''
rm -f build/site-licences.md
{ echo '['; sed '$s/,$//' "$new/search.part"; echo ']'; } >"$new/search.json"
jq -e 'length > 50' "$new/search.json" >/dev/null || die "the search index is empty" \
	"guide/site/site.lua writes it" "guide/site.sh"
rm -f "$new/search.part" "$new/pages"

cp guide/style.css guide/site/site.css guide/site/site.js guide/site/boot.js "$new/"
cp guide/pictures/*.svg guide/pictures/*.png "$new/pictures/"
if build/checker --work "$WORK" budget >/dev/null 2>&1; then
	guide/pictures.sh "$new/pictures" "$WORK"
	cp "$WORK/floppy.img" "$new/"
	say "site: boot.html boots your $WORK/floppy.img"
else
	say "site: no disk yet; boot.html will ask for one"
fi
cp build/npm/node_modules/v86/build/libv86.mjs build/npm/node_modules/v86/build/v86.wasm "$new/v86/"
cp /usr/share/seabios/bios.bin "$new/v86/"
cp /usr/share/seabios/vgabios-stdvga.bin "$new/v86/vgabios.bin"

# The pages change places as one.
rm -rf "$out.old"
[ ! -e "$out" ] || mv "$out" "$out.old"
mv "$new" "$out"
rm -rf "$out.old"
say "site: $out/index.html, $(find "$out" -name '*.html' | wc -l) pages; make serve shows it"
