/* checker man: the manual page checker(1), from the tables. man(7) says what the macros are. */
#include <stdio.h>

#include "chapters.h"
#include "check.h"
#include "commands.h"

/* Text for roff: backslashes, leading dots and leading quotes mean something to it, and a plain "-"
 * would come out as a hyphen that cannot be copied into a shell. */
static void roff(const char *text)
{
	bool at_start = true;

	for (; *text; text++) {
		if (at_start && (*text == '.' || *text == '\''))
			fputs("\\&", stdout);
		if (*text == '\\')
			fputs("\\e", stdout);
		else if (*text == '-')
			fputs("\\-", stdout);
		else
			putchar(*text);
		at_start = *text == '\n';
	}
	putchar('\n');
}

static void example(const char *text)
{
	puts(".IP\n.EX");
	roff(text);
	puts(".EE");
}

static void commands(void)
{
	const struct command *c;
	char formats[64];
	size_t i;

	puts(".SH COMMANDS");
	for (i = 0; (c = command_at(i)); i++) {
		printf(".TP\n\\fB%s\\fR \\fI%s\\fR\n", c->name, c->words);
		roff(c->help);
		if (c->formats != 1U << FORMAT_TEXT)
			printf(".br\nFormats: %s\n", command_formats(c, formats));
		if (*c->options)
			example(c->options);
	}
}

static void checks(void)
{
	const struct check *c;
	int chapter = -1;
	size_t i;

	puts(".SH CHECKS");
	for (i = 0; (c = check_at(i)); i++) {
		if (check_chapter(c) != chapter) {
			chapter = check_chapter(c);
			printf(".SS Chapter %d: %s\n", chapter, chapter_at(chapter)->title);
		}
		printf(".TP\n.B %s ", c->id);
		roff(c->slug);
		printf("%s: ", severity_name(c->severity));
		roff(c->summary);
		puts(".IP");
		roff(c->explain.what);
		roff(c->explain.why);
		puts(".IP\nWrong, for example:");
		example(c->explain.broken);
		puts(".IP\nThe cure:");
		example(c->explain.cure);
		puts(".IP\nAt boot:");
		roff(c->explain.boot);
	}
}

static const char top[] =
	".TH CHECKER 1 \"\" \"Tiny Linux, step by step\" \"Tiny Linux\"\n"
	".SH NAME\nchecker \\- say what is to be mended in a tiny Linux\n"
	".SH SYNOPSIS\n.B checker\n"
	"[\\fB\\-\\-work\\fR \\fIDIR\\fR] [\\fB\\-\\-format\\fR \\fIFORMAT\\fR] "
	"[\\fB\\-\\-all\\fR] \\fICOMMAND\\fR [\\fIWORD\\fR...]\n"
	".SH DESCRIPTION\n"
	"Looks at the folder in which you build the disk of the book and says what is wrong,\n"
	"where, what would have happened at boot, and the command that mends it.\n"
	"It only reads.\n"
	".SH OPTIONS\n"
	".TP\n\\fB\\-w\\fR, \\fB\\-\\-work\\fR=\\fIDIR\\fR\n"
	"the folder to look at (default: $WORK, else ./work)\n"
	".TP\n\\fB\\-f\\fR, \\fB\\-\\-format\\fR=\\fIFORMAT\\fR\n"
	"what the answer is written in; each command below says its formats\n"
	".TP\n\\fB\\-\\-all\\fR\n"
	"check: every finding in full, and the checks that passed or were skipped\n";

static const char bottom[] =
	".SH EXIT STATUS\n"
	".TP\n.B 0\nnothing to mend; notes are free\n"
	".TP\n.B 1\nan error or a warning was found\n"
	".TP\n.B 2\nwrong usage\n"
	".TP\n.B 3\nsomething could not be inspected\n"
	".SH ENVIRONMENT\n"
	".TP\n.B WORK\nthe folder to look at, when \\-\\-work does not say\n"
	".TP\n.B NO_COLOR\nwhen set and not empty: no colours\n";

int cmd_man(const struct options *options, int argc, char **argv)
{
	(void)options;
	(void)argv;
	if (argc > 0) {
		fputs("checker: man takes no words\n", stderr);
		return 2;
	}
	fputs(top, stdout);
	commands();
	fputs(bottom, stdout);
	checks();
	return 0;
}
