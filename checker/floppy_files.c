/* Chapter 08: the settings on the disk, and the files that they name. */
#include <string.h>
#include <strings.h>

#include "boot_words.h"
#include "carried.h"
#include "common.h"
#include "disk.h"
#include "floppy.h"
#include "text.h"


#define CFG \
	"cp \"$TINY/rootfs/syslinux.cfg\" syslinux.cfg; " \
	"mcopy -o -i floppy.img syslinux.cfg ::syslinux.cfg"
#define NO_FILE "Loading %s... failed: No such file or directory, every two seconds"

/* The book's file in the root of the disk. Settings in another place are found before those, and
 * their names stand for files beside them: then the disk is made anew. */
static const char *cfg_fix(const struct disk *d)
{
	return d->cfg_path && strcmp(d->cfg_path, "/syslinux.cfg") != 0 ? MAKE_FLOPPY : CFG;
}

/* The same, and then the file itself. */
static const char *cfg_and_file(struct ctx *ctx, const struct disk *d, const char *copy)
{
	const char *fix = cfg_fix(d);

	return strcmp(fix, CFG) == 0 ? say(ctx, "%s; %s", fix, copy) : fix;
}

static const char *line_of(struct ctx *ctx, const struct disk *d, int line)
{
	return line ? say(ctx, "floppy.img, %s:%d", d->cfg_path, line)
		: say(ctx, "floppy.img, %s", d->cfg_path);
}

/* A line that SYSLINUX passes over is the likely cause of what is missing. */
static const char *missing(struct ctx *ctx, const struct disk *d, const char *what)
{
	if (!d->cfg.unknown)
		return what;
	return say(ctx, "%s; line %d, column %d is passed over: %.60s", what, d->cfg.unknown_line,
	           d->cfg.unknown_column, d->cfg.unknown);
}

void floppy_cfg_there(struct ctx *ctx, struct sink *out)
{
	const struct disk *d = disk_read(ctx);

	if (d->cfg_path)
		return;
	report(out, &(struct finding){
		.where = "floppy.img", .expected = "the file syslinux.cfg, in the root of the disk",
		.found = "no such file there, nor in /boot/syslinux or /syslinux",
		.at_boot = "WARNING: No configuration file found, then boot: for ever", .fix = cfg_fix(d),
	});
}

void floppy_cfg_default(struct ctx *ctx, struct sink *out)
{
	const struct disk *d = disk_read(ctx);

	if (d->kernel && (d->label || kernel_value(ctx->arena, d->command, "root")))
		return;
	if (d->kernel) {
		report(out, &(struct finding){
			.summary = "syslinux.cfg's DEFAULT leads to no label",
			.where = line_of(ctx, d, d->cfg.default_line),
			.expected = "a LABEL of the same name, in the same case",
			.found = missing(ctx, d, say(ctx, "%s", d->kernel)),
			.at_boot = d->has_kernel ? "Kernel panic - not syncing: VFS: Unable to mount root fs"
			                         : say(ctx, NO_FILE, d->kernel), .fix = cfg_fix(d),
		});
		return;
	}
	report(out, &(struct finding){
		.where = line_of(ctx, d, d->cfg.default_line), .expected = "a line DEFAULT linux",
		.found = missing(ctx, d, "none"),
		.at_boot = "No DEFAULT or UI configuration directive found!, then boot: for ever",
		.fix = cfg_fix(d),
	});
}

void floppy_cfg_timeout(struct ctx *ctx, struct sink *out)
{
	const struct disk *d = disk_read(ctx);

	if (!d->cfg.prompt || (d->cfg.timeout > 0 && d->cfg.timeout <= SYSLINUXCFG_TIMEOUT_MOST))
		return;
	report(out, &(struct finding){
		.where = line_of(ctx, d, d->cfg.timeout_line),
		.expected = "TIMEOUT 20: tenths of a second, 1 to 180",
		.found = d->cfg.timeout_line ? say(ctx, "TIMEOUT %ld", d->cfg.timeout)
			: missing(ctx, d, "no such line"),
		.at_boot = d->cfg.timeout > 0
			? say(ctx, "boot: and nothing else for %ld s; the smoke test gives up after 20 s",
			      d->cfg.timeout / 10)
			: "boot: and nothing else, until somebody presses Enter",
		.fix = cfg_fix(d),
	});
}

/* execute.c: the end of a file's name says what kind it is, and these are no Linux. */
static bool other_kind(const char *name)
{
	const char *dot = strrchr(name, '.');

	return dot && (strcasecmp(dot, ".c32") == 0 || strcasecmp(dot, ".bin") == 0 ||
	               strcasecmp(dot, ".bss") == 0 || strcasecmp(dot, ".bs") == 0);
}

/* fix, which copies a file to the disk under that name; or the disk is made anew, where something
 * that nobody asks for, such as the file itself under another name, leaves no room for it. */
static const char *copying_fix(struct ctx *ctx, const struct disk *d, enum work_file which,
                               const char *name, const char *fix)
{
	struct fat_file file;
	size_t room = (size_t)fat12_free(&d->fat) * d->fat.cluster_bytes;

	if (fat12_find(ctx->arena, &d->fat, name, &file) ||
	    room >= work_file(ctx->work, which)->data.size)
		return fix;
	return MAKE_FLOPPY;
}

