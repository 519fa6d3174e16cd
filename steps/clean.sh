#!/bin/sh
# make clean: delete what the steps and the checker's build made. The fetched
# sources stay. Nothing is deleted in a folder that no step has made.
here=$(cd "$(dirname "$0")" && pwd)
. "$here/lib.sh"

step=clean
if [ -d "$WORK" ]; then
	need_work
fi
rm -rf "$TINY/build"
cd "$WORK" 2>/dev/null || exit 0
rm -rf linux src busybox musl tiny-linux tiny-linux.before smoke smoke-*
rm -f disk.img flash.img usb.img cdrom.iso isolinux.iso
rm -f fs fs.gz floppy.img syslinux.cfg sorted.so .fakeroot ./*.part step-*.log
rm -rf .steps
