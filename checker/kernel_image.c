/* Chapter 01: linux/arch/x86/boot/bzImage, the kernel as SYSLINUX loads it. */
#include "bzimage.h"
#include "common.h"
#include "floppy.h"
#include "kconfig.h"
#include "kernel.h"

#define REBUILD "rm linux/arch/x86/boot/bzImage; make -C \"$TINY\" step-01"
#define REFUSED "SYSLINUX: \"Booting kernel failed: Invalid argument\", then boot: again"
#define SILENCE "nothing after SYSLINUX's \"Loading fs.gz...ok\""

enum {
	MEMORY = 8 << 20,       /* bytes of the PC that the book boots on */
	DISK = 1457664,         /* bytes for files on a 1.44 MB FAT, measured with mformat */
	SYSLINUX = 59392 + 119808 /* ldlinux.sys and ldlinux.c32 there, in whole clusters */
};

static struct bytes image(struct ctx *ctx)
{
	return work_file(ctx->work, WORK_BZIMAGE)->data;
}

/* Only after image_header() has passed. */
static struct bzimage header(struct ctx *ctx)
{
	struct bzimage b;

	(void)bzimage_parse(image(ctx), &b);
	return b;
}

void image_there(struct ctx *ctx, struct sink *out)
{
	/* Something of that name stands in make's way; nothing does not. */
	bool absent = work_file(ctx->work, WORK_BZIMAGE)->state == FILE_ABSENT;

	file_usable(ctx, out, WORK_BZIMAGE, "nothing yet: there is no kernel to put on the disk",
	            kernel_fix(ctx, absent ? "make -C \"$TINY\" step-01"
	                                   : "rm -rf linux/arch/x86/boot/bzImage; make -C \"$TINY\" "
	                                     "step-01"));
}

static const char *what_instead(struct ctx *ctx, struct bytes file)
{
	uint8_t c = 0;

	if (bytes_has(file, 0, bytes_of("\177ELF")))
		return "an ELF file, such as vmlinux";
	if (bytes_u8(file, 0, &c) && c == 0x1f)
		return "a gzip file, such as vmlinux.bin.gz";
	return say(ctx, "a file of %zu bytes without them", file.size);
}

void image_header(struct ctx *ctx, struct sink *out)
{
	struct bzimage b;
	bool parsed = bzimage_parse(image(ctx), &b);
	struct finding finding = {
		.where = work_name(WORK_BZIMAGE), .at_boot = REFUSED,
		.expected = "a Linux boot header: 55 aa at 0x1fe and \"HdrS\" at 0x202",
	};

	if (parsed && b.loaded_high && b.protocol >= 0x200)
		return;
	finding.fix = kernel_fix(ctx, REBUILD);
	if (!parsed) {
		finding.found = what_instead(ctx, image(ctx));
	} else {
		finding.summary = "the kernel image is no bzImage";
		finding.expected = "boot protocol 2.00 or later, loaded high";
		finding.found = say(ctx, "protocol %u.%02u, loaded %s", b.protocol >> 8, b.protocol & 0xff,
		                    b.loaded_high ? "high" : "low");
	}
	report(out, &finding);
}

static void report_short(struct ctx *ctx, struct sink *out, uint64_t size, const char *at_boot)
{
	report(out, &(struct finding){
		.where = work_name(WORK_BZIMAGE),
		.expected = say(ctx, "%llu bytes, as its header says", (unsigned long long)size),
		.found = say(ctx, "%zu bytes", image(ctx).size),
		.at_boot = at_boot,
		.fix = kernel_fix(ctx, REBUILD),
	});
}

void image_whole(struct ctx *ctx, struct sink *out)
{
	struct bzimage b = header(ctx);

	if (!bzimage_whole(image(ctx), &b))
		report_short(ctx, out, b.size, SILENCE);
}

void image_end(struct ctx *ctx, struct sink *out)
{
	struct bzimage b = header(ctx);

	if (b.size > image(ctx).size)
		report_short(ctx, out, b.size, "the same: only filling and the checksum are lost");
}

/* "6.12.117 (tiny..." -> major, minor. */
static bool at_least(struct bytes version, uint64_t major, uint64_t minor)
{
	uint64_t part[2] = {0, 0};
	uint8_t c = 0;
	size_t n = 0;

	for (size_t i = 0; n < 2 && bytes_u8(version, i, &c); i++) {
		if (c >= '0' && c <= '9' && part[n] < 1000)
			part[n] = part[n] * 10 + (uint64_t)(c - '0');
		else if (c != '.' || ++n == 2)
			break;
	}
	return part[0] > major || (part[0] == major && part[1] >= minor);
}

/* True: there is a checksum, and it does not fit. */
static bool sum_wrong(struct ctx *ctx, struct sink *out, const struct bzimage *b)
{
	if (b->protocol < 0x208 || at_least(b->version, 6, 15)) {
		skip(out, "a kernel of this version carries no checksum");
		return false;
	}
	if (ctx->kernel_sum == SUM_UNKNOWN)
		ctx->kernel_sum = bzimage_sum_right(image(ctx), b) ? SUM_RIGHT : SUM_WRONG;
	return ctx->kernel_sum == SUM_WRONG;
}

