#include "image.h"

#include <string.h>

#include "common.h"
#include "expected.h"

enum { WORDS = 3, KNOWN_FILES = 256 };

struct bytes image_bytes(struct ctx *ctx)
{
	const struct gunzip *g = work_unzipped(ctx->work);

	return g->state == GUNZIP_NOT_GZIP ? work_file(ctx->work, WORK_FS_GZ)->data : g->data;
}

const struct romfs *image_romfs(struct ctx *ctx)
{
	struct romfs *r;

	if (ctx->romfs)
		return ctx->romfs;
	r = arena_alloc(ctx->arena, sizeof(*r));
	*r = romfs_read(ctx->arena, image_bytes(ctx));
	ctx->romfs = r;
	return r;
}

/* file(1)'s magic numbers, and the kernel's (init/do_mounts_rd.c, identify_ramdisk_image();
 * lib/decompress.c). */
const char *image_kind(struct bytes data)
{
	static const struct {
		unsigned at;
		const char *magic;
		size_t length;
		const char *kind;
	} kinds[] = {
		{0, "-rom1fs-", 8, "a romfs image"}, {0, "\x1f\x8b", 2, "gzip data"},
		{0, "\xfd" "7zXZ", 5, "xz data"}, {0, "BZh", 3, "bzip2 data"},
		{0, "\x28\xb5\x2f\xfd", 4, "zstd data"}, {0, "\x5d\0\0", 3, "lzma data"},
		{0, "\x1f\x9d", 2, "compress data"}, {0, "\x89LZO", 4, "lzop data"},
		{0, "\x02\x21\x4c\x18", 4, "lz4 data"}, {0, "\x04\x22\x4d\x18", 4, "lz4 data"},
		{0, "PK\3\4", 4, "a zip archive"}, {0, "\x78\xda", 2, "zlib data without a gzip header"},
		{0, "\x78\x9c", 2, "zlib data without a gzip header"}, {0, "070701", 6, "a cpio archive"},
		{0, "070702", 6, "a cpio archive"}, {0, "070707", 6, "a cpio archive"},
		{0, "\xc7\x71", 2, "a cpio archive"}, {257, "ustar", 5, "a tar archive"},
		{1080, "\x53\xef", 2, "an ext2 file system"}, {0, "hsqs", 4, "a squashfs image"},
		{0, "\x45\x3d\xcd\x28", 4, "a cramfs image"}, {1040, "\x7f\x13", 2, "a minix file system"},
		{1040, "\x8f\x13", 2, "a minix file system"}, {1040, "\x68\x24", 2, "a minix file system"},
		{0, "\x7f" "ELF", 4, "a program"}, {510, "\x55\xaa", 2, "a boot sector or a disk"},
	};
	size_t i;

	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (bytes_has(data, kinds[i].at,
		              (struct bytes){(const uint8_t *)kinds[i].magic, kinds[i].length}))
			return kinds[i].kind;
	return data.size == 0 ? "nothing" : "data of an unknown kind";
}

/* Files that were compared already: a hard link's second name need not be read again. */
struct seen {
	uint64_t dev, ino;
	const uint8_t *data;
	bool same;
};

struct compare {
	struct ctx *ctx;
	const struct romfs *image;
	struct image_differences *out;
	struct seen seen[KNOWN_FILES];
	size_t known;
};

/* What the smoke test looks at: devices, the book's names, BusyBox, what init reads, directories.
 * */
static bool matters(const char *path, bool directory)
{
	size_t i;

	for (i = 0; i < sizeof(expected_devices) / sizeof(expected_devices[0]); i++)
		if (strcmp(path, expected_devices[i].path) == 0)
			return true;
	if (strncmp(path, "bin/", 4) == 0) {
		for (i = 0; i < sizeof(expected_names) / sizeof(expected_names[0]); i++)
			if (strcmp(path + 4, expected_names[i]) == 0)
				return true;
		return strcmp(path, "bin/busybox") == 0;
	}
	return directory || strncmp(path, "etc/", 4) == 0 || strncmp(path, "dev/", 4) == 0;
}

