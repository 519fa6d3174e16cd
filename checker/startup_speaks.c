/* Chapter 05: what the startup script and inittab write on the screen. */
#include <string.h>

#include "common.h"
#include "startup.h"
#include "startup_judge.h"
#include "startup_script.h"

#define NO_LINE "no line on the screen but the book's"
#define ITS_WORDS "its words above \"Please press Enter\"; the smoke test names them"

bool script_command_speaks(const struct script_command *c)
{
	static const char *const always[] =
		{"echo", "ls", "cat", "ps", "free", "df", "uname", "id", "pwd",
	                                     "uptime", "env", "whoami", "du", "head", "tail", NULL};
	static const char *const alone[] = {"date", "mount", "hostname", "dmesg", "set", NULL};
	const char *name = script_command_name(c);

	if (strcmp(name, "printf") == 0)
		return c->words[1][0] != '\0';
	if (strcmp(name, "set") == 0 && c->count > 1)
		return c->words[1][0] == '-' && strchr(c->words[1], 'x');
	return script_listed(name, always) || (script_listed(name, alone) && c->count == 1);
}

/* The same for a line of inittab, which no shell reads: a redirection needs one. */
static bool line_speaks(struct ctx *ctx, const struct judged *j)
{
	static const char *const blanks = " \t";
	struct script_command c = {.count = 1, .plain = true, .certain = true};

	if (j->cause != WORKS || j->command.by_shell || j->entry->superseded ||
	    j->entry->action > INITTAB_RESPAWN)
		return false;
	for (size_t i = 0; i < SCRIPT_WORDS; i++)
		c.words[i] = "";
	c.words[0] = j->command.program;
	if (*j->command.rest) {
		c.words[1] = say(ctx, "%.*s", (int)strcspn(j->command.rest, blanks), j->command.rest);
		c.count = 2;
	}
	return script_command_speaks(&c);
}

static void inittab_speaks(struct ctx *ctx, struct sink *out)
{
	struct bytes text;
	size_t count;
	bool shell;
	struct judged *all = inittab_judge(ctx, &text, &count, &shell);

	for (size_t i = 0; i < count; i++) {
		const struct inittab_entry *e = all[i].entry;

		if (!line_speaks(ctx, &all[i]))
			continue;
		report(out, &(struct finding){
			.summary = say(ctx, "line %d of inittab writes on the screen", e->line),
			.where = say(ctx, "tiny-linux/" STARTUP_INITTAB ":%d:%d", e->line, e->command_column),
			.expected = NO_LINE, .found = e->command, .at_boot = ITS_WORDS,
			.fix = say(ctx, "sed -i '%ds/^/#/' tiny-linux/" STARTUP_INITTAB, e->line),
		});
		return;
	}
}

void script_speaks(struct ctx *ctx, struct sink *out)
{
	struct startup s;

	inittab_speaks(ctx, out);
	if (!script_of_tree(ctx, &s))
		return;
	if (s.script.argument && s.script.argument[0] == '-' && strpbrk(s.script.argument, "xv"))
		script_report_first(ctx, out, &s, "the startup script shows each command that it runs",
		                    "it is run", true);
	for (size_t i = 0; i < s.script.count; i++) {
		const struct script_command *c = &s.script.commands[i];

		if (c->certain && !c->silent && script_command_speaks(c)) {
			report(out, &(struct finding){
				.where = say(ctx, "%s:%d:%d", s.where, c->line, c->column),
				.expected = NO_LINE,
				.found = say(ctx, "%s %s", c->words[0], c->words[1]),
				.at_boot = ITS_WORDS,
				.fix = say(ctx, "sed -i '%ds/^/#/' %s", c->line, s.where),
			});
			return;
		}
		if (script_is_last(c))
			return;
	}
}
