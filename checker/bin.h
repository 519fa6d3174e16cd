/* Chapter 06: the names in bin, and what each of them would start. */
#ifndef CHECKER_BIN_H
#define CHECKER_BIN_H

#include "applets.h"
#include "check.h"

/* Why a name does not start BusyBox. */
enum bin_trouble {
	BIN_GOOD,
	BIN_MISSING,   /* nothing of that name */
	BIN_LINK,      /* a symbolic link that does not arrive */
	BIN_KIND,      /* it ends at a directory, a FIFO, a node; or genromfs leaves the file out */
	BIN_MODE,      /* a file without any x */
	BIN_BYTES,     /* a file with x that this kernel cannot start */
	BIN_OTHER,     /* a program or a script that is not BusyBox */
	BIN_APPLET     /* BusyBox, and it does not know the name */
};

struct bin_name {
	const char *path;       /* "bin/ls" */
	const struct node *end; /* where it leads, or NULL */
	enum bin_trouble trouble;
	const char *found;      /* in words; equal words and an equal end are one cause */
};

/* What is known of a file: its bytes are looked at once, and let go again. */
struct bin_file {
	uint64_t dev, ino;
	enum bin_trouble trouble;
	const char *found;
	bool built;             /* byte for byte what chapter 02 built */
	struct applets applets; /* of another BusyBox than that */
};
enum { BIN_FILES = 16 };
struct bin_files {
	struct bin_file list[BIN_FILES];
	size_t count;
};

/* What path leads to. files: zeroed before the first call. */
struct bin_name bin_look(struct ctx *ctx, struct bin_files *files, const char *path);

/* What the regular file n is. */
const struct bin_file *bin_file(struct ctx *ctx, struct bin_files *files, const struct node *n);

/* The table of names of the program at bin/busybox, or else of the one that was built. */
struct applets bin_applets(struct ctx *ctx);

/* busybox, or a line of rootfs/names. */
bool bin_expected(const char *name);

/* Links each name anew, whatever it is now. */
#define BIN_RELINK \
	"(cd tiny-linux/bin; while read -r n; do ln -f busybox \"$n\"; done <\"$TINY/rootfs/names\")"

void names_vital(struct ctx *ctx, struct sink *out);
void names_all(struct ctx *ctx, struct sink *out);
void names_extra(struct ctx *ctx, struct sink *out);
void busybox_name(struct ctx *ctx, struct sink *out);
void busybox_broken(struct ctx *ctx, struct sink *out);
void busybox_stale(struct ctx *ctx, struct sink *out);
void busybox_copies(struct ctx *ctx, struct sink *out);
void tree_fits(struct ctx *ctx, struct sink *out);

#endif
