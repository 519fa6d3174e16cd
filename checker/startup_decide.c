/* Chapter 05: which commands of a script run: if, case, && and || as far as the tree decides them,
 * loops that never end, and functions, eval and . at the place where they are called. */
#include <string.h>

#include "common.h"
#include "startup_outcome.h"
#include "startup_started.h"

/* How deep functions and files may call each other before nothing is said of them any more. */
enum { CALLS = 8 };

/* What becomes of the script, and of the files that it reads. */
struct list {
	struct script_command *kept;
	size_t count, room;
	bool errexit; /* set -e: it ends with a command that fails */
	bool ended;
	bool uncertain;
	int endless_line;
};

/* One text and what is known of it. */
struct decider {
	struct ctx *ctx;
	const struct script *script;
	const char *file; /* that . reads, or NULL: the script itself */
	int at;           /* the script's line that reads it */
	int line;         /* of the "eval" whose words these are, or 0 */
	bool words;       /* it is called with words: "$1" is not empty */
	enum status *status; /* of each of its commands */
	struct list *list;
};

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

/* A loop whose condition is met for ever, and that the script waits for. */
static void note_endless(struct decider *d, const struct script_command *c, enum status s)
{
	bool met = c->until ? s == FAILS : s == SUCCEEDS || s == SHOULD_SUCCEED;

	if (c->loop_line > 0 && met && c->certain && !c->background && d->list->endless_line == 0)
		d->list->endless_line = d->file ? d->at : c->loop_line;
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
		d->status[i] = script_outcome(d->ctx, d->script, c);
	return run;
}

/* The words of "eval", which are a script of their own. */
static bool evaluated(const struct decider *d, const struct script_command *c, struct script *in)
{
	const char *text = "";

	if (!c->plain || strcmp(c->words[0], "eval") != 0 || c->count >= SCRIPT_WORDS)
		return false;
	for (int i = 1; i < c->count; i++)
		text = say(d->ctx, "%s%s ", text, c->words[i]);
	*in = script_read(d->ctx->arena, bytes_of(text));
	return !in->open && !in->stray && in->depth == 0 && !in->path && !*in->functions;
}

/* The file that . or source reads, when nothing in it changes what comes after it: no functions, no
 * PATH. True: *in is its commands. */
static bool sourced(const struct decider *d, const struct script_command *c, struct script *in)
{
	static const char *const read[] = {".", "source", NULL};
	struct bytes text;

	if (!c->plain || !script_listed(c->words[0], read) || c->words[1][0] != '/' ||
	    script_may_mount_over(d->ctx, d->script, c->words[1]) ||
	    !startup_text(d->ctx, c->words[1], &text))
		return false;
	*in = script_read(d->ctx->arena, text);
	return !in->open && !in->stray && in->depth == 0 && !in->path && !*in->functions &&
	       in->inner_count == 0;
}

/* A text, or a function of it, and how far it has been gone through. */
struct frame {
	struct decider *d;
	const char *function;     /* or NULL: what stands outside of functions */
	struct script_command of; /* by which it is called */
	size_t next;
};

/* What a command leads to: the commands of a function, of a file or of its own words. */
static bool follow(struct decider *d, const struct script_command *c, struct frame *into)
{
	struct script *in = arena_alloc(d->ctx->arena, sizeof(*in));
	bool file;

	/* Commands of the text that d is, or of another one. */
	*into = (struct frame){.d = d, .function = c->words[0], .of = *c};
	if (is_function(d->ctx, d->script, c))
		return true;
	file = sourced(d, c, in);
	if (!file && !evaluated(d, c, in))
		return false;
	into->function = NULL;
	into->d = arena_alloc(d->ctx->arena, sizeof(*d));
	*into->d = (struct decider){
		.ctx = d->ctx, .script = in, .list = d->list, .words = true,
		.at = d->file ? d->at : c->line, .line = file ? 0 : c->line,
		.file = file ? c->words[1] + strspn(c->words[1], "/") : d->file,
		.status = arena_alloc(d->ctx->arena, (in->count + 1) * sizeof(*d->status))};
	return true;
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

/* The next command of f; as it runs here: *c. NOT_RUN: it does not run, or belongs elsewhere. */
static enum status step(struct frame *f, struct script_command *c)
{
	const struct script_command *of = &f->of;
	size_t i = f->next++;
	enum status run;

	*c = f->d->script->commands[i];
	if (!in_function(c, f->function) || (run = decide(f->d, i)) == NOT_RUN)
		return NOT_RUN;
	c->file = f->d->file;
	c->line = f->d->line ? f->d->line : c->line;
	c->certain = run == SUCCEEDS && of->certain;
	c->quiet = c->quiet || of->quiet;
	c->silent = c->silent || of->silent;
	c->background = c->background || of->background;
	c->nested = c->nested || of->nested || of->background;
	return run;
}

/* Through the script, and into what it calls, at most CALLS deep. */
static void walk(struct decider *d)
{
	static const char *const run[] = {".", "source", "eval", NULL};
	struct frame frames[CALLS] = {{.d = d, .of = {.certain = true}}};
	struct list *list = d->list;

	for (size_t depth = 1; depth > 0 && list->count < SCRIPT_COMMANDS && !list->ended;) {
		struct frame *f = &frames[depth - 1];
		struct script_command c;
		enum status status;

		if (f->next == f->d->script->count) {
			depth--;
			continue;
		}
		status = step(f, &c);
		if (status == NOT_RUN)
			continue;
		/* "return" ends a function or a file that . reads, not the script. */
		if ((f->function || f->d->file) && strcmp(c.words[0], "return") == 0) {
			depth -= status == SUCCEEDS;
			continue;
		}
		keep(d, &c);
		note_endless(f->d, &c, f->d->status[f->next - 1]);
		look_at_end(f->d, &c, f->next - 1);
		if (depth < CALLS && follow(f->d, &c, &frames[depth]))
			depth++;
		else
			list->uncertain = list->uncertain || script_listed(c.words[0], run);
	}
}

struct script startup_script_read(struct ctx *ctx, struct bytes text, bool words)
{
	struct script s = script_read(ctx->arena, text);
	struct list list = {.errexit = s.argument && has_option(s.argument, 'e')};
	struct decider d = {.ctx = ctx, .script = &s, .list = &list, .words = words};

	if (s.open || s.stray || s.depth != 0 || s.count == 0)
		return s;
	d.status = arena_alloc(ctx->arena, s.count * sizeof(*d.status));
	walk(&d);
	s.commands = list.kept;
	s.count = list.count;
	s.uncertain = list.uncertain;
	s.endless_line = list.endless_line;
	return s;
}
