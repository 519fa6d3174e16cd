#include <string.h>

#include "script_reader.h"

static struct block *top(struct reader *r)
{
	return r->s->depth > 0 && r->s->depth <= SCRIPT_NESTING ? &r->blocks[r->s->depth - 1] : NULL;
}

static bool top_is(const struct reader *r, enum block_kind kind)
{
	return r->s->depth > 0 && r->s->depth <= SCRIPT_NESTING &&
	       r->blocks[r->s->depth - 1].kind == kind;
}

bool blocks_sure(const struct reader *r)
{
	if (r->after_list || r->s->depth < 0 || r->s->depth > SCRIPT_NESTING)
		return false;
	return r->s->depth == 0 || r->blocks[r->s->depth - 1].sure;
}

struct script_hang blocks_hang(const struct reader *r)
{
	struct script_hang h = {.on = -1, .would = r->s->depth == 0};

	if (r->s->depth > 0 && r->s->depth <= SCRIPT_NESTING)
		h = r->blocks[r->s->depth - 1].hang;
	if (!r->after_list)
		return h;
	if (r->joint.on < 0) {
		h.would = false;
		return h;
	}
	h.on = r->joint.on;
	h.when = r->joint.when;
	h.joined = true;
	return h;
}

const char *blocks_function(const struct reader *r)
{
	return r->s->depth > 0 && r->s->depth <= SCRIPT_NESTING
		? r->blocks[r->s->depth - 1].function : NULL;
}

bool blocks_subshell(const struct reader *r)
{
	for (int i = 0; i < r->s->depth && i < SCRIPT_NESTING; i++)
		if (r->blocks[i].kind == BLOCK_SHELL)
			return true;
	return false;
}

bool blocks_in_case(const struct reader *r)
{
	return top_is(r, BLOCK_CASE);
}

bool blocks_fed(const struct reader *r)
{
	return r->piped || (r->s->depth > 0 && (r->s->depth > SCRIPT_NESTING ||
	                                        r->blocks[r->s->depth - 1].fed));
}

void blocks_stray(struct reader *r, const char *word, int line)
{
	if (r->s->stray)
		return;
	r->s->stray = word;
	r->s->stray_line = line;
}

/* Commands must follow: after then, do, else, {, ( and the like. */
static void expect_commands(struct reader *r)
{
	r->some = r->complete = r->pending = r->closed = r->after_list = r->piped = false;
	r->negated = false;
	r->ended = -1;
}

void blocks_open(struct reader *r, enum block_kind kind)
{
	static const bool runs[] = {[BLOCK_IF] = true, [BLOCK_BRACE] = true, [BLOCK_SHELL] = true};
	struct block b = {.kind = kind, .fed = blocks_fed(r), .first = r->s->count,
	                  .outer = blocks_hang(r), .condition = -1, .function = blocks_function(r)};
	bool run = kind < sizeof(runs) / sizeof(runs[0]) && runs[kind];

	b.sure = run && blocks_sure(r) && !r->function;
	if (r->function) {
		b.outer = (struct script_hang){.on = -1, .would = true};
		b.function = r->function;
	}
	b.hang = b.outer;
	b.hang.would = run && b.outer.would;
	r->function = NULL;
	if (r->closed)
		blocks_stray(r, kind == BLOCK_SHELL ? "(" : "a word", r->lexer.line);
	if (r->s->depth >= 0 && r->s->depth < SCRIPT_NESTING)
		r->blocks[r->s->depth] = b;
	r->s->depth++;
	expect_commands(r);
}

/* A loop that nothing but its condition ends. */
static void note_loop(struct reader *r, const struct block *b)
{
	struct script_command *c;

	if (b->kind != BLOCK_DO || b->line == 0 || b->left || b->condition < 0)
		return;
	c = &r->s->commands[b->condition];
	c->loop_line = b->line;
	c->until = b->until;
}

static void close(struct reader *r)
{
	const struct block *b = top(r);

	r->last = b ? *b : (struct block){.first = r->s->count};
	r->s->depth--;
	note_loop(r, &r->last);
	r->closed = r->some = r->complete = true;
	r->ended = -1;
}

/* A word that ends a block: it must be the one of the block that is open, and not end nothing. */
static void close_as(struct reader *r, const struct token *t, enum block_kind a, enum block_kind b)
{
	if ((!top_is(r, a) && !top_is(r, b)) || !r->some)
		blocks_stray(r, t->text, t->line);
	close(r);
}

void blocks_close_shell(struct reader *r, const struct token *t)
{
	struct token named = *t;

	named.text = ")";
	close_as(r, &named, BLOCK_SHELL, BLOCK_SHELL);
}

/* 2.9.4.3 Case: the commands after the first pattern that is met run. */
static void take(struct block *b, bool met, bool known)
{
	b->hang = b->outer;
	b->hang.unnamed = b->outer.unnamed || b->positional;
	b->hang.never = b->taken == TAKEN || (known && !met);
	b->hang.would = b->outer.would && b->taken == UNTAKEN && known && met;
	if (met && known)
		b->taken = b->taken == UNTAKEN ? TAKEN : b->taken;
	else if (!known && b->taken == UNTAKEN)
		b->taken = MAYBE_TAKEN;
}

