/* Chapter 03, tree: the directories. */
#include "directories.h"
#include "table.h"

const struct check checks_03[] = {
	{"TL0301", "tree-there", "", ERROR, "the staged tree is not a directory",
	 {.what = "tiny-linux is a directory that can be listed.",
	  .why = "All of the target's root file system is laid out in it before genromfs makes\n"
	         "an image of it.",
	  .broken = "touch tiny-linux",
	  .cure = "rm tiny-linux; mkdir tiny-linux",
	  .boot = "Nothing boots yet: there is nothing to make an image of."},
	 tree_there},
	{"TL0302", "tree-depth", "TL0301", ERROR, "the directories are not at the top of the tree",
	 {.what = "bin and etc are not in a directory of tiny-linux, nor beside tiny-linux, while\n"
	          "they are missing at its top.",
	  .why = "The top of tiny-linux becomes / on the disk. One level deeper, bin is\n"
	         "/tiny-linux/bin there, and nobody looks for it. It happens when mkdir is typed\n"
	         "before or after the wrong cd, or when a whole tree is copied into the tree.",
	  .broken = "mkdir tiny-linux; cd tiny-linux\nmkdir tiny-linux; cd tiny-linux; mkdir bin etc",
	  .cure = "mv tiny-linux/tiny-linux/* tiny-linux/; rmdir tiny-linux/tiny-linux",
	  .boot = "Run /bin/init as init process, Run /bin/sh as init process, then\n"
	          "Kernel panic - not syncing: No working init found."},
	 tree_depth},
	{"TL0303", "directory-vital", "TL0302", ERROR, "the directory that the boot needs is missing",
	 {.what = "bin is a directory of the tree, or a link to one.",
	  .why = "The kernel starts /bin/init.",
	  .broken = "mkdir tiny-linux/dev tiny-linux/bim",
	  .cure = "mv tiny-linux/bim tiny-linux/bin",
	  .boot = "Kernel panic - not syncing: No working init found."},
	 directories_vital},
	{"TL0304", "directory-missing", "TL0303", WARNING, "a directory of the tree is missing",
	 {.what = "Each directory that chapter 03 makes is in the tree. tmp, mnt and the like may\n"
	          "be links to other directories of the tree; dev, proc, var and var/shm may not.",
	  .why = "A file system is mounted on a directory that is there, and nobody can make one\n"
	         "later: the root is read-only. A link at a mount point puts the mount where the\n"
	         "link leads. A shell such as dash makes one directory of {mnt,tmp}, braces and\n"
	         "all.",
	  .broken = "mkdir tiny-linux/Proc",
	  .cure = "mv tiny-linux/Proc tiny-linux/proc",
	  .boot = "Without etc: can't open /dev/tty2: No such file or directory, the same for\n"
	          "tty3 and tty4, over and over; the prompt is there, hard to see between them.\n"
	          "Without proc: mount: mounting proc on /proc failed: No such file or directory.\n"
	          "Without var/shm: the same for none on /var/shm. Without etc/init.d: can't run\n"
	          "'/etc/init.d/rcS': No such file or directory. Without mnt or tmp: nothing,\n"
	          "until somebody looks for them."},
	 directories_all},
	{"TL0305", "tree-whole", "TL0301", NOTE, "the tree is not looked at to its end",
	 {.what = "tiny-linux can be listed to its end: no directory refuses, none lies more than\n"
	          "12 deep, there are at most 4096 names, and in each directory at most 1024.",
	  .why = "The checker stops there. The book's tree has directories two deep and some 120\n"
	         "names; a deep one is often a folder that was copied into it by mistake.",
	  .broken = "cp -r ~/projects tiny-linux/",
	  .cure = "rm -r tiny-linux/projects",
	  .boot = "A tree with directories 15, 60 and 300 deep booted like the good one."},
	 tree_whole},
	{"TL0306", "name-long", "TL0301", NOTE, "a name is longer than romfs shows",
	 {.what = "No name in the tree is longer than 127 bytes.",
	  .why = "The kernel's romfs lists names from a buffer of 128 bytes and cuts the rest.",
	  .broken = "touch tiny-linux/$(printf %0200d 0)",
	  .cure = "mv tiny-linux/0000* tiny-linux/0",
	  .boot = "The same as ever."},
	 names_long},
	{"TL0307", "tree-sockets", "TL0301", NOTE, "there is a socket in the tree",
	 {.what = "The tree holds no sockets.",
	  .why = "A socket is where a running program listens. Its name on a disk is of no use;\n"
	         "on a read-only disk no program can take it over.",
	  .broken = "cp -a /run/some.sock tiny-linux/",
	  .cure = "rm tiny-linux/some.sock",
	  .boot = "The same as ever."},
	 odd_kinds},
	{"TL0308", "directory-mode", "TL0301", NOTE, "a directory that nobody may enter",
	 {.what = "The mode of each directory has an x.",
	  .why = "romfs keeps no modes but that one bit. 700, 755 and 1777 are the same to it;\n"
	         "without any x, the directory is shown as drw-r--r--. Only root logs in on this\n"
	         "disk, and root may enter.",
	  .broken = "chmod 644 tiny-linux/mnt",
	  .cure = "chmod 755 tiny-linux/mnt",
	  .boot = "The same as ever: seen with 000 and 644 on the top, bin, etc, etc/init.d, dev,\n"
	          "proc, mnt, tmp, var and var/shm."},
	 directory_modes},
};
CHECKS_END(03);
