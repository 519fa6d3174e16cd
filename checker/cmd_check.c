/* checker check [NN...] */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "output.h"
#include "text.h"

/* The chapters named on the command line as bits; 0 after a message when one is not a chapter. */
static unsigned chapters_named(struct arena *a, int argc, char **argv)
{
	unsigned chapters = 0;
	int i;

	for (i = 0; i < argc; i++) {
		int number = chapter_parse(argv[i]);

		if (number < 0) {
			fprintf(stderr, "checker: %s is not a chapter; they are 00 to %02d\n",
			        text_safe_string(a, argv[i]), CHAPTERS - 1);
			return 0;
		}
		chapters |= 1U << number;
	}
	return argc == 0 ? ALL_CHAPTERS : chapters;
}

static void print_outcome(struct ctx *ctx, const struct outcome *o, const struct options *options,
                          bool named)
{
	switch (options->format) {
	case FORMAT_JSON: output_json(ctx, o); break;
	case FORMAT_TAP: output_tap(o); break;
	case FORMAT_JUNIT: output_junit(o); break;
	default:
		if (named || options->all)
			output_text(stdout, o, options);
		else
			output_screen(stdout, ctx, o, options);
	}
}

int cmd_check(const struct options *options, int argc, char **argv)
{
	struct arena arena = {NULL};
	struct ctx ctx = {.arena = &arena};
	unsigned chapters = chapters_named(&arena, argc, argv);
	struct outcome o;
	int status;

	if (chapters == 0) {
		arena_free(&arena);
		return 2;
	}
	ctx.work = work_open(&arena, options->work);
	if (!ctx.work) {
		fprintf(stderr, "checker: cannot look into %s: %s\n",
		        text_safe_string(&arena, options->work), strerror(errno));
		arena_free(&arena);
		return 3;
	}
	o = run_checks(&ctx, chapters);
	print_outcome(&ctx, &o, options, argc > 0);
	status = outcome_status(&o);
	arena_free(&arena);
	return status;
}
