#include "script.h"

#include <string.h>

#include "script_words.h"

enum { NESTING = 32, FUNCTION_NAMES = 1024, INNER = 32 };

/* Commands whose output becomes a word: $( ) or ` `. */
struct inner {
	size_t begin, end, line_start;
	int line;
	bool certain;
};

struct reader {
	struct lexer lexer;
	struct script *s;
	struct script_command command; /* the one that is being read */
	bool in_command;
	bool after_list;       /* what comes next hangs on what came before: && or || */
	bool quiet, silent;    /* exec 2> or exec >: of all commands from here on */
	char open[NESTING];    /* what is open: 'i'f, 'l'oop, 'c'ase, '{', '(' */
	bool endless_begun;    /* "while true" or "while :" has been read */
	size_t endless_depth;  /* how deep the body of the endless loop is; 0: there is none */
	int endless_line, while_line;
	size_t room, inner_room;
	struct inner inner[INNER];
	size_t inner_count;
};

static bool outermost(const struct reader *r)
{
	return r->s->depth == 0 && !r->after_list;
}

static void open(struct reader *r, char kind)
{
	if (r->s->depth >= 0 && r->s->depth < NESTING)
		r->open[r->s->depth] = kind;
	r->s->depth++;
}

static void close(struct reader *r)
{
	r->s->depth--;
	if (r->endless_depth > 0 && r->s->depth < (int)r->endless_depth) {
		r->s->endless_line = r->endless_line;
		r->endless_depth = 0;
	}
}

static bool in_case(const struct reader *r)
{
	return r->s->depth > 0 && r->s->depth <= NESTING && r->open[r->s->depth - 1] == 'c';
}

static bool one_of(const char *word, const char *const *list)
{
	for (; *list; list++)
		if (strcmp(word, *list) == 0)
			return true;
	return false;
}

/* Words that leave a loop, or after which nothing can be said. */
static void look_at_effect(struct reader *r, const struct script_command *c)
{
	static const char *const leave[] = {"break", "exit", "exec", "return", "kill", NULL};
	static const char *const run[] = {".", "source", "eval", NULL};
	bool true_word = strcmp(c->words[0], "true") == 0 || strcmp(c->words[0], ":") == 0;

	if (one_of(c->words[0], leave))
		r->endless_depth = 0;
	if (one_of(c->words[0], run) || !c->plain)
		r->s->uncertain = r->s->uncertain || one_of(c->words[0], run);
	r->endless_begun = r->while_line > 0 && true_word && c->count == 1;
}

static void keep(struct arena *a, struct script_command **list, size_t *count, size_t *room,
                 const struct script_command *c)
{
	if (*count == *room) {
		*room = *room ? 2 * *room : 8;
		*list = arena_grow(a, *list, *count, *room, sizeof(*c));
	}
	(*list)[(*count)++] = *c;
}

static void end_command(struct reader *r, bool background)
{
	struct script *s = r->s;

	if (!r->in_command)
		return;
	r->in_command = false;
	r->command.background = background;
	look_at_effect(r, &r->command);
	if (strcmp(r->command.words[0], "exec") == 0 && r->command.count == 1) {
		r->quiet = r->command.quiet;
		r->silent = r->command.silent;
	}
	if (s->count < SCRIPT_COMMANDS)
		keep(r->lexer.arena, &s->commands, &s->count, &r->room, &r->command);
}

static void begin_command(struct reader *r, const struct token *t)
{
	struct script_command *c = &r->command;

	if (r->in_command)
		return;
	*c = (struct script_command){.line = t->line, .column = t->column, .plain = true,
	                             .certain = outermost(r), .quiet = r->quiet,
	                             .silent = r->silent};
	for (size_t i = 0; i < SCRIPT_WORDS; i++)
		c->words[i] = "";
	r->in_command = true;
}

static void add_word(struct reader *r, const struct token *t)
{
	struct script_command *c = &r->command;

	begin_command(r, t);
	c->plain = c->plain && t->plain;
	if (c->count < SCRIPT_WORDS)
		c->words[c->count++] = t->text;
}

