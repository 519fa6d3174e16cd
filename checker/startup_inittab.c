/* Chapter 05: etc/inittab. */
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

static const char *where(struct ctx *ctx, const struct inittab_entry *e, int column)
{
	return column > 0 ? say(ctx, FILE_NAME ":%d:%d", e->line, column) : say(ctx, FILE_NAME ":%d", e->line);
}

/* The command that puts the book's line there, or takes a line away that the book does not have. */
static const char *line_fix(struct ctx *ctx, const struct inittab_entry *e, bool shell)
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

/* Lines of blanks, all of them in one message. */
static void report_blank(struct ctx *ctx, struct sink *out, const struct inittab_entry *e)
{
	report(out, &(struct finding){
		.summary = say(ctx, "line %d of inittab looks empty and is not", e->line),
		.where = where(ctx, e, 1), .expected = "a line without a blank on it", .found = "blanks",
		.at_boot = say(ctx, "Bad inittab entry at line %d", e->line),
		.fix = "sed -i 's/^[[:blank:]]*$//' " FILE_NAME});
}

static void report_fields(struct ctx *ctx, struct sink *out, const struct judged *j, bool shell)
{
	report(out, &(struct finding){
		.summary = say(ctx, "line %d of inittab is not understood", j->entry->line),
		.where = where(ctx, j->entry, 1),
		.expected = say(ctx, "four fields, terminal:run levels:action:program, like %s",
		                book_line(j->entry)),
		.found = foreign(ctx, j->entry->text),
		.at_boot = shell ? say(ctx, "Bad inittab entry at line %d", j->entry->line)
		                 : say(ctx, "Bad inittab entry at line %d, and no prompt", j->entry->line),
		.fix = line_fix(ctx, j->entry, shell),
	});
}

static bool plain_word(const char *word)
{
	return *word && strlen(word) < NEAREST_MAX &&
	       strspn(word, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-") == strlen(word);
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
		.where = where(ctx, e, e->word_column),
		.expected = near ? say(ctx, "%s", near)
		                 : "sysinit, wait, once, respawn, askfirst, ctrlaltdel, shutdown or restart",
		.found = *e->word ? e->word : "nothing",
		.at_boot = shell ? say(ctx, "Bad inittab entry at line %d", e->line)
		                 : say(ctx, "Bad inittab entry at line %d, and no prompt", e->line),
		.fix = near && plain_word(e->word)
			? say(ctx, "sed -i '%ds/:%s:/:%s:/' " FILE_NAME, e->line, e->word, near)
			: line_fix(ctx, e, shell),
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
		.where = where(ctx, e, 1),
		.expected = "nothing, for the console, or console or tty0",
		.found = n ? say(ctx, "%s: %s", e->tty, node_words(ctx, n)) : e->tty,
		.at_boot = say(ctx, "can't open /dev/%s%s", e->tty,
		               inittab_again(e) ? ", again and again, over the whole screen" : ""),
		.fix = bytes_trim(bytes_of(e->tty)).size == 0 ? "sed -i 's/^[[:blank:]]*:/:/' " FILE_NAME
			: shell ? line_fix(ctx, e, shell)
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

static const char *program_fix(struct ctx *ctx, const struct judged *j, const char *near, bool shell)
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
	return line_fix(ctx, j->entry, shell);
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
		.where = where(ctx, e, e->command_column),
		.expected = near ? say(ctx, "a program of the tree, perhaps %s", near) : "a program of the tree",
		.found = j->program.state == PROGRAM_EMPTY ? foreign(ctx, e->text)
			: say(ctx, "%s: %s", j->command.program, startup_program_words(ctx, &j->program)),
		.at_boot = say(ctx, "can't run '%s': %s%s", j->command.program, errors[j->program.state],
		               inittab_again(e) ? ", again and again" : ""),
		.fix = program_fix(ctx, j, near, shell),
	});
}

static void report_judged(struct ctx *ctx, struct sink *out, struct bytes text,
                          const struct judged *j, bool shell)
{
	switch (j->cause) {
	case HIDDEN:
		startup_hidden(ctx, out, STARTUP_INITTAB, text, &j->hidden,
		               shell ? "init says that it cannot run or open something, and the name looks right"
		                     : "\"Please press Enter\" again and again, and \": No such file or directory\"");
		break;
	case FIELDS: report_fields(ctx, out, j, shell); break;
	case WORD: report_word(ctx, out, j, shell); break;
	case TERMINAL: report_terminal(ctx, out, j, shell); break;
	case PROGRAM: report_program(ctx, out, j, shell); break;
	default: break;
	}
}

void inittab_there(struct ctx *ctx, struct sink *out)
{
	if (!tree_resolve(ctx->arena, work_tree(ctx->work), STARTUP_INITTAB))
		startup_there(ctx, out, STARTUP_INITTAB,
		              "can't open /dev/tty2: No such file or directory, and the same for tty3 and "
		              "tty4, again and again, over the whole screen");
}

