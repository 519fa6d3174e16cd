#include "fat12.h"

#include <string.h>
#include <strings.h>

enum {
	ENTRY = 32,           /* bytes of a directory entry */
	DIRECTORY_FILES = 256,
	PATH_DEPTH = 8,
	END_OF_CHAIN = 0xff8, /* and above */
	RESERVED = 0xff0,     /* 0xff7 is the mark of a bad cluster */
	LONG_NAME = 0x0f
};

static uint32_t u16_at(struct bytes b, uint64_t offset)
{
	uint16_t value = 0;

	bytes_le16(b, offset, &value);
	return value;
}

static uint32_t u8_at(struct bytes b, uint64_t offset)
{
	uint8_t value = 0;

	bytes_u8(b, offset, &value);
	return value;
}

/* fatgen103, "Boot Sector and BPB Structure". */
static void read_parameters(struct fat12 *f)
{
	struct bytes b = f->image;

	f->sector_bytes = u16_at(b, 11);
	f->sectors_per_cluster = u8_at(b, 13);
	f->reserved_sectors = u16_at(b, 14);
	f->fat_count = u8_at(b, 16);
	f->root_entries = u16_at(b, 17);
	f->total_sectors = u16_at(b, 19);
	f->media = (uint8_t)u8_at(b, 21);
	f->fat_sectors = u16_at(b, 22);
	f->sectors_per_track = u16_at(b, 24);
	f->heads = u16_at(b, 26);
	if (f->total_sectors == 0)
		bytes_le32(b, 32, &f->total_sectors);
}

/* fatgen103, "FAT Type Determination": the count of clusters decides, nothing else. */
static const char *place(struct fat12 *f)
{
	uint32_t root_sectors = (f->root_entries * ENTRY + f->sector_bytes - 1) / f->sector_bytes;

	f->root_start = f->reserved_sectors + f->fat_count * f->fat_sectors;
	f->data_start = f->root_start + root_sectors;
	f->cluster_bytes = f->sectors_per_cluster * f->sector_bytes;
	if (f->data_start >= f->total_sectors)
		return "its tables leave no room for files";
	f->clusters = (f->total_sectors - f->data_start) / f->sectors_per_cluster;
	if (f->clusters >= 4085)
		return "it has too many clusters for FAT12";
	if ((f->clusters + 2) * 3 / 2 + 1 > f->fat_sectors * f->sector_bytes)
		return "its FAT is too short for its clusters";
	/* The last sector may be cut short. */
	if ((uint64_t)f->total_sectors * f->sector_bytes >= f->image.size + f->sector_bytes)
		return "it says that it is larger than the file";
	return NULL;
}

const char *fat12_open(struct bytes image, struct fat12 *out)
{
	*out = (struct fat12){.image = image};
	if (image.size < 512)
		return "it is shorter than a boot sector";
	read_parameters(out);
	if (out->sector_bytes != 512)
		return "its sectors are not 512 bytes long";
	if (out->sectors_per_cluster == 0 ||
	    (out->sectors_per_cluster & (out->sectors_per_cluster - 1)) != 0)
		return "its clusters are not 1, 2, 4, ... sectors long";
	if (out->reserved_sectors == 0 || out->fat_count == 0 || out->fat_sectors == 0 ||
	    out->root_entries == 0)
		return "it has no FAT or no root directory";
	return place(out);
}

/* fatgen103, "FAT Type Determination", the 12-bit case: two entries share three bytes. */
bool fat12_entry(const struct fat12 *f, uint32_t fat, uint32_t cluster, uint16_t *out)
{
	uint64_t start =
		((uint64_t)f->reserved_sectors + (uint64_t)fat * f->fat_sectors) * f->sector_bytes;
	uint16_t pair;

	if (fat >= f->fat_count || cluster >= f->clusters + 2 ||
	    !bytes_le16(f->image, start + cluster + cluster / 2, &pair))
		return false;
	*out = cluster & 1 ? pair >> 4 : pair & 0xfff;
	return true;
}

