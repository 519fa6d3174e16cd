/* romfs and syslinux.cfg: hostile and odd input. */
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
	assert_string_equal(cmdline_value(&a, c.labels[0].append, "root"), "b");
	assert_null(cmdline_value(&a, "roots=1 root", "root"));
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
		cmocka_unit_test(no_loader),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
