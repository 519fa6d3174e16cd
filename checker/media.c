/* Chapter 10: what the boot loader finds on a medium, and the checks' reports. */
#include "media.h"

#include <string.h>

#include "boot_words.h"
#include "carried.h"
#include "common.h"
#include "syslinux.h"

enum { MEDIA = 5, MEDIUM_CAP = 64 * 1024 * 1024 };

struct media {
	struct medium medium[MEDIA];
};

static const struct medium_plan plans[MEDIA] = {
	{"disk.img", MEDIUM_DISK, 20, 16, 63, 63},
	{"flash.img", MEDIUM_DISK, 245, 2, 32, 32},
	{"usb.img", MEDIUM_DISK, 16, 64, 32, 2048},
	{"cdrom.iso", MEDIUM_CD_FLOPPY, 0, 0, 0, 0},
	{"isolinux.iso", MEDIUM_CD, 0, 0, 0, 0},
};

bool medium_wrong(struct ctx *ctx, struct medium *m, enum medium_stage stage,
                  const struct finding *f)
{
	struct finding *kept = arena_alloc(ctx->arena, sizeof(*kept));

	*kept = *f;
	if (!kept->fix)
		kept->fix = say(ctx, "rm -rf %s; make -C \"$TINY\" step-10", m->plan->name);
	m->findings[stage] = kept;
	return false;
}

/* A medium that was not made is no mistake: each stands for itself. */
static bool is_there(struct ctx *ctx, struct medium *m)
{
	struct file f = work_read(ctx->work, m->plan->name, 0); /* its size alone */

	if (f.state == FILE_TOO_BIG && f.st.st_size <= MEDIUM_CAP)
		f = work_read(ctx->work, m->plan->name, MEDIUM_CAP);
	m->data = f.data;
	if (f.state == FILE_ABSENT)
		return false;
	if (f.state == FILE_UNREADABLE) {
		m->error = f.error;
		return false;
	}
	if (f.state == FILE_TOO_BIG)
		return medium_wrong(ctx, m, MEDIUM_UNREAD, &(struct finding){
			.where = m->plan->name,
			.expected = say(ctx, "at most %d bytes, to be looked into", MEDIUM_CAP),
			.found = say(ctx, "%lld bytes", (long long)f.st.st_size),
			.at_boot = "not known: boot it with make smoke-ide and its like",
		});
	if (f.state == FILE_OK && f.data.size > 0)
		return true;
	return medium_wrong(ctx, m, MEDIUM_FILE, &(struct finding){
		.where = m->plan->name, .expected = "a regular file with something in it",
		.found = f.state == FILE_OK ? "an empty file"
			: say(ctx, "a %s", file_type_name(f.st.st_mode)),
		.at_boot = "nothing to boot",
	});
}

static bool module_is_there(struct ctx *ctx, struct medium *m)
{
	const char *path = say(ctx, "%sldlinux.c32", m->disk->installed ? m->disk->installed : "/");
	struct bytes data;
	bool there;

	if (disk_file(ctx, m->disk, path, &there, &data) && syslinux_module(data))
		return true;
	if (m->plan->kind == MEDIUM_CD && disk_file(ctx, m->disk, say(ctx, "%sldlinux.c32",
	    m->disk->cfg_folder ? m->disk->cfg_folder : "/isolinux/"), &there, &data) &&
	        syslinux_module(data))
		return true;
	return medium_wrong(ctx, m, MEDIUM_LOADER, &(struct finding){
		.where = say(ctx, "%s, ldlinux.c32", m->plan->name),
		.expected = "SYSLINUX's own module, beside the loader",
		.found = there ? "another file, or one that is cut short" : "no such file",
		.at_boot = "Failed to load ldlinux.c32",
	});
}

static bool has_syslinux(struct ctx *ctx, struct medium *m)
{
	static const char *const found[] = {
		[SYSLINUX_NO_LOADER] = "a boot sector that is not SYSLINUX's",
		[SYSLINUX_NO_SECTOR] = "a boot sector that names a sector where ldlinux.sys does not begin",
		[SYSLINUX_OTHER] = "a boot sector and an ldlinux.sys of different versions",
		[SYSLINUX_NOT_PLACED] = "a plain copy of ldlinux.sys: it does not know its own sectors",
		[SYSLINUX_DAMAGED] = "an ldlinux.sys with another checksum",
	};
	struct syslinux s = syslinux_read(ctx->arena, m->volume);

	if (m->disk->trouble || s.state != SYSLINUX_OK)
		return medium_wrong(ctx, m, MEDIUM_LOADER, &(struct finding){
			.where = say(ctx, "%s, %s", m->plan->name, m->plan->kind == MEDIUM_DISK ?
			             "the partition's boot sector" : "the boot image"),
			.expected = "SYSLINUX, installed in this file system",
			.found = s.state != SYSLINUX_OK ? found[s.state] : m->disk->trouble,
			.at_boot = m->plan->kind == MEDIUM_DISK ? "Booting from Hard Disk... and nothing more"
			                                        : "Booting from DVD/CD... again and again",
		});
	return module_is_there(ctx, m);
}

