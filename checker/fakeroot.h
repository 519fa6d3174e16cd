/* fakeroot's state file (`fakeroot -s FILE`), for when the checker itself runs outside fakeroot.
 *
 * Format, from fakeroot's faked.c (save_database): one line for each file that fakeroot has
 * something to say about, "dev=HEX,ino=DEC,mode=OCT,uid=DEC,gid=DEC,nlink=DEC,rdev=DEC".
 */
#ifndef CHECKER_FAKEROOT_H
#define CHECKER_FAKEROOT_H

#include <stdbool.h>
#include <sys/stat.h>

#include "arena.h"
#include "bytes.h"

struct fakeroot {
	struct fake_entry *entries; /* sorted by device, inode */
	size_t count;
};

/* Reads the state file's text; lines that do not parse are passed over. */
struct fakeroot fakeroot_parse(struct arena *a, struct bytes text);

/* Changes st to what fakeroot would show. True when an entry was used. An entry that cannot be
 * about this file is ignored: inode numbers are used again after a file is deleted outside
 * fakeroot, so "device" may stand beside what is now a directory or a file with contents. */
bool fakeroot_apply(const struct fakeroot *f, struct stat *st);

#endif
