#!/bin/sh
# Records what the book shows: types the chapters into a shell (tests/type-chapter.sh), writes
# guide/transcripts/NAME.txt for each transcript of guide/transcripts.list and guide/figures.txt
# for each line of guide/figures.list, and notes in guide/transcripts/RECORDED with what.
# How it works: guide/README.md.
#
#   guide/record.sh [--from NN] [--base DIR]    as for tests/type-chapter.sh; with --from the
#                                               transcripts of earlier chapters stay as they are
#
# Writes below build/record and, when all went well, guide/transcripts and guide/figures.txt.
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

# --- figures: the helpers that guide/figures.list may use, each prints one value --------------

commas() { sed -e ':a' -e 's/^\([0-9]*[0-9]\)\([0-9]\{3\}\)/\1,\2/' -e 'ta'; }
bytes() { wc -c <"$1" | tr -d ' ' | commas; }
# dos_bytes NAME: the size of a file on the disk, hidden or not.
dos_bytes() { mcopy -n -i floppy.img "::$1" - | wc -c | tr -d ' ' | commas; }
sha256() { sha256sum -- "$1" | cut -d ' ' -f 1; }
version_of_kernel() { sed -n 's/^# Linux\/.* \([0-9.]*\) Kernel Config.*/\1/p' linux/.config; }
version_of_busybox() { sed -n 's/^# Busybox version: \([0-9.]*\)$/\1/p' busybox/.config; }
version_of_gcc() { gcc -dumpfullversion; }
version_of_qemu() { qemu-system-i386 --version | sed -n '1s/.* version \([0-9.]*\).*/\1/p'; }
version_of_syslinux() { syslinux --version 2>&1 | sed -n '1s/^syslinux \([0-9.]*\).*/\1/p'; }
# shellcheck disable=SC1091  # the host's own file
version_of_system() { (. /etc/os-release && printf '%s\n' "$PRETTY_NAME"); }

figure() {
    value=$(cd -- "$work" && eval "$2") || value=
    if [ -z "$value" ]; then
        say "figure $1: '$2' gives no value"
        return 1
    fi
    printf '%s %s\n' "$1" "$value"
}

{
    echo "# NAME VALUE, measured by guide/record.sh as guide/figures.list says; not written by hand"
    while read -r name command; do
        case $name in ''|'#'*) continue ;; esac
        figure "$name" "$command" </dev/null
    done <"$top/guide/figures.list"
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
for file in "$top"/guide/transcripts/*.txt; do
    [ -f "$file" ] || continue
    name=${file##*/}
    grep -qx "transcript ${name%.txt}" "$top/guide/transcripts.list" || rm -- "$file"
done
echo "recorded: $(find "$out/transcripts" -name '*.txt' | wc -l) transcripts," \
    "$(grep -vc '^#' "$top/guide/figures.txt" || :) figures; now run 'make sync'"
