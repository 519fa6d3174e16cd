#include "smoke_text.h"

#include <regex.h>
#include <stddef.h>
#include <string.h>

enum {
	CIRCLE_LINES = 4,   /* so many different rows in a circle */
	CIRCLE_WRITTEN = 7, /* so many of the rows not blank: a BIOS leaves many blank ones */
};

bool text_matches(const char *text, const char *pattern)
{
	regex_t regex;
	bool found = false;

	if (regcomp(&regex, pattern, REG_EXTENDED | REG_NEWLINE | REG_NOSUB) != 0)
		return false;
	found = regexec(&regex, text, 0, NULL, 0) == 0;
	regfree(&regex);
	return found;
}

void text_drop(char *text, const char *pattern)
{
	regex_t regex;
	regmatch_t m;

	if (regcomp(&regex, pattern, REG_EXTENDED | REG_NEWLINE) != 0)
		return;
	while (regexec(&regex, text, 1, &m, 0) == 0 && m.rm_eo > m.rm_so) {
		text += m.rm_so;
		memmove(text, text + (m.rm_eo - m.rm_so), strlen(text + (m.rm_eo - m.rm_so)) + 1);
	}
	regfree(&regex);
}

void text_drop_echo(char *answer, const char *line)
{
	size_t length = strcspn(answer, "\n"), typed = strlen(line);

	if (length > 0 && length <= typed && answer[length] && answer[length + 1] &&
	    memcmp(answer, line + typed - length, length) == 0)
		memmove(answer, answer + length + 1, strlen(answer + length + 1) + 1);
}

bool text_in_circles(const char *text)
{
	struct { const char *text; size_t length; } seen[CIRCLE_LINES];
	size_t lines = 0, rows = 0, written = 0;

	for (; *text; rows++) {
		size_t i, length = strcspn(text, "\n");

		written += length > 0;
		for (i = 0; i < lines &&
		     (seen[i].length != length || memcmp(seen[i].text, text, length) != 0); i++)
			;
		if (i == CIRCLE_LINES)
			return false;
		if (i == lines) {
			seen[lines].text = text;
			seen[lines++].length = length;
		}
		text += length + (text[length] == '\n');
	}
	return rows >= TEXT_CIRCLE && written >= CIRCLE_WRITTEN;
}