static void differs(struct compare *c, const char *path, bool directory, bool extra,
                    const char *how)
{
	struct difference *d = !extra && matters(path, directory) ? &c->out->seen : &c->out->unseen;

	d->count++;
	if (d->count <= WORDS)
		d->words =
			say(c->ctx, "%s%s%s %s", d->words ? d->words : "", d->words ? ", " : "", path, how);
	else if (d->count == WORDS + 1)
		d->words = say(c->ctx, "%s, and more", d->words);
}

/* romfs.rst's types, as the tree names them. */
static mode_t type_of(const struct romfs_entry *e)
{
	static const mode_t types[] = {
		[ROMFS_DIRECTORY] = S_IFDIR, [ROMFS_FILE] = S_IFREG, [ROMFS_SYMLINK] = S_IFLNK,
		[ROMFS_BLOCK] = S_IFBLK, [ROMFS_CHARACTER] = S_IFCHR, [ROMFS_SOCKET] = S_IFSOCK,
		[ROMFS_FIFO] = S_IFIFO,
	};

	return types[e->type];
}

static bool same_contents(struct compare *c, const struct node *n, const struct romfs_entry *e)
{
	struct arena scratch = {0};
	struct file f;
	bool same;
	size_t i;

	if (n->size != e->data.size)
		return false;
	for (i = 0; i < c->known; i++)
		if (c->seen[i].dev == n->dev && c->seen[i].ino == n->ino && c->seen[i].data == e->data.at)
			return c->seen[i].same;
	f = tree_read(&scratch, work_tree(c->ctx->work), n, FILE_CAP);
	if (f.state == FILE_UNREADABLE) {
		c->out->refused = n->path;
		c->out->error = f.error;
	}
	same = f.state != FILE_OK || bytes_equal(f.data, e->data);
	if (c->known < KNOWN_FILES)
		c->seen[c->known++] = (struct seen){n->dev, n->ino, e->data.at, same};
	arena_free(&scratch);
	return same;
}

static void compare_both(struct compare *c, const struct node *n, const struct romfs_entry *e)
{
	bool directory = S_ISDIR(n->mode);

	if ((n->mode & S_IFMT) != type_of(e)) {
		differs(c, n->path, directory, false,
		        say(c->ctx, "is a %s in the image", file_type_name(type_of(e))));
	} else if (S_ISCHR(n->mode) || S_ISBLK(n->mode)) {
		if (n->major != e->major || n->minor != e->minor)
			differs(c, n->path, false, false,
			        say(c->ctx, "is %u,%u in the image", e->major, e->minor));
	} else if (n->link) {
		if (!bytes_is(e->data, n->link))
			differs(c, n->path, false, false, "leads elsewhere in the image");
	} else if (S_ISREG(n->mode)) {
		if (!same_contents(c, n, e))
			differs(c, n->path, false, false, "has other contents in the image");
		else if (((n->mode & 0111) != 0) != e->executable)
			differs(c, n->path, false, false, e->executable ? "is executable in the image"
			                                               : "is not executable in the image");
	}
}

const struct image_differences *image_compare(struct ctx *ctx)
{
	struct image_differences *out;
	const struct romfs *r = image_romfs(ctx);
	const struct tree *t = work_tree(ctx->work);
	struct compare *c;
	size_t i;

	if (ctx->differences)
		return ctx->differences;
	ctx->differences = out = arena_alloc(ctx->arena, sizeof(*out));
	c = arena_alloc(ctx->arena, sizeof(*c));
	c->ctx = ctx;
	c->image = r;
	c->out = out;
	for (i = 0; i < t->count; i++) {
		const struct node *n = &t->nodes[i];
		const struct romfs_entry *e = romfs_find(r, n->path);

		/* Of two files for one node the first is found. */
		if (*n->path == '\0' || strcmp(n[-1].path, n->path) == 0)
			continue;
		if (e)
			compare_both(c, n, e);
		else if (!n->left_out && !r->cut)
			differs(c, n->path, S_ISDIR(n->mode), false, "is not in the image");
	}
	for (i = 0; i < r->count; i++)
		if (!t->cut && !tree_find(t, r->entries[i].path))
			differs(c, r->entries[i].path, false, true, "is in the image alone");
	return out;
}
