/* Chapter 01, kernel: its configuration and bzImage. */
#include "common.h"
#include "table.h"

static void bzimage_there(struct ctx *ctx, struct sink *out)
{
	file_usable(ctx, out, WORK_BZIMAGE, "SYSLINUX: \"Loading linux... failed: No such file or directory\"",
	            "make -C \"$TINY\" step-01");
}

/* Documentation/arch/x86/boot.rst: 0xAA55 at 0x1fe, "HdrS" at 0x202. */
static void bzimage_header(struct ctx *ctx, struct sink *out)
{
	struct bytes image = work_file(ctx->work, WORK_BZIMAGE)->data;
	uint16_t flag = 0;

	if (bytes_le16(image, 0x1fe, &flag) && flag == 0xaa55 &&
	    bytes_has(image, 0x202, bytes_of("HdrS")))
		return;
	report(out, &(struct finding){
		.where = work_name(WORK_BZIMAGE),
		.expected = "a Linux boot header: 55 aa at 0x1fe and \"HdrS\" at 0x202",
		.found = bytes_has(image, 0, bytes_of("\177ELF")) ? "an ELF file, such as vmlinux" : "neither",
		.at_boot = "SYSLINUX: \"linux: invalid or corrupt kernel image\", then boot: again",
		.fix = "rm linux/arch/x86/boot/bzImage; make -C \"$TINY\" step-01",
	});
}

const struct check checks_01[] = {
	{"TL0101", "bzimage-there", "", ERROR, "the kernel image is not there",
	 {.what = "linux/arch/x86/boot/bzImage is a regular file with something in it.",
	  .why = "It is the kernel that SYSLINUX loads from the floppy disk under the name\n"
	         "linux. A build that was stopped leaves .config and objects but no bzImage.",
	  .broken = "$ ls linux/arch/x86/boot/bzImage\nls: cannot access ...: No such file",
	  .cure = "make -C \"$TINY\" step-01",
	  .boot = "SYSLINUX finds no kernel and stops at its boot: prompt."},
	 bzimage_there},
	{"TL0102", "bzimage-header", "TL0101", ERROR, "the kernel image has no boot header",
	 {.what = "bzImage holds the boot header that a boot loader reads.",
	  .why = "SYSLINUX learns from it where to load the kernel and how to start it. vmlinux,\n"
	         "the file in the top folder, is the same kernel without that header.",
	  .broken = "cp linux/vmlinux linux/arch/x86/boot/bzImage",
	  .cure = "rm linux/arch/x86/boot/bzImage; make -C \"$TINY\" step-01",
	  .boot = "SYSLINUX says that the kernel image is invalid or corrupt and asks again."},
	 bzimage_header},
};
CHECKS_END(01);
