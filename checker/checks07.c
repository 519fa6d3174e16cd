/* Chapter 07, romfs: fs and fs.gz. */
#include "common.h"
#include "table.h"

static void fs_gz_there(struct ctx *ctx, struct sink *out)
{
	file_usable(ctx, out, WORK_FS_GZ, "nothing yet: there is no image to put onto the disk",
	            "rm -rf fs.gz; make -C \"$TINY\" step-07");
}

static void fs_gz_whole(struct ctx *ctx, struct sink *out)
{
	static const char *const found[] = {
		[GUNZIP_NOT_GZIP] = "no gzip header", [GUNZIP_TRUNCATED] = "the file ends too early",
		[GUNZIP_DAMAGED] = "damaged data", [GUNZIP_TOO_BIG] = "more than 8 MiB come out",
	};
	const struct gunzip *g = work_unzipped(ctx->work);

	/* An image that is not compressed at all is one that the kernel takes too. */
	if (g->state == GUNZIP_OK || bytes_has(work_file(ctx->work, WORK_FS_GZ)->data, 0,
	                                       bytes_of("-rom1fs-")))
		return;
	report(out, &(struct finding){
		.where = "fs.gz", .expected = "one whole gzip file", .found = found[g->state],
		.at_boot = "Kernel panic - not syncing: VFS: Unable to mount root fs",
		.fix = "rm fs.gz; make -C \"$TINY\" step-07",
	});
}

const struct check checks_07[] = {
	{"TL0701", "fs-gz-there", "", ERROR, "there is no fs.gz",
	 {.what = "fs.gz is a regular file with something in it.",
	  .why = "It is the root file system of the disk; the kernel unpacks it into memory.",
	  .broken = "$ ls fs.gz\nls: cannot access 'fs.gz': No such file or directory",
	  .cure = "make -C \"$TINY\" step-07",
	  .boot = "Nothing boots yet: chapter 08 waits for it."},
	 fs_gz_there},
	{"TL0702", "fs-gz-whole", "TL0701", ERROR, "fs.gz does not decompress to its end",
	 {.what = "fs.gz is decompressed to its end, and its checksum and length compared.",
	  .why = "The kernel does the same at boot, and gives up at the first error.",
	  .broken = "head -c 100000 fs.gz >half; mv half fs.gz",
	  .cure = "gzip -9 -n -c fs >fs.gz",
	  .boot = "The kernel cannot mount its root and panics."},
	 fs_gz_whole},
};
CHECKS_END(07);
