/* The master boot record, ISO 9660 and El Torito: hostile and odd input. */
#include <string.h>

#include "iso9660.h"
#include "mbr.h"
#include "unit.h"

enum { CD = 64 * 1024, CATALOGUE = 18, ROOT = 19, FILE_AT = 20, FOLDER = 21, IMAGE = 22 };

static void put16(uint8_t *at, uint32_t value)
{
	at[0] = (uint8_t)value;
	at[1] = (uint8_t)(value >> 8);
}

static void put32(uint8_t *at, uint32_t value)
{
	put16(at, value & 0xffff);
	put16(at + 2, value >> 16);
}

static struct bytes whole(const uint8_t *data, size_t size)
{
	return (struct bytes){data, size};
}

static void partition(uint8_t *sector, int line, uint8_t flag, uint32_t start, uint32_t count)
{
	uint8_t *entry = sector + 446 + 16 * line;

	entry[0] = flag;
	entry[4] = 1;
	put32(entry + 8, start);
	put32(entry + 12, count);
}

static void mbr_program_and_table(void **state)
{
	uint8_t sector[SECTOR_BYTES] = {0};
	struct mbr m;

	(void)state;
	assert_false(mbr_read(whole(sector, 511), &m));
	assert_true(mbr_read(whole(sector, SECTOR_BYTES), &m));
	assert_false(m.signature);
	assert_int_equal(m.program, MBR_NONE);
	assert_int_equal(mbr_active(&m), -1);
	sector[510] = 0x55;
	sector[511] = 0xaa;
	sector[439] = 3;
	partition(sector, 1, 0x80, 63, 100);
	assert_true(mbr_read(whole(sector, SECTOR_BYTES), &m));
	assert_true(m.signature);
	assert_int_equal(m.program, MBR_OTHER);
	assert_int_equal(mbr_active(&m), 1);
	assert_int_equal(m.partition[1].start, 63);
	memcpy(sector, "Missing operating system", 24);
	mbr_read(whole(sector, SECTOR_BYTES), &m);
	assert_int_equal(m.program, MBR_FIXED);
	assert_int_equal(mbr_active(&m), 2);
	sector[439] = 5;
	mbr_read(whole(sector, SECTOR_BYTES), &m);
	assert_int_equal(mbr_active(&m), -1);
	memcpy(sector + 100, "Multiple active partitions", 26);
	partition(sector, 3, 0x80, 0, 0);
	mbr_read(whole(sector, SECTOR_BYTES), &m);
	assert_int_equal(m.program, MBR_SYSLINUX);
	assert_int_equal(mbr_active(&m), -2);
}

static void mbr_overlaps(void **state)
{
	uint8_t sector[SECTOR_BYTES] = {0};
	struct mbr m;

	(void)state;
	partition(sector, 0, 0x80, 63, 100);
	partition(sector, 1, 0, 163, 10);
	partition(sector, 2, 0, 100, 0); /* empty: takes no room */
	mbr_read(whole(sector, SECTOR_BYTES), &m);
	assert_int_equal(mbr_overlap(&m, 0), -1);
	partition(sector, 1, 0, 162, 10);
	mbr_read(whole(sector, SECTOR_BYTES), &m);
	assert_int_equal(mbr_overlap(&m, 0), 1);
	/* ends beyond 32 bits: nothing wraps round */
	partition(sector, 0, 0x80, 0xffffffffU, 0xffffffffU);
	partition(sector, 1, 0, 1, 10);
	mbr_read(whole(sector, SECTOR_BYTES), &m);
	assert_int_equal(mbr_overlap(&m, 0), -1);
}

/* A directory record at *at; moves *at behind it. rock: a name in an NM entry, or NULL. */
static void record(uint8_t **at, const char *name, size_t length, uint32_t sector, uint32_t size,
                   bool directory, const char *rock)
{
	uint8_t *r = *at;
	size_t used = 33 + length + (length % 2 == 0);

	put32(r + 2, sector);
	put32(r + 10, size);
	r[25] = directory ? 2 : 0;
	r[32] = (uint8_t)length;
	memcpy(r + 33, name, length);
	if (rock) {
		memcpy(r + used, "NM", 2);
		r[used + 2] = (uint8_t)(5 + strlen(rock));
		r[used + 3] = 1;
		memcpy(r + used + 5, rock, strlen(rock));
		used += 5 + strlen(rock);
	}
	r[0] = (uint8_t)used;
	*at += used;
}

