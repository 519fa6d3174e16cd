/* Chapter 05: what the startup script wants to write where nothing can be written. */
#include <string.h>

#include "common.h"
#include "kconfig.h"
#include "startup.h"
#include "startup_fstab.h"
#include "startup_script.h"

#define READ_ONLY "Read-only file system"
#define NO_FOLDER "No such file or directory"

/* Programs that write, and what they say when they cannot, as booted with BusyBox 1.35. */
static const struct writer {
	const char *name;
	enum { EACH, LAST, FIRST, AFTER_FIRST } words; /* those that name what is written */
	bool creates;                                  /* it need not be there yet */
	const char *options;                           /* letters that change nothing of that */
	const char *before, *after;                    /* the complaint, around the word */
} writers[] = {
	{"mkdir", EACH, true, "p", "mkdir: can't create directory '", "': "},
	{"touch", EACH, true, "", "touch: ", ": "},
	{"ln", LAST, true, "sf", "ln: ", ": "},
	{"cp", LAST, true, "afp", "cp: can't create '", "': "},
	{"mknod", FIRST, true, "", "mknod: ", ": "},
	{"rm", EACH, false, "fr", "rm: can't remove '", "': "},
	{"chmod", AFTER_FIRST, false, "", "chmod: ", ": "},
};

/* The script up to some command. */
struct place {
	struct ctx *ctx;
	const struct startup *startup;
	bool mounted; /* a mount has been run */
	bool moved;   /* "cd": a path without a slash in front is anybody's guess */
};

static bool under(const char *path, const char *folder)
{
	size_t length;

	path += strspn(path, "/");
	folder += strspn(folder, "/");
	length = strlen(folder);
	return length > 0 && strncmp(path, folder, length) == 0 &&
	       (path[length] == '/' || path[length] == '\0');
}

/* Something is mounted there by then, or may be: fstab's second fields, the script's mounts. */
static bool mounted_over(const struct place *p, const char *path)
{
	const struct script *s = &p->startup->script;
	struct bytes text;
	struct fstab f;

	if (!p->mounted)
		return false;
	if (fstab_of_tree(p->ctx, &text, &f))
		for (size_t i = 0; i < f.count; i++)
			if (fstab_counts(&f.lines[i]) && under(path, f.lines[i].where.text))
				return true;
	for (size_t i = 0; i < s->count; i++)
		for (int k = 1; strcmp(script_command_name(&s->commands[i]), "mount") == 0 &&
		                k < s->commands[i].count; k++)
			if (!s->commands[i].plain || under(path, s->commands[i].words[k]))
				return true;
	return false;
}

/* The path as the tree has it, links of its folder followed; NULL when a link's end is not there.
 * */
static const char *true_path(const struct place *p, const char *path)
{
	const struct tree *t = work_tree(p->ctx->work);
	const char *slash = strrchr(path, '/');
	const char *folder = slash ? say(p->ctx, "%.*s", (int)(slash - path), path) : "";
	const struct node *n = tree_resolve(p->ctx->arena, t, folder);

	if (n && S_ISDIR(n->mode))
		return say(p->ctx, "%s%s%s", n->path, *n->path ? "/" : "", slash ? slash + 1 : path);
	for (const char *end = folder; (end = strchr(end + 1, '/')) != NULL;)
		if ((n = tree_find(t, say(p->ctx, "%.*s", (int)(end - folder), folder))) && n->link)
			return NULL;
	return path;
}

/* Why nothing can be written under that name, or NULL: it can, or nobody can tell. */
static const char *refused(const struct place *p, const char *path, bool creates)
{
	const struct tree *t = work_tree(p->ctx->work);
	struct bytes config = work_file(p->ctx->work, WORK_KERNEL_CONFIG)->data;
	const struct node *n = tree_resolve(p->ctx->arena, t, path);
	const char *slash;

	if (!*path || (*path != '/' && p->moved))
		return NULL;
	if (under(path, "proc/sys") && p->mounted)
		return config.size > 0 && !kconfig_yes(config, "PROC_SYSCTL") ? NO_FOLDER : NULL;
	if (n ? !S_ISREG(n->mode) && !S_ISDIR(n->mode) : !creates)
		return NULL;
	path = n ? n->path : true_path(p, path);
	if (!path || mounted_over(p, path) || under(path, "proc"))
		return NULL;
	slash = strrchr(path, '/');
	n = slash ? tree_resolve(p->ctx->arena, t, say(p->ctx, "%.*s", (int)(slash - path), path))
		: NULL;
	return !slash || n ? READ_ONLY : NO_FOLDER;
}

