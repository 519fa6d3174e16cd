/* checker list: every check, a line each; for the book, as a chapter of Markdown; or JSON. */
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "chapters.h"
#include "check.h"
#include "commands.h"

static void list_text(void)
{
	const struct check *c;
	size_t i;

	for (i = 0; (c = check_at(i)); i++)
		printf("%s %-7s %-22s %s\n", c->id, severity_name(c->severity), c->slug, c->summary);
}

static void list_json(void)
{
	json_t *root = json_object(), *list = json_array();
	const struct check *c;
	size_t i;

	for (i = 0; (c = check_at(i)); i++)
		json_array_append_new(list,
		                      json_pack("{s:s, s:s, s:i, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s}",
			"id", c->id, "slug", c->slug, "chapter", check_chapter(c), "severity",
			severity_name(c->severity), "needs", c->needs, "summary", c->summary, "what",
			c->explain.what, "why", c->explain.why, "broken", c->explain.broken, "cure",
			c->explain.cure, "boot", c->explain.boot));
	json_object_set_new(root, "version", json_integer(1));
	json_object_set_new(root, "checks", list);
	json_dumpf(root, stdout, JSON_INDENT(2));
	putchar('\n');
	json_decref(root);
}

/* Prose for Markdown: what it would take for markup is escaped. Between backquotes, which our
 * own texts use for what is typed, all is taken as it stands. */
static void markdown(const char *text)
{
	bool code = false;

	for (; *text; text++) {
		if (*text == '`')
			code = !code;
		if (!code && (strchr("\\*_[]<>#|$^~@", *text) || (*text == '-' && text[1] == '-')))
			putchar('\\');
		putchar(*text);
	}
}

static void prose(const char *label, const char *text)
{
	printf("**%s** ", label);
	markdown(text);
	fputs("\n\n", stdout);
}

/* An indented block, not a fence: it is shown, it is no listing to be typed. */
static void block(const char *label, const char *text)
{
	printf("**%s**\n\n    ", label);
	for (; *text; text++) {
		putchar(*text);
		if (*text == '\n' && text[1] != '\n')
			fputs("    ", stdout);
	}
	fputs("\n\n", stdout);
}

static void list_markdown(void)
{
	const struct check *c;
	int chapter = -1;
	size_t i;

	for (i = 0; (c = check_at(i)); i++) {
		if (check_chapter(c) != chapter) {
			chapter = check_chapter(c);
			printf("## Chapter %d: %s\n\n", chapter, chapter_at(chapter)->title);
		}
		printf("### %s %s\n\n*%s*: ", c->id, c->slug, severity_name(c->severity));
		markdown(c->summary);
		fputs(".\n\n", stdout);
		prose("What is checked.", c->explain.what);
		prose("Why.", c->explain.why);
		block("Wrong, for example:", c->explain.broken);
		block("The cure:", c->explain.cure);
		prose("What boot shows.", c->explain.boot);
	}
}

int cmd_list(const struct options *options, int argc, char **argv)
{
	(void)argv;
	if (argc > 0) {
		fputs("checker: list takes no words\n", stderr);
		return 2;
	}
	if (options->format == FORMAT_JSON)
		list_json();
	else if (options->format == FORMAT_MARKDOWN)
		list_markdown();
	else
		list_text();
	return 0;
}
