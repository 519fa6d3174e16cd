/* Where the bytes of a floppy disk go. */
#ifndef CHECKER_BUDGET_H
#define CHECKER_BUDGET_H

#include "arena.h"
#include "bytes.h"

struct budget_part {
	const char *name;  /* "linux"; a file's name is made safe to print */
	const char *what;  /* "the kernel", or "" */
	uint32_t bytes;    /* that it takes on the disk, whole clusters */
	uint32_t length;   /* of its contents */
};

struct budget {
	uint32_t total;              /* bytes of the disk */
	uint32_t free;               /* bytes of free clusters */
	struct budget_part *parts;   /* tables first, then files, the largest first */
	size_t count;
};

/* Reads a disk image. NULL: *out holds it, and total is the sum of parts and free. Else what is the
 * matter with the image. */
const char *budget_read(struct arena *a, struct bytes image, struct budget *out);

#endif
