#!/bin/sh
# Types the chapters' listings, and nothing else, into an interactive shell on a terminal, as a
# reader would, and compares the floppy.img that comes of it with the one that the steps made.
#
#   tests/type-chapter.sh [--from NN] [--to NN] [--shell bash|dash] [--base DIR] [--work DIR]
#                         [--reference FILE] [--record]
#
#   --from NN         begin at chapter 00, 01, 02 or 03 (default 00); what the chapters before
#                     would have made is copied from --base (00: nothing, but its
#                     sources serve as a stick; 01: the sources; 02: and the kernel's trees;
#                     03: only the kernel and BusyBox)
#   --to NN           end with this chapter (default: the last)
#   --shell           the shell to type into (default bash)
#   --base DIR        a finished work folder (default: $WORK, or work/ of this checkout)
#   --work DIR        where to type; must be empty or absent (default build/typed-SHELL, emptied)
#   --reference FILE  the image to compare with (default: floppy.img of --base)
#   --record          run the commands of guide/transcripts.list too, and compare nothing
#
# Reads chapters/ alone (and guide/transcripts.list to record). TINY_TOP sets another checkout.
# Leaves WORK.typescript and WORK.events beside the work folder.
# Exit status: 0 the same image, 1 a command failed or the image differs, 2 usage,
# 3 could not try (expect is missing, no base, no shell).
set -eu

say() { printf 'type-chapter: %s\n' "$*" >&2; }
usage() {
    sed -n 's/^#   tests/usage: tests/p; s/^#                         /       /p' "$0" >&2
    exit 2
}
stop() {
    say "$1"
    exit "$2"
}

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
top=${TINY_TOP:-$(dirname -- "$here")}
from=00 to=99 shell=bash base=${WORK:-$top/work} work='' reference='' record=false
while [ $# -gt 0 ]; do
    case $1 in
    --record) record=true; shift; continue ;;
    --from|--to|--shell|--base|--work|--reference) [ $# -ge 2 ] || usage ;;
    *) usage ;;
    esac
    case $1 in
    --from) from=$2 ;;
    --to) to=$2 ;;
    --shell) shell=$2 ;;
    --base) base=$2 ;;
    --work) work=$2 ;;
    --reference) reference=$2 ;;
    esac
    shift 2
done
case $from in 00|01|02|03) ;; *) usage ;; esac
case $to in [0-9][0-9]) ;; *) usage ;; esac
case $shell in bash|dash) ;; *) usage ;; esac
[ -n "$reference" ] || reference=$base/floppy.img
command -v expect >/dev/null || stop "expect is missing; install the package 'expect'" 3

if [ -z "$work" ]; then
    work=$top/build/typed-$shell
    rm -rf -- "$work"
fi
mkdir -p -- "$work"
work=$(CDPATH='' cd -- "$work" && pwd)
[ -z "$(ls -A -- "$work")" ] || stop "$work is not empty; name another folder" 3
events=$work.events typescript=$work.typescript

# Copies one file or folder of the base, if it is there, to the same place.
keep() {
    [ -e "$base/$1" ] || return 0
    mkdir -p -- "$(dirname -- "$work/$1")"
    cp -a -- "$base/$1" "$work/$1"
}

# What the chapters before $from leave behind. Chapter 02 takes headers from the kernel's tree.
case $base in /*) ;; *) base=$PWD/$base ;; esac
[ "$from" = 00 ] || [ -d "$base" ] || stop "no work folder $base; run 'make boot' first" 3
[ "$from" = 00 ] || keep .tiny-linux
sources=
case $from in
00) [ ! -d "$base/sources" ] || sources=$base/sources ;; # for step 00 what a stick is
01) keep sources ;;
02) keep sources; keep src/linux; keep linux ;;
03)
    keep linux/.config; keep linux/arch/x86/boot/bzImage
    keep busybox/.config; keep busybox/busybox
    ;;
esac

set --
for chapter in "$top"/chapters/[0-9][0-9]-*.md; do
    number=${chapter##*/}
    number=${number%%-*}
    if [ -f "$chapter" ] && [ "$number" -ge "$from" ] && [ "$number" -le "$to" ]; then
        set -- "$@" "${chapter#"$top/"}"
    fi
done
[ $# -gt 0 ] || stop "no chapters $from to $to in $top/chapters" 3
if "$record"; then
    set -- guide/transcripts.list "$@"
fi
(cd -- "$top" && LC_ALL=C awk -f "$here/type-chapter.awk" "$@") >"$events"
grep -q '^type' "$events" || stop "the chapters $from to $to hold no listing to type" 3

home=$(mktemp -d "${TMPDIR:-/tmp}/type-chapter.XXXXXX")
trap 'rm -rf -- "$home"' EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

# An ordinary shell's surroundings, the same for everyone who runs this.
status=0
env -i HOME="$home" PATH="$PATH" USER="$(id -un)" TERM=xterm LANG=C.UTF-8 NO_COLOR=1 \
    WORK="$work" SOURCES="$sources" TYPE_TIMEOUT="${TYPE_TIMEOUT:-1800}" \
    expect -f "$here/type-chapter.exp" "$events" "$typescript" "$shell" "$top" || status=$?
[ "$status" = 0 ] || exit "$status"

if "$record" || [ "$to" -lt 08 ]; then
    exit 0
fi
[ -f "$work/floppy.img" ] || stop "the chapters made no floppy.img" 1
[ -f "$reference" ] || stop "no $reference to compare with; run 'make boot' first" 3
if cmp -- "$reference" "$work/floppy.img" >&2; then
    echo "the image typed into $shell is the steps' own, byte for byte:" \
        "$(sha256sum <"$work/floppy.img" | cut -d ' ' -f 1)"
else
    stop "the typed image differs from $reference; a command is in no listing, or reads otherwise" 1
fi
