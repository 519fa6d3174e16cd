/* The formats that `check` speaks. Each prints the selected results of an outcome. */
#ifndef CHECKER_OUTPUT_H
#define CHECKER_OUTPUT_H

#include <stdio.h>

#include "commands.h"
#include "run.h"

/* Full diagnostics of all failed checks, in order; with options->all the other checks too. */
void output_text(FILE *to, const struct outcome *o, const struct options *options);

/* The learner's screen: chapters done, where they are, the first thing to mend, what is next. */
void output_screen(FILE *to, struct ctx *ctx, const struct outcome *o,
                   const struct options *options);

/* What of an outcome a learner mends first: an error or warning of the earliest chapter, else a
 * note. NULL: nothing. */
const struct result *first_to_mend(const struct outcome *o);

/* TAP version 13 on stdout, a line for each finding, pass or skip; the diagnostic as YAML. A note
 * is "ok": it does not count against the exit status either. */
void output_tap(const struct outcome *o);

/* JSON on stdout: {"version":1,"work","summary":{"pass","fail","skip"},"checks":[...],"then"}, one
 * element of checks for each finding, pass or skip; the counts are those of the elements. */
void output_json(struct ctx *ctx, const struct outcome *o);

/* JUnit XML on stdout, a test suite for each chapter. */
void output_junit(const struct outcome *o);

/* One diagnostic in full, in the order where, expected, found, at boot, fix, more. */
void print_finding(FILE *to, const struct check *check, const struct finding *f, bool colour);

#endif
