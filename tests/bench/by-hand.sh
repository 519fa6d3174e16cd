#!/bin/sh
# The checker's questions, chapter by chapter, asked with everyday tools: file, readelf, objdump,
# stat, od, cmp, mtools, fsck.fat, gzip, grep. What a careful person would write, one question after
# another, with no message beyond a name; here only to be timed beside the checker.
#
# usage: by-hand.sh FOLDER TINY      the learner's folder, the checkout
# environment: CHECKER_NO_DISASSEMBLY   as the checker: leaves the instructions out
# Status: 0 nothing to mend; 1 something, a name for each on standard output.
set -u
PATH=$PATH:/usr/sbin:/sbin
tiny=$2
cd "$1" || exit 2
bzimage=linux/arch/x86/boot/bzImage
bad=0

wrong() {
	bad=1
	echo "$*"
}

# has NAME PART WHOLE; is NAME WANTED FOUND
has() {
	case $3 in *"$2"*) ;; *) wrong "$1" ;; esac
}

is() {
	[ "$2" = "$3" ] || wrong "$1"
}

# number FILE OFFSET SIZE [big]: an unsigned number of 1, 2 or 4 bytes.
number() {
	od -An -v -tu"$3" -j "$2" -N "$3" --endian="${4:-little}" "$1" | tr -d ' '
}

usable() {
	[ -f "$1" ] || wrong "$1 is not there"
	[ -s "$1" ] || wrong "$1 is empty"
}

kernel_config() {
	usable linux/.config
	sed -n 's/^\(CONFIG_[A-Z0-9_]*=[^ ]*\).*/\1/p' "$tiny/steps/01-kernel.config" | while read -r line; do
		case $line in
		*=n) ! grep -q "^${line%n}y" linux/.config || wrong "$line" ;;
		*) grep -qx "$line" linux/.config || wrong "$line" ;;
		esac
	done
	ram=$(sed -n 's/^CONFIG_BLK_DEV_RAM_SIZE=//p' linux/.config)
	[ "$ram" -ge $(($(stat -c %s fs) / 1024)) ] || wrong "the RAM disk is too small"
}

kernel_image() {
	usable "$bzimage"
	has bzImage 'Linux kernel x86 boot executable bzImage' "$(file -bL "$bzimage")"
	has version "$(sed -n 's,^# Linux/x86 \([0-9.]*\) .*,\1,p' linux/.config)" "$(file -bL "$bzimage")"
	is signature 43605 "$(number "$bzimage" $((0x1fe)) 2)"
	is header HdrS "$(dd if="$bzimage" bs=1 skip=$((0x202)) count=4 2>/dev/null)"
	[ "$(number "$bzimage" $((0x206)) 2)" -ge $((0x208)) ] || wrong protocol
	is 'loaded high' 1 $(($(number "$bzimage" $((0x211)) 1) & 1))
	is '32 bits' 0 $(($(number "$bzimage" $((0x236)) 2) & 1))
	setup=$((($(number "$bzimage" $((0x1f1)) 1) + 1) * 512))
	size=$((setup + $(number "$bzimage" $((0x1f4)) 4) * 16))
	is size "$size" "$(stat -c %s "$bzimage")"
	end=$(($(number "$bzimage" $((0x258)) 4) + $(number "$bzimage" $((0x260)) 4)))
	[ "$end" -le $((8 << 20)) ] || wrong memory
	# gzip's trailer has the CRC-32 of what was packed; with the checksum at the end all bits are 1.
	is checksum 4294967295 "$(gzip -1 -c "$bzimage" | tail -c 8 | od -An -tu4 -N 4 | tr -d ' ')"
	payload=$((setup + $(number "$bzimage" $((0x248)) 4)))
	is packing fd377a585a "$(od -An -tx1 -j "$payload" -N 5 "$bzimage" | tr -d ' ')"
	grep -qx CONFIG_KERNEL_XZ=y linux/.config || wrong 'packed in another way'
}

