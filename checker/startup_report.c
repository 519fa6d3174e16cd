/* Chapter 05: what is said of a line of etc/inittab that does not do what it says. */
#include <string.h>
#include <strings.h>

#include "common.h"
#include "expected.h"
#include "nearest.h"
#include "startup.h"
#include "startup_judge.h"
#include "text.h"

#define FILE_NAME "tiny-linux/" STARTUP_INITTAB

/* What the line should have been. */
static const char *book_line(const struct inittab_entry *e)
{
	return inittab_names_script(e) ? "::sysinit:/etc/init.d/rcS" : "::askfirst:-/bin/sh";
}

const char *inittab_where(struct ctx *ctx, const struct inittab_entry *e, int column)
{
	return column > 0 ? say(ctx, FILE_NAME ":%d:%d", e->line, column)
		: say(ctx, FILE_NAME ":%d", e->line);
}

const char *inittab_line_fix(struct ctx *ctx, const struct inittab_entry *e, bool shell)
{
	size_t at;

	if (inittab_names_script(e) || !shell ||
	    (bytes_find(e->text, 0, bytes_of("askf"), &at) && e->tty && !*e->tty))
		return say(ctx, "sed -i '%dc\\%s' " FILE_NAME, e->line, book_line(e));
	return say(ctx, "sed -i '%ds/^/#/' " FILE_NAME, e->line);
}

static const char *foreign(struct ctx *ctx, struct bytes text)
{
	return arena_copy(ctx->arena, text.at, text.size);
}

void inittab_report_blank(struct ctx *ctx, struct sink *out, const struct inittab_entry *e)
{
	report(out, &(struct finding){
		.summary = say(ctx, "line %d of inittab looks empty and is not", e->line),
		.where = inittab_where(ctx, e, 1), .expected = "a line without a blank on it",
		.found = "blanks",
		.at_boot = say(ctx, "Bad inittab entry at line %d", e->line),
		.fix = "sed -i 's/^[[:blank:]]*$//' " FILE_NAME});
}

static void report_fields(struct ctx *ctx, struct sink *out, const struct judged *j, bool shell)
{
	report(out, &(struct finding){
		.summary = say(ctx, "line %d of inittab is not understood", j->entry->line),
		.where = inittab_where(ctx, j->entry, 1),
		.expected = say(ctx, "four fields, terminal:run levels:action:program, like %s",
		                book_line(j->entry)),
		.found = foreign(ctx, j->entry->text),
		.at_boot = shell ? say(ctx, "Bad inittab entry at line %d", j->entry->line)
		                 : say(ctx, "Bad inittab entry at line %d, and no prompt", j->entry->line),
		.fix = inittab_line_fix(ctx, j->entry, shell),
	});
}

static bool plain_word(const char *word)
{
	static const char plain[] =
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";

	return *word && strlen(word) < NEAREST_MAX && strspn(word, plain) == strlen(word);
}

static void report_word(struct ctx *ctx, struct sink *out, const struct judged *j, bool shell)
{
	const struct inittab_entry *e = j->entry;
	const char *word = foreign(ctx, bytes_trim(bytes_of(e->word)));
	const char *near = nearest_word(word, inittab_actions, INITTAB_ACTIONS);

	if (!near && strncmp(word, "boot", 4) == 0)
		near = "sysinit"; /* boot and bootwait are the words of System V */
	report(out, &(struct finding){
		.summary = say(ctx, "line %d of inittab: init knows no action \"%s\"", e->line, e->word),
		.where = inittab_where(ctx, e, e->word_column),
		.expected = near ? say(ctx, "%s", near)
		                 : "sysinit, wait, once, respawn, askfirst, ctrlaltdel, shutdown or "
		                   "restart",
		.found = *e->word ? e->word : "nothing",
		.at_boot = shell ? say(ctx, "Bad inittab entry at line %d", e->line)
		                 : say(ctx, "Bad inittab entry at line %d, and no prompt", e->line),
		.fix = near && plain_word(e->word)
			? say(ctx, "sed -i '%ds/:%s:/:%s:/' " FILE_NAME, e->line, e->word, near)
			: inittab_line_fix(ctx, e, shell),
	});
}

