/* Chapter 01: what linux/.config must say for this disk, and what boots without it. */
#include <string.h>

#include "common.h"
#include "floppy.h"
#include "kconfig.h"
#include "kernel.h"

#define REBUILD "make -C \"$TINY\" step-01"
#define UNMOUNTABLE \
	"Kernel panic - not syncing: VFS: Unable to mount root fs on \"/dev/ram0\""

/* One option that must be y. */
struct option {
	const char *name;
	const char *after; /* another option that it hangs on: that one is then the cause; or NULL */
	const char *at_boot;
};

static struct bytes config(struct ctx *ctx)
{
	return work_file(ctx->work, WORK_KERNEL_CONFIG)->data;
}

/* Where an answer stands: "linux/.config:12", or the file alone. */
static const char *line_of(struct ctx *ctx, const char *option)
{
	struct kconfig_answer answer = kconfig_find(config(ctx), option);

	return answer.line ? say(ctx, "%s:%u", work_name(WORK_KERNEL_CONFIG), answer.line)
	                   : work_name(WORK_KERNEL_CONFIG);
}

static void report_option(struct ctx *ctx, struct sink *out, const struct option *option,
                          const char *value)
{
	const char *found = kconfig_words(ctx->arena, config(ctx), option->name);
	bool module = kconfig_find(config(ctx), option->name).state == KCONFIG_MODULE;

	report(out, &(struct finding){
		.where = line_of(ctx, option->name),
		.expected = say(ctx, "CONFIG_%s=%s", option->name, value),
		.found = module ? say(ctx, "%s, a module, and the disk holds no modules", found) : found,
		.at_boot = option->at_boot,
		.fix = kernel_fix(ctx, REBUILD),
	});
}

/* What bzImage was built with; false: not known. Each build begins by taking over a .config that
 * changed: Linux, Documentation/kbuild/kconfig.rst, KCONFIG_AUTOCONFIG. An image that is older was
 * not made by that build, which was interrupted or failed. */
static bool built_with(struct ctx *ctx, struct bytes *answers)
{
	const struct file *image = work_file(ctx->work, WORK_BZIMAGE);
	const struct file *built = work_file(ctx->work, WORK_KERNEL_BUILT);
	const struct timespec *a = &image->st.st_mtim, *b = &built->st.st_mtim;

	*answers = built->data;
	return image->state == FILE_OK && built->state == FILE_OK && built->data.size > 0 &&
	       (a->tv_sec > b->tv_sec || (a->tv_sec == b->tv_sec && a->tv_nsec >= b->tv_nsec));
}

/* .config says y by now, and bzImage was built before it did. */
static bool built_without(struct ctx *ctx, const char *option)
{
	struct bytes answers;

	return kconfig_yes(config(ctx), option) && built_with(ctx, &answers) &&
	       !kconfig_yes(answers, option);
}

static void report_built(struct ctx *ctx, struct sink *out, const char *expected, const char *found,
                         const char *at_boot)
{
	report(out, &(struct finding){
		.where = work_name(WORK_KERNEL_BUILT),
		.expected = say(ctx, "%s, as linux/.config has it by now", expected),
		.found = say(ctx, "%s: bzImage was built before that", found),
		.at_boot = at_boot,
		.fix = kernel_fix(ctx, REBUILD),
	});
}

/* Off although what it hangs on is on: in .config, or in what bzImage was built with. */
static void want_one(struct ctx *ctx, struct sink *out, const struct option *option)
{
	if (!kconfig_yes(config(ctx), option->name)) {
		if (!option->after || kconfig_yes(config(ctx), option->after))
			report_option(ctx, out, option, "y");
	} else if (built_without(ctx, option->name) &&
	           (!option->after || !built_without(ctx, option->after))) {
		report_built(ctx, out, say(ctx, "CONFIG_%s=y", option->name),
		             say(ctx, "no CONFIG_%s", option->name), option->at_boot);
	}
}

static void want(struct ctx *ctx, struct sink *out, const struct option *options, size_t count)
{
	for (size_t i = 0; i < count; i++)
		want_one(ctx, out, &options[i]);
}

