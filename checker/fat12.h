/* The FAT12 file system of a floppy disk, read only.
 *
 * Source: Microsoft, "FAT: General Overview of On-Disk Format", version 1.03 (fatgen103), 2000;
 * the section of each field stands beside its read in fat12.c.
 */
#ifndef CHECKER_FAT12_H
#define CHECKER_FAT12_H

#include "arena.h"
#include "bytes.h"

enum { FAT_NAME = 13, FAT_LONG_NAME = 261, FAT_DIRECTORY = 0x10, FAT_VOLUME_LABEL = 0x08 };

struct fat12 {
	struct bytes image;
	uint32_t sector_bytes, sectors_per_cluster, reserved_sectors, fat_count, root_entries;
	uint32_t total_sectors, fat_sectors, sectors_per_track, heads;
	uint8_t media;
	uint32_t root_start;    /* first sector of the root directory */
	uint32_t data_start;    /* first sector of cluster 2 */
	uint32_t cluster_bytes;
	uint32_t clusters;      /* data clusters: numbers 2 to clusters + 1 */
};

/* Reads the parameters in the boot sector. NULL: *out can be used, and everything it says lies
 * inside the image. Else what is the matter, in a few words. */
const char *fat12_open(struct bytes image, struct fat12 *out);

/* The entry of cluster in the FAT of that number (0 or 1). False: no such cluster or FAT. */
bool fat12_entry(const struct fat12 *f, uint32_t fat, uint32_t cluster, uint16_t *out);

enum chain_state {
	CHAIN_OK,
	CHAIN_FREE,    /* leads to a cluster marked free */
	CHAIN_BAD,     /* leads to a cluster marked bad or reserved */
	CHAIN_OUTSIDE, /* leads to a cluster number the disk does not have */
	CHAIN_LOOP     /* comes back to itself */
};

struct chain {
	enum chain_state state;
	uint16_t *clusters; /* in order, as far as the chain is sound */
	size_t count;
	uint32_t last;      /* the entry that ended it, or the number that was refused */
};

/* Follows a chain through the first FAT. first 0 is an empty file: CHAIN_OK, no cluster. */
struct chain fat12_chain(struct arena *a, const struct fat12 *f, uint32_t first);

/* One directory entry. */
struct fat_file {
	char name[FAT_NAME]; /* "LDLINUX.SYS": raw bytes of the 8.3 name, no blanks, NUL-terminated */
	char long_name[FAT_LONG_NAME]; /* VFAT's, "" when there is none; not ASCII: '?' */
	uint8_t attributes;
	uint16_t first;      /* cluster; 0: none */
	uint32_t size;       /* bytes, as the directory says */
	uint64_t offset;     /* of the entry, from the start of the image */
};

struct fat_list {
	struct fat_file *files;
	size_t count;
	enum chain_state state; /* of the directory's own chain; the root has none: CHAIN_OK */
	char long_name[FAT_LONG_NAME]; /* while reading: of the entry to come */
	uint32_t long_sum;
};

/* The files of a directory, without deleted entries, "." and ".."; directory NULL: the root.
 * The volume label is listed too, with its attribute. */
struct fat_list fat12_list(struct arena *a, const struct fat12 *f,
                           const struct fat_file *directory);

/* The file of that path ("/boot/syslinux.cfg", any case), by its short or its long name, as
 * SYSLINUX finds it (core/fs/fat/fat.c, vfat_find_entry()). False: not there. */
bool fat12_find(struct arena *a, const struct fat12 *f, const char *path, struct fat_file *out);

/* A file's contents, put together from its clusters. False: its chain is not sound or holds less
 * than its size; *chain, when not NULL, says which. */
bool fat12_read(struct arena *a, const struct fat12 *f, const struct fat_file *file,
                struct bytes *out, struct chain *chain);

/* Data clusters that the first FAT marks free. */
uint32_t fat12_free(const struct fat12 *f);

#endif
