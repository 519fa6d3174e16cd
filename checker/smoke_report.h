/* The result of a smoke test for a reader and for a program. */
#ifndef CHECKER_SMOKE_REPORT_H
#define CHECKER_SMOKE_REPORT_H

#include <stdbool.h>
#include <stdio.h>

#include "smoke.h"

/* "floppy", "ide", "cdrom", "usb", "flash". */
const char *smoke_drive_name(enum qemu_drive drive);
/* "same", "degraded", "dead". */
const char *smoke_outcome_name(enum smoke_outcome outcome);

/* Writes the JSON object of a result that has a verdict, and a newline. False: not written. */
bool smoke_json(FILE *f, const struct smoke_options *options, const struct smoke_result *result);

/* Writes the report: every expectation, the first failure in full, the verdict. */
void smoke_text(FILE *f, const struct smoke_options *options, const struct smoke_result *result,
                bool colour);

#endif
