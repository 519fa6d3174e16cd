/* Chapter 05: etc/inittab. */
#include <string.h>

#include "common.h"
#include "startup.h"
#include "startup_judge.h"

#define FILE_NAME "tiny-linux/" STARTUP_INITTAB

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
		inittab_report(ctx, out, text, best, false);
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
				inittab_report_blank(ctx, out, all[i].entry);
			blank = true;
			continue;
		}
		inittab_report(ctx, out, text, &all[i], true);
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
/* A script, or mount, that init starts anew whenever it ends. */
static bool again_and_again(struct ctx *ctx, const struct judged *j)
{
	return j->cause == WORKS && j->entry->action == INITTAB_RESPAWN &&
	       !inittab_gives_shell(ctx, j) &&
	       (inittab_names_script(j->entry) || j->program.interpreter);
}

void inittab_sysinit(struct ctx *ctx, struct sink *out)
{
	struct bytes text;
	size_t count;
	bool shell;
	struct judged *all = inittab_judge(ctx, &text, &count, &shell);
	const char *fix = "sed -i '1i\\::sysinit:/etc/init.d/rcS' " FILE_NAME;

	for (size_t i = 0; i < count; i++) {
		const struct judged *j = &all[i];
		const char *rest = j->entry->command ? strchr(j->entry->command, ';') : NULL;
		size_t at;

		/* What is kept for ctrlaltdel, shutdown or restart does not run now; a line with the same
		 * command above it counts for nothing. */
		if (j->cause == WORKS && j->entry->superseded)
			continue;
		if (j->cause == WORKS && j->entry->action > INITTAB_ASKFIRST) {
			if (inittab_names_script(j->entry))
				fix = say(ctx, "sed -i '%dc\\::sysinit:/etc/init.d/rcS' " FILE_NAME,
				          j->entry->line);
			continue;
		}
		if (j->cause == WORKS && j->command.by_shell && rest && rest[1 + strspn(rest + 1, " \t")] &&
		    inittab_names_script(j->entry)) {
			report(out, &(struct finding){
				.summary = say(ctx, "line %d of inittab holds several commands, and init runs one",
				               j->entry->line),
				.where = inittab_where(ctx, j->entry, j->entry->command_column),
				.expected = "::sysinit:/etc/init.d/rcS, and the commands in that script",
				.found = j->entry->command,
				.at_boot = "init puts exec before the line: what follows the first ; is never run",
				.fix = inittab_line_fix(ctx, j->entry, true)});
			return;
		}
		if (again_and_again(ctx, j)) {
			report(out, &(struct finding){
				.summary = "init starts the startup script again and again",
				.where = inittab_where(ctx, j->entry, j->entry->word_column),
				.expected = "sysinit: once, before all others", .found = "respawn",
				.at_boot = "the script runs anew every second, and each time init sets the "
				           "terminal up: what is being typed then comes twice, or is lost",
				.fix = say(ctx, "sed -i '%ds/:respawn:/:sysinit:/' " FILE_NAME, j->entry->line)});
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
		.fix = fix,
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
		.where = inittab_where(ctx, j->entry, two ? 0 : j->entry->word_column),
		.expected = "one shell, with askfirst",
		.found = two ? say(ctx, "%zu lines that do", shells) : inittab_actions[j->entry->action],
		.at_boot = two ? "each of them takes some of the keys: commands are lost"
		               : "a prompt without \"Please press Enter to activate this console.\"",
		.fix = two && asks && j->entry->action == INITTAB_ASKFIRST
			? say(ctx,
			      "sed -i '%d!s/^[^#]*:askfirst:/#&/; "
			      "s/^#\\(.*\\):askfirst:\\(.*rcS\\)/\\1:sysinit:\\2/' "
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

	if (!j || j->command.dash)
		return;
	slash = strrchr(j->command.program, '/');
	base = slash ? slash + 1 : j->command.program;
	if (strcmp(base, "sh") != 0 && strcmp(base, "ash") != 0)
		return;
	report(out, &(struct finding){
		.where = inittab_where(ctx, j->entry, j->entry->command_column),
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
			.where = inittab_where(ctx, e, e->command_column), .expected = "a program of the tree",
			.found = say(ctx, "%s: %s", c.program, startup_program_words(ctx, &p)),
			.at_boot = "the same; the program is missed when the machine is to stop or start over",
			.fix = say(ctx, "sed -i '%ds/^/#/' " FILE_NAME, e->line),
		});
	}
}
