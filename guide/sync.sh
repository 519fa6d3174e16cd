#!/bin/sh
# Keeps the fences and figures of the Markdown files true to steps/, rootfs/ and the recordings.
# How it works: guide/README.md.
#
#   guide/sync.sh [--top DIR]           rewrite what differs
#   guide/sync.sh --check [--top DIR]   write nothing; show what differs
#
# Exit status: 0 all is true, 1 something differs or an error was found, 2 usage.
set -eu
LC_ALL=C
export LC_ALL

usage() {
    echo 'usage: guide/sync.sh [--check] [--top DIR]' >&2
    exit 2
}

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
top=$here/..
check=false
while [ $# -gt 0 ]; do
    case $1 in
    --check) check=true ;;
    --top) [ $# -ge 2 ] || usage; top=$2; shift ;;
    *) usage ;;
    esac
    shift
done
cd -- "$top"

tmp=$(mktemp -d "${TMPDIR:-/tmp}/listings.XXXXXX")
fresh=
# shellcheck disable=SC2329  # called by the traps
cleanup() {
    rm -rf -- "$tmp"
    [ -z "$fresh" ] || rm -f -- "$fresh"
}
trap cleanup EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

# The arguments of listings.awk, one for each file that is there.
set --
for file in steps/*; do
    [ ! -f "$file" ] || set -- "$@" "src:$file"
done
for file in guide/transcripts/*.txt; do
    [ ! -f "$file" ] || set -- "$@" "transcript:$file"
done
for file in chapters/*.md appendices/*.md *.md; do
    [ ! -f "$file" ] || set -- "$@" "doc:$file"
done

awk -f "$here/listings.awk" "$tmp" "$@"
if [ -s "$tmp/errors" ]; then
    cat "$tmp/errors" >&2
    exit 1
fi

n=0
differs=false
for arg in "$@"; do
    case $arg in doc:*) ;; *) continue ;; esac
    file=${arg#doc:}
    n=$((n + 1))
    if cmp -s -- "$file" "$tmp/$n"; then
        continue
    elif "$check"; then
        differs=true
        diff -u -L "$file" -L "$file (after make sync)" -- "$file" "$tmp/$n" || :
    else
        fresh=$(dirname -- "$file")/.$(basename -- "$file").$$
        cp -p -- "$file" "$fresh"
        cat -- "$tmp/$n" >"$fresh"
        mv -- "$fresh" "$file"
        fresh=
        echo "sync: $file"
    fi
done
if "$differs"; then
    echo "sync: the text above differs from its source; mend the source if the text is right," \
         "then run 'make sync'" >&2
    exit 1
fi
