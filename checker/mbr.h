/* The master boot record of a hard disk, a card or a stick: its program and its four partitions.
 *
 * Sources: UEFI Specification 2.10, section 5.2.1 "Legacy Master Boot Record", for the layout;
 * SYSLINUX 6.04, mbr/mbr.S and mbr/altmbr.S, for what the program wants.
 */
#ifndef CHECKER_MBR_H
#define CHECKER_MBR_H

#include "bytes.h"

enum { MBR_PARTITIONS = 4, SECTOR_BYTES = 512 };

struct mbr_partition {
	uint8_t flag;     /* 0x80: active */
	uint8_t type;     /* 0x01: FAT12 */
	uint32_t start;   /* first sector, from the start of the disk */
	uint32_t sectors; /* 0: this line of the table is empty */
};

enum mbr_program {
	MBR_NONE,     /* nothing but zeros */
	MBR_SYSLINUX, /* mbr.bin: starts the active partition */
	MBR_FIXED,    /* altmbr.bin: starts the partition whose number is in fixed */
	MBR_OTHER     /* somebody else's */
};

struct mbr {
	bool signature; /* 55 aa */
	enum mbr_program program;
	uint8_t fixed;
	struct mbr_partition partition[MBR_PARTITIONS];
};

/* Reads the first sector. False: the disk is shorter than that. */
bool mbr_read(struct bytes disk, struct mbr *out);

/* The index of the partition that the program will start, -1: none, -2: several are active.
 * mbr.S counts a partition by its flag alone, empty or not. */
int mbr_active(const struct mbr *m);

/* The index of another partition that shares sectors with that one, or -1. */
int mbr_overlap(const struct mbr *m, int index);

#endif
