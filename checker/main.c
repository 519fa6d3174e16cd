/* checker: looks at what a learner built and says what to mend. */
#include <argp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "commands.h"

enum { OPTION_ALL = 1000, OPTION_CPU, OPTION_DRIVE, OPTION_NAMES, OPTION_USAGE };
enum { STATUS_USAGE = 2, STATUS_TROUBLE = 3 };
enum { WORDS = 64 };

static const char doc[] =
	"Looks at the folder in which you build your tiny Linux and says what to mend.";

/* One command's own options are hidden here and shown by `checker COMMAND --help`. */
static const struct argp_option argp_options[] = {
	{"work", 'w', "DIR", 0, "the folder (default: $WORK, else ./work)", 0},
	{"format", 'f', "FORMAT", 0, "text, tap, json, junit, svg or markdown", 0},
	{"all", OPTION_ALL, NULL, 0, "check: every finding and check in full", 0},
	{"memory", 'm', "MIB", OPTION_HIDDEN, NULL, 0},
	{"cpu", OPTION_CPU, "NAME", OPTION_HIDDEN, NULL, 0},
	{"drive", OPTION_DRIVE, "KIND", OPTION_HIDDEN, NULL, 0},
	{"names", OPTION_NAMES, "FILE", OPTION_HIDDEN, NULL, 0},
	{"help", '?', NULL, 0, "this help; COMMAND --help: that command's", -1},
	{NULL, 'h', NULL, OPTION_HIDDEN, NULL, -1},
	{"usage", OPTION_USAGE, NULL, OPTION_HIDDEN, NULL, -1},
	{0},
};

struct words {
	struct options options;
	char *list[WORDS];
	int count;
};

static void set_format(struct argp_state *state, struct options *options, const char *name)
{
	int f;

	for (f = 0; f < FORMATS; f++) {
		if (strcmp(name, format_name((enum format)f)) == 0) {
			options->format = (enum format)f;
			return;
		}
	}
	argp_error(state, "there is no such format; see --help");
}

static void add_word(struct argp_state *state, struct words *words, char *word)
{
	if (words->count == WORDS - 1)
		argp_error(state, "too many words");
	words->list[words->count++] = word;
}

/* Help for the command that was named before --help, or for the program. */
static void help(struct argp_state *state, const struct words *words)
{
	const struct command *c = words->count > 0 ? command_find(words->list[0]) : NULL;
	char formats[64];

	if (!c) {
		argp_state_help(state, stdout, ARGP_HELP_STD_HELP); /* exits */
		return;
	}
	printf("Usage: checker [OPTION...] %s %s\n%s\n\n%s", c->name, c->words, c->help, c->options);
	printf("  -f, --format=FORMAT        %s\n", command_formats(c, formats));
	puts("  -w, --work=DIR             the folder (default: $WORK, else ./work)");
	exit(0);
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct words *words = state->input;

	switch (key) {
	case 'w': words->options.work = arg; break;
	case 'f': set_format(state, &words->options, arg); break;
	case 'm': words->options.memory = arg; break;
	case OPTION_CPU: words->options.cpu = arg; break;
	case OPTION_DRIVE: words->options.drive = arg; break;
	case OPTION_NAMES: words->options.names = arg; break;
	case OPTION_USAGE: argp_state_help(state, stdout, ARGP_HELP_USAGE | ARGP_HELP_EXIT_OK); break;
	case 'h':
	case '?': help(state, words); break;
	case OPTION_ALL: words->options.all = true; break;
	case ARGP_KEY_ARG: add_word(state, words, arg); break;
	case ARGP_KEY_NO_ARGS: argp_error(state, "which command?"); break;
	default: return ARGP_ERR_UNKNOWN;
	}
	return 0;
}

/* The commands, for the end of --help: made from the table. */
static char *help_filter(int key, const char *text, void *input)
{
	const struct command *c;
	char *list = NULL;
	size_t size, i;
	FILE *to;

	(void)input;
	if (key == ARGP_KEY_HELP_DUP_ARGS_NOTE)
		return NULL;
	if (key != ARGP_KEY_HELP_EXTRA)
		return (char *)(uintptr_t)text; /* argp's own type for "unchanged" is not const */
	to = open_memstream(&list, &size);
	if (!to)
		return NULL;
	fputs("Commands:\n", to);
	for (i = 0; (c = command_at(i)); i++)
		fprintf(to, "  %-10s %-7s  %s\n", c->name, c->words, c->help);
	fputs("\nExit status: 0 nothing to mend, 1 an error or a warning, 2 wrong usage,\n"
	      "3 could not inspect.", to);
	fclose(to);
	return list;
}

/* https://no-color.org: set and not empty, whatever its value. */
static bool colour_wanted(void)
{
	const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");

	return isatty(STDOUT_FILENO) && !(no_color && *no_color) &&
		!(term && strcmp(term, "dumb") == 0);
}

static int run(struct words *words)
{
	const struct command *c = command_find(words->list[0]);
	char formats[64];

	if (!c) {
		fputs("checker: there is no such command; see checker --help\n", stderr);
		return STATUS_USAGE;
	}
	if (!(c->formats & 1U << words->options.format)) {
		fprintf(stderr, "checker: %s speaks %s\n", c->name, command_formats(c, formats));
		return STATUS_USAGE;
	}
	return c->run(&words->options, words->count - 1, words->list + 1);
}

int main(int argc, char **argv)
{
	static const struct argp argp = {
		argp_options, parse, "COMMAND [WORD...]", doc, NULL, help_filter, NULL,
	};
	struct words words = {.options = {.work = getenv("WORK"), .colour = colour_wanted()}};
	int status;

	if (!words.options.work || !*words.options.work)
		words.options.work = "work";
	argp_err_exit_status = STATUS_USAGE;
	argp_parse(&argp, argc, argv, ARGP_NO_HELP | ARGP_IN_ORDER, NULL, &words);
	status = run(&words);
	if (fflush(stdout) != 0 || ferror(stdout)) {
		fputs("checker: writing the answer failed\n", stderr);
		return STATUS_TROUBLE;
	}
	return status;
}
