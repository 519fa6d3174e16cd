#include "smoke_table.h"

#include <stdio.h>

/* Texts of SeaBIOS 1.16, SYSLINUX 6.04, Linux 6.12 and BusyBox 1.35, as seen on the screen. */

const struct smoke_stage smoke_stages[] = {
	{{"bios", "the PC's BIOS starts", "SeaBIOS", "the line \"SeaBIOS\" on the screen",
	  "the emulated PC itself did not come up; your disk had no part in it",
	  "try another --memory or --cpu", false},
	 "waiting for the BIOS", "stage-bios.png"},
	{{"syslinux", "SYSLINUX starts from the disk", "^(SYS|ISO|EXT)LINUX [0-9]",
	  "a line that begins with SYSLINUX",
	  "nothing after SeaBIOS: the BIOS found no boot program at the start of the disk, or that "
	  "program could not run",
	  "run `syslinux floppy.img` again (chapter 8), and check that this is the disk you meant",
	  false},
	 "waiting for SYSLINUX", "stage-syslinux.png"},
	{{"boot-prompt", "SYSLINUX gets to boot: or goes on by itself", "^boot:|^Loading ",
	  "the prompt boot:, or the line \"Loading\"",
	  "SYSLINUX started but did not get as far as its configuration: a file of its own is "
	  "missing or damaged, or the PC has too little memory for it",
	  "look at syslinux.cfg and at ldlinux.c32 on the disk: `mdir -i floppy.img` (chapter 8)",
	  false},
	 "waiting for boot:", NULL},
	{{"kernel-loaded", "the kernel is loaded",
	  "^Loading [^ ]+\\.\\.\\. ?ok", "the line \"Loading linux... ok\"",
	  "SYSLINUX did not load a kernel: it waits for somebody to type a name, or the file that "
	  "syslinux.cfg names is not on the disk, or the PC has too little memory for it",
	  "compare KERNEL, DEFAULT and TIMEOUT in syslinux.cfg with `mdir -i floppy.img` (chapter 8)",
	  false},
	 "waiting for the kernel to be loaded", NULL},
	{{"root-loaded", "the root image is loaded",
	  "^Loading [^ ]+\\.\\.\\. ?ok\nLoading [^ ]+\\.\\.\\. ?ok", "the line \"Loading fs.gz...ok\"",
	  "SYSLINUX loaded a kernel but no root image: APPEND has no initrd=, or the file is not on "
	  "the disk, or the memory is too small for it",
	  "compare initrd= in syslinux.cfg with `mdir -i floppy.img` (chapter 8)", false},
	 "waiting for fs.gz to be loaded", NULL},
	{{"kernel", "the kernel speaks",
	  "Kernel command line:|Console: colour|VFS: |RAMDISK: |Kernel panic|^init started: |"
	  "^BusyBox v",
	  "messages of the kernel",
	  "the kernel is silent: it did not start (too little memory, or a file that is no kernel), "
	  "or it has no printk or no VGA console",
	  "check the file `linux` on the disk and the console options of the kernel (chapter 1)",
	  false},
	 "waiting for the kernel", "stage-kernel.png"},
	{{"ramdisk", "the kernel unpacks the image into the RAM disk", "RAMDISK: .* found at block 0",
	  "the line \"RAMDISK: gzip image found at block 0\"",
	  "the kernel found no image that it can unpack: it has no RAM disk, no initrd support or no "
	  "gzip, or fs.gz is damaged",
	  "check the article's three facilities (chapter 1) and `gzip -t fs.gz` (chapter 7)", false},
	 "waiting for the RAM disk", NULL},
	{{"root", "the romfs root is mounted", "VFS: Mounted root \\(romfs filesystem\\)",
	  "the line \"VFS: Mounted root (romfs filesystem)\"",
	  "the kernel could not mount the RAM disk as its root: no romfs in the kernel, another "
	  "root=, or an image that is no romfs",
	  "check CONFIG_ROMFS_FS (chapter 1), fs (chapter 7) and root=/dev/ram0 (chapter 8)", false},
	 "waiting for the root file system", NULL},
	{{"press-enter", "init asks to press Enter", "Please press Enter to activate this console",
	  "the line \"Please press Enter to activate this console.\"",
	  "init did not start, its script had not ended after 17 s, or its inittab does not ask",
	  "check /bin/init (chapter 6), etc/init.d/rcS and etc/inittab (chapter 5)", false},
	 "waiting for init", "stage-init.png"},
};
const size_t smoke_stage_count = sizeof(smoke_stages) / sizeof(smoke_stages[0]);

