/* The commands of the checker, one file cmd_NAME.c each.
 *
 * Convention: `int cmd_NAME(const struct options *options, int argc, char **argv)`. argv holds the
 * words after the command, without options; argv[argc] is NULL. Returns the exit status: 0, 1 (an
 * error or a warning was found), 2 (usage; say what is wrong on stderr), 3 (could not inspect). A
 * new command is declared here and gets a line in the table in main.c. Standard output is for the
 * result, stderr for troubles. Options with more than one command's meaning are in struct options;
 * a command's own are parsed by main.c's argp and handed over here too.
 */
#ifndef CHECKER_COMMANDS_H
#define CHECKER_COMMANDS_H

#include <stdbool.h>

enum format { FORMAT_TEXT, FORMAT_TAP, FORMAT_JSON, FORMAT_JUNIT, FORMAT_SVG, FORMAT_MARKDOWN };

struct options {
	const char *work;    /* the learner's folder: --work, else $WORK, else "work" */
	enum format format;  /* --format */
	bool format_given;
	bool all;            /* --all */
	const char *memory;  /* smoke --memory, MiB; NULL: the command's own default, as below */
	const char *cpu;     /* smoke --cpu */
	const char *drive;   /* smoke --drive */
	const char *names;   /* smoke --names, a file */
	bool colour;         /* stdout is a terminal and NO_COLOR is not set */
};

int cmd_check(const struct options *options, int argc, char **argv);
int cmd_explain(const struct options *options, int argc, char **argv);
int cmd_list(const struct options *options, int argc, char **argv);
int cmd_hint(const struct options *options, int argc, char **argv);
int cmd_smoke(const struct options *options, int argc, char **argv); /* [IMAGE] */

#endif
