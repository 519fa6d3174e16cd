#!/bin/sh
# Records what the book shows: types the chapters into a shell (tests/type-chapter.sh), writes
# guide/transcripts/NAME.txt for each transcript of guide/transcripts.list and guide/figures.txt
# for each line of guide/figures.list, draws guide/pictures of the disk that was typed and booted, and
# notes in guide/transcripts/RECORDED with what.
# How it works: guide/README.md.
#
#   guide/record.sh [--from NN] [--base DIR]    as for tests/type-chapter.sh; with --from the
#                                               transcripts of earlier chapters stay as they are
#
# Writes below build/record and, when all went well, guide/transcripts, guide/figures.txt and
# guide/pictures.
# TINY_TOP sets another checkout. Exit status: 0 recorded, 1 failed, 2 usage, 3 could not try.
set -eu
LC_ALL=C
export LC_ALL

say() { printf 'record: %s\n' "$*" >&2; }
usage() {
    echo 'usage: guide/record.sh [--from NN] [--base DIR]' >&2
    exit 2
}

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
top=${TINY_TOP:-$(dirname -- "$here")}
from=00 base=${WORK:-$top/work}
while [ $# -gt 0 ]; do
    case $1 in
    --from|--base) [ $# -ge 2 ] || usage ;;
    *) usage ;;
    esac
    case $1 in
    --from) from=$2 ;;
    --base) base=$2 ;;
    esac
    shift 2
done

out=$top/build/record
work=$out/work
rm -rf -- "$out"
mkdir -p -- "$out/transcripts"
TINY_TOP=$top "$here/../tests/type-chapter.sh" --record --from "$from" --base "$base" --work "$work"
awk -f "$here/reduce.awk" "$out/transcripts" "$work" "$top" \
    "$top/guide/transcripts.list" "$work.events" "$work.typescript"

# A definition that no chapter uses would be recorded for nobody.
sed -n 's/^transcript //p' "$top/guide/transcripts.list" >"$out/names"
unused=false
while read -r name; do
    if ! grep -qx "[[:space:]]*<!-- transcript: $name -->" "$top"/chapters/*.md; then
        say "transcript $name: no chapter shows it"
        unused=true
    fi
done <"$out/names"
! "$unused" || exit 1

# --- figures ---------------------------------------------------------------------------------

. "$here/measure.sh"
no_figure() {
    say "figure $1: '$2' gives no value"
    exit 1
}
{
    echo "# NAME VALUE, measured by guide/record.sh as guide/figures.list says; not written by hand"
    figures "$top/guide/figures.list" "$work"
} >"$out/figures.txt"

# What an output depends on. The version of what is not installed stays out.
{
    echo "date $(date -u +%Y-%m-%d)"
    echo "system $(version_of_system)"
    for tool in kernel busybox gcc qemu syslinux; do
        version=$(cd -- "$work" && "version_of_$tool" 2>/dev/null) || version=
        [ -z "$version" ] || echo "$tool $version"
    done
    [ "$from" = 00 ] || echo "chapters $from and later; the ones before: an earlier recording"
} >"$out/RECORDED"

# --- all went well: put them in place, and take away what is no longer defined ----------------

mkdir -p -- "$top/guide/transcripts"
for file in "$out"/transcripts/*.txt "$out/RECORDED"; do
    [ -f "$file" ] || continue
    cp -- "$file" "$top/guide/transcripts/.new"
    mv -- "$top/guide/transcripts/.new" "$top/guide/transcripts/${file##*/}"
done
cp -- "$out/figures.txt" "$top/guide/.figures.new"
mv -- "$top/guide/.figures.new" "$top/guide/figures.txt"
# The pictures of the disk that was typed, if it was booted.
if [ -e "$work/smoke/result.json" ]; then
    "$here/pictures.sh" "$top/guide/pictures" "$work"
fi
for file in "$top"/guide/transcripts/*.txt; do
    [ -f "$file" ] || continue
    name=${file##*/}
    grep -qx "transcript ${name%.txt}" "$top/guide/transcripts.list" || rm -- "$file"
done
echo "recorded: $(find "$out/transcripts" -name '*.txt' | wc -l) transcripts," \
    "$(grep -vc '^#' "$top/guide/figures.txt" || :) figures; now run 'make sync'"