struct chain fat12_chain(struct arena *a, const struct fat12 *f, uint32_t first)
{
	struct chain c = {CHAIN_OK, NULL, 0, first};
	uint32_t at = first;
	uint16_t next;

	if (first == 0)
		return c;
	c.clusters = arena_alloc(a, f->clusters * sizeof(*c.clusters));
	for (;;) {
		c.last = at;
		if (at < 2 || !fat12_entry(f, 0, at, &next)) {
			c.state = CHAIN_OUTSIDE;
			return c;
		}
		if (c.count == f->clusters) {
			c.state = CHAIN_LOOP;
			return c;
		}
		c.clusters[c.count++] = (uint16_t)at;
		c.last = next;
		if (next >= END_OF_CHAIN)
			return c;
		if (next == 0 || next >= RESERVED) {
			c.state = next == 0 ? CHAIN_FREE : CHAIN_BAD;
			return c;
		}
		at = next;
	}
}

/* fatgen103, "FAT Directory Structure": eight and three bytes, padded with blanks. */
static void short_name(struct bytes entry, char name[FAT_NAME])
{
	size_t used = 0, i;

	for (i = 0; i < 11; i++) {
		uint8_t c = (uint8_t)u8_at(entry, i);

		if (i == 0 && c == 0x05)
			c = 0xe5;
		if (i == 8 && (char)u8_at(entry, 8) != ' ')
			name[used++] = '.';
		if (c != ' ' && c != 0)
			name[used++] = (char)(unsigned char)c;
	}
	name[used] = '\0';
}

/* fatgen103, "FAT Long Directory Entries": thirteen characters of 16 bits in each, the last part
 * first; what is not ASCII becomes '?', which is in no name. */
static void long_part(struct bytes entry, char name[FAT_LONG_NAME])
{
	static const uint8_t places[] = {1, 3, 5, 7, 9, 14, 16, 18, 20, 22, 24, 28, 30};
	uint32_t number = u8_at(entry, 0), start = ((number & 0x3f) - 1) * 13, i;

	if ((number & 0x3f) < 1 || (number & 0x3f) > 20)
		return;
	if (number & 0x40)
		memset(name, 0, FAT_LONG_NAME);
	for (i = 0; i < sizeof(places); i++) {
		uint32_t c = u16_at(entry, places[i]);

		if (c == 0xffff)
			c = '\0';
		name[start + i] = '?';
		if (c < 0x80)
			name[start + i] = (char)c;
	}
}

/* fatgen103: a long name belongs to the entry whose short name has this sum. */
static uint32_t short_sum(struct bytes entry)
{
	uint32_t sum = 0, i;

	for (i = 0; i < 11; i++)
		sum = (((sum & 1) << 7) + (sum >> 1) + u8_at(entry, i)) & 0xff;
	return sum;
}

/* True while the directory goes on; a first byte of 0 ends it. */
static bool add_file(struct fat_list *list, struct bytes entry, uint64_t offset)
{
	uint32_t first = u8_at(entry, 0), attributes = u8_at(entry, 11);
	struct fat_file *file;

	if (first == 0)
		return false;
	if (first != 0xe5 && (attributes & 0x3f) == LONG_NAME) {
		long_part(entry, list->long_name);
		list->long_sum = u8_at(entry, 13);
		return true;
	}
	if (first == 0xe5 || first == '.') {
		list->long_name[0] = '\0';
		return true;
	}
	if (list->count == DIRECTORY_FILES)
		return false;
	file = &list->files[list->count++];
	short_name(entry, file->name);
	if (list->long_name[0] && list->long_sum == short_sum(entry))
		memcpy(file->long_name, list->long_name, FAT_LONG_NAME);
	list->long_name[0] = '\0';
	file->attributes = (uint8_t)attributes;
	file->first = (uint16_t)u16_at(entry, 26);
	bytes_le32(entry, 28, &file->size);
	file->offset = offset;
	return true;
}

