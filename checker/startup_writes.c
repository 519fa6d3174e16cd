/* Chapter 05: what the startup script wants to write where nothing can be written. */
#include <string.h>

#include "common.h"
#include "kconfig.h"
#include "startup.h"
#include "startup_started.h"

#define READ_ONLY "Read-only file system"
#define NO_FOLDER "No such file or directory"
/* What is started before the prompt has no terminal of its own: /dev/tty. */
#define NO_TERMINAL "No such device or address"

/* Programs that write, and what they say when they cannot, as booted with BusyBox 1.35. */
static const struct writer {
	const char *name;
	enum { EACH, LAST, FIRST, AFTER_FIRST } words; /* those that name what is written */
	bool creates;                                  /* it need not be there yet */
	bool entry;                                    /* its name or mode, not its contents */
	const char *options;                           /* letters that change nothing of that */
	const char *before, *after;                    /* the complaint, around the word */
} writers[] = {
	{"mkdir", EACH, true, true, "p", "mkdir: can't create directory '", "': "},
	{"touch", EACH, true, true, "", "touch: ", ": "},
	{"ln", LAST, true, true, "sf", "ln: ", ": "},
	{"cp", LAST, true, false, "afpr", "cp: can't create '", "': "},
	{"mknod", FIRST, true, true, "m:", "mknod: ", ": "},
	{"mkfifo", EACH, true, true, "m:", "mkfifo: ", ": "},
	{"tee", EACH, true, false, "a", "tee: ", ": "},
	{"mv", EACH, true, true, "f", "mv: can't rename '", "': "},
	{"rm", EACH, false, true, "fr", "rm: can't remove '", "': "},
	{"rmdir", EACH, false, true, "p", "rmdir: '", "': "},
	{"chmod", AFTER_FIRST, false, true, "R", "chmod: ", ": "},
	{"chown", AFTER_FIRST, false, true, "R", "chown: ", ": "},
	{"chgrp", AFTER_FIRST, false, true, "R", "chgrp: ", ": "},
	{"dd", EACH, true, false, "", "dd: can't open '", "': "},
};

/* Why nothing can be written under that name, or NULL: it can, or nobody can tell. */
static const char *refused(const struct place *p, const char *word, bool creates, bool entry)
{
	const struct tree *t = work_tree(p->ctx->work);
	struct bytes config = work_file(p->ctx->work, WORK_KERNEL_CONFIG)->data;
	const char *path = *word ? place_path(p, word) : NULL, *slash;
	const struct node *n = path ? tree_resolve(p->ctx->arena, t, path) : NULL;

	if (!path)
		return NULL;
	if (place_under(path, "proc/sys") && p->mounted)
		return config.size > 0 && !kconfig_yes(config, "PROC_SYSCTL") ? NO_FOLDER : NULL;
	if (n ? !entry && !S_ISREG(n->mode) && !S_ISDIR(n->mode) : !creates)
		return n && S_ISCHR(n->mode) && n->major == 5 && n->minor == 0 ? NO_TERMINAL : NULL;
	path = n ? n->path : place_true_path(p, path);
	slash = path ? strrchr(path, '/') : NULL;
	if (slash && place_fresh(p, say(p->ctx, "%.*s", (int)(slash - path), path)))
		return NO_FOLDER;
	if (!path || place_mounted_over(p, path) || place_under(path, "proc"))
		return NULL;
	n = slash ? tree_resolve(p->ctx->arena, t, say(p->ctx, "%.*s", (int)(slash - path), path))
		: NULL;
	return !slash || n ? READ_ONLY : NO_FOLDER;
}

static const struct writer *writer_of(const struct script_command *c)
{
	for (size_t i = 0; i < sizeof(writers) / sizeof(writers[0]); i++)
		if (strcmp(script_command_name(c), writers[i].name) == 0 && script_called_by_name(c))
			return &writers[i];
	return NULL;
}