static bool assignment(struct reader *r, const struct token *t)
{
	size_t name =
		strspn(t->text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

	if (name == 0 || t->text[name] != '=' || (t->text[0] >= '0' && t->text[0] <= '9'))
		return false;
	if (name == 4 && strncmp(t->text, "PATH", 4) == 0) {
		r->s->path = t->plain && outermost(r) ? t->text + 5 : "";
		r->s->path_line = t->line;
	}
	return true;
}

static void skip_words(struct reader *r)
{
	struct token t;

	do
		t = lexer_next(&r->lexer);
	while (t.kind == TOKEN_WORD);
}

/* In a case: up to the ')' of the next pattern, or the end of it. */
static void skip_pattern(struct reader *r)
{
	struct token t;

	for (;;) {
		t = lexer_next(&r->lexer);
		if (t.kind == TOKEN_WORD && !t.quoted && strcmp(t.text, "esac") == 0)
			close(r);
		if (t.kind == TOKEN_END || t.kind == TOKEN_CLOSE || !in_case(r))
			return;
	}
}

static void begin_case(struct reader *r)
{
	struct token t;

	open(r, 'c');
	do
		t = lexer_next(&r->lexer);
	while (t.kind != TOKEN_END && !(t.kind == TOKEN_WORD && strcmp(t.text, "in") == 0));
	skip_pattern(r);
}

static void begin_while(struct reader *r, int line)
{
	r->while_line = outermost(r) ? line : 0;
	r->endless_begun = false;
	open(r, 'l');
}

static void begin_body(struct reader *r)
{
	if (r->endless_begun && r->s->depth == 1) {
		r->endless_depth = 1;
		r->endless_line = r->while_line;
	}
	r->endless_begun = false;
	r->while_line = 0;
}

/* 2.4 Reserved Words, at the place of a command. True: it was one. */
static bool reserved(struct reader *r, const struct token *t)
{
	static const char *const passed[] = {"then", "else", "elif", "!", NULL};
	static const char *const closing[] = {"fi", "done", "}", "esac", NULL};

	if (t->quoted)
		return false;
	if (strcmp(t->text, "if") == 0)
		open(r, 'i');
	else if (strcmp(t->text, "{") == 0)
		open(r, '{');
	else if (strcmp(t->text, "while") == 0)
		begin_while(r, t->line);
	else if (strcmp(t->text, "until") == 0)
		open(r, 'l');
	else if (strcmp(t->text, "do") == 0)
		begin_body(r);
	else if (strcmp(t->text, "case") == 0)
		begin_case(r);
	else if (strcmp(t->text, "for") == 0) {
		open(r, 'l');
		skip_words(r);
	} else if (one_of(t->text, closing))
		close(r);
	else
		return one_of(t->text, passed);
	return true;
}

/* "name ( )" makes a function; what follows is its body. */
static void open_bracket(struct reader *r)
{
	struct script *s = r->s;

	if (r->in_command && r->command.count == 1) {
		if (strlen(s->functions) < FUNCTION_NAMES)
			s->functions = arena_printf(r->lexer.arena, "%s %.64s ", s->functions,
			                            r->command.words[0]);
		r->in_command = false;
		(void)lexer_next(&r->lexer);
		return;
	}
	end_command(r, false);
	open(r, '(');
}

static void redirect(struct reader *r, const struct token *t)
{
	/* Its target is no word of the command. */
	struct token target = lexer_next(&r->lexer);

	if (t->kind != TOKEN_OUTPUT)
		return;
	/* It may stand before the command's name, and without one: "> /etc/motd". */
	begin_command(r, t);
	if (target.plain && !t->duplicate && !r->command.target && !r->command.quiet)
		r->command.target = target.text;
	r->command.quiet = r->command.quiet || t->fd == 2;
	r->command.silent = r->command.silent || t->fd == 1;
}

static void operator(struct reader *r, enum token_kind kind)
{
	/* The output of a command before | goes into the next one. */
	if (kind == TOKEN_PIPE)
		r->command.silent = true;
	if (kind == TOKEN_AMPERSAND && (!r->in_command || r->command.count == 0))
		r->s->endless_line = 0; /* done & */
	/* A newline right after && or || changes nothing. */
	if (kind != TOKEN_NEWLINE || r->in_command)
		r->after_list = kind == TOKEN_AND || kind == TOKEN_OR;
	end_command(r, kind == TOKEN_AMPERSAND);
	if (kind == TOKEN_NEXT_CASE && in_case(r))
		skip_pattern(r);
	if (kind == TOKEN_CLOSE)
		close(r);
}

static void note_inner(struct reader *r, const struct token *t)
{
	/* Where the word's first line begins is known when it is the one that the lexer is in. */
	size_t start = r->lexer.line_start <= t->inner ? r->lexer.line_start : t->inner;

	if (t->inner_end > t->inner && r->inner_count < INNER)
		r->inner[r->inner_count++] = (struct inner){
			.begin = t->inner, .end = t->inner_end, .line_start = start, .line = t->line,
			.certain = outermost(r)};
}

static void read_commands(struct reader *r)
{
	for (;;) {
		struct token t = lexer_next(&r->lexer);

		switch (t.kind) {
		case TOKEN_END:
			end_command(r, false);
			return;
		case TOKEN_WORD:
			note_inner(r, &t);
			if (r->in_command || !(reserved(r, &t) || assignment(r, &t)))
				add_word(r, &t);
			break;
		case TOKEN_OPEN:
			open_bracket(r);
			break;
		case TOKEN_INPUT:
		case TOKEN_OUTPUT:
			redirect(r, &t);
			break;
		case TOKEN_HERE:
			break;
		default:
			operator(r, t.kind);
		}
	}
}

/* The commands of one $( ) or ` `: the same text, read up to its end. */
static void read_inner(struct reader *r, const struct inner *in)
{
	struct script s = {.functions = ""};
	struct reader inner = {.s = &s, .lexer = {
		.arena = r->lexer.arena, .at = in->begin, .line = in->line, .line_start = in->line_start}};

	if (!bytes_slice(r->lexer.text, 0, in->end, &inner.lexer.text))
		return;
	read_commands(&inner);
	if (s.depth != 0 || inner.lexer.open_line > 0)
		return;
	for (size_t i = 0; i < s.count && r->s->inner_count < SCRIPT_COMMANDS; i++) {
		s.commands[i].certain = s.commands[i].certain && in->certain;
		keep(r->lexer.arena, &r->s->inner, &r->s->inner_count, &r->inner_room, &s.commands[i]);
	}
}

static bool blank(uint8_t c)
{
	return c == ' ' || c == '\t';
}

/* load_script(): what follows #! and blanks, up to a blank; the rest, blanks at both ends taken
 * away, is one argument. Without a newline in the buffer the name at least must end in it. */
static void first_line(struct arena *a, struct script *s, struct bytes text)
{
	struct bytes line, word;
	uint8_t c;
	bool complete;

	s->first = SCRIPT_NONE;
	if (!bytes_has(text, 0, bytes_of("#!")))
		return;
	if (text.size > SCRIPT_FIRST_LINE)
		bytes_slice(text, 0, SCRIPT_FIRST_LINE, &text);
	bytes_from(text, 2, &text);
	s->first = SCRIPT_NO_PROGRAM;
	if (!bytes_line(&text, &line, &complete))
		return;
	line = bytes_trim(line);
	if (!bytes_word(&line, &word))
		return;
	s->first = SCRIPT_GOOD;
	if (!complete && line.size == 0 && text.size == 0 &&
	    word.size >= SCRIPT_FIRST_LINE - 3 && !(bytes_u8(line, 0, &c) && blank(c)))
		s->first = SCRIPT_TOO_LONG;
	else
		s->interpreter = arena_copy(a, word.at, word.size);
	line = bytes_trim(line);
	if (line.size > 0)
		s->argument = arena_copy(a, line.at, line.size);
}

struct script script_read(struct arena *a, struct bytes text)
{
	struct script s = {.functions = ""};
	struct reader r = {.lexer = {.arena = a, .text = text, .line = 1}, .s = &s};

	first_line(a, &s, text);
	read_commands(&r);
	for (size_t i = 0; i < r.inner_count; i++)
		read_inner(&r, &r.inner[i]);
	s.open_line = r.lexer.open_line;
	s.open = s.open_line > 0;
	return s;
}