static const struct writer *writer_of(const struct script_command *c)
{
	for (size_t i = 0; i < sizeof(writers) / sizeof(writers[0]); i++)
		if (strcmp(script_command_name(c), writers[i].name) == 0 &&
		    strcmp(c->words[0], "exec") != 0 && strcmp(c->words[0], "busybox") != 0)
			return &writers[i];
	return NULL;
}

/* The words after the options, from words[*first]; false: an option that changes more. */
static bool after_options(const struct writer *w, const struct script_command *c, int *first)
{
	for (*first = 1; *first < c->count && c->words[*first][0] == '-'; (*first)++)
		if (strspn(c->words[*first] + 1, w->options) != strlen(c->words[*first] + 1))
			return false;
	return c->count < SCRIPT_WORDS;
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

/* What the command would say, or NULL. */
static const char *complaint(const struct place *p, const struct script_command *c)
{
	const struct writer *w = writer_of(c);
	const struct tree *t = work_tree(p->ctx->work);
	int first;

	if (!w || !after_options(w, c, &first))
		return NULL;
	for (int i = first; i < c->count; i++) {
		const struct node *n = tree_resolve(p->ctx->arena, t, c->words[i]);
		bool makes_folder = strcmp(w->name, "mkdir") == 0 && n && S_ISDIR(n->mode);
		const char *reason;

		if (!names_target(w, c, first, i))
			continue;
		/* mkdir -p takes a folder that is there. */
		reason = !makes_folder ? refused(p, c->words[i], w->creates)
		         : first == 1 ? "File exists" : NULL;
		if (reason)
			return say(p->ctx, "%s%s%s%s", w->before, c->words[i], w->after, reason);
	}
	return NULL;
}

static const char *redirection(const struct place *p, const struct script_command *c)
{
	const char *reason = c->target ? refused(p, c->target, true) : NULL;

	return reason
		? say(p->ctx, "/%s: line %d: can't create %s: %s", p->startup->path, c->line, c->target,
	                    strcmp(reason, NO_FOLDER) == 0 ? "nonexistent directory" : reason) : NULL;
}

/* What the screen would show of this command, or NULL. *found: the words that are to blame. */
static const char *looked_at(const struct place *p, const struct script_command *c,
                             const char **found)
{
	const char *says;

	if (!c->certain || !c->plain)
		return NULL;
	says = redirection(p, c);
	*found = says ? say(p->ctx, "%s%s> %s", c->words[0], c->count > 0 ? " " : "", c->target)
	              : say(p->ctx, "%s %s", c->words[0], c->words[1]);
	return says || c->quiet ? says : complaint(p, c);
}

void script_writes(struct ctx *ctx, struct sink *out)
{
	struct startup s;
	struct place p = {.ctx = ctx, .startup = &s};
	struct bytes text;
	size_t at;

	if (!script_of_tree(ctx, &s) || s.script.open || s.script.depth != 0 || s.script.uncertain)
		return;
	p.mounted = startup_text(ctx, STARTUP_INITTAB, &text) &&
	            bytes_find(text, 0, bytes_of("mount"), &at);
	for (size_t i = 0; i < s.script.count; i++) {
		const struct script_command *c = &s.script.commands[i];
		const char *found, *says = looked_at(&p, c, &found);

		if (says) {
			report(out, &(struct finding){
				.where = say(ctx, "%s:%d:%d", s.where, c->line, c->column),
				.expected = "a place that can be written: a folder with a tmpfs, like /var/shm",
				.found = found, .at_boot = says,
				.fix = say(ctx, "sed -i '%ds/^/#/' %s", c->line, s.where)});
			return;
		}
		p.mounted = p.mounted || strcmp(script_command_name(c), "mount") == 0;
		p.moved = p.moved || strcmp(c->words[0], "cd") == 0;
		if (script_is_last(c))
			return;
	}
}
