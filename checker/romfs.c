#include "romfs.h"

#include <stdlib.h>
#include <string.h>

/* romfs_fs.h: ROMFH_SIZE, ROMFH_MASK, ROMFH_TYPE, ROMFH_EXEC, ROMFS_MAXFN. */
enum { HEADER = 16, TYPE = 7, EXECUTABLE = 8, LABEL_MAX = 127, NAME_BYTES = 255, SUMMED = 512 };
#define OFFSET_MASK 0xfffffff0U

enum { DEPTH = 16, LINKS = 8, ENTRIES = 8192 };

/* A directory whose entries are still to be read. */
struct pending {
	const char *path;
	uint32_t first;
	int depth;
};

struct walk {
	struct arena *arena;
	struct bytes image;
	struct romfs *out;
	uint8_t *seen; /* one byte for each possible header: 16 bytes of image */
	struct pending *queue;
	size_t queued, next, queue_room, room;
};

struct header {
	uint32_t next, info, size;
	struct bytes name;
	uint32_t data; /* offset of the contents */
};

static uint32_t word(struct bytes b, uint64_t offset)
{
	uint32_t value = 0;

	bytes_be32(b, offset, &value);
	return value;
}

/* super.c, romfs_checksum(): the 32-bit words add up to 0. */
static bool sums_to_zero(struct bytes image, uint64_t offset, uint64_t size)
{
	uint32_t sum = 0;
	uint64_t i;

	for (i = 0; i + 4 <= size; i += 4)
		sum += word(image, offset + i);
	return sum == 0;
}

static uint32_t after_name(uint64_t start, size_t length)
{
	return (uint32_t)((start + length + 1 + HEADER - 1) & OFFSET_MASK);
}

static void trouble(struct walk *w, const char *what, uint32_t at)
{
	if (w->out->trouble)
		return;
	w->out->trouble = what;
	w->out->trouble_at = at;
}

/* romfs.rst: next header and type, special info, size, checksum, name, contents. */
static bool read_header(struct walk *w, uint32_t at, struct header *h)
{
	if (!bytes_string(w->image, (uint64_t)at + HEADER, NAME_BYTES, &h->name)) {
		trouble(w, "an entry lies outside the image", at);
		return false;
	}
	h->next = word(w->image, at);
	h->info = word(w->image, (uint64_t)at + 4);
	h->size = word(w->image, (uint64_t)at + 8);
	h->data = after_name((uint64_t)at + HEADER, h->name.size);
	if (!w->out->bad_header && !sums_to_zero(w->image, at, h->data - at))
		w->out->bad_header = at;
	return true;
}

static bool first_visit(struct walk *w, uint32_t at)
{
	if (at / HEADER >= w->image.size / HEADER || w->seen[at / HEADER])
		return false;
	w->seen[at / HEADER] = 1;
	return true;
}

static void enqueue(struct walk *w, const char *path, uint32_t first, int depth)
{
	if (depth > DEPTH) {
		w->out->cut = true;
		return;
	}
	if (w->queued == w->queue_room) {
		w->queue_room = w->queue_room ? w->queue_room * 2 : 16;
		w->queue = arena_grow(w->arena, w->queue, w->queued, w->queue_room, sizeof(*w->queue));
	}
	w->queue[w->queued++] = (struct pending){path, first, depth};
}

/* super.c, romfs_iget(): a hard link is followed until it is something else. */
static bool follow_links(struct walk *w, uint32_t *at, struct header *h)
{
	int links;

	for (links = 0; (h->next & TYPE) == ROMFS_HARD_LINK; links++) {
		*at = h->info & OFFSET_MASK;
		if (links == LINKS) {
			trouble(w, "its hard links go round in a circle", *at);
			return false;
		}
		if (!read_header(w, *at, h))
			return false;
	}
	return true;
}

static void add_entry(struct walk *w, const char *path, uint32_t at, const struct header *h)
{
	struct romfs *r = w->out;
	struct romfs_entry *e;

	if (r->count == ENTRIES) {
		r->cut = true;
		return;
	}
	if (r->count == w->room) {
		w->room = w->room ? w->room * 2 : 128;
		r->entries = arena_grow(w->arena, r->entries, r->count, w->room, sizeof(*r->entries));
	}
	e = &r->entries[r->count++];
	*e = (struct romfs_entry){.path = path, .type = h->next & TYPE, .offset = at, .place = r->count,
	                          .executable = h->next & EXECUTABLE};
	if (e->type == ROMFS_BLOCK || e->type == ROMFS_CHARACTER) {
		e->major = h->info >> 16;
		e->minor = h->info & 0xffff;
	}
	if ((e->type == ROMFS_FILE || e->type == ROMFS_SYMLINK) &&
	    !bytes_slice(w->image, h->data, h->size, &e->data))
		trouble(w, "a file's contents go beyond the end of the image", at);
}

