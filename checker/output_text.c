/* check for people: full diagnostics, and the learner's screen. */
#include <stdio.h>
#include <string.h>

#include "output.h"
#include "text.h"

enum { COLUMNS = 80, INDENT = 12, LINES_MORE = 8 };

static const char *paint(bool colour, const char *code)
{
	return colour ? code : "";
}

static const char *severity_colour(enum severity severity)
{
	static const char *const codes[] = {"\033[1;31m", "\033[1;33m", "\033[1;36m"};

	return codes[severity];
}

/* Characters, not bytes: the text is valid UTF-8. */
static int width(const char *text, size_t length)
{
	int count = 0;
	size_t i;

	for (i = 0; i < length; i++)
		count += ((unsigned char)text[i] & 0xc0) != 0x80;
	return count;
}

/* "TL0412 warning: ... chapter 4", the chapter at the right margin where it fits. */
static void headline(FILE *to, const struct check *c, const char *summary, bool colour)
{
	int used = width(summary, strlen(summary)) + (int)strlen(severity_name(c->severity)) + 9;
	int room = COLUMNS - 11 - used;

	fprintf(to, "%s%s %s:%s %s%*schapter %d\n", paint(colour, severity_colour(c->severity)), c->id,
	        severity_name(c->severity), paint(colour, "\033[0m"), summary, room > 2 ? room : 2, "",
	        check_chapter(c));
}

/* Breaks between words at the right margin; a word that is longer stays whole. */
static void wrapped(FILE *to, const char *text)
{
	int column = INDENT;

	while (*text) {
		size_t blanks = strspn(text, " "), length = strcspn(text + blanks, " ");
		int wide = width(text + blanks, length);

		if (column > INDENT && column + (int)blanks + wide > COLUMNS) {
			fprintf(to, "\n%*s", INDENT, "");
			column = INDENT;
			text += blanks;
			blanks = 0;
		}
		fwrite(text, 1, blanks + length, to);
		column += (int)blanks + wide;
		text += blanks + length;
	}
	fputc('\n', to);
}

static void row(FILE *to, const char *label, const char *value)
{
	if (!*value)
		return;
	fprintf(to, "  %-9s ", label);
	wrapped(to, value);
}

void print_finding(FILE *to, const struct check *c, const struct finding *f, bool colour)
{
	headline(to, c, f->summary, colour);
	row(to, "where", f->where);
	row(to, "expected", f->expected);
	row(to, "found", f->found);
	row(to, "at boot", f->at_boot);
	/* Never broken: it is to be copied. */
	if (*f->fix)
		fprintf(to, "  %-9s %s\n", "fix", f->fix);
	fprintf(to, "  %-9s checker explain %s\n", "more", c->id);
}

static void print_result(FILE *to, const struct result *r, const struct options *options)
{
	size_t i;

	for (i = 0; i < r->count; i++) {
		print_finding(to, r->check, &r->findings[i], options->colour);
		fputc('\n', to);
	}
	if (r->status == PASS && options->all)
		fprintf(to, "%s passed: %s\n", r->check->id, r->check->slug);
	/* Said without --all too: an answer that is not whole must not look like one. */
	if (r->status == SKIP && (options->all || r->refused))
		fprintf(to, "%s skipped: %s: %s\n", r->check->id, r->check->slug, r->reason);
}

void output_text(FILE *to, const struct outcome *o, const struct options *options)
{
	unsigned long counts[3] = {0};
	size_t i;

	for (i = 0; i < o->count; i++) {
		if (!o->results[i].selected)
			continue;
		print_result(to, &o->results[i], options);
		counts[o->results[i].status]++;
	}
	if (*o->then)
		fprintf(to, "When all this is mended, what was made of it is made anew:\n  %-9s %s\n\n",
		        "then", o->then);
	fprintf(to, "%lu passed, %lu failed, %lu skipped\n", counts[PASS], counts[FAIL], counts[SKIP]);
}

static void chapter_line(FILE *to, int number, enum chapter_state state, bool here)
{
	static const char *const words[] = {"not yet", "not needed any more", "to mend", "done"};
	static const char *const marks[] = {"   ", " - ", "[!]", "[x]"};

	fprintf(to, "  %s %02d %-24s %s%s\n", marks[state], number, chapter_at(number)->title,
	        words[state], here ? "   <- you are here" : "");
}

const struct result *first_to_mend(const struct outcome *o)
{
	const struct result *note = NULL;
	size_t i;

	for (i = 0; i < o->count; i++) {
		const struct result *r = &o->results[i];

		if (result_blocks(r))
			return r;
		if (!note && r->status == FAIL)
			note = r;
	}
	return note;
}

/* Every other finding, a line each, errors and warnings before notes. */
static void other_lines(FILE *to, const struct outcome *o, const struct result *first, bool colour)
{
	size_t lines = 0, i, j;
	int notes;

	for (notes = 0; notes < 2; notes++) {
		for (i = 0; i < o->count; i++) {
			const struct result *r = &o->results[i];

			if (result_blocks(r) == (notes == 1))
				continue;
			for (j = r == first ? 1 : 0; j < r->count; j++)
				if (lines++ < LINES_MORE)
					headline(to, r->check, r->findings[j].summary, colour);
		}
	}
	if (lines > LINES_MORE)
		fprintf(to, "and %zu more: checker check --all\n", lines - LINES_MORE);
	if (lines > 0)
		fputc('\n', to);
}

static void refusals(FILE *to, const struct outcome *o)
{
	size_t i;

	for (i = 0; i < o->count; i++)
		if (o->results[i].refused)
			fprintf(to, "%s %s\n", o->results[i].check->id, o->results[i].reason);
}

static void what_next(FILE *to, const struct outcome *o)
{
	int at = outcome_at(o);

	if (at == CHAPTERS)
		fputs("Every chapter is done: your disk is the book's. make run shows it.\n", to);
	else if (o->chapters[at] == CHAPTER_AT)
		fprintf(to, "Next: type the fix above in `make shell`, then check again. "
		        "Stuck? checker hint %02d\n", at);
	else
		fprintf(to, "Next: chapter %02d.\n%s\n", at, chapter_at(at)->hint);
}

void output_screen(FILE *to, struct ctx *ctx, const struct outcome *o,
                   const struct options *options)
{
	const struct result *first = first_to_mend(o);
	int at = outcome_at(o), c;

	fprintf(to, "Your folder: %s\n\n", text_safe_string(ctx->arena, work_dir(ctx->work)));
	for (c = 0; c < CHAPTERS; c++)
		chapter_line(to, c, o->chapters[c], c == at);
	fputc('\n', to);
	if (first) {
		print_finding(to, first->check, &first->findings[0], options->colour);
		fputc('\n', to);
		other_lines(to, o, first, options->colour);
	}
	refusals(to, o);
	what_next(to, o);
}
