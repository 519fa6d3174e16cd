/* Chapter 04, devices: the nodes in dev. */
#include "devices.h"
#include "table.h"

const struct check checks_04[] = {
	{"TL0401", "device-number", "TL0302", WARNING, "a node in dev is not the right device",
	 {.what = "Each node of chapter 04 has its type, major and minor number.",
	  .why = "The name of a device node means nothing to the kernel; only its type and its\n"
	         "two numbers say which driver answers.",
	  .broken = "mknod dev/console c 5 0",
	  .cure = "rm dev/console; mknod dev/console c 5 1",
	  .boot = "The shell comes. With c 3 1 for null: can't create /dev/null: No such device\n"
	          "or address. With the console's numbers: what should vanish is on the screen.\n"
	          "With c 1 5 for console: echo good >/dev/console says nothing."},
	 device_numbers},
	{"TL0402", "device-missing", "TL0302", WARNING, "a node is missing in dev",
	 {.what = "Each of the five nodes is in dev: made by mknod, as root or under fakeroot, or\n"
	          "an empty file such as @console,c,5,1. A node in another place or under another\n"
	          "name is looked for, and names with @ that genromfs does not understand.",
	  .why = "A program reaches a device by its node only. On a read-only disk nobody can\n"
	         "make one.",
	  .broken = "cd tiny-linux; mknod console c 5 1",
	  .cure = "mv tiny-linux/console tiny-linux/dev/console",
	  .boot = "The shell comes, even without console: the kernel opens one of its own.\n"
	          "ls >/dev/null: can't create /dev/null: Read-only file system."},
	 devices_missing},
	{"TL0403", "devices-forgotten", "TL0302", WARNING,
	 "nodes are empty files, as fakeroot leaves them",
	 {.what = "The empty files by which fakeroot keeps nodes on the disk are known to the\n"
	          "file .fakeroot, or to the fakeroot that the checker runs in.",
	  .why = "fakeroot only remembers what a node is. Its memory is lost when make shell is\n"
	         "not left with exit, when .fakeroot is deleted, when fakeroot was called by\n"
	         "hand, and when the folder is copied: the copy has other inode numbers.",
	  .broken = "fakeroot sh -c 'cd tiny-linux/dev; mknod null c 1 3; chmod 666 null'",
	  .cure = "make -C \"$TINY\" step-04",
	  .boot = "The shell comes; ls >/dev/null: can't create /dev/null: Read-only file system."},
	 devices_forgotten},
	{"TL0404", "device-plain", "TL0302", WARNING, "what is called as a node is none",
	 {.what = "What has the name of a node is not a file, a directory, a link or a FIFO.",
	  .why = "touch makes a file of no bytes, and so does mknod under a fakeroot that is\n"
	         "forgotten later. A link to another node shows as a link.",
	  .broken = "touch tiny-linux/dev/null",
	  .cure = "rm tiny-linux/dev/null; mknod tiny-linux/dev/null c 1 3",
	  .boot = "The shell comes; ls >/dev/null: can't create /dev/null: Read-only file system."},
	 devices_plain},
	{"TL0405", "device-at-name", "TL0302", NOTE,
	 "a name with @ that genromfs does not take for a node",
	 {.what = "A file whose name begins with @ is empty and has four fields, and no node of\n"
	          "the same name is beside it.",
	  .why = "genromfs makes a node of @null,c,1,3. With a field too few, a letter or\n"
	         "nothing for a number, or bytes in the file, it packs an ordinary file of that\n"
	         "name; with a type that it does not know, nothing.",
	  .broken = "touch tiny-linux/dev/@zero,c,1",
	  .cure = "mv tiny-linux/dev/@zero,c,1 tiny-linux/dev/@zero,c,1,5",
	  .boot = "The same as ever; ls /dev shows a file of that name."},
	 at_names},
	{"TL0406", "device-mode", "TL0302", NOTE, "a node has another mode than the book's",
	 {.what = "ram0 has mode 600, the others 666.",
	  .why = "romfs keeps no modes. Another file system would, if the tree is used for one.",
	  .broken = "mknod tiny-linux/dev/null c 1 3, and no chmod",
	  .cure = "chmod 666 tiny-linux/dev/null",
	  .boot = "The same as ever, with 000 on all five, too: ls -l /dev shows crw-------."},
	 device_modes},
};
CHECKS_END(04);
