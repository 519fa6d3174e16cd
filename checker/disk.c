#include "disk.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "syslinux.h"

bool disk_file(struct ctx *ctx, const struct disk *d, const char *path, bool *there,
               struct bytes *data)
{
	struct fat_file on_fat;
	struct iso_file on_cd;

	*there = false;
	*data = (struct bytes){NULL, 0};
	if (d->is_cd) {
		*there = iso_find(&d->iso, path, &on_cd) && !on_cd.is_directory;
		if (*there)
			*data = on_cd.data;
		return *there && !on_cd.cut_off;
	}
	*there = fat12_find(ctx->arena, &d->fat, path, &on_fat) && !(on_fat.attributes & FAT_DIRECTORY);
	return *there && fat12_read(ctx->arena, &d->fat, &on_fat, data, NULL);
}

/* SYSLINUX 6.04, core/elflink/config.c and core/fs/loadconfig.c; core/fs/iso9660/iso9660.c for
 * ISOLINUX: folder by folder; where the file is found, there the boot loader changes into, and
 * looks for the kernel. The folder that SYSLINUX was installed in comes first, which is a
 * disk's root if nothing else was said. */
static void find_settings(struct ctx *ctx, struct disk *d)
{
	const char *const on_fat[] = {d->installed, "/boot/syslinux/", "/syslinux/", "/", NULL};
	static const char *const on_cd[] = {"/boot/isolinux/", "/isolinux/", "/boot/syslinux/",
		"/syslinux/", "/", NULL};
	static const char *const names[2][2] = {{"extlinux.conf", "syslinux.cfg"},
		{"isolinux.cfg", "syslinux.cfg"}};
	const char *const *folder;
	bool there;
	size_t k;

	for (folder = d->is_cd ? on_cd : on_fat; *folder; folder++)
		for (k = 0; k < 2; k++) {
			const char *path = say(ctx, "%s%s", *folder, names[d->is_cd][k]);

			disk_file(ctx, d, path, &there, &d->cfg_text);
			if (!there)
				continue;
			d->cfg_folder = *folder;
			d->cfg_path = path;
			return;
		}
}

/* A name in the settings: from the root, or from the folder of the settings. The boot loader goes
 * through "." and ".." itself (core/fs/fs.c, searchdir()), and the root is its own parent; of a
 * name in FAT the dots at its end do not count (core/fs/fat/fat.c, vfat_mangle_name()). */
static const char *named_path(struct ctx *ctx, const struct disk *d, const char *name)
{
	const char *in = *name == '/' ? name : say(ctx, "%s%s", d->cfg_folder ? d->cfg_folder : "/",
	                                           name);
	char *path = arena_alloc(ctx->arena, strlen(in) + 2), *end = path;

	while (*in) {
		size_t whole, length = strcspn(in += strspn(in, "/"), "/");

		whole = length;
		if (length == 2 && memcmp(in, "..", 2) == 0)
			while (end > path && *--end != '/')
				;
		while (!d->is_cd && length > 0 && in[length - 1] == '.')
			length--;
		if (length > 0 && !(length == 1 && *in == '.')) {
			*end++ = '/';
			memcpy(end, in, length);
			end += length;
		}
		in += whole;
	}
	*end = '\0';
	return path;
}

static bool named_file(struct ctx *ctx, const struct disk *d, const char *name, bool *there,
                       struct bytes *data)
{
	return disk_file(ctx, d, named_path(ctx, d, name), there, data);
}

