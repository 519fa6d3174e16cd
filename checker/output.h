/* The formats that `check` speaks. Each prints the selected results of an outcome on stdout. */
#ifndef CHECKER_OUTPUT_H
#define CHECKER_OUTPUT_H

#include "commands.h"
#include "run.h"

/* Full diagnostics of all failed checks, chapter by chapter; with options->all every check. */
void output_text(struct ctx *ctx, const struct outcome *o, const struct options *options);

/* The learner's screen: chapters done, where they are, the first thing to mend, what is next. */
void output_screen(struct ctx *ctx, const struct outcome *o, const struct options *options);

/* TAP version 13, a line a check; skipped ones with # SKIP, notes as "ok ... # TODO" never: a
 * note that was found is ok, with the diagnostic as YAML. */
void output_tap(struct ctx *ctx, const struct outcome *o);

/* The JSON of the design: version 1, one element of checks for each finding, pass or skip. */
void output_json(struct ctx *ctx, const struct outcome *o);

/* JUnit XML, a test suite for each chapter. */
void output_junit(struct ctx *ctx, const struct outcome *o);

/* One diagnostic in full, in the order where, expected, found, at boot, fix, more. */
void print_finding(const struct check *check, const struct finding *f, bool colour);

#endif
