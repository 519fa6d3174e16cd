/* The floppy disk as the boot loader will see it: file system, settings, and what they name. */
#ifndef CHECKER_DISK_H
#define CHECKER_DISK_H

#include "check.h"
#include "fat12.h"
#include "syslinuxcfg.h"

struct disk {
	const char *trouble;     /* why the file system cannot be read, or NULL */
	struct fat12 fat;
	const char *cfg_folder;  /* "/": where syslinux.cfg was found; names are looked up there */
	const char *cfg_path;    /* NULL: none */
	struct bytes cfg_text;
	struct syslinuxcfg cfg;  /* with the file that it includes, if there is one */
	const struct cfg_label *label; /* what is booted when nobody types, or NULL: not a label */
	const char *kernel;      /* file name, or NULL: nothing is booted */
	const char *command;     /* the kernel's command line, never NULL */
	const char *initrd;      /* file name, or NULL */
	bool has_kernel, has_initrd;     /* the name leads to a file */
	bool kernel_read, initrd_read;   /* and that could be read */
	struct bytes kernel_data, initrd_data;
};

/* Reads floppy.img as SYSLINUX does; once, the result is kept in ctx. */
const struct disk *disk_read(struct ctx *ctx);

/* The settings' file name as a `mcopy` target: "::syslinux.cfg". */
const char *disk_target(struct ctx *ctx, const struct disk *d, const char *name);

#endif