void image_touched(struct ctx *ctx, struct sink *out)
{
	struct bzimage b = header(ctx);

	if (!sum_wrong(ctx, out, &b) || b.ram_start || !bzimage_sum_of_build(image(ctx), &b))
		return;
	report(out, &(struct finding){
		.where = say(ctx, "%s@0x1f2", work_name(WORK_BZIMAGE)),
		.expected = "the boot header as the build left it",
		.found = "other values in fields that rdev, vidmode or a boot loader write",
		.at_boot = "the same: SYSLINUX and the command line decide what these fields said",
		.fix = REBUILD,
	});
}

void image_sum(struct ctx *ctx, struct sink *out)
{
	struct bzimage b = header(ctx);
	bool of_build;

	if (!sum_wrong(ctx, out, &b))
		return;
	of_build = bzimage_sum_of_build(image(ctx), &b);
	if (of_build && b.ram_start)
		report(out, &(struct finding){
			.summary = "the kernel's boot header tells it to look for fs.gz in a wrong place",
			.where = say(ctx, "%s@0x1f8", work_name(WORK_BZIMAGE)),
			.expected = "ram_size 0, as the build left it",
			.found = say(ctx, "the RAM disk's image begins at block %u, says ram_size",
			             b.ram_start),
			.at_boot = say(ctx, "RAMDISK: Couldn't find valid RAM disk image starting at %u.",
			               b.ram_start),
			.fix = kernel_fix(ctx, REBUILD),
		});
	if (of_build)
		return;
	report(out, &(struct finding){
		.where = work_name(WORK_BZIMAGE),
		.expected = "the checksum in its last four bytes fits",
		.found = "it does not: some byte was changed after the build",
		.at_boot = "XZ-compressed data is corrupt -- System halted",
		.fix = kernel_fix(ctx, REBUILD),
	});
}

void image_32_bit(struct ctx *ctx, struct sink *out)
{
	if (!header(ctx).wide)
		return;
	report(out, &(struct finding){
		.where = say(ctx, "%s@0x236", work_name(WORK_BZIMAGE)),
		.expected = "a 32-bit kernel",
		.found = "one with a 64-bit entry point",
		.at_boot = "Unable to boot - please use a kernel appropriate for your CPU.",
		.fix = kernel_fix(ctx, REBUILD),
	});
}

void image_memory(struct ctx *ctx, struct sink *out)
{
	struct bzimage b = header(ctx);

	if (b.memory_end <= MEMORY)
		return;
	report(out, &(struct finding){
		.where = say(ctx, "%s@0x258", work_name(WORK_BZIMAGE)),
		.expected = "a kernel that unpacks itself below 8 MiB (CONFIG_PHYSICAL_START=0x100000)",
		.found = say(ctx, "it wants to lie at %llu KiB and needs memory up to %llu KiB",
		             (unsigned long long)(b.address >> 10),
		             (unsigned long long)(b.memory_end >> 10)),
		.at_boot = SILENCE " on a PC with 8 MB",
		.fix = kernel_fix(ctx, REBUILD),
	});
}

void image_size(struct ctx *ctx, struct sink *out)
{
	const struct file *fs = work_file(ctx->work, WORK_FS_GZ);
	uint64_t fs_size = fs->state == FILE_OK ? fs->data.size : 0;
	uint64_t room = DISK - SYSLINUX;

	if (image(ctx).size <= room || image(ctx).size + fs_size <= room)
		return;
	report(out, &(struct finding){
		.where = work_name(WORK_BZIMAGE),
		.expected = say(ctx, "at most %llu bytes, what SYSLINUX leaves on the floppy disk",
		                (unsigned long long)room),
		.found = say(ctx, "%zu bytes", image(ctx).size),
		.at_boot = "no boot: mcopy says \"Disk full\" in chapter 08",
		.fix = kernel_fix(ctx, REBUILD),
	});
}

static void stale(struct ctx *ctx, struct sink *out, const char *expected, const char *found)
{
	report(out, &(struct finding){
		.where = work_name(WORK_BZIMAGE),
		.expected = expected,
		.found = found,
		.at_boot = "what bzImage was built with counts, not what .config says now",
		.fix = kernel_fix(ctx, REBUILD),
	});
}

void image_stale(struct ctx *ctx, struct sink *out)
{
	struct bytes config = work_file(ctx->work, WORK_KERNEL_CONFIG)->data, version;
	struct bzimage b = header(ctx);
	const char *packing = bzimage_packing(&b);
	uint64_t align = 0;

	if (kconfig_version(config, &version) && b.version.size > 0 &&
	    !(bytes_has(b.version, 0, version) && !bytes_has(b.version, version.size, bytes_of("."))))
		stale(ctx, out, say(ctx, "version %s, as linux/.config is for",
		                    arena_copy(ctx->arena, version.at, version.size)),
		      arena_copy(ctx->arena, b.version.at, b.version.size));
	else if (packing && !kconfig_yes(config, say(ctx, "KERNEL_%s", packing)))
		stale(ctx, out, "packed as linux/.config says",
		      say(ctx, "packed with %s, and no CONFIG_KERNEL_%s=y", packing, packing));
	else if (b.protocol >= 0x205 && b.relocatable != kconfig_yes(config, "RELOCATABLE"))
		stale(ctx, out, kconfig_words(ctx->arena, config, "RELOCATABLE"),
		      b.relocatable ? "a relocatable kernel" : "a kernel that is not relocatable");
	else if (kconfig_number(config, "PHYSICAL_ALIGN", &align) && b.alignment != align)
		stale(ctx, out, kconfig_words(ctx->arena, config, "PHYSICAL_ALIGN"),
		      say(ctx, "a kernel aligned to 0x%x", b.alignment));
}
