/* Chapter 05: what a login shell reads before it shows its prompt: /etc/profile and .profile in the
 * folder HOME. Source: BusyBox 1.35.0, shell/ash.c, ash_main() and read_profile(); init/init.c sets
 * HOME to "/". */
#include <string.h>

#include "common.h"
#include "startup.h"
#include "startup_judge.h"
#include "startup_script.h"

static const char *const profiles[] = {"etc/profile", ".profile"};
enum { PROFILES = sizeof(profiles) / sizeof(profiles[0]) };

/* A line with a dash gives one; so does init without inittab (init.c, parse_inittab()). */
static bool login_shell(struct ctx *ctx)
{
	struct bytes text;
	size_t count;
	bool shell, login = false;
	struct judged *all = inittab_judge(ctx, &text, &count, &shell);

	for (size_t i = 0; i < count; i++)
		login = login || (inittab_gives_shell(ctx, &all[i]) && all[i].command.dash);
	return login || !all;
}

/* False: there is no such file, or it cannot be read, which the shell takes without a word. */
static bool profile(struct ctx *ctx, const char *path, struct startup *s)
{
	*s = (struct startup){.path = path, .where = say(ctx, "tiny-linux/%s", path)};
	if (!login_shell(ctx) || !startup_text(ctx, path, &s->text))
		return false;
	s->script = script_read(ctx->arena, s->text);
	return true;
}

/* The line after which the shell is gone, or 0. */
static int last_line(const struct script *s, const char **found)
{
	*found = "a loop that nothing leaves";
	if (s->endless_line > 0)
		return s->endless_line;
	for (size_t i = 0; i < s->count; i++) {
		const struct script_command *c = &s->commands[i];

		*found = c->words[0];
		/* "return" ends the file alone. */
		if (script_is_last(c) && !c->background)
			return c->words[0][0] == 'e' ? c->line : 0;
	}
	return 0;
}

void profile_ends(struct ctx *ctx, struct sink *out)
{
	for (size_t i = 0; i < PROFILES; i++) {
		struct startup s;
		const char *found;
		int line = profile(ctx, profiles[i], &s) ? last_line(&s.script, &found) : 0;

		if (line == 0)
			continue;
		report(out, &(struct finding){
			.where = say(ctx, "%s:%d", s.where, line),
			.expected = "a file that the shell reads to its end", .found = found,
			.at_boot = "\"Please press Enter\", and no prompt",
			.fix = s.script.endless_line > 0 ? say(ctx, "rm %s", s.where)
			                                 : say(ctx, "sed -i '%ds/^/#/' %s", line, s.where)});
	}
}

static void report_line(struct ctx *ctx, struct sink *out, const struct startup *s, int line,
                        const char *found, const char *at_boot)
{
	report(out, &(struct finding){
		.where = say(ctx, "%s:%d", s->where, line),
		.expected = "lines that the shell takes without a word", .found = found,
		.at_boot = at_boot, .fix = say(ctx, "sed -i '%ds/^/#/' %s", line, s->where)});
}

/* The grammar first: of a file that it does not understand the shell runs what comes before. */
static bool misunderstood(struct ctx *ctx, struct sink *out, const struct startup *s)
{
	static const char at_boot[] = "-/bin/sh: syntax error, and the rest of the file is not read";
	const struct script *script = &s->script;

	if (script->stray)
		report_line(ctx, out, s, script->stray_line, script->stray, at_boot);
	else if (script->open)
		report_line(ctx, out, s, script->open_line, "a quote or a bracket that is not closed",
		            at_boot);
	else if (script->depth != 0)
		report(out, &(struct finding){
			.where = s->where, .expected = "an end to each if, for, while, case, { and (",
			.found = "one that is not closed", .at_boot = at_boot,
			.fix = say(ctx, "rm %s", s->where)});
	else
		return false;
	return true;
}

/* The commands that the shell finds afterwards. */
static bool loses_path(struct ctx *ctx, struct sink *out, const struct startup *s)
{
	const char *path = s->script.path;

	if (!path || !*path || startup_program(ctx, "ls", path).state != PROGRAM_ABSENT ||
	    startup_program(ctx, "ls", STARTUP_PATH).state == PROGRAM_ABSENT)
		return false;
	report_line(ctx, out, s, s->script.path_line, say(ctx, "PATH=%s, without /bin", path),
	            "a prompt, and -/bin/sh: ls: not found");
	return true;
}

static const char *says(struct ctx *ctx, const struct startup *s, const struct script_command *c)
{
	const char *word;
	struct program p;
	bool file;

	if (!c->certain)
		return NULL;
	if (!c->silent && script_command_speaks(c))
		return "its words above the prompt; the smoke test names them";
	word = script_command_needs(ctx, &s->script, c, &file);
	if (!word || !c->plain || c->quiet)
		return NULL;
	p = startup_program(ctx, word, STARTUP_PATH);
	return p.state == PROGRAM_GOOD || p.state == PROGRAM_NO_FIRST_LINE ||
	       (file && p.state == PROGRAM_NOT_EXECUTABLE)
		? NULL : say(ctx, "-/bin/sh: %s: not found", word);
}

void profile_speaks(struct ctx *ctx, struct sink *out)
{
	for (size_t i = 0; i < PROFILES; i++) {
		struct startup s;

		if (!profile(ctx, profiles[i], &s) || misunderstood(ctx, out, &s) ||
		    loses_path(ctx, out, &s) || s.script.path)
			continue;
		for (size_t k = 0; k < s.script.count; k++) {
			const struct script_command *c = &s.script.commands[k];
			const char *at_boot = says(ctx, &s, c);

			if (at_boot) {
				report_line(ctx, out, &s, c->line, say(ctx, "%s %s", c->words[0], c->words[1]),
				            at_boot);
				break;
			}
			if (script_is_last(c))
				break;
		}
	}
}
