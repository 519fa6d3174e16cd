/* What keeps the prompt away: startup_ends.c. */
#ifndef CHECKER_STARTUP_ENDS_H
#define CHECKER_STARTUP_ENDS_H

#include "script.h"

/* The command waits for lines from the keyboard, up to Ctrl-D. */
bool startup_reads_keyboard(const struct script_command *c);

#endif
