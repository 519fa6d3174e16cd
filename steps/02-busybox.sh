#!/bin/sh
# Chapter 2, busybox: a small C library, then a static BusyBox for a 486.
here=$(cd "$(dirname "$0")" && pwd)
. "$here/lib.sh"

begin_step 02
need sources/musl-1.2.3.tar.gz 00
need sources/busybox-1.35.0.tar.bz2 00
need linux/.config 01

unpack() {
	#: begin unpack
	mkdir -p src/musl src/busybox
	tar -xf sources/musl-1.2.3.tar.gz -C src/musl --strip-components=1
	tar -xf sources/busybox-1.35.0.tar.bz2 -C src/busybox --strip-components=1
	#: end unpack
}

headers() {
	#: begin headers
	make -C src/linux O="$WORK/linux" ARCH=i386 -j"$(nproc)" headers
	#: end headers
}

build_musl() {
	#: begin musl
	mkdir -p musl/build
	cd musl/build
	../../src/musl/configure --prefix="$WORK/musl" --target=i386 --disable-shared \
		CC="gcc -m32" CFLAGS="-march=i486 -Os -fcf-protection=none" AR=ar RANLIB=ranlib
	make -j"$(nproc)"
	make install
	cd ../..
	#: end musl
}

division() {
	#: begin division
	gcc -m32 -march=i486 -Os -fcf-protection=none -ffreestanding -fno-pic \
		-c "$TINY/steps/02-div64.c" -o musl/build/div64.o
	ar rcD musl/lib/libdiv64.a musl/build/div64.o
	cp "$TINY/steps/02-musl.specs" musl/lib/tiny.specs
	#: end division
}

configure() {
	#: begin configure
	mkdir -p busybox
	make -C src/busybox O="$WORK/busybox" allnoconfig
	sed -e 's/^\[$/test1/' -e 's/^sh$/sh_is_ash/' "$TINY/rootfs/names" |
		tr 'a-z.' 'A-Z_' | sed 's/.*/CONFIG_&=y/' > busybox/.config
	sed 's/ *#.*//' "$TINY/steps/02-busybox.config" >> busybox/.config
	find src/busybox busybox -name Config.in -exec \
		sed -n 's/^[[:space:]]*config \([A-Z0-9_]*\)$/# CONFIG_\1 is not set/p' {} + >> busybox/.config
	yes '' | make -C src/busybox O="$WORK/busybox" oldconfig
	#: end configure
}

build_busybox() {
	#: begin busybox
	make -C src/busybox O="$WORK/busybox" -j"$(nproc)" \
		CC="gcc -m32 -specs $WORK/musl/lib/tiny.specs" LD="ld -m elf_i386" \
		CONFIG_EXTRA_CFLAGS=-Os
	#: end busybox
}

rm -f "${log:?}"
if ! fresh 02.unpacked sources/musl-1.2.3.tar.gz sources/busybox-1.35.0.tar.bz2; then
	rm -rf src/musl src/busybox "$WORK/.steps/02.unpacked"
	unpack
	touch "$WORK/.steps/02.unpacked"
fi
if ! fresh 02.musl .steps/02.unpacked "$here/02-busybox.sh" "$here/02-div64.c" "$here/02-musl.specs"; then
	rm -rf musl "$WORK/.steps/02.musl"
	with_progress "kernel headers" 980 headers
	with_progress "musl" 1800 build_musl
	division
	touch "$WORK/.steps/02.musl"
fi
drop_half_written busybox
with_progress "busybox settings" 2270 configure
# GNU make 4.4 puts --jobserver-auth into MAKEFLAGS, and BusyBox's Makefile, which looks there for the
# letter s, takes that for "make -s": no line is printed. A variable of the command line wins.
export GNUMAKEFLAGS=quiet=quiet_
with_progress "busybox" 375 build_busybox
unset GNUMAKEFLAGS
say "busybox: work/busybox/busybox, $(wc -c <busybox/busybox) bytes"
finish_step
