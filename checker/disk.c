#include "disk.h"

#include <string.h>

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
 * looks for the kernel. Booted: a disk's root comes first, as the folder that SYSLINUX was
 * installed in. */
static void find_settings(struct ctx *ctx, struct disk *d)
{
	static const char *const on_fat[] = {"/", "/boot/syslinux/", "/syslinux/", NULL};
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

/* A name in the settings: from the root, or from the folder of the settings. */
static bool named_file(struct ctx *ctx, const struct disk *d, const char *name, bool *there,
                       struct bytes *data)
{
	return disk_file(ctx, d, *name == '/' ? name : say(ctx, "%s%s", d->cfg_folder, name), there,
	                 data);
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

/* execute.c: the first word is a label or a file; what follows goes to the kernel. initrd= may name
 * several files, with commas; the first one is the root. */
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
	d->initrd = cmdline_value(ctx->arena, d->command, "initrd");
	if (d->initrd && strchr(d->initrd, ','))
		d->initrd = arena_copy(ctx->arena, d->initrd, strcspn(d->initrd, ","));
	d->kernel_read = named_file(ctx, d, d->kernel, &d->has_kernel, &d->kernel_data);
	if (d->initrd)
		d->initrd_read = named_file(ctx, d, d->initrd, &d->has_initrd, &d->initrd_data);
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
	return *name == '/' ? say(ctx, "::%s", name)
		: say(ctx, "::%s%s", d->cfg_folder ? d->cfg_folder : "/", name);
}

/* init/do_mounts.c and block/early-lookup.c; each was booted. */
bool disk_root_is_ram(const char *root)
{
	static const char *const good[] = {"/dev/ram0", "/dev/ram", "0100", "1:0"};
	size_t i;

	for (i = 0; i < sizeof(good) / sizeof(good[0]); i++)
		if (root && strcmp(root, good[i]) == 0)
			return true;
	return false;
}

const char *disk_deadly_word(struct ctx *ctx, const char *command)
{
	static const char *const values[] = {"mem", "ramdisk_size", "ramdisk_start"};
	struct bytes rest = bytes_of(command), word;
	const char *value;
	size_t i;

	while (bytes_word(&rest, &word))
		if (bytes_is(word, "noinitrd"))
			return "noinitrd";
	for (i = 0; i < 3; i++)
		if ((value = cmdline_value(ctx->arena, command, values[i])))
			return say(ctx, "%s=%s", values[i], value);
	value = cmdline_value(ctx->arena, command, "rootfstype");
	if (value && strcmp(value, "romfs") != 0)
		return say(ctx, "rootfstype=%s", value);
	value = cmdline_value(ctx->arena, command, "console");
	return value && strncmp(value, "tty", 3) == 0 && value[3] == 'S' ? say(ctx, "console=%s", value)
		: NULL;
}
