/* The boot header of a kernel image. */
#include "unit.h"

#include <string.h>
#include <zlib.h>

#include "bzimage.h"

enum { SIZE = 2048 };

static void put(uint8_t *at, uint32_t value, int bytes)
{
	for (int i = 0; i < bytes; i++)
		at[i] = (uint8_t)(value >> 8 * i);
}

/* One setup sector, 1024 bytes of kernel, the fields of boot.rst and a right checksum. */
static struct bytes make_image(uint8_t *b)
{
	memset(b, 0, SIZE);
	b[0x1f1] = 1;
	put(b + 0x1f4, 1024 / 16, 4);
	put(b + 0x1fe, 0xaa55, 2);
	memcpy(b + 0x202, "HdrS", 4);
	put(b + 0x206, 0x20f, 2);
	put(b + 0x20e, 0x80, 2);
	memcpy(b + 0x280, "6.12.117 (tiny@linux)", 22);
	b[0x1f2] = 1;
	put(b + 0x1fa, 0xffff, 2);
	put(b + 0x211, 0x800001, 3);
	put(b + 0x230, 0x200000, 4);
	put(b + 0x248, 16, 4);
	put(b + 0x24c, 100, 4);
	put(b + 0x258, 0x200000, 4);
	put(b + 0x260, 0x2a8000, 4);
	memcpy(b + 1024 + 16, "\xfd" "7zXZ", 5);
	put(b + SIZE - 4, ~(uint32_t)crc32(0, b, SIZE - 4), 4);
	return (struct bytes){b, SIZE};
}

static void a_good_image(void **state)
{
	uint8_t b[SIZE];
	struct bytes image = make_image(b);
	struct bzimage h;

	(void)state;
	assert_true(bzimage_parse(image, &h));
	assert_int_equal(h.protocol, 0x20f);
	assert_true(h.loaded_high && !h.wide && !h.relocatable);
	assert_int_equal(h.size, SIZE);
	assert_int_equal(h.address, 0x200000);
	assert_int_equal(h.memory_end, 0x4a8000);
	assert_true(bytes_is(h.version, "6.12.117 (tiny@linux)"));
	assert_string_equal(bzimage_packing(&h), "XZ");
	assert_true(bzimage_sum_right(image, &h));
}

static void a_changed_byte(void **state)
{
	uint8_t b[SIZE];
	struct bytes image = make_image(b);
	struct bzimage h;

	(void)state;
	b[1500] ^= 1;
	assert_true(bzimage_parse(image, &h));
	assert_false(bzimage_sum_right(image, &h));
}

/* What rdev, vidmode and boot loaders write is told from a damaged kernel. */
static void a_changed_header(void **state)
{
	static const size_t written[] = {0x1f2, 0x1f8, 0x1fa, 0x1fc, 0x210, 0x211, 0x212, 0x21b, 0x228};
	static const size_t others[] = {0x1f0, 0x208, 0x214, 0x268, 1500};
	uint8_t b[SIZE];
	struct bytes image = make_image(b);
	struct bzimage h;

	(void)state;
	assert_true(bzimage_parse(image, &h));
	assert_true(bzimage_sum_of_build(image, &h));
	for (size_t i = 0; i < sizeof(written) / sizeof(written[0]); i++) {
		b[written[i]] ^= 0x22;
		assert_false(bzimage_sum_right(image, &h));
		assert_true(bzimage_sum_of_build(image, &h));
	}
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		b[others[i]] ^= 0x22;
		assert_false(bzimage_sum_of_build(image, &h));
		b[others[i]] ^= 0x22;
	}
	image.size = 0x260;
	assert_false(bzimage_sum_of_build(image, &h));
}

/* Every shorter image is parsed or refused; what lies behind its end is never used. */
static void cut_anywhere(void **state)
{
	uint8_t b[SIZE];
	struct bytes image = make_image(b);
	struct bzimage h;

	(void)state;
	for (size_t size = 0; size < SIZE; size++) {
		image.size = size;
		assert_int_equal(bzimage_parse(image, &h), size >= 0x208);
		assert_false(bzimage_sum_right(image, &h) && h.size == SIZE);
	}
}

static void sizes_that_overflow(void **state)
{
	uint8_t b[SIZE];
	struct bytes image = make_image(b);
	struct bzimage h;

	(void)state;
	memset(b + 0x1f4, 0xff, 4);
	memset(b + 0x248, 0xff, 8);
	memset(b + 0x258, 0xff, 12);
	assert_true(bzimage_parse(image, &h));
	assert_int_equal(h.size, 1024 + (uint64_t)0xffffffff * 16);
	assert_true(h.memory_end == UINT64_MAX);
	assert_int_equal(h.payload.size, 0);
	assert_null(bzimage_packing(&h));
	assert_false(bzimage_sum_right(image, &h));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_good_image),
		cmocka_unit_test(a_changed_byte),
		cmocka_unit_test(a_changed_header),
		cmocka_unit_test(cut_anywhere),
		cmocka_unit_test(sizes_that_overflow),
	};

	return cmocka_run_group_tests_name("bzimage", tests, NULL, NULL);
}
