/* check for people: full diagnostics, and the learner's screen. */
#include <stdio.h>

#include "output.h"
#include "text.h"

static const char *paint(bool colour, const char *code)
{
	return colour ? code : "";
}

static const char *severity_colour(enum severity severity)
{
	static const char *const codes[] = {"\033[1;31m", "\033[1;33m", "\033[1;36m"};

	return codes[severity];
}

static void headline(const struct check *c, const char *summary, bool colour)
{
	printf("%s%s %s:%s %s   (chapter %d)\n", paint(colour, severity_colour(c->severity)), c->id,
	       severity_name(c->severity), paint(colour, "\033[0m"), summary, check_chapter(c));
}

static void row(const char *label, const char *value)
{
	if (*value)
		printf("  %-9s %s\n", label, value);
}

void print_finding(const struct check *c, const struct finding *f, bool colour)
{
	headline(c, f->summary, colour);
	row("where", f->where);
	row("expected", f->expected);
	row("found", f->found);
	row("at boot", f->at_boot);
	row("fix", f->fix);
	printf("  %-9s checker explain %s\n", "more", c->id);
}

static void print_result(const struct result *r, const struct options *options)
{
	size_t i;

	for (i = 0; i < r->count; i++) {
		print_finding(r->check, &r->findings[i], options->colour);
		putchar('\n');
	}
	if (r->status == PASS && options->all)
		printf("%s ok: %s\n", r->check->id, r->check->slug);
	if (r->status == SKIP && options->all)
		printf("%s skipped: %s: %s\n", r->check->id, r->check->slug, r->reason);
}

void output_text(struct ctx *ctx, const struct outcome *o, const struct options *options)
{
	unsigned long counts[3] = {0};
	size_t i;

	(void)ctx;
	for (i = 0; i < o->count; i++) {
		if (!o->results[i].selected)
			continue;
		print_result(&o->results[i], options);
		counts[o->results[i].status]++;
	}
	printf("%lu passed, %lu failed, %lu skipped\n", counts[PASS], counts[FAIL], counts[SKIP]);
}

static void chapter_line(int number, enum chapter_state state, bool here)
{
	static const char *const words[] = {"not yet", "not needed any more", "to mend", "done"};
	static const char marks[] = {' ', '-', '!', '*'};

	printf("  %c %02d %-24s %s%s\n", marks[state], number, chapter_at(number)->title, words[state],
	       here ? "   <- you are here" : "");
}

/* The first finding in full, the others in a line each. */
static void things_to_mend(const struct outcome *o, bool colour)
{
	bool first = true;
	size_t i, j;

	for (i = 0; i < o->count; i++) {
		const struct result *r = &o->results[i];

		for (j = 0; j < r->count; j++) {
			if (first)
				print_finding(r->check, &r->findings[j], colour);
			else
				headline(r->check, r->findings[j].summary, colour);
			if (first)
				putchar('\n');
			first = false;
		}
	}
}

void output_screen(struct ctx *ctx, const struct outcome *o, const struct options *options)
{
	int at = outcome_at(o), c;

	printf("Your folder: %s\n\n", text_safe_string(ctx->arena, work_dir(ctx->work)));
	for (c = 0; c < CHAPTERS; c++)
		chapter_line(c, o->chapters[c], c == at);
	putchar('\n');
	things_to_mend(o, options->colour);
	if (at == CHAPTERS)
		puts("Every chapter is done.");
	else if (o->chapters[at] == CHAPTER_AT)
		printf("Next: mend what is named above, then check again.\n");
	else
		printf("Next: %s\n", chapter_at(at)->hint);
}
