/* Chapter 05: what the startup script and inittab write on the screen. */
#include <ctype.h>
#include <string.h>

#include "common.h"
#include "startup.h"
#include "startup_ends.h"
#include "startup_started.h"

#define NO_LINE "no line on the screen but the book's"
#define ITS_WORDS "its words above \"Please press Enter\"; the smoke test names them"

/* A text that printf or echo -e writes, without what only moves the cursor or clears the screen. */
static bool visible(const char *text, bool escapes)
{
	while (*text) {
		if (escapes && text[0] == '\\') {
			size_t codes = strncmp(text, "\\033", 4) == 0 || strncmp(text, "\\x1b", 4) == 0 ? 4
				: strncmp(text, "\\e", 2) == 0 ? 2 : 0;
			text += codes ? codes : 1 + (text[1] != '\0');
			if (codes && *text == '[')
				text += 1 + strspn(text + 1, "0123456789;?");
			text += codes && *text;
		} else if (isspace((unsigned char)*text++) == 0) {
			return true;
		}
	}
	return false;
}

static bool prints(const struct script_command *c)
{
	bool format = strcmp(script_command_name(c), "printf") == 0, escapes = format;
	int i = 1;

	if (!c->plain)
		return true;
	while (!format && i < c->count && c->words[i][0] == '-' && c->words[i][1] &&
	       strspn(c->words[i] + 1, "neE") == strlen(c->words[i] + 1))
		escapes = escapes || strchr(c->words[i++], 'e');
	if (format && c->count == 2 && c->words[1][0] == '%')
		return false;
	for (; i < c->count; i++)
		if (visible(c->words[i], escapes))
			return true;
	return false;
}

static bool sets(const struct script_command *c, bool last)
{
	const char *word = c->words[1];

	if (c->count == 1 || (c->count == 2 && (strcmp(word, "-o") == 0 || strcmp(word, "+o") == 0)))
		return true;
	/* set -x, set -v show what comes after it. */
	return word[0] == '-' && strpbrk(word, "xv") && !last;
}

/* Commands that write on the screen whatever happens, as they are called here. */
static bool speaks(const struct script_command *c, bool last)
{
	static const char *const always[] = {
		"ls", "ps", "free", "df", "uname", "id", "pwd", "uptime", "env", "whoami", "du", "date",
		"help", "times", "tty", "logname", "hostid", "find", "mktemp", "mkswap",
		NULL};
	static const char *const filters[] = {"cat", "head", "tail", "more", NULL};
	static const char *const alone[] = {
		"mount", "hostname", "set", "umask", "export", "readonly", "alias", NULL};
	const char *name = script_command_name(c);

	if (strcmp(name, "echo") == 0 || strcmp(name, "printf") == 0)
		return prints(c);
	if (script_listed(name, filters))
		return !c->piped && !(c->input && strcmp(c->input, "/dev/null") == 0);
	if (strcmp(name, "tee") == 0)
		return c->input && strcmp(c->input, "/dev/null") != 0;
	if (strcmp(name, "sed") == 0)
		return c->count > 2 && c->words[1][0] != '-' && !c->piped;
	if (strcmp(name, "set") == 0)
		return sets(c, last);
	if (strcmp(name, "ulimit") == 0)
		return c->count == 1 || (c->count == 2 && strcmp(c->words[1], "-a") == 0);
	if (strcmp(name, "dmesg") == 0)
		return strcspn(c->words[1], "n") == strlen(c->words[1]);
	return script_listed(name, always) || (script_listed(name, alone) && c->count == 1);
}

/* Commands that complain as they are called here: without a word that they need, or of what this
 * disk does not have. As seen with BusyBox 1.35. */
static bool complains(const struct script_command *c)
{
	static const char *const always[] = {
		"init", "linuxrc", "local", "lsmod", "insmod", "fsck.minix", "mkfs.minix", NULL};
	/* Nothing here can be swapped on; "-a" looks into fstab. */
	static const char *const named[] = {"swapon", "swapoff", NULL};
	static const char *const needy[] = {
		"mkdir", "rmdir", "touch", "ln", "cp", "mv", "rm", "chmod", "chown", "chgrp", "mknod",
		"mkfifo", "kill", "killall", "chroot", "basename", "dirname", "rmmod", "grep",
		"umount", "chvt", NULL};
	const char *name = script_command_name(c);

	if (c->quiet)
		return false;
	if (strcmp(name, "dd") == 0 || (strcmp(name, "syslogd") == 0 && strcmp(c->words[1], "-n") == 0))
		return true;
	return script_listed(name, always) || (script_listed(name, needy) && c->count == 1) ||
	       (script_listed(name, named) && c->words[1][0] != '-');
}

/* umount -a reads /proc/mounts. */
static bool lists_mounts(const struct script_command *c)
{
	return strcmp(script_command_name(c), "umount") == 0 && c->words[1][0] == '-' &&
	       strchr(c->words[1], 'a');
}

/* Or what the command before it writes into it. */
bool startup_speaks(const struct place *p, size_t i)
{
	const struct started_list *list = p->list;
	const struct script_command *c = &list->all[i].c;
	struct started loud = list->all[i];
	const char *file;
	static const char *const through[] = {"cat", "head", "tail", "sort", "tee", "more", NULL};

	if (!c->certain || startup_reads_keyboard(c))
		return false;
	if (complains(c) || (!c->quiet && !p->mounted && lists_mounts(c)))
		return true;
	if (c->piped && i > 0 && !c->silent && script_listed(script_command_name(c), through))
		return speaks(&list->all[i - 1].c, false);
	/* "ls /none 2>/dev/null" */
	loud.c.quiet = false;
	if (c->quiet && startup_reads(p, &loud, &file))
		return false;
	if (!c->silent && strcmp(c->words[1], "-q") != 0 && script_grep(p->ctx, c) == 1)
		return true;
	return !c->silent && speaks(c, i + 1 == list->count);
}

static void report_words(struct ctx *ctx, struct sink *out, const struct started *s)
{
	const char *second = s->c.words[1];

	report(out, &(struct finding){
		.summary = s->line == 0 ? NULL
			: say(ctx, "line %d of inittab writes on the screen", s->line),
		.where = s->where, .expected = NO_LINE,
		.found = say(ctx, "%s%s%s", s->c.words[0], *second ? " " : "", second),
		.at_boot = ITS_WORDS, .fix = s->fix});
}

void script_speaks(struct ctx *ctx, struct sink *out)
{
	struct started_list list = startup_started(ctx);
	struct place p = {.ctx = ctx, .list = &list};
	bool script = false, line = false;
	struct startup s;

	if (script_of_tree(ctx, &s) && s.script.argument && s.script.argument[0] == '-' &&
	    strpbrk(s.script.argument, "xv"))
		script_report_first(ctx, out, &s, "the startup script shows each command that it runs",
		                    "it is run", true);
	for (size_t i = 0; i < list.count; i++) {
		bool *said = list.all[i].line > 0 ? &line : &script;

		if (!*said && startup_speaks(&p, i)) {
			report_words(ctx, out, &list.all[i]);
			*said = true;
		}
		place_passes(&p, &list.all[i]);
	}
}
