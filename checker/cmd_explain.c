/* checker explain ID, checker list, checker hint NN: what is in the tables. */
#include <stdio.h>

#include "chapters.h"
#include "check.h"
#include "commands.h"
#include "text.h"

static void indented(const char *title, const char *text)
{
	printf("\n%s\n    ", title);
	for (; *text; text++) {
		putchar(*text);
		if (*text == '\n')
			fputs("    ", stdout);
	}
	putchar('\n');
}

int cmd_explain(const struct options *options, int argc, char **argv)
{
	const struct check *c = argc == 1 ? check_find(argv[0]) : NULL;
	struct arena arena = {NULL};

	(void)options;
	if (!c) {
		fprintf(stderr,
		        "checker: explain needs the id or name of one check%s%s; see checker list\n",
		        argc == 1 ? ", not " : "", argc == 1 ? text_safe_string(&arena, argv[0]) : "");
		arena_free(&arena);
		return 2;
	}
	printf("%s %s (%s, chapter %d %s)\n", c->id, c->slug, severity_name(c->severity),
	       check_chapter(c), chapter_at(check_chapter(c))->name);
	printf("%s\n", c->summary);
	indented("What is checked", c->explain.what);
	indented("Why", c->explain.why);
	indented("Wrong, for example", c->explain.broken);
	indented("The cure", c->explain.cure);
	indented("What boot shows", c->explain.boot);
	if (*c->needs)
		indented("Skipped until these pass", c->needs);
	return 0;
}

int cmd_hint(const struct options *options, int argc, char **argv)
{
	int number = argc == 1 ? chapter_parse(argv[0]) : -1;

	(void)options;
	if (number < 0) {
		fprintf(stderr, "checker: hint needs one chapter, 00 to %02d\n", CHAPTERS - 1);
		return 2;
	}
	printf("%02d %s\n%s\n", number, chapter_at(number)->title, chapter_at(number)->hint);
	return 0;
}
