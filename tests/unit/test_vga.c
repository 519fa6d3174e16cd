/* VGA text memory to lines: code page, scrolling by the start address, by copying, rolling over. */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "vga.h"

static uint8_t memory[VGA_BYTES];

static void put(unsigned row, const char *text)
{
	size_t i;

	for (i = 0; text[i]; i++)
		memory[(row * VGA_COLUMNS + i) * 2] = (uint8_t)text[i];
}

static int blank(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < VGA_BYTES; i += 2) {
		memory[i] = ' ';
		memory[i + 1] = 0x07;
	}
	return 0;
}

static bool look(struct vga_log *log, unsigned top)
{
	bool changed = false;

	assert_true(vga_log_look(log, memory, top * VGA_COLUMNS, VGA_ROWS, &changed));
	return changed;
}

static void shows(struct vga_log *log, size_t from, bool join, const char *expected)
{
	char *text = vga_log_text(log, from, join);

	assert_non_null(text);
	assert_string_equal(text, expected);
	free(text);
}

static void every_cell_is_printable_utf8(void **state)
{
	unsigned c;

	(void)state;
	for (c = 0; c < 256; c++) {
		char out[3];
		size_t n = vga_utf8((uint8_t)c, out);

		assert_in_range(n, 1, 3);
		if (n == 1)
			assert_in_range((unsigned char)out[0], 0x20, 0x7e);
		else
			assert_true((out[0] & 0xc0) == 0xc0 && (out[1] & 0xc0) == 0x80);
		assert_false(n == 2 && (unsigned char)out[0] == 0xc2 && (unsigned char)out[1] < 0xa0);
	}
}

static void code_page_samples(void **state)
{
	char out[4] = "";

	(void)state;
	assert_int_equal(vga_utf8(0x81, out), 2);
	assert_memory_equal(out, "\xc3\xbc", 2); /* u with two dots */
	assert_int_equal(vga_utf8(0xdb, out), 3);
	assert_memory_equal(out, "\xe2\x96\x88", 3); /* full block */
	assert_int_equal(vga_utf8(0x1b, out), 3); /* an arrow, never the escape character */
	assert_memory_equal(out, "\xe2\x86\x90", 3);
}

static void rows_lose_their_blanks(void **state)
{
	struct vga_log log = {0};

	(void)state;
	put(0, "SeaBIOS   ");
	put(2, "boot:");
	assert_true(look(&log, 0));
	assert_false(look(&log, 0));
	shows(&log, 0, false, "SeaBIOS\n\nboot:\n");
	assert_int_equal(vga_log_end(&log), 3);
	vga_log_free(&log);
}

static void a_full_row_goes_on_in_the_next(void **state)
{
	struct vga_log log = {0};
	char row[VGA_COLUMNS + 1];

	(void)state;
	memset(row, 'x', VGA_COLUMNS);
	row[VGA_COLUMNS] = '\0';
	put(0, row);
	put(1, "yz");
	look(&log, 0);
	memcpy(row + 77, "xxx", 3);
	{
		char expected[100];

		snprintf(expected, sizeof(expected), "%syz\n", row);
		shows(&log, 0, true, expected);
		snprintf(expected, sizeof(expected), "%s\nyz\n", row);
		shows(&log, 0, false, expected);
	}
	vga_log_free(&log);
}

static void what_scrolled_off_stays(void **state)
{
	struct vga_log log = {0};
	char text[40];
	unsigned i;

	(void)state;
	for (i = 0; i < 60; i++) {
		snprintf(text, sizeof(text), "row %u", i);
		put(i, text);
	}
	look(&log, 0);
	look(&log, 10);
	look(&log, 35);
	assert_int_equal(vga_log_end(&log), 60);
	shows(&log, 57, false, "row 57\nrow 58\nrow 59\n");
	shows(&log, 59, false, "row 59\n");
	vga_log_free(&log);
}

/* As vgacon_scroll() does it: from row 179 the next step copies rows 180 to 203 to the beginning. */
static void rolling_over_loses_nothing(void **state)
{
	struct vga_log log = {0};
	char text[40];
	unsigned i;

	(void)state;
	for (i = 0; i < 204; i++) {
		snprintf(text, sizeof(text), "row %u", i);
		put(i, text);
	}
	look(&log, 0);
	look(&log, 179);
	memmove(memory, memory + 180 * 2 * VGA_COLUMNS, (VGA_ROWS - 1) * 2 * VGA_COLUMNS);
	memset(memory + 24 * 2 * VGA_COLUMNS, 0, 2 * VGA_COLUMNS);
	put(24, "row 204");
	look(&log, 0);
	assert_int_equal(vga_log_end(&log), 205);
	shows(&log, 178, false, "row 178\nrow 179\nrow 180\nrow 181\nrow 182\nrow 183\nrow 184\n"
	      "row 185\nrow 186\nrow 187\nrow 188\nrow 189\nrow 190\nrow 191\nrow 192\nrow 193\n"
	      "row 194\nrow 195\nrow 196\nrow 197\nrow 198\nrow 199\nrow 200\nrow 201\nrow 202\n"
	      "row 203\nrow 204\n");
	vga_log_free(&log);
}

