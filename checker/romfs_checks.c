/* The checks of chapter 07, romfs: fs and fs.gz. */
#include <stdlib.h>
#include <string.h>

#include "common.h"
#include "image.h"
#include "romfs_checks.h"
#include "text.h"

#define MAKE_FS "make -C \"$TINY\" step-07"
#define NO_ROOT "Kernel panic - not syncing: VFS: Unable to mount root fs on \"/dev/ram0\""
#define NO_INIT \
	"VFS: Mounted root (romfs filesystem), then Kernel panic - not syncing: No working init found"

void fs_gz_there(struct ctx *ctx, struct sink *out)
{
	file_usable(ctx, out, WORK_FS_GZ, "nothing yet: there is no image to put onto the disk",
	            "rm -rf fs.gz; " MAKE_FS);
}

#define GZIP_NAME 8U /* the FNAME flag of RFC 1952, 2.3.1 */

void fs_gz_format(struct ctx *ctx, struct sink *out)
{
	struct bytes data = work_file(ctx->work, WORK_FS_GZ)->data;
	const char *kind = image_kind(data);
	uint8_t flags = 0;
	bool packed;

	/* lib/decompress_inflate.c skips a file name, and takes any other field for the data. */
	if (work_unzipped(ctx->work)->state != GUNZIP_NOT_GZIP && bytes_u8(data, 3, &flags) &&
	    (flags & ~GZIP_NAME) != 0)
		report(out, &(struct finding){
			.summary = "the kernel cannot skip what is in fs.gz's gzip header",
			.where = "fs.gz@3", .expected = "flags 0x00, or 0x08 for a file name (RFC 1952)",
			.found = say(ctx, "flags 0x%02x: a comment, an extra field or a checksum", flags),
			.at_boot = "uncompression error; then " NO_ROOT,
			.fix = MAKE_FS,
		});
	/* An image that is not compressed at all is one that the kernel takes too. */
	if (work_unzipped(ctx->work)->state != GUNZIP_NOT_GZIP || romfs_is(data))
		return;
	packed = strstr(kind, "xz ") || strstr(kind, "bzip2") || strstr(kind, "zstd") ||
		strstr(kind, "lz");
	report(out, &(struct finding){
		.where = "fs.gz", .expected = "gzip data", .found = kind,
		.at_boot = packed
			? "RAMDISK: ... decompressor not configured!, then Kernel panic - not syncing: "
		                    "Could not decompress initial ramdisk image" : NO_ROOT,
		.fix = MAKE_FS,
	});
}

void fs_gz_whole(struct ctx *ctx, struct sink *out)
{
	static const char *const found[] = {
		[GUNZIP_TRUNCATED] = "the file ends too early",
		[GUNZIP_DAMAGED] = "damaged data", [GUNZIP_TOO_BIG] = "more than 8 MiB come out",
	};
	const struct gunzip *g = work_unzipped(ctx->work);
	struct bytes data = g->data;
	struct romfs r;

	if (g->state == GUNZIP_OK || g->state == GUNZIP_NOT_GZIP)
		return;
	/* The kernel does not wait for gzip's own checksum: that is TL0704's. */
	r = romfs_read(ctx->arena, data);
	if (g->state != GUNZIP_TOO_BIG && !r.trouble && !r.bad_header)
		return;
	report(out, &(struct finding){
		.where = say(ctx, "fs.gz, after %zu bytes of the image", data.size),
		.expected = "one whole gzip file", .found = found[g->state],
		.at_boot = g->state == GUNZIP_TOO_BIG ? "the RAM disk is too small for it"
		           : "RAMDISK: EOF while reading compressed data, or uncompression error; then "
		             NO_INIT,
		.fix = MAKE_FS,
	});
}

void fs_gz_trailer(struct ctx *ctx, struct sink *out)
{
	const struct gunzip *g = work_unzipped(ctx->work);
	size_t size = work_file(ctx->work, WORK_FS_GZ)->data.size;

	if (g->state == GUNZIP_NOT_GZIP || (g->state == GUNZIP_OK && g->used == size))
		return;
	report(out, &(struct finding){
		.where = say(ctx, "fs.gz @%zu", g->used),
		.expected = "the end of the file after gzip's checksum",
		.found = g->state == GUNZIP_OK ? say(ctx, "%zu bytes more", size - g->used)
		                              : "gzip's checksum and length are wrong or cut off",
		.at_boot = "nothing: the kernel stops reading when the image is complete",
		.fix = MAKE_FS,
	});
}

void image_is_romfs(struct ctx *ctx, struct sink *out)
{
	struct bytes image = image_bytes(ctx);
	const char *kind = image_kind(image);

	if (romfs_is(image))
		return;
	report(out, &(struct finding){
		.where = "fs.gz, decompressed", .expected = "a romfs image, which begins with -rom1fs-",
		.found = strcmp(kind, "gzip data") == 0 ? "gzip data: it was compressed twice" : kind,
		.at_boot = NO_ROOT, .fix = MAKE_FS,
	});
}

