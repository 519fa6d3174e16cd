/* What the smoke test expects and types: tables only. */
#ifndef CHECKER_SMOKE_TABLE_H
#define CHECKER_SMOKE_TABLE_H

#include <stddef.h>

#include "smoke.h"

/* A way point of the boot, in order. */
struct smoke_stage {
	struct smoke_expectation what;
	const char *doing;   /* what the PC is about until then, for the progress line */
	const char *picture; /* file name for a picture of the screen at that moment, or NULL */
};

enum { SMOKE_LINES_MAX = 3, SMOKE_ANSWERS_MAX = 11 };

/* What is typed at the prompt, and what the answer must show. */
struct smoke_command {
	const char *lines[SMOKE_LINES_MAX]; /* each shorter than a row of the screen */
	const char *doing;
	struct smoke_expectation answers[SMOKE_ANSWERS_MAX]; /* up to the first without an id */
};

extern const struct smoke_stage smoke_stages[];
extern const size_t smoke_stage_count;

/* What any stage from `next` on looks like: a boot may be too quick, or too quiet, for one. A
 * regular expression, newly allocated; NULL: out of memory. */
char *smoke_any_stage(size_t next);

extern const struct smoke_expectation smoke_quiet;  /* no complaint on the console */
extern const struct smoke_expectation smoke_shell;  /* the prompt */
extern const struct smoke_command smoke_commands[];
extern const size_t smoke_command_count;
extern const struct smoke_expectation smoke_answering; /* each program in /bin answers */
extern const struct smoke_expectation smoke_complete;  /* each name is in /bin */
extern const struct smoke_command smoke_names; /* typed last; its answer is read by code */

/* Where the boot ends for good: nothing more will come. */
extern const char smoke_dead_end[];

/* Matches what the kernel says between the words of others, up to the end of its line. */
extern const char smoke_aside[];

/* A shell came up, whatever its prompt. */
extern const char smoke_shell_banner[];

/* The row that init begins with; what comes next is its script's. */
extern const char smoke_init_starts[];

/* Rows between the mounted root and the prompt that the good disk has too, and rows anywhere in
 * the kernel's messages that are a complaint wherever they stand. */
extern const char smoke_usual[];
extern const char smoke_alarm[];

#endif
