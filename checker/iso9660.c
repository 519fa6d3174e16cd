#include "iso9660.h"

#include <string.h>
#include <strings.h>

enum {
	VOLUME = 16 * CD_SECTOR, BOOT_RECORD = 17 * CD_SECTOR, ROOT_RECORD = 156, RECORD_NAME = 33,
	RECORD_FLAG_DIRECTORY = 2, DEPTH_MAX = 8, SUSP_HEAD = 4, NM_NAME = 5, TABLE_START = 64
};

/* ECMA-119 7.3.3: both byte orders; the little-endian half comes first. */
static bool record_extent(struct bytes record, uint32_t *sector, uint32_t *size)
{
	return bytes_le32(record, 2, sector) && bytes_le32(record, 10, size);
}

bool iso_open(struct bytes image, struct iso9660 *out)
{
	struct bytes record, root;

	*out = (struct iso9660){.image = image};
	return bytes_has(image, VOLUME, bytes_of("\x01" "CD001\x01")) &&
	       bytes_slice(image, VOLUME + ROOT_RECORD, 34, &record) &&
	       record_extent(record, &out->root, &out->root_size) &&
	       bytes_slice(image, (uint64_t)out->root * CD_SECTOR, out->root_size, &root);
}

static bool same_name(struct bytes name, const char *wanted, size_t length)
{
	return name.size == length && strncasecmp((const char *)name.at, wanted, length) == 0;
}

/* "LINUX.;1" is linux. */
static struct bytes plain_name(struct bytes name)
{
	size_t semicolon;

	if (bytes_find(name, 0, bytes_of(";"), &semicolon))
		name.size = semicolon;
	if (name.size > 1 && bytes_has(name, name.size - 1, bytes_of(".")))
		name.size--;
	return name;
}

/* The name in an NM entry of the record's system use area, if there is one. */
static struct bytes rock_ridge_name(struct bytes area)
{
	struct bytes entry, name = {NULL, 0};
	uint8_t length = 0;

	while (bytes_u8(area, 2, &length) && length >= SUSP_HEAD &&
	       bytes_slice(area, 0, length, &entry)) {
		if (bytes_has(entry, 0, bytes_of("NM")) && bytes_from(entry, NM_NAME, &name))
			return name;
		if (!bytes_from(area, length, &area))
			break;
	}
	return name;
}

static bool record_matches(struct bytes record, const char *wanted, size_t length)
{
	struct bytes name, area;
	uint8_t size = 0;

	if (!bytes_u8(record, 32, &size) || !bytes_slice(record, RECORD_NAME, size, &name))
		return false;
	if (same_name(plain_name(name), wanted, length))
		return true;
	/* a name of even length is followed by one byte of padding */
	return bytes_from(record, RECORD_NAME + size + (size % 2U ? 0U : 1U), &area) &&
	       same_name(rock_ridge_name(area), wanted, length);
}

/* One name in one directory. A record of length 0 means: go on in the next sector. */
static bool find_in(const struct iso9660 *iso, uint32_t sector, uint32_t size, const char *wanted,
                    size_t length, struct iso_file *out)
{
	struct bytes directory, record;
	uint64_t at = 0;
	uint8_t bytes, flags = 0;

	if (!bytes_slice(iso->image, (uint64_t)sector * CD_SECTOR, size, &directory))
		return false;
	while (bytes_u8(directory, at, &bytes)) {
		if (bytes == 0) {
			at = (at / CD_SECTOR + 1) * CD_SECTOR;
			continue;
		}
		if (bytes_slice(directory, at, bytes, &record) && record_matches(record, wanted, length) &&
		    bytes_u8(record, 25, &flags) && record_extent(record, &out->sector, &out->size)) {
			out->is_directory = flags & RECORD_FLAG_DIRECTORY;
			return true;
		}
		at += bytes;
	}
	return false;
}

