/* The commands of the checker, one file cmd_NAME.c each.
 *
 * Convention: `int cmd_NAME(const struct options *options, int argc, char **argv)`. argv holds the
 * words after the command, without options; argv[argc] is NULL. Returns the exit status: 0, 1 (an
 * error or a warning was found), 2 (usage; say what is wrong on stderr), 3 (could not inspect).
 * Standard output is for the result, stderr for troubles. A new command is declared here and gets
 * a line in the table in commands.c, from which help, completion and manual page are made.
 */
#ifndef CHECKER_COMMANDS_H
#define CHECKER_COMMANDS_H

#include <stdbool.h>
#include <stddef.h>

enum format {
	FORMAT_TEXT, FORMAT_TAP, FORMAT_JSON, FORMAT_JUNIT, FORMAT_SVG, FORMAT_MARKDOWN,
	FORMATS
};

struct options {
	const char *work;    /* the learner's folder: --work, else $WORK, else "work" */
	enum format format;  /* --format; only one that the command's table entry allows */
	bool all;            /* --all */
	const char *memory;  /* smoke --memory, MiB; NULL, here and below: the command's own default */
	const char *cpu;     /* smoke --cpu */
	const char *drive;   /* smoke --drive */
	const char *names;   /* smoke --names, a file */
	bool colour;         /* stdout is a terminal and NO_COLOR is not set */
};

struct command {
	const char *name;
	const char *words;   /* "[NN...]", for the usage line */
	const char *help;    /* at most 55 columns */
	unsigned formats;    /* bit 1 << FORMAT_TEXT and so on: what --format may be */
	const char *options; /* its own, for its --help: lines "  -x, --word=ARG   what"; or "" */
	int (*run)(const struct options *options, int argc, char **argv);
};

/* The table, in the order of the help. NULL past its end. */
const struct command *command_at(size_t index);
const struct command *command_find(const char *name);

/* "text", "tap", ...; NULL past the end. */
const char *format_name(enum format format);

/* The formats of a command in words: "text, tap, json or junit". out has room for 64 bytes. */
const char *command_formats(const struct command *command, char out[64]);

int cmd_check(const struct options *options, int argc, char **argv);
int cmd_watch(const struct options *options, int argc, char **argv);
int cmd_explain(const struct options *options, int argc, char **argv);
int cmd_list(const struct options *options, int argc, char **argv);
int cmd_hint(const struct options *options, int argc, char **argv);
int cmd_budget(const struct options *options, int argc, char **argv);
int cmd_symptom(const struct options *options, int argc, char **argv);
int cmd_completion(const struct options *options, int argc, char **argv);
int cmd_man(const struct options *options, int argc, char **argv);
int cmd_smoke(const struct options *options, int argc, char **argv); /* cmd_smoke.c; [IMAGE] */

#endif
