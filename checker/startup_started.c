/* Chapter 05: the commands that run before the prompt. */
#include <string.h>

#include "common.h"
#include "startup_fstab.h"
#include "startup_started.h"
#include "text.h"

#define INITTAB_NAME "tiny-linux/" STARTUP_INITTAB

static void add_one(struct ctx *ctx, struct started_list *list, size_t *room,
                    const struct started *s)
{
	if (list->count == *room) {
		*room = *room ? 2 * *room : 16;
		list->all = arena_grow(ctx->arena, list->all, list->count, *room, sizeof(*s));
	}
	list->all[list->count++] = *s;
}

bool startup_sh_c(const struct script_command *c)
{
	return c->plain && c->count > 2 && strcmp(script_command_name(c), "sh") == 0 &&
	       script_called_by_name(c) && strcmp(c->words[1], "-c") == 0;
}

/* The commands of sh -c "...", too: they run where it runs. */
static void add(struct ctx *ctx, struct started_list *list, size_t *room, const struct started *s)
{
	const struct script_command *outer = &s->c;
	struct started in = *s;
	struct script script;

	add_one(ctx, list, room, s);
	if (!startup_sh_c(outer))
		return;
	script = startup_script_read(ctx, bytes_of(outer->words[2]), outer->count > 3);
	if (script.open || script.stray || script.depth != 0)
		return;
	for (size_t i = 0; i < script.count; i++) {
		in.c = script.commands[i];
		in.c.certain = in.c.certain && outer->certain;
		in.c.silent = in.c.silent || outer->silent;
		in.c.quiet = in.c.quiet || outer->quiet;
		in.c.fed = in.c.fed || outer->fed;
		in.c.background = in.c.background || outer->background;
		in.c.nested = true;
		in.who = "sh";
		add_one(ctx, list, room, &in);
	}
}

const char *script_file(struct ctx *ctx, const struct startup *s, const struct script_command *c)
{
	return c->file ? say(ctx, "tiny-linux/%s", text_shell(ctx->arena, c->file)) : s->where;
}

const char *script_where(struct ctx *ctx, const struct startup *s, const struct script_command *c)
{
	return say(ctx, "%s:%d:%d", script_file(ctx, s, c), c->line, c->column);
}

/* shell/ash.c, ash_vmsg(). */
const char *script_who(struct ctx *ctx, const struct startup *s, const struct script_command *c)
{
	return c->file ? say(ctx, "/%s: /%s: line %d", s->path, c->file, c->line)
	               : say(ctx, "/%s: line %d", s->path, c->line);
}

const char *script_fix(struct ctx *ctx, const struct startup *s, const struct script_command *c)
{
	/* A line that is a part of an if or a loop cannot be taken away alone. */
	if (c->depth > 0 && !c->file && strcmp(s->path, STARTUP_RCS) == 0)
		return startup_copy(ctx, STARTUP_RCS);
	return say(ctx, "sed -i '%ds/^/#/' %s", c->line, script_file(ctx, s, c));
}

/* The commands of a script; who: whom the shell names, NULL: the script and the line. */
static void add_commands(struct ctx *ctx, struct started_list *list, size_t *room,
                         const struct startup *s, const char *who)
{
	if (s->script.open || s->script.stray || s->script.depth != 0)
		return;
	list->sure = list->sure && !s->script.uncertain;
	for (size_t i = 0; i < s->script.count; i++) {
		const struct script_command *c = &s->script.commands[i];

		add(ctx, list, room, &(struct started){
			.c = *c, .where = script_where(ctx, s, c),
			.fix = script_fix(ctx, s, c),
			.who = who ? who : script_who(ctx, s, c),
			.waited_for = !c->background});
		if (script_is_last(c))
			return;
	}
}

static void add_script(struct ctx *ctx, struct started_list *list, size_t *room)
{
	struct startup s;

	if (script_of_tree(ctx, &s))
		add_commands(ctx, list, room, &s, NULL);
}

/* What init makes of a line: words between blanks, or, of one with a shell's signs, the first
 * command. BusyBox 1.35, init/init.c, init_exec(). */
static bool command_of(struct ctx *ctx, const struct judged *j, struct script_command *c)
{
	static const char *const blanks = " \t";
	const char *word = j->entry->command + j->command.dash;

	*c = (struct script_command){.plain = true, .named = true, .certain = true};
	for (size_t i = 0; i < SCRIPT_WORDS; i++)
		c->words[i] = "";
	if (j->command.by_shell) {
		struct script s = startup_script_read(ctx, bytes_of(word), false);

		if (s.open || s.stray || s.depth != 0 || s.count == 0)
			return false;
		*c = s.commands[0];
		return true;
	}
	while (*word && c->count < SCRIPT_WORDS) {
		size_t length = strcspn(word, blanks);

		c->words[c->count++] = say(ctx, "%.*s", (int)length, word);
		word += length + strspn(word + length, blanks);
	}
	return c->count > 0;
}

