#include "bzimage.h"

#include <string.h>
#include <zlib.h>

enum { SECTOR = 512, PARAGRAPH = 16 };

/* Offsets of boot.rst's table. */
enum {
	SETUP_SECTS = 0x1f1, SYSSIZE = 0x1f4, RAM_SIZE = 0x1f8, BOOT_FLAG = 0x1fe, MAGIC = 0x202,
	PROTOCOL = 0x206, KERNEL_VERSION = 0x20e, LOADFLAGS = 0x211, KERNEL_ALIGNMENT = 0x230,
	RELOCATABLE = 0x234, XLOADFLAGS = 0x236, PAYLOAD_OFFSET = 0x248, PAYLOAD_LENGTH = 0x24c,
	PREF_ADDRESS = 0x258, INIT_SIZE = 0x260, KERNEL_INFO = 0x268
};

/* Where the protected-mode kernel begins: behind the boot sector and the setup sectors, 4 when
 * the field says 0. */
static uint32_t setup_size(struct bytes image)
{
	uint8_t sectors = 0;

	(void)bytes_u8(image, SETUP_SECTS, &sectors);
	return (uint32_t)((sectors ? sectors : 4) + 1) * SECTOR;
}

static void read_version(struct bytes image, struct bzimage *out)
{
	enum { LONGEST = 256 };
	uint16_t pointer = 0;

	/* Relative to the setup header at 0x200; 0: none. */
	if (bytes_le16(image, KERNEL_VERSION, &pointer) && pointer)
		(void)bytes_string(image, (uint64_t)pointer + 0x200, LONGEST, &out->version);
}

static void read_payload(struct bytes image, struct bzimage *out)
{
	uint32_t offset = 0, length = 0;

	if (out->protocol < 0x208 || !bytes_le32(image, PAYLOAD_OFFSET, &offset) ||
	    !bytes_le32(image, PAYLOAD_LENGTH, &length) || length == 0)
		return;
	(void)bytes_slice(image, (uint64_t)setup_size(image) + offset, length, &out->payload);
}

static void read_memory(struct bytes image, struct bzimage *out)
{
	uint32_t low = 0, high = 0, size = 0;

	if (out->protocol < 0x20a || !bytes_le32(image, PREF_ADDRESS, &low) ||
	    !bytes_le32(image, PREF_ADDRESS + 4, &high) || !bytes_le32(image, INIT_SIZE, &size))
		return;
	out->address = (uint64_t)high << 32 | low;
	/* A size of 4 GiB at the very top must not wrap round. */
	out->memory_end = out->address > UINT64_MAX - size ? UINT64_MAX : out->address + size;
}

bool bzimage_parse(struct bytes image, struct bzimage *out)
{
	uint16_t flag = 0, ram = 0, xloadflags = 0;
	uint8_t loadflags = 0, relocatable = 0;
	uint32_t paragraphs = 0;

	*out = (struct bzimage){.version = bytes_of(""), .payload = bytes_of("")};
	if (!bytes_le16(image, BOOT_FLAG, &flag) || flag != 0xaa55 ||
	    !bytes_has(image, MAGIC, bytes_of("HdrS")) ||
	    !bytes_le16(image, PROTOCOL, &out->protocol))
		return false;
	if (bytes_u8(image, LOADFLAGS, &loadflags))
		out->loaded_high = loadflags & 1;
	if (out->protocol >= 0x20c && bytes_le16(image, XLOADFLAGS, &xloadflags))
		out->wide = xloadflags & 1;
	if (out->protocol >= 0x205 && bytes_u8(image, RELOCATABLE, &relocatable) &&
	    bytes_le32(image, KERNEL_ALIGNMENT, &out->alignment))
		out->relocatable = relocatable != 0;
	(void)bytes_le32(image, SYSSIZE, &paragraphs);
	/* arch/x86/kernel/setup.c; old rdev -r wrote it, for the second floppy of a set. */
	if (bytes_le16(image, RAM_SIZE, &ram))
		out->ram_start = ram & 0x7ff;
	out->size = setup_size(image) + (uint64_t)paragraphs * PARAGRAPH;
	read_version(image, out);
	read_payload(image, out);
	read_memory(image, out);
	return true;
}

bool bzimage_whole(struct bytes image, const struct bzimage *b)
{
	uint32_t last = 1;

	if (image.size >= b->size)
		return true;
	/* The build fills the image up to 512 bytes with zeros and puts the checksum behind them. */
	return b->size - image.size < 512 && image.size >= 4 &&
	       bytes_le32(image, image.size - 4, &last) && last == 0;
}

/* The checksum of two parts, one behind the other. */
static bool sum_fits(struct bytes head, struct bytes rest)
{
	uLong sum = crc32(crc32(0, NULL, 0), head.at, (uInt)head.size);

	/* boot.rst: with the checksum at the end the remainder is 0; zlib inverts what it returns. */
	return crc32(sum, rest.at, (uInt)rest.size) == 0xffffffff;
}

bool bzimage_sum_right(struct bytes image, const struct bzimage *b)
{
	struct bytes all, none = {image.at, 0};

	return bytes_slice(image, 0, b->size, &all) && all.size <= UINT32_MAX && sum_fits(none, all);
}

bool bzimage_sum_of_build(struct bytes image, const struct bzimage *b)
{
	/* Of type write or modify in boot.rst; the values are those of arch/x86/boot/header.S. */
	static const struct { uint16_t offset, size; uint8_t bytes[8]; } fields[] = {
		{0x1f2, 2, {1, 0}},                   /* root_flags: read-only */
		{0x1f8, 6, {0, 0, 0xff, 0xff, 0, 0}}, /* ram_size, vid_mode: normal, root_dev */
		{0x210, 1, {0}},                      /* type_of_loader */
		{0x211, 3, {1, 0, 0x80}},             /* loadflags: loaded high, setup_move_size */
		{0x218, 8, {0}},                      /* ramdisk_image, ramdisk_size */
		{0x226, 6, {0}},                      /* ext_loader_ver, ext_loader_type, cmd_line_ptr */
		{0x23c, 4, {0}},                      /* hardware_subarch */
		{0x250, 8, {0}},                      /* setup_data */
	};
	uint8_t header[KERNEL_INFO];
	struct bytes all, head, rest;

	if (!bytes_slice(image, 0, b->size, &all) || all.size > UINT32_MAX ||
	    !bytes_slice(all, 0, sizeof(header), &head) || !bytes_from(all, sizeof(header), &rest))
		return false;
	memcpy(header, head.at, sizeof(header));
	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
		memcpy(header + fields[i].offset, fields[i].bytes, fields[i].size);
	return sum_fits((struct bytes){header, sizeof(header)}, rest);
}

const char *bzimage_packing(const struct bzimage *b)
{
	static const struct { const char *name; struct bytes magic; } kinds[] = {
		{"GZIP", {(const uint8_t *)"\x1f\x8b", 2}},
		{"BZIP2", {(const uint8_t *)"BZh", 3}},
		{"LZMA", {(const uint8_t *)"\x5d\x00\x00", 3}},
		{"XZ", {(const uint8_t *)"\xfd" "7zXZ", 5}},
		{"LZO", {(const uint8_t *)"\x89LZO", 4}},
		{"LZ4", {(const uint8_t *)"\x02\x21\x4c\x18", 4}},
		{"ZSTD", {(const uint8_t *)"\x28\xb5\x2f\xfd", 4}},
	};

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		if (bytes_has(b->payload, 0, kinds[i].magic))
			return kinds[i].name;
	}
	return NULL;
}
