/* The checks of chapter 07: romfs_checks.c looks at fs and fs.gz. */
#ifndef CHECKER_ROMFS_CHECKS_H
#define CHECKER_ROMFS_CHECKS_H

#include "check.h"

void fs_gz_there(struct ctx *ctx, struct sink *out);
void fs_gz_format(struct ctx *ctx, struct sink *out);
void fs_gz_whole(struct ctx *ctx, struct sink *out);
void fs_gz_trailer(struct ctx *ctx, struct sink *out);
void image_is_romfs(struct ctx *ctx, struct sink *out);
void image_sound(struct ctx *ctx, struct sink *out);
void image_header_sums(struct ctx *ctx, struct sink *out);
void image_fits(struct ctx *ctx, struct sink *out);
void image_memory_left(struct ctx *ctx, struct sink *out);
void image_root(struct ctx *ctx, struct sink *out);
void image_init(struct ctx *ctx, struct sink *out);
void image_differs(struct ctx *ctx, struct sink *out);
void image_extra(struct ctx *ctx, struct sink *out);
void fs_packed(struct ctx *ctx, struct sink *out);
void image_label(struct ctx *ctx, struct sink *out);

#endif
