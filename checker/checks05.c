/* Chapter 05, startup: the table; the functions are in startup_*.c. */
#include "startup.h"
#include "table.h"

#define COPY(file) "cp \"$TINY/rootfs/" file "\" tiny-linux/" file

const struct check checks_05[] = {
	{"TL0501", "inittab-there", "TL0301", WARNING, "there is no inittab",
	 {.what = "etc/inittab is there, or a link to a file inside the tree.",
	  .why = "It tells init what to start: the startup script, and a shell on the console.",
	  .broken = "$ ls tiny-linux/etc\nfstab  init.d  initab",
	  .cure = "mv tiny-linux/etc/initab tiny-linux/etc/inittab",
	  .boot = "init falls back on a table of its own, which wants terminals that this disk\n"
	          "does not have: can't open /dev/tty2, tty3 and tty4, again and again. The\n"
	          "prompt is there, hard to see between the lines: in three of five boots the\n"
	          "smoke test did not find it."},
	 inittab_there},
	{"TL0502", "inittab-text", "TL0501", ERROR, "inittab is empty or no plain text",
	 {.what = "inittab is a regular file with something in it, one byte a character.",
	  .why = "init finds the file and so does without its own table. What it cannot read it\n"
	         "does not start.",
	  .broken = "an inittab that an editor saved as UTF-16",
	  .cure = COPY("etc/inittab"),
	  .boot = "init started: BusyBox, and then nothing; no prompt ever."},
	 inittab_text},
	{"TL0503", "inittab-shell", "TL0502", ERROR, "no line of inittab starts a shell",
	 {.what = "One line of inittab is read, speaks on a terminal that is there, and starts a\n"
	          "shell that is there.",
	  .why = "Without it the machine runs, and nobody can say anything to it.",
	  .broken = "::askfrist:-/bin/sh",
	  .cure = "::askfirst:-/bin/sh",
	  .boot = "Bad inittab entry at line 3 and no prompt; or Please press Enter again and\n"
	          "again, since what is started cannot be run; or can't open /dev/tty2, again\n"
	          "and again."},
	 inittab_shell},
	{"TL0504", "inittab-hidden", "TL0503", WARNING, "inittab holds a character that cannot be seen",
	 {.what = "The lines of inittab hold plain letters and signs, and end with a newline\n"
	          "alone.",
	  .why = "A carriage return, a no-break space or a byte-order mark is a letter to init:\n"
	         "it looks for a program or a device with that letter in its name.",
	  .broken = "::sysinit:/etc/init.d/rcS\\r",
	  .cure = "sed -i 's/\\r//g' tiny-linux/etc/inittab",
	  .boot = "can't run '/etc/init.d/rcS': No such file or directory, although it is there;\n"
	          "the carriage return lets the end of the line write over its beginning."},
	 inittab_hidden},
	{"TL0505", "inittab-line", "TL0503", WARNING, "a line of inittab is not understood",
	 {.what = "Each line is empty, a comment that begins with # in the first column, or four\n"
	          "fields with a known action in the third.",
	  .why = "init goes on without the line.",
	  .broken = "id:3:initdefault:\n::sysint:/etc/init.d/rcS",
	  .cure = "::sysinit:/etc/init.d/rcS",
	  .boot = "Bad inittab entry at line 1: seen with a misspelt action, with initdefault,\n"
	          "boot and bootwait, with a field too few, with blanks before a # and on an\n"
	          "empty line, and with comments that begin with ; or //."},
	 inittab_line},
	{"TL0506", "inittab-terminal", "TL0503", WARNING,
	 "a line of inittab wants a terminal that is not there",
	 {.what = "The first field of each line is empty or names a terminal in dev.",
	  .why = "BusyBox opens that device for the program. Other inits have names of their\n"
	         "own there, like si or 1.",
	  .broken = "si::sysinit:/etc/init.d/rcS",
	  .cure = "::sysinit:/etc/init.d/rcS",
	  .boot = "can't open /dev/si: No such file or directory, and the line is not run; with\n"
	          "respawn and askfirst again and again, over the whole screen."},
	 inittab_terminal},
	{"TL0507", "inittab-program", "TL0503", WARNING,
	 "a line of inittab runs a program that cannot be run",
	 {.what = "The program of each line is in the tree and executable, and a script's first\n"
	          "line names a program of the tree.",
	  .why = "init runs exactly what stands after the third colon; a blank before it leaves\n"
	         "nothing to run.",
	  .broken = "::sysinit:/etc/init.d/rcs",
	  .cure = "::sysinit:/etc/init.d/rcS",
	  .boot = "can't run '/etc/init.d/rcs': No such file or directory; a line with respawn\n"
	          "says so again and again."},
	 inittab_program},
	{"TL0508", "inittab-sysinit", "TL0504 TL0505 TL0506 TL0507", WARNING,
	 "inittab does not run the startup script",
	 {.what = "A line of inittab runs a script of the tree, or mount itself, and does so\n"
	          "once.",
	  .why = "The script mounts /proc and /var/shm. With respawn it starts anew whenever it\n"
	         "ends, and init takes the terminal each time.",
	  .broken = "::askfirst:-/bin/sh",
	  .cure = "::sysinit:/etc/init.d/rcS\n::askfirst:-/bin/sh",
	  .boot = "A prompt, but ps is empty, mount says no /proc/mounts, nothing can be\n"
	          "written."},
	 inittab_sysinit},
	{"TL0509", "inittab-askfirst", "TL0508", WARNING, "the shell does not ask for Enter",
	 {.what = "One line starts a shell on the console, and its action is askfirst.",
	  .why = "With respawn, once or wait the shell is there at once; two shells on one\n"
	         "screen take each other's keys.",
	  .broken = "::respawn:-/bin/sh",
	  .cure = "::askfirst:-/bin/sh",
	  .boot = "A prompt without Please press Enter; with two shells commands get no answer."},
	 inittab_ask},
	{"TL0510", "inittab-dash", "TL0509", WARNING, "the shell gets no controlling terminal",
	 {.what = "There is a dash before the shell's name: -/bin/sh.",
	  .why = "By the dash BusyBox's init knows a login shell, and gives it the terminal\n"
	         "whose Ctrl-C stops a command.",
	  .broken = "::askfirst:/bin/sh",
	  .cure = "::askfirst:-/bin/sh",
	  .boot = "/bin/sh: can't access tty; job control turned off. /dev/tty cannot be opened."},
	 inittab_dash},
	{"TL0511", "inittab-later", "TL0503", NOTE,
	 "a program that inittab keeps for later is not there",
	 {.what = "The programs of the actions ctrlaltdel, shutdown and restart are in the tree.",
	  .why = "They are started when the machine is to stop or to start over.",
	  .broken = "::ctrlaltdel:/sbin/reboot",
	  .cure = "::ctrlaltdel:/bin/umount -a -r",
	  .boot = "The same as ever."},
	 inittab_later},
	{"TL0512", "rcs-there", "TL0301", WARNING, "there is no startup script",
	 {.what = "etc/init.d/rcS is a regular file, or a link to one inside the tree.",
	  .why = "inittab has init run it first. The name ends with a capital S.",
	  .broken = "$ ls tiny-linux/etc/init.d\nrcs",
	  .cure = "mv tiny-linux/etc/init.d/rcs tiny-linux/etc/init.d/rcS",
	  .boot = "can't run '/etc/init.d/rcS': No such file or directory; nothing is mounted."},
	 script_there},
	{"TL0513", "rcs-executable", "TL0512", WARNING, "the startup script is not executable",
	 {.what = "The script's mode has an x; the book's is 744.",
	  .why = "The kernel runs no file without it, and romfs keeps that bit.",
	  .broken = "chmod 644 tiny-linux/etc/init.d/rcS",
	  .cure = "chmod 744 tiny-linux/etc/init.d/rcS",
	  .boot = "can't run '/etc/init.d/rcS': Permission denied; nothing is mounted."},
	 script_mode},
	{"TL0514", "rcs-hidden", "TL0512", WARNING,
	 "the startup script holds a character that cannot be seen",
	 {.what = "The lines that the shell or the kernel acts on hold plain letters, signs and\n"
	          "blanks, and end with a newline alone.",
	  .why = "A carriage return or a no-break space becomes a part of a name.",
	  .broken = "#! /bin/sh\\r",
	  .cure = "sed -i 's/\\r//g' tiny-linux/etc/init.d/rcS",
	  .boot = "can't run '/etc/init.d/rcS': No such file or directory, although it is there.\n"
	          "In another line: mount: unrecognized option, or a command that is not found."},
	 script_hidden},
	{"TL0515", "rcs-first-line", "TL0514", WARNING,
	 "the startup script does not begin with #! /bin/sh",
	 {.what = "The file's first two characters are #!, and a shell of the tree follows.",
	  .why = "By them the kernel knows which program reads the script.",
	  .broken = "#! /bin/bash",
	  .cure = "#! /bin/sh",
	  .boot = "can't run '/etc/init.d/rcS': Exec format error without #!, with something\n"
	          "above it, or empty; No such file or directory for bash; Permission denied for\n"
	          "a folder."},
	 script_first_line},
	{"TL0516", "rcs-syntax", "TL0515", WARNING,
	 "the shell does not understand the startup script",
	 {.what = "Each quote, bracket, if, do and case has its end, each if its then, each for\n"
	          "and while its do, and each of ; && || | a command before it.",
	  .why = "The shell stops at the first word that it does not expect, or reads on to the\n"
	         "end of the file in search of one.",
	  .broken = "if true",
	  .cure = "if true; then mount -a; fi",
	  .boot = "syntax error: unexpected end of file, or unexpected \"done\", and the like;\n"
	          "for a [ without its ]: sh: missing ]."},
	 script_syntax},
	{"TL0517", "rcs-ends", "TL0515 TL0513", ERROR,
	 "the startup script stops the machine or never ends",
	 {.what = "The script holds no endless loop and no sleep of 55 seconds or more. Neither\n"
	          "it nor inittab calls reboot, halt or poweroff, or what reads the keyboard to\n"
	          "the end, like cat alone.",
	  .why = "init waits for the script's end before it starts the shell; the smoke test\n"
	         "gives up after 55 seconds.",
	  .broken = "while true; do sleep 1; done",
	  .cure = "while true; do sleep 1; done &",
	  .boot = "No prompt: nothing at all, or reboot: System halted, or the machine starts\n"
	          "over."},
	 script_ends},
	{"TL0518", "rcs-waits", "TL0515 TL0513", WARNING, "the startup script waits, or sleeps long",
	 {.what = "The script starts no shell, reads no line from the keyboard and does not sleep\n"
	          "for 17 seconds or more.",
	  .why = "init waits for the script's end before it asks to press Enter.",
	  .broken = "exec /bin/sh",
	  .cure = "delete the line: inittab starts the shell",
	  .boot = "A prompt of the script's own, without Please press Enter and without\n"
	          "/dev/tty."},
	 script_waits},
	{"TL0519", "rcs-command", "TL0516 TL0513", WARNING,
	 "the startup script calls a program or reads a file that is not there",
	 {.what = "The programs that the script surely calls, and the files that these read, are\n"
	          "in the tree. What hangs on a test or stands in a function is not looked at.",
	  .why = "Scripts of larger systems call hwclock, mdev, ifconfig; this BusyBox does not\n"
	         "have them.",
	  .broken = "mont -a",
	  .cure = "mount -a",
	  .boot = "/etc/init.d/rcS: line 3: mont: not found. For a file: cat: can't open\n"
	          "'/etc/motd': No such file or directory, and the like."},
	 script_command},
	{"TL0520", "rcs-mounts", "TL0519", WARNING,
	 "the startup script does not mount what fstab lists",
	 {.what = "The script runs mount -a, or mounts /proc and /var/shm one by one, and does\n"
	          "not take them away again; what else it mounts can be mounted. What an if or &&\n"
	          "leaves out on this disk does not count, nor a function that is not called.",
	  .why = "Without /proc, ps and free know nothing; without /var/shm nothing can be\n"
	         "written.",
	  .broken = "mount",
	  .cure = "mount -a",
	  .boot = "A prompt, but ps is empty, mount says no /proc/mounts, nothing can be\n"
	          "written."},
	 script_mounts},
	{"TL0521", "rcs-speaks", "TL0518 TL0520", WARNING, "the startup script writes on the screen",
	 {.what = "The script and the lines of inittab call no command that prints.",
	  .why = "It may, if you want it to; the smoke test knows every line of the book's\n"
	         "disk, and names each that is not among them.",
	  .broken = "echo ready",
	  .cure = "delete the line, or leave it and do without the smoke test's last word",
	  .boot = "The words above Please press Enter; the smoke test reports them."},
	 script_speaks},
	{"TL0522", "fstab-there", "TL0301", WARNING, "there is no fstab",
	 {.what = "etc/fstab is a regular file, or a link to one inside the tree.",
	  .why = "mount -a mounts what it lists.",
	  .broken = "$ ls tiny-linux/etc\nfstabs  init.d  inittab",
	  .cure = "mv tiny-linux/etc/fstabs tiny-linux/etc/fstab",
	  .boot = "mount: can't read '/etc/fstab': No such file or directory."},
	 fstab_there},
	{"TL0523", "fstab-hidden", "TL0522", WARNING, "fstab holds a character that cannot be seen",
	 {.what = "The fields of fstab hold plain letters and signs, with plain blanks between\n"
	          "them.",
	  .why = "A no-break space parts no fields; a zero-width mark is a part of a name.",
	  .broken = "none\\u00a0/var/shm tmpfs defaults 0 0",
	  .cure = "none /var/shm tmpfs defaults 0 0",
	  .boot = "No such device, or No such file or directory, for a name that looks right; or\n"
	          "the line is passed over without a word."},
	 fstab_hidden},
	{"TL0524", "fstab-line", "TL0523", WARNING, "mount passes over a line of fstab",
	 {.what = "Each line for /proc and /var/shm has six fields, two numbers at the end, and\n"
	          "a newline; no line has more than 506 bytes.",
	  .why = "musl's getmntent() takes no line without both numbers, nor a last line\n"
	         "without a newline. With glibc the numbers may be left out.",
	  .broken = "none /var/shm tmpfs defaults",
	  .cure = "none /var/shm tmpfs defaults 0 0",
	  .boot = "No message at all; the file system is not mounted."},
	 fstab_lines},
	{"TL0525", "fstab-where", "TL0524", WARNING, "fstab names a place that is no directory",
	 {.what = "The second field of each line that mount -a acts on is a directory of the\n"
	          "tree.",
	  .why = "A file system can only be mounted on a directory that is there.",
	  .broken = "none /dev/shm tmpfs defaults 0 0",
	  .cure = "none /var/shm tmpfs defaults 0 0",
	  .boot = "mount: mounting none on /dev/shm failed: No such file or directory."},
	 fstab_where},
	{"TL0526", "fstab-type", "TL0525", WARNING,
	 "fstab names a file system that the kernel does not have",
	 {.what = "The third field is proc, tmpfs, romfs, ramfs or another type that\n"
	          "linux/.config says yes to.",
	  .why = "The kernel finds the driver by this name. The article's shm is tmpfs now.",
	  .broken = "none /var/shm shm defaults 0 0",
	  .cure = "none /var/shm tmpfs defaults 0 0",
	  .boot = "mount: mounting none on /var/shm failed: No such device."},
	 fstab_type},
	{"TL0527", "fstab-option", "TL0526", WARNING, "fstab has an option that nobody knows",
	 {.what = "The fourth field holds options of mount or of the file system, with commas\n"
	          "and no blanks between them.",
	  .why = "What mount does not know itself it hands to the kernel, which refuses the\n"
	         "whole mount for one unknown word.",
	  .broken = "none /var/shm tmpfs defualts 0 0",
	  .cure = "none /var/shm tmpfs defaults 0 0",
	  .boot = "tmpfs: Unknown parameter 'defualts', then mount: mounting none on /var/shm\n"
	          "failed: Invalid argument."},
	 fstab_options},
	{"TL0528", "fstab-device", "TL0526", WARNING, "fstab names a device that is not there",
	 {.what = "The first field of a line for a file system on a device is a block device of\n"
	          "dev.",
	  .why = "mount -a tries every line without noauto.",
	  .broken = "/dev/ram1 /mnt romfs ro 0 0",
	  .cure = "/dev/ram1 /mnt romfs ro,noauto 0 0",
	  .boot = "mount: mounting /dev/ram1 on /mnt failed: No such file or directory."},
	 fstab_device},
	{"TL0529", "fstab-covers", "TL0526", WARNING, "fstab mounts over a directory that is needed",
	 {.what = "Nothing is mounted on /dev or /etc, be it by fstab or by hand.",
	  .why = "What is mounted on a directory hides what was in it.",
	  .broken = "none /dev tmpfs defaults 0 0",
	  .cure = "none /tmp tmpfs defaults 0 0",
	  .boot = "A prompt, but the nodes of /dev, or the files of /etc, are not there any more."},
	 fstab_covers},
	{"TL0530", "fstab-mounts", "TL0524 TL0525 TL0526", WARNING,
	 "fstab does not mount /proc or /var/shm",
	 {.what = "One line mounts proc on /proc, another tmpfs on /var/shm, to write on;\n"
	          "neither has noauto.",
	  .why = "Without /proc, ps and free know nothing; without /var/shm nothing can be\n"
	         "written.",
	  .broken = "none /var/shm tmpfs noauto 0 0",
	  .cure = "none /var/shm tmpfs defaults 0 0",
	  .boot = "A prompt, but ps is empty, or a write says: Read-only file system."},
	 fstab_mounts},
	{"TL0531", "startup-line-ends", "TL0503 TL0504 TL0514 TL0522", NOTE,
	 "a file has the line ends of DOS",
	 {.what = "No line of inittab, fstab and rcS ends with a carriage return.",
	  .why = "At the end of fstab's lines and of comments it does no harm; elsewhere it\n"
	         "does.",
	  .broken = "proc /proc proc defaults 0 0\\r",
	  .cure = "sed -i 's/\\r//g' tiny-linux/etc/fstab",
	  .boot = "The same as ever."},
	 startup_line_ends},
	{"TL0532", "fstab-hides-programs", "TL0526", ERROR, "fstab mounts over the programs",
	 {.what = "Nothing is mounted on /bin, be it by fstab or by hand.",
	  .why = "What is mounted on a directory hides what was in it: there is no shell left.",
	  .broken = "none /bin tmpfs defaults 0 0",
	  .cure = "none /tmp tmpfs defaults 0 0",
	  .boot = "Please press Enter, and can't run '/bin/sh': No such file or directory, again\n"
	          "and again."},
	 fstab_covers_programs},
	{"TL0533", "rcs-writes", "TL0520 TL0530", WARNING,
	 "the startup script writes where nothing can be written",
	 {.what = "The folders and files that the script surely makes lie where something to\n"
	          "write on is mounted by then.",
	  .why = "The disk's root is a ROM image. Only /var/shm, or another tmpfs, can be\n"
	         "written. There is no /proc/sys either: the kernel was built without it.",
	  .broken = "mkdir /a\necho hello >/etc/motd",
	  .cure = "mkdir /var/shm/a\necho hello >/var/shm/motd",
	  .boot = "mkdir: can't create directory '/a': Read-only file system, and the like with\n"
	          "touch, ln, cp, mknod, chmod; rcS: line 4: can't create /etc/motd; for\n"
	          "/proc/sys/kernel/printk: nonexistent directory."},
	 script_writes},
	{"TL0534", "profile-ends", "TL0502", ERROR, "the shell is gone before it shows a prompt",
	 {.what = "etc/profile and .profile, if there are any, do not end the shell: no exit, no\n"
	          "exec, no endless loop.",
	  .why = "The dash of -/bin/sh makes a login shell, which reads these files first, as if\n"
	         "they were typed.",
	  .broken = "exit 0",
	  .cure = "delete the line",
	  .boot = "Please press Enter, again after each Enter; or nothing after it."},
	 profile_ends},
	{"TL0535", "profile-speaks", "TL0534", WARNING, "what the shell reads first makes it complain",
	 {.what = "etc/profile and .profile hold commands that are there, print nothing, and\n"
	          "leave /bin in PATH.",
	  .why = "The login shell runs them before each first prompt.",
	  .broken = "nothere",
	  .cure = "delete the line",
	  .boot = "-/bin/sh: nothere: not found, above the prompt."},
	 profile_speaks},
};
CHECKS_END(05);
