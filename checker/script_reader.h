/* The state of reading a script: script.c collects the commands, script_blocks.c keeps what is
 * open: if, for, while, case, { and (. */
#ifndef CHECKER_SCRIPT_READER_H
#define CHECKER_SCRIPT_READER_H

#include "script.h"
#include "script_words.h"

enum { SCRIPT_NESTING = 32, SCRIPT_INNER = 32 };

enum block_kind {
	BLOCK_IF,    /* up to then */
	BLOCK_THEN,
	BLOCK_ELSE,
	BLOCK_LOOP,  /* up to do */
	BLOCK_DO,
	BLOCK_CASE,
	BLOCK_BRACE,
	BLOCK_SHELL  /* ( */
};

struct block {
	enum block_kind kind;
	bool sure;    /* what is in it surely runs */
	bool fed;     /* its standard input is no keyboard */
	size_t first; /* its first command */
	struct script_hang outer, hang; /* of the whole block, and of the part that is being read */
	int condition;                  /* of an if or a loop: the index of its last command, or -1 */
	int line;                       /* of a while or until: where it begins, else 0 */
	bool until, left;               /* something in it leaves it: break, exit */
	const char *subject;            /* of a case: the word after it, NULL: only a shell knows */
	bool positional;                /* it is "$1" */
	enum { UNTAKEN, MAYBE_TAKEN, TAKEN } taken; /* whether an earlier pattern is met */
	const char *function;           /* in whose body it stands, or NULL */
};

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
	bool piped;            /* | stands before what comes next */
	const char *function;  /* what is opened next is this function's body, or NULL */
	bool negated;          /* ! stands before what comes next */
	int ended;             /* the index of the command that ended last; -1: that was no command */
	struct script_hang joint; /* && or ||: what comes next hangs on that */
	bool some;             /* a command stands between the last opening word and here */
	bool complete;         /* and right here: an operator may follow */
	bool pending;          /* && || or | wants something to follow */
	bool closed;           /* a block has just been closed: redirections of it may follow */
	struct block last;     /* that block */
	struct block blocks[SCRIPT_NESTING];
	size_t room, inner_room;
	struct inner inner[SCRIPT_INNER];
	size_t inner_count;
};

/* What comes next runs whatever happens. */
bool blocks_sure(const struct reader *r);

/* What decides whether it runs. */
struct script_hang blocks_hang(const struct reader *r);

/* The function in whose body it stands, or NULL. */
const char *blocks_function(const struct reader *r);

/* Within ( ): what ends there is not the script. */
bool blocks_subshell(const struct reader *r);

/* The innermost open block is a case. */
bool blocks_in_case(const struct reader *r);

/* Standard input of what comes next is no keyboard. */
bool blocks_fed(const struct reader *r);

/* 2.4 Reserved Words, at the place of a command. True: it was one. */
bool blocks_reserved(struct reader *r, const struct token *t);

void blocks_open(struct reader *r, enum block_kind kind);

/* The ')' of a subshell. */
void blocks_close_shell(struct reader *r, const struct token *t);

/* In a case: up to the ')' of the next pattern, or the end of it. */
void blocks_pattern(struct reader *r);

/* The shell does not expect this word or sign here. The first one counts. */
void blocks_stray(struct reader *r, const char *word, int line);

#endif
