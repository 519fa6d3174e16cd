#include "script.h"

#include <string.h>

#include "script_reader.h"

enum { FUNCTION_NAMES = 1024 };

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
	static const char *const jump[] = {"break", "continue", "return", NULL};
	static const char *const run[] = {".", "source", "eval", NULL};

	for (int i = 0; one_of(c->words[0], leave) && i < r->s->depth && i < SCRIPT_NESTING; i++)
		r->blocks[i].left = true;
	if (one_of(c->words[0], run))
		r->s->uncertain = true;
	for (int i = 0; one_of(c->words[0], jump) && i < r->s->depth && i < SCRIPT_NESTING; i++)
		r->blocks[i].sure = r->blocks[i].hang.would = false;
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
	r->ended = -1;
	if (s->count >= SCRIPT_COMMANDS)
		return;
	keep(r->lexer.arena, &s->commands, &s->count, &r->room, &r->command);
	/* The one command that is a function's body has not run yet. */
	if (r->command.function == blocks_function(r))
		r->ended = (int)s->count - 1;
}

static void begin_command(struct reader *r, const struct token *t)
{
	struct script_command *c = &r->command;

	if (r->in_command)
		return;
	if (r->closed && t->kind == TOKEN_WORD)
		blocks_stray(r, t->text, t->line);
	*c = (struct script_command){.line = t->line, .column = t->column, .plain = true,
	                             .certain = blocks_sure(r), .depth = r->s->depth,
	                             .nested = blocks_subshell(r),
	                             .quiet = r->quiet, .silent = r->silent, .piped = r->piped,
	                             .fed = blocks_fed(r), .negated = r->negated,
	                             .hang = blocks_hang(r), .function = blocks_function(r)};
	for (size_t i = 0; i < SCRIPT_WORDS; i++)
		c->words[i] = "";
	/* "f() echo hi": a function's body may be one command. */
	if (r->function) {
		c->certain = false;
		c->function = r->function;
		c->hang = (struct script_hang){.on = -1, .would = true};
	}
	r->in_command = r->some = r->complete = true;
	r->pending = r->piped = r->negated = false;
	r->function = NULL;
}

/* What a variable is set to, if its name is the one that t begins with. */
static void note(const struct reader *r, const struct token *t, const char *name,
                 const char **value, int *line)
{
	size_t length = strlen(name);

	if (strncmp(t->text, name, length) != 0)
		return;
	*value = t->plain && blocks_sure(r) && !blocks_subshell(r) ? t->text + length : "";
	*line = t->line;
}

static void note_variable(struct reader *r, const struct token *t)
{
	note(r, t, "PATH=", &r->s->path, &r->s->path_line);
	note(r, t, "PS1=", &r->s->prompt, &r->s->prompt_line);
}

static void add_word(struct reader *r, const struct token *t)
{
	struct script_command *c = &r->command;

	begin_command(r, t);
	if (strcmp(c->words[0], "export") == 0)
		note_variable(r, t);
	c->plain = c->plain && t->plain;
	c->named = c->count == 0 ? t->plain : c->named;
	if (c->count < SCRIPT_WORDS)
		c->words[c->count++] = t->text;
}

static bool assignment(struct reader *r, const struct token *t)
{
	size_t name =
		strspn(t->text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

	if (name == 0 || t->text[name] != '=' || (t->text[0] >= '0' && t->text[0] <= '9'))
		return false;
	note_variable(r, t);
	r->some = r->complete = true;
	r->pending = r->piped = r->negated = false;
	r->ended = -1;
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
		r->in_command = r->complete = r->some = false;
		r->function = r->command.words[0];
		(void)lexer_next(&r->lexer);
		return;
	}
	end_command(r, false);
	blocks_open(r, BLOCK_SHELL);
}

/* The screen, by the names of the tree. */
static bool screen(const char *path)
{
	return strcmp(path, "/dev/console") == 0 || strcmp(path, "/dev/tty0") == 0;
}

/* 2.7 Redirection: where one command's output and complaints go now. */
static void redirect_command(struct script_command *c, const struct token *t,
                             const struct token *target)
{
	bool two = t->duplicate && strcmp(target->text, "2") == 0;
	bool one = t->duplicate && strcmp(target->text, "1") == 0;

	if (t->fd == 0)
		c->fed = t->duplicate || !screen(target->text);
	if (t->fd == 1)
		c->silent = two ? c->quiet : one ? c->silent : !screen(target->text);
	if (t->fd == 2)
		c->quiet = one ? c->silent : two ? c->quiet : !screen(target->text);
}

static void redirect(struct reader *r, const struct token *t)
{
	/* Its target is no word of the command. */
	struct token target = lexer_next(&r->lexer);
	bool file = target.kind == TOKEN_WORD && target.plain && !t->duplicate;

	if (target.kind != TOKEN_WORD)
		blocks_stray(r, "newline", t->line);
	/* What stands after "done" or "}" holds for all within. */
	for (size_t i = r->last.first; r->closed && i < r->s->count; i++)
		redirect_command(&r->s->commands[i], t, &target);
	/* It may stand before the command's name, and without one: "> /etc/motd". */
	begin_command(r, t);
	if (file && !r->command.quiet && t->kind == TOKEN_OUTPUT && !r->command.target)
		r->command.target = target.text;
	if (file && !r->command.quiet && t->kind == TOKEN_INPUT && !r->command.input)
		r->command.input = target.text;
	redirect_command(&r->command, t, &target);
}