bool iso_find(const struct iso9660 *iso, const char *path, struct iso_file *out)
{
	struct iso_file at = {.is_directory = true, .sector = iso->root, .size = iso->root_size};
	int depth;

	for (depth = 0; depth < DEPTH_MAX; depth++) {
		size_t length;

		path += strspn(path, "/");
		length = strcspn(path, "/");
		if (length == 0)
			break;
		if (!at.is_directory || !find_in(iso, at.sector, at.size, path, length, &at))
			return false;
		path += length;
	}
	if (*path)
		return false;
	*out = at;
	out->data = (struct bytes){NULL, 0};
	out->cut_off = !bytes_slice(iso->image, (uint64_t)at.sector * CD_SECTOR, at.size, &out->data);
	return true;
}

/* El Torito 2.1: 16 words of the validation entry add up to 0. */
static bool adds_up(struct bytes entry)
{
	uint16_t sum = 0, word;
	uint64_t i;

	for (i = 0; i < 32 && bytes_le16(entry, i, &word); i += 2)
		sum = (uint16_t)(sum + word);
	return sum == 0;
}

struct eltorito eltorito_read(struct bytes image)
{
	static const uint8_t keys[] = {0x55, 0xaa};
	struct eltorito e = {.state = ELTORITO_NO_RECORD};
	struct bytes catalogue;
	uint8_t bootable = 0;

	if (!bytes_has(image, BOOT_RECORD, (struct bytes){(const uint8_t *)"\0CD001\x01", 7}) ||
	    !bytes_has(image, BOOT_RECORD + 7, bytes_of("EL TORITO SPECIFICATION")) ||
	    !bytes_le32(image, BOOT_RECORD + 0x47, &e.catalogue))
		return e;
	e.state = ELTORITO_NO_CATALOGUE;
	if (!bytes_slice(image, (uint64_t)e.catalogue * CD_SECTOR, 64, &catalogue) ||
	    !bytes_has(catalogue, 0, bytes_of("\x01")) ||
	        !bytes_has(catalogue, 30, (struct bytes){keys, 2}))
		return e;
	e.checksum = adds_up(catalogue);
	bytes_u8(catalogue, 1, &e.platform);
	bytes_u8(catalogue, 32, &bootable);
	bytes_u8(catalogue, 33, &e.emulation);
	e.emulation &= 0x0f;
	bytes_le16(catalogue, 34, &e.segment);
	bytes_le16(catalogue, 38, &e.count);
	bytes_le32(catalogue, 40, &e.sector);
	e.state = ELTORITO_NOT_BOOTABLE;
	if (bootable != 0x88)
		return e;
	e.state = bytes_from(image, (uint64_t)e.sector * CD_SECTOR, &e.image) && e.image.size > 0
	                  ? ELTORITO_OK : ELTORITO_NO_IMAGE;
	return e;
}

/* isolinux.asm, bi_pvd to bi_csum: at offset 8 the volume descriptor's sector, the image's own, its
 * length, and the sum of its 32-bit words from offset 64 on. In the file as it is installed all are
 * right but its sector, 0: ISOLINUX then asks the BIOS for that. */
enum isolinux_state isolinux_read(const struct eltorito *e)
{
	uint32_t volume = 0, sector = 0, length = 0, wanted = 0, sum = 0, word;
	struct bytes program;
	uint64_t i;
	size_t hit;

	if (!bytes_find(e->image, 0, bytes_of("ISOLINUX "), &hit) || hit >= 8UL * CD_SECTOR)
		return ISOLINUX_OTHER;
	bytes_le32(e->image, 8, &volume);
	bytes_le32(e->image, 12, &sector);
	bytes_le32(e->image, 16, &length);
	bytes_le32(e->image, 20, &wanted);
	if (volume != 16 || (sector != 0 && sector != e->sector) ||
	    !bytes_slice(e->image, 0, length, &program))
		return ISOLINUX_DAMAGED;
	for (i = TABLE_START; bytes_le32(program, i, &word); i += 4)
		sum += word;
	if (sum != wanted)
		return ISOLINUX_DAMAGED;
	return sector == 0 ? ISOLINUX_NO_TABLE : ISOLINUX_OK;
}
