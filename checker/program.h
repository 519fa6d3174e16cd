/* The checks of chapter 02: program.c looks at busybox/busybox. */
#ifndef CHECKER_PROGRAM_H
#define CHECKER_PROGRAM_H

#include "applets.h"
#include "check.h"

/* The names that the built BusyBox knows, looked for once; an empty table without such a file. */
const struct applets *program_applets(struct ctx *ctx);

void program_there(struct ctx *ctx, struct sink *out);
void program_elf(struct ctx *ctx, struct sink *out);
void program_machine(struct ctx *ctx, struct sink *out);
void program_whole(struct ctx *ctx, struct sink *out);
void program_static(struct ctx *ctx, struct sink *out);
void program_busybox(struct ctx *ctx, struct sink *out);
void program_init(struct ctx *ctx, struct sink *out);
void program_names(struct ctx *ctx, struct sink *out);
void program_inittab(struct ctx *ctx, struct sink *out);
void program_fstab(struct ctx *ctx, struct sink *out);
void program_exec(struct ctx *ctx, struct sink *out);
void program_i686(struct ctx *ctx, struct sink *out);
void program_486(struct ctx *ctx, struct sink *out);

#endif