void floppy_cfg_kernel(struct ctx *ctx, struct sink *out)
{
	const struct disk *d = disk_read(ctx);
	int line = d->label ? d->label->kernel_line : d->cfg.default_line;

	if (d->label && d->label->other) {
		report(out, &(struct finding){
			.where = line_of(ctx, d, line), .expected = "KERNEL and the name of the kernel",
			.found = say(ctx, "%s, which starts other things than Linux", d->label->other),
			.at_boot = "boot: again and again, and a line that says what could not be started",
			.fix = cfg_fix(d),
		});
		return;
	}
	if (d->has_kernel && ((d->label && d->label->is_linux) || !other_kind(d->kernel)))
		return;
	report(out, &(struct finding){
		.where = line_of(ctx, d, line ? line : d->label ? d->label->line : 0),
		.expected = "the name of the kernel on this disk",
		.found = d->has_kernel
			? say(ctx, "%s, whose ending stands for another kind of program", d->kernel)
		                       : say(ctx, "%s, and there is no such file", *d->kernel ? d->kernel
		                             : "nothing"),
		.at_boot = say(ctx, NO_FILE, d->kernel),
		.fix = copying_fix(ctx, d, WORK_BZIMAGE, "/linux",
		                   cfg_and_file(ctx, d, "mcopy -o -i floppy.img "
		                                        "linux/arch/x86/boot/bzImage ::linux")),
	});
}

void floppy_cfg_initrd(struct ctx *ctx, struct sink *out)
{
	const struct disk *d = disk_read(ctx);
	int line = d->label ? d->label->append_line : d->cfg.default_line;

	if (d->has_initrd)
		return;
	report(out, &(struct finding){
		.where = line_of(ctx, d, line), .expected = "initrd=fs.gz, and that file on this disk",
		.found = d->initrd ? say(ctx, "initrd=%s, and there is no such file", d->initrd)
		                   : missing(ctx, d, "no initrd="),
		.at_boot = d->initrd ? say(ctx, "Loading %s...failed: No such file or directory", d->initrd)
		                     : "Kernel panic - not syncing: VFS: Unable to mount root fs on "
		                       "\"/dev/ram0\"",
		.fix = copying_fix(ctx, d, WORK_FS_GZ, "/fs.gz",
		                   cfg_and_file(ctx, d, "mcopy -o -i floppy.img fs.gz ::fs.gz")),
	});
}

void floppy_cfg_root(struct ctx *ctx, struct sink *out)
{
	const struct disk *d = disk_read(ctx);
	const char *root = kernel_value(ctx->arena, d->command, "root");

	if (disk_root_is_ram(root))
		return;
	report(out, &(struct finding){
		.where = line_of(ctx, d, d->label ? d->label->append_line : d->cfg.default_line),
		.expected = "root=/dev/ram0",
		.found = root ? say(ctx, "root=%s", root) : missing(ctx, d, "no root="),
		.at_boot = root ? "Kernel panic - not syncing: VFS: Unable to mount root fs"
		                : "Cannot open root device \"\" or unknown-block(0,0), then a kernel panic",
		.fix = cfg_fix(d),
	});
}

void floppy_cfg_words(struct ctx *ctx, struct sink *out)
{
	const struct disk *d = disk_read(ctx);
	const char *at_boot, *word = boot_deadly_word(ctx, d, &at_boot);

	if (!word)
		return;
	report(out, &(struct finding){
		.where = line_of(ctx, d, d->label ? d->label->append_line : d->cfg.default_line),
		.expected = "root=/dev/ram0 initrd=fs.gz", .found = word, .at_boot = at_boot,
		.fix = cfg_fix(d),
	});
}

void floppy_cfg_init(struct ctx *ctx, struct sink *out)
{
	const struct disk *d = disk_read(ctx);
	const char *at_boot, *word = boot_other_way(ctx, d, &at_boot);

	if (!word)
		return;
	report(out, &(struct finding){
		.where = line_of(ctx, d, d->label ? d->label->append_line : d->cfg.default_line),
		.expected = "root=/dev/ram0 initrd=fs.gz: the kernel finds /bin/init by itself",
		.found = word, .at_boot = at_boot,
		.fix = cfg_fix(d),
	});
}

void floppy_cfg_lines(struct ctx *ctx, struct sink *out)
{
	const struct disk *d = disk_read(ctx);

	if (!d->cfg.unknown)
		return;
	report(out, &(struct finding){
		.where = say(ctx, "floppy.img, %s:%d:%d", d->cfg_path, d->cfg.unknown_line,
		             d->cfg.unknown_column),
		.expected =
			"DEFAULT, PROMPT, TIMEOUT, LABEL, KERNEL, APPEND or another word that SYSLINUX knows",
		.found = d->cfg.unknown,
		.at_boot = "nothing: SYSLINUX passes the line over", .fix = cfg_fix(d),
	});
}

