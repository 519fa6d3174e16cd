/* symptom.c: lines of the screen made comparable, compared, and looked up. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#undef skip /* check.h has a function of that name */

#include "check.h"
#include "symptom.h"

static void plain(void **state)
{
	static const struct { const char *line, *plain; } cases[] = {
		{"", ""},
		{"   ", ""},
		{"Loading fs.gz...ok", "loading fs.gz...ok"},
		{"  VFS:\tMounted   root ", "vfs: mounted root"},
		{"unknown-block(1,0)", "unknown-block(#,#)"},
		{"exitcode=0x00007f00", "exitcode=#x#f#"},
		{"ip:80482be sp:bfc2a1f0", "ip:# sp:#"},
		{"/dev/tty12: dead beef", "/dev/tty#: dead beef"},
		{"a\033[31mb\377", "a [#mb"},
	};
	struct arena a = {NULL};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_string_equal(symptom_plain(&a, bytes_of(cases[i].line)), cases[i].plain);
	arena_free(&a);
}

static void likeness(void **state)
{
	(void)state;
	assert_int_equal(symptom_likeness("the same", "the same"), 100);
	assert_int_equal(symptom_likeness("mounting proc on", "mount: mounting proc on /proc failed"), 100);
	assert_int_equal(symptom_likeness("ok", "loading fs.gz...ok"), 11);
	assert_int_equal(symptom_likeness("abc", "xyz"), 0);
	assert_int_equal(symptom_likeness("a", "b"), 0);
	assert_true(symptom_likeness("kernal panic no workng init", "kernel panic no working init") > 80);
	assert_int_equal(symptom_likeness("aaaa", "aa"), 50);
}

/* Each symptom of the table is found again by its own text, and speaks for its causes alone. */
static void table(void **state)
{
	struct arena a = {NULL};
	double *scores = arena_alloc(&a, check_count() * sizeof(*scores));
	const struct symptom *s;
	size_t i, j;

	(void)state;
	for (i = 0; (s = symptom_at(i)); i++) {
		assert_true(s->count > 0);
		for (j = 0; j < s->count; j++)
			assert_non_null(check_find(s->causes[j].id));
		memset(scores, 0, check_count() * sizeof(*scores));
		assert_true(symptom_score(&a, bytes_of(s->text), s->silence, scores) > 0);
		assert_true(scores[check_index(check_find(s->causes[0].id))] > 0);
	}
	assert_true(i > 20);
	arena_free(&a);
}

static void silence(void **state)
{
	struct arena a = {NULL};
	double *scores = arena_alloc(&a, check_count() * sizeof(*scores));

	(void)state;
	assert_true(symptom_score(&a, bytes_of("Loading fs.gz...ok"), true, scores) > 0);
	assert_int_equal(symptom_score(&a, bytes_of("Loading fs.gz...ok"), false, scores), 0);
	assert_int_equal(symptom_score(&a, bytes_of(""), true, scores), 0);
	arena_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plain), cmocka_unit_test(likeness),
		cmocka_unit_test(table), cmocka_unit_test(silence),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
