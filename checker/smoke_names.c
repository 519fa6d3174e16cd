#include "smoke_names.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "smoke_table.h"
#include "smoke_text.h"

/* A row's text without the line that asks for Enter, behind which others write. */
static char *behind_request(char *row)
{
	static const char request[] = "Please press Enter to activate this console.";
	const size_t length = sizeof(request) - 1;

	return strncmp(row, request, length) == 0 ? row + length + strspn(row + length, " ") : row;
}

char *complaints_in(const char *text)
{
	char *found = NULL;
	size_t size = 0;
	FILE *to = open_memstream(&found, &size);
	char *copy = strdup(text);
	char *row, *rest = copy;
	bool user = false;

	while (to && (row = strsep(&rest, "\n"))) {
		user = user || strncmp(row, "VFS: Mounted root", 17) == 0;
		row = behind_request(row);
		if (!*row)
			continue;
		if (text_matches(row, smoke_alarm) || (user && !text_matches(row, smoke_usual)))
			fprintf(to, "%s\n", row);
	}
	free(copy);
	if (to)
		fclose(to);
	if (size == 0) {
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

static void append(FILE *list, const char *name, size_t length)
{
	if (ftell(list) > 0)
		fputc(' ', list);
	fwrite(name, 1, length, list);
}

size_t names_judge(const char *answer, char **bad, size_t *answered)
{
	struct token t;
	size_t count = 0, size;
	FILE *list = open_memstream(bad, &size);

	*answered = 0;
	while (list && next_token(&answer, &t)) {
		count++;
		if (t.mark == ',' || silent(&t))
			(*answered)++;
		else
			append(list, t.name, t.length);
	}
	if (list)
		fclose(list);
	return count;
}

char *names_missing(const char *answer, const char *const *names, size_t count)
{
	char *missing = NULL;
	size_t i, size;
	FILE *list = open_memstream(&missing, &size);

	for (i = 0; list && i < count; i++) {
		const char *at = answer;
		struct token t;
		bool there = false;

		while (!there && next_token(&at, &t))
			there = is(&t, names[i]);
		if (!there)
			append(list, names[i], strlen(names[i]));
	}
	if (list)
		fclose(list);
	return missing;
}