char *smoke_any_stage(size_t next)
{
	char *pattern = NULL;
	size_t i, size;
	FILE *to = open_memstream(&pattern, &size);

	if (!to)
		return NULL;
	for (i = next; i < smoke_stage_count; i++)
		fprintf(to, "%s%s", i > next ? "|" : "", smoke_stages[i].what.pattern);
	fclose(to);
	return pattern;
}

const struct smoke_expectation smoke_shell = {
	"shell", "Enter brings a shell with a prompt", NULL, "a prompt that ends with #",
	"no shell came up", "check /bin/sh (chapter 6) and etc/inittab (chapter 5)", false};

const struct smoke_expectation smoke_quiet = {
	"no-complaint", "nothing complains on the way to the prompt", NULL,
	"no other lines than the good disk shows",
	"some program or the kernel reports a trouble",
	"read the lines; most name the file: rcS, fstab or inittab (chapter 5)", false};

/* An absent node and a wrong one look alike here: the row that is wanted is not there. */
#define NODE(name, kind, major, minor, words) \
	{"node-" name, "/dev/" name " is " words, \
	 "^" kind "[-rwxsStT]{9} .* " major ", +" minor " .* " name "$", words, \
	 "/dev/" name " is absent or another device", \
	 "make it anew with mknod (chapter 4), then fs, fs.gz and the disk", false}

const struct smoke_command smoke_commands[] = {
	{{"cat /proc/version /proc/mounts"}, "looking at the mounts", {
		{"mount-proc", "proc is mounted on /proc", "^[^ ]+ /proc proc ",
		 "a line \"... /proc proc\"",
		 "rcS did not mount proc", "check rcS and the line of /proc in fstab (chapter 5)", false},
		{"mount-root", "/ is a romfs, read only", "^[^ ]+ / romfs ro", "a line \"... / romfs ro\"",
		 "the root is not the ROM image, or /proc could not be read",
		 "check /proc first (chapter 5), then root= in syslinux.cfg (chapter 8)", false},
		{"mount-shm", "a tmpfs is mounted on /var/shm", "^[^ ]+ /var/shm tmpfs rw",
		 "a line \"... /var/shm tmpfs rw\"", "rcS did not mount the writable place",
		 "check the line of /var/shm in fstab (chapter 5) and CONFIG_TMPFS (chapter 1)", false}}},
	{{"echo x >/no"}, "writing to the root", {
		{"root-read-only", "a write to the root is refused", "Read-only file system",
		 "Read-only file system", "the root is not the read-only ROM image",
		 "check root= and initrd= in syslinux.cfg (chapter 8)", false}}},
	{{"echo kept >/var/shm/t;cat /var/shm/t;rm /var/shm/t"}, "writing to /var/shm", {
		{"shm-writable", "a write to /var/shm is kept and read back", "^kept$", "kept",
		 "there is no writable place", "check the line of /var/shm in fstab (chapter 5)", false}}},
	{{"ls -l /dev"}, "looking at /dev", {
		NODE("console", "c", "5", "1", "the character device 5,1"),
		NODE("null", "c", "1", "3", "the character device 1,3"),
		NODE("ram0", "b", "1", "0", "the block device 1,0"),
		NODE("tty", "c", "5", "0", "the character device 5,0"),
		NODE("tty0", "c", "4", "0", "the character device 4,0")}},
	{{"echo x >/dev/null;cat /dev/null;echo so"}, "trying /dev/null", {
		{"null-works", "/dev/null swallows what is written and is empty", "^x$|: ",
		 "no output, no message", "/dev/null does not do its work",
		 "make it anew: mknod null c 1 3 (chapter 4)", true}}},
	{{"echo good >/dev/console"}, "trying /dev/console", {
		{"console-works", "/dev/console writes on the screen", "^good$", "good",
		 "/dev/console does not do its work", "mknod console c 5 1 (chapter 4)", false}}},
	{{"echo good >/dev/tty0"}, "trying /dev/tty0", {
		{"tty0-works", "/dev/tty0 writes on the screen", "^good$", "good",
		 "/dev/tty0 does not do its work", "mknod tty0 c 4 0 (chapter 4)", false}}},
	{{"echo good >/dev/tty"}, "trying /dev/tty", {
		{"tty-works", "/dev/tty is the shell's own terminal",
		 "^good$", "good", "/dev/tty does not do its work, or the shell has no terminal",
		 "mknod tty c 5 0 (chapter 4); a shell that says \"can't access tty\" has none", false}}},
	{{"dd if=/dev/ram0 bs=8 count=1"}, "reading /dev/ram0", {
		{"ram0-works", "/dev/ram0 holds the romfs", "^-rom1fs-", "-rom1fs-",
		 "/dev/ram0 is not the RAM disk with the root", "mknod ram0 b 1 0 (chapter 4)", false}}},
	{{"for d in dev etc etc/init.d bin proc mnt tmp var var/shm;do",
	  "[ -d /$d ]||echo no /$d;done;echo so"}, "looking at the directories", {
		{"directories", "every directory is there", "^no ", "all nine directories",
		 "a directory is missing", "make it with mkdir (chapter 3)", true}}},
	/* In hundredths of a second, by the disk's own clock. */
	{{"read a b </proc/uptime;sleep 1;read c d </proc/uptime&&",
	  "[ $((${c%.*}${c#*.}-${a%.*}${a#*.})) -ge 99 ]&&echo slept"}, "sleeping for a second", {
		{"sleeps", "sleep 1 takes a second", "^slept$", "slept",
		 "sleep returns at once: the kernel lacks the call that the C library makes",
		 "CONFIG_COMPAT_32BIT_TIME=y (chapter 1)", false}}},
	/* These five say nothing to --help, as POSIX wants it, so they do their work instead. */
	{{"/bin/true&&! /bin/false&&/bin/test 1&&/bin/[ 1 ]&&/bin/echo five"}, "trying echo and test", {
		{"names-silent", "true, false, test, [ and echo do their work", "^five$", "five",
		 "one of these five is missing in /bin or not BusyBox", "make the links anew (chapter 6)",
		 false}}},
};
const size_t smoke_command_count = sizeof(smoke_commands) / sizeof(smoke_commands[0]);