void blocks_pattern(struct reader *r)
{
	bool met = false, known = true;
	struct token t;

	for (;;) {
		struct block *b = top(r);

		t = lexer_next(&r->lexer);
		if (t.kind == TOKEN_WORD && !t.quoted && strcmp(t.text, "esac") == 0) {
			close(r);
			return;
		}
		if (t.kind == TOKEN_END || !blocks_in_case(r))
			return;
		if (t.kind == TOKEN_CLOSE) {
			take(b, met, known || met);
			return;
		}
		if (t.kind != TOKEN_WORD)
			continue;
		met = met || (!t.quoted && strcmp(t.text, "*") == 0) ||
		      (t.plain && b->subject && strcmp(t.text, b->subject) == 0);
		known = known && t.plain && b->subject;
	}
}

static void begin_case(struct reader *r)
{
	struct token t;

	blocks_open(r, BLOCK_CASE);
	t = lexer_next(&r->lexer);
	if (top(r) && t.kind == TOKEN_WORD) {
		top(r)->positional = t.positional && !top(r)->function;
		top(r)->subject = t.plain ? t.text : top(r)->positional ? "" : NULL;
	}
	while (t.kind != TOKEN_END && !(t.kind == TOKEN_WORD && strcmp(t.text, "in") == 0))
		t = lexer_next(&r->lexer);
	blocks_pattern(r);
}

static void begin_while(struct reader *r, const struct token *t)
{
	blocks_open(r, BLOCK_LOOP);
	if (!top(r))
		return;
	top(r)->line = t->line;
	top(r)->until = strcmp(t->text, "until") == 0;
	/* The condition is asked once at least. */
	top(r)->hang.would = top(r)->outer.would;
}

/* "for x in a b": what follows surely runs, once at least, when the list has a plain word. */
static void begin_for(struct reader *r)
{
	bool sure = blocks_sure(r) && !r->function, body = false;
	size_t words = 0;
	struct token t;

	blocks_open(r, BLOCK_LOOP);
	(void)lexer_next(&r->lexer);
	t = lexer_next(&r->lexer);
	while (t.kind == TOKEN_NEWLINE)
		t = lexer_next(&r->lexer);
	if (t.kind == TOKEN_WORD && strcmp(t.text, "in") == 0)
		while ((t = lexer_next(&r->lexer)).kind == TOKEN_WORD)
			words += !t.vanishes;
	else
		body = t.kind == TOKEN_WORD && strcmp(t.text, "do") == 0;
	if (top(r)) {
		top(r)->sure = sure && words > 0;
		top(r)->hang.would = top(r)->outer.would && words > 0;
		top(r)->kind = body ? BLOCK_DO : BLOCK_LOOP;
	}
	r->some = !body;
}

/* What follows "then" runs when the condition was met, what follows "else" or "elif" when not. */
static void hang_on_condition(struct block *b, bool met)
{
	if (b->condition < 0) {
		b->hang = b->outer;
		b->hang.would = false;
		return;
	}
	b->hang.on = b->condition;
	b->hang.when = met;
	b->hang.joined = false;
}

/* then, else, elif and do: from one part of a block to the next. */
static void go_on(struct reader *r, const struct token *t, enum block_kind from,
                  enum block_kind to, bool sure)
{
	if (!top_is(r, from) || !r->some)
		blocks_stray(r, t->text, t->line);
	if (top_is(r, from)) {
		top(r)->kind = to;
		top(r)->sure = top(r)->sure && sure;
		if (to == BLOCK_THEN || top(r)->line > 0)
			top(r)->condition = r->ended;
		if (to != BLOCK_DO || top(r)->line > 0)
			hang_on_condition(top(r), top(r)->line > 0 ? !top(r)->until : to == BLOCK_THEN);
	}
	expect_commands(r);
}

static bool middle(struct reader *r, const struct token *t)
{
	if (strcmp(t->text, "then") == 0) {
		go_on(r, t, BLOCK_IF, BLOCK_THEN, false);
	} else if (strcmp(t->text, "elif") == 0) {
		go_on(r, t, BLOCK_THEN, BLOCK_IF, false);
	} else if (strcmp(t->text, "else") == 0) {
		go_on(r, t, BLOCK_THEN, BLOCK_ELSE, false);
	} else if (strcmp(t->text, "do") == 0) {
		go_on(r, t, BLOCK_LOOP, BLOCK_DO, true);
	} else {
		return false;
	}
	return true;
}

static bool negation(struct reader *r, const struct token *t)
{
	if (strcmp(t->text, "!") != 0)
		return false;
	r->negated = true;
	return true;
}

bool blocks_reserved(struct reader *r, const struct token *t)
{
	if (t->quoted)
		return false;
	if (strcmp(t->text, "if") == 0)
		blocks_open(r, BLOCK_IF);
	else if (strcmp(t->text, "{") == 0)
		blocks_open(r, BLOCK_BRACE);
	else if (strcmp(t->text, "while") == 0 || strcmp(t->text, "until") == 0)
		begin_while(r, t);
	else if (strcmp(t->text, "case") == 0)
		begin_case(r);
	else if (strcmp(t->text, "for") == 0)
		begin_for(r);
	else if (strcmp(t->text, "fi") == 0)
		close_as(r, t, BLOCK_THEN, BLOCK_ELSE);
	else if (strcmp(t->text, "done") == 0)
		close_as(r, t, BLOCK_DO, BLOCK_DO);
	else if (strcmp(t->text, "}") == 0)
		close_as(r, t, BLOCK_BRACE, BLOCK_BRACE);
	else if (strcmp(t->text, "esac") == 0)
		close_as(r, t, BLOCK_CASE, BLOCK_CASE);
	else
		return negation(r, t) || middle(r, t);
	return true;
}
