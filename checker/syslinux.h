/* SYSLINUX on a FAT disk: what its installer wrote, and what its boot sector will load.
 *
 * Sources, SYSLINUX 6.04: core/diskboot.inc (the boot sector), libinstaller/syslxint.h (struct
 * patch_area, struct ext_patch_area, struct syslinux_extent), libinstaller/syslxmod.c
 * (syslinux_patch()), core/init.inc (the checksum when it starts).
 */
#ifndef CHECKER_SYSLINUX_H
#define CHECKER_SYSLINUX_H

#include "arena.h"
#include "bytes.h"

enum syslinux_state {
	SYSLINUX_OK,
	SYSLINUX_NO_LOADER,  /* the boot sector is not SYSLINUX's */
	SYSLINUX_NO_SECTOR,  /* the sector that it names is not the beginning of ldlinux.sys */
	SYSLINUX_OTHER,      /* ldlinux.sys is of another version than the boot sector */
	SYSLINUX_NOT_PLACED, /* ldlinux.sys does not know its own sectors: a plain copy */
	SYSLINUX_DAMAGED     /* the sectors do not add up to the checksum */
};

struct syslinux {
	enum syslinux_state state;
	const char *folder;  /* "/" or "/boot/": where its files are; valid when SYSLINUX_OK */
	uint32_t first;      /* sector, from the start of the disk, that the boot sector loads */
	uint32_t *sectors;   /* the program's, in order; valid when SYSLINUX_OK or DAMAGED */
	size_t count;
};

/* Follows the boot sector of a disk image to ldlinux.sys and checks it as SYSLINUX itself does. */
struct syslinux syslinux_read(struct arena *a, struct bytes image);

/* Whether a file is ldlinux.c32, the module that reads the settings. */
bool syslinux_module(struct bytes data);

#endif