/* Is words[i] the name of something that is written? first: the one after the options. */
static bool names_target(const struct writer *w, const struct script_command *c, int first, int i)
{
	switch (w->words) {
	case FIRST: return i == first;
	case AFTER_FIRST: return i > first;
	case LAST: return i > first && i == c->count - 1;
	default: return true;
	}
}

/* The path that a word names: dd's are of=PATH. */
static const char *path_of(const struct writer *w, const char *word)
{
	if (strcmp(w->name, "dd") != 0)
		return word;
	return strncmp(word, "of=", 3) == 0 ? word + 3 : "";
}

/* A folder of the tree that mkdir is to make once more; not when another lies over it by then. */
static bool folder_there(const struct place *p, const char *path)
{
	const struct node *n = tree_resolve(p->ctx->arena, work_tree(p->ctx->work), path);
	const char *slash = n ? strrchr(n->path, '/') : NULL;

	return n && S_ISDIR(n->mode) &&
	       !(slash && place_mounted_over(p, say(p->ctx, "%.*s", (int)(slash - n->path), n->path)));
}

/* From where nothing can be written to where it can: the copy is made, then mv complains. */
static bool moves_out(const struct place *p, const struct writer *w, const struct script_command *c)
{
	return strcmp(w->name, "mv") == 0 && !refused(p, c->words[c->count - 1], true, true);
}

/* What the command would say, or NULL. */
static const char *complaint(const struct place *p, const struct script_command *c)
{
	const struct writer *w = writer_of(c);
	int first;

	if (!w || !startup_operands(c, w->options, &first))
		return NULL;
	for (int i = first; i < c->count; i++) {
		const char *path = path_of(w, c->words[i]), *reason;

		/* mkdir -p makes what is missing above, where something can be made. */
		if (!names_target(w, c, first, i) ||
		    (strcmp(w->name, "mkdir") == 0 && first > 1 && place_mounted_over(p, path)))
			continue;
		/* mkdir -p takes a folder that is there. */
		reason = strcmp(w->name, "mkdir") != 0 || !folder_there(p, path)
			? refused(p, path, w->creates, w->entry) : first == 1 ? "File exists" : NULL;
		if (reason)
			return say(p->ctx, "%s%s%s%s", moves_out(p, w, c) ? "mv: can't remove '" : w->before,
			           path, w->after, reason);
	}
	return NULL;
}

static const char *redirection(const struct place *p, const struct started *s)
{
	const char *target = s->c.target;
	const char *reason = target ? refused(p, target, true, false) : NULL;

	return reason ? say(p->ctx, "%s: can't create %s: %s", s->who, target,
	                    strcmp(reason, NO_FOLDER) == 0 ? "nonexistent directory" : reason) : NULL;
}

const char *startup_writes(const struct place *p, const struct started *s, const char **found)
{
	const struct script_command *c = &s->c;
	const char *says;

	if (!c->certain || !c->plain)
		return NULL;
	says = redirection(p, s);
	*found = says ? say(p->ctx, "%s%s> %s", c->words[0], c->count > 0 ? " " : "", c->target)
	              : say(p->ctx, "%s %s", c->words[0], c->words[1]);
	return says || c->quiet ? says : complaint(p, c);
}

void script_writes(struct ctx *ctx, struct sink *out)
{
	struct started_list list = startup_started(ctx);
	struct place p = {.ctx = ctx, .list = &list};

	for (size_t i = 0; list.sure && i < list.count; i++) {
		const struct started *s = &list.all[i];
		const char *found, *says = startup_writes(&p, s, &found);

		if (says) {
			report(out, &(struct finding){
				.summary = s->line == 0 ? NULL
					: say(ctx, "line %d of inittab writes where nothing can be written", s->line),
				.where = s->where,
				.expected = "a place that can be written: a folder with a tmpfs, like /var/shm",
				.found = found, .at_boot = says, .fix = s->fix});
			return;
		}
		place_passes(&p, s);
	}
}
