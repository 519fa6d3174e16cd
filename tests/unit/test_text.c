/* Foreign text on a terminal, and foreign words in a command. */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text.h"

static struct arena arena;

static int empty_arena(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

static void safe(const char *raw, const char *shown)
{
	assert_string_equal(text_safe_string(&arena, raw), shown);
}

static void plain_text_stays(void **state)
{
	(void)state;
	safe("", "");
	safe("dev/console", "dev/console");
	safe("K\xc3\xa4se \xe2\x82\xac \xf0\x9f\x98\x80 \\x1b", "K\xc3\xa4se \xe2\x82\xac \xf0\x9f\x98\x80 \\x1b");
}

static void controls_are_shown(void **state)
{
	(void)state;
	safe("\033[2J\a\n\r\t\x7f", "\\x1b[2J\\x07\\x0a\\x0d\\x09\\x7f");
	safe("\xc2\x9b" "31m", "\\xc2\\x9b31m");                /* C1: one-byte CSI */
	safe("a\xc2\xa0" "b\xe2\x80\x8b", "a\\xc2\\xa0b\\xe2\\x80\\x8b"); /* no-break, zero width */
	safe("\xe2\x80\xae" "gpj", "\\xe2\\x80\\xaegpj");       /* right-to-left override */
	safe("\xef\xbb\xbf#", "\\xef\\xbb\\xbf#");              /* byte-order mark */
}

static void bytes_that_are_not_utf8(void **state)
{
	(void)state;
	safe("\xff\xc3", "\\xff\\xc3");
	safe("\xc0\xaf\xe0\x80\xaf", "\\xc0\\xaf\\xe0\\x80\\xaf"); /* overlong */
	safe("\xed\xa0\x80", "\\xed\\xa0\\x80");                   /* surrogate */
	safe("\xf4\x90\x80\x80", "\\xf4\\x90\\x80\\x80");          /* above U+10FFFF */
	safe("\xe2\x82", "\\xe2\\x82");                            /* cut short */
}

static void long_text_is_cut(void **state)
{
	char raw[5000];

	(void)state;
	memset(raw, 'a', sizeof(raw));
	raw[sizeof(raw) - 1] = '\0';
	assert_int_equal(strlen(text_safe_string(&arena, raw)), TEXT_MAX + 3);
	memset(raw, 1, sizeof(raw) - 1);
	assert_int_equal(strlen(text_safe_string(&arena, raw)), TEXT_MAX + 3);
	assert_string_equal(text_safe(&arena, bytes_of("12345"), 5), "12345");
	assert_string_equal(text_safe(&arena, bytes_of("123456"), 5), "12345...");
	assert_string_equal(text_safe(&arena, bytes_of("1234\xc3\xa4"), 5), "1234...");
	assert_string_equal(text_safe(&arena, bytes_of("abc"), 0), "...");
}

/* What a real shell makes of the word must be the word. */
static void shell_gives_back(const char *word)
{
	char *command = arena_printf(&arena, "printf %%s %s", text_shell(&arena, word));
	char got[256] = "";
	FILE *pipe = popen(command, "r"); /* NOLINT: the shell is what is tested */
	size_t length;

	assert_non_null(pipe);
	length = fread(got, 1, sizeof(got) - 1, pipe);
	got[length] = '\0';
	assert_int_equal(pclose(pipe), 0);
	assert_string_equal(got, word);
}

static void words_survive_the_shell(void **state)
{
	(void)state;
	assert_string_equal(text_shell(&arena, "tiny-linux/dev/console"), "tiny-linux/dev/console");
	shell_gives_back("plain");
	shell_gives_back("");
	shell_gives_back("two words");
	shell_gives_back("it's; rm -rf $HOME `x` \"q\" \\ * ~ #");
	shell_gives_back("esc\033[2J%s\\n'end");
	shell_gives_back("\xff\xfe not utf-8");
	shell_gives_back("line\nbreak");
	shell_gives_back("K\xc3\xa4se");
	shell_gives_back("[");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(plain_text_stays, empty_arena),
		cmocka_unit_test_teardown(controls_are_shown, empty_arena),
		cmocka_unit_test_teardown(bytes_that_are_not_utf8, empty_arena),
		cmocka_unit_test_teardown(long_text_is_cut, empty_arena),
		cmocka_unit_test_teardown(words_survive_the_shell, empty_arena),
	};

	return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