static void add_line(struct ctx *ctx, struct started_list *list, size_t *room,
                     const struct judged *j)
{
	const struct inittab_entry *e = j->entry;
	struct started s = {
		.where = inittab_where(ctx, e, e->command_column), .line = e->line, .who = "sh",
		.fix = say(ctx, "sed -i '%ds/^/#/' " INITTAB_NAME, e->line),
		.waited_for = e->action == INITTAB_SYSINIT || e->action == INITTAB_WAIT};

	if (j->cause == WORKS && !e->superseded && !inittab_gives_shell(ctx, j) &&
	    command_of(ctx, j, &s.c))
		add(ctx, list, room, &s);
}

static bool runs(const struct judged *j, const char *script)
{
	size_t at;

	return script && j->entry->command &&
	       bytes_find(bytes_of(j->entry->command), 0, bytes_of(script), &at);
}

static struct started_list before_prompt(struct ctx *ctx, size_t *space)
{
	struct started_list list = {.sure = true};
	struct startup_call call;
	bool shell, script_done = false;
	const char *script = startup_script(ctx, &call);
	size_t count, room = 0;
	struct bytes text;
	struct judged *all = inittab_judge(ctx, &text, &count, &shell);

	for (enum inittab_action action = INITTAB_SYSINIT; all && action <= INITTAB_RESPAWN; action++)
		for (size_t i = 0; i < count; i++) {
			if (all[i].entry->fault != INITTAB_GOOD || all[i].entry->action != action)
				continue;
			if (!runs(&all[i], script))
				add_line(ctx, &list, &room, &all[i]);
			else if (!script_done)
				add_script(ctx, &list, &room);
			script_done = script_done || runs(&all[i], script);
		}
	if (!script_done && script)
		add_script(ctx, &list, &room);
	*space = room;
	return list;
}

struct started_list startup_started(struct ctx *ctx)
{
	size_t room;

	return before_prompt(ctx, &room);
}

struct started_list startup_started_and(struct ctx *ctx, const struct startup *profile,
                                        size_t *from)
{
	size_t room;
	struct started_list list = before_prompt(ctx, &room);

	*from = list.count;
	add_commands(ctx, &list, &room, profile, "-/bin/sh");
	return list;
}

bool startup_operands(const struct script_command *c, const char *known, int *first)
{
	for (*first = 1; *first < c->count && c->words[*first][0] == '-' && c->words[*first][1];
	     (*first)++)
		for (const char *p = c->words[*first] + 1; *p; p++) {
			const char *option = *p == ':' ? NULL : strchr(known, *p);

			if (!option)
				return false;
			if (option[1] != ':')
				continue;
			*first += p[1] == '\0';
			break;
		}
	return c->count < SCRIPT_WORDS && *first <= c->count;
}

void place_passes(struct place *p, const struct started *s)
{
	p->mounted = p->mounted || strcmp(script_command_name(&s->c), "mount") == 0;
	p->at++;
	if (strcmp(s->c.words[0], "cd") != 0 || s->c.nested)
		return;
	p->folder = s->c.certain && s->c.plain && s->c.count == 2 && s->c.words[1][0] != '-'
		? place_path(p, s->c.words[1]) : NULL;
	p->moved = p->folder == NULL;
}

const char *place_path(const struct place *p, const char *word)
{
	if (*word == '/')
		return word;
	return p->moved ? NULL : p->folder ? say(p->ctx, "%s/%s", p->folder, word) : word;
}

bool place_fresh(const struct place *p, const char *path)
{
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;

	if (!*name || !p->list->sure || !place_under(path, "var/shm") ||
	    place_under("var/shm", path))
		return false;
	for (size_t i = 0; i < p->at; i++) {
		const struct script_command *c = &p->list->all[i].c;

		if (!c->plain || (c->target && strstr(c->target, name)))
			return false;
		for (int k = 1; k < c->count; k++)
			if (strstr(c->words[k], name))
				return false;
	}
	return p->mounted;
}

bool place_under(const char *path, const char *folder)
{
	size_t length;

	path += strspn(path, "/");
	folder += strspn(folder, "/");
	length = strlen(folder);
	return length > 0 && strncmp(path, folder, length) == 0 &&
	       (path[length] == '/' || path[length] == '\0');
}

bool script_mounts_over(const struct script_command *c, const char *path)
{
	for (int i = 1; strcmp(script_command_name(c), "mount") == 0 && i < c->count; i++)
		if (!c->plain || place_under(path, c->words[i]))
			return true;
	return false;
}

bool place_mounted_over(const struct place *p, const char *path)
{
	struct bytes text;
	struct fstab f;

	if (!p->mounted)
		return false;
	if (fstab_of_tree(p->ctx, &text, &f) && fstab_mounts_over(&f, path))
		return true;
	for (size_t i = 0; i < p->list->count; i++)
		if (script_mounts_over(&p->list->all[i].c, path))
			return true;
	return false;
}

const char *place_true_path(const struct place *p, const char *path)
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