/* The sign as it is written, for messages. */
static const char *sign(enum token_kind kind)
{
	switch (kind) {
	case TOKEN_AND: return "&&";
	case TOKEN_OR: return "||";
	case TOKEN_PIPE: return "|";
	case TOKEN_AMPERSAND: return "&";
	case TOKEN_NEXT_CASE: return ";;";
	default: return ";";
	}
}

/* What stands before | writes into the next command; what stands before & does not wait. */
static void end_group(struct reader *r, enum token_kind kind)
{
	for (size_t i = r->last.first; r->closed && i < r->s->count; i++) {
		r->s->commands[i].silent = r->s->commands[i].silent || kind == TOKEN_PIPE;
		r->s->commands[i].background = r->s->commands[i].background || kind == TOKEN_AMPERSAND;
	}
}

static void operator(struct reader *r, const struct token *t)
{
	enum token_kind kind = t->kind;
	bool joins = kind == TOKEN_AND || kind == TOKEN_OR || kind == TOKEN_PIPE;

	if (r->negated)
		blocks_stray(r, kind == TOKEN_NEWLINE ? "newline" : sign(kind), t->line);
	if (kind != TOKEN_NEWLINE && kind != TOKEN_CLOSE && !(kind == TOKEN_NEXT_CASE ?
	                                                      blocks_in_case(r) : r->complete))
		blocks_stray(r, sign(kind), t->line);
	/* The output of a command before | goes into the next one. */
	if (kind == TOKEN_PIPE)
		r->command.silent = r->command.feeds = true;
	end_command(r, kind == TOKEN_AMPERSAND);
	/* A newline right after && or || changes nothing, and what | joins hangs together. */
	if (kind != TOKEN_PIPE && (kind != TOKEN_NEWLINE || !r->pending)) {
		r->after_list = kind == TOKEN_AND || kind == TOKEN_OR;
		r->joint = (struct script_hang){.on = r->ended, .when = kind == TOKEN_AND};
	}
	end_group(r, kind);
	r->pending = joins || (kind == TOKEN_NEWLINE && r->pending);
	r->piped = kind == TOKEN_PIPE || (kind == TOKEN_NEWLINE && r->piped);
	r->closed = r->complete = false;
	if (kind == TOKEN_NEXT_CASE && blocks_in_case(r))
		blocks_pattern(r);
	if (kind == TOKEN_CLOSE)
		blocks_close_shell(r, t);
}

static void note_inner(struct reader *r, const struct token *t)
{
	/* Where the word's first line begins is known when it is the one that the lexer is in. */
	size_t start = r->lexer.line_start <= t->inner ? r->lexer.line_start : t->inner;

	if (t->inner_end > t->inner && r->inner_count < SCRIPT_INNER)
		r->inner[r->inner_count++] = (struct inner){
			.begin = t->inner, .end = t->inner_end, .line_start = start, .line = t->line,
			.certain = blocks_sure(r)};
}

static void read_commands(struct reader *r)
{
	for (;;) {
		struct token t = lexer_next(&r->lexer);

		switch (t.kind) {
		case TOKEN_END:
			end_command(r, false);
			if (r->pending)
				blocks_stray(r, "end of file", t.line);
			return;
		case TOKEN_WORD:
			note_inner(r, &t);
			if (r->in_command || !(blocks_reserved(r, &t) || assignment(r, &t)))
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
			begin_command(r, &t);
			r->command.fed = true;
			break;
		default:
			operator(r, &t);
		}
	}
}

/* The commands of one $( ) or ` `: the same text, read up to its end. */
static void read_inner(struct reader *r, const struct inner *in)
{
	struct script s = {.functions = ""};
	struct reader inner = {.s = &s, .ended = -1, .lexer = {
		.arena = r->lexer.arena, .at = in->begin, .line = in->line, .line_start = in->line_start}};

	if (!bytes_slice(r->lexer.text, 0, in->end, &inner.lexer.text))
		return;
	read_commands(&inner);
	if (s.depth != 0 || inner.lexer.open_line > 0)
		return;
	for (size_t i = 0; i < s.count && r->s->inner_count < SCRIPT_COMMANDS; i++) {
		s.commands[i].certain = s.commands[i].certain && in->certain;
		s.commands[i].hang = (struct script_hang){.on = -1};
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
	struct reader r = {.lexer = {.arena = a, .text = text, .line = 1}, .s = &s, .ended = -1};

	first_line(a, &s, text);
	read_commands(&r);
	for (size_t i = 0; i < r.inner_count; i++)
		read_inner(&r, &r.inner[i]);
	s.open_line = r.lexer.open_line;
	s.open = s.open_line > 0;
	return s;
}
