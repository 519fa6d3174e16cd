#include "fakeroot.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum { ENTRIES_MAX = 65536 }; /* a state file larger than this is not read further */

struct fake_entry {
	uint64_t dev, ino;
	uint32_t mode;
	uint64_t uid, gid, rdev;
};

static unsigned digit_of(uint8_t c)
{
	if (c >= '0' && c <= '9')
		return c - (unsigned)'0';
	return c >= 'a' && c <= 'f' ? c - (unsigned)'a' + 10 : 99;
}

/* "name=NUMBER" and then a comma or the end. */
static bool field(struct bytes *line, const char *name, unsigned base, uint64_t *out)
{
	struct bytes rest, key = bytes_of(name);
	uint64_t value = 0;
	uint8_t c = 0;
	size_t i = key.size;

	if (!bytes_has(*line, 0, key))
		return false;
	for (; bytes_u8(*line, i, &c) && c != ','; i++) {
		unsigned digit = digit_of(c);

		if (digit >= base || value > UINT64_MAX / 16 - 1)
			return false;
		value = value * base + digit;
	}
	if (i == key.size)
		return false;
	if (!bytes_from(*line, c == ',' ? i + 1 : i, &rest))
		return false;
	*line = rest;
	*out = value;
	return true;
}

static bool parse_line(struct bytes line, struct fake_entry *e)
{
	uint64_t mode, nlink;

	if (!field(&line, "dev=", 16, &e->dev) || !field(&line, "ino=", 10, &e->ino) ||
	    !field(&line, "mode=", 8, &mode) || !field(&line, "uid=", 10, &e->uid) ||
	    !field(&line, "gid=", 10, &e->gid) || !field(&line, "nlink=", 10, &nlink) ||
	    !field(&line, "rdev=", 10, &e->rdev) || mode > 0177777)
		return false;
	e->mode = (uint32_t)mode;
	return true;
}

static int by_inode(const void *left, const void *right)
{
	const struct fake_entry *a = left, *b = right;

	if (a->dev != b->dev)
		return a->dev < b->dev ? -1 : 1;
	return a->ino < b->ino ? -1 : a->ino > b->ino;
}

struct fakeroot fakeroot_parse(struct arena *a, struct bytes text)
{
	struct fakeroot f = {NULL, 0};
	struct bytes line;
	size_t room = 0;

	while (f.count < ENTRIES_MAX && bytes_line(&text, &line, NULL)) {
		struct fake_entry entry;

		if (!parse_line(line, &entry))
			continue;
		if (f.count == room) {
			room = room ? room * 2 : 64;
			f.entries = arena_grow(a, f.entries, f.count, room, sizeof(entry));
		}
		f.entries[f.count++] = entry;
	}
	if (f.count > 0)
		qsort(f.entries, f.count, sizeof(*f.entries), by_inode);
	return f;
}

static bool believable(const struct fake_entry *e, const struct stat *st)
{
	if ((e->mode & S_IFMT) == (st->st_mode & S_IFMT))
		return true;
	/* fakeroot keeps a device as an empty regular file. */
	return (S_ISCHR(e->mode) || S_ISBLK(e->mode)) && S_ISREG(st->st_mode) && st->st_size == 0;
}

bool fakeroot_apply(const struct fakeroot *f, struct stat *st)
{
	struct fake_entry key = {.dev = st->st_dev, .ino = st->st_ino};
	const struct fake_entry *e;

	if (f->count == 0)
		return false;
	e = bsearch(&key, f->entries, f->count, sizeof(key), by_inode);
	if (!e || !believable(e, st))
		return false;
	st->st_mode = e->mode;
	st->st_uid = (uid_t)e->uid;
	st->st_gid = (gid_t)e->gid;
	st->st_rdev = (dev_t)e->rdev;
	return true;
}
