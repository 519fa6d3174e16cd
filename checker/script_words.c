#include "script_words.h"

#include <string.h>

static int peek(const struct lexer *l, size_t ahead)
{
	uint8_t c;

	return bytes_u8(l->text, l->at + ahead, &c) ? c : -1;
}

static void step(struct lexer *l)
{
	if (peek(l, 0) == '\n') {
		l->line++;
		l->line_start = l->at + 1;
	}
	l->at++;
}

static void not_closed(struct lexer *l, int line)
{
	if (!l->open_line)
		l->open_line = line;
}

/* Up to and with the closing character; a backslash takes the next one along. */
static void skip_to(struct lexer *l, int close)
{
	int line = l->line;

	while (peek(l, 0) >= 0 && peek(l, 0) != close) {
		if (peek(l, 0) == '\\' && close != '\'' && peek(l, 1) >= 0)
			step(l);
		step(l);
	}
	if (peek(l, 0) < 0)
		not_closed(l, line);
	else
		step(l);
}

/* $( ... ), $(( ... )), ${ ... }: to the bracket that closes it. */
static void skip_brackets(struct lexer *l, int open, int close)
{
	int depth = 0, line = l->line;

	while (peek(l, 0) >= 0) {
		int c = peek(l, 0);

		if (c == '\\' && peek(l, 1) >= 0)
			step(l);
		depth += c == open;
		depth -= c == close;
		step(l);
		if (depth == 0)
			return;
		if (c == '\'' || c == '"')
			skip_to(l, c);
	}
	not_closed(l, line);
}

struct word {
	char *text;
	size_t length, room;
	bool quoted, plain, bracket;
	size_t expansions, positionals;
	size_t inner, inner_end;
};

/* After the '$' of "$1": 2.5.1 Positional Parameters. */
static void positional(struct lexer *l, struct word *w)
{
	w->positionals++;
	step(l);
}

/* At a '$' or '`': past what a shell puts in its place. $(( is arithmetic, no command. */
static void skip_expansion(struct lexer *l, struct word *w)
{
	int c = peek(l, 0);
	bool command = c == '`' || (peek(l, 1) == '(' && peek(l, 2) != '(');
	size_t begin = l->at + (c == '`' ? 1 : 2);

	w->plain = false;
	w->expansions++;
	step(l);
	if (c == '`')
		skip_to(l, '`');
	else if (peek(l, 0) == '(')
		skip_brackets(l, '(', ')');
	else if (peek(l, 0) == '{')
		skip_brackets(l, '{', '}');
	else if (peek(l, 0) >= '1' && peek(l, 0) <= '9' && c == '$')
		positional(l, w);
	if (command && l->at > begin) {
		w->inner = begin;
		w->inner_end = l->at - 1;
	}
}

static void keep(struct lexer *l, struct word *w)
{
	if (w->length + 1 >= w->room) { /* what is new is zero, so the word always has its NUL */
		w->room = w->room ? 2 * w->room : 16;
		w->text = arena_grow(l->arena, w->text, w->length, w->room, 1);
	}
	w->text[w->length++] = (char)peek(l, 0);
	step(l);
}

static void double_quoted(struct lexer *l, struct word *w)
{
	int line = l->line;

	step(l);
	while (peek(l, 0) >= 0 && peek(l, 0) != '"') {
		if (peek(l, 0) == '$' || peek(l, 0) == '`') {
			skip_expansion(l, w);
			continue;
		}
		if (peek(l, 0) == '\\' && peek(l, 1) >= 0 && strchr("$`\"\\\n", peek(l, 1)))
			step(l);
		keep(l, w);
	}
	if (peek(l, 0) < 0)
		not_closed(l, line);
	else
		step(l);
}

static void single_quoted(struct lexer *l, struct word *w)
{
	int line = l->line;

	step(l);
	while (peek(l, 0) >= 0 && peek(l, 0) != '\'')
		keep(l, w);
	if (peek(l, 0) < 0)
		not_closed(l, line);
	else
		step(l);
}

/* A backslash: the next character as it is; a newline after it is as if neither were there. */
static void escaped(struct lexer *l, struct word *w)
{
	step(l);
	if (peek(l, 0) == '\n') {
		step(l);
	} else if (peek(l, 0) >= 0) {
		w->quoted = true;
		keep(l, w);
	}
}

static bool ends_word(int c)
{
	return c < 0 || strchr(" \t\n;&|<>()", c) != NULL;
}

static struct token word(struct lexer *l, struct token t)
{
	struct word w = {.plain = true};

