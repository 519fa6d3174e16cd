#include "budget.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "fat12.h"
#include "text.h"

enum { EXTRA_PARTS = 4 }; /* tables, whatever belongs to no file, and room to spare */

static const char *what_is(const char *name)
{
	static const struct { const char *name, *what; } known[] = {
		{"LINUX", "the kernel"},
		{"FS.GZ", "the root file system, packed"},
		{"LDLINUX.SYS", "the boot loader SYSLINUX"},
		{"LDLINUX.C32", "SYSLINUX's core library"},
		{"SYSLINUX.CFG", "the boot loader's settings"},
	};
	size_t i;

	for (i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (strcasecmp(name, known[i].name) == 0)
			return known[i].what;
	return "";
}

static void add(struct budget *b, const char *name, const char *what, uint32_t bytes,
                uint32_t length)
{
	b->parts[b->count++] = (struct budget_part){name, what, bytes, length};
}

static int by_size(const void *left, const void *right)
{
	const struct budget_part *a = left, *b = right;

	if (a->bytes != b->bytes)
		return a->bytes > b->bytes ? -1 : 1;
	return strcmp(a->name, b->name);
}

static char *lower_case(struct arena *a, const char *name)
{
	char *copy = text_safe_string(a, name), *c;

	for (c = copy; *c; c++)
		if (*c >= 'A' && *c <= 'Z')
			*c = (char)(*c - 'A' + 'a');
	return copy;
}

/* Adds the files of the root directory; a directory counts for what it takes itself. */
static uint32_t add_files(struct arena *a, const struct fat12 *f, struct budget *b)
{
	struct fat_list list = fat12_list(a, f, NULL);
	uint32_t sum = 0;
	size_t i, first;

	b->parts = arena_alloc(a, (list.count + EXTRA_PARTS) * sizeof(*b->parts));
	add(b, "tables", "boot sector, two FATs, directory", f->data_start * f->sector_bytes,
	    f->data_start * f->sector_bytes);
	first = b->count;
	for (i = 0; i < list.count; i++) {
		const struct fat_file *file = &list.files[i];
		uint32_t bytes;

		if (file->attributes & FAT_VOLUME_LABEL)
			continue;
		bytes = (uint32_t)fat12_chain(a, f, file->first).count * f->cluster_bytes;
		sum += bytes;
		add(b, lower_case(a, file->name), what_is(file->name), bytes, file->size);
	}
	qsort(b->parts + first, b->count - first, sizeof(*b->parts), by_size);
	return sum;
}

const char *budget_read(struct arena *a, struct bytes image, struct budget *out)
{
	struct fat12 f;
	const char *trouble = fat12_open(image, &f);
	uint32_t sum, rest;

	*out = (struct budget){0};
	if (trouble)
		return trouble;
	out->total = f.total_sectors * f.sector_bytes;
	out->free = fat12_free(&f) * f.cluster_bytes;
	sum = add_files(a, &f, out);
	if (f.data_start * f.sector_bytes + sum + out->free > out->total)
		return "its files share clusters";
	rest = out->total - f.data_start * f.sector_bytes - sum - out->free;
	if (rest > 0)
		add(out, "others", "in folders, lost, or marked bad", rest, rest);
	return NULL;
}
