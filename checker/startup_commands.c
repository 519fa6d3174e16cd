/* Chapter 05: what the startup script does: the commands it calls. */
#include <string.h>

#include "common.h"
#include "expected.h"
#include "nearest.h"
#include "startup.h"
#include "startup_started.h"
#include "text.h"

bool script_called_by_name(const struct script_command *c)
{
	return strcmp(c->words[0], "exec") != 0 && !strstr(c->words[0], "busybox");
}

bool script_listed(const char *word, const char *const *list)
{
	for (; *list; list++)
		if (strcmp(word, *list) == 0)
			return true;
	return false;
}

const char *script_command_name(const struct script_command *c)
{
	static const char *const front[] = {"exec", "command", "busybox", "/bin/busybox", NULL};
	const char *word = c->words[0], *slash;

	if (script_listed(word, front) && c->words[1][0] && c->words[1][0] != '-')
		word = c->words[1];
	slash = strrchr(word, '/');
	return slash ? slash + 1 : word;
}

bool script_is_last(const struct script_command *c)
{
	return c->certain && !c->nested && !c->piped &&
	       (strcmp(c->words[0], "exit") == 0 || strcmp(c->words[0], "return") == 0 ||
	        (strcmp(c->words[0], "set") == 0 && strcmp(c->words[1], "-n") == 0) ||
	                      (strcmp(c->words[0], "exec") == 0 && c->count > 1));
}

static bool builtin(struct ctx *ctx, const struct script *s, const char *name)
{
	/* shell/ash.c, builtintab[] */
	static const char *const names[] = {
		".", ":", "[", "alias", "bg", "break", "cd", "chdir", "command", "continue", "echo",
		"eval", "exec", "exit", "export", "false", "fg", "getopts", "hash", "help", "history",
		"jobs", "kill", "let", "local", "printf", "pwd", "read", "readonly", "return", "set",
		"shift", "sleep", "source", "test", "times", "trap", "true", "type", "ulimit", "umask",
		"unalias", "unset", "wait", "in", "do", "then", "function", "", NULL};

	return script_listed(name, names) || strstr(s->functions, say(ctx, " %s ", name)) != NULL;
}

const char *script_command_needs(struct ctx *ctx, const struct script *s,
                                 const struct script_command *c, bool *file)
{
	const char *word = c->words[0];

	*file = strcmp(word, ".") == 0 || strcmp(word, "source") == 0;
	if (*file)
		return c->words[1][0] == '/' ? c->words[1] : NULL;
	if (strcmp(word, "exec") == 0 || strcmp(word, "command") == 0)
		word = c->words[1];
	return builtin(ctx, s, word) || *word == '-' ? NULL : word;
}

static const char *complaint(struct ctx *ctx, const struct startup *s,
                             const struct script_command *c,
                             const char *word, const struct program *p)
{
	const char *what = p->state == PROGRAM_NOT_EXECUTABLE || p->state == PROGRAM_NO_FILE
		? "Permission denied" : "not found";

	return say(ctx, "%s: %s: %s", script_who(ctx, s, c), word, what);
}

static void report_command(struct ctx *ctx, struct sink *out, const struct startup *s,
                           const struct script_command *c, const char *word,
                               const struct program *p)
{
	const char *slash = strrchr(word, '/'), *base = slash ? slash + 1 : word;
	const char *near = strncmp(base, "mount", 5) == 0 ? "mount"
	                                                  : nearest_word(base, expected_names,
	                                                                 expected_name_count);

	report(out, &(struct finding){
		.summary = say(ctx, "%s calls %s, which cannot be run", s->path, word),
		.where = script_where(ctx, s, c),
		.expected = near ? say(ctx, "a program of the tree, perhaps %s", near)
			: "a program of the tree",
		.found = startup_program_words(ctx, p),
		.at_boot = complaint(ctx, s, c, word, p),
		.fix = p->state == PROGRAM_NOT_EXECUTABLE
			? say(ctx, "chmod 755 tiny-linux/%s", text_shell(ctx->arena, p->node->disk_path))
			: near && strcmp(near, "mount") == 0 && c->depth == 0
			? say(ctx, "sed -i '%dc\\mount -a' %s", c->line, script_file(ctx, s, c))
			: script_fix(ctx, s, c),
	});
}

