/* The bounded accessor: every edge of every read. */
#include "unit.h"

#include "bytes.h"

static const uint8_t data[] = {0x11, 0x22, 0x33, 0x44, 0x55, 0x00, 0x66};
static const struct bytes all = {data, sizeof(data)};

static void numbers(void **state)
{
	uint8_t u8;
	uint16_t u16;
	uint32_t u32;

	(void)state;
	assert_true(bytes_u8(all, 6, &u8));
	assert_int_equal(u8, 0x66);
	assert_true(bytes_le16(all, 1, &u16));
	assert_int_equal(u16, 0x3322);
	assert_true(bytes_le32(all, 0, &u32));
	assert_int_equal(u32, 0x44332211);
	assert_true(bytes_be32(all, 0, &u32));
	assert_int_equal(u32, 0x11223344);
	assert_true(bytes_le32(all, 3, &u32));
	assert_int_equal(u32, 0x66005544);
}

static void no_number_over_the_end(void **state)
{
	static const uint64_t far[] = {8, UINT32_MAX, UINT64_MAX - 3, UINT64_MAX};
	uint8_t u8 = 7;
	uint16_t u16 = 7;
	uint32_t u32 = 7;
	size_t i;

	(void)state;
	assert_false(bytes_u8(all, 7, &u8));
	assert_false(bytes_le16(all, 6, &u16));
	assert_false(bytes_le32(all, 4, &u32));
	assert_false(bytes_be32(all, 4, &u32));
	for (i = 0; i < sizeof(far) / sizeof(far[0]); i++) {
		assert_false(bytes_u8(all, far[i], &u8));
		assert_false(bytes_le16(all, far[i], &u16));
		assert_false(bytes_le32(all, far[i], &u32));
		assert_false(bytes_be32(all, far[i], &u32));
	}
	assert_int_equal(u8, 7);
	assert_int_equal(u16, 7);
	assert_int_equal(u32, 7);
}

static void slices(void **state)
{
	const struct bytes none = {NULL, 0};
	struct bytes s = {NULL, 99};

	(void)state;
	assert_true(bytes_slice(all, 2, 3, &s));
	assert_ptr_equal(s.at, data + 2);
	assert_int_equal(s.size, 3);
	assert_true(bytes_slice(all, 7, 0, &s));
	assert_int_equal(s.size, 0);
	s.size = 99;
	assert_false(bytes_slice(all, 8, 0, &s));
	assert_false(bytes_slice(all, 1, 7, &s));
	assert_false(bytes_slice(all, UINT64_MAX, 2, &s));
	assert_false(bytes_slice(all, 2, UINT64_MAX, &s));
	assert_false(bytes_slice(none, 0, 1, &s));
	assert_int_equal(s.size, 99);
	assert_true(bytes_slice(none, 0, 0, &s));
	assert_true(bytes_from(all, 5, &s));
	assert_int_equal(s.size, 2);
	assert_false(bytes_from(all, 8, &s));
}

static void strings(void **state)
{
	const struct bytes none = {NULL, 0};
	struct bytes s;

	(void)state;
	assert_true(bytes_string(all, 0, 64, &s));
	assert_int_equal(s.size, 5);
	assert_true(bytes_string(all, 0, 5, &s));
	assert_false(bytes_string(all, 0, 4, &s));
	assert_false(bytes_string(all, 6, 64, &s)); /* no NUL before the end */
	assert_true(bytes_string(all, 5, SIZE_MAX, &s));
	assert_int_equal(s.size, 0);
	assert_false(bytes_string(none, 0, 4, &s));
}

static void comparing(void **state)
{
	const struct bytes none = {NULL, 0};
	size_t where = 99;

	(void)state;
	assert_true(bytes_is(bytes_of("abc"), "abc"));
	assert_false(bytes_is(bytes_of("abc"), "abcd"));
	assert_true(bytes_equal(none, bytes_of("")));
	assert_true(bytes_has(bytes_of("xabc"), 1, bytes_of("abc")));
	assert_false(bytes_has(bytes_of("xabc"), 2, bytes_of("abc")));
	assert_false(bytes_has(none, 0, bytes_of("abc")));
	assert_true(bytes_find(bytes_of("aababc"), 0, bytes_of("abc"), &where));
	assert_int_equal(where, 3);
	assert_true(bytes_find(bytes_of("abcabc"), 1, bytes_of("abc"), &where));
	assert_int_equal(where, 3);
	assert_false(bytes_find(bytes_of("abab"), 0, bytes_of("abc"), &where));
	assert_false(bytes_find(bytes_of("ab"), 0, bytes_of("abc"), &where));
	assert_false(bytes_find(bytes_of("abc"), 0, none, &where));
	assert_false(bytes_find(bytes_of("abc"), 9, bytes_of("a"), &where));
	assert_false(bytes_find(none, 0, bytes_of("a"), &where));
}

static void lines_and_words(void **state)
{
	struct bytes rest = bytes_of("one two\n\n\t three "), line, word;
	bool complete;

	(void)state;
	assert_true(bytes_line(&rest, &line, &complete));
	assert_true(complete);
	assert_true(bytes_is(line, "one two"));
	assert_true(bytes_word(&line, &word));
	assert_true(bytes_is(word, "one"));
	assert_true(bytes_word(&line, &word));
	assert_true(bytes_is(word, "two"));
	assert_false(bytes_word(&line, &word));
	assert_true(bytes_line(&rest, &line, NULL));
	assert_int_equal(line.size, 0);
	assert_true(bytes_line(&rest, &line, &complete));
	assert_false(complete);
	assert_true(bytes_is(bytes_trim(line), "three"));
	assert_false(bytes_line(&rest, &line, &complete));
	assert_int_equal(bytes_trim(bytes_of(" \t ")).size, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers), cmocka_unit_test(no_number_over_the_end),
		cmocka_unit_test(slices), cmocka_unit_test(strings),
		cmocka_unit_test(comparing), cmocka_unit_test(lines_and_words),
	};

	return cmocka_run_group_tests_name("bytes", tests, NULL, NULL);
}
