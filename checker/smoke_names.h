/* Reads what stands on the screen: complaints, and what the loop over /bin wrote, ",ar,cat?foo,":
 * ',' before a name that answers, '?' before one that does not. */
#ifndef CHECKER_SMOKE_NAMES_H
#define CHECKER_SMOKE_NAMES_H

#include <stddef.h>

/* The rows of a boot's text that the good disk has not, newly allocated, NULL if there are none. */
char *complaints_in(const char *text);

/* Returns how many names there are. *bad becomes those that do not answer, with a blank between,
 * newly allocated (NULL: out of memory); *answered how many do. true, false, test, [ and echo
 * have no help and count as answering: another command tries them. */
size_t names_judge(const char *answer, char **bad, size_t *answered);

/* The names of the list that the answer does not have, with a blank between, newly allocated. */
char *names_missing(const char *answer, const char *const *names, size_t count);

#endif