	while (!ends_word(peek(l, 0)) && peek(l, 0) != 0) {
		int c = peek(l, 0);

		if (c == '\'' || c == '"') {
			w.quoted = true;
			(c == '"' ? double_quoted : single_quoted)(l, &w);
		} else if (c == '\\') {
			escaped(l, &w);
		} else if (c == '`' || (c == '$' && (peek(l, 1) == '(' || !ends_word(peek(l, 1))))) {
			skip_expansion(l, &w);
		} else {
			/* A [ without its ] stands for itself: "[-f /x ]". */
			w.bracket = w.bracket || c == '[';
			w.plain = w.plain && !strchr("*?~", c) && !(c == ']' && w.bracket);
			keep(l, &w);
		}
	}
	if (peek(l, 0) == 0)
		step(l);
	t.kind = TOKEN_WORD;
	t.text = w.text ? w.text : "";
	t.quoted = w.quoted;
	t.plain = w.plain;
	t.vanishes = w.expansions > 0 && !w.quoted;
	t.positional = w.positionals == 1 && w.expansions == 1 && w.length == 0;
	t.inner = w.inner;
	t.inner_end = w.inner_end;
	return t;
}

/* Skips the lines of the here-documents that were begun on the line before. The end of the file
 * ends one, too: BusyBox 1.35, shell/ash.c, checkend(). */
static void skip_here(struct lexer *l)
{
	for (size_t i = 0; i < l->here_count; i++) {
		struct bytes rest, line;
		bool found = false;

		while (!found && bytes_from(l->text, l->at, &rest) && bytes_line(&rest, &line, NULL)) {
			size_t end = l->text.size - rest.size;

			while (line.size > 0 && line.at[0] == '\t') /* <<- */
				bytes_from(line, 1, &line);
			found = bytes_is(line, l->here[i]);
			while (l->at < end)
				step(l);
		}
	}
	l->here_count = 0;
}

static void skip_blanks(struct lexer *l)
{
	for (;;) {
		if (peek(l, 0) == ' ' || peek(l, 0) == '\t') {
			step(l);
		} else if (peek(l, 0) == '\\' && peek(l, 1) == '\n') {
			step(l);
			step(l);
		} else if (peek(l, 0) == '#') {
			while (peek(l, 0) >= 0 && peek(l, 0) != '\n')
				step(l);
		} else {
			return;
		}
	}
}

/* At '<' or '>'. The word that ends a here-document is read here. */
static struct token redirection(struct lexer *l, struct token t)
{
	bool input = peek(l, 0) == '<';

	step(l);
	t.kind = input ? TOKEN_INPUT : TOKEN_OUTPUT;
	if (input && peek(l, 0) == '<') {
		step(l);
		if (peek(l, 0) == '-')
			step(l);
		skip_blanks(l);
		t = word(l, t);
		if (l->here_count < LEXER_HERE)
			l->here[l->here_count++] = t.text;
		t.kind = TOKEN_HERE;
	} else if (peek(l, 0) >= 0 && strchr(input ? "&>" : ">&|", peek(l, 0))) {
		t.duplicate = peek(l, 0) == '&';
		step(l);
	}
	return t;
}

static struct token operator(struct lexer *l, struct token t)
{
	int c = peek(l, 0);

	step(l);
	if (c == '\n') {
		t.kind = TOKEN_NEWLINE;
		skip_here(l);
	} else if (c == '(' || c == ')') {
		t.kind = c == '(' ? TOKEN_OPEN : TOKEN_CLOSE;
	} else if (peek(l, 0) == c) {
		t.kind = c == ';' ? TOKEN_NEXT_CASE : c == '&' ? TOKEN_AND : TOKEN_OR;
		step(l);
	} else {
		t.kind = c == ';' ? TOKEN_SEMICOLON : c == '&' ? TOKEN_AMPERSAND : TOKEN_PIPE;
	}
	return t;
}

struct token lexer_next(struct lexer *l)
{
	struct token t = {.kind = TOKEN_END, .text = "", .fd = -1};
	int c;

	skip_blanks(l);
	t.line = l->line;
	t.column = (int)(l->at - l->line_start) + 1;
	c = peek(l, 0);
	if (c < 0)
		return t;
	if (c >= '0' && c <= '9' && (peek(l, 1) == '<' || peek(l, 1) == '>')) {
		t.fd = c - '0';
		step(l);
		c = peek(l, 0);
	}
	if (c == '<' || c == '>') {
		t.fd = t.fd < 0 ? c == '>' : t.fd;
		return redirection(l, t);
	}
	return ends_word(c) ? operator(l, t) : word(l, t);
}
