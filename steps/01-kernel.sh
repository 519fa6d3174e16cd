#!/bin/sh
# Chapter 1, kernel: from the source tarball to work/linux/arch/x86/boot/bzImage.
here=$(cd "$(dirname "$0")" && pwd)
. "$here/lib.sh"

begin_step 01
need sources/linux-6.12.tar.xz 00

unpack() {
	#: begin unpack
	mkdir -p src/linux
	tar -xf sources/linux-6.12.tar.xz -C src/linux --strip-components=1
	#: end unpack
}

configure() {
	#: begin configure
	make -C src/linux O="$WORK/linux" ARCH=i386 tinyconfig
	sed 's/ *#.*//' "$TINY/steps/01-kernel.config" >> linux/.config
	make -C src/linux O="$WORK/linux" ARCH=i386 olddefconfig
	#: end configure
}

build() {
	#: begin build
	make -C src/linux O="$WORK/linux" ARCH=i386 -j"$(nproc)" bzImage
	#: end build
}

if ! fresh 01.unpacked sources/linux-6.12.tar.xz; then
	rm -rf src/linux "$WORK/.steps/01.unpacked"
	say "kernel: unpacking the source, 1.7 GB"
	unpack
	touch "$WORK/.steps/01.unpacked"
fi
rm -f "${log:?}"
drop_half_written linux
with_progress "kernel settings" 60 configure
with_progress "kernel" 1060 build
say "kernel: work/linux/arch/x86/boot/bzImage, $(wc -c <linux/arch/x86/boot/bzImage) bytes"
finish_step
