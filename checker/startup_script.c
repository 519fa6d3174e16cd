/* Chapter 05: the startup script, etc/init.d/rcS. */
#include <string.h>

#include "common.h"
#include "startup.h"
#include "startup_script.h"
#include "text.h"

bool script_of_tree(struct ctx *ctx, struct startup *s)
{
	s->path = startup_script(ctx, &s->call);
	if (!s->path || !startup_text(ctx, s->path, &s->text))
		return false;
	s->where = say(ctx, "tiny-linux/%s", text_shell(ctx->arena, s->path));
	s->script = startup_script_read(ctx, s->text, s->call.words);
	return true;
}

void script_there(struct ctx *ctx, struct sink *out)
{
	struct startup_call call;
	const char *path = startup_script(ctx, &call);

	if (path && strcmp(path, STARTUP_RCS) == 0)
		startup_there(ctx, out, STARTUP_RCS,
		              "can't run '/etc/init.d/rcS': No such file or directory" NOTHING_MOUNTED);
}

void script_mode(struct ctx *ctx, struct sink *out)
{
	struct startup s;
	const struct node *n;

	if (!script_of_tree(ctx, &s) || s.call.by_shell)
		return;
	n = tree_resolve(ctx->arena, work_tree(ctx->work), s.path);
	if (n->mode & 0111)
		return;
	report(out, &(struct finding){
		.where = s.where, .expected = "mode 744", .found = say(ctx, "mode %03o", n->mode & 0777),
		.at_boot = say(ctx, "can't run '/%s': Permission denied" NOTHING_MOUNTED, s.path),
		.fix = say(ctx, "chmod 744 %s", s.where),
	});
}

/* A line that prints text may hold any character; a comment, too. */
static bool may_hold_anything(struct bytes line)
{
	line = bytes_trim(line);
	return (bytes_has(line, 0, bytes_of("#")) && !bytes_has(line, 0, bytes_of("#!"))) ||
	       bytes_has(line, 0, bytes_of("echo ")) || bytes_has(line, 0, bytes_of("printf "));
}

void script_hidden(struct ctx *ctx, struct sink *out)
{
	struct startup s;
	struct bytes rest, line;
	struct hidden h;
	size_t begin;

	if (!script_of_tree(ctx, &s) || hidden_utf16(s.text))
		return;
	for (rest = s.text; begin = s.text.size - rest.size, bytes_line(&rest, &line, NULL);) {
		if (!hidden_find(line, 0, &h) || may_hold_anything(line) || h.kind == HIDDEN_NUL)
			continue;
		h.offset += begin;
		startup_hidden(ctx, out, s.path, s.text, &h,
		               begin == 0
		                   ? say(ctx, "can't run '/%s', although it is there" NOTHING_MOUNTED,
		                         s.path)
		                          : "the shell says that it does not find a command whose name "
		                            "looks right");
		return;
	}
}

static bool runs_scripts(const struct script *s)
{
	static const char *const shells[] = {"sh", "ash", "hush", "bash"};
	const char *slash = strrchr(s->interpreter, '/'), *base = slash ? slash + 1 : s->interpreter;

	for (size_t i = 0; i < sizeof(shells) / sizeof(shells[0]); i++)
		if (strcmp(base, shells[i]) == 0)
			return true;
	return strcmp(base, "busybox") == 0 && s->argument && strstr(s->argument, "sh");
}

void script_report_first(struct ctx *ctx, struct sink *out, const struct startup *s,
                         const char *summary, const char *error, bool replace)
{
	struct bytes rest = s->text, line = {NULL, 0};

	bytes_line(&rest, &line, NULL);
	report(out, &(struct finding){
		.summary = summary, .where = say(ctx, "%s:1:1", s->where), .expected = "#! /bin/sh",
		.found = s->text.size == 0 ? "an empty file"
			: line.size == 0 ? "an empty line" : arena_copy(ctx->arena, line.at, line.size),
		.at_boot = say(ctx, "can't run '/%s': %s" NOTHING_MOUNTED, s->path, error),
		.fix = s->text.size == 0 || hidden_utf16(s->text) || hidden_binary(s->text)
			? startup_copy(ctx, STARTUP_RCS)
			: say(ctx, "sed -i '1%s#! /bin/sh' %s", replace ? "c\\" : "i\\", s->where),
	});
}

/* A first line that was to be #! /bin/sh, and is not. */
static bool looks_meant(struct bytes text)
{
	struct bytes line;
	size_t at;

	return bytes_line(&text, &line, NULL) &&
	       (bytes_has(line, 0, bytes_of("#!")) || bytes_find(line, 0, bytes_of("bin/sh"), &at));
}

/* BusyBox itself, or a link to it: by its name, rcS, it knows no applet. Any other program may be
 * meant so. */
static bool is_busybox(struct ctx *ctx, const char *path)
{
	enum { PROGRAM_CAP = 8 * 1024 * 1024 };
	const struct tree *t = work_tree(ctx->work);
	const struct node *n = tree_resolve(ctx->arena, t, path);
	struct file f;
	size_t at;

	if (!n || !S_ISREG(n->mode))
		return false;
	f = tree_read(ctx->arena, t, n, PROGRAM_CAP);
	return f.state == FILE_OK && bytes_has(f.data, 0, bytes_of("\x7f" "ELF")) &&
	       bytes_find(f.data, 0, bytes_of("applet not found"), &at);
}

