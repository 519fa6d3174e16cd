#include "inittab.h"

#include <string.h>

const char *const inittab_actions[INITTAB_ACTIONS] = {
	"sysinit", "wait", "once", "respawn", "askfirst", "ctrlaltdel", "shutdown", "restart",
};

enum { FIELDS = 4 };

struct reader {
	struct bytes rest;
	size_t size;
	int line;
};

/* get_line_with_continuation(): a backslash at the end joins the next line. Takes the lines that
 * belong together off r->rest; false: the end. */
static bool next_line(struct reader *r, struct inittab_entry *e, bool *continued)
{
	struct bytes all = r->rest, line;
	bool more = true;

	e->offset = r->size - all.size;
	*continued = false;
	for (int parts = 0; more && bytes_line(&r->rest, &line, NULL); parts++) {
		more = line.size > 0 && line.at[line.size - 1] == '\\';
		*continued = parts > 0;
		r->line++;
	}
	e->line = r->line;
	return bytes_slice(all, 0, all.size - r->rest.size, &e->text) && e->text.size > 0;
}

/* The same as one C string, without the newline and the backslashes that join. */
static char *joined(struct arena *a, struct bytes text)
{
	char *whole = arena_copy(a, text.at, text.size), *end = whole;
	struct bytes line;

	while (bytes_line(&text, &line, NULL)) {
		if (line.size > 0 && line.at[line.size - 1] == '\\')
			line.size--;
		memmove(end, line.at, line.size);
		end += line.size;
	}
	*end = '\0';
	return whole;
}

/* config_read() with "#:", neither trimming nor collapsing: the fields up to ':' and the last one
 * up to the end; a '#' ends the line wherever it stands. How many there are; an empty field at the
 * very end does not count. */
static int split(char *line, char *fields[FIELDS])
{
	int count = 0;

	do {
		size_t length = strcspn(line, count < FIELDS - 1 ? "#:" : "#");

		fields[count++] = line;
		line += length;
		if (*line == '#')
			*line = '\0';
		else if (*line)
			*line++ = '\0';
	} while (*line && *line != '#' && count < FIELDS);
	return count;
}

static enum inittab_action action_of(const char *word)
{
	size_t i = 0;

	while (i < INITTAB_ACTIONS && strcmp(word, inittab_actions[i]) != 0)
		i++;
	return (enum inittab_action)i;
}

static void fill(struct inittab_entry *e, char *line, bool continued)
{
	char *fields[FIELDS] = {NULL};
	int count = split(line, fields);

	e->tty = strncmp(fields[0], "/dev/", 5) == 0 ? fields[0] + 5 : fields[0];
	e->word = count > 2 ? fields[2] : NULL;
	e->command = count > 3 ? fields[3] : NULL;
	if (e->word && !continued)
		e->word_column = (int)(e->word - line) + 1;
	if (e->command && !continued)
		e->command_column = (int)(e->command - line) + 1;
	if (!e->command) {
		e->fault = INITTAB_FIELDS;
		return;
	}
	e->action = action_of(e->word);
	if (e->action == INITTAB_ACTIONS)
		e->fault = INITTAB_WORD;
	else if (!*e->command)
		e->fault = INITTAB_FIELDS;
}

/* new_init_action(): of two lines with the same terminal and command the later one counts. */
static void supersede(struct inittab *t)
{
	const struct inittab_entry *last = &t->entries[t->count - 1];

	for (size_t i = 0; last->fault == INITTAB_GOOD && i + 1 < t->count; i++) {
		struct inittab_entry *e = &t->entries[i];

		if (e->fault == INITTAB_GOOD && strcmp(e->tty, last->tty) == 0 &&
		    strcmp(e->command, last->command) == 0)
			e->superseded = true;
	}
}

static void add(struct arena *a, struct inittab *t, size_t *room, struct inittab_entry *e)
{
	if (t->count == *room) {
		*room = *room ? 2 * *room : 8;
		t->entries = arena_grow(a, t->entries, t->count, *room, sizeof(*e));
	}
	t->entries[t->count++] = *e;
	supersede(t);
}

struct inittab inittab_read(struct arena *a, struct bytes text)
{
	struct inittab t = {NULL, 0};
	struct reader r = {.rest = text, .size = text.size};
	struct inittab_entry e = {0};
	size_t room = 0;
	bool continued;

	while (t.count < INITTAB_ENTRIES && next_line(&r, &e, &continued)) {
		char *line = joined(a, e.text);

		if (e.text.at[e.text.size - 1] == '\n')
			e.text.size--;
		if (*line && *line != '#') {
			fill(&e, line, continued);
			add(a, &t, &room, &e);
		}
		e = (struct inittab_entry){0};
	}
	return t;
}

struct inittab_command inittab_command(struct arena *a, const char *command)
{
	struct inittab_command c = {.dash = *command == '-'};
	size_t length;

	command += c.dash;
	c.by_shell = strpbrk(command, "~`!$^&*()=|\\{}[];\"'<>?") != NULL;
	/* Cut at blanks by strsep() in place: a blank in front leaves nothing to run. */
	if (c.by_shell)
		command += strspn(command, " \t");
	length = strcspn(command, " \t");
	c.program = arena_copy(a, command, length);
	c.rest = command + length + strspn(command + length, " \t");
	return c;
}
