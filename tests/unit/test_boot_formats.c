/* romfs and syslinux.cfg: hostile and odd input. */
#include "boot_words.h"
#include "romfs.h"
#include "syslinux.h"
#include "syslinuxcfg.h"
#include "unit.h"

static void put32(uint8_t *at, uint32_t value)
{
	at[0] = (uint8_t)(value >> 24);
	at[1] = (uint8_t)(value >> 16);
	at[2] = (uint8_t)(value >> 8);
	at[3] = (uint8_t)value;
}

/* An image of one entry, "a", whose header is at 32; next and info are as given. */
static struct romfs one_entry(struct arena *a, uint32_t next, uint32_t info)
{
	uint8_t image[64] = "-rom1fs-";
	uint32_t sum = 0, i;

	put32(image + 8, sizeof(image));
	put32(image + 32, next);
	put32(image + 36, info);
	image[48] = 'a';
	for (i = 0; i < sizeof(image); i += 4)
		sum += (uint32_t)image[i] << 24 | (uint32_t)image[i + 1] << 16 | (uint32_t)image[i + 2] << 8 | image[i + 3];
	put32(image + 12, 0 - sum);
	return romfs_read(a, (struct bytes){(const uint8_t *)arena_copy(a, image, sizeof(image)), sizeof(image)});
}

static void romfs_cycles(void **state)
{
	struct arena a = {0};

	(void)state;
	assert_null(one_entry(&a, ROMFS_FILE, 0).trouble);
	assert_non_null(one_entry(&a, 32 | ROMFS_FILE, 0).trouble); /* its own neighbour */
	assert_non_null(one_entry(&a, ROMFS_HARD_LINK, 32).trouble); /* a link to itself */
	assert_non_null(one_entry(&a, ROMFS_DIRECTORY, 32).trouble); /* a folder in itself */
	assert_non_null(one_entry(&a, ROMFS_HARD_LINK, 0xfffffff0U).trouble); /* outside */
	arena_free(&a);
}

static void cfg_as_syslinux(void **state)
{
	struct arena a = {0};
	struct syslinuxcfg c = syslinuxcfg_read(&a, bytes_of(
		"default Two x\r\nTIMEOUT=20\n label Two\n\tkernel k\nappend root=a root=b\nTEXT HELP\nLABEL no\nENDTEXT\n"));

	(void)state;
	assert_string_equal(c.default_name, "Two x");
	assert_int_equal(c.count, 1);
	assert_int_equal(c.timeout, 0);
	assert_int_equal(c.unknown_line, 2);
	assert_non_null(syslinuxcfg_label(&c, "Two x"));
	assert_null(syslinuxcfg_label(&c, "two"));
	assert_string_equal(kernel_value(&a, c.labels[0].append, "root"), "b");
	assert_null(kernel_value(&a, "roots=1 root", "root"));
	arena_free(&a);
}

static void words_as_the_kernel(void **state)
{
	struct arena a = {0};

	(void)state;
	assert_string_equal(kernel_value(&a, "x=\"a b\" root=\"/dev/ram0\"", "root"), "/dev/ram0");
	assert_string_equal(kernel_value(&a, "\"x=a root=1\"", "x"), "a root=1");
	assert_string_equal(kernel_value(&a, "init= y", "init"), "");
	assert_string_equal(kernel_value(&a, "x=\"", "x"), "");
	assert_null(kernel_value(&a, "-- root=/dev/ram0", "root"));
	assert_null(kernel_value(&a, "\"", "root"));
	assert_string_equal(kernel_init_argument(&a, "BOOT_IMAGE=linux quiet x.y single 1"), "single");
	assert_string_equal(kernel_init_argument(&a, "ro -- a=b c"), "a=b");
	assert_string_equal(kernel_init_argument(&a, "single init=/bin/sh y"), "y");
	assert_null(kernel_init_argument(&a, "single init=/bin/sh rw"));
	arena_free(&a);
}

static void root_as_the_kernel(void **state)
{
	static const char *const good[] = {"/dev/ram0", "/dev/ram", "0100", "100", "0x100", "1:0"},
		*const bad[] = {"/dev/ram1", "ram0", "256", "1:", "1:0:0", "01:01", "", "0x", "1:0x"};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(good) / sizeof(good[0]); i++)
		assert_true(disk_root_is_ram(good[i]));
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_false(disk_root_is_ram(bad[i]));
	assert_false(disk_root_is_ram(NULL));
}

static void the_last_program_of_a_label(void **state)
{
	struct arena a = {0};
	struct syslinuxcfg c = syslinuxcfg_read(&a, bytes_of(
		"TOTALTIMEOUT 20\nKERNEL none\nLABEL a\nKERNEL k\nLocalBoot 0\nLABEL b\nCOM32 x\nLINUX k\n"));

	(void)state;
	assert_string_equal(c.labels[0].other, "LocalBoot");
	assert_null(c.labels[1].other);
	assert_int_equal(c.timeout, 20);
	assert_true(c.labels[1].is_linux);
	assert_string_equal(c.labels[1].kernel, "k");
	assert_null(c.unknown);
	arena_free(&a);
}

static void no_loader(void **state)
{
	struct arena a = {0};

	(void)state;
	assert_int_equal(syslinux_read(&a, bytes_of("short")).state, SYSLINUX_NO_LOADER);
	arena_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(romfs_cycles),
		cmocka_unit_test(cfg_as_syslinux),
		cmocka_unit_test(words_as_the_kernel),
		cmocka_unit_test(root_as_the_kernel),
		cmocka_unit_test(the_last_program_of_a_label),
		cmocka_unit_test(no_loader),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