static void report_path(struct ctx *ctx, struct sink *out, const struct startup *s,
                        const struct script_command *c, const struct program *p)
{
	report(out, &(struct finding){
		.summary = say(ctx, "%s looks for programs where there are none", s->path),
		.where = say(ctx, "%s:%d", s->where, s->script.path_line),
		.expected = "a PATH with /bin in it", .found = say(ctx, "PATH=%s", s->script.path),
		.at_boot = complaint(ctx, s, c, c->words[0], p),
		.fix = say(ctx, "sed -i '%ds/^/#/' %s", s->script.path_line, s->where)});
}

/* Does the command find its program? True: the script is at fault, and it has been said. */
static bool cannot_be_run(struct ctx *ctx, struct sink *out, const struct startup *s,
                          const struct script_command *c)
{
	/* What stands before the line that sets PATH has init's. */
	bool own = s->script.path && (c->file || c->line >= s->script.path_line);
	const char *path = own ? s->script.path : STARTUP_PATH, *word;
	struct program p;
	bool file;

	word = script_command_needs(ctx, &s->script, c, &file);
	if (!c->certain || !c->plain || c->quiet || !word || (!strchr(word, '/') && !*path))
		return false;
	p = startup_program(ctx, word, path);
	if (file && p.state == PROGRAM_NOT_EXECUTABLE)
		p.state = PROGRAM_GOOD;
	if (p.state == PROGRAM_ABSENT && own && !strchr(word, '/') &&
	    startup_program(ctx, word, STARTUP_PATH).state == PROGRAM_GOOD) {
		report_path(ctx, out, s, c, &p);
		return true;
	}
	/* A shell reads a text without #! itself. */
	if (p.state != PROGRAM_GOOD && p.state != PROGRAM_NO_FIRST_LINE)
		report_command(ctx, out, s, c, word, &p);
	return false;
}

/* The first file that is to be read and is not there. */
static void reads(struct ctx *ctx, struct sink *out, const struct script_command *inner,
                  size_t inner_count)
{
	struct started_list list = startup_started(ctx);
	struct place p = {.ctx = ctx, .list = &list};

	for (size_t i = 0; i < list.count; i++) {
		const struct started *s = &list.all[i];
		const char *file, *says = startup_reads(&p, s, &file);

		for (size_t k = 0; !says && s->line == 0 && !s->c.file && k < inner_count; k++) {
			struct started in = {.c = inner[k], .who = s->who};

			if (inner[k].line == s->c.line && inner[k].certain)
				says = startup_reads(&p, &in, &file);
		}
		if (says) {
			report(out, &(struct finding){
				.summary = s->line > 0
					? say(ctx, "line %d of inittab reads a file that is not there", s->line)
					: "the startup script reads a file that is not there",
				.where = s->where, .expected = "a file of the tree", .found = file, .at_boot = says,
				.fix = s->fix});
			return;
		}
		place_passes(&p, s);
	}
}

void script_command(struct ctx *ctx, struct sink *out)
{
	struct startup s;
	int end = 0;

	if (!script_of_tree(ctx, &s) || s.script.open || s.script.depth != 0)
		return;
	for (size_t i = 0; i < s.script.count && !end; i++) {
		if (cannot_be_run(ctx, out, &s, &s.script.commands[i]))
			return;
		if (script_is_last(&s.script.commands[i]))
			end = s.script.commands[i].file ? 1 : s.script.commands[i].line;
	}
	for (size_t i = 0; i < s.script.inner_count; i++)
		if ((!end || s.script.inner[i].line <= end) &&
		    cannot_be_run(ctx, out, &s, &s.script.inner[i]))
			return;
	reads(ctx, out, s.script.inner, s.script.inner_count);
}
