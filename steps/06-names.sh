#!/bin/sh
# Chapter 6, names: one program, and a hard link to it for each of its names.
here=$(cd "$(dirname "$0")" && pwd)
. "$here/lib.sh"

begin_step 06
need tiny-linux/bin 03
need busybox/busybox 02
as_root "$@"
find tiny-linux/bin -mindepth 1 -delete

#: begin copy
cp busybox/busybox tiny-linux/bin/busybox
chmod 755 tiny-linux/bin/busybox
cd tiny-linux/bin
#: end copy

#: begin link
ln busybox ls
ls -l
#: end link

#: begin names
while read -r name; do
	ln -f busybox "$name"
done < "$TINY/rootfs/names"
cd ../..
#: end names

say "names: $(find tiny-linux/bin -type f | wc -l) names, one program"
finish_step
