/* Chapter 05: which commands of a script run: an if and && and || as far as the tree decides them,
 * and functions at the place where they are called. */
#include <string.h>

#include "common.h"
#include "startup_fstab.h"
#include "startup_started.h"

/* How deep functions may call each other before nothing is said of them any more. */
enum { CALLS = 8 };

enum status {
	NOT_RUN,
	SUCCEEDS,
	FAILS,
	SHOULD_SUCCEED, /* it fails only with a complaint, which is another check's matter */
	UNKNOWN
};

/* What becomes of the script, and of the files that it reads. */
struct list {
	struct script_command *kept;
	size_t count, room;
	bool errexit; /* set -e: it ends with a command that fails */
	bool ended;
	bool uncertain;
};

/* One text and what is known of it. */
struct decider {
	struct ctx *ctx;
	const struct script *script;
	const char *file; /* that . reads, or NULL: the script itself */
	bool words;       /* it is called with words: "$1" is not empty */
	enum status *status; /* of each of its commands */
	struct list *list;
};

/* Something may lie over the path by then. */
static bool mounted_over(const struct decider *d, const char *path)
{
	struct bytes text;
	struct fstab f;

	if (startup_text(d->ctx, STARTUP_FSTAB, &text)) {
		f = fstab_read(d->ctx->arena, text, startup_musl(d->ctx));
		if (fstab_mounts_over(&f, path))
			return true;
	}
	for (size_t i = 0; i < d->script->count; i++)
		if (script_mounts_over(&d->script->commands[i], path))
			return true;
	return false;
}

static enum status answer(bool yes)
{
	return yes ? SUCCEEDS : FAILS;
}

/* A folder of the tree that is one, whether something is mounted on it or not. */
static bool folder_anyway(const struct decider *d, const char *path, const struct node *n)
{
	const char *slash = n && S_ISDIR(n->mode) ? strrchr(path, '/') : NULL;

	return slash && !mounted_over(d, say(d->ctx, "%.*s", (int)(slash - path), path));
}

/* "-f /etc/rc.local": what the tree says. The superuser reads everything, and runs what anybody
 * may run. */
static enum status of_file(const struct decider *d, char test, const char *path)
{
	const struct node *n = tree_resolve(d->ctx->arena, work_tree(d->ctx->work), path);

	if (*path != '/' || (mounted_over(d, path) && !folder_anyway(d, path, n)))
		return UNKNOWN;
	switch (test) {
	case 'e':
	case 'r': return answer(n != NULL);
	case 'f': return answer(n && S_ISREG(n->mode));
	case 'd': return answer(n && S_ISDIR(n->mode));
	case 'b': return answer(n && S_ISBLK(n->mode));
	case 'c': return answer(n && S_ISCHR(n->mode));
	case 'p': return answer(n && S_ISFIFO(n->mode));
	case 'x': return answer(n && (S_ISDIR(n->mode) || (n->mode & 0111)));
	default: return UNKNOWN;
	}
}

/* POSIX.1-2017, test: with one, two and three words. */
static enum status of_test(const struct decider *d, const char *const *w, int count)
{
	enum status s = UNKNOWN;
	bool not = count > 1 && strcmp(w[0], "!") == 0;

	if (not) {
		w++;
		count--;
	}
	if (count == 1)
		s = answer(*w[0] != '\0');
	else if (count == 2 && w[0][0] == '-' && strlen(w[0]) == 2)
		s = w[0][1] == 'n' ? answer(*w[1] != '\0') : w[0][1] == 'z' ? answer(*w[1] == '\0')
			: of_file(d, w[0][1], w[1]);
	else if (count == 3 && strcmp(w[1], "=") == 0)
		s = answer(strcmp(w[0], w[2]) == 0);
	else if (count == 3 && strcmp(w[1], "!=") == 0)
		s = answer(strcmp(w[0], w[2]) != 0);
	return !not || s == UNKNOWN ? s : answer(s == FAILS);
}

static enum status outcome(const struct decider *d, const struct script_command *c)
{
	static const char *const yes[] = {"true", ":", NULL};
	static const char *const usual[] = {
		"mount", "echo", "printf", "mkdir", "cd", "hostname", "touch", "cp", "ln", "export", "sync",
		"chmod", "chown", "mknod", "cat", "ls", NULL};
	const char *name = script_command_name(c);
	bool bracket = strcmp(name, "[") == 0, test = bracket || strcmp(name, "test") == 0;

	if (!c->plain || c->background || c->piped || c->input || c->count >= SCRIPT_WORDS)
		return UNKNOWN;
	if (script_listed(name, usual))
		return c->quiet ? UNKNOWN : SHOULD_SUCCEED;
	if (c->target || !script_called_by_name(c))
		return UNKNOWN;
	if (script_listed(name, yes))
		return SUCCEEDS;
	if (strcmp(name, "false") == 0)
		return FAILS;
	if (!test || (bracket && strcmp(c->words[c->count - 1], "]") != 0))
		return UNKNOWN;
	return of_test(d, c->words + 1, c->count - 1 - bracket);
}

static enum status negated(enum status s)
{
	return s == SUCCEEDS || s == FAILS ? answer(s == FAILS) : UNKNOWN;
}

/* SUCCEEDS: it runs; NOT_RUN: it does not. */
static enum status runs(const struct decider *d, const struct script_command *c)
{
	enum status s = c->hang.on < 0 ? SUCCEEDS : d->status[c->hang.on];

	if (s == NOT_RUN)
		return NOT_RUN;
	if (c->hang.unnamed && d->words)
		return UNKNOWN;
	if (c->hang.never)
		return NOT_RUN;
	if (c->hang.on >= 0 && (s == UNKNOWN || (s == SHOULD_SUCCEED && !c->hang.when)))
		return UNKNOWN;
	if (c->hang.on >= 0 && (s == FAILS) == c->hang.when)
		return NOT_RUN;
	return c->hang.would ? SUCCEEDS : UNKNOWN;
}

