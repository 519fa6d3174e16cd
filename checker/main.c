/* checker: looks at what a learner built and says what to mend. */
#include <argp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "commands.h"

enum { OPTION_ALL = 1000, OPTION_CPU, OPTION_DRIVE, OPTION_NAMES, STATUS_USAGE = 2, WORDS = 64 };

struct command {
	const char *name;
	int (*run)(const struct options *options, int argc, char **argv);
};

static const struct command commands[] = {
	{"check", cmd_check}, {"explain", cmd_explain}, {"list", cmd_list}, {"hint", cmd_hint},
	{"smoke", cmd_smoke},
};

enum { COMMANDS = sizeof(commands) / sizeof(commands[0]) };

static const char doc[] =
	"Looks at the folder in which you build your tiny Linux and says what to mend."
	"\v"
	"Commands:\n"
	"  check [NN...]     where you are and what to mend; NN: only those chapters\n"
	"  explain ID        what a check is about, with an example and its cure\n"
	"  list              every check, a line each\n"
	"  hint NN           what to do in chapter NN\n"
	"  smoke [IMAGE]     boot the disk in QEMU and try it\n"
	"\n"
	"Exit status: 0 nothing to mend, 1 an error or a warning, 2 wrong usage, 3 could not inspect.";

static const struct argp_option argp_options[] = {
	{"work", 'w', "DIR", 0, "the folder to look at (default: $WORK, else ./work)", 0},
	{"all", OPTION_ALL, NULL, 0, "check: every check, passed and skipped ones too", 0},
	{"format", 'f', "FORMAT", 0, "check: text, tap, json or junit", 0},
	{"memory", 'm', "MIB", 0, "smoke: the PC's memory (default 8)", 0},
	{"cpu", OPTION_CPU, "NAME", 0, "smoke: QEMU's name of the processor (default 486)", 0},
	{"drive", OPTION_DRIVE, "KIND", 0, "smoke: floppy, ide, cdrom or usb", 0},
	{"names", OPTION_NAMES, "FILE", 0, "smoke: the names that must be in /bin, one a line", 0},
	{0},
};

struct words {
	struct options options;
	char *list[WORDS];
	int count;
};

static const char *const format_names[] = {
	[FORMAT_TEXT] = "text", [FORMAT_TAP] = "tap", [FORMAT_JSON] = "json",
	[FORMAT_JUNIT] = "junit", [FORMAT_SVG] = "svg", [FORMAT_MARKDOWN] = "markdown",
};

static void set_format(struct argp_state *state, struct options *options, const char *name)
{
	size_t i;

	options->format_given = true;
	for (i = 0; i < sizeof(format_names) / sizeof(format_names[0]); i++) {
		if (strcmp(name, format_names[i]) == 0) {
			options->format = (enum format)i;
			return;
		}
	}
	argp_error(state, "unknown format; see --help");
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
	case OPTION_ALL: words->options.all = true; break;
	case ARGP_KEY_ARG:
		if (words->count == WORDS - 1)
			argp_error(state, "too many words");
		words->list[words->count++] = arg;
		break;
	case ARGP_KEY_END:
		if (words->count == 0)
			argp_error(state, "which command?");
		break;
	default: return ARGP_ERR_UNKNOWN;
	}
	return 0;
}

/* https://no-color.org: set and not empty, whatever its value. */
static bool colour_wanted(void)
{
	const char *no_color = getenv("NO_COLOR");

	return isatty(STDOUT_FILENO) && !(no_color && *no_color);
}

int main(int argc, char **argv)
{
	static const struct argp argp = {argp_options, parse, "COMMAND [WORD...]", doc, NULL, NULL, NULL};
	struct words words = {.options = {.work = getenv("WORK"), .colour = colour_wanted()}};
	size_t i;
	int status;

	if (!words.options.work || !*words.options.work)
		words.options.work = "work";
	argp_err_exit_status = STATUS_USAGE;
	argp_parse(&argp, argc, argv, 0, NULL, &words);
	for (i = 0; i < COMMANDS; i++)
		if (strcmp(words.list[0], commands[i].name) == 0)
			break;
	if (i == COMMANDS) {
		fputs("checker: no such command; see checker --help\n", stderr);
		return STATUS_USAGE;
	}
	status = commands[i].run(&words.options, words.count - 1, words.list + 1);
	if (fflush(stdout) != 0 || ferror(stdout)) {
		fputs("checker: writing the answer failed\n", stderr);
		return 3;
	}
	return status;
}
