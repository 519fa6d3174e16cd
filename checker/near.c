#include "near.h"

#include <ctype.h>
#include <stddef.h>
#include <string.h>

enum { LONGEST = 40 };

/* Without blanks, controls and bytes beyond ASCII at both ends, in lower case. Returns the length;
 * LONGEST + 1 for a name that is too long to be looked at. */
static size_t plain(const char *name, char *out)
{
	size_t length = strlen(name), i;

	while (length > 0 && ((unsigned char)name[0] <= ' ' || (unsigned char)name[0] >= 0x7f)) {
		name++;
		length--;
	}
	while (length > 0 &&
	       ((unsigned char)name[length - 1] <= ' ' || (unsigned char)name[length - 1] >= 0x7f))
		length--;
	if (length > LONGEST)
		return LONGEST + 1;
	for (i = 0; i < length; i++)
		out[i] = (char)tolower((unsigned char)name[i]);
	out[length] = '\0';
	return length;
}

static unsigned least(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

/* The number of slips between two words: optimal string alignment, after F. J. Damerau, "A
 * technique for computer detection and correction of spelling errors", CACM 7 (1964), no. 3. */
static unsigned slips(const char *a, size_t a_length, const char *b, size_t b_length)
{
	unsigned cost[LONGEST + 1][LONGEST + 1];
	size_t i, j;

	for (i = 0; i <= a_length; i++)
		cost[i][0] = (unsigned)i;
	for (j = 0; j <= b_length; j++)
		cost[0][j] = (unsigned)j;
	for (i = 1; i <= a_length; i++) {
		for (j = 1; j <= b_length; j++) {
			unsigned changed = cost[i - 1][j - 1] + (a[i - 1] != b[j - 1]);

			cost[i][j] = least(changed, 1 + least(cost[i - 1][j], cost[i][j - 1]));
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				cost[i][j] = least(cost[i][j], cost[i - 2][j - 2] + 1);
		}
	}
	return cost[a_length][b_length];
}

bool near_name(const char *seen, const char *wanted)
{
	char a[LONGEST + 1], b[LONGEST + 1];
	size_t a_length = plain(seen, a), b_length = plain(wanted, b);
	unsigned allowed = b_length < 3 ? 0 : b_length < 7 ? 1 : 2;

	if (a_length > LONGEST || b_length > LONGEST || strcmp(seen, wanted) == 0)
		return false;
	return slips(a, a_length, b, b_length) <= allowed;
}