/* A CD with "/LINUX.;1", "/FOLDER/X.C32;1" whose Rock Ridge name is "a long name", and a floppy. */
static void make_cd(uint8_t *cd)
{
	uint8_t *volume = cd + 16 * CD_SECTOR, *boot = cd + 17 * CD_SECTOR;
	uint8_t *catalogue = cd + CATALOGUE * CD_SECTOR, *at;

	memset(cd, 0, CD);
	memcpy(volume, "\x01" "CD001\x01", 7);
	at = volume + 156;
	record(&at, "", 1, ROOT, CD_SECTOR, true, NULL);
	at = cd + ROOT * CD_SECTOR;
	record(&at, "LINUX.;1", 8, FILE_AT, 5, false, NULL);
	record(&at, "FOLDER", 6, FOLDER, CD_SECTOR, true, NULL);
	memcpy(cd + FILE_AT * CD_SECTOR, "hello", 5);
	at = cd + FOLDER * CD_SECTOR;
	record(&at, "X.C32;1", 7, FILE_AT, 0xffffffffU, false, "a long name");
	memcpy(boot, "\0CD001\x01" "EL TORITO SPECIFICATION", 30);
	put32(boot + 0x47, CATALOGUE);
	catalogue[0] = 1;
	catalogue[30] = 0x55;
	catalogue[31] = 0xaa;
	put16(catalogue + 28, 0x10000 - 1 - 0xaa55);
	catalogue[32] = 0x88;
	catalogue[33] = EMULATE_1440;
	put16(catalogue + 38, 1);
	put32(catalogue + 40, IMAGE);
}

static void iso_files(void **state)
{
	static uint8_t cd[CD];
	struct iso9660 iso;
	struct iso_file f;

	(void)state;
	make_cd(cd);
	assert_true(iso_open(whole(cd, CD), &iso));
	assert_true(iso_find(&iso, "/linux", &f));
	assert_true(bytes_is(f.data, "hello"));
	assert_false(f.is_directory || f.cut_off);
	assert_true(iso_find(&iso, "Folder//A Long Name", &f));
	assert_true(f.cut_off);
	assert_int_equal(f.data.size, 0);
	assert_true(iso_find(&iso, "/folder/x.c32", &f));
	assert_true(iso_find(&iso, "/", &f) && f.is_directory);
	assert_false(iso_find(&iso, "/linux/x", &f));
	assert_false(iso_find(&iso, "/linu", &f));
	assert_false(iso_find(&iso, "/linux.", &f));
	assert_false(iso_open(whole(cd, 16 * CD_SECTOR), &iso));
	put32(cd + 16 * CD_SECTOR + 156 + 2, 0xffffffffU);
	assert_false(iso_open(whole(cd, CD), &iso));
}

static void eltorito_states(void **state)
{
	static uint8_t cd[CD];
	uint8_t *catalogue = cd + CATALOGUE * CD_SECTOR;

	(void)state;
	make_cd(cd);
	assert_int_equal(eltorito_read(whole(cd, CD)).state, ELTORITO_OK);
	assert_true(eltorito_read(whole(cd, CD)).checksum);
	assert_int_equal(eltorito_read(whole(cd, CD)).image.size, CD - IMAGE * CD_SECTOR);
	assert_int_equal(eltorito_read(whole(cd, 17 * CD_SECTOR)).state, ELTORITO_NO_RECORD);
	assert_int_equal(eltorito_read(whole(cd, CATALOGUE * CD_SECTOR)).state, ELTORITO_NO_CATALOGUE);
	assert_int_equal(eltorito_read(whole(cd, IMAGE * CD_SECTOR)).state, ELTORITO_NO_IMAGE);
	catalogue[2] = 1;
	assert_false(eltorito_read(whole(cd, CD)).checksum);
	catalogue[32] = 0;
	assert_int_equal(eltorito_read(whole(cd, CD)).state, ELTORITO_NOT_BOOTABLE);
	catalogue[0] = 0;
	assert_int_equal(eltorito_read(whole(cd, CD)).state, ELTORITO_NO_CATALOGUE);
	put32(cd + 17 * CD_SECTOR + 0x47, 0xffffffffU);
	assert_int_equal(eltorito_read(whole(cd, CD)).state, ELTORITO_NO_CATALOGUE);
}

static void isolinux_states(void **state)
{
	static uint8_t program[CD];
	struct eltorito e = {.sector = 34, .image = {program, 4096}};

	(void)state;
	memset(program, 0, sizeof(program));
	assert_int_equal(isolinux_read(&e), ISOLINUX_OTHER);
	memcpy(program + 64, "ISOLINUX ", 9);
	put32(program + 8, 16);
	put32(program + 16, 72);
	put32(program + 20, 0x4c4f5349U + 0x58554e49U); /* "ISOL" and "INUX" */
	assert_int_equal(isolinux_read(&e), ISOLINUX_NO_TABLE);
	put32(program + 12, 34);
	assert_int_equal(isolinux_read(&e), ISOLINUX_OK);
	put32(program + 16, 76); /* and the blank */
	assert_int_equal(isolinux_read(&e), ISOLINUX_DAMAGED);
	put32(program + 16, 0xffffffffU);
	assert_int_equal(isolinux_read(&e), ISOLINUX_DAMAGED);
	put32(program + 12, 35);
	assert_int_equal(isolinux_read(&e), ISOLINUX_DAMAGED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(mbr_program_and_table),
		cmocka_unit_test(mbr_overlaps),
		cmocka_unit_test(iso_files),
		cmocka_unit_test(eltorito_states),
		cmocka_unit_test(isolinux_states),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
