#include "run.h"

#include <string.h>

#include "onward.h"
#include "text.h"

struct sink {
	struct arena *arena;
	struct result *result;
	size_t room;
};

enum { FINDINGS_MAX = 200 }; /* of one check; a hostile file must not fill the screen or memory */

static const char *safe(struct sink *out, const char *text)
{
	return text_safe_string(out->arena, text ? text : "");
}

void report(struct sink *out, const struct finding *f)
{
	struct result *r = out->result;
	const char *summary = f->summary ? f->summary : r->check->summary;

	r->status = FAIL;
	if (r->count == FINDINGS_MAX)
		return;
	if (r->count == out->room) {
		out->room = out->room ? out->room * 2 : 4;
		r->findings = arena_grow(out->arena, r->findings, r->count, out->room,
		                         sizeof(*r->findings));
	}
	r->findings[r->count++] = (struct finding){
		safe(out, summary), safe(out, f->where), safe(out, f->expected),
		safe(out, f->found), safe(out, f->at_boot), safe(out, f->fix),
	};
}

void skip(struct sink *out, const char *reason)
{
	if (out->result->status == FAIL)
		return;
	out->result->status = SKIP;
	out->result->reason = safe(out, reason);
}

void cannot_inspect(struct sink *out, const char *where, int error)
{
	out->result->refused = true;
	skip(out, arena_printf(out->arena, "could not inspect %s: %s", where, strerror(error)));
}

/* The ids in needs, one by one. */
static const struct check *next_need(struct bytes *needs)
{
	struct bytes word;
	char id[8];

	if (!bytes_word(needs, &word) || word.size >= sizeof(id))
		return NULL;
	memcpy(id, word.at, word.size);
	id[word.size] = '\0';
	return check_find(id);
}

/* From the last check to the first: a need stands earlier in the table than what needs it. */
static void mark_wanted(bool *wanted, size_t count, unsigned chapters)
{
	size_t i;

	for (i = count; i-- > 0;) {
		const struct check *c = check_at(i), *need;
		struct bytes needs = bytes_of(c->needs);

		if (chapters & 1U << check_chapter(c))
			wanted[i] = true;
		if (!wanted[i])
			continue;
		while ((need = next_need(&needs)))
			wanted[check_index(need)] = true;
	}
}

static bool needs_met(struct ctx *ctx, const struct outcome *o, struct result *r)
{
	struct bytes needs = bytes_of(r->check->needs);
	const struct check *need;

	r->waits_for = "";
	while ((need = next_need(&needs)))
		if (o->results[check_index(need)].status != PASS)
			r->waits_for = say(ctx, "%s%s%s", r->waits_for, *r->waits_for ? " " : "",
			                   need->id);
	return *r->waits_for == '\0';
}

static void run_one(struct ctx *ctx, struct outcome *o, struct result *r)
{
	int chapter = check_chapter(r->check);
	struct sink out = {ctx->arena, r, 0};

	r->status = SKIP;
	if (o->chapters[chapter] == CHAPTER_NOT_BEGUN || o->chapters[chapter] == CHAPTER_GIVEN) {
		r->reason = say(ctx, "chapter %02d is not begun", chapter);
		return;
	}
	if (!needs_met(ctx, o, r)) {
		r->reason = say(ctx, "waits for %s", r->waits_for);
		return;
	}
	r->status = PASS;
	r->check->run(ctx, &out);
	o->incomplete |= r->refused && r->selected;
}

bool result_blocks(const struct result *r)
{
	return r->status == FAIL && r->check->severity != NOTE;
}

static void judge_chapters(struct outcome *o)
{
	bool blocked[CHAPTERS] = {false};
	size_t i;
	int c;

	for (i = 0; i < o->count; i++)
		if (result_blocks(&o->results[i]) || o->results[i].refused)
			blocked[check_chapter(o->results[i].check)] = true;
	for (c = 0; c < CHAPTERS; c++)
		if (o->chapters[c] == CHAPTER_AT && !blocked[c])
			o->chapters[c] = CHAPTER_DONE;
}

struct outcome run_checks(struct ctx *ctx, unsigned chapters)
{
	struct outcome o = {.count = check_count()};
	bool *wanted = arena_alloc(ctx->arena, o.count * sizeof(*wanted));
	size_t i;
	int c;

	o.results = arena_alloc(ctx->arena, o.count * sizeof(*o.results));
	for (c = 0; c < CHAPTERS; c++)
		o.chapters[c] = chapter_begun(ctx->work, c);
	mark_wanted(wanted, o.count, chapters);
	for (i = 0; i < o.count; i++) {
		struct result *r = &o.results[i];

		r->check = check_at(i);
		r->selected = chapters & 1U << check_chapter(r->check);
		r->status = SKIP;
		r->waits_for = r->reason = "";
		if (wanted[i])
			run_one(ctx, &o, r);
	}
	judge_chapters(&o);
	o.then = text_safe_string(ctx->arena, outcome_onward(ctx, &o));
	return o;
}

int outcome_status(const struct outcome *o)
{
	size_t i;

	for (i = 0; i < o->count; i++)
		if (o->results[i].selected && result_blocks(&o->results[i]))
			return 1;
	return o->incomplete ? 3 : 0;
}

int outcome_at(const struct outcome *o)
{
	int c;

	for (c = 0; c < CHAPTERS; c++)
		if (o->chapters[c] == CHAPTER_AT)
			return c;
	for (c = 0; c < CHAPTERS; c++)
		if (o->chapters[c] == CHAPTER_NOT_BEGUN)
			return c;
	return CHAPTERS;
}