void image_sound(struct ctx *ctx, struct sink *out)
{
	const struct romfs *r = image_romfs(ctx);

	if (!r->trouble)
		return;
	report(out, &(struct finding){
		.where = say(ctx, "fs @%u", r->trouble_at), .expected = "a whole romfs image",
		.found = say(ctx, "%s", r->trouble),
		.at_boot = strstr(r->trouble, "checksum") ? NO_ROOT : NO_INIT,
		.fix = MAKE_FS,
	});
}

void image_header_sums(struct ctx *ctx, struct sink *out)
{
	const struct romfs *r = image_romfs(ctx);

	if (!r->bad_header)
		return;
	report(out, &(struct finding){
		.where = say(ctx, "fs @%u", r->bad_header),
		.expected = "a header whose 32-bit words add up to 0",
		.found = "another sum", .at_boot = "nothing: the kernel adds up the first 512 bytes only",
		.fix = MAKE_FS,
	});
}

/* CONFIG_BLK_DEV_RAM_SIZE, in KiB; the kernel's own default when it is not told. */
static uint64_t ram_disk_bytes(struct ctx *ctx)
{
	struct bytes rest = work_file(ctx->work, WORK_KERNEL_CONFIG)->data, line;
	static const char name[] = "CONFIG_BLK_DEV_RAM_SIZE=";
	uint64_t kib = 4096;

	while (bytes_line(&rest, &line, NULL))
		if (bytes_has(line, 0, bytes_of(name)))
			kib = strtoul(arena_copy(ctx->arena, line.at, line.size) + sizeof(name) - 1, NULL, 10);
	return kib * 1024;
}

/* "rm ...; ": the largest file of the tree that the book does not have, if there is one. */
static const char *largest_extra(struct ctx *ctx)
{
	const struct tree *t = work_tree(ctx->work);
	const struct node *largest = NULL;
	size_t i;

	for (i = 0; i < t->count; i++)
		if (S_ISREG(t->nodes[i].mode) && t->nodes[i].size > 1 << 18 &&
		    strcmp(t->nodes[i].path, "bin/busybox") != 0 &&
		    (!largest || t->nodes[i].size > largest->size))
			largest = &t->nodes[i];
	if (!largest)
		return "";
	return say(ctx, "rm %s; ",
	           text_shell(ctx->arena, say(ctx, "tiny-linux/%s", largest->disk_path)));
}

/* On a PC with 8 MB, as booted: an image of 3,683,328 bytes leaves enough memory; with 3,983,360
 * some names do not answer; with 4,172,976 init cannot be started. */
enum { MEMORY_ENOUGH = 3700000, MEMORY_END = 4096000 };

static uint64_t image_size_said(struct ctx *ctx)
{
	return image_romfs(ctx)->size;
}

void image_fits(struct ctx *ctx, struct sink *out)
{
	uint64_t room = ram_disk_bytes(ctx), size = image_size_said(ctx);

	if (size > room)
		report(out, &(struct finding){
			.where = "fs", .expected =
				say(ctx, "at most %llu bytes, the size of the RAM disk", (unsigned long long)room),
			.found = say(ctx, "%llu bytes", (unsigned long long)size),
			.at_boot = "RAMDISK: gzip image found at block 0, then nothing, or a kernel panic",
			.fix = say(ctx, "%s" MAKE_FS, largest_extra(ctx)),
		});
	else if (size > MEMORY_END)
		report(out, &(struct finding){
			.summary = "the image is too large for a PC with 8 MB",
			.where = "fs", .expected = say(ctx, "at most %d bytes", MEMORY_ENOUGH),
			.found = say(ctx, "%llu bytes", (unsigned long long)size),
			.at_boot = "Kernel panic - not syncing: System is deadlocked on memory",
			.fix = say(ctx, "%s" MAKE_FS, largest_extra(ctx)),
		});
}

void image_memory_left(struct ctx *ctx, struct sink *out)
{
	uint64_t size = image_size_said(ctx);

	if (size <= MEMORY_ENOUGH)
		return;
	report(out, &(struct finding){
		.where = "fs", .expected = say(ctx, "at most %d bytes", MEMORY_ENOUGH),
		.found = say(ctx, "%llu bytes", (unsigned long long)size),
		.at_boot = "a prompt, and programs that are killed for want of memory",
		.fix = say(ctx, "%s" MAKE_FS, largest_extra(ctx)),
	});
}

/* The names at the top of the image, in a few words. */
static const char *top_names(struct ctx *ctx, const struct romfs *r)
{
	const char *words = "";
	size_t i, n = 0;

	for (i = 0; i < r->count && n < 6; i++)
		if (!strchr(r->entries[i].path, '/')) {
			words = say(ctx, "%s%s%s", words, *words ? " " : "", r->entries[i].path);
			n++;
		}
	return n ? words : "nothing";
}

