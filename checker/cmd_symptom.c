/* checker symptom [LINE...]: from what is seen at boot back to what may have caused it. */
#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "run.h"
#include "symptom.h"
#include "text.h"

enum { SHOWN = 6, COLUMNS = 80, MARKDOWN_CAUSES = 5 };

struct cause {
	const struct check *check;
	const struct finding *now; /* what is wrong in this folder, NULL: nothing, or not looked at */
	double score;
};

struct search {
	struct arena *arena;
	double *scores;       /* for each check, by its index */
	struct cause *causes; /* likeliest first */
	size_t count;
	size_t like;          /* symptoms that were found again */
	const char *first;    /* the first line that one was found for, or else the last line */
};

static void look_up(struct search *s, struct bytes line, bool last)
{
	size_t like = symptom_score(s->arena, line, last, s->scores);

	if (line.size > 0 && s->like == 0)
		s->first = arena_copy(s->arena, line.at, line.size);
	s->like += like;
}

/* A row that fills the screen's width, with a blank at its end or without, goes on in the next. */
static struct bytes joined_row(struct search *s, struct bytes *rest)
{
	struct bytes row, more;

	if (!bytes_line(rest, &row, NULL))
		return (struct bytes){NULL, 0};
	if (row.size >= COLUMNS - 1 && rest->size > 0 && bytes_line(rest, &more, NULL))
		return bytes_of(arena_printf(s->arena, "%.*s%s%.*s", (int)row.size, (const char *)row.at,
		                             row.size < COLUMNS ? " " : "", (int)more.size,
		                             (const char *)more.at));
	return row;
}

/* All that the last smoke test left: the rows before the first prompt, and what it missed. */
static void look_up_screen(struct search *s, struct bytes screen)
{
	struct bytes last = {NULL, 0};
	bool prompt = false;

	while (screen.size > 0 && !prompt) {
		struct bytes row = bytes_trim(joined_row(s, &screen));

		prompt = bytes_has(row, 0, bytes_of("/ #"));
		if (row.size == 0 || prompt)
			continue;
		look_up(s, row, false);
		last = row;
	}
	if (!prompt && s->like == 0 && last.size > 0)
		look_up(s, last, true);
}

static void look_up_missed(struct search *s, struct bytes report)
{
	json_t *root = json_loadb((const char *)report.at, report.size, 0, NULL), *check;
	size_t i;

	json_array_foreach(json_object_get(root, "checks"), i, check) {
		const char *status = json_string_value(json_object_get(check, "status"));
		const char *title = json_string_value(json_object_get(check, "title"));

		if (status && title && strcmp(status, "fail") == 0)
			look_up(s, bytes_of(arena_printf(s->arena, "smoke test: %s", title)), false);
	}
	json_decref(root);
}

/* Causes that are there in this folder come first, of these the ones that were seen to lead there,
 * errors before warnings; then those that led there most often. */
static int by_likelihood(const void *left, const void *right)
{
	const struct cause *a = left, *b = right;

	if (!a->now != !b->now)
		return a->now ? -1 : 1;
	if ((a->score > 0) != (b->score > 0))
		return a->score > 0 ? -1 : 1;
	if (a->now && a->check->severity != b->check->severity)
		return a->check->severity == ERROR ? -1 : 1;
	return (a->score < b->score) - (a->score > b->score);
}

/* Whether the check says what the last boot was like: that is no cause of it. */
static bool is_effect(const struct check *c)
{
	return strcmp(c->slug, "last-boot-shell") == 0 || strcmp(c->slug, "last-boot-whole") == 0;
}

/* What is wrong in this folder by that check. A note changes nothing at boot. */
static const struct finding *finding_now(const struct outcome *o, const struct check *c)
{
	size_t i;

	if (c->severity == NOTE || is_effect(c))
		return NULL;
	for (i = 0; i < o->count; i++)
		if (o->results[i].check == c && o->results[i].status == FAIL && o->results[i].count > 0)
			return &o->results[i].findings[0];
	return NULL;
}

static void rank(struct search *s, const struct outcome *o)
{
	size_t i;

	s->causes = arena_alloc(s->arena, check_count() * sizeof(*s->causes));
	for (i = 0; i < check_count(); i++) {
		const struct finding *now = finding_now(o, check_at(i));

		if (s->scores[i] > 0 || now)
			s->causes[s->count++] = (struct cause){check_at(i), now, s->scores[i]};
	}
	qsort(s->causes, s->count, sizeof(*s->causes), by_likelihood);
}

