/* The smoke test's tables, its keyboard, and how it reads the names. */
#include "unit.h"

#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "keys.h"
#include "smoke_names.h"
#include "smoke_table.h"
#include "smoke_text.h"

#define AGAIN "Loading linux... ok\nLoading fs.gz...failed: No such file or directory\nboot:\n"

static void key_is(char c, const char *modifier, const char *name)
{
	struct key key = key_for(c);

	assert_non_null(key.name);
	assert_string_equal(key.name, name);
	if (modifier)
		assert_string_equal(key.modifier, modifier);
	else
		assert_null(key.modifier);
}

static void keys_of_a_us_keyboard(void **state)
{
	(void)state;
	key_is('a', NULL, "a");
	key_is('A', "shift", "a");
	key_is('|', "shift", "backslash");
	key_is('>', "shift", "dot");
	key_is('"', "shift", "apostrophe");
	key_is('\n', NULL, "ret");
	key_is(' ', NULL, "spc");
	key_is('\3', "ctrl", "c");
	assert_null(key_for('\0').name);
	assert_null(key_for('\xe4').name);
}

static void every_printable_character_has_its_own_key(void **state)
{
	int a, b;

	(void)state;
	for (a = 0x20; a < 0x7f; a++) {
		struct key first = key_for((char)a);

		assert_non_null(first.name);
		for (b = 0x20; b < a; b++) {
			struct key second = key_for((char)b);

			assert_false(strcmp(first.name, second.name) == 0 &&
			             (first.modifier == NULL) == (second.modifier == NULL));
		}
	}
}

static void compiles(const char *pattern)
{
	regex_t regex;

	assert_int_equal(regcomp(&regex, pattern, REG_EXTENDED | REG_NEWLINE | REG_NOSUB), 0);
	regfree(&regex);
}

static void complete(const struct smoke_expectation *what)
{
	assert_non_null(what->id);
	assert_non_null(what->title);
	assert_non_null(what->expected);
	assert_non_null(what->meaning);
	assert_non_null(what->next);
	if (what->pattern)
		compiles(what->pattern);
}

static void lines_fit(const struct smoke_command *c)
{
	size_t i, j;

	for (i = 0; i < SMOKE_LINES_MAX && c->lines[i]; i++) {
		assert_true(strlen(c->lines[i]) < VGA_COLUMNS - 8);
		for (j = 0; c->lines[i][j]; j++)
			assert_non_null(key_for(c->lines[i][j]).name);
	}
	assert_true(i > 0);
}

static void the_tables_are_complete(void **state)
{
	size_t i, j, count = smoke_stage_count + 4;

	(void)state;
	for (i = 0; i < smoke_stage_count; i++)
		complete(&smoke_stages[i].what);
	for (i = 0; i < smoke_command_count; i++) {
		lines_fit(&smoke_commands[i]);
		for (j = 0; j < SMOKE_ANSWERS_MAX && smoke_commands[i].answers[j].id; j++) {
			complete(&smoke_commands[i].answers[j]);
			assert_non_null(smoke_commands[i].answers[j].pattern);
			count++;
		}
		assert_true(j > 0);
	}
	lines_fit(&smoke_names);
	complete(&smoke_shell);
	complete(&smoke_quiet);
	complete(&smoke_answering);
	complete(&smoke_complete);
	assert_true(count < SMOKE_EXPECTATIONS_MAX);
	compiles(smoke_dead_end);
	assert_false(text_matches("Loading linux... ok\nLoading fs.gz...failed: No\nboot:\n",
	                          smoke_dead_end));
	assert_true(text_matches(AGAIN AGAIN AGAIN AGAIN AGAIN AGAIN
	                         "Loading linux... failed: No such file or directory\nboot:\n"
	                         "Loading linux... failed: No such file or directory\nboot:\n",
	                         smoke_dead_end));
	compiles(smoke_usual);
	compiles(smoke_alarm);
}

static void names_are_judged(void **state)
{
	char *bad = NULL;
	size_t answered = 0;

	(void)state;
	assert_int_equal(names_judge("?[,ar,cat?echo?foo,ls?bar,\n", &bad, &answered), 7);
	assert_int_equal(answered, 5);
	assert_string_equal(bad, "foo bar");
	free(bad);
}

