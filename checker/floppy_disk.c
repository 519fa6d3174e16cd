/* Chapter 08: the disk as a disk: size, boot sector, SYSLINUX, FAT. */
#include <string.h>

#include "common.h"
#include "fat12.h"
#include "floppy.h"
#include "syslinux.h"

enum { FLOPPY_BYTES = 80 * 2 * 18 * 512 }; /* tracks, heads, sectors, bytes: 1,474,560 */

#define INSTALL "syslinux --install floppy.img"

void floppy_there(struct ctx *ctx, struct sink *out)
{
	file_usable(ctx, out, WORK_FLOPPY, "nothing yet: there is no disk to boot",
	            "rm -rf floppy.img; make -C \"$TINY\" step-08");
}

static struct bytes floppy(struct ctx *ctx)
{
	return work_file(ctx->work, WORK_FLOPPY)->data;
}

/* The kinds of disk that were booted, by their size. */
struct geometry {
	uint32_t bytes, sectors, heads;
};
static const struct geometry *geometry_of(size_t size)
{
	static const struct geometry known[] = {
		{FLOPPY_BYTES, 18, 2}, {80 * 2 * 15 * 512, 15, 2},
		{80 * 2 * 36 * 512, 36, 2}, {80 * 2 * 9 * 512, 9, 2},
	};
	size_t i;

	/* A last sector that is cut short is one all the same. */
	for (i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (known[i].bytes == (size + 511) / 512 * 512)
			return &known[i];
	return NULL;
}

void floppy_size(struct ctx *ctx, struct sink *out)
{
	size_t size = floppy(ctx).size;

	if (geometry_of(size))
		return;
	report(out, &(struct finding){
		.where = "floppy.img", .expected = say(ctx, "%d bytes", FLOPPY_BYTES),
		.found = say(ctx, "%zu bytes", size), .at_boot = "Boot error, after Booting from Floppy...",
		.fix = MAKE_FLOPPY,
	});
}

void floppy_kind(struct ctx *ctx, struct sink *out)
{
	if (floppy(ctx).size == FLOPPY_BYTES)
		return;
	report(out, &(struct finding){
		.where = "floppy.img", .expected = say(ctx, "%d bytes", FLOPPY_BYTES),
		.found = say(ctx, "%zu bytes", floppy(ctx).size),
		.at_boot = "the same, in a drive for such disks", .fix = MAKE_FLOPPY,
	});
}

void floppy_boot_signature(struct ctx *ctx, struct sink *out)
{
	static const uint8_t signature[] = {0x55, 0xaa};

	if (bytes_has(floppy(ctx), 510, (struct bytes){signature, 2}))
		return;
	report(out, &(struct finding){
		.where = "floppy.img @510", .expected = "the bytes 55 aa", .found = "others",
		.at_boot = "Boot failed: not a bootable disk",
		.fix = MAKE_FLOPPY,
	});
}

void floppy_parameters(struct ctx *ctx, struct sink *out)
{
	const struct geometry *g = geometry_of(floppy(ctx).size);
	struct fat12 f;
	const char *trouble = fat12_open(floppy(ctx), &f);

	if (!trouble && f.total_sectors * f.sector_bytes != g->bytes)
		trouble = say(ctx, "it describes %u sectors", f.total_sectors);
	if (!trouble && (f.sectors_per_track != g->sectors || f.heads != g->heads))
		trouble =
			say(ctx, "it says %u sectors on a track and %u heads", f.sectors_per_track, f.heads);
	if (!trouble)
		return;
	report(out, &(struct finding){
		.where = "floppy.img @11", .found = trouble,
		.expected =
			say(ctx, "a FAT12 disk with %u sectors on a track and %u heads", g->sectors, g->heads),
		.at_boot = "Boot error, after Booting from Floppy...", .fix = MAKE_FLOPPY,
	});
}

/* Installs SYSLINUX, or makes the disk anew where there is no room for it: its installer then says
 * nothing, and has done nothing. Sizes are those of SYSLINUX 6.04's files in whole clusters. */
static const char *install_fix(struct ctx *ctx)
{
	enum { LDLINUX_SYS = 59392, LDLINUX_C32 = 119808 };
	struct fat_file file;
	struct fat12 f;
	size_t wanted = 0;

	if (fat12_open(floppy(ctx), &f))
		return MAKE_FLOPPY;
	wanted += fat12_find(ctx->arena, &f, "/ldlinux.sys", &file) ? 0 : LDLINUX_SYS;
	wanted += fat12_find(ctx->arena, &f, "/ldlinux.c32", &file) ? 0 : LDLINUX_C32;
	return (size_t)fat12_free(&f) * f.cluster_bytes < wanted ? MAKE_FLOPPY : INSTALL;
}

void floppy_installed(struct ctx *ctx, struct sink *out)
{
	static const char *const found[] = {
		[SYSLINUX_NO_LOADER] = "the boot sector is not SYSLINUX's",
		[SYSLINUX_NO_SECTOR] = "the boot sector names a sector where ldlinux.sys does not begin",
		[SYSLINUX_OTHER] = "boot sector and ldlinux.sys are of different versions",
		[SYSLINUX_NOT_PLACED] = "ldlinux.sys is a plain copy: it does not know its own sectors",
		[SYSLINUX_DAMAGED] = "what stands in ldlinux.sys's sectors has another checksum",
	};
	struct syslinux s = syslinux_read(ctx->arena, floppy(ctx));

	if (s.state == SYSLINUX_OK)
		return;
	report(out, &(struct finding){
		.where = s.first ? say(ctx, "floppy.img, sector %u", s.first) : "floppy.img, boot sector",
		.expected = "SYSLINUX, installed after the disk was formatted", .found = found[s.state],
		.at_boot = s.state == SYSLINUX_NO_LOADER
			? "Booting from Floppy... again and again, or This is not a bootable disk"
		           : s.state == SYSLINUX_DAMAGED ? "SYSLINUX 6.04 CHS Load error - Boot error"
		           : "Boot error, after Booting from Floppy...",
		.fix = install_fix(ctx),
	});
}

/* The sectors of a file that hold SYSLINUX: all of them must be the file's own. */
static bool holds(struct ctx *ctx, const struct fat12 *f, const struct fat_file *file,
                  const struct syslinux *s)
{
	struct chain c = fat12_chain(ctx->arena, f, file->first);
	size_t i;

	if (c.state != CHAIN_OK || c.count * f->sectors_per_cluster < s->count)
		return false;
	for (i = 0; i < s->count; i++)
		if (s->sectors[i] != f->data_start + (c.clusters[i / f->sectors_per_cluster] - 2U) *
		    f->sectors_per_cluster + i % f->sectors_per_cluster)
			return false;
	return true;
}

void floppy_ldlinux_file(struct ctx *ctx, struct sink *out)
{
	struct syslinux s = syslinux_read(ctx->arena, floppy(ctx));
	struct fat_file file;
	struct fat12 f;
	bool there;

	fat12_open(floppy(ctx), &f);
	there = fat12_find(ctx->arena, &f, say(ctx, "%sldlinux.sys", s.folder), &file);
	if (there && holds(ctx, &f, &file, &s))
		return;
	report(out, &(struct finding){
		.where = "floppy.img, ldlinux.sys", .expected = "a file with the sectors that are booted",
		.found = there ? "other sectors" : "no such file: its sectors may be given away",
		.at_boot = "nothing yet; the next file that is copied may be written over the boot loader",
		.fix = INSTALL,
	});
}

void floppy_ldlinux_c32(struct ctx *ctx, struct sink *out)
{
	const char *path = say(ctx, "%sldlinux.c32",
	                       syslinux_read(ctx->arena, floppy(ctx)).folder);
	struct fat_file file;
	struct fat12 f;
	struct bytes data;
	const char *found = "no such file";

	fat12_open(floppy(ctx), &f);
	if (fat12_find(ctx->arena, &f, path, &file)) {
		if (fat12_read(ctx->arena, &f, &file, &data, NULL) && syslinux_module(data))
			return;
		found = "another file, or one that is cut short";
	}
	report(out, &(struct finding){
		.where = "floppy.img, ldlinux.c32", .expected = "SYSLINUX's own module, beside ldlinux.sys",
		.found = found, .at_boot = "Failed to load ldlinux.c32",
		.fix = "mattrib -s -h -r -i floppy.img ::ldlinux.c32; mdel -i floppy.img ::ldlinux.c32; "
		       INSTALL,
	});
}

/* All clusters of all files in the root and one level below, each marked once. */
struct marks {
	struct ctx *ctx;
	const struct fat12 *fat;
	uint8_t *taken;
	const char *trouble, *file;
};

static void mark(struct marks *m, const struct fat_file *file)
{
	static const char *const words[] = {
		[CHAIN_FREE] = "its clusters lead to one that is marked free",
		[CHAIN_BAD] = "its clusters lead to one that is marked bad",
		[CHAIN_OUTSIDE] = "its clusters lead outside the disk",
		[CHAIN_LOOP] = "its clusters go round in a circle",
	};
	struct chain c = fat12_chain(m->ctx->arena, m->fat, file->first);
	const char *trouble = c.state == CHAIN_OK ? NULL : words[c.state];
	size_t i;

	if (!trouble && !(file->attributes & FAT_DIRECTORY) &&
	    c.count * m->fat->cluster_bytes < file->size)
		trouble = "it has fewer clusters than bytes";
	for (i = 0; i < c.count; i++) {
		if (m->taken[c.clusters[i]] && !trouble)
			trouble = "it shares clusters with another file";
		m->taken[c.clusters[i]] = 1;
	}
	if (trouble && !m->trouble) {
		m->trouble = trouble;
		m->file = say(m->ctx, "%s", file->name);
	}
}

static void mark_all(struct marks *m)
{
	struct fat_list list = fat12_list(m->ctx->arena, m->fat, NULL);
	size_t i, k;

	m->taken = arena_alloc(m->ctx->arena, m->fat->clusters + 2);
	for (i = 0; i < list.count; i++) {
		struct fat_list below;

		if (list.files[i].attributes & FAT_VOLUME_LABEL)
			continue;
		mark(m, &list.files[i]);
		if (!(list.files[i].attributes & FAT_DIRECTORY) || m->trouble)
			continue;
		below = fat12_list(m->ctx->arena, m->fat, &list.files[i]);
		for (k = 0; k < below.count; k++)
			if (!(below.files[k].attributes & FAT_DIRECTORY))
				mark(m, &below.files[k]);
	}
}

void floppy_chains(struct ctx *ctx, struct sink *out)
{
	struct fat12 f;
	struct marks m = {.ctx = ctx, .fat = &f};

	fat12_open(floppy(ctx), &f);
	mark_all(&m);
	if (!m.trouble)
		return;
	report(out, &(struct finding){
		.where = say(ctx, "floppy.img, %s", m.file),
		.expected = "a chain of clusters of its own, to its end",
		.found = m.trouble, .at_boot = "the file is read wrong or not at all",
		.fix = MAKE_FLOPPY,
	});
}

void floppy_fat_copies(struct ctx *ctx, struct sink *out)
{
	struct bytes one, two;
	struct fat12 f;

	fat12_open(floppy(ctx), &f);
	if (f.fat_count < 2 ||
	    (bytes_slice(f.image, (uint64_t)f.reserved_sectors * 512, (uint64_t)f.fat_sectors * 512,
	                 &one) &&
	     bytes_slice(f.image, (uint64_t)(f.reserved_sectors + f.fat_sectors) * 512, one.size,
	                 &two) &&
	     bytes_equal(one, two)))
		return;
	report(out, &(struct finding){
		.where = "floppy.img, second FAT", .expected = "a copy of the first one",
		.found = "something else",
		.at_boot = "nothing: SYSLINUX reads the first", .fix = MAKE_FLOPPY,
	});
}
