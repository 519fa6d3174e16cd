#!/bin/sh
# make clean: delete what the steps and the checker's build made. The fetched
# sources stay. Nothing is deleted in a folder that no step has made.
here=$(cd "$(dirname "$0")" && pwd)
. "$here/lib.sh"

step=clean
rm -rf "$TINY/build"
[ -d "$WORK" ] || exit 0
need_work
cd "$WORK"
rm -rf linux src busybox musl tiny-linux tiny-linux.before smoke
rm -f fs fs.gz floppy.img syslinux.cfg sorted.so .fakeroot ./*.part step-*.log
rm -rf .steps