busybox() {
	usable busybox/busybox
	[ -x busybox/busybox ] || wrong 'no x'
	kind=$(file -b busybox/busybox)
	has elf ELF "$kind"
	has machine '32-bit LSB executable, Intel 80386' "$kind"
	has static 'statically linked' "$kind"
	! readelf -lW busybox/busybox | grep -q INTERP || wrong interpreter
	! readelf -dW busybox/busybox | grep -q NEEDED || wrong libraries
	! readelf -hW busybox/busybox 2>&1 | grep -q 'past end' || wrong 'cut short'
	strings -n 2 busybox/busybox >"$scratch/strings"
	grep -q '^BusyBox v' "$scratch/strings" || wrong 'no BusyBox'
	grep -q '^Bad inittab entry' "$scratch/strings" || wrong 'init without inittab'
	grep -qx defaults "$scratch/strings" || wrong 'mount without fstab'
	tr '\0' '\n' <busybox/busybox >"$scratch/words"
	while read -r name; do
		grep -aqxF "$name" "$scratch/words" || wrong "BusyBox does not know $name"
	done <"$tiny/rootfs/names"
	[ -z "${CHECKER_NO_DISASSEMBLY:-}" ] || return 0
	! objdump -d --no-show-raw-insn busybox/busybox |
		grep -qE '\b(f?cmov|fu?comi|endbr|sysenter|rdtsc|mov[au]p|xmm|cpuid)' || wrong instructions
}

# type_mode NAME PATH WANTED
type_mode() {
	is "$1" "$3" "$(stat -c '%F %a' "tiny-linux/$2" 2>&1)"
}

tree() {
	for directory in dev etc etc/init.d bin proc mnt tmp var var/shm; do
		type_mode "$directory" "$directory" 'directory 755'
	done
	is 'a file nobody can read' '' "$(find tiny-linux ! -readable)"
	is 'a name that is too long' '' "$(find tiny-linux -name '????????????????????????????????????*')"
	is 'no room' '' "$(find tiny-linux -size +1000k)"
	grep -v '^#' "$tiny/rootfs/devices" | while read -r path type major minor mode; do
		case $type in c) type=character ;; *) type=block ;; esac
		is "$path" "$type special file $major,$minor $mode" \
			"$(stat -c '%F %Hr,%Lr %a' "tiny-linux/$path" 2>&1)"
	done
	is 'a node elsewhere' '' "$(find tiny-linux -path tiny-linux/dev -prune -o \( -type c -o -type b \) -print)"
	is 'a file in dev' '' "$(find tiny-linux/dev -type f)"
}

hidden() {
	! LC_ALL=C grep -q "$(printf '[^\t -~]')" "$1" || wrong "$1: hidden characters"
	is "$1 ends with a newline" '' "$(tail -c 1 "$1")"
	has "$1" 'ASCII text' "$(file -bL "$1")"
}

inittab() {
	hidden tiny-linux/etc/inittab
	grep -v '^#' tiny-linux/etc/inittab | while IFS=: read -r tty _ action program; do
		[ -z "$tty" ] || [ -c "tiny-linux/dev/$tty" ] || wrong "terminal $tty"
		case $action in
		sysinit | wait | once | respawn | askfirst | ctrlaltdel | shutdown | restart) ;;
		*) wrong "action $action" ;;
		esac
		program=${program%% *}
		[ -x "tiny-linux${program#-}" ] || wrong "program $program"
	done
	grep -qx '::askfirst:-/bin/sh' tiny-linux/etc/inittab || wrong 'no shell'
	grep -q ':/etc/init.d/rcS' tiny-linux/etc/inittab || wrong 'no rcS'
}

fstab() {
	hidden tiny-linux/etc/fstab
	grep -v '^#' tiny-linux/etc/fstab | while read -r _ where type options dump pass rest; do
		[ -d "tiny-linux$where" ] || wrong "$where"
		case $type in proc | tmpfs) ;; *) wrong "type $type" ;; esac
		case $options in defaults) ;; *) wrong "options $options" ;; esac
		is "line of $where" '0 0 ' "$dump $pass $rest"
	done
	grep -q '^proc[[:blank:]]*/proc' tiny-linux/etc/fstab || wrong 'no /proc'
	grep -q '[[:blank:]]/var/shm[[:blank:]]*tmpfs' tiny-linux/etc/fstab || wrong 'no /var/shm'
}