#define WANT(ctx, out, options) want(ctx, out, options, sizeof(options) / sizeof((options)[0]))

void kernel_config_there(struct ctx *ctx, struct sink *out)
{
	if (work_file(ctx->work, WORK_KERNEL_CONFIG)->state == FILE_ABSENT &&
	    work_file(ctx->work, WORK_BZIMAGE)->state == FILE_ABSENT) {
		skip(out, "neither .config nor bzImage is there yet");
		return;
	}
	if (file_usable(ctx, out, WORK_KERNEL_CONFIG,
	                "nothing: a kernel that is already built boots without it", REBUILD) &&
	    kconfig_find(config(ctx), "X86").state == KCONFIG_ABSENT)
		report(out, &(struct finding){
			.summary = "the kernel's .config is not the answers for a PC",
			.where = work_name(WORK_KERNEL_CONFIG),
			.expected = "a line CONFIG_X86=y, as every kernel for a PC has it",
			.found = "no CONFIG_X86",
			.at_boot = "nothing: a kernel that is already built boots without it",
			.fix = kernel_fix(ctx, REBUILD),
		});
}

void kernel_processor(struct ctx *ctx, struct sink *out)
{
	static const char *const families[] = {"M486", "M486SX", "MELAN", "M386"};
	static const char *const others[] = {
		"X86_64", "M586", "M586TSC", "M586MMX", "M686", "MPENTIUMII", "MPENTIUMIII", "MPENTIUMM",
		"MPENTIUM4", "MK6", "MK7", "MCRUSOE", "MEFFICEON", "MWINCHIPC6", "MWINCHIP3D", "MGEODEGX1",
		"MGEODE_LX", "MCYRIXIII", "MVIAC3_2", "MVIAC7", "MCORE2", "MATOM",
	};
	static const char at_boot[] = "Unable to boot - please use a kernel appropriate for your CPU.";
	const char *chosen = "M486";

	for (size_t i = 0; i < sizeof(families) / sizeof(families[0]); i++) {
		if (!kconfig_yes(config(ctx), families[i]) || kconfig_yes(config(ctx), "X86_64"))
			continue;
		if (built_without(ctx, families[i]))
			report_built(ctx, out, say(ctx, "CONFIG_%s=y", families[i]), "another processor",
			             at_boot);
		return;
	}
	for (size_t i = sizeof(others) / sizeof(others[0]); i-- > 0;) {
		if (kconfig_yes(config(ctx), others[i]))
			chosen = others[i];
	}
	report(out, &(struct finding){
		.where = line_of(ctx, chosen),
		.expected = "CONFIG_M486=y",
		.found = kconfig_words(ctx->arena, config(ctx), chosen),
		.at_boot = at_boot,
		.fix = kernel_fix(ctx, REBUILD),
	});
}

void kernel_ram_disk(struct ctx *ctx, struct sink *out)
{
	static const char none[] =
		"VFS: Cannot open root device \"/dev/ram0\" or unknown-block(0,0): error -19, then a panic";
	static const struct option options[] = {
		{"BLOCK", NULL, none}, {"BLK_DEV", "BLOCK", none}, {"BLK_DEV_RAM", "BLK_DEV", none},
		{"BLK_DEV_INITRD", NULL, UNMOUNTABLE},
	};
	struct option number = {"BLK_DEV_RAM_COUNT", NULL, none};
	struct bytes built;
	uint64_t count = 1;

	WANT(ctx, out, options);
	if (kconfig_yes(config(ctx), "BLK_DEV_RAM") &&
	    kconfig_number(config(ctx), number.name, &count) && count == 0)
		report_option(ctx, out, &number, "1 or more");
	else if (built_with(ctx, &built) && kconfig_number(built, number.name, &count) && count == 0)
		report_built(ctx, out, "CONFIG_BLK_DEV_RAM_COUNT=1 or more", "CONFIG_BLK_DEV_RAM_COUNT=0",
		             none);
}

