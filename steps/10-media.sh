#!/bin/sh
# Chapter 10, other media: the same kernel and fs.gz on an IDE disk, a flash
# card, a CD in two ways, and a USB stick.
here=$(cd "$(dirname "$0")" && pwd)
. "$here/lib.sh"

begin_step 10
need floppy.img 08
need syslinux.cfg 08
need fs.gz 07
need linux/arch/x86/boot/bzImage 01
rm -f disk.part flash.part usb.part cdrom.part isolinux.part

# Each distribution keeps SYSLINUX's files in another folder.
#: begin loaders
mbr=$(find /usr/lib/syslinux /usr/share/syslinux -name mbr.bin 2>/dev/null | head -n 1)
module=$(find /usr/lib/syslinux /usr/share/syslinux -name ldlinux.c32 2>/dev/null | head -n 1)
isolinux=$(find /usr/lib/ISOLINUX /usr/lib/syslinux /usr/share/syslinux \
    -name isolinux.bin 2>/dev/null | head -n 1)
#: end loaders
if [ -z "$mbr" ] || [ -z "$module" ] || [ -z "$isolinux" ]; then
	die "mbr.bin, ldlinux.c32 or isolinux.bin is not on this computer" \
		"they are parts of SYSLINUX; /usr/lib and /usr/share were searched" "make step-00"
fi

#: begin disk-table
truncate -s $((20 * 16 * 63 * 512)) disk.part
printf 'label: dos\nlabel-id: 0x10000001\nstart=63, type=1, bootable\n' | sfdisk --quiet disk.part
sfdisk --list disk.part
#: end disk-table

#: begin disk-mbr
dd if="$mbr" of=disk.part conv=notrunc status=none
#: end disk-mbr

#: begin disk-format
mformat -T 20097 -h 16 -s 63 -H 63 -c 8 -N 0 -i disk.part@@32256 ::
syslinux --install --offset 32256 disk.part
#: end disk-format

#: begin disk-copy
mcopy -i disk.part@@32256 syslinux.cfg fs.gz ::
mcopy -i disk.part@@32256 linux/arch/x86/boot/bzImage ::linux
mv disk.part disk.img
#: end disk-copy

#: begin flash
truncate -s $((245 * 2 * 32 * 512)) flash.part
printf 'label: dos\nlabel-id: 0x10000002\nstart=32, type=1, bootable\n' | sfdisk --quiet flash.part
dd if="$mbr" of=flash.part conv=notrunc status=none
mformat -T 15648 -h 2 -s 32 -H 32 -c 8 -N 0 -i flash.part@@16384 ::
syslinux --install --offset 16384 flash.part
mcopy -i flash.part@@16384 syslinux.cfg fs.gz ::
mcopy -i flash.part@@16384 linux/arch/x86/boot/bzImage ::linux
mv flash.part flash.img
#: end flash

#: begin usb
truncate -s 16M usb.part
printf 'label: dos\nlabel-id: 0x10000003\nstart=2048, type=1, bootable\n' | sfdisk --quiet usb.part
dd if="$mbr" of=usb.part conv=notrunc status=none
mformat -T 30720 -h 64 -s 32 -H 2048 -c 8 -N 0 -i usb.part@@1048576 ::
syslinux --install --offset 1048576 usb.part
mcopy -i usb.part@@1048576 syslinux.cfg fs.gz ::
mcopy -i usb.part@@1048576 linux/arch/x86/boot/bzImage ::linux
mv usb.part usb.img
#: end usb

#: begin cdrom
xorriso -report_about WARNING -as mkisofs -quiet -r --set_all_file_dates "=$SOURCE_DATE_EPOCH" \
    -V TINY -b floppy.img -c boot.cat -o cdrom.part floppy.img
mv cdrom.part cdrom.iso
#: end cdrom

#: begin isolinux
xorriso -report_about WARNING -as mkisofs -quiet -r --set_all_file_dates "=$SOURCE_DATE_EPOCH" \
    -V TINY -b isolinux.bin -c boot.cat -no-emul-boot -boot-load-size 4 -boot-info-table \
    -o isolinux.part -graft-points isolinux.bin="$isolinux" ldlinux.c32="$module" \
    isolinux.cfg=syslinux.cfg fs.gz=fs.gz linux=linux/arch/x86/boot/bzImage
mv isolinux.part isolinux.iso
#: end isolinux

#: begin sums
sha256sum disk.img flash.img usb.img cdrom.iso isolinux.iso
#: end sums

finish_step
