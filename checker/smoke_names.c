#include "smoke_names.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* One name with its mark, taken off the text at *at. False: no more. */
struct token {
	char mark;
	const char *name;
	size_t length;
};

static bool next_token(const char **at, struct token *t)
{
	const char *p = *at + strcspn(*at, ",?");

	while (*p == ',' && (p[1] == ',' || p[1] == '\n' || p[1] == '\0'))
		p++;
	if (*p != ',' && *p != '?')
		return false;
	t->mark = *p;
	t->name = p + 1;
	t->length = strcspn(p + 1, ",?\n");
	*at = t->name + t->length;
	return t->length > 0;
}

static bool is(const struct token *t, const char *name)
{
	return t->length == strlen(name) && memcmp(t->name, name, t->length) == 0;
}

static bool silent(const struct token *t)
{
	return is(t, "true") || is(t, "false") || is(t, "test") || is(t, "[") || is(t, "echo");
}

static void append(char *list, const char *name, size_t length)
{
	if (*list)
		strcat(list, " ");
	strncat(list, name, length);
}

size_t names_judge(const char *answer, char **bad, size_t *answered)
{
	struct token t;
	size_t count = 0;

	*answered = 0;
	*bad = calloc(strlen(answer) + 1, 1);
	while (*bad && next_token(&answer, &t)) {
		count++;
		if (t.mark == ',' || silent(&t))
			(*answered)++;
		else
			append(*bad, t.name, t.length);
	}
	return count;
}

char *names_missing(const char *answer, const char *const *names, size_t count)
{
	size_t i, size = 1;
	char *list;

	for (i = 0; i < count; i++)
		size += strlen(names[i]) + 1;
	list = calloc(size, 1);
	for (i = 0; list && i < count; i++) {
		const char *at = answer;
		struct token t;
		bool there = false;

		while (!there && next_token(&at, &t))
			there = is(&t, names[i]);
		if (!there)
			append(list, names[i], strlen(names[i]));
	}
	return list;
}