/* readconfig.c, do_include(): as if the files had been put together. */
static void read_settings(struct ctx *ctx, struct disk *d)
{
	struct bytes more;
	bool there;

	d->cfg = syslinuxcfg_read(ctx->arena, d->cfg_text);
	if (!d->cfg.include || !named_file(ctx, d, d->cfg.include, &there, &more))
		return;
	d->cfg = syslinuxcfg_read(ctx->arena, bytes_of(say(ctx, "%.*s\n%.*s", (int)more.size,
	                          (const char *)more.at, (int)d->cfg_text.size,
	                              (const char *)d->cfg_text.at)));
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

/* com32/elflink/ldlinux/kernel.c: the first "initrd=", even within a word, up to a blank. It may
 * name several files, with commas: all must be there, the first one is the root. */
static void resolve_initrd(struct ctx *ctx, struct disk *d)
{
	const char *names = strstr(d->command, "initrd=");
	struct bytes data;
	bool there = true, read;

	for (names = names ? names + strlen("initrd") : NULL; names && there;
	     names = *names == ',' ? names : NULL) {
		size_t length = strcspn(++names, " \t,");
		const char *name = arena_copy(ctx->arena, names, length);

		read = named_file(ctx, d, name, &there, &data);
		names += length;
		if (d->initrd && there)
			continue;
		d->initrd = name;
		d->initrd_read = read;
		d->has_initrd = there;
		d->initrd_data = data;
	}
}

/* execute.c: the first word is a label or a file; what follows goes to the kernel. */
static void resolve(struct ctx *ctx, struct disk *d)
{
	const char *chosen = d->cfg.on_timeout && d->cfg.timeout > 0 ? d->cfg.on_timeout
		: d->cfg.default_name;

	d->command = "";
	if (!chosen || !*chosen)
		return;
	d->label = syslinuxcfg_label(&d->cfg, chosen);
	d->kernel = word_of(ctx, d->label ? d->label->kernel : chosen);
	d->command = d->label ? say(ctx, "%s %s %s", after_word(d->label->kernel), d->label->append,
	                            after_word(chosen)) : after_word(chosen);
	if (d->label && d->label->initrd)
		d->command = say(ctx, "%s initrd=%s", d->command, word_of(ctx, d->label->initrd));
	d->kernel_read = named_file(ctx, d, d->kernel, &d->has_kernel, &d->kernel_data);
	resolve_initrd(ctx, d);
}

static void read_disk(struct ctx *ctx, struct disk *d)
{
	d->command = "";
	if (d->trouble)
		return;
	find_settings(ctx, d);
	if (!d->cfg_path)
		return;
	read_settings(ctx, d);
	resolve(ctx, d);
}

struct disk *disk_of_fat(struct ctx *ctx, struct bytes image)
{
	struct disk *d = arena_alloc(ctx->arena, sizeof(*d));

	d->installed = syslinux_read(ctx->arena, image).folder;
	d->trouble = fat12_open(image, &d->fat);
	read_disk(ctx, d);
	return d;
}

struct disk *disk_of_cd(struct ctx *ctx, struct bytes image)
{
	struct disk *d = arena_alloc(ctx->arena, sizeof(*d));

	d->is_cd = true;
	d->trouble = iso_open(image, &d->iso) ? NULL : "it holds no ISO 9660 file system";
	read_disk(ctx, d);
	return d;
}

const struct disk *disk_read(struct ctx *ctx)
{
	if (!ctx->disk)
		ctx->disk = disk_of_fat(ctx, work_file(ctx->work, WORK_FLOPPY)->data);
	return ctx->disk;
}

const char *disk_target(struct ctx *ctx, const struct disk *d, const char *name)
{
	return say(ctx, "::%s", named_path(ctx, d, name));
}

/* init/do_mounts.c, parse_root_device(); block/early-lookup.c: what is no path is two decimal
 * numbers, or a hexadecimal one. */
bool disk_root_is_ram(const char *root)
{
	char *end;

	if (!root || !isxdigit((unsigned char)*root))
		return root && (strcmp(root, "/dev/ram0") == 0 || strcmp(root, "/dev/ram") == 0);
	if (strchr(root, ':'))
		return strtoul(root, &end, 10) == 1 && *end == ':' && isdigit((unsigned char)end[1]) &&
		       strtoul(end + 1, &end, 10) == 0 && !*end;
	return strtoul(root, &end, 16) == 0x100 && !*end;
}