static void report_busybox(struct ctx *ctx, struct sink *out, const char *path, bool by_shell)
{
	const struct node *n = tree_find(work_tree(ctx->work), path);

	report(out, &(struct finding){
		.summary = say(ctx, "%s is BusyBox, not a script", path),
		.where = say(ctx, "tiny-linux/%s", path), .expected = "a text that begins with #! /bin/sh",
		.found = n && n->link ? say(ctx, "a symbolic link to %s", n->link) : "BusyBox's own bytes",
		.at_boot = by_shell ? "syntax error: unexpected \"(\"" NOTHING_MOUNTED
		                    : say(ctx, "%s: applet not found" NOTHING_MOUNTED, strrchr(path, '/') +
		                          1),
		.fix = startup_copy(ctx, path)});
}

void script_first_line(struct ctx *ctx, struct sink *out)
{
	struct startup s;
	struct program p;
	struct startup_call call;
	const char *path = startup_script(ctx, &call);

	if (path && strcmp(path, STARTUP_RCS) == 0 && is_busybox(ctx, path)) {
		report_busybox(ctx, out, path, call.by_shell);
		return;
	}
	if (!script_of_tree(ctx, &s) || s.call.by_shell || bytes_has(s.text, 0, bytes_of("\x7f" "ELF")))
		return;
	if (!s.script.interpreter) {
		/* glibc's execvp() gives such a text to /bin/sh. */
		if (startup_musl(ctx) || hidden_utf16(s.text))
			script_report_first(ctx, out, &s, NULL, "Exec format error", looks_meant(s.text));
		return;
	}
	p = startup_program(ctx, s.script.interpreter, "");
	if (p.state != PROGRAM_GOOD)
		script_report_first(ctx, out, &s,
		             say(ctx, "%s is for %s, which cannot be run here", s.path,
		                 s.script.interpreter),
		             p.state == PROGRAM_ABSENT ? "No such file or directory" : "Permission denied",
		                 true);
	else if (s.script.argument && s.script.argument[0] == '-' && runs_scripts(&s.script) &&
	         (strchr(s.script.argument, 'n') || strpbrk(s.script.argument, " \t")))
		script_report_first(ctx, out, &s, "the first line's option keeps the script from running",
		                    strchr(s.script.argument, ' ') ? "illegal option"
		                                                   : "the shell reads it and runs nothing",
		                    true);
	else if (s.script.argument && s.script.argument[0] != '-' &&
	         !strstr(s.script.interpreter, "busybox"))
		script_report_first(ctx, out, &s,
		                    say(ctx, "the first line of %s has a word too many", s.path),
		             "/bin/sh: can't open that word", true);
	else if (!runs_scripts(&s.script))
		script_report_first(ctx, out, &s, say(ctx, "%s is for %s, which is no shell", s.path,
		                                      s.script.interpreter),
		             "it is not read as a script", true);
}

static void report_syntax(struct ctx *ctx, struct sink *out, const struct startup *s, int line,
                          const char *expected, const char *found, const char *says)
{
	report(out, &(struct finding){
		.where = line > 0 ? say(ctx, "%s:%d", s->where, line) : s->where, .expected = expected,
		.found = found,
		.at_boot = line > 0 && !s->script.open ? say(ctx, "/%s: line %d: %s", s->path, line, says)
		                                       : say(ctx, "the shell says: %s", says),
		.fix = startup_copy(ctx, STARTUP_RCS)});
}

/* "[ -f /x": the last word of [ must be a ]. */
static const struct script_command *not_bracketed(const struct script *s)
{
	for (size_t i = 0; i < s->count; i++) {
		const struct script_command *c = &s->commands[i];

		if (strcmp(c->words[0], "[") == 0 && !c->file && c->certain && !c->quiet &&
		    c->count < SCRIPT_WORDS && strcmp(c->words[c->count - 1], "]") != 0)
			return c;
	}
	return NULL;
}

/* BusyBox's shell/ash.c: raise_error_unexpected_syntax(); coreutils/test.c, test_main(). */
void script_syntax(struct ctx *ctx, struct sink *out)
{
	const struct script_command *c;
	struct startup s;

	if (!script_of_tree(ctx, &s))
		return;
	if (s.script.open)
		report_syntax(ctx, out, &s, s.script.open_line, "the sign that closes it",
		              "a quote or a bracket that nothing closes", "syntax error");
	else if (s.script.stray)
		report_syntax(ctx, out, &s, s.script.stray_line, "a command before it, and each if with "
		              "then and fi, each for and while with do and done", s.script.stray,
		              say(ctx, "syntax error: unexpected \"%s\"", s.script.stray));
	else if (s.script.depth > 0)
		report_syntax(ctx, out, &s, 0, "fi for each if, done for each do, esac for each case",
		              say(ctx, "%d of them without an end", s.script.depth),
		              "syntax error: unexpected end of file");
	else if ((c = not_bracketed(&s.script)))
		report_syntax(ctx, out, &s, c->line, "[ and, after a blank, ] at the end",
		              "a [ without its ]", "sh: missing ]");
}

void startup_line_ends(struct ctx *ctx, struct sink *out)
{
	static const char *const files[] = {STARTUP_INITTAB, STARTUP_FSTAB, STARTUP_RCS};

	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		struct hidden h;
		struct bytes text;

		if (startup_text(ctx, files[i], &text) && !hidden_utf16(text) && hidden_find(text, 0, &h) &&
		    h.kind == HIDDEN_CR)
			startup_hidden(ctx, out, files[i], text, &h, "the same: here they do no harm");
	}
}
