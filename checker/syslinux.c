#include "syslinux.h"

enum { SECTOR = 512, SECTORS_MAX = 512, EXTENT = 10 };
#define LDLINUX_MAGIC 0x3eb202feU

static uint32_t u32_at(struct bytes b, uint64_t offset)
{
	uint32_t value = 0;

	bytes_le32(b, offset, &value);
	return value;
}

static uint32_t u16_at(struct bytes b, uint64_t offset)
{
	uint16_t value = 0;

	bytes_le16(b, offset, &value);
	return value;
}

/* diskboot.inc: the code that loads the first sector of ldlinux.sys is
 *   mov eax, Sect1Ptr0   66 b8 ....
 *   mov edx, Sect1Ptr1   66 ba ....
 *   mov bx, ldlinux_sys  bb 00 80
 *   call getonesec       e8 .. ..
 *   cmp dword [ldlinux_magic+4], LDLINUX_MAGIC ^ HEXDATE   66 81 3e .. .. ....
 * *version: that last value. */
static bool first_sector(struct bytes boot, uint32_t *first, uint32_t *version)
{
	static const uint8_t eax[] = {0x66, 0xb8}, edx[] = {0x66, 0xba}, bx[] = {0xbb, 0x00, 0x80};
	static const uint8_t cmp[] = {0x66, 0x81, 0x3e}, jump[] = {0xeb, 0x58};
	uint64_t at;

	if (!bytes_has(boot, 0, (struct bytes){jump, 2})) /* over the disk's parameters, to 5ah */
		return false;

	for (at = 0x3e; at < 0x1f0; at++) {
		if (!bytes_has(boot, at, (struct bytes){eax, 2}) ||
		    !bytes_has(boot, at + 6, (struct bytes){edx, 2}) ||
		    !bytes_has(boot, at + 12, (struct bytes){bx, 3}) ||
		    !bytes_has(boot, at + 18, (struct bytes){cmp, 3}))
			continue;
		*first = u32_at(boot, at + 2);
		*version = u32_at(boot, at + 23);
		return true;
	}
	return false;
}

/* syslxint.h, struct patch_area: it begins with the magic number, within the first sector. */
static bool patch_area(struct bytes sector, uint64_t *area)
{
	for (*area = 0; *area + 24 <= SECTOR; *area += 4)
		if (u32_at(sector, *area) == LDLINUX_MAGIC)
			return true;
	return false;
}

/* syslxmod.c, generate_extents(): runs of sectors, ended by a length of 0. False: they name
 * fewer sectors than there are, or one that the disk does not have. */
static bool list_sectors(struct syslinux *s, struct bytes image, uint64_t start, uint32_t extents,
                         uint32_t wanted)
{
	uint32_t i, k;

	s->sectors[s->count++] = s->first;
	for (i = 0; i < extents && s->count < wanted; i++) {
		uint64_t extent = start + (uint64_t)i * EXTENT;
		uint32_t from = u32_at(image, extent), length = u16_at(image, extent + 8);

		if (length == 0 || u32_at(image, extent + 4) != 0)
			return false;
		for (k = 0; k < length && s->count < wanted; k++) {
			if ((uint64_t)from + k >= image.size / SECTOR)
				return false;
			s->sectors[s->count++] = from + k;
		}
	}
	return s->count == wanted;
}

/* The sectors put together. Nothing is trusted: each read is bounded by the image. */
static struct bytes gather(struct arena *a, const struct syslinux *s, struct bytes image)
{
	uint8_t *data = arena_alloc(a, s->count * SECTOR);
	size_t i, k;

	for (i = 0; i < s->count; i++)
		for (k = 0; k < SECTOR; k++)
			bytes_u8(image, (uint64_t)s->sectors[i] * SECTOR + k, &data[i * SECTOR + k]);
	return (struct bytes){data, s->count * SECTOR};
}

/* syslxmod.c: all dwords of the program add up to the magic number. */
static bool sum_is_right(struct bytes program, uint32_t dwords)
{
	uint32_t sum = 0, i;

	if ((uint64_t)dwords * 4 > program.size)
		return false;
	for (i = 0; i < dwords; i++)
		sum += u32_at(program, (uint64_t)i * 4);
	return sum == LDLINUX_MAGIC;
}

/* syslxint.h, struct ext_patch_area, diroffset: what syslinux --directory was told, such as "boot"
 * or "/boot/"; nothing for the root. */
static const char *install_folder(struct arena *a, struct bytes image, uint64_t at)
{
	struct bytes name = {NULL, 0};

	if (!bytes_string(image, at, 255, &name))
		return "/";
	while (name.size > 0 && *name.at == '/')
		bytes_from(name, 1, &name);
	while (name.size > 0 && name.at[name.size - 1] == '/')
		name.size--;
	return name.size == 0 ? "/" : arena_printf(a, "/%.*s/", (int)name.size, (const char *)name.at);
}

/* The extents stand in ldlinux.sys itself, at an offset that may lie in a later sector than the
 * first; at boot they are in the part that the boot sector and its own first sector load in
 * one go, so they are contiguous with the first sector. */
static enum syslinux_state follow(struct arena *a, struct syslinux *s, struct bytes image,
                                  uint32_t version)
{
	uint64_t start = (uint64_t)s->first * SECTOR, area, ext;
	struct bytes sector;
	uint32_t wanted;

	if (!bytes_slice(image, start, SECTOR, &sector) || !patch_area(sector, &area))
		return SYSLINUX_NO_SECTOR;
	if (u32_at(sector, area + 4) != version)
		return SYSLINUX_OTHER;
	wanted = u16_at(sector, area + 8);
	ext = start + u16_at(sector, area + 22);
	if (wanted == 0 || wanted > SECTORS_MAX)
		return SYSLINUX_NOT_PLACED;
	s->folder = install_folder(a, image, start + u16_at(image, ext + 2));
	s->sectors = arena_alloc(a, SECTORS_MAX * sizeof(*s->sectors));
	if (!list_sectors(s, image, start + u16_at(image, ext + 10), u16_at(image, ext + 12), wanted))
		return SYSLINUX_NOT_PLACED;
	return sum_is_right(gather(a, s, image), u32_at(sector, area + 12)) ? SYSLINUX_OK
		: SYSLINUX_DAMAGED;
}

struct syslinux syslinux_read(struct arena *a, struct bytes image)
{
	struct syslinux s = {.state = SYSLINUX_NO_LOADER, .folder = "/"};
	struct bytes boot;
	uint32_t version;

	if (bytes_slice(image, 0, SECTOR, &boot) && first_sector(boot, &s.first, &version))
		s.state = follow(a, &s, image, version);
	return s;
}

/* core/elflink/load_env32.c: ldlinux.c32 is a 32-bit ELF module. Its own message tells it from
 * others. */
bool syslinux_module(struct bytes data)
{
	uint32_t sections = 0;
	size_t hit;

	bytes_le32(data, 32, &sections);
	return bytes_has(data, 0, bytes_of("\x7f" "ELF\x01")) && sections < data.size &&
	       bytes_find(data, 0, bytes_of("No DEFAULT or UI"), &hit);
}
