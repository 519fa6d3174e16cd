/* A disk as the boot loader will see it: file system, settings, and what they name. */
#ifndef CHECKER_DISK_H
#define CHECKER_DISK_H

#include "check.h"
#include "fat12.h"
#include "iso9660.h"
#include "syslinuxcfg.h"

struct disk {
	const char *trouble;     /* why the file system cannot be read, or NULL */
	bool is_cd;              /* the file system is iso, else fat */
	struct fat12 fat;
	struct iso9660 iso;
	const char *installed;   /* "/": the folder with ldlinux.c32, on FAT; else NULL */
	const char *cfg_folder;  /* "/": where syslinux.cfg was found; names are looked up there */
	const char *cfg_path;    /* NULL: none */
	struct bytes cfg_text;
	struct syslinuxcfg cfg;  /* with the file that it includes, if there is one */
	const struct cfg_label *label; /* what is booted when nobody types, or NULL: not a label */
	const char *kernel;      /* file name, or NULL: nothing is booted */
	const char *command;     /* the kernel's command line, never NULL */
	const char *initrd;      /* file name, or NULL; of several, the first, or an absent one */
	bool has_kernel, has_initrd;     /* the name leads to a file */
	bool kernel_read, initrd_read;   /* and that could be read */
	struct bytes kernel_data, initrd_data;
};

/* Reads floppy.img as SYSLINUX does; once, the result is kept in ctx. */
const struct disk *disk_read(struct ctx *ctx);

/* The same for the FAT file system in image, as SYSLINUX reads it; not kept. */
struct disk *disk_of_fat(struct ctx *ctx, struct bytes image);

/* The same for a CD, as ISOLINUX reads it; not kept. */
struct disk *disk_of_cd(struct ctx *ctx, struct bytes image);

/* The contents of the file of that path on the disk; NULL data with *there when they cannot be
 * read, for the file goes on where the disk ends or its clusters are not in order. */
bool disk_file(struct ctx *ctx, const struct disk *d, const char *path, bool *there,
               struct bytes *data);

/* The settings' file name as a `mcopy` target: "::syslinux.cfg". */
const char *disk_target(struct ctx *ctx, const struct disk *d, const char *name);

/* Whether the value of root= (or NULL) is the RAM disk. */
bool disk_root_is_ram(const char *root);

#endif
