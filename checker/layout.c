/* Where on the disk and in the ROM image each thing lies, as JSON, for pictures. */
#include <stdlib.h>
#include <string.h>

#include "fat12.h"
#include "layout.h"
#include "romfs.h"
#include "text.h"

static json_t *run(uint32_t first, uint32_t count)
{
	return json_pack("[I, I]", (json_int_t)first, (json_int_t)count);
}

/* Neighbouring clusters are one run. */
static json_t *runs_of(struct arena *a, const struct fat12 *f, uint16_t cluster)
{
	struct chain chain = fat12_chain(a, f, cluster);
	uint32_t per = f->sectors_per_cluster;
	json_t *runs = json_array();
	size_t i, from = 0;

	for (i = 1; i <= chain.count; i++) {
		if (i < chain.count && chain.clusters[i] == chain.clusters[i - 1] + 1)
			continue;
		json_array_append_new(runs, run(f->data_start + (chain.clusters[from] - 2u) * per,
		                                (uint32_t)(i - from) * per));
		from = i;
	}
	return runs;
}

json_t *layout_disk(struct arena *a, struct bytes image)
{
	json_t *list = json_array();
	struct fat_list files;
	struct fat12 f;
	size_t i;

	if (fat12_open(image, &f))
		return list;
	json_array_append_new(list, json_pack("{s:s, s:[o]}", "name", "tables", "runs",
	                                      run(0, f.data_start)));
	files = fat12_list(a, &f, NULL);
	for (i = 0; i < files.count; i++) {
		if (files.files[i].attributes & FAT_VOLUME_LABEL)
			continue;
		json_array_append_new(list, json_pack("{s:s, s:o}", "name",
		                      text_safe_string(a, files.files[i].name), "runs",
		                      runs_of(a, &f, files.files[i].first)));
	}
	return list;
}

static const char *type_name(enum romfs_type type)
{
	switch (type) {
	case ROMFS_DIRECTORY: return "directory";
	case ROMFS_FILE: return "file";
	case ROMFS_SYMLINK: return "symbolic link";
	case ROMFS_BLOCK: return "block device";
	case ROMFS_CHARACTER: return "character device";
	case ROMFS_SOCKET: return "socket";
	case ROMFS_FIFO: return "FIFO";
	case ROMFS_HARD_LINK: break;
	}
	return "hard link";
}

static int by_offset(const void *left, const void *right)
{
	const struct romfs_entry *a = left, *b = right;

	if (a->offset != b->offset)
		return a->offset > b->offset ? 1 : -1;
	return strcmp(a->path, b->path);
}

json_t *layout_romfs(struct arena *a, struct bytes image)
{
	json_t *list = json_array();
	struct romfs romfs;
	size_t i;

	if (!romfs_is(image))
		return list;
	romfs = romfs_read(a, image);
	if (romfs.count > 0)
		qsort(romfs.entries, romfs.count, sizeof(*romfs.entries), by_offset);
	for (i = 0; i < romfs.count; i++) {
		const struct romfs_entry *e = &romfs.entries[i];
		size_t next = i + 1;

		while (next < romfs.count && romfs.entries[next].offset == e->offset)
			next++;
		json_array_append_new(list, json_pack("{s:s, s:s, s:I, s:I, s:I}", "path",
		                      text_safe_string(a, e->path), "type", type_name(e->type), "names",
		                      (json_int_t)(next - i), "offset",
		                      (json_int_t)e->offset, "bytes",
		                      (json_int_t)(next < romfs.count ? romfs.entries[next].offset
		                                                      : romfs.size) - e->offset));
		i = next - 1;
	}
	return list;
}
