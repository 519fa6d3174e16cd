#!/bin/sh
# A kernel like chapter 01's, or a BusyBox like chapter 02's, with other options, for a line of the
# table: the good folder's .config, each OPTION=VALUE put in place of its line, and what follows
# from that (olddefconfig, oldconfig).
#
# usage: tests/mutants/build.sh NAME kernel|busybox OPTION=VALUE...   options without CONFIG_;
#        -march=PROCESSOR: a BusyBox compiled for another one than the 486
# environment: TINY_GOOD   a good learner's folder with src/ and musl/ in it (default: work/)
#
# The build trees build/mutants/.kernel and .busybox are kept, so that the next one takes a part of
# the time. Makes build/mutants/NAME/bzImage or busybox and, last, config. Status 1: it does not build.
here=$(cd "$(dirname "$0")/../../steps" && pwd -P)
# shellcheck source=../../steps/lib.sh
. "$here/lib.sh"

[ $# -ge 3 ] || { sed -n 's/^# \(usage.*\)/\1/p' "$0" >&2; exit 2; }
name=$1 program=$2
shift 2
good=$(cd "${TINY_GOOD:-$TINY/work}" && pwd -P)
tree=$TINY/build/mutants/.$program
made=$TINY/build/mutants/$name
mkdir -p "$tree" "$made"

# A kernel for 64-bit processors is another architecture to kbuild.
arch=i386
case " $* " in *" 64BIT=y "*) arch=x86 ;; esac

kbuild() {
	make -s -C "$good/src/linux" O="$tree" ARCH=$arch "$@" >>"$made/log" 2>&1
}

# The specs name the processor; they find musl by WORK.
bbuild() {
	WORK=$good make -s -C "$good/src/busybox" O="$tree" CC="gcc -m32 -specs $made/specs" \
		LD="ld -m elf_i386" "$@" >>"$made/log" 2>&1
}

build() {
	case $program in
	kernel)
		kbuild olddefconfig && kbuild -j"$(nproc)" bzImage &&
			cp "$tree/arch/x86/boot/bzImage" "$made/bzImage" ;;
	busybox)
		sed "s/-march=i486/$march/" "$good/musl/lib/tiny.specs" >"$made/specs"
		yes '' | bbuild oldconfig && bbuild -j"$(nproc)" &&
			cp "$tree/busybox" "$made/busybox" ;;
	esac
}

case $program in
kernel) cp "$good/linux/.config" "$tree/.config" ;;
busybox) cp "$good/busybox/.config" "$tree/.config" ;;
esac
march=-march=i486
for option; do
	case $option in -*) march=$option; continue ;; esac
	sed -i "/CONFIG_${option%%=*}[= ]/d" "$tree/.config"
	echo "CONFIG_$option" >>"$tree/.config"
done
: >"$made/log"
if ! build; then
	die "the $program of $name does not build" "see $made/log" "correct its line in tests/mutants/table"
fi
cp "$tree/.config" "$made/config"
