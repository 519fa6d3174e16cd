/* Chapter 05: what the startup script does: the commands it calls. */
#include <string.h>

#include "common.h"
#include "expected.h"
#include "nearest.h"
#include "startup.h"
#include "startup_script.h"
#include "text.h"

const char *script_command_name(const struct script_command *c)
{
	const char *word = c->words[0], *slash;

	if ((strcmp(word, "exec") == 0 || strcmp(word, "command") == 0 ||
	     strcmp(word, "busybox") == 0) &&
	    c->words[1][0] != '-')
		word = c->words[1];
	slash = strrchr(word, '/');
	return slash ? slash + 1 : word;
}

bool script_listed(const char *word, const char *const *list)
{
	for (; *list; list++)
		if (strcmp(word, *list) == 0)
			return true;
	return false;
}

bool script_is_last(const struct script_command *c)
{
	return c->certain && (strcmp(c->words[0], "exit") == 0 ||
	                      (strcmp(c->words[0], "exec") == 0 && c->count > 1));
}

static void report_end(struct ctx *ctx, struct sink *out, const struct startup *s, int line,
                       const char *found, const char *at_boot)
{
	report(out, &(struct finding){
		.where = say(ctx, "%s:%d", s->where, line), .expected = "a script that comes to its end",
		.found = found, .at_boot = at_boot,
		.fix = say(ctx, "sed -i '%ds/^/#/' %s", line, s->where),
	});
}

void script_ends(struct ctx *ctx, struct sink *out)
{
	static const char *const stops[] = {"reboot", "halt", "poweroff", NULL};
	struct startup s;

	if (!script_of_tree(ctx, &s))
		return;
	if (s.script.endless_line > 0) {
		report(out, &(struct finding){
			.summary = "a loop of the startup script never ends",
			.where = say(ctx, "%s:%d", s.where, s.script.endless_line),
			.expected = "a loop that ends, or one that runs in the background: done &",
			.found = "a loop that nothing leaves",
			.at_boot = "init started: BusyBox, and then nothing",
			.fix = startup_copy(ctx, STARTUP_RCS)});
		return;
	}
	for (size_t i = 0; i < s.script.count; i++) {
		const struct script_command *c = &s.script.commands[i];

		if (c->certain && script_listed(script_command_name(c), stops) && !c->background) {
			report_end(ctx, out, &s, c->line, c->words[0],
			           "the machine stops, or starts over again and again; no prompt");
			return;
		}
		if (script_is_last(c))
			return;
	}
}

void script_waits(struct ctx *ctx, struct sink *out)
{
	static const char *const shells[] = {"sh", "ash", NULL};
	static const char *const readers[] = {"read", "vi", NULL};
	struct startup s;

	if (!script_of_tree(ctx, &s))
		return;
	for (size_t i = 0; i < s.script.count; i++) {
		const struct script_command *c = &s.script.commands[i];
		const char *name = script_command_name(c);
		/* "sh" and "exec /bin/sh", without a file to read. */
		bool shell = script_listed(name, shells) && c->count == 1 +
			(strcmp(c->words[0], "exec") == 0);

		if (!c->certain || c->background || (!shell && !script_listed(name, readers))) {
			if (script_is_last(c))
				return;
			continue;
		}
		report_end(ctx, out, &s, c->line, c->words[0],
		           shell
		               ? "a prompt of the script's own, without \"Please press Enter\" and without "
		                   "job control"
		                 : "init waits for a key that nobody asked to press");
		return;
	}
}

static bool builtin(struct ctx *ctx, const struct script *s, const char *name)
{
	/* shell/ash.c, builtintab[] */
	static const char *const names[] = {
		".", ":", "[", "[[", "alias", "bg", "break", "cd", "chdir", "command", "continue", "echo",
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

	return say(ctx, "/%s: line %d: %s: %s", s->path, c->line, word, what);
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
		.where = say(ctx, "%s:%d:%d", s->where, c->line, c->column),
		.expected = near ? say(ctx, "a program of the tree, perhaps %s", near)
			: "a program of the tree",
		.found = startup_program_words(ctx, p),
		.at_boot = complaint(ctx, s, c, word, p),
		.fix = p->state == PROGRAM_NOT_EXECUTABLE
			? say(ctx, "chmod 755 tiny-linux/%s", text_shell(ctx->arena, p->node->disk_path))
			: near && strcmp(near, "mount") == 0
			? say(ctx, "sed -i '%dc\\mount -a' %s", c->line, s->where)
			: say(ctx, "sed -i '%ds/^/#/' %s", c->line, s->where),
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
	const char *path = s->script.path ? s->script.path : STARTUP_PATH, *word;
	struct program p;
	bool file;

	word = script_command_needs(ctx, &s->script, c, &file);
	if (!c->certain || !c->plain || c->quiet || !word || (!strchr(word, '/') && !*path))
		return false;
	p = startup_program(ctx, word, path);
	if (file && p.state == PROGRAM_NOT_EXECUTABLE)
		p.state = PROGRAM_GOOD;
	if (p.state == PROGRAM_ABSENT && s->script.path && !strchr(word, '/') &&
	    startup_program(ctx, word, STARTUP_PATH).state == PROGRAM_GOOD) {
		report_path(ctx, out, s, c, &p);
		return true;
	}
	/* A shell reads a text without #! itself. */
	if (p.state != PROGRAM_GOOD && p.state != PROGRAM_NO_FIRST_LINE)
		report_command(ctx, out, s, c, word, &p);
	return false;
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
		end = script_is_last(&s.script.commands[i]) ? s.script.commands[i].line : 0;
	}
	for (size_t i = 0; i < s.script.inner_count; i++)
		if ((!end || s.script.inner[i].line <= end) &&
		    cannot_be_run(ctx, out, &s, &s.script.inner[i]))
			return;
}

