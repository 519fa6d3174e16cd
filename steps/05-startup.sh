#!/bin/sh
# Chapter 5, startup: rcS, fstab and inittab, the three files that init needs.
here=$(cd "$(dirname "$0")" && pwd)
. "$here/lib.sh"

begin_step 05
need tiny-linux/etc/init.d 03
as_root "$@"

#: begin rcS
cp "$TINY/rootfs/etc/init.d/rcS" tiny-linux/etc/init.d/rcS
chmod 744 tiny-linux/etc/init.d/rcS
#: end rcS

#: begin fstab
cp "$TINY/rootfs/etc/fstab" tiny-linux/etc/fstab
chmod 644 tiny-linux/etc/fstab
#: end fstab

#: begin inittab
cp "$TINY/rootfs/etc/inittab" tiny-linux/etc/inittab
chmod 644 tiny-linux/etc/inittab
#: end inittab

say "startup: rcS, fstab and inittab are in work/tiny-linux/etc"
finish_step
