#include "smoke_names.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "smoke_session.h"
#include "smoke_table.h"

char *complaints_in(const char *text)
{
	char *found = calloc(strlen(text) + 2, 1);
	char *copy = strdup(text);
	char *row, *rest = copy;
	bool user = false;

	while (found && (row = strsep(&rest, "\n"))) {
		user = user || strncmp(row, "VFS: Mounted root", 17) == 0;
		if (!*row)
			continue;
		if (text_matches(row, smoke_alarm) || (user && !text_matches(row, smoke_usual))) {
			strcat(found, row);
			strcat(found, "\n");
		}
	}
	free(copy);
	if (found && !*found) {
		free(found);
		found = NULL;
	}
	return found;
}

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
