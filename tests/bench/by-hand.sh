#!/bin/sh
# The same questions as the checker's, asked with everyday tools: what a
# careful person would type. It answers less (no romfs walk, no disassembly,
# no FAT chains, no messages), and is here only to be timed.
# usage: by-hand.sh FOLDER TINY
set -u
cd "$1" || exit
tiny=$2
bad=0
expect() {
	case $2 in
	*"$1"*) ;;
	*) bad=$((bad + 1)); echo "$3" ;;
	esac
}

# 01: the kernel
grep -o '^CONFIG_[A-Z0-9_]*=[^ ]*' "$tiny/steps/01-kernel.config" | while read -r line; do
	case $line in
	*=n) grep -qx "# ${line%=n} is not set" linux/.config || echo "$line" ;;
	*) grep -qx "$line" linux/.config || echo "$line" ;;
	esac
done
expect 'Linux kernel x86 boot executable bzImage' "$(file linux/arch/x86/boot/bzImage)" bzImage
# 02: BusyBox
expect 'ELF 32-bit LSB' "$(file busybox/busybox)" busybox
expect 'statically linked' "$(file busybox/busybox)" static
expect 'no dynamic section' "$(readelf -d busybox/busybox 2>&1)" dynamic
# 03 and 04: directories and nodes
for directory in dev etc etc/init.d bin proc mnt tmp var var/shm; do
	expect 'directory 755' "$(stat -c '%F %a' "tiny-linux/$directory")" "$directory"
done
grep -v '^#' "$tiny/rootfs/devices" | while read -r path _ major minor mode; do
	expect "$major,$minor,$mode" "$(stat -c '%Hr,%Lr,%a' "tiny-linux/$path")" "$path"
done
# 05: the text files
for text in etc/inittab etc/fstab etc/init.d/rcS; do
	expect 'ASCII text' "$(file -b "tiny-linux/$text")" "$text"
done
# 06: the names
inode=$(stat -c %i tiny-linux/bin/busybox)
while read -r name; do
	expect "$inode" "$(stat -c %i "tiny-linux/bin/$name")" "$name"
done <"$tiny/rootfs/names"
# 07: the image
expect 'romfs filesystem' "$(file fs)" fs
gzip -t fs.gz || bad=1
gzip -dc fs.gz | cmp -s - fs || bad=1
# 08: the floppy
expect 'DOS/MBR boot sector' "$(file floppy.img)" floppy
expect 'linux' "$(mdir -b -i floppy.img ::)" files
mtype -i floppy.img ::linux | cmp -s - linux/arch/x86/boot/bzImage || bad=1
mtype -i floppy.img ::fs.gz | cmp -s - fs.gz || bad=1
mtype -i floppy.img ::syslinux.cfg | cmp -s - syslinux.cfg || bad=1
exit "$bad"