static bool in_function(const struct script_command *c, const char *function)
{
	return function ? c->function && strcmp(c->function, function) == 0 : !c->function;
}

static bool is_function(struct ctx *ctx, const struct script *s,
                        const struct script_command *c)
{
	return c->count > 0 && c->named && strstr(s->functions, say(ctx, " %s ", c->words[0]));
}

static bool has_option(const char *word, char letter)
{
	return word[0] == '-' && strchr(word, letter);
}

static void keep(struct decider *d, const struct script_command *c)
{
	struct list *list = d->list;

	if (list->count == list->room) {
		list->room = list->room ? 2 * list->room : 16;
		list->kept = arena_grow(d->ctx->arena, list->kept, list->count, list->room, sizeof(*c));
	}
	list->kept[list->count++] = *c;
}

/* POSIX.1-2017, set -e: neither a condition nor what stands before && or || ends the script. */
static bool fails_alone(const struct decider *d, size_t i)
{
	if (d->status[i] != FAILS || d->script->commands[i].negated)
		return false;
	for (size_t k = i + 1; k < d->script->count; k++)
		if (d->script->commands[k].hang.on == (int)i)
			return false;
	return true;
}

/* One command, and what it does to the status that others hang on. */
static enum status decide(struct decider *d, size_t i)
{
	const struct script_command *c = &d->script->commands[i];
	enum status run = runs(d, c);

	if (run == NOT_RUN)
		d->status[i] = c->hang.joined && c->hang.on >= 0 ? d->status[c->hang.on] : NOT_RUN;
	else if (run == UNKNOWN)
		d->status[i] = UNKNOWN;
	else
		d->status[i] = c->negated ? negated(outcome(d, c)) : outcome(d, c);
	return run;
}

/* The file that . or source reads, when nothing in it changes what comes after it: no functions, no
 * PATH. True: *in is its commands. */
static bool sourced(const struct decider *d, const struct script_command *c, struct script *in)
{
	static const char *const read[] = {".", "source", NULL};
	struct bytes text;

	if (!c->plain || !script_listed(c->words[0], read) || c->words[1][0] != '/' ||
	    mounted_over(d, c->words[1]) || !startup_text(d->ctx, c->words[1], &text))
		return false;
	*in = script_read(d->ctx->arena, text);
	return !in->open && !in->stray && in->depth == 0 && !in->path && !*in->functions &&
	       in->inner_count == 0;
}

static void walk(struct decider *d, const char *function, const struct script_command *of,
                 size_t depth);

/* What a command leads to: the commands of a function, or of a file. */
static void follow(struct decider *d, const struct script_command *c, size_t depth)
{
	static const char *const run[] = {".", "source", "eval", NULL};
	struct script in;

	if (depth < CALLS && is_function(d->ctx, d->script, c)) {
		walk(d, c->words[0], c, depth + 1);
	} else if (depth < CALLS && sourced(d, c, &in)) {
		struct decider file = {
			.ctx = d->ctx, .script = &in, .list = d->list, .words = true,
			.file = c->words[1] + strspn(c->words[1], "/"),
			.status = arena_grow(d->ctx->arena, NULL, 0, in.count, sizeof(*d->status))};

		walk(&file, NULL, c, depth + 1);
	} else if (script_listed(c->words[0], run)) {
		d->list->uncertain = true;
	}
}

/* What set -e makes of a command that has run. */
static void look_at_end(struct decider *d, const struct script_command *c, size_t i)
{
	struct list *list = d->list;

	if (!c->certain || c->nested)
		return;
	list->ended = list->ended || (list->errexit && fails_alone(d, i));
	list->errexit = list->errexit ||
	                (strcmp(c->words[0], "set") == 0 && has_option(c->words[1], 'e'));
}

/* The commands of a function, or with NULL those of the script itself; of: how it is called.
 * depth: how many calls lead there, at most CALLS. */
static void walk(struct decider *d, const char *function, const struct script_command *of,
                 size_t depth)
{
	for (size_t i = 0; i < d->script->count && d->list->count < SCRIPT_COMMANDS && !d->list->ended;
	     i++) {
		struct script_command c = d->script->commands[i];
		enum status run;

		if (!in_function(&c, function) || (run = decide(d, i)) == NOT_RUN)
			continue;
		c.file = d->file;
		c.certain = run == SUCCEEDS && of->certain;
		c.quiet = c.quiet || of->quiet;
		c.silent = c.silent || of->silent;
		c.background = c.background || of->background;
		c.nested = c.nested || of->nested || of->background;
		if ((function || d->file) && strcmp(c.words[0], "return") == 0) {
			if (run == SUCCEEDS)
				return;
			continue;
		}
		keep(d, &c);
		follow(d, &c, depth);
		look_at_end(d, &c, i);
	}
}

struct script startup_script_read(struct ctx *ctx, struct bytes text, bool words)
{
	struct script s = script_read(ctx->arena, text);
	struct list list = {.errexit = s.argument && has_option(s.argument, 'e')};
	struct decider d = {.ctx = ctx, .script = &s, .list = &list, .words = words};
	const struct script_command whole = {.certain = true};

	if (s.open || s.stray || s.depth != 0 || s.count == 0)
		return s;
	d.status = arena_grow(ctx->arena, NULL, 0, s.count, sizeof(*d.status));
	walk(&d, NULL, &whole, 0);
	s.commands = list.kept;
	s.count = list.count;
	s.uncertain = list.uncertain;
	return s;
}
