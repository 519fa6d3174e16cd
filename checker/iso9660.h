/* ISO 9660, the file system of a CD, and El Torito, which makes a CD bootable; read only.
 *
 * Sources: ECMA-119 (the text of ISO 9660), sections 8.4 (primary volume descriptor) and 9.1
 * (directory records); "El Torito" Bootable CD-ROM Format Specification 1.0, 1995, sections 2.0
 * to 2.4; IEEE P1282 (Rock Ridge), 4.1.4, for the names in lower case ("NM");
 * SYSLINUX 6.04, core/isolinux.asm, for the boot information table.
 */
#ifndef CHECKER_ISO9660_H
#define CHECKER_ISO9660_H

#include "bytes.h"

enum { CD_SECTOR = 2048, EMULATE_NONE = 0, EMULATE_1440 = 2 };

struct iso9660 {
	struct bytes image;
	uint32_t root, root_size; /* the root directory: sector, bytes */
};

struct iso_file {
	bool is_directory;
	uint32_t sector, size;
	struct bytes data; /* empty when cut_off */
	bool cut_off;      /* the image ends before the file does */
};

/* False: there is no primary volume descriptor in sector 16, or its root lies outside. */
bool iso_open(struct bytes image, struct iso9660 *out);

/* The file of that path ("/boot/isolinux.cfg", any case), by its Rock Ridge name or its own, whose
 * version (";1") and final dot do not count. False: not there. */
bool iso_find(const struct iso9660 *iso, const char *path, struct iso_file *out);

enum eltorito_state {
	ELTORITO_OK,
	ELTORITO_NO_RECORD,   /* sector 17 is no boot record */
	ELTORITO_NO_CATALOGUE, /* the catalogue lies outside, or does not begin as one */
	ELTORITO_NOT_BOOTABLE, /* its first entry is not marked bootable */
	ELTORITO_NO_IMAGE     /* the boot image begins outside */
};

struct eltorito {
	enum eltorito_state state;
	bool checksum;        /* the validation entry adds up to 0 */
	uint8_t platform;     /* 0: a PC */
	uint8_t emulation;    /* 0: none, 1: 1.2 MB, 2: 1.44 MB, 3: 2.88 MB, 4: hard disk */
	uint16_t segment;     /* where it is loaded to; 0: 0x7c0 */
	uint16_t count;       /* units of 512 bytes that the BIOS loads */
	uint32_t catalogue, sector;
	struct bytes image;   /* from its first byte to the end of the CD */
};

/* Follows the boot record to the boot image. */
struct eltorito eltorito_read(struct bytes image);

enum isolinux_state {
	ISOLINUX_OK,
	ISOLINUX_OTHER,    /* the boot image is another program */
	ISOLINUX_NO_TABLE, /* it does not know where on the CD it lies: no -boot-info-table */
	ISOLINUX_DAMAGED   /* its bytes, or its place, are not what the table says */
};

/* What the boot image of a CD without emulation is. */
enum isolinux_state isolinux_read(const struct eltorito *e);

#endif
