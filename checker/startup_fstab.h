/* What the checks of etc/fstab share: startup_fstab.c and startup_mounts.c. */
#ifndef CHECKER_STARTUP_FSTAB_H
#define CHECKER_STARTUP_FSTAB_H

#include "check.h"
#include "fstab.h"
#include "startup.h"

#define FSTAB_NAME "tiny-linux/" STARTUP_FSTAB

enum { FSTAB_WANTED = 2 };

/* What the book mounts. */
struct fstab_wanted {
	const char *where, *type, *line, *at_boot;
};
extern const struct fstab_wanted fstab_wanted[FSTAB_WANTED];

/* The file, when the startup script mounts what it lists. */
bool fstab_of_tree(struct ctx *ctx, struct bytes *text, struct fstab *f);

/* mount -a does not leave this line out. */
bool fstab_counts(const struct fstab_line *l);

/* One of the lines that it does not leave out lays something over the path. */
bool fstab_mounts_over(const struct fstab *f, const char *path);

/* And it does something for it: its place is not one on which something is mounted already. */
bool fstab_acts(struct ctx *ctx, const struct fstab *f, const struct fstab_line *l);

/* Of ro and rw the last one holds. */
bool fstab_read_only(const struct fstab_line *l);

/* The node of that path, or NULL: mount -a runs in the root directory. */
const struct node *fstab_place(struct ctx *ctx, const char *path);

/* The same folder of the tree, by whatever way; while it is not there: the same words. */
bool fstab_same_place(struct ctx *ctx, const char *a, const char *b);

/* "tiny-linux/etc/fstab:3:7"; a column of 0 is left out. */
const char *fstab_at(struct ctx *ctx, const struct fstab_line *l, int column);

/* The command that puts the book's line there; without w one that makes the line a comment. */
const char *fstab_fix(struct ctx *ctx, const struct fstab_wanted *w, const struct fstab_line *l);

/* Something that is mounted already is only shown elsewhere. */
bool fstab_binds(const struct fstab_line *l);

/* One of the types, with commas between them, is in the kernel. */
bool fstab_known(struct ctx *ctx, const char *list);

#endif
