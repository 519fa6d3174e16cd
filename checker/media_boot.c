/* Chapter 10: from the BIOS to the boot loader: partition table, boot catalogue. */
#include <string.h>

#include "media.h"
#include "syslinux.h"

enum { VOLUME_MAX = 64 * 1024 * 1024, FAT12_TYPE = 0x01 };

#define NOT_BOOTABLE "Missing operating system., then No bootable device."

static const char *at_byte(struct ctx *ctx, const struct medium *m, uint64_t offset)
{
	return say(ctx, "%s @%llu", m->plan->name, (unsigned long long)offset);
}

/* A medium that ends too early is read as a drive reads it, as if zeros followed. */
static struct bytes volume_at(struct ctx *ctx, struct bytes data, uint64_t start, bool *cut)
{
	struct bytes rest, part;
	uint16_t short_count = 0;
	uint32_t sectors = 0;
	uint64_t size, i;
	uint8_t *whole;

	*cut = false;
	if (!bytes_from(data, start, &rest))
		return (struct bytes){NULL, 0};
	bytes_le32(rest, 32, &sectors);
	if (bytes_le16(rest, 19, &short_count) && short_count)
		sectors = short_count;
	size = (uint64_t)sectors * SECTOR_BYTES;
	if (size <= rest.size || size > VOLUME_MAX)
		return bytes_slice(rest, 0, size, &part) && size ? part : rest;
	*cut = true;
	whole = arena_alloc(ctx->arena, size);
	for (i = 0; i < rest.size; i++)
		bytes_u8(rest, i, &whole[i]);
	return (struct bytes){whole, size};
}

/* FAT16 and FAT32 boot as well; the checker reads FAT12 alone. */
static bool fat_is_other(struct bytes volume)
{
	uint16_t bytes = 0, fat = 0;
	uint8_t cluster = 0;
	struct fat12 f;
	const char *trouble = fat12_open(volume, &f);

	bytes_le16(volume, 11, &bytes);
	bytes_le16(volume, 22, &fat);
	bytes_u8(volume, 13, &cluster);
	return trouble && bytes == SECTOR_BYTES && cluster != 0 && (f.clusters >= 4085 || fat == 0) &&
	       (bytes_has(volume, 54, bytes_of("FAT16")) || bytes_has(volume, 82, bytes_of("FAT32")));
}

/* Heads, sectors and the sectors before the partition, as the FAT's parameters have them. */
static void compare_geometry(struct ctx *ctx, struct medium *m, uint32_t start)
{
	const struct medium_plan *p = m->plan;
	uint64_t size = (uint64_t)p->cylinders * p->heads * p->sectors * SECTOR_BYTES;
	uint16_t sectors = 0, heads = 0;
	uint32_t hidden = 0;

	bytes_le16(m->volume, 24, &sectors);
	bytes_le16(m->volume, 26, &heads);
	bytes_le32(m->volume, 28, &hidden);
	if (heads == p->heads && sectors == p->sectors && hidden == start &&
	    (m->cut || m->data.size == size))
		return;
	medium_wrong(ctx, m, MEDIUM_GEOMETRY, &(struct finding){
		.where = at_byte(ctx, m, (uint64_t)start * SECTOR_BYTES + 24),
		.expected =
			say(ctx, "%u heads, %u sectors on a track, %u sectors before it, %llu bytes in all",
		                p->heads, p->sectors, start, (unsigned long long)size),
		.found = say(ctx, "%u heads, %u sectors on a track, %u sectors before it, %zu bytes in all",
		             heads, sectors, hidden, m->data.size),
		.at_boot = "nothing here: SYSLINUX counts sectors through where the BIOS can (EDD)",
	});
}

static void compare_bounds(struct ctx *ctx, struct medium *m, const struct mbr_partition *p,
                           int index)
{
	uint64_t end = ((uint64_t)p->start + p->sectors) * SECTOR_BYTES;
	int other = mbr_overlap(&m->mbr, index);
	const char *found = NULL;

	if (other >= 0)
		found = say(ctx, "partition %d shares sectors with partition %d", index + 1, other + 1);
	else if (end > m->data.size)
		found = say(ctx, "partition %d ends at byte %llu, the disk at %zu", index + 1,
		            (unsigned long long)end, m->data.size);
	else if (m->cut || (uint64_t)p->sectors * SECTOR_BYTES < m->volume.size)
		found = say(ctx, "its file system is %zu bytes long, partition %d %llu", m->volume.size,
		            index + 1, (unsigned long long)p->sectors * SECTOR_BYTES);
	if (found)
		medium_wrong(ctx, m, MEDIUM_BOUNDS, &(struct finding){
			.where = at_byte(ctx, m, 446 + 16 * (uint64_t)index),
			.expected = "partitions side by side on the disk, each with room for its file system",
			.found = found, .at_boot = "nothing, as long as no file lies there",
		});
}

