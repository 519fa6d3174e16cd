#include "nearest.h"

#include <ctype.h>
#include <string.h>

static unsigned least(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

static int lower(const char *word, size_t i)
{
	return tolower((unsigned char)word[i]);
}

unsigned nearest_distance(const char *a, const char *b)
{
	unsigned rows[3][NEAREST_MAX + 1] = {{0}}; /* the last two rows and this one, in turn */
	size_t rows_of_a = strlen(a), columns = strlen(b);

	if (rows_of_a > NEAREST_MAX || columns > NEAREST_MAX)
		return NEAREST_MAX;
	for (size_t j = 0; j <= columns; j++)
		rows[0][j] = (unsigned)j;
	for (size_t i = 1; i <= rows_of_a; i++) {
		unsigned *now = rows[i % 3], *before = rows[(i + 2) % 3], *earlier = rows[(i + 1) % 3];

		now[0] = (unsigned)i;
		for (size_t j = 1; j <= columns; j++) {
			unsigned same = lower(a, i - 1) == lower(b, j - 1) ? 0 : 1;

			now[j] = least(least(before[j], now[j - 1]) + 1, before[j - 1] + same);
			if (i > 1 && j > 1 && lower(a, i - 1) == lower(b, j - 2) &&
			    lower(a, i - 2) == lower(b, j - 1))
				now[j] = least(now[j], earlier[j - 2] + 1);
		}
	}
	return rows[rows_of_a % 3][columns];
}

bool nearest_is(const char *word, const char *candidate)
{
	unsigned distance = nearest_distance(word, candidate);

	return distance <= 2 && distance < (strlen(candidate) + 1) / 2 && *word;
}

const char *nearest_word(const char *word, const char *const *list, size_t count)
{
	const char *best = NULL;
	unsigned least_so_far = NEAREST_MAX;

	for (size_t i = 0; i < count; i++) {
		unsigned distance = nearest_distance(word, list[i]);

		if (distance < least_so_far && nearest_is(word, list[i])) {
			least_so_far = distance;
			best = list[i];
		}
	}
	return best;
}