/* APPEND ramdisk_size=N overrules the kernel's own figure. */
static bool size_from_append(struct ctx *ctx, uint64_t *kib)
{
	struct bytes text = work_file(ctx->work, WORK_SYSLINUX_CFG)->data;
	static const char word[] = "ramdisk_size=";
	size_t at;
	uint64_t sum = 0;
	uint8_t c = 0;

	if (!bytes_find(text, 0, bytes_of(word), &at))
		return false;
	for (at += strlen(word); bytes_u8(text, at, &c) && c >= '0' && c <= '9' && sum < 1u << 30; at++)
		sum = sum * 10 + (uint64_t)(c - '0');
	*kib = sum;
	return sum > 0;
}

/* What must fit: fs, or while there is none the program that will be most of it. */
static bool what_must_fit(struct ctx *ctx, const char **name, uint64_t *size)
{
	static const enum work_file files[] = {WORK_FS, WORK_BUSYBOX};

	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		const struct file *f = work_file(ctx->work, files[i]);

		if ((f->state == FILE_OK || f->state == FILE_TOO_BIG) && f->st.st_size > 0) {
			*name = work_name(files[i]);
			*size = (uint64_t)f->st.st_size;
			return true;
		}
	}
	return false;
}

enum { BOOK_RAM_DISK_KIB = 4096 }; /* steps/01-kernel.config */

static unsigned long long kibibytes(uint64_t size)
{
	return (size + 1023) / 1024;
}

/* With the book's own size it is the image that is too large: TL0708. */
static bool holds(uint64_t kib, uint64_t size)
{
	return kib >= kibibytes(size) || kib >= BOOK_RAM_DISK_KIB;
}

void kernel_ram_disk_size(struct ctx *ctx, struct sink *out)
{
	static const char option[] = "BLK_DEV_RAM_SIZE";
	static const char at_boot[] =
		"the image is cut off: Kernel panic - not syncing: No working init found";
	const char *name = NULL;
	uint64_t kib = 0, size = 0;
	struct bytes built;

	if (size_from_append(ctx, &kib))
		return;
	if (!what_must_fit(ctx, &name, &size)) {
		skip(out, "there is no image fs yet that must fit");
		return;
	}
	if (!kconfig_number(config(ctx), option, &kib) || !holds(kib, size)) {
		report(out, &(struct finding){
			.where = line_of(ctx, option),
			.expected = say(ctx, "at least %llu KiB: %s has %llu bytes", kibibytes(size), name,
			                (unsigned long long)size),
			.found = kconfig_words(ctx->arena, config(ctx), option),
			.at_boot = at_boot,
			.fix = kernel_fix(ctx, REBUILD),
		});
	} else if (built_with(ctx, &built) && kconfig_number(built, option, &kib) &&
	           !holds(kib, size)) {
		report_built(ctx, out, say(ctx, "at least %llu KiB", kibibytes(size)),
		             kconfig_words(ctx->arena, built, option), at_boot);
	}
}

void kernel_write_mounted(struct ctx *ctx, struct sink *out)
{
	static const struct option option = {
		"BLK_DEV_WRITE_MOUNTED", NULL,
		"Cannot open root device \"/dev/ram0\": error -16, then a panic"};

	/* Kernels before 6.8 do not ask; a file that says nothing about it gets yes by default. */
	if (kconfig_find(config(ctx), option.name).state == KCONFIG_NO ||
	    built_without(ctx, option.name))
		want_one(ctx, out, &option);
}

void kernel_romfs(struct ctx *ctx, struct sink *out)
{
	static const struct option options[] = {
		{"MISC_FILESYSTEMS", NULL, UNMOUNTABLE},
		{"ROMFS_FS", "MISC_FILESYSTEMS", UNMOUNTABLE},
		{"ROMFS_ON_BLOCK", "ROMFS_FS", UNMOUNTABLE},
	};

	WANT(ctx, out, options);
}

/* The suffix of the RD_ option that unpacks the file; "" for one that is not packed. */
static const char *packed_with(struct bytes file)
{
	static const struct { const char *name; struct bytes magic; } kinds[] = {
		/* Linux, lib/decompress.c, compressed_formats[] */
		{"BZIP2", {(const uint8_t *)"BZ", 2}},
		{"LZMA", {(const uint8_t *)"\x5d\x00", 2}},
		{"XZ", {(const uint8_t *)"\xfd" "7", 2}},
		{"LZO", {(const uint8_t *)"\x89L", 2}},
		{"LZ4", {(const uint8_t *)"\x02\x21", 2}},
		{"ZSTD", {(const uint8_t *)"\x28\xb5", 2}},
		{"", {(const uint8_t *)"-rom1fs-", 8}},
	};

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		if (bytes_has(file, 0, kinds[i].magic))
			return kinds[i].name;
	}
	return "GZIP";
}

