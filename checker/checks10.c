/* Chapter 10, other media: the table. Each check is a stage of the boot (media.h). */
#include "media.h"
#include "table.h"

#define STAGE(name, stage) \
	static void name(struct ctx *ctx, struct sink *out) { media_report(ctx, out, stage); }

STAGE(medium_file, MEDIUM_FILE)
STAGE(medium_unread, MEDIUM_UNREAD)
STAGE(mbr_signature, MEDIUM_SIGNATURE)
STAGE(mbr_program, MEDIUM_PROGRAM)
STAGE(partition_active, MEDIUM_ACTIVE)
STAGE(partition_start, MEDIUM_START)
STAGE(partition_bounds, MEDIUM_BOUNDS)
STAGE(partition_type, MEDIUM_TYPE)
STAGE(disk_geometry, MEDIUM_GEOMETRY)
STAGE(no_partition_table, MEDIUM_BARE)
STAGE(boot_record, MEDIUM_RECORD)
STAGE(boot_catalogue, MEDIUM_CATALOGUE)
STAGE(cd_emulation, MEDIUM_EMULATION)
STAGE(cd_form, MEDIUM_CD_FORM)
STAGE(cd_volume, MEDIUM_VOLUME)
STAGE(medium_loader, MEDIUM_LOADER)
STAGE(medium_settings, MEDIUM_SETTINGS)
STAGE(medium_init, MEDIUM_INIT)
STAGE(medium_kernel, MEDIUM_KERNEL)
STAGE(medium_image, MEDIUM_IMAGE)
STAGE(medium_kernel_stale, MEDIUM_KERNEL_STALE)
STAGE(medium_image_stale, MEDIUM_IMAGE_STALE)
STAGE(medium_image_bytes, MEDIUM_IMAGE_BYTES)
STAGE(cd_floppy, MEDIUM_FLOPPY)

#define MAKE(file) "rm -rf " file "; make -C \"$TINY\" step-10"

