/* Is this name a slip of the hand for that one? */
#ifndef CHECKER_NEAR_H
#define CHECKER_NEAR_H

#include <stdbool.h>

/* True when seen is not wanted but might be meant for it: other case, blanks or invisible bytes at
 * an end, or, in names of three letters and more, one letter wrong, missing, too many or two
 * neighbours swapped (two such slips in names of seven letters and more). */
bool near_name(const char *seen, const char *wanted);

#endif
