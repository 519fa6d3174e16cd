#!/bin/sh
# Draws the book's pictures of a finished work folder, as SVG, and copies the smoke test's screens.
# usage: guide/pictures.sh OUT [FOLDER]   OUT guide/pictures: what the book shows to those who have
# no disk yet; FOLDER (default: $WORK) holds floppy.img, fs and what else the chapters make.
#
# A picture whose data are not there (no smoke test yet) is not drawn: exit status 0, and the book
# shows the recorded one. The data: checker budget, work/smoke, sizes of files.
here=$(cd "$(dirname "$0")/../steps" && pwd)
# shellcheck source=../steps/lib.sh
. "$here/lib.sh"

step=pictures
[ $# -ge 1 ] || { echo 'usage: guide/pictures.sh OUT [FOLDER]' >&2; exit 2; }
out=$1
folder=${2:-$WORK}
drawings=$TINY/guide/pictures
mkdir -p "$out"
tmp=$(mktemp -d "${TMPDIR:-/tmp}/pictures.XXXXXX")
trap 'rm -rf -- "$tmp"' EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

command -v jq >/dev/null || die "there is no jq" "the pictures' data are JSON" \
	"steps/00-workshop.sh tools guide/packages"
[ -x "$TINY/build/checker" ] || die "there is no build/checker" \
	"the pictures' data come from it" "make checker"

# draw NAME: a drawing of the data on standard input, in place only when it is whole.
draw() {
	awk -f "$drawings/svg.awk" -f "$drawings/$1.awk" >"$tmp/$1.svg"
	mv "$tmp/$1.svg" "$out/$1.svg"
}

size() {
	[ ! -e "$folder/$2" ] || printf '%s\t%d\n' "$1" "$(wc -c <"$folder/$2")"
}

source_size() {
	for file in "$folder"/sources/$2; do
		[ ! -e "$file" ] || printf '%s\t%d\n' "$1" "$(wc -c <"$file")"
	done
}

chain() {
	source_size linux.tar 'linux-*.tar.*'
	source_size busybox.tar 'busybox-*.tar.*'
	source_size musl.tar 'musl-*.tar.*'
	size bzImage linux/arch/x86/boot/bzImage
	size busybox busybox/busybox
	size fs fs
	size fs.gz fs.gz
	size floppy floppy.img
	jq -r '[.romfs[] | select(.type == "directory")] | "tree-dirs\t\(length)"' "$tmp/budget"
	jq -r '[.romfs[] | select(.type != "directory").names] | "tree-files\t\(add)"' "$tmp/budget"
	[ ! -e "$smoke" ] || jq -r '.checks[] | select(.id == "shell").at_ms | "prompt\t\(.)"' "$smoke"
}

timeline() {
	jq -r '[.checks[] | select(.at_ms)] | .[:(map(.id) | index("shell")) + 1][] |
		"\(.at_ms)\t\(.title)"' "$smoke"
}

# The kernel's own words, as the smoke test read them off the screen.
memory() {
	jq -r '"ram\t\(.memory_mib * 1024)"' "$smoke"
	jq -r '.parts[] | select(.name == "linux" or .name == "fs.gz") |
		"\(if .name == "linux" then "linux" else "initrd" end)\t\((.length + 1023) / 1024 | floor)"' \
		"$tmp/budget"
	jq -r '.romfs[-1] | "image\t\((.offset + .bytes + 1023) / 1024 | floor)"' "$tmp/budget"
	tr '\n' ' ' <"$folder/smoke/screen.txt" | sed 's/  */ /g' |
		sed -n 's,.*Memory: \([0-9]*\)K/\([0-9]*\)K available (\([0-9]*\)K kernel code\, \([0-9]*\)K rwdata\, \([0-9]*\)K rodata\, \([0-9]*\)K init\, \([0-9]*\)K bss.*,available \1;visible \2;code \3;rwdata \4;rodata \5;init \6;bss \7,p' |
		tr '; ' '\n\t'
}

"$TINY/build/checker" --work "$folder" budget --format json >"$tmp/budget"
"$TINY/build/checker" --work "$folder" budget --format svg >"$tmp/floppy-bytes.svg"
mv "$tmp/floppy-bytes.svg" "$out/floppy-bytes.svg"
jq -r '.sectors[] | .name as $name | .runs[] | "\($name)\t\(.[0])\t\(.[1])"' "$tmp/budget" | draw sectors
if jq -e .romfs "$tmp/budget" >/dev/null; then
	jq -r '.romfs[] | "\(.path)\t\(.type)\t\(.names)\t\(.offset)\t\(.bytes)"' "$tmp/budget" | draw romfs
fi

# What an earlier disk showed is not this disk's.
smoke=$folder/smoke/result.json
if [ -z "$(find "$smoke" -newer "$folder/floppy.img" 2>/dev/null)" ] ||
	! jq -e '.outcome == "same"' "$smoke" >/dev/null; then
	smoke=/nonexistent
fi
if jq -e .romfs "$tmp/budget" >/dev/null; then
	chain >"$tmp/chain"
	[ "$(wc -l <"$tmp/chain")" -lt 11 ] || draw chain <"$tmp/chain"
fi
if [ -e "$smoke" ]; then
	timeline | draw timeline
	memory >"$tmp/memory"
	if grep -q '^bss' "$tmp/memory"; then
		draw memory <"$tmp/memory"
	fi
	for screen in stage-bios stage-syslinux stage-kernel stage-init booted; do
		shot=$folder/smoke/$screen.png
		[ "$screen" != booted ] || shot=$folder/smoke/stage-prompt.png
		[ -e "$shot" ] || continue
		cp "$shot" "$tmp/$screen.png"
		mv "$tmp/$screen.png" "$out/$screen.png"
	done
fi
