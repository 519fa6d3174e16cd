#!/bin/sh
# Chapter 8, floppy: a DOS disk of 1.44 MB with SYSLINUX, the kernel and fs.gz.
here=$(cd "$(dirname "$0")" && pwd)
. "$here/lib.sh"

begin_step 08
need linux/arch/x86/boot/bzImage 01
need fs.gz 07
rm -f floppy.part

#: begin format
mformat -C -f 1440 -N 0 -i floppy.part ::
#: end format

#: begin syslinux
syslinux --install floppy.part
#: end syslinux

#: begin config
cp "$TINY/rootfs/syslinux.cfg" syslinux.cfg
#: end config

#: begin copy
mcopy -i floppy.part syslinux.cfg ::syslinux.cfg
mcopy -i floppy.part fs.gz ::fs.gz
mcopy -i floppy.part linux/arch/x86/boot/bzImage ::linux
mdir -i floppy.part ::
mv floppy.part floppy.img
#: end copy

#: begin sum
sha256sum floppy.img
#: end sum

finish_step