static void odd_answers_are_no_names(void **state)
{
	static const char *const odd[] = {"", "\n", ",", ",,,\n", "sh: syntax error\n", "*"};
	size_t i, answered;
	char *bad;

	(void)state;
	for (i = 0; i < sizeof(odd) / sizeof(odd[0]); i++) {
		assert_int_equal(names_judge(odd[i], &bad, &answered), 0);
		assert_string_equal(bad, "");
		free(bad);
	}
	assert_int_equal(names_judge("?*,\n", &bad, &answered), 1);
	assert_string_equal(bad, "*");
	free(bad);
}

static void missing_names_are_listed(void **state)
{
	static const char *const names[] = {"ar", "cat", "mkfs.minix", "ca"};
	char *missing = names_missing(",ar?cat,ls,\n", names, 4);

	(void)state;
	assert_string_equal(missing, "mkfs.minix ca");
	free(missing);
}

static void complaints_are_told_from_the_usual(void **state)
{
	char *found;

	(void)state;
	assert_null(complaints_in("SYSLINUX 6\nodd\nVFS: Mounted root (romfs filesystem)\n"
	                          "Freeing unused\n\nPlease press Enter to activate\n/ #\n"));
	found = complaints_in("WARNING: CPU: 0\nodd\nVFS: Mounted root (romfs filesystem)\n"
	                      "mount: mounting none on /x failed: Invalid argument\n/ #\n");
	assert_string_equal(found, "WARNING: CPU: 0\nmount: mounting none on /x failed: "
	                           "Invalid argument\n");
	free(found);
}

static void what_the_kernel_says_in_between_is_left_out(void **state)
{
	char names[] = ",[,ar,catrandom: crng init done\n,chgrp,\ninput: PS/2 Mouse as /devices/x\n/ #";
	char good[] = "slept\nno random numbers\n";
	char full[] = "/ # /bin/[ 1 ]&&/binrandom: crng init done/echo five\n";
	char empty[] = "";

	(void)state;
	text_drop(full, smoke_aside);
	assert_string_equal(full, "/ # /bin/[ 1 ]&&/bin/echo five\n");
	text_drop(names, smoke_aside);
	assert_string_equal(names, ",[,ar,cat,chgrp,\n/ #");
	text_drop(good, smoke_aside);
	assert_string_equal(good, "slept\nno random numbers\n");
	text_drop(empty, smoke_aside);
	assert_string_equal(empty, "");
}

static void a_line_that_is_shown_twice_is_left_out_once(void **state)
{
	char twice[] = "ev/null;echo so\nso\n", once[] = "so\n", other[] = "no\nso\n", none[] = "";
	const char *line = "echo x >/dev/null;cat /dev/null;echo so";

	(void)state;
	text_drop_echo(twice, line);
	assert_string_equal(twice, "so\n");
	text_drop_echo(once, line);
	assert_string_equal(once, "so\n");
	text_drop_echo(other, line);
	assert_string_equal(other, "no\nso\n");
	text_drop_echo(none, line);
	assert_string_equal(none, "");
}

/* count times the block, then tail. */
static bool circles(unsigned count, const char *block, const char *tail)
{
	char text[2000] = "";

	while (count--)
		strcat(text, block);
	strcat(text, tail);
	return text_in_circles(text);
}

static void a_boot_in_circles_is_told_from_a_bios(void **state)
{
	(void)state;
	assert_true(circles(7, "can't open /dev/tty2\ncan't open /dev/tty3\n\n", ""));
	assert_true(circles(21, "Please press Enter\n", ""));
	assert_false(circles(20, "Please press Enter\n", ""));
	assert_false(circles(5, "one\ntwo\nthree\nfour\nfive\n", ""));
	/* A BIOS clears the screen by scrolling it. */
	assert_false(circles(18, "\n", "SeaBIOS\nBooting from Floppy...\nSYSLINUX 6.04\n"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys_of_a_us_keyboard),
		cmocka_unit_test(every_printable_character_has_its_own_key),
		cmocka_unit_test(the_tables_are_complete), cmocka_unit_test(names_are_judged),
		cmocka_unit_test(odd_answers_are_no_names), cmocka_unit_test(missing_names_are_listed),
		cmocka_unit_test(complaints_are_told_from_the_usual),
		cmocka_unit_test(what_the_kernel_says_in_between_is_left_out),
		cmocka_unit_test(a_line_that_is_shown_twice_is_left_out_once),
		cmocka_unit_test(a_boot_in_circles_is_told_from_a_bios),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
