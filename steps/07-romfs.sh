#!/bin/sh
# Chapter 7, romfs: the staged tree becomes the image fs, and fs becomes fs.gz.
here=$(cd "$(dirname "$0")" && pwd)
. "$here/lib.sh"

begin_step 07
need tiny-linux/bin/busybox 06
as_root "$@"

#: begin sorted
gcc -shared -fPIC -O2 -o sorted.so "$TINY/steps/07-sorted.c" -ldl
#: end sorted

#: begin genromfs
LD_PRELOAD="$WORK/sorted.so:${LD_PRELOAD:-}" \
	genromfs -V tiny-linux -d tiny-linux -f fs.part
mv fs.part fs
#: end genromfs

#: begin gzip
gzip -9 -n -c fs > fs.gz.part
mv fs.gz.part fs.gz
ls -l fs fs.gz
#: end gzip

finish_step
