/* What the smoke test asks of text that stood on the screen, a row a line. */
#ifndef CHECKER_SMOKE_TEXT_H
#define CHECKER_SMOKE_TEXT_H

#include <stdbool.h>

enum { TEXT_CIRCLE = 21 }; /* rows that text_in_circles() must see */

/* Whether an extended regular expression matches; ^ and $ are a line's. */
bool text_matches(const char *text, const char *pattern);

/* Takes whatever matches the pattern out of the text. */
void text_drop(char *text, const char *pattern);

/* Takes the first line of an answer away if it is the end of the command's line, and more follows:
 * when init sets the terminal up anew for another program, the kernel has shown what was typed
 * since, and the shell shows it once more (BusyBox, init/init.c: set_sane_term()). */
void text_drop_echo(char *answer, const char *line);

/* Whether the text, at least 21 rows, is the same few lines (at most four) again and again. A third
 * of the rows is not blank. */
bool text_in_circles(const char *text);

#endif
