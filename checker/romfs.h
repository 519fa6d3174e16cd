/* A romfs image, walked entry by entry.
 *
 * Sources: Linux, Documentation/filesystems/romfs.rst ("How the space efficiency is achieved"),
 * include/uapi/linux/romfs_fs.h, and fs/romfs/super.c for what the kernel refuses.
 */
#ifndef CHECKER_ROMFS_H
#define CHECKER_ROMFS_H

#include "arena.h"
#include "bytes.h"

enum romfs_type {
	ROMFS_HARD_LINK, /* never in a list: the link's target stands there in its place */
	ROMFS_DIRECTORY,
	ROMFS_FILE,
	ROMFS_SYMLINK,
	ROMFS_BLOCK,
	ROMFS_CHARACTER,
	ROMFS_SOCKET,
	ROMFS_FIFO
};

struct romfs_entry {
	const char *path;     /* "bin/sh"; raw bytes of the names */
	enum romfs_type type;
	bool executable;
	unsigned major, minor; /* of a device */
	struct bytes data;    /* of a file; a symbolic link's target */
	size_t place;         /* in the order of the image */
	uint32_t offset;      /* of the header that holds the data, from the start of the image */
};

struct romfs {
	struct bytes label;
	uint32_t size;        /* bytes, as the image itself says */
	const char *trouble;  /* what makes the image unfit, in a few words; NULL: nothing */
	uint32_t trouble_at;  /* where, from the start of the image */
	uint32_t bad_header;  /* the first with a wrong checksum, 0: none; the kernel does not look */
	struct romfs_entry *entries; /* sorted by path, no "." and "..", as far as they are sound */
	size_t count;
	bool cut;             /* it is deeper or has more entries than are listed */
};

/* True when image begins as a romfs does. */
bool romfs_is(struct bytes image);

/* Walks the whole image. Each header is visited once, so no cycle of links can hold it up. */
struct romfs romfs_read(struct arena *a, struct bytes image);

/* The entry of that path, or NULL. */
const struct romfs_entry *romfs_find(const struct romfs *r, const char *path);

/* As romfs_find, but follows symbolic links, as the kernel does on the target. */
const struct romfs_entry *romfs_resolve(struct arena *a, const struct romfs *r, const char *path);

#endif