static bool has_isolinux(struct ctx *ctx, struct medium *m)
{
	enum isolinux_state state = isolinux_read(&m->boot);

	if (m->disk->trouble)
		return medium_wrong(ctx, m, MEDIUM_VOLUME, &(struct finding){
			.where = say(ctx, "%s, sector 16", m->plan->name),
			.expected = "the volume descriptor of an ISO 9660 file system", .found = "none",
			.at_boot = "Failed to load ldlinux.c32",
		});
	if (state == ISOLINUX_OTHER || state == ISOLINUX_DAMAGED)
		return medium_wrong(ctx, m, MEDIUM_LOADER, &(struct finding){
			.where = say(ctx, "%s, sector %u", m->plan->name, m->boot.sector),
			.expected = "isolinux.bin, as it was when the CD was made",
			.found = state == ISOLINUX_OTHER ? "another program"
				: "bytes or a place that its own table does not have",
			.at_boot = state == ISOLINUX_OTHER ? "Booting from DVD/CD... and nothing more"
			                                   : "Image checksum error, sorry...",
		});
	return module_is_there(ctx, m);
}

/* The same text as on the floppy is chapter 08's to judge; here only its files must be there. */
static const char *settings_trouble(struct ctx *ctx, const struct medium *m, const char **at_boot)
{
	const struct disk *d = m->disk, *floppy = disk_read(ctx);
	bool judged = floppy->cfg_path && bytes_equal(floppy->cfg_text, d->cfg_text);
	const char *root = kernel_value(ctx->arena, d->command, "root");

	*at_boot = "WARNING: No configuration file found, then boot: for ever";
	if (!d->cfg_path)
		return "no settings file";
	*at_boot = "No DEFAULT or UI configuration directive found!, then boot: for ever";
	if (!d->kernel)
		return judged ? NULL : "no DEFAULT";
	*at_boot = "boot: and nothing else, until somebody presses Enter";
	if (!judged && d->cfg.prompt &&
	    (d->cfg.timeout <= 0 || d->cfg.timeout > SYSLINUXCFG_TIMEOUT_MOST))
		return "PROMPT 1, and no TIMEOUT of 1 to 180";
	*at_boot = say(ctx, "Loading %s... failed: No such file or directory", d->kernel);
	if (!judged && d->label && d->label->other)
		return say(ctx, "%s, which starts other things than Linux", d->label->other);
	if (!d->has_kernel && (!judged || floppy->has_kernel))
		return say(ctx, "the kernel %s, and there is no such file", d->kernel);
	*at_boot = "a kernel panic: VFS: Unable to mount root fs";
	if (!judged && !disk_root_is_ram(root))
		return say(ctx, "root=%s", root ? root : "");
	if (!d->initrd)
		return judged ? NULL : "no initrd=";
	*at_boot = say(ctx, "Loading %s...failed: No such file or directory", d->initrd);
	if (!d->has_initrd && (!judged || floppy->has_initrd))
		return say(ctx, "initrd=%s, and there is no such file", d->initrd);
	return judged ? NULL : boot_deadly_word(ctx, d, at_boot);
}

static bool settings_lead_on(struct ctx *ctx, struct medium *m)
{
	const struct disk *floppy = disk_read(ctx);
	const char *at_boot, *trouble = settings_trouble(ctx, m, &at_boot), *word;

	if (trouble)
		return medium_wrong(ctx, m, MEDIUM_SETTINGS, &(struct finding){
			.where = say(ctx, "%s, %s", m->plan->name, m->disk->cfg_path ? m->disk->cfg_path
			             : m->plan->kind == MEDIUM_CD ? "isolinux.cfg" : "syslinux.cfg"),
			.expected = "the floppy's settings, and the files that they name", .found = trouble,
			.at_boot = at_boot,
		});
	word = boot_other_way(ctx, m->disk, &at_boot);
	if (word && !bytes_equal(floppy->cfg_text, m->disk->cfg_text))
		medium_wrong(ctx, m, MEDIUM_INIT, &(struct finding){
			.where = say(ctx, "%s, %s", m->plan->name, m->disk->cfg_path),
			.expected = "no init=: the kernel finds /bin/init", .found = word, .at_boot = at_boot,
		});
	return true;
}

static bool as_built(struct ctx *ctx, enum work_file which, struct bytes data)
{
	const struct file *f = work_file(ctx->work, which);

	return f->state == FILE_OK && bytes_equal(f->data, data);
}

/* The medium ends too early, and a file with it: one cause, one message. */
static void forget_the_cut(struct medium *m)
{
	if (m->cut)
		m->findings[MEDIUM_BOUNDS] = m->findings[MEDIUM_CD_FORM] = NULL;
}

