/* Chapter 02, busybox: the static program. */
#include "common.h"
#include "table.h"

static void busybox_there(struct ctx *ctx, struct sink *out)
{
	file_usable(ctx, out, WORK_BUSYBOX, "nothing yet: there is no program to put into the tree",
	            "make -C \"$TINY\" step-02");
}

static void busybox_elf(struct ctx *ctx, struct sink *out)
{
	struct bytes program = work_file(ctx->work, WORK_BUSYBOX)->data;
	uint8_t class = 0;
	uint16_t machine = 0;

	/* ELF specification, figure 1-3: EI_CLASS at 4, e_machine at 18; 1 is 32-bit, 3 is EM_386. */
	if (bytes_has(program, 0, bytes_of("\177ELF")) && bytes_u8(program, 4, &class) &&
	    bytes_le16(program, 18, &machine) && class == 1 && machine == 3)
		return;
	report(out, &(struct finding){
		.where = work_name(WORK_BUSYBOX),
		.expected = "a 32-bit ELF program for the i386",
		.found = machine ? say(ctx, "ELF class %u, machine %u", class, machine) : "no ELF file",
		.at_boot = "Kernel panic - not syncing: No working init found",
		.fix = "rm busybox/busybox; make -C \"$TINY\" step-02",
	});
}

const struct check checks_02[] = {
	{"TL0201", "busybox-there", "", ERROR, "the BusyBox program is not there",
	 {.what = "busybox/busybox is a regular file with something in it.",
	  .why = "Chapter 06 copies it into the tree; every command of the disk is this program.",
	  .broken = "$ ls busybox/busybox\nls: cannot access 'busybox/busybox': No such file",
	  .cure = "make -C \"$TINY\" step-02",
	  .boot = "Nothing boots yet: chapter 06 waits for it."},
	 busybox_there},
	{"TL0202", "busybox-machine", "TL0201", ERROR, "BusyBox is not a program for the i386",
	 {.what = "busybox/busybox is a 32-bit ELF file for the machine EM_386.",
	  .why = "The kernel of chapter 01 is a 32-bit one and runs nothing else. A plain make\n"
	         "on a 64-bit host builds a 64-bit BusyBox.",
	  .broken = "$ file busybox/busybox\nbusybox/busybox: ELF 64-bit LSB executable, x86-64",
	  .cure = "rm busybox/busybox; make -C \"$TINY\" step-02",
	  .boot = "The kernel cannot run init and panics."},
	 busybox_elf},
};
CHECKS_END(02);
