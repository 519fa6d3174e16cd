/* Chapter 05: what a login shell reads before it shows its prompt: /etc/profile and .profile in the
 * folder HOME. Source: BusyBox 1.35.0, shell/ash.c, ash_main() and read_profile(); init/init.c sets
 * HOME to "/". */
#include <string.h>

#include "common.h"
#include "startup.h"
#include "startup_started.h"

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
	s->script = startup_script_read(ctx, s->text, false);
	return true;
}

/* Takes the command away, or the whole file where it is a part of an if or a loop. */
static const char *fix(struct ctx *ctx, const struct startup *s, const struct script_command *c)
{
	return c->depth > 0 && !c->file ? say(ctx, "rm %s", s->where) : script_fix(ctx, s, c);
}

/* The shell does not come back from this one: it ends, or its command does not. "return" and
 * "set -n" end the file alone. */
static bool stops(const struct started *s)
{
	return (script_is_last(&s->c) && !s->c.background && s->c.words[0][0] == 'e') ||
	       startup_never_ends(s);
}

static void report_stop(struct sink *out, const char *where, const char *found, const char *cure)
{
	report(out, &(struct finding){
		.where = where,
		.expected = "a file that the shell reads to its end", .found = found,
		.at_boot = "\"Please press Enter\", and no prompt", .fix = cure});
}

void profile_ends(struct ctx *ctx, struct sink *out)
{
	for (size_t i = 0; i < PROFILES; i++) {
		struct startup s;
		struct started_list list;
		size_t k;

		if (!profile(ctx, profiles[i], &s))
			continue;
		if (s.script.endless_line > 0) {
			report_stop(out, say(ctx, "%s:%d", s.where, s.script.endless_line),
			            "a loop that nothing leaves", say(ctx, "rm %s", s.where));
			continue;
		}
		list = startup_started_and(ctx, &s, &k);
		for (; k < list.count && !stops(&list.all[k]); k++)
			;
		if (k < list.count)
			report_stop(out, list.all[k].where, list.all[k].c.words[0],
			            fix(ctx, &s, &list.all[k].c));
	}
}

static void report_line(struct sink *out, const char *where, const char *found,
                        const char *at_boot, const char *cure)
{
	report(out, &(struct finding){
		.where = where,
		.expected = "lines that the shell takes without a word", .found = found,
		.at_boot = at_boot, .fix = cure});
}

/* The grammar first: of a file that it does not understand the shell runs what comes before. */
static bool misunderstood(struct ctx *ctx, struct sink *out, const struct startup *s)
{
	const struct script *script = &s->script;
	int line;

	if (!script->stray && !script->open && script->depth == 0)
		return false;
	line = script->stray ? script->stray_line : script->open_line;
	report_line(out, line ? say(ctx, "%s:%d", s->where, line) : s->where,
	            script->stray ? script->stray
	            : script->open ? "a quote or a bracket that is not closed"
	                           : "an if, for, while, case, { or ( that is not closed",
	            "-/bin/sh: syntax error, and the rest of the file is not read",
	            say(ctx, "rm %s", s->where));
	return true;
}

/* The commands that the shell finds afterwards. */
static bool loses_path(struct ctx *ctx, struct sink *out, const struct startup *s)
{
	const char *path = s->script.path;

	if (!path || !*path || startup_program(ctx, "ls", path).state != PROGRAM_ABSENT ||
	    startup_program(ctx, "ls", STARTUP_PATH).state == PROGRAM_ABSENT)
		return false;
	report_line(out, say(ctx, "%s:%d", s->where, s->script.path_line),
	            say(ctx, "PATH=%s, without /bin", path),
	            "a prompt, and -/bin/sh: ls: not found",
	            say(ctx, "sed -i '%ds/^/#/' %s", s->script.path_line, s->where));
	return true;
}

/* The book's prompt ends with #, another user's with $. A word that holds $ or \ is a shell's. */
static bool prompts_otherwise(struct ctx *ctx, struct sink *out, const struct startup *s)
{
	const char *prompt = s->script.prompt;
	size_t length = prompt ? strlen(prompt) : 0;

	while (length > 0 && prompt[length - 1] == ' ')
		length--;
	if (length == 0 || strchr("#$", prompt[length - 1]))
		return false;
	report_line(out, say(ctx, "%s:%d", s->where, s->script.prompt_line),
	            say(ctx, "PS1=%s", prompt), "another prompt than the book's, which ends with #",
	            say(ctx, "sed -i '%ds/^/#/' %s", s->script.prompt_line, s->where));
	return true;
}

static const char *not_found(struct ctx *ctx, const struct startup *s,
                             const struct script_command *c)
{
	bool file;
	const char *word = script_command_needs(ctx, &s->script, c, &file);
	struct program p;

	if (!word || !c->certain || !c->plain || c->quiet || s->script.path)
		return NULL;
	p = startup_program(ctx, word, STARTUP_PATH);
	return p.state == PROGRAM_GOOD || p.state == PROGRAM_NO_FIRST_LINE ||
	       (file && p.state == PROGRAM_NOT_EXECUTABLE)
		? NULL : say(ctx, "-/bin/sh: %s: not found", word);
}

/* What is seen of a command above the prompt, or NULL. *found: its words. */
static const char *seen(const struct place *p, const struct startup *s, size_t i,
                        const char **found)
{
	const struct started *one = &p->list->all[i];
	const char *says = not_found(p->ctx, s, &one->c), *file;

	if (one->c.certain && strcmp(one->c.words[0], "set") == 0 && strcmp(one->c.words[1], "-n") == 0)
		says = "a prompt, and nothing that is typed is run";
	*found = say(p->ctx, "%s %s", one->c.words[0], one->c.words[1]);
	if (says || (says = startup_reads(p, one, &file)))
		return says;
	if (startup_speaks(p, i))
		return "its words above the prompt; the smoke test names them";
	return startup_writes(p, one, found);
}

static void look_at_commands(struct ctx *ctx, struct sink *out, const struct startup *s)
{
	size_t from;
	struct started_list list = startup_started_and(ctx, s, &from);
	struct place p = {.ctx = ctx, .list = &list};

	for (size_t i = 0; i < list.count; i++) {
		const struct script_command *c = &list.all[i].c;
		const char *found, *says = i < from ? NULL : seen(&p, s, i, &found);

		if (says) {
			report_line(out, list.all[i].where, found, says, fix(ctx, s, c));
			return;
		}
		place_passes(&p, &list.all[i]);
	}
}

void profile_speaks(struct ctx *ctx, struct sink *out)
{
	for (size_t i = 0; i < PROFILES; i++) {
		struct startup s;

		if (profile(ctx, profiles[i], &s) && !misunderstood(ctx, out, &s) &&
		    !loses_path(ctx, out, &s) && !prompts_otherwise(ctx, out, &s))
			look_at_commands(ctx, out, &s);
	}
}
