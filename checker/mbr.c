#include "mbr.h"

enum { PROGRAM_BYTES = 440, TABLE = 446, ENTRY = 16, FIXED = 439, ACTIVE = 0x80 };

static enum mbr_program program_of(struct bytes program)
{
	uint8_t byte = 0;
	uint64_t i;
	size_t hit;

	if (bytes_find(program, 0, bytes_of("Missing operating system"), &hit))
		return bytes_find(program, 0, bytes_of("Multiple active partitions"), &hit) ? MBR_SYSLINUX
		                                                                           : MBR_FIXED;
	for (i = 0; bytes_u8(program, i, &byte); i++)
		if (byte != 0)
			return MBR_OTHER;
	return MBR_NONE;
}

bool mbr_read(struct bytes disk, struct mbr *out)
{
	static const uint8_t signature[] = {0x55, 0xaa};
	struct bytes sector, program;
	uint64_t i;

	*out = (struct mbr){.signature = false};
	if (!bytes_slice(disk, 0, SECTOR_BYTES, &sector) ||
	    !bytes_slice(sector, 0, PROGRAM_BYTES, &program))
		return false;
	out->signature = bytes_has(sector, 510, (struct bytes){signature, 2});
	out->program = program_of(program);
	bytes_u8(sector, FIXED, &out->fixed);
	for (i = 0; i < MBR_PARTITIONS; i++) {
		struct mbr_partition *p = &out->partition[i];

		bytes_u8(sector, TABLE + i * ENTRY, &p->flag);
		bytes_u8(sector, TABLE + i * ENTRY + 4, &p->type);
		bytes_le32(sector, TABLE + i * ENTRY + 8, &p->start);
		bytes_le32(sector, TABLE + i * ENTRY + 12, &p->sectors);
	}
	return true;
}

int mbr_active(const struct mbr *m)
{
	int i, found = -1;

	if (m->program == MBR_FIXED)
		return m->fixed >= 1 && m->fixed <= MBR_PARTITIONS ? m->fixed - 1 : -1;
	for (i = 0; i < MBR_PARTITIONS; i++)
		if (m->partition[i].flag & ACTIVE)
			found = found == -1 ? i : -2;
	return found;
}

int mbr_overlap(const struct mbr *m, int index)
{
	const struct mbr_partition *a = &m->partition[index];
	int i;

	for (i = 0; i < MBR_PARTITIONS; i++) {
		const struct mbr_partition *b = &m->partition[i];

		if (i != index && b->sectors > 0 && b->start < (uint64_t)a->start + a->sectors &&
		    a->start < (uint64_t)b->start + b->sectors)
			return i;
	}
	return -1;
}