void image_root(struct ctx *ctx, struct sink *out)
{
	const struct tree *t = work_tree(ctx->work);
	const struct romfs *r = image_romfs(ctx);
	size_t i;

	if (t->state != TREE_OK || t->count < 2)
		return;
	for (i = 1; i < t->count; i++)
		if (!strchr(t->nodes[i].path, '/') && romfs_find(r, t->nodes[i].path))
			return;
	report(out, &(struct finding){
		.where = "fs.gz", .expected = "bin, dev, etc and the rest at the top of the image",
		.found = say(ctx, "%s%s", top_names(ctx, r),
		             romfs_find(r, "tiny-linux/bin") ? ": one level too deep" : ""),
		.at_boot = NO_INIT, .fix = MAKE_FS,
	});
}

/* init/main.c, kernel_init(): the programs that it tries. */
void image_init(struct ctx *ctx, struct sink *out)
{
	static const char *const programs[] = {"sbin/init", "etc/init", "bin/init", "bin/sh"};
	const struct romfs *r = image_romfs(ctx);
	const struct tree *t = work_tree(ctx->work);
	bool in_tree = false;
	size_t i;

	for (i = 0; i < 4; i++) {
		const struct romfs_entry *e = romfs_resolve(ctx->arena, r, programs[i]);

		if (e && e->type == ROMFS_FILE && e->executable && e->data.size > 0)
			return;
		in_tree |= tree_resolve(ctx->arena, t, programs[i]) != NULL;
	}
	/* What the tree itself lacks is chapter 06's to say. */
	if (!in_tree)
		return;
	report(out, &(struct finding){
		.where = "fs.gz", .expected = "bin/init and bin/sh, as in tiny-linux",
		.found = "no program that the kernel could start", .at_boot = NO_INIT, .fix = MAKE_FS,
	});
}

/* Compares, or says why not: NULL. */
static const struct image_differences *compared(struct ctx *ctx, struct sink *out)
{
	const struct image_differences *d;

	if (work_tree(ctx->work)->state != TREE_OK) {
		skip(out, "there is no tiny-linux to compare with");
		return NULL;
	}
	d = image_compare(ctx);
	if (d->refused)
		cannot_inspect(out, say(ctx, "tiny-linux/%s", d->refused), d->error);
	return d->refused ? NULL : d;
}

void image_differs(struct ctx *ctx, struct sink *out)
{
	const struct image_differences *d = compared(ctx, out);

	if (!d || d->seen.count == 0)
		return;
	report(out, &(struct finding){
		.where = "fs.gz", .expected = "what is in tiny-linux",
		.found = say(ctx, "%d difference%s: %s", d->seen.count, d->seen.count == 1 ? "" : "s",
		             d->seen.words),
		.at_boot =
			"the tree as it was when fs was made: what is missing there is missing on the disk",
		.fix = MAKE_FS,
	});
}

void image_extra(struct ctx *ctx, struct sink *out)
{
	const struct image_differences *d = compared(ctx, out);

	if (!d || d->unseen.count == 0)
		return;
	report(out, &(struct finding){
		.where = "fs.gz", .expected = "what is in tiny-linux",
		.found = say(ctx, "%d difference%s: %s", d->unseen.count, d->unseen.count == 1 ? "" : "s",
		             d->unseen.words),
		.at_boot = "nothing: neither init nor the smoke test uses it", .fix = MAKE_FS,
	});
}

void fs_packed(struct ctx *ctx, struct sink *out)
{
	const struct file *f = work_file(ctx->work, WORK_FS);

	/* `gzip -9 fs`, the article's command, leaves no fs. */
	if (f->state == FILE_ABSENT || (f->state == FILE_OK && bytes_equal(f->data, image_bytes(ctx))))
		return;
	report(out, &(struct finding){
		.where = "fs", .expected = "the image that is in fs.gz", .found = "another",
		.at_boot = "nothing: what is in fs.gz is as in tiny-linux", .fix = "rm -rf fs; " MAKE_FS,
	});
}

void image_label(struct ctx *ctx, struct sink *out)
{
	const struct romfs *r = image_romfs(ctx);
	size_t i;

	/* genromfs 0.5.2, main(): without -V the label is "rom %08lx" of time(). */
	if (r->label.size != 12 || !bytes_has(r->label, 0, bytes_of("rom ")))
		return;
	for (i = 4; i < 12; i++)
		if (!strchr("0123456789abcdef", r->label.at[i]))
			return;
	report(out, &(struct finding){
		.where = "fs @16", .expected = "the label tiny-linux",
		.found = arena_copy(ctx->arena, r->label.at, r->label.size),
		.at_boot = "nothing; but each image differs from the one before", .fix = MAKE_FS,
	});
}