static bool list_part(struct fat_list *list, const struct fat12 *f, uint64_t start, uint64_t size)
{
	struct bytes entry;
	uint64_t at;

	for (at = start; at < start + size; at += ENTRY)
		if (!bytes_slice(f->image, at, ENTRY, &entry) || !add_file(list, entry, at))
			return false;
	return true;
}

static uint64_t cluster_offset(const struct fat12 *f, uint32_t cluster)
{
	return (uint64_t)f->data_start * f->sector_bytes + (uint64_t)(cluster - 2) * f->cluster_bytes;
}

struct fat_list fat12_list(struct arena *a, const struct fat12 *f, const struct fat_file *directory)
{
	struct fat_list list = {.files = arena_alloc(a, DIRECTORY_FILES * sizeof(struct fat_file))};
	struct chain chain;
	size_t i;

	if (!directory) {
		list_part(&list, f, (uint64_t)f->root_start * f->sector_bytes,
		          (uint64_t)f->root_entries * ENTRY);
		return list;
	}
	chain = fat12_chain(a, f, directory->first);
	list.state = chain.state;
	for (i = 0; i < chain.count; i++)
		if (!list_part(&list, f, cluster_offset(f, chain.clusters[i]), f->cluster_bytes))
			break;
	return list;
}

static bool same_name(const char *name, struct bytes wanted)
{
	return strlen(name) == wanted.size &&
		strncasecmp(name, (const char *)wanted.at, wanted.size) == 0;
}

static bool named(const struct fat_file *file, struct bytes name)
{
	return !(file->attributes & FAT_VOLUME_LABEL) && name.size > 0 &&
	       (same_name(file->name, name) || same_name(file->long_name, name));
}

bool fat12_find(struct arena *a, const struct fat12 *f, const char *path, struct fat_file *out)
{
	struct fat_file found, *directory = NULL;
	int depth;

	for (depth = 0; depth < PATH_DEPTH; depth++) {
		struct fat_list list = fat12_list(a, f, directory);
		struct bytes name;
		size_t i;

		path += strspn(path, "/");
		name = (struct bytes){(const uint8_t *)path, strcspn(path, "/")};
		path += name.size;
		for (i = 0; i < list.count && !named(&list.files[i], name); i++)
			;
		if (i == list.count)
			return false;
		found = list.files[i];
		directory = &found;
		if (*path == '\0') {
			*out = found;
			return true;
		}
		if (!(found.attributes & FAT_DIRECTORY))
			return false;
	}
	return false;
}

bool fat12_read(struct arena *a, const struct fat12 *f, const struct fat_file *file,
                struct bytes *out, struct chain *chain)
{
	struct chain c = fat12_chain(a, f, file->first);
	size_t used = 0, i;
	uint8_t *data;

	if (chain)
		*chain = c;
	if (c.state != CHAIN_OK || (uint64_t)c.count * f->cluster_bytes < file->size)
		return false;
	data = arena_alloc(a, (size_t)file->size + 1);
	for (i = 0; i < c.count && used < file->size; i++) {
		size_t part = file->size - used < f->cluster_bytes ? file->size - used : f->cluster_bytes;
		struct bytes cluster;

		if (!bytes_slice(f->image, cluster_offset(f, c.clusters[i]), part, &cluster))
			return false;
		memcpy(data + used, cluster.at, part);
		used += part;
	}
	*out = (struct bytes){data, used};
	return true;
}

uint32_t fat12_free(const struct fat12 *f)
{
	uint32_t cluster, count = 0;
	uint16_t value;

	for (cluster = 2; cluster < f->clusters + 2; cluster++)
		count += fat12_entry(f, 0, cluster, &value) && value == 0;
	return count;
}