startup() {
	hidden tiny-linux/etc/init.d/rcS
	[ -x tiny-linux/etc/init.d/rcS ] || wrong 'rcS: no x'
	is 'first line' '#! /bin/sh' "$(head -n 1 tiny-linux/etc/init.d/rcS)"
	sh -n tiny-linux/etc/init.d/rcS 2>/dev/null || wrong syntax
	grep -q '^mount -a' tiny-linux/etc/init.d/rcS || wrong 'no mount -a'
	! grep -qE '^(reboot|halt|poweroff|exec|sh|read|echo|cat)' tiny-linux/etc/init.d/rcS || wrong rcS
	grep -v '^#' tiny-linux/etc/init.d/rcS | while read -r command _; do
		[ -z "$command" ] || [ -x "tiny-linux/bin/$command" ] || wrong "$command"
	done
}

names() {
	cmp -s busybox/busybox tiny-linux/bin/busybox || wrong 'another BusyBox in the tree'
	inode=$(stat -c %i tiny-linux/bin/busybox)
	while read -r name; do
		is "$name" "$inode 755" "$(stat -Lc '%i %a' "tiny-linux/bin/$name" 2>&1)"
	done <"$tiny/rootfs/names"
	for path in tiny-linux/bin/*; do
		name=${path##*/}
		[ "$name" = busybox ] || grep -qxF "$name" "$tiny/rootfs/names" || wrong "stranger $name"
		[ ! -L "$path" ] || [ -e "$path" ] || wrong "link $name"
	done
}

# entry OFFSET: a romfs entry's next, target, size (Documentation/filesystems/romfs.rst) and name.
entry() {
	# shellcheck disable=SC2046 # words
	set -- "$1" $(od -An -v -tu4 --endian=big -j "$1" -N 12 fs)
	next=$2 target=$3 size=$4
	name=$(dd if=fs bs=16 skip=$(($1 / 16 + 1)) count=4 2>/dev/null | tr '\0' '\n' | head -n 1)
	length=$((16 + (${#name} + 16) / 16 * 16))
	sum=$(od -An -v -tu4 --endian=big -j "$1" -N "$length" fs |
		awk '{ for (i = 1; i <= NF; i++) s += $i } END { printf "%.0f", s % 4294967296 }')
	is "checksum of $name" 0 "$sum"
}

# same PATH OFFSET: the entry and the file of the tree are the same.
same() {
	path=tiny-linux/$1
	[ -e "$path" ] || { wrong "$1 is in the image alone"; return; }
	case $((next & 7)) in
	1) [ -d "$path" ] || wrong "$1 is a directory in the image" ;;
	2) tail -c +$(($2 + length + 1)) fs | head -c "$size" | cmp -s - "$path" || wrong "$1 differs" ;;
	4 | 5) is "$1" "$((target >> 16)),$((target & 65535))" "$(stat -c '%Hr,%Lr' "$path")" ;;
	esac
	[ $((next & 7)) -ne 2 ] || [ $(((next >> 3) & 1)) -eq 1 ] || [ ! -x "$path" ] || wrong "$1: x"
}

# walk OFFSET PATH: the entries of a directory; its own folders come after it.
walk() {
	at=$1
	below=
	while [ "$at" -ne 0 ]; do
		entry "$at"
		case $name in
		. | ..) ;;
		*)
			echo "$2$name" >>"$scratch/walked"
			same "$2$name" "$at"
			[ $((next & 7)) -ne 1 ] || below="$below $target:$2$name/" ;;
		esac
		at=$((next & ~15))
	done
	for folder in $below; do (walk "${folder%%:*}" "${folder#*:}") || bad=1; done
	return "$bad"
}

