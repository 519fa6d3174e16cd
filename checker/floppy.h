/* The checks of chapter 08; checks08.c has their table. Each is silent when all is well. */
#ifndef CHECKER_FLOPPY_H
#define CHECKER_FLOPPY_H

#include "check.h"

#define MAKE_FLOPPY "rm -f floppy.img; make -C \"$TINY\" step-08"

/* The disk as a disk (floppy_disk.c). */
void floppy_there(struct ctx *ctx, struct sink *out);
void floppy_size(struct ctx *ctx, struct sink *out);
void floppy_kind(struct ctx *ctx, struct sink *out);
void floppy_boot_signature(struct ctx *ctx, struct sink *out);
void floppy_parameters(struct ctx *ctx, struct sink *out);
void floppy_installed(struct ctx *ctx, struct sink *out);
void floppy_ldlinux_file(struct ctx *ctx, struct sink *out);
void floppy_ldlinux_c32(struct ctx *ctx, struct sink *out);
void floppy_chains(struct ctx *ctx, struct sink *out);
void floppy_fat_copies(struct ctx *ctx, struct sink *out);

/* The settings and the files that they name (floppy_files.c). */
void floppy_cfg_there(struct ctx *ctx, struct sink *out);
void floppy_cfg_default(struct ctx *ctx, struct sink *out);
void floppy_cfg_timeout(struct ctx *ctx, struct sink *out);
void floppy_cfg_kernel(struct ctx *ctx, struct sink *out);
void floppy_cfg_initrd(struct ctx *ctx, struct sink *out);
void floppy_cfg_root(struct ctx *ctx, struct sink *out);
void floppy_cfg_words(struct ctx *ctx, struct sink *out);
void floppy_cfg_init(struct ctx *ctx, struct sink *out);
void floppy_cfg_lines(struct ctx *ctx, struct sink *out);
void floppy_cfg_copy(struct ctx *ctx, struct sink *out);

/* The fix of a kernel in the folder: as it is, or with a copy to the disk after it when the disk
 * has a kernel. Once the disk is made, no check can tell the new kernel from an old one that is
 * spoilt. */
const char *kernel_fix(struct ctx *ctx, const char *fix);

/* The command that copies fs.gz to the disk, under the name that the disk's settings have for it.
 * */
const char *floppy_copy_image(struct ctx *ctx);

void floppy_kernel_whole(struct ctx *ctx, struct sink *out);
void floppy_kernel_stale(struct ctx *ctx, struct sink *out);
void floppy_image_whole(struct ctx *ctx, struct sink *out);
void floppy_image_stale(struct ctx *ctx, struct sink *out);
void floppy_image_bytes(struct ctx *ctx, struct sink *out);

#endif
