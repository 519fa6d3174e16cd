#include "disk.h"

#include <string.h>

/* SYSLINUX 6.04, core/elflink/config.c and core/fs/loadconfig.c: folder by folder; where the file is
 * found, there the boot loader changes into, and looks for the kernel. Booted: the root comes first,
 * as the folder that SYSLINUX was installed in. */
static void find_settings(struct ctx *ctx, struct disk *d)
{
	static const char *const folders[] = {"/", "/boot/syslinux/", "/syslinux/"};
	static const char *const names[] = {"extlinux.conf", "syslinux.cfg"};
	struct fat_file file;
	size_t i, k;

	for (i = 0; i < 3; i++)
		for (k = 0; k < 2; k++) {
			const char *path = say(ctx, "%s%s", folders[i], names[k]);

			if (!fat12_find(ctx->arena, &d->fat, path, &file) || file.attributes & FAT_DIRECTORY)
				continue;
			d->cfg_folder = folders[i];
			d->cfg_path = path;
			fat12_read(ctx->arena, &d->fat, &file, &d->cfg_text, NULL);
			return;
		}
}

static bool find_file(struct ctx *ctx, const struct disk *d, const char *name, struct fat_file *file)
{
	const char *path = *name == '/' ? name : say(ctx, "%s%s", d->cfg_folder, name);

	return fat12_find(ctx->arena, &d->fat, path, file) && !(file->attributes & FAT_DIRECTORY);
}

/* readconfig.c, do_include(): as if the files had been put together. */
static void read_settings(struct ctx *ctx, struct disk *d)
{
	struct fat_file file;
	struct bytes more;

	d->cfg = syslinuxcfg_read(ctx->arena, d->cfg_text);
	if (!d->cfg.include || !find_file(ctx, d, d->cfg.include, &file) ||
	    !fat12_read(ctx->arena, &d->fat, &file, &more, NULL))
		return;
	d->cfg = syslinuxcfg_read(ctx->arena, bytes_of(say(ctx, "%.*s\n%.*s", (int)more.size,
	                          (const char *)more.at, (int)d->cfg_text.size, (const char *)d->cfg_text.at)));
}

static const char *after_word(const char *text)
{
	while (*text && (unsigned char)*text > ' ')
		text++;
	while (*text && (unsigned char)*text <= ' ')
		text++;
	return text;
}

static const char *word_of(struct ctx *ctx, const char *text)
{
	size_t length = 0;

	while ((unsigned char)text[length] > ' ')
		length++;
	return arena_copy(ctx->arena, text, length);
}

/* execute.c: the first word is a label or a file; what follows goes to the kernel. initrd= may name
 * several files, with commas; the first one is the root. */
static void resolve(struct ctx *ctx, struct disk *d)
{
	const char *chosen = d->cfg.on_timeout && d->cfg.timeout > 0 ? d->cfg.on_timeout : d->cfg.default_name;
	struct fat_file file;

	d->command = "";
	if (!chosen || !*chosen)
		return;
	d->label = syslinuxcfg_label(&d->cfg, chosen);
	d->kernel = word_of(ctx, d->label ? d->label->kernel : chosen);
	d->command = d->label ? say(ctx, "%s %s %s", after_word(d->label->kernel), d->label->append,
	                            after_word(chosen)) : after_word(chosen);
	if (d->label && d->label->initrd)
		d->command = say(ctx, "%s initrd=%s", d->command, word_of(ctx, d->label->initrd));
	d->initrd = cmdline_value(ctx->arena, d->command, "initrd");
	if (d->initrd && strchr(d->initrd, ','))
		d->initrd = arena_copy(ctx->arena, d->initrd, strcspn(d->initrd, ","));
	d->has_kernel = find_file(ctx, d, d->kernel, &file);
	d->kernel_read = d->has_kernel && fat12_read(ctx->arena, &d->fat, &file, &d->kernel_data, NULL);
	d->has_initrd = d->initrd && find_file(ctx, d, d->initrd, &file);
	d->initrd_read = d->has_initrd && fat12_read(ctx->arena, &d->fat, &file, &d->initrd_data, NULL);
}

static void read_disk(struct ctx *ctx, struct disk *d)
{
	d->command = "";
	d->trouble = fat12_open(work_file(ctx->work, WORK_FLOPPY)->data, &d->fat);
	if (d->trouble)
		return;
	find_settings(ctx, d);
	if (!d->cfg_path)
		return;
	read_settings(ctx, d);
	resolve(ctx, d);
}

const struct disk *disk_read(struct ctx *ctx)
{
	if (!ctx->disk) {
		struct disk *d = arena_alloc(ctx->arena, sizeof(*d));

		read_disk(ctx, d);
		ctx->disk = d;
	}
	return ctx->disk;
}

const char *disk_target(struct ctx *ctx, const struct disk *d, const char *name)
{
	return *name == '/' ? say(ctx, "::%s", name) : say(ctx, "::%s%s", d->cfg_folder ? d->cfg_folder : "/", name);
}