void inittab_text(struct ctx *ctx, struct sink *out)
{
	static const char silence[] = "init started: BusyBox, and then nothing";
	struct bytes text = {NULL, 0};
	bool utf16;

	if (!tree_resolve(ctx->arena, work_tree(ctx->work), STARTUP_INITTAB) ||
	    !startup_there(ctx, out, STARTUP_INITTAB, silence) ||
	    !startup_text(ctx, STARTUP_INITTAB, &text))
		return;
	utf16 = hidden_utf16(text);
	if (text.size > 0 && !utf16)
		return;
	report(out, &(struct finding){
		.where = FILE_NAME, .expected = "lines of plain text",
		.found = utf16 ? "text of two bytes a character, UTF-16" : "an empty file",
		.at_boot = utf16 ? "init started: BusyBox, Bad inittab entry, and then nothing" : silence,
		.fix = startup_copy(ctx, STARTUP_INITTAB),
	});
}

/* How likely it is that the line was to start the shell. */
static int likely(const struct inittab_entry *e)
{
	static const char *const words[] = {"sh", "ask", "respawn", "getty", "login"};
	int score = inittab_names_script(e) ? -3 : 0;
	size_t at;

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		score += bytes_find(e->text, 0, bytes_of(words[i]), &at);
	return score;
}

void inittab_shell(struct ctx *ctx, struct sink *out)
{
	struct bytes text;
	size_t count;
	bool shell, starts = false;
	struct judged *all = inittab_judge(ctx, &text, &count, &shell);
	const struct judged *best = NULL;

	if (!all || shell)
		return;
	for (size_t i = 0; i < count; i++) {
		starts = starts || (all[i].cause == WORKS && inittab_names_script(all[i].entry));
		if (all[i].cause != WORKS && likely(all[i].entry) > 0 &&
		    (!best || likely(all[i].entry) > likely(best->entry)))
			best = &all[i];
	}
	if (best) {
		report_judged(ctx, out, text, best, false);
		return;
	}
	report(out, &(struct finding){
		.where = FILE_NAME, .expected = "a line ::askfirst:-/bin/sh",
		.found = say(ctx, "%zu lines that init reads, none of them starts a shell", count),
		.at_boot = "init started: BusyBox, and no prompt ever",
		.fix = starts ? "sed -i '$a\\::askfirst:-/bin/sh' " FILE_NAME
		              : startup_copy(ctx, STARTUP_INITTAB),
	});
}

static void report_each(struct ctx *ctx, struct sink *out, enum cause first, enum cause last)
{
	struct bytes text;
	size_t count;
	bool shell, hidden = false, blank = false;
	struct judged *all = inittab_judge(ctx, &text, &count, &shell);

	for (size_t i = 0; i < count; i++) {
		bool is_hidden = all[i].cause == HIDDEN;

		if (all[i].cause < first || all[i].cause > last || (is_hidden && hidden))
			continue;
		/* What the first line means to run and cannot is told by the script's own checks. */
		if (all[i].cause == PROGRAM && all[i].command.program &&
		    strcmp(all[i].command.program + strspn(all[i].command.program, "/"), STARTUP_RCS) == 0)
			continue;
		hidden = hidden || is_hidden;
		if (bytes_trim(all[i].entry->text).size == 0) {
			if (!blank)
				report_blank(ctx, out, all[i].entry);
			blank = true;
			continue;
		}
		report_judged(ctx, out, text, &all[i], true);
	}
}

void inittab_hidden(struct ctx *ctx, struct sink *out)
{
	report_each(ctx, out, HIDDEN, HIDDEN);
}

void inittab_line(struct ctx *ctx, struct sink *out)
{
	report_each(ctx, out, FIELDS, WORD);
}

void inittab_terminal(struct ctx *ctx, struct sink *out)
{
	report_each(ctx, out, TERMINAL, TERMINAL);
}

void inittab_program(struct ctx *ctx, struct sink *out)
{
	report_each(ctx, out, PROGRAM, PROGRAM);
}

/* Does some working line start the script, or another one, or mount itself? */
void inittab_sysinit(struct ctx *ctx, struct sink *out)
{
	struct bytes text;
	size_t count;
	bool shell;
	struct judged *all = inittab_judge(ctx, &text, &count, &shell);

	for (size_t i = 0; i < count; i++) {
		const struct judged *j = &all[i];
		size_t at;

		if (j->cause == WORKS && j->command.by_shell && strchr(j->entry->command, ';') &&
		    inittab_names_script(j->entry)) {
			report(out, &(struct finding){
				.summary = say(ctx, "line %d of inittab holds several commands, and init runs one", j->entry->line),
				.where = where(ctx, j->entry, j->entry->command_column),
				.expected = "::sysinit:/etc/init.d/rcS, and the commands in that script",
				.found = j->entry->command,
				.at_boot = "init puts exec before the line: what follows the first ; is never run",
				.fix = line_fix(ctx, j->entry, true)});
			return;
		}
		/* A line that is told of already, or one that runs a script or mount. */
		if (j->cause != WORKS || inittab_names_script(j->entry) || j->program.interpreter ||
		    bytes_find(j->entry->text, 0, bytes_of("sh /"), &at))
			return;
	}
	if (!all || count == 0)
		return;
	report(out, &(struct finding){
		.where = FILE_NAME, .expected = "a line ::sysinit:/etc/init.d/rcS",
		.found = "no line that runs a script or mount",
		.at_boot = "a prompt, but nothing is mounted: ps is empty, and mount says no /proc/mounts",
		.fix = "sed -i '1i\\::sysinit:/etc/init.d/rcS' " FILE_NAME,
	});
}

