/* Chapter 07, romfs: the table. */
#include "romfs_checks.h"
#include "table.h"

#define PACK "gzip -9 -n -c fs >fs.gz.part; mv fs.gz.part fs.gz"

const struct check checks_07[] = {
	{"TL0701", "fs-gz-there", "", ERROR, "there is no fs.gz",
	 {.what = "fs.gz is a regular file with something in it.",
	  .why = "It is the root file system of the disk; the kernel unpacks it into memory.",
	  .broken = "$ ls fs.gz\nls: cannot access 'fs.gz': No such file or directory",
	  .cure = "make -C \"$TINY\" step-07",
	  .boot = "Nothing boots yet: chapter 08 waits for it."},
	 fs_gz_there},
	{"TL0702", "fs-gz-format", "TL0701", ERROR, "fs.gz is not compressed with gzip",
	 {.what = "fs.gz begins as a gzip file does, with nothing in gzip's header but a file\n"
	          "name: the kernel skips no more. A romfs image that is not compressed at all\n"
	          "is taken too.",
	  .why = "The kernel of chapter 01 has the decompressor for gzip and no other.",
	  .broken = "xz -c fs >fs.gz",
	  .cure = PACK,
	  .boot = "With xz: RAMDISK: xz decompressor not configured!, then Kernel panic - not\n"
	          "syncing: Could not decompress initial ramdisk image. With zip, or anything\n"
	          "else: VFS: Unable to mount root fs."},
	 fs_gz_format},
	{"TL0703", "fs-gz-whole", "TL0702", ERROR, "fs.gz does not decompress to its end",
	 {.what = "fs.gz is decompressed to the end of the image in it.",
	  .why = "The kernel does the same at boot. A half image has no programs at its end.",
	  .broken = "head -c 100000 fs.gz >half; mv half fs.gz",
	  .cure = PACK,
	  .boot = "RAMDISK: EOF while reading compressed data, uncompression error; the root is\n"
	          "mounted all the same; then Kernel panic - not syncing: No working init found."},
	 fs_gz_whole},
	{"TL0704", "fs-gz-end", "TL0703", NOTE, "fs.gz does not end where gzip's data does",
	 {.what = "After the image come gzip's checksum and length, both right, and nothing else.",
	  .why = "The kernel does not care. But gzip -t does, and whoever copies the file.",
	  .broken = "echo hello >>fs.gz",
	  .cure = PACK,
	  .boot = "The same as ever."},
	 fs_gz_trailer},
	{"TL0705", "image-romfs", "TL0703", ERROR, "fs.gz does not hold a romfs image",
	 {.what = "What comes out of fs.gz begins with -rom1fs-.",
	  .why = "The kernel of chapter 01 knows one file system for its root, romfs. A cpio\n"
	         "archive, as initramfs users have it, would be unpacked if the kernel was\n"
	         "told to start there; with root=/dev/ram0 it looks for a file system.",
	  .broken = "tar -czf fs.gz -C tiny-linux .",
	  .cure = "make -C \"$TINY\" step-07",
	  .boot = "VFS: Unable to mount root fs on \"/dev/ram0\": seen with a tar archive, cpio,\n"
	          "ext2, minix, text, and an image that was compressed twice."},
	 image_is_romfs},
	{"TL0706", "image-sound", "TL0705", ERROR, "the romfs image is damaged",
	 {.what = "Every entry of the image is visited: it lies inside, its contents do too, the\n"
	          "links do not go in a circle, and the first 512 bytes add up to 0.",
	  .why = "The kernel checks the first 512 bytes when it mounts, and the rest as it goes.",
	  .broken = "head -c 200000 fs >half; gzip -9 -n -c half >fs.gz",
	  .cure = "make -C \"$TINY\" step-07",
	  .boot = "A wrong checksum: VFS: Unable to mount root fs. Cut short: No working init\n"
	          "found."},
	 image_sound},
	{"TL0707", "image-header-sums", "TL0706", NOTE, "a header in the romfs image has a wrong checksum",
	 {.what = "The words of each entry's header add up to 0.",
	  .why = "genromfs writes it so; another sum means that the image was changed later.",
	  .broken = "printf '\\001' | dd of=fs bs=1 seek=600 conv=notrunc",
	  .cure = "make -C \"$TINY\" step-07",
	  .boot = "The same as ever, as long as the rest of the header is right."},
	 image_header_sums},
	{"TL0708", "image-fits", "TL0706 TL0112", ERROR, "the image is larger than the kernel's RAM disk",
	 {.what = "The image's size is at most CONFIG_BLK_DEV_RAM_SIZE, 4096 KiB by default.",
	  .why = "The kernel unpacks the image into a disk of that size, made of memory.",
	  .broken = "cp /boot/vmlinuz tiny-linux/; make -C \"$TINY\" step-07",
	  .cure = "rm tiny-linux/vmlinuz; make -C \"$TINY\" step-07",
	  .boot = "With 8 MB of memory: RAMDISK: gzip image found at block 0, then silence, or\n"
	          "Kernel panic - not syncing: System is deadlocked on memory."},
	 image_fits},
	{"TL0709", "image-root", "TL0706", ERROR, "the image was made from another directory",
	 {.what = "Something of the top of tiny-linux is at the top of the image.",
	  .why = "The kernel looks for /bin/sh. In an image of the directory above it is\n"
	         "/tiny-linux/bin/sh, and nobody looks there.",
	  .broken = "genromfs -V tiny-linux -d . -f fs",
	  .cure = "make -C \"$TINY\" step-07",
	  .boot = "VFS: Mounted root (romfs filesystem), then No working init found: seen with\n"
	          "the directory above, with tiny-linux/bin, and with an empty one."},
	 image_root},
	{"TL0710", "image-init", "TL0709", ERROR, "the image has no program to start",
	 {.what = "One of /sbin/init, /etc/init, /bin/init and /bin/sh is in the image.",
	  .why = "The kernel tries these four and gives up then.",
	  .broken = "fs was made before chapter 06, and not made anew",
	  .cure = "make -C \"$TINY\" step-07",
	  .boot = "Kernel panic - not syncing: No working init found."},
	 image_init},
	{"TL0711", "image-not-tree", "TL0710", WARNING, "the image is not what is in the tree",
	 {.what = "Directories, devices, BusyBox, its names and the files in etc are the same in\n"
	          "the image and in tiny-linux.",
	  .why = "The tree is not on the disk, the image is. A change in the tree counts when\n"
	         "fs, fs.gz and the disk are made anew.",
	  .broken = "ln tiny-linux/bin/busybox tiny-linux/bin/ls, and fs is older",
	  .cure = "make -C \"$TINY\" step-07 step-08",
	  .boot = "The disk is as the tree was: -/bin/sh: ls: not found."},
	 image_differs},
	{"TL0712", "image-extra", "TL0710", NOTE, "something in the tree or in the image is not in the other",
	 {.what = "Everything else is the same in both, too.",
	  .why = "It makes no difference to what boots, but the image is not the tree.",
	  .broken = "touch tiny-linux/hello, and fs is older",
	  .cure = "make -C \"$TINY\" step-07",
	  .boot = "The same as ever."},
	 image_extra},
	{"TL0713", "fs-and-fs-gz", "TL0708 TL0711 TL0712", NOTE, "fs is not the image that is in fs.gz",
	 {.what = "fs, if it is there, is what comes out of fs.gz.",
	  .why = "fs.gz goes onto the disk. If fs is another, one of them is old.",
	  .broken = "genromfs -V other -d tiny-linux -f fs",
	  .cure = PACK,
	  .boot = "The same as ever: this check waits until fs.gz agrees with the tree."},
	 fs_packed},
	{"TL0714", "image-label", "TL0706", NOTE, "the image's label is the time of day",
	 {.what = "The label is not \"rom\" and eight digits of a time.",
	  .why = "genromfs writes that when there is no -V. Two images of the same tree then\n"
	         "differ, and cannot be compared by a checksum.",
	  .broken = "genromfs -d tiny-linux -f fs",
	  .cure = "make -C \"$TINY\" step-07",
	  .boot = "The same as ever."},
	 image_label},
	{"TL0715", "image-small-memory", "TL0708", WARNING, "the image leaves too little memory on a PC with 8 MB",
	 {.what = "The image has at most 3,700,000 bytes.",
	  .why = "The RAM disk lies in memory, beside the kernel (2.8 MB of 8) and the programs.",
	  .broken = "head -c 3600000 /dev/zero >tiny-linux/big, and an image of that",
	  .cure = "rm tiny-linux/big; make -C \"$TINY\" step-07",
	  .boot = "With 3,983,360 bytes a prompt, at which some names do not answer; with\n"
	          "4,172,976 System is deadlocked on memory (that is TL0708's)."},
	 image_memory_left},
};
CHECKS_END(07);