image() {
	usable fs.gz
	has fs.gz 'gzip compressed data' "$(file -b fs.gz)"
	gzip -t fs.gz || wrong 'fs.gz is damaged'
	gzip -dc fs.gz | cmp -s - fs || wrong 'fs is another'
	is 'gzip header' 0 "$(number fs.gz 3 1)"
	is magic '-rom1fs-' "$(head -c 8 fs)"
	[ "$(number fs 8 4 big)" -le "$(stat -c %s fs)" ] || wrong 'cut short'
	[ "$(number fs 8 4 big)" -le 3700000 ] || wrong 'too large'
	is 'first checksum' 0 "$(od -An -v -tu4 --endian=big -N 512 fs |
		awk '{ for (i = 1; i <= NF; i++) s += $i } END { printf "%.0f", s % 4294967296 }')"
	label=$(dd if=fs bs=16 skip=1 count=1 2>/dev/null | tr -d '\0')
	case $label in 'rom '*) wrong label ;; esac
	: >"$scratch/walked"
	walk $((16 + (${#label} + 16) / 16 * 16)) '' || bad=1
	(cd tiny-linux && find . -mindepth 1 -printf '%P\n') | while read -r path; do
		grep -qxF "$path" "$scratch/walked" || wrong "$path is not in the image"
	done
}

floppy() {
	is size 1474560 "$(stat -c %s floppy.img)"
	is signature 43605 "$(number floppy.img 510 2)"
	has boot SYSLINUX "$(dd if=floppy.img bs=1 skip=3 count=8 2>/dev/null)"
	has geometry 'mformat -t 80 -h 2 -s 18' "$(minfo -i floppy.img :: 2>&1 | tr '\n' ' ')"
	has FAT 'FAT (12 bit)' "$(file -b floppy.img)"
	fsck.fat -n floppy.img >/dev/null || wrong 'fsck.fat'
	dd if=floppy.img bs=512 skip=1 count=9 2>/dev/null >"$scratch/fat"
	dd if=floppy.img bs=512 skip=10 count=9 2>/dev/null | cmp -s - "$scratch/fat" || wrong 'two FATs'
	for file in ldlinux.sys ldlinux.c32 syslinux.cfg linux fs.gz; do
		mdir -b -a -i floppy.img "::$file" >/dev/null 2>&1 || wrong "no $file"
		has "clusters of $file" '<' "$(mshowfat -i floppy.img "::$file" 2>&1)"
	done
	sector=$(mshowfat -i floppy.img ::ldlinux.sys | sed 's/.*<\([0-9]*\).*/\1/')
	has loader SYSLINUX "$(dd if=floppy.img bs=512 skip=$((sector + 31)) count=1 2>/dev/null | tr '\0' '\n')"
	mtype -i floppy.img ::ldlinux.c32 | file - | grep -q 'ELF 32-bit' || wrong module
	mtype -i floppy.img ::linux | cmp -s - "$bzimage" || wrong kernel
	mtype -i floppy.img ::fs.gz | cmp -s - fs.gz || wrong fs.gz
	mtype -i floppy.img ::syslinux.cfg >"$scratch/cfg"
	cmp -s "$scratch/cfg" syslinux.cfg || wrong cfg
	for line in '^DEFAULT linux' '^PROMPT 1' '^TIMEOUT [1-9]' 'KERNEL linux' 'root=/dev/ram0' 'initrd=fs.gz'; do
		grep -q "$line" "$scratch/cfg" || wrong "$line"
	done
	[ "$(mdir -i floppy.img :: | awk '/bytes free/ { gsub(/[^0-9]/, ""); print }')" -gt 0 ] || wrong full
}

# The tarballs' page, and what the last boot said.
others() {
	[ ! -d sources ] || for tarball in sources/*.tar.*; do [ -s "$tarball" ] || wrong "$tarball"; done
	[ ! -e smoke/result.json ] || is 'last boot' same "$(jq -r .outcome smoke/result.json)"
	[ ! -e smoke/screen.txt ] || ! grep -q 'Kernel panic' smoke/screen.txt || wrong panic
}

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
{
	others
	kernel_config
	kernel_image
	busybox
	tree
	inittab
	fstab
	startup
	names
	image
	floppy
} >"$scratch/said"
cat "$scratch/said"
[ ! -s "$scratch/said" ]