static void report_terminal(struct ctx *ctx, struct sink *out, const struct judged *j, bool shell)
{
	const struct inittab_entry *e = j->entry;
	const char *path = say(ctx, "dev/%s", e->tty);
	const struct node *n = tree_resolve(ctx->arena, work_tree(ctx->work), path);

	report(out, &(struct finding){
		.summary = say(ctx, "line %d of inittab speaks on %s, which is no terminal of this disk",
		               e->line, path),
		.where = inittab_where(ctx, e, 1),
		.expected = "nothing, for the console, or console or tty0",
		.found = n ? say(ctx, "%s: %s", e->tty, node_words(ctx, n)) : e->tty,
		.at_boot = say(ctx, "can't open /dev/%s%s", e->tty,
		               inittab_again(e) ? ", again and again, over the whole screen" : ""),
		.fix = bytes_trim(bytes_of(e->tty)).size == 0 ? "sed -i 's/^[[:blank:]]*:/:/' " FILE_NAME
			: shell ? inittab_line_fix(ctx, e, shell)
			        : say(ctx, "sed -i '%ds/^[^:]*:/:/' " FILE_NAME, e->line),
	});
}

/* The name of BusyBox in bin that the learner may have meant. */
static const char *program_near(struct ctx *ctx, const char *program)
{
	const char *slash = strrchr(program, '/'), *base = slash ? slash + 1 : program;
	const char *near = NULL;

	if (strcmp(base, "ash") == 0 || strcmp(base, "bash") == 0 || strcmp(base, "hs") == 0 ||
	    strcmp(base, "sh") == 0)
		near = "sh";
	if (!near && strncmp(program, "/etc/", 5) == 0)
		return strcasecmp(base, "rcS") == 0 || nearest_is(base, "rcS") ? "/etc/init.d/rcS" : NULL;
	if (!near)
		near = nearest_word(base, expected_names, expected_name_count);
	return near ? say(ctx, "/bin/%s", near) : NULL;
}

static const char *program_fix(struct ctx *ctx, const struct judged *j, const char *near,
                               bool shell)
{
	const struct program *p = &j->program;

	if (p->state == PROGRAM_NOT_EXECUTABLE)
		return say(ctx, "chmod 755 tiny-linux/%s", text_shell(ctx->arena, p->node->disk_path));
	if (p->state == PROGRAM_NO_INTERPRETER || p->state == PROGRAM_NO_FIRST_LINE)
		return say(ctx, "sed -i '1%s#! /bin/sh' tiny-linux/%s",
		           p->state == PROGRAM_NO_INTERPRETER ? "c\\" : "i\\",
		           text_shell(ctx->arena, p->node->disk_path));
	if (near && shell && !inittab_names_script(j->entry))
		return say(ctx, "sed -i '%ds,:[^:]*$,:%s,' " FILE_NAME, j->entry->line, near);
	return inittab_line_fix(ctx, j->entry, shell);
}

static void report_program(struct ctx *ctx, struct sink *out, const struct judged *j, bool shell)
{
	static const char *const errors[] = {
		"", "No such file or directory", "No such file or directory", "Permission denied",
		"Permission denied", "No such file or directory", "Exec format error"};
	const struct inittab_entry *e = j->entry;
	const char *program = j->command.program ? j->command.program : "";
	const char *near = j->program.state == PROGRAM_ABSENT ? program_near(ctx, program) : NULL;

	report(out, &(struct finding){
		.summary = j->program.state == PROGRAM_EMPTY
			? say(ctx, "line %d of inittab has a blank before its program", e->line)
			: say(ctx, "line %d of inittab: %s cannot be run", e->line, j->command.program),
		.where = inittab_where(ctx, e, e->command_column),
		.expected = near ? say(ctx, "a program of the tree, perhaps %s", near)
			: "a program of the tree",
		.found = j->program.state == PROGRAM_EMPTY ? foreign(ctx, e->text)
			: say(ctx, "%s: %s", j->command.program, startup_program_words(ctx, &j->program)),
		.at_boot = say(ctx, "can't run '%s': %s%s", j->command.program, errors[j->program.state],
		               inittab_again(e) ? ", again and again" : ""),
		.fix = program_fix(ctx, j, near, shell),
	});
}

void inittab_report(struct ctx *ctx, struct sink *out, struct bytes text,
                    const struct judged *j, bool shell)
{
	switch (j->cause) {
	case HIDDEN:
		startup_hidden(ctx, out, STARTUP_INITTAB, text, &j->hidden,
		               shell
		                   ? "init says that it cannot run or open something, and the name looks "
		                     "right"
		                     : "\"Please press Enter\" again and again, and \": No such file or "
		                       "directory\"");
		break;
	case FIELDS: report_fields(ctx, out, j, shell); break;
	case WORD: report_word(ctx, out, j, shell); break;
	case TERMINAL: report_terminal(ctx, out, j, shell); break;
	case PROGRAM: report_program(ctx, out, j, shell); break;
	default: break;
	}
}
