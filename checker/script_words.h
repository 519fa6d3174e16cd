/* The tokens of a shell script, for script.c. Source: POSIX.1-2017, Shell Command Language, 2.2
 * Quoting, 2.3 Token Recognition, 2.7 Redirection. */
#ifndef CHECKER_SCRIPT_WORDS_H
#define CHECKER_SCRIPT_WORDS_H

#include "arena.h"
#include "bytes.h"

enum token_kind {
	TOKEN_END, TOKEN_WORD, TOKEN_NEWLINE, TOKEN_SEMICOLON, TOKEN_AMPERSAND, TOKEN_AND, TOKEN_OR,
	TOKEN_PIPE, TOKEN_OPEN, TOKEN_CLOSE, TOKEN_NEXT_CASE /* ;; */, TOKEN_INPUT, TOKEN_OUTPUT,
	TOKEN_HERE /* << */
};

struct token {
	enum token_kind kind;
	const char *text; /* of a word, quotes taken away */
	bool quoted;      /* some of it was quoted */
	bool plain;       /* nothing in it needs a shell: $ ` * ? [ ~ */
	bool vanishes;    /* it may be no word at all: it holds an unquoted $x */
	bool positional;  /* it is "$1", or another of the first nine, and nothing else */
	bool duplicate;   /* >& or <&: a descriptor follows, no file */
	size_t inner, inner_end; /* of the last $( ) or ` ` in it: where its text begins and ends */
	int line, column; /* where it begins, from 1 */
	int fd;           /* of a redirection */
};

enum { LEXER_HERE = 8 };

struct lexer {
	struct arena *arena;
	struct bytes text;
	size_t at;
	int line;
	size_t line_start;
	const char *here[LEXER_HERE]; /* words that end here-documents which begin on the next line */
	size_t here_count;
	int open_line;                /* of a quote or bracket that is not closed, or 0 */
};

/* The next token; here-documents are passed over. */
struct token lexer_next(struct lexer *l);

#endif