static bool kernel_is_there(struct ctx *ctx, struct medium *m)
{
	const struct disk *d = m->disk;
	struct finding f = {.where = say(ctx, "%s, %s", m->plan->name, d->kernel)};

	if (as_built(ctx, WORK_BZIMAGE, d->kernel_data))
		return true;
	f.expected = "the kernel in linux/arch/x86/boot/bzImage";
	if (m->cut || !d->kernel_read || !kernel_is_whole(d->kernel_data)) {
		forget_the_cut(m);
		f.found = m->cut ? "a kernel that goes on where the medium ends"
		          : d->kernel_read ? kernel_words(ctx, d->kernel_data)
		              : "a file that cannot be read to its end";
		f.at_boot = "Booting kernel failed: Invalid argument, or nothing more on the screen";
		return medium_wrong(ctx, m, MEDIUM_KERNEL, &f);
	}
	f.found = "another kernel";
	f.at_boot = "that other kernel";
	if (work_file(ctx->work, WORK_BZIMAGE)->state == FILE_OK)
		medium_wrong(ctx, m, MEDIUM_KERNEL_STALE, &f);
	return true;
}

static void image_is_there(struct ctx *ctx, struct medium *m)
{
	const struct disk *d = m->disk;
	struct finding f =
		{.where = say(ctx, "%s, %s", m->plan->name, d->initrd), .expected = "fs.gz, byte for byte"};

	if (as_built(ctx, WORK_FS_GZ, d->initrd_data))
		return;
	if (m->cut || !d->initrd_read || !image_is_whole(ctx, d->initrd_data)) {
		forget_the_cut(m);
		f.found = say(ctx, "%zu bytes that hold no whole image", d->initrd_data.size);
		f.at_boot = "a kernel panic: No working init found, or Unable to mount root fs";
		medium_wrong(ctx, m, MEDIUM_IMAGE, &f);
	} else if (work_file(ctx->work, WORK_FS_GZ)->state != FILE_OK) {
		return;
	} else if (image_as_built(ctx, d->initrd_data)) {
		f.found = "the same files, in another image";
		f.at_boot = "the same";
		medium_wrong(ctx, m, MEDIUM_IMAGE_BYTES, &f);
	} else {
		f.found = "an image with other files";
		f.at_boot = "the tree as it was when the medium was made";
		medium_wrong(ctx, m, MEDIUM_IMAGE_STALE, &f);
	}
}

/* What is in the floppy of the CD is chapter 08's to judge when it is floppy.img itself. */
static bool is_the_floppy(struct ctx *ctx, struct medium *m)
{
	return m->plan->kind == MEDIUM_CD_FLOPPY && as_built(ctx, WORK_FLOPPY, m->volume);
}

static void look_at(struct ctx *ctx, struct medium *m)
{
	if (!is_there(ctx, m) || !medium_boots(ctx, m) || is_the_floppy(ctx, m))
		return;
	m->disk = m->plan->kind == MEDIUM_CD ? disk_of_cd(ctx, m->data) : disk_of_fat(ctx, m->volume);
	if (m->plan->kind == MEDIUM_CD ? !has_isolinux(ctx, m) : !has_syslinux(ctx, m))
		return;
	if (!settings_lead_on(ctx, m) || !m->disk->kernel || !m->disk->has_kernel ||
	    !kernel_is_there(ctx, m) || !m->disk->initrd || !m->disk->has_initrd)
		return;
	image_is_there(ctx, m);
	if (m->plan->kind == MEDIUM_CD_FLOPPY && !m->findings[MEDIUM_IMAGE] &&
	    !m->findings[MEDIUM_IMAGE_STALE] && !m->findings[MEDIUM_KERNEL_STALE] &&
	    !m->findings[MEDIUM_IMAGE_BYTES] && work_file(ctx->work, WORK_FLOPPY)->state == FILE_OK)
		medium_wrong(ctx, m, MEDIUM_FLOPPY, &(struct finding){
			.where = say(ctx, "%s, the boot image", m->plan->name),
			.expected = "floppy.img, byte for byte",
			.found = "another disk with the same kernel and root file system",
			.at_boot = "that other disk",
		});
}

static const struct media *media_read(struct ctx *ctx)
{
	struct media *media;
	size_t i;

	if (ctx->media)
		return ctx->media;
	media = arena_alloc(ctx->arena, sizeof(*media));
	for (i = 0; i < MEDIA; i++) {
		media->medium[i].plan = &plans[i];
		look_at(ctx, &media->medium[i]);
	}
	ctx->media = media;
	return media;
}

void media_report(struct ctx *ctx, struct sink *out, enum medium_stage stage)
{
	const struct media *media = media_read(ctx);
	size_t i;

	for (i = 0; i < MEDIA; i++) {
		const struct medium *m = &media->medium[i];

		if (m->findings[stage])
			report(out, m->findings[stage]);
		else if (stage == MEDIUM_FILE && m->error)
			cannot_inspect(out, m->plan->name, m->error);
	}
}
