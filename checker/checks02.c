/* Chapter 02, busybox: the one program of the disk. */
#include "program.h"
#include "table.h"

const struct check checks_02[] = {
	{"TL0201", "busybox-there", "", ERROR,
	 "the BusyBox program is not there",
	 {.what = "busybox/busybox is a regular file with something in it.",
	  .why = "Chapter 06 copies it into the tree; every command of the disk is this program.",
	  .broken = "$ ls busybox/busybox\n"
	         "ls: cannot access 'busybox/busybox': No such file",
	  .cure = "make -C \"$TINY\" step-02",
	  .boot = "Nothing boots yet: chapter 06 waits for it."},
	 program_there},
	{"TL0202", "busybox-elf", "TL0201", ERROR,
	 "BusyBox is not a program",
	 {.what = "busybox/busybox begins as every ELF file does.",
	  .why = "The kernel of this disk starts ELF files and scripts.",
	  .broken = "cp src/busybox/README busybox/busybox",
	  .cure = "rm busybox/busybox; make -C \"$TINY\" step-02",
	  .boot = "Starting init: /bin/init exists but couldn't execute it (error -8)\n"
	         "Kernel panic - not syncing: No working init found."},
	 program_elf},
	{"TL0203", "busybox-machine", "TL0202", ERROR,
	 "BusyBox is not a program for the i386",
	 {.what = "busybox/busybox is a 32-bit ELF program for the machine EM_386.",
	  .why = "The kernel of chapter 01 is a 32-bit one and runs nothing else. A plain make\n"
	         "on a 64-bit PC builds a 64-bit BusyBox.",
	  .broken = "$ file busybox/busybox\n"
	         "busybox/busybox: ELF 64-bit LSB executable, x86-64",
	  .cure = "rm busybox/busybox; make -C \"$TINY\" step-02",
	  .boot = "Starting init: /bin/init exists but couldn't execute it (error -8)\n"
	         "Kernel panic - not syncing: No working init found."},
	 program_machine},
	{"TL0204", "busybox-whole", "TL0203", ERROR,
	 "BusyBox is cut off",
	 {.what = "busybox/busybox is as long as its ELF headers say.",
	  .why = "A copy that was stopped, or a full disk, leaves the beginning of the file.",
	  .broken = "head -c 200000 busybox_unstripped > busybox",
	  .cure = "rm busybox/busybox; make -C \"$TINY\" step-02",
	  .boot = "With its first 200,000 bytes:\n"
	         "Starting init: /bin/init exists but couldn't execute it (error -14)\n"
	         "Kernel panic - not syncing: No working init found."},
	 program_whole},
	{"TL0205", "busybox-static", "TL0204", ERROR,
	 "BusyBox needs shared libraries",
	 {.what = "busybox/busybox has no PT_INTERP and no DT_NEEDED. A static-PIE is fine.",
	  .why = "The disk holds no shared library and no dynamic linker. The kernel then says\n"
	         "that there is no init, although /bin/init is there: it is the linker that is\n"
	         "not.",
	  .broken = "# CONFIG_STATIC is not set",
	  .cure = "rm busybox/busybox; make -C \"$TINY\" step-02",
	  .boot = "Run /bin/init as init process\n"
	         "Kernel panic - not syncing: No working init found."},
	 program_static},
	{"TL0206", "busybox-itself", "TL0205", ERROR,
	 "the program is not BusyBox",
	 {.what = "The words \"BusyBox v\" stand in the program.",
	  .why = "Every name on the disk is this one program.",
	  .broken = "cp /bin/true busybox/busybox",
	  .cure = "rm busybox/busybox; make -C \"$TINY\" step-02",
	  .boot = "The kernel starts that program as init; no line \"init started: BusyBox\" comes.\n"
	         "When init ends, the kernel panics: Attempted to kill init!"},
	 program_busybox},
	{"TL0207", "busybox-init", "TL0206", ERROR,
	 "BusyBox has no init or no sh",
	 {.what = "init and sh are in the table of names that the program holds.",
	  .why = "The kernel starts /bin/init, and init starts /bin/sh. Both are BusyBox, which\n"
	         "looks at the name that it is called by.",
	  .broken = "# CONFIG_INIT is not set",
	  .cure = "rm busybox/busybox; make -C \"$TINY\" step-02",
	  .boot = "Without init:\n"
	         "init: applet not found\n"
	         "Kernel panic - not syncing: Attempted to kill init! exitcode=0x00007f00\n"
	         "Without sh, \"Please press Enter\" and \"sh: applet not found\" follow each other\n"
	         "for ever."},
	 program_init},
	{"TL0208", "busybox-names", "TL0207", WARNING,
	 "BusyBox lacks names that the book puts on the disk",
	 {.what = "Every line of rootfs/names is in the table of names that the program holds.",
	  .why = "A link to BusyBox by a name that it does not know says only: applet not found.",
	  .broken = "# CONFIG_LS is not set",
	  .cure = "rm busybox/busybox; make -C \"$TINY\" step-02",
	  .boot = "Without ls: the shell comes, and says \"ls: applet not found\"."},
	 program_names},
	{"TL0209", "busybox-inittab", "TL0207", WARNING,
	 "BusyBox's init does not read /etc/inittab",
	 {.what = "init was built with CONFIG_FEATURE_USE_INITTAB: its message about a bad entry\n"
	         "is in the program.",
	  .why = "Without it, init follows a list of its own.",
	  .broken = "# CONFIG_FEATURE_USE_INITTAB is not set",
	  .cure = "rm busybox/busybox; make -C \"$TINY\" step-02",
	  .boot = "init starts rcS, then asks for shells on /dev/tty2, tty3 and tty4, too:\n"
	         "can't open /dev/tty2: No such file or directory\n"
	         "The complaints never end, and push everything else off the screen. Under them,\n"
	         "Enter still gives a shell."},
	 program_inittab},
	{"TL0210", "busybox-fstab", "TL0208", WARNING,
	 "BusyBox's mount does not know what fstab says",
	 {.what = "mount was built with CONFIG_FEATURE_MOUNT_FSTAB: the option \"defaults\" is in\n"
	         "the program.",
	  .why = "Without it, mount hands the word \"defaults\" to the kernel, which does not know\n"
	         "it.",
	  .broken = "# CONFIG_FEATURE_MOUNT_FSTAB is not set",
	  .cure = "rm busybox/busybox; make -C \"$TINY\" step-02",
	  .boot = "proc: Unknown parameter 'defaults'\n"
	         "mount: mounting proc on /proc failed: Invalid argument\n"
	         "The shell comes; /proc and /var/shm are not mounted."},
	 program_fstab},
	{"TL0211", "busybox-executable", "TL0201", NOTE,
	 "BusyBox is not executable",
	 {.what = "busybox/busybox has the mode bit x.",
	  .why = "It cannot be tried on this PC without it. Step 06 sets the mode of its copy\n"
	         "itself; a copy made by cp alone would not start.",
	  .broken = "chmod 644 busybox/busybox",
	  .cure = "chmod 755 busybox/busybox",
	  .boot = "The same, as step 06 says chmod 755 to its copy."},
	 program_exec},
	{"TL0212", "busybox-i686", "TL0206", ERROR,
	 "BusyBox is compiled for a Pentium Pro or later",
	 {.what = "All machine code is disassembled; it holds no conditional moves (cmov) and\n"
	         "none of the float comparisons that came with them.",
	  .why = "gcc -m32 and Debian's own C library for the i386 make code for the i686. A\n"
	         "486, QEMU's as well, stops a program at the first of them.",
	  .broken = "gcc -m32 -march=i686",
	  .cure = "rm busybox/busybox; make -C \"$TINY\" step-02",
	  .boot = "With a glibc of Debian 12:\n"
	         "traps: init[1] trap invalid opcode\n"
	         "Nothing else comes. The instruction there was cmovne."},
	 program_i686},
	{"TL0213", "busybox-486", "TL0212", NOTE,
	 "BusyBox holds instructions that a 486 does not have",
	 {.what = "All machine code is disassembled and compared with the 486's opcode maps.",
	  .why = "Code that a distribution built for newer processors comes in with its libgcc\n"
	         "and crtbegin.o: endbr32, for example. A real 486 stops such a program.",
	  .broken = "gcc -m32 -march=i486   # without -fcf-protection=none",
	  .cure = "rm busybox/busybox; make -C \"$TINY\" step-02",
	  .boot = "The same: QEMU -cpu 486 runs endbr32. Intel says that older processors refuse\n"
	         "it."},
	 program_486},
};
CHECKS_END(02);