static void print_text(const struct search *s, bool looked)
{
	size_t i;

	if (s->count == 0) {
		puts("No disk that was tried showed this. Compare with a good boot, line by line: the "
		     "first\n"
		     "line that differs is the one to look up. build/checker check looks at the folder "
		     "itself.");
		return;
	}
	printf("%s\n\n%sWhat may have led there, most likely first:\n",
	       s->first ? text_safe_string(s->arena, s->first) : "(an empty screen)",
	       s->like > 0 ? "" : "No disk that was tried showed this, but there is something to mend "
	                          "here.\n");
	for (i = 0; i < s->count && (i < SHOWN || s->causes[i].now); i++) {
		const struct cause *c = &s->causes[i];

		printf("\n%s %s\n", c->check->id, c->now ? c->now->summary : c->check->summary);
		if (c->now)
			printf("    in this folder: %s: %s\n    fix             %s\n", c->now->where,
			       c->now->found,
			       c->now->fix);
		else
			printf("    %s; checker explain %s says more\n",
			       looked ? "not so in this folder" : "the folder was not looked at", c->check->id);
	}
	if (i < s->count)
		printf("\nand %zu more, less likely.\n", s->count - i);
}

static void print_json(const struct search *s)
{
	json_t *list = json_array(), *root;
	size_t i;

	for (i = 0; i < s->count; i++) {
		const struct cause *c = &s->causes[i];

		json_array_append_new(list, json_pack("{s:s, s:s, s:s, s:b, s:f, s:s?}", "id", c->check->id,
		                                      "slug",
			c->check->slug, "summary", c->now ? c->now->summary : c->check->summary, "now",
			c->now != NULL, "score", c->score, "fix", c->now ? c->now->fix : NULL));
	}
	root = json_pack("{s:i, s:s?, s:i, s:o}", "version", 1, "line",
	                 s->first ? text_safe_string(s->arena, s->first) : NULL, "symptoms",
	                     (int)s->like,
	                 "causes", list);
	json_dumpf(root, stdout, JSON_INDENT(2));
	putchar('\n');
	json_decref(root);
}

static void print_code(const char *text)
{
	printf("`` %s ``", text);
}

/* The whole table, for the book. */
static void print_markdown(void)
{
	const struct symptom *s;
	size_t i, j;

	puts("| on the screen | what led there, most often first |\n|--------|------|");
	for (i = 0; (s = symptom_at(i)); i++) {
		fputs(s->silence ? "| nothing more after " : "| ", stdout);
		print_code(s->text);
		fputs(" |", stdout);
		for (j = 0; j < s->count && j < MARKDOWN_CAUSES; j++)
			printf("%s [%s](#%s)", j ? "," : "", s->causes[j].id, s->causes[j].id);
		puts(s->count > MARKDOWN_CAUSES ? ", and others |" : " |");
	}
}

static void search(struct search *s, struct work *work, int argc, char **argv)
{
	int i;

	s->scores = arena_alloc(s->arena, check_count() * sizeof(*s->scores));
	for (i = 0; i < argc; i++)
		look_up(s, bytes_of(argv[i]), true);
	if (argc == 0 && work) {
		look_up_screen(s, work_file(work, WORK_SMOKE_TEXT)->data);
		look_up_missed(s, work_file(work, WORK_SMOKE_JSON)->data);
	}
}

int cmd_symptom(const struct options *options, int argc, char **argv)
{
	struct arena arena = {NULL};
	struct ctx ctx = {.arena = &arena, .work = work_open(&arena, options->work)};
	struct search s = {.arena = &arena};
	struct outcome o = {.count = 0};
	int status = 3;

	if (options->format == FORMAT_MARKDOWN) {
		print_markdown();
		status = 0;
	} else if (argc == 0 && (!ctx.work || work_file(ctx.work, WORK_SMOKE_TEXT)->state != FILE_OK)) {
		fprintf(stderr, "checker: no boot is on record in %s; type a line of the screen:\n"
		        "         checker symptom 'Kernel panic - not syncing: ...'\n",
		        text_safe_string(&arena, options->work));
	} else {
		search(&s, ctx.work, argc, argv);
		if (ctx.work)
			o = run_checks(&ctx, ALL_CHAPTERS);
		rank(&s, &o);
		if (options->format == FORMAT_JSON)
			print_json(&s);
		else
			print_text(&s, ctx.work != NULL);
		status = s.count > 0 ? 0 : 1;
	}
	arena_free(&arena);
	return status;
}
