/* .config files as Kconfig reads them. */
#include "unit.h"

#include "kconfig.h"

static struct arena arena;

static int empty_arena(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

static const char sample[] =
	"#\n# Automatically generated file; DO NOT EDIT.\n"
	"# Linux/i386 6.12.117 Kernel Configuration\n#\n"
	"CONFIG_A=y\n# CONFIG_B is not set\nCONFIG_C=m\r\nCONFIG_D=\"a \\\" b\"\n"
	"CONFIG_E=0x100000\nCONFIG_F=4096\nCONFIG_AB=y\n\n# a note: CONFIG_G=y\nCONFIG_H=n\n"
	"CONFIG_I=y\n# CONFIG_I is not set\nCONFIG_J=99999999999999999999\nCONFIG_K=12x";

static void state_is(const char *option, enum kconfig_state wanted)
{
	assert_int_equal(kconfig_find(bytes_of(sample), option).state, wanted);
}

static void answers(void **state)
{
	(void)state;
	state_is("A", KCONFIG_YES);
	state_is("B", KCONFIG_NO);
	state_is("C", KCONFIG_MODULE); /* its line ends in CR LF */
	state_is("D", KCONFIG_VALUE);
	state_is("H", KCONFIG_NO);
	state_is("G", KCONFIG_ABSENT); /* in a comment */
	state_is("Z", KCONFIG_ABSENT);
	state_is("", KCONFIG_ABSENT);
	assert_true(bytes_is(kconfig_find(bytes_of(sample), "D").value, "a \\\" b"));
	assert_int_equal(kconfig_find(bytes_of(sample), "A").line, 5);
}

static void the_last_line_wins(void **state)
{
	(void)state;
	state_is("I", KCONFIG_NO);
	assert_true(kconfig_yes(bytes_of("# CONFIG_X is not set\nCONFIG_X=y"), "X"));
}

static void numbers(void **state)
{
	uint64_t n = 7;

	(void)state;
	assert_true(kconfig_number(bytes_of(sample), "E", &n) && n == 0x100000);
	assert_true(kconfig_number(bytes_of(sample), "F", &n) && n == 4096);
	assert_false(kconfig_number(bytes_of(sample), "J", &n));
	assert_false(kconfig_number(bytes_of(sample), "K", &n));
	assert_false(kconfig_number(bytes_of(sample), "B", &n));
	assert_int_equal(n, 4096);
}

static void words_and_version(void **state)
{
	struct bytes version;

	(void)state;
	assert_string_equal(kconfig_words(&arena, bytes_of(sample), "A"), "CONFIG_A=y");
	assert_string_equal(kconfig_words(&arena, bytes_of(sample), "B"), "# CONFIG_B is not set");
	assert_string_equal(kconfig_words(&arena, bytes_of(sample), "Z"), "no CONFIG_Z");
	assert_true(kconfig_version(bytes_of(sample), &version));
	assert_true(bytes_is(version, "6.12.117"));
	assert_false(kconfig_version(bytes_of("CONFIG_A=y\n"), &version));
	assert_false(kconfig_version(bytes_of("# Linux/x Kernel Configuration\n"), &version));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(answers),
		cmocka_unit_test(the_last_line_wins),
		cmocka_unit_test(numbers),
		cmocka_unit_test_teardown(words_and_version, empty_arena),
	};

	return cmocka_run_group_tests_name("kconfig", tests, NULL, NULL);
}
