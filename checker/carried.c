#include "carried.h"

#include <string.h>

#include "bzimage.h"
#include "gunzip.h"
#include "romfs.h"

enum { IMAGE_CAP = 8 * 1024 * 1024 };

bool kernel_is_whole(struct bytes kernel)
{
	struct bzimage b;

	return bzimage_parse(kernel, &b) && bzimage_whole(kernel, &b);
}

const char *kernel_words(struct ctx *ctx, struct bytes kernel)
{
	if (bytes_has(kernel, 0x202, bytes_of("HdrS")))
		return say(ctx, "its first %zu bytes", kernel.size);
	return kernel.size ? "a file that is no kernel" : "an empty file";
}

static struct bytes unpacked(struct ctx *ctx, struct bytes data, bool *sound)
{
	struct gunzip g = gunzip_all(ctx->arena, data, IMAGE_CAP);
	struct bytes image = g.state == GUNZIP_NOT_GZIP ? data : g.data;

	*sound = romfs_is(image) && romfs_read(ctx->arena, image).trouble == NULL;
	return image;
}

bool image_is_whole(struct ctx *ctx, struct bytes data)
{
	bool sound;

	unpacked(ctx, data, &sound);
	return sound;
}

static bool same_entries(const struct romfs *a, const struct romfs *b)
{
	size_t i;

	for (i = 0; i < a->count && i < b->count; i++) {
		const struct romfs_entry *x = &a->entries[i], *y = &b->entries[i];

		if (strcmp(x->path, y->path) != 0 || x->type != y->type || x->executable != y->executable ||
		    x->major != y->major || x->minor != y->minor || !bytes_equal(x->data, y->data))
			return false;
	}
	return a->count == b->count;
}

bool image_as_built(struct ctx *ctx, struct bytes data)
{
	const struct gunzip *g = work_unzipped(ctx->work);
	bool sound;
	struct bytes built = g->state == GUNZIP_NOT_GZIP ? work_file(ctx->work, WORK_FS_GZ)->data
		: g->data;
	struct romfs a = romfs_read(ctx->arena, built);
	struct romfs b = romfs_read(ctx->arena, unpacked(ctx, data, &sound));

	return same_entries(&a, &b);
}