/* Without a table: a disk that begins with a FAT boot sector and SYSLINUX boots, too. */
static bool is_bare(struct ctx *ctx, struct medium *m)
{
	struct fat12 f;
	struct bytes volume = volume_at(ctx, m->data, 0, &m->cut);

	if (fat12_open(volume, &f) != NULL || syslinux_read(ctx->arena, volume).state != SYSLINUX_OK)
		return false;
	m->volume = volume;
	medium_wrong(ctx, m, MEDIUM_BARE, &(struct finding){
		.where = m->plan->name, .expected = "a partition table, and a file system in the partition",
		.found = "a file system from the first sector on, as on a floppy disk",
		.at_boot = "the same here; not every BIOS takes such a disk for a hard disk",
	});
	return true;
}

static bool find_active(struct ctx *ctx, struct medium *m, int *index)
{
	*index = mbr_active(&m->mbr);
	if (*index >= 0)
		return true;
	return medium_wrong(ctx, m, MEDIUM_ACTIVE, &(struct finding){
		.where = at_byte(ctx, m, 446), .expected = "one partition that is marked active (80)",
		.found = *index == -1 ? "none" : "more than one",
		.at_boot = *index == -1 ? NOT_BOOTABLE
			: "Multiple active partitions., then No bootable device.",
		.fix = m->mbr.partition[0].sectors
			? say(ctx, "sfdisk --quiet --activate %s 1", m->plan->name) : NULL,
	});
}

static bool find_volume(struct ctx *ctx, struct medium *m, int index)
{
	static const uint8_t signature[] = {0x55, 0xaa};
	const struct mbr_partition *p = &m->mbr.partition[index];
	uint64_t start = (uint64_t)p->start * SECTOR_BYTES;
	const char *trouble = NULL;
	struct fat12 f;

	m->volume = volume_at(ctx, m->data, start, &m->cut);
	if (m->volume.size == 0)
		trouble = "it begins after the end of the disk";
	else if (!bytes_has(m->volume, 510, (struct bytes){signature, 2}))
		trouble = "no boot sector is there";
	else if (fat_is_other(m->volume))
		return medium_wrong(ctx, m, MEDIUM_UNREAD, &(struct finding){
			.where = at_byte(ctx, m, start), .expected = "FAT12, which this checker reads",
			.found = "FAT16 or FAT32",
			.at_boot = "not known: boot it with make smoke-ide and its like",
		});
	else
		trouble = fat12_open(m->volume, &f);
	if (trouble)
		return medium_wrong(ctx, m, MEDIUM_START, &(struct finding){
			.where = at_byte(ctx, m, 446 + 16 * (uint64_t)index + 8),
			.expected = say(ctx, "the sector where the file system begins, %u", m->plan->start),
			.found = say(ctx, "sector %u: %s", p->start, trouble),
			.at_boot = m->volume.size ? NOT_BOOTABLE
				: "Operating system load error., then No bootable device.",
		});
	compare_bounds(ctx, m, p, index);
	if (p->type != FAT12_TYPE)
		medium_wrong(ctx, m, MEDIUM_TYPE, &(struct finding){
			.where = at_byte(ctx, m, 446 + 16 * (uint64_t)index + 4), .expected = "type 01, FAT12",
			.found = say(ctx, "type %02x", p->type),
			.at_boot = "nothing: SYSLINUX does not look at it",
			.fix = say(ctx, "sfdisk --quiet --part-type %s %d 1", m->plan->name, index + 1),
		});
	compare_geometry(ctx, m, p->start);
	return true;
}

static bool disk_boots(struct ctx *ctx, struct medium *m)
{
	int index;

	if (!mbr_read(m->data, &m->mbr) || !m->mbr.signature)
		return medium_wrong(ctx, m, MEDIUM_SIGNATURE, &(struct finding){
			.where = at_byte(ctx, m, 510), .expected = "the bytes 55 aa", .found = "others",
			.at_boot = "Boot failed: not a bootable disk",
		});
	if (is_bare(ctx, m))
		return true;
	if (m->mbr.program == MBR_NONE || m->mbr.program == MBR_OTHER)
		return medium_wrong(ctx, m, MEDIUM_PROGRAM, &(struct finding){
			.where = at_byte(ctx, m, 0), .expected = "SYSLINUX's mbr.bin, 440 bytes",
			.found = m->mbr.program == MBR_NONE ? "zeros" : "something else",
			.at_boot = m->mbr.program == MBR_NONE ? "Booting from Hard Disk... and nothing more"
			                                     : "Booting from Hard Disk... and nothing more, or "
			                                       "Missing OS",
		});
	return find_active(ctx, m, &index) && find_volume(ctx, m, index);
}