/* The first line that gives a shell, and how many of them speak on the screen. */
static const struct judged *first_shell(struct ctx *ctx, size_t *shells, bool *asks)
{
	struct bytes text;
	size_t count;
	bool shell;
	struct judged *all = inittab_judge(ctx, &text, &count, &shell);
	const struct judged *first = NULL;

	*shells = 0;
	*asks = false;
	for (size_t i = 0; i < count; i++) {
		bool ask = all[i].cause == WORKS && all[i].entry->action == INITTAB_ASKFIRST &&
		           !all[i].entry->superseded;

		*asks = *asks || ask;
		if (!inittab_gives_shell(ctx, &all[i])) {
			*shells += ask; /* it takes the Enter that was for the shell */
			continue;
		}
		if (!first || all[i].entry->action < first->entry->action)
			first = &all[i];
		(*shells)++;
	}
	return first;
}

void inittab_ask(struct ctx *ctx, struct sink *out)
{
	size_t shells;
	bool asks;
	const struct judged *j = first_shell(ctx, &shells, &asks);
	bool two = shells > 1;

	if (!j || (!two && j->entry->action == INITTAB_ASKFIRST))
		return;
	report(out, &(struct finding){
		.summary = two ? "more than one line of inittab takes what is typed" : NULL,
		.where = where(ctx, j->entry, two ? 0 : j->entry->word_column),
		.expected = "one shell, with askfirst",
		.found = two ? say(ctx, "%zu lines that do", shells) : inittab_actions[j->entry->action],
		.at_boot = two ? "each of them takes some of the keys: commands are lost"
		               : "a prompt without \"Please press Enter to activate this console.\"",
		.fix = two && asks && j->entry->action == INITTAB_ASKFIRST
			? say(ctx, "sed -i '%d!s/^[^#]*:askfirst:/#&/; s/^#\\(.*\\):askfirst:\\(.*rcS\\)/\\1:sysinit:\\2/' "
			      FILE_NAME, j->entry->line)
			: two ? say(ctx, "sed -i '%ds/^/#/' " FILE_NAME, j->entry->line)
			      : say(ctx, "sed -i '%ds/:%s:/:askfirst:/' " FILE_NAME, j->entry->line,
			            inittab_actions[j->entry->action]),
	});
}

void inittab_dash(struct ctx *ctx, struct sink *out)
{
	size_t shells;
	bool asks;
	const struct judged *j = first_shell(ctx, &shells, &asks);
	const char *slash, *base;

	if (!j || j->command.dash || j->command.by_shell)
		return;
	slash = strrchr(j->command.program, '/');
	base = slash ? slash + 1 : j->command.program;
	if (strcmp(base, "sh") != 0 && strcmp(base, "ash") != 0)
		return;
	report(out, &(struct finding){
		.where = where(ctx, j->entry, j->entry->command_column),
		.expected = say(ctx, "-%s", j->command.program),
		.found = j->command.program,
		.at_boot = "can't access tty; job control turned off; Ctrl-C stops nothing, and /dev/tty "
		           "cannot be opened",
		.fix = say(ctx, "sed -i '%ds,:\\([^:]*\\)$,:-\\1,' " FILE_NAME, j->entry->line),
	});
}

void inittab_later(struct ctx *ctx, struct sink *out)
{
	struct bytes text;
	struct inittab t;

	if (!startup_text(ctx, STARTUP_INITTAB, &text))
		return;
	t = inittab_read(ctx->arena, text);
	for (size_t i = 0; i < t.count; i++) {
		const struct inittab_entry *e = &t.entries[i];
		struct inittab_command c;
		struct program p;

		if (e->fault != INITTAB_GOOD || e->action <= INITTAB_ASKFIRST)
			continue;
		c = inittab_command(ctx->arena, e->command);
		p = startup_program(ctx, c.program, STARTUP_PATH);
		if (c.by_shell || p.state == PROGRAM_GOOD)
			continue;
		report(out, &(struct finding){
			.where = where(ctx, e, e->command_column), .expected = "a program of the tree",
			.found = say(ctx, "%s: %s", c.program, startup_program_words(ctx, &p)),
			.at_boot = "the same; the program is missed when the machine is to stop or start over",
			.fix = say(ctx, "sed -i '%ds/^/#/' " FILE_NAME, e->line),
		});
	}
}
