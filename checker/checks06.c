/* Chapter 06, names: BusyBox in bin and its links. */
#include "bin.h"
#include "table.h"

const struct check checks_06[] = {
	{"TL0601", "name-vital", "TL0303", ERROR, "init or sh cannot be started",
	 {.what = "bin/sh, and what bin/init is beside it, lead to a program that this kernel can\n"
	          "start: a file with an x in its mode, for the i386, that needs no library.",
	  .why = "The kernel starts /bin/init, and init starts /bin/sh. All names are one file:\n"
	         "what is wrong with it is wrong with all of them.",
	  .broken = "chmod 644 tiny-linux/bin/busybox",
	  .cure = "chmod 755 tiny-linux/bin/busybox",
	  .boot = "Without an x: /bin/init exists but couldn't execute it (error -13). With a\n"
	          "text or a program of the PC: the same with error -8. With links that lead\n"
	          "nowhere: Run /bin/sh as init process. Then Kernel panic - not syncing: No\n"
	          "working init found. With sh alone in trouble: can't run '/bin/sh' after each\n"
	          "Enter."},
	 names_vital},
	{"TL0602", "name-missing", "TL0601", WARNING, "names of BusyBox are missing or lead elsewhere",
	 {.what = "bin holds every name of rootfs/names, as a hard link, a symbolic link inside\n"
	          "the tree, a copy, or a script that calls BusyBox.",
	  .why = "BusyBox looks at the name it is called by and becomes that command; a name\n"
	         "that is not there is a command that the disk does not have. A symbolic link is\n"
	         "read on the disk, where / is the top of tiny-linux.",
	  .broken = "ln -s /home/me/work/tiny-linux/bin/busybox tiny-linux/bin/mount",
	  .cure = "ln -f tiny-linux/bin/busybox tiny-linux/bin/mount",
	  .boot = "The shell says \"not found\" when the name is typed. Without mount:\n"
	          "/etc/init.d/rcS: line 3: mount: not found. Without init: Run /bin/sh as init\n"
	          "process, a prompt at once, and nothing is mounted."},
	 names_all},
	{"TL0603", "name-extra", "TL0601", WARNING, "something in bin does not answer as BusyBox does",
	 {.what = "Everything in bin that does not begin with a dot is BusyBox under a name that\n"
	          "it knows.",
	  .why = "BusyBox says \"applet not found\" to a name that it was not built with. The\n"
	         "smoke test calls all that is in /bin.",
	  .broken = "ln tiny-linux/bin/busybox tiny-linux/bin/vi",
	  .cure = "rm tiny-linux/bin/vi",
	  .boot = "The shell comes. vi: applet not found. A file, a directory or a link to\n"
	          "nothing in bin: the smoke test lists it as a name that does not answer."},
	 names_extra},
	{"TL0604", "busybox-broken", "TL0601", WARNING, "bin/busybox does not work, its names do",
	 {.what = "What is called busybox in bin is BusyBox, as its other names are.",
	  .why = "It is another file than they, then: something was put in its place.",
	  .broken = "rm tiny-linux/bin/busybox; mkdir tiny-linux/bin/busybox",
	  .cure = "rmdir tiny-linux/bin/busybox; ln tiny-linux/bin/sh tiny-linux/bin/busybox",
	  .boot = "The shell and all commands are there; busybox says Permission denied."},
	 busybox_broken},
	{"TL0605", "busybox-name", "TL0602 TL0603", NOTE, "the program has no name busybox",
	 {.what = "bin/busybox is there.",
	  .why = "Its other names do without. But busybox --list shows all of them, and the next\n"
	         "name is made with ln busybox NAME.",
	  .broken = "rm tiny-linux/bin/busybox",
	  .cure = "ln tiny-linux/bin/sh tiny-linux/bin/busybox",
	  .boot = "The same as ever."},
	 busybox_name},
	{"TL0606", "busybox-stale", "TL0604", NOTE, "BusyBox in the tree is not the one that was built",
	 {.what = "bin/busybox has the same bytes as busybox/busybox.",
	  .why = "Step 06 copies it. Who builds BusyBox anew has to copy it anew.",
	  .broken = "make -C \"$TINY\" step-02, after step 06",
	  .cure = "cat busybox/busybox >tiny-linux/bin/busybox",
	  .boot = "The disk has the BusyBox that is in the tree."},
	 busybox_stale},
	{"TL0607", "tree-fits", "TL0301", ERROR, "the tree is too large for the disk",
	 {.what = "As long as there is no fs.gz: all files of the tree, packed one by one, fit on\n"
	          "the floppy beside the kernel and SYSLINUX.",
	  .why = "1,457,664 bytes are free on an empty disk, and the kernel takes half of them.\n"
	         "Two copies of BusyBox in place of links are too many.",
	  .broken = "cp busybox/busybox tiny-linux/bin/ls, the same for cp and mv",
	  .cure = "ln -f tiny-linux/bin/busybox tiny-linux/bin/ls",
	  .boot = "No disk comes about: mcopy says Disk full."},
	 tree_fits},
	{"TL0608", "busybox-copies", "TL0604 TL0607", NOTE, "names are copies of BusyBox, not links",
	 {.what = "No file in bin has the bytes of BusyBox and an inode of its own.",
	  .why = "A hard link takes 32 bytes of the image, a copy all of the program's. cp -r,\n"
	         "zip and some file managers make copies of links.",
	  .broken = "cp tiny-linux/bin/busybox tiny-linux/bin/ls",
	  .cure = "ln -f tiny-linux/bin/busybox tiny-linux/bin/ls",
	  .boot = "With one copy: the same as ever. With two: mcopy says Disk full."},
	 busybox_copies},
};
CHECKS_END(06);