static const char *catalogue_trouble(struct ctx *ctx, const struct eltorito *e)
{
	switch (e->state) {
	case ELTORITO_NO_CATALOGUE: return "none where the boot record points to";
	case ELTORITO_NOT_BOOTABLE: return "its first entry is not marked bootable (88)";
	case ELTORITO_NO_IMAGE: return "its boot image would begin after the end of the CD";
	default: break;
	}
	if (e->platform != 0)
		return say(ctx, "it is for platform %02x, not for a PC (00)", e->platform);
	if (e->count == 0)
		return "it has the BIOS load 0 sectors";
	if (e->segment != 0 && e->segment != 0x7c0)
		return say(ctx, "it has the boot image loaded to segment %04x, not to 07c0", e->segment);
	return NULL;
}

/* What real BIOSes may mind and QEMU's does not. */
static void compare_form(struct ctx *ctx, struct medium *m)
{
	const struct eltorito *e = &m->boot;
	struct iso9660 iso;
	const char *found = NULL;

	if (!e->checksum)
		found = "the catalogue's first entry does not add up to 0";
	else if (m->plan->kind == MEDIUM_CD_FLOPPY && e->emulation != EMULATE_1440)
		found = say(ctx, "the boot image is said to be of kind %d", e->emulation);
	else if (m->plan->kind == MEDIUM_CD_FLOPPY && !iso_open(m->data, &iso))
		found = "the CD has no ISO 9660 file system around the floppy";
	else if (m->plan->kind == MEDIUM_CD_FLOPPY && m->cut)
		found = "the CD ends before its floppy does";
	else if (m->plan->kind == MEDIUM_CD && isolinux_read(e) == ISOLINUX_NO_TABLE)
		found = "isolinux.bin was not told where it lies: no -boot-info-table";
	if (found)
		medium_wrong(ctx, m, MEDIUM_CD_FORM, &(struct finding){
			.where = at_byte(ctx, m, (uint64_t)e->catalogue * CD_SECTOR),
			.expected =
				"a catalogue that adds up, a whole image, an ISO 9660 file system around it",
			.found = found, .at_boot = "nothing in QEMU; another BIOS may refuse the CD",
		});
}

/* With floppy emulation the size of the image decides its kind; QEMU's BIOS takes a hard disk's, 4,
 * too. */
static bool emulation_fits(struct ctx *ctx, struct medium *m)
{
	const struct eltorito *e = &m->boot;
	bool floppy = m->plan->kind == MEDIUM_CD_FLOPPY;

	if (floppy ? e->emulation == EMULATE_1440 || e->emulation == 4 : e->emulation == EMULATE_NONE)
		return true;
	return medium_wrong(ctx, m, MEDIUM_EMULATION, &(struct finding){
		.where = at_byte(ctx, m, (uint64_t)e->catalogue * CD_SECTOR + 33),
		.expected = floppy ? "2: a floppy disk of 1.44 MB" : "0: no emulation",
		.found = say(ctx, "%d", e->emulation),
		.at_boot = floppy ? "Boot error" : "no boot: the image is no disk",
	});
}

static bool cd_boots(struct ctx *ctx, struct medium *m)
{
	const char *trouble;

	m->boot = eltorito_read(m->data);
	trouble = catalogue_trouble(ctx, &m->boot);
	if (m->boot.state == ELTORITO_NO_RECORD)
		return medium_wrong(ctx, m, MEDIUM_RECORD, &(struct finding){
			.where = at_byte(ctx, m, 17UL * CD_SECTOR),
			.expected = "El Torito's boot record in sector 17",
			.found = "none", .at_boot = "Boot failed: Could not read from CDROM",
		});
	if (trouble)
		return medium_wrong(ctx, m, MEDIUM_CATALOGUE, &(struct finding){
			.where = at_byte(ctx, m, (uint64_t)m->boot.catalogue * CD_SECTOR),
			.expected = "a boot catalogue that names a boot image", .found = trouble,
			.at_boot = "Boot failed: Could not read from CDROM",
		});
	if (!emulation_fits(ctx, m))
		return false;
	if (m->plan->kind == MEDIUM_CD_FLOPPY)
		m->volume = volume_at(ctx, m->boot.image, 0, &m->cut);
	compare_form(ctx, m);
	return true;
}

bool medium_boots(struct ctx *ctx, struct medium *m)
{
	return m->plan->kind == MEDIUM_DISK ? disk_boots(ctx, m) : cd_boots(ctx, m);
}