static void a_bios_scrolls_by_copying(void **state)
{
	struct vga_log log = {0};
	char text[40];
	unsigned i;

	(void)state;
	for (i = 0; i < VGA_ROWS; i++) {
		snprintf(text, sizeof(text), "row %u", i);
		put(i, text);
	}
	look(&log, 0);
	memmove(memory, memory + 3 * 2 * VGA_COLUMNS, (VGA_ROWS - 3) * 2 * VGA_COLUMNS);
	for (i = VGA_ROWS - 3; i < VGA_ROWS; i++)
		memset(memory + i * 2 * VGA_COLUMNS, 0, 2 * VGA_COLUMNS);
	put(22, "new");
	look(&log, 0);
	assert_int_equal(vga_log_end(&log), 26);
	shows(&log, 0, false, "row 0\nrow 1\nrow 2\nrow 3\nrow 4\nrow 5\nrow 6\nrow 7\nrow 8\nrow 9\n"
	      "row 10\nrow 11\nrow 12\nrow 13\nrow 14\nrow 15\nrow 16\nrow 17\nrow 18\nrow 19\n"
	      "row 20\nrow 21\nrow 22\nrow 23\nrow 24\nnew\n");
	vga_log_free(&log);
}

/* vga=ext: 80x50; the BIOS's rows stay in the log, and what the kernel writes is read to row 50. */
static void the_display_gets_more_rows(void **state)
{
	const struct vga_crtc text = {0, 0x1f, 0x4f, 0x8f}, ext = {0, 0x1f, 0x47, 0x8f},
		unset = {0xffff, 0xff, 0xff, 0xff};
	struct vga_log log = {0};

	assert_int_equal(vga_rows(&text), 25);
	assert_int_equal(vga_rows(&ext), 50);
	assert_int_equal(vga_rows(&unset), 32);
	put(0, "BIOS");
	look(&log, 0);
	blank(state);
	put(0, "kernel");
	put(49, "last");
	assert_true(vga_log_look(&log, memory, 0, 50, NULL));
	put(50, "further");
	assert_true(vga_log_look(&log, memory, VGA_COLUMNS, 50, NULL));
	assert_int_equal(vga_log_end(&log), 52);
	shows(&log, 50, false, "last\nfurther\n");
	shows(&log, 0, false, "BIOS\nkernel\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n"
	      "\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\nlast\nfurther\n");
	vga_log_free(&log);
}

static void an_unset_start_address_is_the_beginning(void **state)
{
	struct vga_log log = {0};

	(void)state;
	put(0, "first");
	assert_true(vga_log_look(&log, memory, 0xffff, VGA_ROWS, NULL));
	shows(&log, 0, false, "first\n");
	vga_log_free(&log);
}

static void any_bytes_and_start_are_bounded(void **state)
{
	struct vga_log log = {0};
	unsigned i, seed = 1;
	size_t j;
	char *text;

	(void)state;
	for (i = 0; i < 1000; i++) {
		for (j = 0; j < VGA_BYTES; j += 7)
			memory[j] = (uint8_t)(seed = seed * 1103515245u + 12345u) ;
		assert_true(vga_log_look(&log, memory, seed >> 8 & 0xffff,
		                         VGA_ROWS + i / 7 % 36, NULL));
		assert_true(log.used <= VGA_LOG_MAX + 2 * VGA_PAGE_ROWS + VGA_ROWS_MOST);
	}
	assert_true(log.dropped > 0);
	text = vga_log_text(&log, 0, true);
	assert_non_null(text);
	free(text);
	vga_log_free(&log);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_cell_is_printable_utf8),
		cmocka_unit_test(code_page_samples),
		cmocka_unit_test_setup(rows_lose_their_blanks, blank),
		cmocka_unit_test_setup(a_full_row_goes_on_in_the_next, blank),
		cmocka_unit_test_setup(what_scrolled_off_stays, blank),
		cmocka_unit_test_setup(rolling_over_loses_nothing, blank),
		cmocka_unit_test_setup(a_bios_scrolls_by_copying, blank),
		cmocka_unit_test_setup(the_display_gets_more_rows, blank),
		cmocka_unit_test_setup(an_unset_start_address_is_the_beginning, blank),
		cmocka_unit_test_setup(any_bytes_and_start_are_bounded, blank),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
