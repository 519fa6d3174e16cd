/* Chapter 08, floppy: the disk image. */
#include "common.h"
#include "table.h"

enum { FLOPPY_BYTES = 80 * 2 * 18 * 512 }; /* tracks, heads, sectors, bytes: 1,474,560 */

static void floppy_there(struct ctx *ctx, struct sink *out)
{
	file_usable(ctx, out, WORK_FLOPPY, "nothing yet: there is no disk to boot",
	            "rm -rf floppy.img; make -C \"$TINY\" step-08");
}

static void floppy_size(struct ctx *ctx, struct sink *out)
{
	size_t size = work_file(ctx->work, WORK_FLOPPY)->data.size;

	if (size == FLOPPY_BYTES)
		return;
	report(out, &(struct finding){
		.where = "floppy.img", .expected = say(ctx, "%d bytes", FLOPPY_BYTES),
		.found = say(ctx, "%zu bytes", size),
		.at_boot = "the BIOS takes it for another kind of disk and reads the wrong sectors",
		.fix = "rm floppy.img; make -C \"$TINY\" step-08",
	});
}

const struct check checks_08[] = {
	{"TL0801", "floppy-there", "", ERROR, "there is no floppy.img",
	 {.what = "floppy.img is a regular file with something in it.",
	  .why = "It is the disk, sector by sector: QEMU boots it, or it is written to a real\n"
	         "one.",
	  .broken = "$ ls floppy.img\nls: cannot access 'floppy.img': No such file or directory",
	  .cure = "make -C \"$TINY\" step-08",
	  .boot = "There is nothing to boot."},
	 floppy_there},
	{"TL0802", "floppy-size", "TL0801", ERROR, "floppy.img is not the size of a 1.44 MB disk",
	 {.what = "floppy.img has 1,474,560 bytes: 80 tracks, 2 heads, 18 sectors of 512 bytes.",
	  .why = "An emulator and a drive tell the geometry of a disk by its size.",
	  .broken = "dd if=/dev/zero of=floppy.img bs=1000 count=1440",
	  .cure = "rm floppy.img; make -C \"$TINY\" step-08",
	  .boot = "The BIOS reads the wrong sectors, or none."},
	 floppy_size},
};
CHECKS_END(08);
