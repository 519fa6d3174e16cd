/* Characters in a text file that a reader does not see, or takes for others.
 *
 * An editor of another system ends lines with CR LF; a web page gives no-break spaces, zero-width
 * marks, long dashes and curly quotes. To the programs that read the files of chapter 05 all of
 * these are letters like any other: none of BusyBox's readers treats them as blanks.
 */
#ifndef CHECKER_HIDDEN_H
#define CHECKER_HIDDEN_H

#include "bytes.h"

enum hidden_kind {
	HIDDEN_CR,    /* a carriage return */
	HIDDEN_NUL,   /* a zero byte */
	HIDDEN_BLANK, /* looks like a blank: U+00A0, U+2000 to U+200A, U+202F, U+205F, U+3000 */
	HIDDEN_MARK,
		 /* takes no room: zero-width marks, soft hyphen, byte-order mark, other controls */
	HIDDEN_DASH,  /* looks like a hyphen: U+2010 to U+2015, U+2212 */
	HIDDEN_QUOTE  /* looks like a quote: U+2018 to U+201F */
};

struct hidden {
	enum hidden_kind kind;
	size_t offset, length; /* bytes */
	const char *name;      /* "a no-break space" */
	unsigned code;         /* Unicode's number */
};

/* The first such character at or after offset. False: there is none. */
bool hidden_find(struct bytes text, size_t offset, struct hidden *out);

/* True when the text is written two bytes a character, as "Unicode" of some editors is: UTF-16. */
bool hidden_utf16(struct bytes text);

/* True when the text holds a zero byte: no text at all. */
bool hidden_binary(struct bytes text);

#endif
