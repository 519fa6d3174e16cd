/* The word that somebody meant. */
#ifndef CHECKER_NEAREST_H
#define CHECKER_NEAREST_H

#include <stdbool.h>
#include <stddef.h>

enum { NEAREST_MAX = 31 }; /* longer words are near to nothing */

/* How many letters must be put in, taken away, replaced, or swapped with their neighbour to turn a
 * into b, upper and lower case alike (Damerau's distance, each place changed once). */
unsigned nearest_distance(const char *a, const char *b);

/* The word of the list that is nearest to word, at most two changes and less than half of its
 * letters away, or NULL. */
const char *nearest_word(const char *word, const char *const *list, size_t count);

/* The same question for one candidate. */
bool nearest_is(const char *word, const char *candidate);

#endif
