/* What several checks ask of the root image: what fs.gz holds, and how it differs from the tree. */
#ifndef CHECKER_IMAGE_H
#define CHECKER_IMAGE_H

#include "check.h"
#include "romfs.h"

/* What the kernel gets: fs.gz decompressed, or as it is when it is not compressed. */
struct bytes image_bytes(struct ctx *ctx);

/* The same as a romfs image, walked once. */
const struct romfs *image_romfs(struct ctx *ctx);

/* "a tar archive": what the first bytes say, or "data of an unknown kind". */
const char *image_kind(struct bytes data);

/* How the image differs from the tree, sorted into what the smoke test sees and what it does not.
 * */
struct difference {
	int count;
	const char *words; /* the first few, "bin/ls is not in the image, ..." */
};
struct image_differences {
	struct difference seen, unseen;
	const char *refused; /* a file of the tree that could not be read, or NULL */
	int error;
};
/* Compares once. */
const struct image_differences *image_compare(struct ctx *ctx);

#endif