/* Letters of mount's options, up to the first word that is none. */
static bool has_option(const struct script_command *c, char letter)
{
	/* OPTION_STR in util-linux/mount.c; a letter that it does not have ends mount at once. */
	static const char known[] = "-otrwanfvsiO";
	bool there = false;

	for (int i = 1; i < c->count; i++) {
		if (c->words[i][0] != '-' || c->words[i][1] == '-')
			continue;
		if (strspn(c->words[i], known) != strlen(c->words[i]))
			return false;
		there = there || strchr(c->words[i], letter);
	}
	return there;
}

static bool names_place(const struct script_command *c, const char *place)
{
	for (int i = 1; i < c->count; i++)
		if (strcmp(c->words[i], place) == 0)
			return true;
	return false;
}

struct mounts {
	bool all, proc, shm, maybe, undone;
	const struct script_command *last; /* a mount that does neither, or the umount */
};

static struct mounts look_for_mounts(const struct startup *s)
{
	struct mounts m = {.maybe = s->script.uncertain};

	for (size_t i = 0; i < s->script.count; i++) {
		const struct script_command *c = &s->script.commands[i];
		bool script = strncmp(c->words[0], "/etc/", 5) == 0 ||
			strcmp(script_command_name(c), "sh") == 0;

		if (strcmp(script_command_name(c), "umount") == 0 && c->certain && has_option(c, 'a')) {
			m.undone = true;
			m.last = c;
		}
		if (strcmp(script_command_name(c), "mount") != 0) {
			m.maybe = m.maybe || script || !c->plain;
		} else {
			m.maybe = m.maybe || !c->certain || !c->plain;
			m.all = m.all || (has_option(c, 'a') && !has_option(c, 't'));
			m.proc = m.proc || names_place(c, "/proc");
			m.shm = m.shm || names_place(c, "/var/shm");
			m.maybe = m.maybe ||
				(has_option(c, 'a') && has_option(c, 't') && names_place(c, "proc,tmpfs"));
			m.undone = false;
			m.last = c;
		}
		if (script_is_last(c))
			break;
	}
	return m;
}

void script_mounts(struct ctx *ctx, struct sink *out)
{
	struct startup s;
	struct mounts m;
	struct finding f = {.expected = "a line mount -a"};

	if (!script_of_tree(ctx, &s) || s.script.open || s.script.depth != 0)
		return;
	m = look_for_mounts(&s);
	if (m.maybe || (!m.undone && (m.all || (m.proc && m.shm))))
		return;
	f.where = m.last ? say(ctx, "%s:%d:%d", s.where, m.last->line, m.last->column) : s.where;
	f.found = m.undone ? "umount -a after it"
		: !m.last ? "no mount" : m.proc ? "a mount of /proc alone" : m.shm
			? "a mount of /var/shm alone"
		: say(ctx, "%s %s", m.last->words[0], m.last->words[1]);
	f.at_boot = "a prompt, but ps is empty, and mount says no /proc/mounts";
	if (!m.undone && m.proc)
		f.at_boot = "mount shows /proc and no /var/shm";
	else if (!m.undone && m.shm)
		f.at_boot = "ps is empty, and mount says no /proc/mounts";
	f.fix = m.last
		? say(ctx, "sed -i '%d%s' %s", m.last->line, m.undone ? "s/^/#/" : "c\\mount -a", s.where)
	               : say(ctx, "sed -i '1a\\mount -a' %s", s.where);
	report(out, &f);
}

bool script_uses_fstab(struct ctx *ctx)
{
	struct startup s;
	struct bytes text;
	struct mounts m;
	size_t at;

	if (startup_text(ctx, STARTUP_INITTAB, &text) && bytes_find(text, 0, bytes_of("mount -a"), &at))
		return true;
	if (!script_of_tree(ctx, &s))
		return true;
	m = look_for_mounts(&s);
	if (m.all || m.maybe || !m.last)
		return true;
	for (size_t i = 0; i < s.script.count; i++)
		if (strcmp(script_command_name(&s.script.commands[i]), "mount") == 0 &&
		    s.script.commands[i].count == 2)
			return true;
	return false;
}