void floppy_cfg_copy(struct ctx *ctx, struct sink *out)
{
	const struct disk *d = disk_read(ctx);
	const struct file *f = work_file(ctx->work, WORK_SYSLINUX_CFG);

	if (f->state == FILE_OK && bytes_equal(f->data, d->cfg_text))
		return;
	report(out, &(struct finding){
		.where = "syslinux.cfg", .expected = "the same as on the disk",
		.found = f->state == FILE_OK ? "another text" : "no such file",
		.at_boot = "nothing: the one on the disk counts",
		.fix = say(ctx, "mcopy -n -o -i floppy.img %s syslinux.cfg",
		           text_shell(ctx->arena, say(ctx, "::%s", d->cfg_path))),
	});
}

/* Is it the very kernel of linux/? What is wrong with that one is said by chapter 01's checks. */
static bool kernel_as_built(struct ctx *ctx, const struct disk *d)
{
	const struct file *f = work_file(ctx->work, WORK_BZIMAGE);

	return f->state == FILE_OK && d->kernel_read && bytes_equal(f->data, d->kernel_data);
}

static const char *copy_to(struct ctx *ctx, const struct disk *d, const char *from,
                           const char *name)
{
	return say(ctx, "mcopy -o -i floppy.img %s %s", from,
	           text_shell(ctx->arena, disk_target(ctx, d, name)));
}

const char *kernel_fix(struct ctx *ctx, const char *fix)
{
	const struct disk *d = disk_read(ctx);

	if (!d->has_kernel)
		return fix;
	return say(ctx, "%s; %s", fix, copy_to(ctx, d, "linux/arch/x86/boot/bzImage", d->kernel));
}

const char *floppy_copy_image(struct ctx *ctx)
{
	const struct disk *d = disk_read(ctx);

	return copy_to(ctx, d, "fs.gz", d->has_initrd ? d->initrd : "fs.gz");
}

void floppy_kernel_whole(struct ctx *ctx, struct sink *out)
{
	const struct disk *d = disk_read(ctx);

	if (!d->kernel_read || kernel_is_whole(d->kernel_data) || kernel_as_built(ctx, d))
		return;
	report(out, &(struct finding){
		.where = say(ctx, "floppy.img, %s", d->kernel), .expected = "a whole bzImage",
		.found = kernel_words(ctx, d->kernel_data),
		.at_boot = "Booting kernel failed: Invalid argument, or nothing more on the screen",
		.fix = copy_to(ctx, d, "linux/arch/x86/boot/bzImage", d->kernel),
	});
}

void floppy_kernel_stale(struct ctx *ctx, struct sink *out)
{
	const struct disk *d = disk_read(ctx);
	const struct file *f = work_file(ctx->work, WORK_BZIMAGE);

	if (!d->kernel_read || f->state != FILE_OK || kernel_as_built(ctx, d))
		return;
	report(out, &(struct finding){
		.where = say(ctx, "floppy.img, %s", d->kernel),
		.expected = "the kernel in linux/arch/x86/boot/bzImage",
		.found = "another kernel", .at_boot = "that other kernel",
		.fix = copy_to(ctx, d, "linux/arch/x86/boot/bzImage", d->kernel),
	});
}

static bool same_as_built(struct ctx *ctx, const struct disk *d)
{
	const struct file *f = work_file(ctx->work, WORK_FS_GZ);

	return f->state == FILE_OK && d->initrd_read && bytes_equal(f->data, d->initrd_data);
}

void floppy_image_whole(struct ctx *ctx, struct sink *out)
{
	const struct disk *d = disk_read(ctx);

	/* What is the same as fs.gz is chapter 07's to judge. */
	if (!d->initrd_read || same_as_built(ctx, d))
		return;
	if (image_is_whole(ctx, d->initrd_data))
		return;
	report(out, &(struct finding){
		.where = say(ctx, "floppy.img, %s", d->initrd), .expected = "the whole of fs.gz",
		.found = say(ctx, "%zu bytes that hold no whole image", d->initrd_data.size),
		.at_boot = "a kernel panic: No working init found, or Unable to mount root fs",
		.fix = copy_to(ctx, d, "fs.gz", d->initrd),
	});
}

void floppy_image_stale(struct ctx *ctx, struct sink *out)
{
	const struct disk *d = disk_read(ctx);

	if (!d->initrd_read || same_as_built(ctx, d) || image_as_built(ctx, d->initrd_data))
		return;
	report(out, &(struct finding){
		.where = say(ctx, "floppy.img, %s", d->initrd), .expected = "the files that are in fs.gz",
		.found = "others", .at_boot = "the tree as it was when the disk was made",
		.fix = copy_to(ctx, d, "fs.gz", d->initrd),
	});
}

void floppy_image_bytes(struct ctx *ctx, struct sink *out)
{
	const struct disk *d = disk_read(ctx);

	if (!d->initrd_read || same_as_built(ctx, d))
		return;
	report(out, &(struct finding){
		.where = say(ctx, "floppy.img, %s", d->initrd), .expected = "the same bytes as fs.gz",
		.found = "the same files, in another image", .at_boot = "the same",
		.fix = copy_to(ctx, d, "fs.gz", d->initrd),
	});
}
