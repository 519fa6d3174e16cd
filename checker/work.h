/* The learner's folder: where things are, read when first asked for and only once. */
#ifndef CHECKER_WORK_H
#define CHECKER_WORK_H

#include <stdbool.h>

#include "arena.h"
#include "file.h"
#include "gunzip.h"
#include "tree.h"

enum work_file {
	WORK_KERNEL_CONFIG,  /* linux/.config */
	WORK_KERNEL_BUILT,   /* linux/include/config/auto.conf: what the last build took from .config */
	WORK_BZIMAGE,        /* linux/arch/x86/boot/bzImage */
	WORK_BUSYBOX_CONFIG, /* busybox/.config */
	WORK_BUSYBOX,        /* busybox/busybox */
	WORK_FS,             /* fs: the romfs image */
	WORK_FS_GZ,          /* fs.gz */
	WORK_SYSLINUX_CFG,   /* syslinux.cfg */
	WORK_FLOPPY,         /* floppy.img */
	WORK_SMOKE_TEXT,     /* smoke/screen.txt: what the last boot printed */
	WORK_SMOKE_JSON,     /* smoke/result.json: what the last smoke test made of it */
	WORK_FILES
};

struct work;

/* Opens dir ($WORK). NULL, with errno set, when it is not a folder that can be entered. */
struct work *work_open(struct arena *a, const char *dir);

/* The folder as it was named. */
const char *work_dir(const struct work *w);

/* "linux/.config": the path below the folder, as messages show it. */
const char *work_name(enum work_file which);

/* The file, read on the first call; its state says what became of that. Never NULL. */
const struct file *work_file(struct work *w, enum work_file which);

/* Both are there, and a was changed after b. */
bool work_newer(struct work *w, enum work_file a, enum work_file b);

/* Whether something of that relative path is there, of whatever kind. Reads nothing. */
bool work_exists(struct work *w, const char *path);

/* lstat of a relative path, seen with fakeroot's eyes. False, with errno set, when refused. */
bool work_stat(struct work *w, const char *path, struct stat *st);

/* Any other file below the folder, by its relative path; not kept. */
struct file work_read(struct work *w, const char *path, size_t cap);

/* The names in a folder below $WORK, sorted, at most max of them; NULL-terminated, never NULL. */
const char *const *work_names(struct work *w, const char *path, size_t max);

/* The staged tree, tiny-linux/. */
const struct tree *work_tree(struct work *w);

/* fs.gz decompressed, once. GUNZIP_NOT_GZIP with no data when there is no such file. */
const struct gunzip *work_unzipped(struct work *w);

#endif