/* Step 07 packs with gzip. Another packing that this kernel can undo is as good; one that it
 * cannot undo while it can undo gzip is a matter of fs.gz, chapter 07. */
void kernel_unpacker(struct ctx *ctx, struct sink *out)
{
	static const struct option gzip = {
		"RD_GZIP", NULL,
		"Kernel panic - not syncing: Could not decompress initial ramdisk image."};
	const char *kind = packed_with(work_file(ctx->work, WORK_FS_GZ)->data);

	if (!*kind)
		return;
	kind = say(ctx, "RD_%s", kind);
	if (!kconfig_yes(config(ctx), kind) || built_without(ctx, kind))
		want_one(ctx, out, &gzip);
}

void kernel_elf(struct ctx *ctx, struct sink *out)
{
	static const struct option options[] = {
		{"BINFMT_ELF", NULL, "Kernel panic - not syncing: No working init found"}};

	WANT(ctx, out, options);
}

void kernel_script(struct ctx *ctx, struct sink *out)
{
	static const struct option options[] = {
		{"BINFMT_SCRIPT", NULL,
		 "can't run '/etc/init.d/rcS': Exec format error; /proc and /var/shm stay empty"}};

	WANT(ctx, out, options);
}

void kernel_screen(struct ctx *ctx, struct sink *out)
{
	static const char silence[] = "nothing after SYSLINUX's \"Loading fs.gz...ok\"";
	static const struct option options[] = {
		{"TTY", NULL, silence}, {"VT", "TTY", silence}, {"VT_CONSOLE", "VT", silence},
		{"VGA_CONSOLE", "VT", silence},
	};

	WANT(ctx, out, options);
}

void kernel_keyboard(struct ctx *ctx, struct sink *out)
{
	static const char deaf[] = "\"Please press Enter\" stays; no key does anything";
	static const struct option options[] = {
		{"INPUT", NULL, deaf}, {"INPUT_KEYBOARD", "INPUT", deaf},
		{"KEYBOARD_ATKBD", "INPUT_KEYBOARD", deaf}, {"SERIO_I8042", "KEYBOARD_ATKBD", deaf},
	};

	WANT(ctx, out, options);
}

void kernel_proc(struct ctx *ctx, struct sink *out)
{
	static const struct option options[] = {
		{"PROC_FS", NULL, "mount: mounting proc on /proc failed: No such device"}};

	WANT(ctx, out, options);
}

void kernel_tmpfs(struct ctx *ctx, struct sink *out)
{
	static const char at_boot[] = "mount: mounting none on /var/shm failed: Invalid argument";
	/* Without SHMEM the kernel calls its ramfs tmpfs: Linux, mm/shmem.c, "tiny-shmem". */
	static const struct option options[] = {{"TMPFS", "SHMEM", at_boot}};

	WANT(ctx, out, options);
}

void kernel_printk(struct ctx *ctx, struct sink *out)
{
	static const struct option options[] = {
		{"PRINTK", NULL, "no line of the kernel's own, and silence where it would panic"}};

	WANT(ctx, out, options);
}

void kernel_time(struct ctx *ctx, struct sink *out)
{
	static const struct option options[] = {
		{"COMPAT_32BIT_TIME", NULL, "sleep returns at once"}};

	WANT(ctx, out, options);
}

void kernel_modules(struct ctx *ctx, struct sink *out)
{
	if (kconfig_yes(config(ctx), "MODULES"))
		report(out, &(struct finding){
			.where = line_of(ctx, "MODULES"),
			.expected = "# CONFIG_MODULES is not set",
			.found = "CONFIG_MODULES=y",
			.at_boot = "the same; what is built as a module is not on the disk",
			.fix = kernel_fix(ctx, REBUILD),
		});
}