/* One entry; "." and ".." are links to a directory that is known already. */
static void visit(struct walk *w, const struct pending *dir, uint32_t at, struct header h)
{
	bool linked = (h.next & TYPE) == ROMFS_HARD_LINK;
	const char *path;

	if (bytes_is(h.name, ".") || bytes_is(h.name, ".."))
		return;
	path = arena_printf(w->arena, "%s%s%.*s", dir->path, *dir->path ? "/" : "", (int)h.name.size,
	                    (const char *)h.name.at);
	if (!follow_links(w, &at, &h))
		return;
	add_entry(w, path, at, &h);
	if ((h.next & TYPE) == ROMFS_DIRECTORY && !linked)
		enqueue(w, path, h.info & OFFSET_MASK, dir->depth + 1);
}

static void read_directory(struct walk *w, struct pending dir)
{
	uint32_t at = dir.first;
	struct header h;

	while (at != 0 && w->out->count < ENTRIES) {
		if (!read_header(w, at, &h))
			return;
		if (!first_visit(w, at)) {
			trouble(w, "a directory comes back to an entry that it had before", at);
			return;
		}
		visit(w, &dir, at, h);
		at = h.next & OFFSET_MASK;
	}
	w->out->cut |= at != 0;
}

static int by_path(const void *left, const void *right)
{
	const struct romfs_entry *a = left, *b = right;

	int order = strcmp(a->path, b->path);

	return order ? order : (a->place > b->place) - (a->place < b->place);
}

bool romfs_is(struct bytes image)
{
	return bytes_has(image, 0, bytes_of("-rom1fs-"));
}

/* super.c, romfs_fill_super(): what the kernel looks at before it mounts. */
static bool superblock(struct walk *w)
{
	struct romfs *r = w->out;

	r->size = word(w->image, 8);
	if (r->size > w->image.size)
		trouble(w, "it ends too early", (uint32_t)w->image.size);
	else if (r->size < HEADER || !bytes_string(w->image, 16, LABEL_MAX, &r->label))
		trouble(w, "it has no label", 16);
	else if (!sums_to_zero(w->image, 0, r->size < SUMMED ? r->size : SUMMED))
		trouble(w, "the checksum of its first 512 bytes is wrong", 12);
	return r->trouble == NULL;
}

struct romfs romfs_read(struct arena *a, struct bytes image)
{
	struct romfs r = {.trouble = NULL};
	struct walk w = {.arena = a, .image = image, .out = &r};

	if (!romfs_is(image))
		trouble(&w, "it does not begin with -rom1fs-", 0);
	else if (superblock(&w)) {
		w.image.size = r.size;
		w.seen = arena_alloc(a, r.size / HEADER + 1);
		enqueue(&w, "", after_name(HEADER, r.label.size), 0);
	}
	while (w.next < w.queued)
		read_directory(&w, w.queue[w.next++]);
	if (r.count > 1)
		qsort(r.entries, r.count, sizeof(*r.entries), by_path);
	return r;
}

const struct romfs_entry *romfs_find(const struct romfs *r, const char *path)
{
	struct romfs_entry key = {.path = path};
	const struct romfs_entry *e;
	size_t low = 0, high = r->count;

	/* The first of that path: the kernel takes the one that stands first in its directory. */
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (by_path(&r->entries[middle], &key) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	e = low < r->count ? &r->entries[low] : NULL;
	return e && strcmp(e->path, path) == 0 ? e : NULL;
}

/* path without its last part. */
static const char *directory_of(struct arena *a, const char *path)
{
	const char *slash = strrchr(path, '/');

	return arena_copy(a, path, slash ? (size_t)(slash - path) : 0);
}

/* Part by part: a directory on the way may be a link, too. */
const struct romfs_entry *romfs_resolve(struct arena *a, const struct romfs *r, const char *path)
{
	const char *at = "", *rest = path;
	int links = 0;

	while (*(rest += strspn(rest, "/"))) {
		int length = (int)strcspn(rest, "/");
		const struct romfs_entry *e;
		const char *next;

		next = arena_printf(a, "%s%s%.*s", at, *at ? "/" : "", length, rest);
		if (length == 2 && strncmp(rest, "..", 2) == 0)
			next = directory_of(a, at);
		else if (length == 1 && *rest == '.')
			next = at;
		rest += length;
		e = romfs_find(r, next);
		if (!e && *next)
			return NULL;
		if (!e || e->type != ROMFS_SYMLINK) {
			at = next;
			continue;
		}
		if (links++ == LINKS || e->data.size > 255)
			return NULL;
		rest = arena_printf(a, "%.*s/%s", (int)e->data.size, (const char *)e->data.at, rest);
		if (*rest == '/')
			at = "";
	}
	return romfs_find(r, at);
}
