/* What every entry of the table of checks must be. */
#include "unit.h"

#include <ctype.h>
#include <string.h>

#include "chapters.h"
#include "check.h"

enum { COLUMNS = 78, SUMMARY = 72 };

static void ids_are_sorted_and_unique(void **state)
{
	size_t i;

	(void)state;
	assert_true(check_count() > 0);
	for (i = 0; i < check_count(); i++) {
		const char *id = check_at(i)->id;

		assert_int_equal(strlen(id), 6);
		assert_memory_equal(id, "TL", 2);
		assert_int_equal(strspn(id + 2, "0123456789"), 4);
		assert_non_null(chapter_at(check_chapter(check_at(i))));
		if (i > 0 && strcmp(check_at(i - 1)->id, id) >= 0)
			fail_msg("%s stands before %s", check_at(i - 1)->id, id);
		assert_ptr_equal(check_find(id), check_at(i));
	}
	assert_null(check_at(check_count()));
	assert_null(check_find("TL9999"));
}

static void slugs_are_unique(void **state)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789-";
	size_t i, j;

	(void)state;
	for (i = 0; i < check_count(); i++) {
		const char *slug = check_at(i)->slug;

		assert_in_range(strlen(slug), 3, 30);
		if (strspn(slug, letters) != strlen(slug))
			fail_msg("%s: slug %s", check_at(i)->id, slug);
		for (j = 0; j < i; j++)
			if (strcmp(check_at(j)->slug, slug) == 0)
				fail_msg("%s and %s are both called %s", check_at(j)->id, check_at(i)->id, slug);
	}
}

static void needs_are_earlier_checks(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < check_count(); i++) {
		struct bytes rest = bytes_of(check_at(i)->needs), word;

		while (bytes_word(&rest, &word)) {
			char id[7] = "";
			const struct check *need;

			assert_int_equal(word.size, 6);
			memcpy(id, word.at, 6);
			need = check_find(id);
			if (!need || check_index(need) >= i)
				fail_msg("%s needs %s, which is not before it", check_at(i)->id, id);
		}
	}
}

/* Not empty, no trailing blanks or newlines, lines that fit a terminal with their indent. Says
 * every trouble and returns how many there are. */
static int paragraph(const char *id, const char *name, const char *text)
{
	struct bytes rest = bytes_of(text ? text : ""), line;
	int troubles = 0;

	if (rest.size == 0 || rest.at[rest.size - 1] == '\n') {
		print_error("%s: %s is empty or ends in a newline\n", id, name);
		troubles++;
	}
	while (bytes_line(&rest, &line, NULL)) {
		if (line.size > COLUMNS || (line.size > 0 && isspace(line.at[line.size - 1]))) {
			print_error("%s: %s has a line that is longer than %d or ends in a blank: %.*s\n", id,
			            name, COLUMNS, (int)line.size, (const char *)line.at);
			troubles++;
		}
	}
	return troubles;
}

static void all_is_explained(void **state)
{
	int troubles = 0;
	size_t i;

	(void)state;
	for (i = 0; i < check_count(); i++) {
		const struct check *c = check_at(i);

		troubles += paragraph(c->id, "what", c->explain.what);
		troubles += paragraph(c->id, "why", c->explain.why);
		troubles += paragraph(c->id, "broken", c->explain.broken);
		troubles += paragraph(c->id, "cure", c->explain.cure);
		troubles += paragraph(c->id, "boot", c->explain.boot);
		assert_non_null(c->run);
	}
	assert_int_equal(troubles, 0);
}

static void summaries_are_facts(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < check_count(); i++) {
		const struct check *c = check_at(i);

		if (strlen(c->summary) > SUMMARY || strlen(c->summary) < 10)
			fail_msg("%s: summary has %zu characters", c->id, strlen(c->summary));
		if (c->summary[strlen(c->summary) - 1] == '.' || strchr(c->summary, '\n'))
			fail_msg("%s: summary ends in a full stop or has a newline", c->id);
		if (strstr(c->summary, "illegal") || strstr(c->summary, "you"))
			fail_msg("%s: summary blames", c->id);
	}
}

static void every_chapter_has_a_check_and_a_hint(void **state)
{
	bool has[CHAPTERS] = {false};
	size_t i;
	int c;

	(void)state;
	for (i = 0; i < check_count(); i++)
		has[check_chapter(check_at(i))] = true;
	for (c = 0; c < CHAPTERS; c++) {
		if (!has[c])
			fail_msg("chapter %02d has no check", c);
		assert_int_equal(paragraph(chapter_at(c)->name, "hint", chapter_at(c)->hint), 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ids_are_sorted_and_unique), cmocka_unit_test(slugs_are_unique),
		cmocka_unit_test(needs_are_earlier_checks), cmocka_unit_test(all_is_explained),
		cmocka_unit_test(summaries_are_facts),
		cmocka_unit_test(every_chapter_has_a_check_and_a_hint),
	};

	return cmocka_run_group_tests_name("table", tests, NULL, NULL);
}