/* Each name is written without blanks, after ',' if its program said BusyBox's first line of help
 * and after '?' if not. `read` takes one line only, so a program that goes on for ever is ended. */
const struct smoke_command smoke_names = {
	{"for n in /bin/*;do $n --help 2>&1|(read a;case $a in",
	 "BusyBox*)echo -n ,${n#/*/};;*)echo -n \\?${n#/*/};;esac);done;echo ,"},
	"trying every name in /bin", {{0}}};

const struct smoke_expectation smoke_answering = {
	"names-answer", "every name in /bin answers", NULL, "each says its BusyBox help",
	"these names are no working programs: ",
	"make the links anew (chapter 6), or build BusyBox with these names (chapter 2)", false};
const struct smoke_expectation smoke_complete = {
	"names-complete", "every name of the book is in /bin", NULL, "every name of the list",
	"these names are missing: ", "ln bin/busybox bin/NAME for each (chapter 6)", false};

/* SYSLINUX tries a file that it cannot load again and again. After some rounds it says so of the
 * kernel, too, whichever file it is: a reader sees that line, so it is waited for. */
const char smoke_dead_end[] =
	"end Kernel panic|No bootable device|not a bootable disk|No DEFAULT or UI|"
	"System halted|Boot error|(^Loading .*failed: (.|\n)*){8}|Could not find kernel image|"
	"^Boot(ing kernel)? failed: |^WARNING: No configuration file found";

/* Linux, drivers/char/random.c and kernel/time/: at a time of their own, in the middle of whatever
 * is being written. The first, which every kernel says, may fill a row to its end: then the next
 * row is joined to it. */
const char smoke_aside[] =
	"random: crng init done\n?|(tsc|clocksource|sched_clock|input): [^\n]*\n";

const char smoke_shell_banner[] = "^Enter 'help' for a list of built-in commands|can't access tty;";

const char smoke_init_starts[] = "^init started: BusyBox";

const char smoke_usual[] =
	"VFS: Mounted root|^Freeing |^Write protecting|^Run [^ ]+ as init process|"
	"^init started: BusyBox|^starting pid|^init: can't log to|Please press Enter|^BusyBox v|"
	"^Enter 'help'|can't access tty; job control|[#$] *$|"
	"^(clocksource|sched_clock|tsc|random|input|serio|platform|workingset|hrtimer|Console)[: ]|"
	"^ *with (arguments|environment):|^    [^ ]+$";
const char smoke_alarm[] = "WARNING: |BUG: |Oops|Call Trace|invalid opcode|segfault|Out of memory";
