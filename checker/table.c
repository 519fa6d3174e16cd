/* The one table of checks, put together from a part for each chapter. */
#include "table.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define PART(chapter) {checks_##chapter, &checks_##chapter##_count}

static const struct {
	const struct check *checks;
	const size_t *count;
} parts[] = {
	PART(00), PART(01), PART(02), PART(03), PART(04),
	PART(05), PART(06), PART(07), PART(08), PART(09),
	PART(10),
};

enum { PARTS = sizeof(parts) / sizeof(parts[0]) };

size_t check_count(void)
{
	size_t i, count = 0;

	for (i = 0; i < PARTS; i++)
		count += *parts[i].count;
	return count;
}

const struct check *check_at(size_t index)
{
	size_t i;

	for (i = 0; i < PARTS; i++) {
		if (index < *parts[i].count)
			return &parts[i].checks[index];
		index -= *parts[i].count;
	}
	return NULL;
}

size_t check_index(const struct check *check)
{
	size_t i, before = 0;

	for (i = 0; i < PARTS && check_chapter(check) != check_chapter(parts[i].checks); i++)
		before += *parts[i].count;
	return i < PARTS ? before + (size_t)(check - parts[i].checks) : before;
}

const struct check *check_find(const char *id_or_slug)
{
	size_t i, k;

	for (i = 0; i < PARTS; i++)
		for (k = 0; k < *parts[i].count; k++) {
			const struct check *c = &parts[i].checks[k];

			if (strcasecmp(c->id, id_or_slug) == 0 || strcasecmp(c->slug, id_or_slug) == 0)
				return c;
		}
	return NULL;
}

int check_chapter(const struct check *check)
{
	return (check->id[2] - '0') * 10 + (check->id[3] - '0');
}

const char *severity_name(enum severity severity)
{
	static const char *const names[] = {"error", "warning", "note"};

	return names[severity];
}
