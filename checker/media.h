/* The media of chapter 10 as media: how the BIOS gets to the boot loader, and what that finds.
 *
 * A medium is looked at in stages, in the order in which it boots, and no further than the first
 * stage that is wrong: so one cause gives one message, and each medium is judged by itself. A check
 * of checks10.c is a stage, and reports what was found there on every medium.
 */
#ifndef CHECKER_MEDIA_H
#define CHECKER_MEDIA_H

#include "check.h"
#include "disk.h"
#include "iso9660.h"
#include "mbr.h"

enum medium_kind { MEDIUM_DISK, MEDIUM_CD_FLOPPY, MEDIUM_CD };

/* MEDIUM_UNREAD, _BOUNDS, _TYPE, _GEOMETRY, _BARE, _CD_FORM, _KERNEL_STALE, _IMAGE_STALE,
 * _IMAGE_BYTES and _FLOPPY do not keep it from booting. */
enum medium_stage {
	MEDIUM_FILE, MEDIUM_UNREAD, MEDIUM_SIGNATURE, MEDIUM_PROGRAM, MEDIUM_ACTIVE, MEDIUM_START,
	MEDIUM_BOUNDS, MEDIUM_TYPE, MEDIUM_GEOMETRY, MEDIUM_BARE, MEDIUM_RECORD, MEDIUM_CATALOGUE,
	MEDIUM_EMULATION, MEDIUM_CD_FORM, MEDIUM_VOLUME, MEDIUM_LOADER, MEDIUM_SETTINGS, MEDIUM_INIT,
	MEDIUM_KERNEL, MEDIUM_IMAGE, MEDIUM_KERNEL_STALE, MEDIUM_IMAGE_STALE, MEDIUM_IMAGE_BYTES,
	MEDIUM_FLOPPY, MEDIUM_STAGES
};

/* What the book's medium is. */
struct medium_plan {
	const char *name;  /* "disk.img" */
	enum medium_kind kind;
	uint32_t cylinders, heads, sectors,
		start; /* of a disk: geometry, first sector of the partition */
};

struct medium {
	const struct medium_plan *plan;
	int error;          /* errno's value when it may not be read, else 0 */
	struct bytes data;  /* the whole medium */
	struct bytes volume; /* its FAT file system; a CD's: the floppy in it */
	bool cut;            /* the medium ends before its file system does; zeros stand for the rest */
	struct mbr mbr;
	struct eltorito boot;
	const struct disk *disk;
	const struct finding *findings[MEDIUM_STAGES]; /* NULL: nothing the matter */
};

/* What all the media hold; read once, kept in ctx. */
struct media;

/* The file and the partition table, or the boot catalogue (media_boot.c): fills in what they lead
 * to.
 * False: the medium does not get further. */
bool medium_boots(struct ctx *ctx, struct medium *m);

/* Notes that a stage is wrong; a finding without a fix gets the one that makes the medium anew.
 * Always false, so that a stage can end with it. */
bool medium_wrong(struct ctx *ctx, struct medium *m, enum medium_stage stage,
                  const struct finding *f);

/* The check of a stage: reports what was found on every medium that is there. */
void media_report(struct ctx *ctx, struct sink *out, enum medium_stage stage);

#endif