const struct check checks_10[] = {
	{"TL1001", "medium-file", "", ERROR, "there is nothing on a medium",
	 {.what = "disk.img, flash.img, usb.img, cdrom.iso and isolinux.iso, those of them that\n"
	          "are there, are regular files with something in them. One that was not made\n"
	          "is no mistake.",
	  .why = "Such a file is the medium, sector by sector.",
	  .broken = ": >disk.img",
	  .cure = MAKE("disk.img"),
	  .boot = "No bootable device."},
	 medium_file},
	{"TL1002", "medium-unread", "", NOTE, "the checker cannot look into a medium",
	 {.what = "A disk's file system is FAT12, and no medium is larger than 64 MiB.",
	  .why = "SYSLINUX reads FAT16 and FAT32 as well, but this checker does not, and says\n"
	          "nothing more about such a medium.",
	  .broken = "mformat -T 20097 -h 16 -s 63 -H 63 -c 2 -i disk.img@@32256 ::",
	  .cure = MAKE("disk.img"),
	  .boot = "A disk with FAT16 was booted: the same as ever."},
	 medium_unread},
	{"TL1003", "mbr-signature", "", ERROR, "the first sector of a disk has no signature",
	 {.what = "The bytes 510 and 511 of disk.img, flash.img and usb.img are 55 aa.",
	  .why = "By these two bytes the BIOS knows a disk that it may start.",
	  .broken = "dd if=mbr.bin of=disk.img",
	  .cure = MAKE("disk.img"),
	  .boot = "Boot failed: not a bootable disk."},
	 mbr_signature},
	{"TL1004", "mbr-program", "", ERROR, "the first sector of a disk has no boot program",
	 {.what = "The first 440 bytes are SYSLINUX's mbr.bin (altmbr.bin is taken, too).",
	  .why = "sfdisk writes the table of partitions and leaves the program to others. The\n"
	          "BIOS starts whatever is there.",
	  .broken = "a disk that was partitioned and never got its mbr.bin",
	  .cure = "dd if=\"$mbr\" of=disk.img conv=notrunc",
	  .boot = "Booting from Hard Disk... and nothing more, seen with zeros and with noise;\n"
	          "with gptmbr.bin: Missing OS."},
	 mbr_program},
	{"TL1005", "partition-active", "", ERROR, "a disk has no active partition, or several",
	 {.what = "Exactly one of the four partitions has the flag 80.",
	  .why = "mbr.bin starts the partition that has it.",
	  .broken = "start=63, type=1",
	  .cure = "start=63, type=1, bootable",
	  .boot = "Missing operating system. With two: Multiple active partitions."},
	 partition_active},
	{"TL1006", "partition-start", "", ERROR,
	 "no file system begins where the active partition does",
	 {.what = "The sector that the table names is the boot sector of a FAT file system.",
	  .why = "mbr.bin loads that sector. The place that mformat was told has to be the same.",
	  .broken = "start=64, and mformat -i disk.img@@32256",
	  .cure = "start=63, and mformat -i disk.img@@32256: 63 times 512",
	  .boot = "Missing operating system. After the end of the disk: Operating system load\n"
	          "error."},
	 partition_start},
	{"TL1007", "partition-bounds", "", NOTE, "a partition is larger or smaller than its place",
	 {.what = "The active partition ends on the disk, shares no sector with another, and has\n"
	          "room for its file system.",
	  .why = "SYSLINUX does not look at the partition's end. Other systems do, and may\n"
	          "refuse it, or write into another partition.",
	  .broken = "truncate -s 5000000 disk.img",
	  .cure = MAKE("disk.img"),
	  .boot = "The same as ever, as long as no file lies there."},
	 partition_bounds},
	{"TL1008", "partition-type", "", NOTE, "a partition is said to hold something else than FAT12",
	 {.what = "The active partition's type is 01.",
	  .why = "Other systems choose by it which file system to look for.",
	  .broken = "start=63, type=83, bootable",
	  .cure = "start=63, type=1, bootable",
	  .boot = "The same as ever, seen with 83 and with 00."},
	 partition_type},
	{"TL1009", "disk-geometry", "", NOTE, "a disk's geometry is not the book's",
	 {.what = "The file has the size of the book's medium, and the file system's boot sector\n"
	          "has its heads and sectors, and the number of sectors before the partition.",
	  .why = "A BIOS that cannot count sectors through addresses them by cylinder, head and\n"
	          "sector. DOS takes these numbers from the boot sector.",
	  .broken = "mformat -h 255 -s 63 on a card of 2 heads with 32 sectors",
	  .cure = "mformat -h 2 -s 32 -H 32",
	  .boot = "The same as ever: QEMU's BIOS counts sectors through, and SYSLINUX asks it to."},
	 disk_geometry},
	{"TL1010", "no-partition-table", "", NOTE, "a disk has no partition table",
	 {.what = "disk.img, flash.img and usb.img are partitioned.",
	  .why = "A file system from the first sector on, with SYSLINUX, boots as well, on the\n"
	          "BIOSes that let it. Some take such a stick for a floppy disk, or for none.",
	  .broken = "cp floppy.img usb.img",
	  .cure = MAKE("usb.img"),
	  .boot = "The same as ever in QEMU."},
	 no_partition_table},
	{"TL1011", "cd-boot-record", "", ERROR, "a CD has no boot record",
	 {.what = "Sector 17 of cdrom.iso and isolinux.iso holds El Torito's boot record.",
	  .why = "By it the BIOS knows a CD that can be started.",
	  .broken = "xorriso -as mkisofs -o cdrom.iso floppy.img",
	  .cure = "xorriso -as mkisofs -b floppy.img -c boot.cat -o cdrom.iso floppy.img",
	  .boot = "Boot failed: Could not read from CDROM (code 0004) or (code 0005)."},
	 boot_record},
	{"TL1012", "cd-boot-catalogue", "", ERROR, "a CD's boot catalogue leads to no boot image",
	 {.what = "The boot record leads to a catalogue that is for a PC; its first entry is\n"
	          "marked bootable, and names an image on the CD, how much to load of it, and\n"
	          "where to.",
	  .why = "The BIOS takes all of it from there.",
	  .broken = "a catalogue of zeros",
	  .cure = MAKE("cdrom.iso"),
	  .boot = "Boot failed: Could not read from CDROM (code 0007) to (code 000c). With 0\n"
	          "sectors, or another segment: Booting from DVD/CD... and nothing more."},
	 boot_catalogue},
	{"TL1013", "cd-emulation", "", ERROR,
	 "a CD's boot image is said to be something else than it is",
	 {.what = "The catalogue says of cdrom.iso's image that it is a floppy disk of 1.44 MB\n"
	          "(2), and of isolinux.iso's that it is a program (0).",
	  .why = "As a floppy disk, the image becomes drive A:. As a program, its first sector\n"
	          "is loaded and started.",
	  .broken = "xorriso -as mkisofs -no-emul-boot -b floppy.img ...",
	  .cure = "xorriso -as mkisofs -b floppy.img ...",
	  .boot = "Boot error, with the floppy as a program or as another kind of floppy."},
	 cd_emulation},
	{"TL1014", "cd-form", "", NOTE, "a CD boots in QEMU, but is not as the papers have it",
	 {.what = "The catalogue's first entry adds up to 0, the kind of emulation is that of the\n"
	          "image, the CD is whole, and isolinux.bin knows its place.",
	  .why = "QEMU's BIOS looks at none of these; others do.",
	  .broken = "-b isolinux.bin without -boot-info-table",
	  .cure = "-b isolinux.bin -no-emul-boot -boot-load-size 4 -boot-info-table",
	  .boot = "The same as ever in QEMU."},
	 cd_form},
	{"TL1015", "cd-volume", "", ERROR, "isolinux.iso has no ISO 9660 file system",
	 {.what = "Sector 16 of isolinux.iso is the volume descriptor, and leads to a directory.",
	  .why = "ISOLINUX reads the CD's own file system. A CD with the floppy needs none.",
	  .broken = "dd if=/dev/zero of=isolinux.iso bs=2048 seek=16 count=1 conv=notrunc",
	  .cure = MAKE("isolinux.iso"),
	  .boot = "Failed to load ldlinux.c32, after ISOLINUX's first line."},
	 cd_volume},
	{"TL1016", "medium-loader", "", ERROR, "SYSLINUX is not installed on a medium",
	 {.what = "The partition's boot sector is SYSLINUX's, ldlinux.sys is where it says, and\n"
	          "ldlinux.c32 is on the medium. On isolinux.iso the boot image is isolinux.bin.",
	  .why = "mbr.bin and the BIOS do no more than start what is there.",
	  .broken = "mformat after syslinux --install",
	  .cure = "syslinux --install --offset 32256 disk.img",
	  .boot = "Booting from Hard Disk... and nothing more. Without ldlinux.c32: Failed to\n"
	          "load ldlinux.c32. A damaged isolinux.bin: Image checksum error, sorry..."},
	 medium_loader},
	{"TL1017", "medium-settings", "", ERROR,
	 "a medium's settings do not lead to the kernel and its root",
	 {.what = "syslinux.cfg, on isolinux.iso isolinux.cfg, names a kernel and a root file\n"
	          "system that are on the same medium, and is otherwise as chapter 8 has it.",
	  .why = "The boot loader looks on the medium that it came from, and the root is the RAM\n"
	          "disk, whatever the medium: the kernel has no driver for any of them.",
	  .broken = "APPEND root=/dev/hda1 initrd=fs.gz",
	  .cure = "APPEND root=/dev/ram0 initrd=fs.gz",
	  .boot = "boot: for ever, or Loading linux... failed: No such file or directory, or a\n"
	          "kernel panic."},
	 medium_settings},
	{"TL1018", "medium-init", "", WARNING, "a medium starts another program than init",
	 {.what = "There is no init= on the command line.",
	  .why = "The kernel starts /bin/init by itself, which runs rcS and asks for Enter.",
	  .broken = "APPEND root=/dev/ram0 initrd=fs.gz init=/bin/sh",
	  .cure = "APPEND root=/dev/ram0 initrd=fs.gz",
	  .boot = "A shell at once; /proc and /var/shm are not mounted."},
	 medium_init},
	{"TL1019", "medium-kernel", "", ERROR, "the kernel on a medium is not a whole kernel",
	 {.what = "The file has a kernel's header, is as long as the header says, and lies on the\n"
	          "medium with all its sectors.",
	  .why = "Half a kernel cannot unpack itself.",
	  .broken = "truncate -s 1000000 disk.img",
	  .cure = MAKE("disk.img"),
	  .boot = "EDD: Error 0100 reading sector, or nothing after Loading fs.gz...ok."},
	 medium_kernel},
	{"TL1020", "medium-image", "", ERROR, "the root file system on a medium is damaged",
	 {.what = "The file decompresses, and holds a whole romfs image.",
	  .why = "It may have been cut short while it was copied.",
	  .broken = "head -c 100000 fs.gz >half; mcopy -o -i disk.img@@32256 half ::fs.gz",
	  .cure = "mcopy -o -i disk.img@@32256 fs.gz ::fs.gz",
	  .boot = "A kernel panic."},
	 medium_image},
	{"TL1021", "medium-kernel-stale", "", NOTE,
	 "the kernel on a medium is not the one that was built",
	 {.what = "The file is the same as linux/arch/x86/boot/bzImage.",
	  .why = "All media carry the same kernel; one that was built anew has to be copied\n"
	          "again.",
	  .broken = "make -C \"$TINY\" step-01, and the medium is older",
	  .cure = "make -C \"$TINY\" step-10",
	  .boot = "The old kernel."},
	 medium_kernel_stale},
	{"TL1022", "medium-image-stale", "", WARNING,
	 "the root file system on a medium is not what is in fs.gz",
	 {.what = "The image on the medium has the same files as that in fs.gz.",
	  .why = "All media carry the same files; a new fs.gz has to be copied again.",
	  .broken = "make -C \"$TINY\" step-07, and the medium is older",
	  .cure = "make -C \"$TINY\" step-10",
	  .boot = "The tree as it was when the medium was made."},
	 medium_image_stale},
	{"TL1023", "medium-image-bytes", "", NOTE, "fs.gz on a medium has other bytes than fs.gz",
	 {.what = "Both files are the same, byte for byte.",
	  .why = "The files in them are, but the medium's checksum is not the book's.",
	  .broken = "gzip -1 -n -c fs >fs.gz, and the medium is older",
	  .cure = "make -C \"$TINY\" step-10",
	  .boot = "The same as ever."},
	 medium_image_bytes},
	{"TL1024", "cd-floppy", "", NOTE, "the floppy on cdrom.iso is not floppy.img",
	 {.what = "The boot image of cdrom.iso is floppy.img, byte for byte.",
	  .why = "The CD is made of the very floppy; one that was changed has to be put in\n"
	          "again.",
	  .broken = "mcopy -i floppy.img note.txt ::, and the CD is older",
	  .cure = "make -C \"$TINY\" step-10",
	  .boot = "The floppy as it was when the CD was made."},
	 cd_floppy},
};
CHECKS_END(10);
