/* Chapter 01, kernel: its configuration and bzImage. */
#include "kernel.h"
#include "table.h"

const struct check checks_01[] = {
	{"TL0101", "image-there", "", ERROR,
	 "the kernel image is not there",
	 {.what = "linux/arch/x86/boot/bzImage is a regular file with something in it.",
	  .why = "It is the kernel that SYSLINUX loads from the floppy disk under the name\n"
	         "linux. A build that was stopped leaves .config and objects but no bzImage.",
	  .broken = "$ ls linux/arch/x86/boot/bzImage\n"
	         "ls: cannot access ...: No such file",
	  .cure = "make -C \"$TINY\" step-01",
	  .boot = "SYSLINUX finds no kernel and stops at its boot: prompt."},
	 image_there},
	{"TL0102", "image-header", "TL0101", ERROR,
	 "the kernel image has no boot header",
	 {.what = "bzImage holds the boot header that a boot loader reads, for a kernel that is\n"
	         "loaded at 1 MiB (Documentation/arch/x86/boot.rst in the kernel).",
	  .why = "SYSLINUX learns from it where to load the kernel and how to start it. vmlinux,\n"
	         "the file in the top folder, is the same kernel without that header.",
	  .broken = "cp linux/vmlinux linux/arch/x86/boot/bzImage",
	  .cure = "rm linux/arch/x86/boot/bzImage; make -C \"$TINY\" step-01",
	  .boot = "\"Booting kernel failed: Invalid argument\", and SYSLINUX asks again at boot:."},
	 image_header},
	{"TL0103", "image-whole", "TL0102", ERROR,
	 "the kernel image is cut off",
	 {.what = "bzImage is as long as its header says (setup_sects and syssize).",
	  .why = "A copy that was stopped, or a full disk, leaves the beginning of the file. The\n"
	         "kernel unpacks itself and finds no end.",
	  .broken = "head -c 300000 bzImage > linux",
	  .cure = "rm linux/arch/x86/boot/bzImage; make -C \"$TINY\" step-01",
	  .boot = "Nothing after \"Loading fs.gz...ok\", with the first 300,000 bytes of the\n"
	         "kernel."},
	 image_whole},
	{"TL0104", "image-32-bit", "TL0103", ERROR,
	 "the kernel image is for 64-bit processors",
	 {.what = "bzImage has no 64-bit entry point (XLF_KERNEL_64).",
	  .why = "The kernel from your own PC, for example, is a bzImage too, and is for x86-64.",
	  .broken = "cp /boot/vmlinuz linux/arch/x86/boot/bzImage",
	  .cure = "rm linux/arch/x86/boot/bzImage; make -C \"$TINY\" step-01",
	  .boot = "Unable to boot - please use a kernel appropriate for your CPU."},
	 image_32_bit},
	{"TL0105", "image-memory", "TL0104", ERROR,
	 "the kernel needs more than 8 MB of memory to start",
	 {.what = "Where bzImage wants to lie, plus what it needs to unpack itself, ends below 8\n"
	         "MiB.",
	  .why = "The default of CONFIG_PHYSICAL_START is 16 MiB. The book boots on a PC with 8\n"
	         "MB.",
	  .broken = "CONFIG_PHYSICAL_START=0x1000000",
	  .cure = "CONFIG_PHYSICAL_START=0x100000, then make -C \"$TINY\" step-01",
	  .boot = "Nothing after \"Loading fs.gz...ok\" on a PC with 8 MB."},
	 image_memory},
	{"TL0106", "image-end", "TL0104", NOTE,
	 "the kernel image lacks its last bytes",
	 {.what = "The filling at the end of bzImage, up to 512 bytes, and its checksum are\n"
	         "there.",
	  .why = "A file that is too short was not copied wholly, even if nothing that matters\n"
	         "was lost.",
	  .broken = "truncate -s -64 bzImage",
	  .cure = "rm linux/arch/x86/boot/bzImage; make -C \"$TINY\" step-01",
	  .boot = "The same: with its last 64 bytes cut off, the kernel started as before."},
	 image_end},
	{"TL0107", "image-sum", "TL0106 TL0105", ERROR,
	 "the kernel image is damaged",
	 {.what = "The checksum in the last four bytes of bzImage fits (until Linux 6.14).",
	  .why = "The build writes it. One changed byte in the packed kernel, and it cannot be\n"
	         "unpacked.",
	  .broken = "a bad sector on a medium, or a hand in the file",
	  .cure = "rm linux/arch/x86/boot/bzImage; make -C \"$TINY\" step-01",
	  .boot = "XZ-compressed data is corrupt\n"
	         " -- System halted"},
	 image_sum},
	{"TL0108", "image-size", "TL0103", ERROR,
	 "the kernel does not fit on a floppy disk",
	 {.what = "bzImage is no larger than what SYSLINUX leaves of the 1,457,664 bytes for\n"
	         "files.",
	  .why = "ldlinux.sys and ldlinux.c32 take 179,200 bytes; fs.gz has to fit as well.",
	  .broken = "a kernel of 1.9 MB, made with defconfig",
	  .cure = "rm linux/arch/x86/boot/bzImage; make -C \"$TINY\" step-01",
	  .boot = "Nothing: chapter 08 cannot copy it. mcopy says: Disk full."},
	 image_size},
	{"TL0109", "config-there", "", NOTE,
	 "the kernel's .config is not there",
	 {.what = "linux/.config is there and holds the answers for a kernel for PCs.",
	  .why = "The checks that follow read it: it says what the kernel can do. A copied\n"
	         "folder may hold a bzImage without it.",
	  .broken = "$ ls linux/.config\n"
	         "ls: cannot access 'linux/.config': No such file or directory",
	  .cure = "make -C \"$TINY\" step-01",
	  .boot = "The same: the kernel is in bzImage and does not look at .config."},
	 kernel_config_there},
	{"TL0110", "config-processor", "TL0104 TL0109", ERROR,
	 "the kernel is configured for a later processor than the 486",
	 {.what = "CONFIG_M486=y, the oldest processor family, and a 32-bit kernel.",
	  .why = "A kernel for a later family uses instructions that a 486 does not have, and\n"
	         "says so at its start. The book boots on the oldest PC that 6.12 supports.",
	  .broken = "CONFIG_M686=y",
	  .cure = "make -C \"$TINY\" step-01",
	  .boot = "This kernel requires an i686 CPU, but only detected an i486 CPU.\n"
	         "Unable to boot - please use a kernel appropriate for your CPU."},
	 kernel_processor},
	{"TL0111", "config-ram-disk", "TL0109", ERROR,
	 "the kernel has no RAM disk to put the image into",
	 {.what = "CONFIG_BLK_DEV_RAM and CONFIG_BLK_DEV_INITRD are y, and so are CONFIG_BLOCK\n"
	         "and CONFIG_BLK_DEV, which they stand on; CONFIG_BLK_DEV_RAM_COUNT is not 0.",
	  .why = "SYSLINUX puts fs.gz into memory. BLK_DEV_INITRD takes it from there,\n"
	         "BLK_DEV_RAM is /dev/ram0, which it is unpacked into and which becomes the\n"
	         "root.",
	  .broken = "# CONFIG_BLK_DEV_RAM is not set",
	  .cure = "make -C \"$TINY\" step-01",
	  .boot = "Without BLK_DEV_RAM, or with BLK_DEV_RAM_COUNT=0:\n"
	         "VFS: Cannot open root device \"/dev/ram0\" or unknown-block(0,0): error -19\n"
	         "Without BLK_DEV_INITRD the RAM disk is there and empty:\n"
	         "Kernel panic - not syncing: VFS: Unable to mount root fs on \"/dev/ram0\""},
	 kernel_ram_disk},
	{"TL0112", "config-ram-disk-size", "TL0111", ERROR,
	 "the RAM disk is too small for the image",
	 {.what = "CONFIG_BLK_DEV_RAM_SIZE, in KiB, is no less than the size of fs. An APPEND\n"
	         "with ramdisk_size= in syslinux.cfg overrules it. Without fs, busybox is\n"
	         "compared.",
	  .why = "The kernel unpacks fs.gz into the RAM disk and stops at its end. What did not\n"
	         "fit is missing: with romfs that is the end of a file, or a file.",
	  .broken = "CONFIG_BLK_DEV_RAM_SIZE=320",
	  .cure = "CONFIG_BLK_DEV_RAM_SIZE=4096, then make -C \"$TINY\" step-01",
	  .boot = "With 320 KiB for an image of 374 KiB the root is mounted, and then:\n"
	         "Kernel panic - not syncing: No working init found."},
	 kernel_ram_disk_size},
	{"TL0113", "config-write-mounted", "TL0111", ERROR,
	 "the kernel refuses to write to a block device that is mounted",
	 {.what = "CONFIG_BLK_DEV_WRITE_MOUNTED is not switched off. Kernels before 6.8 do not\n"
	         "ask.",
	  .why = "While it starts, the kernel holds /dev/ram0 open for writing and mounts it.\n"
	         "Without this option the second is refused as long as the first goes on.",
	  .broken = "# CONFIG_BLK_DEV_WRITE_MOUNTED is not set",
	  .cure = "make -C \"$TINY\" step-01",
	  .boot = "/dev/root: Can't open blockdev\n"
	         "VFS: Cannot open root device \"/dev/ram0\" or unknown-block(1,0): error -16\n"
	         "Kernel panic - not syncing: VFS: Unable to mount root fs on unknown-block(1,0)"},
	 kernel_write_mounted},
	{"TL0114", "config-romfs", "TL0111", ERROR,
	 "the kernel cannot read romfs",
	 {.what = "CONFIG_ROMFS_FS=y, on a block device (CONFIG_ROMFS_ON_BLOCK), and\n"
	         "CONFIG_MISC_FILESYSTEMS, the menu that it is in.",
	  .why = "The image is a romfs. A module would not do: it would have to be read from the\n"
	         "very file system that it is for.",
	  .broken = "# CONFIG_ROMFS_FS is not set",
	  .cure = "make -C \"$TINY\" step-01",
	  .boot = "Kernel panic - not syncing: VFS: Unable to mount root fs on \"/dev/ram0\" or\n"
	         "unknown-block(1,0)"},
	 kernel_romfs},
	{"TL0115", "config-unpacker", "TL0111", ERROR,
	 "the kernel cannot unpack fs.gz",
	 {.what = "CONFIG_RD_GZIP=y, or the RD_ option of what fs.gz is really packed with. An\n"
	         "image that is not packed at all needs none.",
	  .why = "Step 07 packs the image with gzip. The kernel can undo only the packings that\n"
	         "it was built for.",
	  .broken = "# CONFIG_RD_GZIP is not set",
	  .cure = "make -C \"$TINY\" step-01",
	  .boot = "Invalid ramdisk decompression routine.  Select appropriate config option.\n"
	         "Kernel panic - not syncing: Could not decompress initial ramdisk image."},
	 kernel_unpacker},
	{"TL0116", "config-elf", "TL0109", ERROR,
	 "the kernel cannot start programs",
	 {.what = "CONFIG_BINFMT_ELF=y.",
	  .why = "BusyBox is an ELF file. Without this option the kernel does not know the\n"
	         "format.",
	  .broken = "# CONFIG_BINFMT_ELF is not set",
	  .cure = "make -C \"$TINY\" step-01",
	  .boot = "Kernel panic - not syncing: No working init found."},
	 kernel_elf},
	{"TL0117", "config-script", "TL0109", WARNING,
	 "the kernel cannot start scripts",
	 {.what = "CONFIG_BINFMT_SCRIPT=y.",
	  .why = "etc/init.d/rcS begins with #!. The kernel reads that line and starts the\n"
	         "program named there.",
	  .broken = "# CONFIG_BINFMT_SCRIPT is not set",
	  .cure = "make -C \"$TINY\" step-01",
	  .boot = "can't run '/etc/init.d/rcS': Exec format error\n"
	         "The shell comes all the same; /proc and /var/shm are not mounted."},
	 kernel_script},
	{"TL0118", "config-screen", "TL0109", ERROR,
	 "the kernel does not write on the screen",
	 {.what = "CONFIG_TTY, CONFIG_VT, CONFIG_VT_CONSOLE and CONFIG_VGA_CONSOLE are y.",
	  .why = "They are terminals, those on the screen, the console on one of them, and the\n"
	         "hardware that shows the text.",
	  .broken = "# CONFIG_VGA_CONSOLE is not set",
	  .cure = "make -C \"$TINY\" step-01",
	  .boot = "Nothing after \"Loading fs.gz...ok\", without VGA_CONSOLE as without VT_CONSOLE."},
	 kernel_screen},
	{"TL0119", "config-keyboard", "TL0109", ERROR,
	 "the kernel does not read the keyboard",
	 {.what = "CONFIG_INPUT, CONFIG_INPUT_KEYBOARD, CONFIG_KEYBOARD_ATKBD and\n"
	         "CONFIG_SERIO_I8042 are y.",
	  .why = "They lead from the keyboard's controller to the terminal. \"Please press Enter\"\n"
	         "waits for a key.",
	  .broken = "# CONFIG_KEYBOARD_ATKBD is not set",
	  .cure = "make -C \"$TINY\" step-01",
	  .boot = "\"Please press Enter to activate this console.\" comes, and no key does\n"
	         "anything."},
	 kernel_keyboard},
	{"TL0120", "config-proc", "TL0109", WARNING,
	 "the kernel has no /proc",
	 {.what = "CONFIG_PROC_FS=y.",
	  .why = "fstab mounts it; ps, free, uptime and mount read it.",
	  .broken = "# CONFIG_PROC_FS is not set",
	  .cure = "make -C \"$TINY\" step-01",
	  .boot = "mount: mounting proc on /proc failed: No such device"},
	 kernel_proc},
	{"TL0121", "config-tmpfs", "TL0109", WARNING,
	 "the kernel has no tmpfs",
	 {.what = "CONFIG_TMPFS=y, or no CONFIG_SHMEM: then the kernel calls its ramfs tmpfs.",
	  .why = "The root is read-only. fstab mounts a tmpfs on /var/shm, the one place that\n"
	         "can be written to.",
	  .broken = "# CONFIG_TMPFS is not set",
	  .cure = "make -C \"$TINY\" step-01",
	  .boot = "mount: mounting none on /var/shm failed: Invalid argument\n"
	         "The shell comes; a write to /var/shm says: Read-only file system."},
	 kernel_tmpfs},
	{"TL0122", "config-printk", "TL0109", NOTE,
	 "the kernel prints no messages",
	 {.what = "CONFIG_PRINTK=y.",
	  .why = "Without messages a kernel that fails is silent, and dmesg shows nothing.",
	  .broken = "# CONFIG_PRINTK is not set",
	  .cure = "make -C \"$TINY\" step-01",
	  .boot = "The same shell; nothing from \"Loading fs.gz...ok\" to what init prints."},
	 kernel_printk},
	{"TL0123", "config-modules", "TL0109", NOTE,
	 "the kernel is built to load modules",
	 {.what = "CONFIG_MODULES is off.",
	  .why = "The disk holds no modules. The code to load them takes bytes, and an option\n"
	         "that is answered m is not in bzImage.",
	  .broken = "CONFIG_MODULES=y",
	  .cure = "make -C \"$TINY\" step-01",
	  .boot = "The same: an option that the disk needs has to be y all the same."},
	 kernel_modules},
	{"TL0124", "config-time", "TL0109", WARNING,
	 "the kernel lacks the 32-bit time calls",
	 {.what = "CONFIG_COMPAT_32BIT_TIME=y.",
	  .why = "musl on a 32-bit processor sleeps with the older system call, which counts\n"
	         "seconds in 32 bits.",
	  .broken = "# CONFIG_COMPAT_32BIT_TIME is not set",
	  .cure = "make -C \"$TINY\" step-01",
	  .boot = "The shell comes, but sleep returns at once; the smoke test sees that."},
	 kernel_time},
	{"TL0125", "image-stale", "TL0107 TL0109", NOTE,
	 "the kernel image was not built from this .config",
	 {.what = "What bzImage says of itself (version, packing, alignment, relocatable or not)\n"
	         "is what linux/.config asks for.",
	  .why = "After a change in .config the kernel has to be built again, or the disk has\n"
	         "the old one.",
	  .broken = "sed -i s/KERNEL_XZ=y/KERNEL_GZIP=y/ linux/.config   # and no make",
	  .cure = "rm linux/arch/x86/boot/bzImage; make -C \"$TINY\" step-01",
	  .boot = "What bzImage was built with: a .config alone changes nothing."},
	 image_stale},
	{"TL0126", "image-touched", "TL0106", NOTE,
	 "the kernel's boot header was written into after the build",
	 {.what = "The checksum in the last four bytes of bzImage fits (until Linux 6.14) as the\n"
	          "file is, not only when the fields for the root device, the video mode and the\n"
	          "boot loader are put back to what the build writes.",
	  .why = "rdev and vidmode, tools of the article's time, wrote the root device and the\n"
	         "video mode there. SYSLINUX fills these fields in anew, and root= on its\n"
	         "command line counts more.",
	  .broken = "rdev linux/arch/x86/boot/bzImage /dev/fd0",
	  .cure = "rm linux/arch/x86/boot/bzImage; make -C \"$TINY\" step-01",
	  .boot = "The same as ever: seen with other values in each of these fields."},
	 image_touched},
};
CHECKS_END(01);
