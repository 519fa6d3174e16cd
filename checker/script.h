/* A startup script: its first line as the kernel reads it, and its commands, with what decides
 * whether they run.
 *
 * Sources: Linux 6.12, fs/binfmt_script.c, load_script(), and include/uapi/linux/binfmts.h,
 * BINPRM_BUF_SIZE; POSIX.1-2017, Shell Command Language, 2.3 Token Recognition, 2.9 Shell Commands
 * and 2.10 Shell Grammar. This is no shell: words at the place of a command are collected, and what
 * would need a shell to know (a variable, a loop, a test before it) is said to be not certain.
 * Within $( ) and backquotes it looks one level deep.
 */
#ifndef CHECKER_SCRIPT_H
#define CHECKER_SCRIPT_H

#include "arena.h"
#include "bytes.h"

enum { SCRIPT_COMMANDS = 512, SCRIPT_WORDS = 12, SCRIPT_FIRST_LINE = 256 };

enum script_first {
	SCRIPT_GOOD,
	SCRIPT_NONE,       /* no #! at the very beginning */
	SCRIPT_NO_PROGRAM, /* nothing after the #! */
	SCRIPT_TOO_LONG    /* the program's name does not end within SCRIPT_FIRST_LINE bytes */
};

/* What decides whether a command runs: the success of another one, and what only a shell knows. */
struct script_hang {
	int on;      /* the index of that other command, or -1 */
	bool when;   /* it must have succeeded; else failed */
	bool joined; /* by && or ||: if that one has not run either, the one that it hangs on counts */
	bool would;  /* nothing else is in the way: no loop, no case that a shell has to judge */
	bool never;  /* a case that takes another way */
	bool unnamed; /* all this if the script is called without words: "$1" is empty */
};

struct script_command {
	const char *words[SCRIPT_WORDS]; /* [0]: its name; quotes taken away; unset ones are "" */
	int count;          /* words, at most SCRIPT_WORDS; 0: only a redirection */
	int line, column;   /* where it begins, from 1 */
	bool plain;         /* no word needs a shell to know what it is */
	bool named;         /* the first of them does not */
	bool certain;       /* runs whatever happens: not after && ||, in no function, while or case; in
	                       the condition of an if, and in a for that has words to go through */
	bool quiet;         /* standard error goes elsewhere: no complaint is seen */
	bool silent;        /* standard output goes elsewhere */
	const char *target; /* the file that > or >> names, no descriptor, while standard error is
	                       seen; NULL: none, or only a shell knows */
	const char *input;  /* the same for < */
	bool background;    /* & follows */
	bool piped;         /* it reads what the command before it writes */
	bool feeds;         /* what it writes is read by the command after it */
	bool fed;           /* it reads no keyboard: a pipe, a file or a here-document */
	int depth;          /* how many if, for, { and the like are open */
	bool nested;        /* within ( ): "exit" does not end the script */
	bool negated;       /* ! stands before it */
	struct script_hang hang;
	int loop_line;      /* it is the condition of a while or until that nothing else ends, which
	                       begins there; else 0 */
	bool until;
	const char *function; /* in whose body it stands, or NULL */
	const char *file;   /* "etc/rc": in which it stands, when . reads that; NULL: in the script */
};

struct script {
	enum script_first first;
	const char *interpreter; /* "/bin/sh"; NULL unless SCRIPT_GOOD */
	const char *argument;    /* the rest of the first line, or NULL */
	struct script_command *commands;
	size_t count;
	struct script_command *inner; /* the same, within $( ) or ` `: their output is a word */
	size_t inner_count;
	const char *functions;   /* the names of functions it defines, each after a blank */
	const char *path;        /* what PATH is set to, or NULL; "" when only a shell knows */
	int path_line;           /* where it is set */
	const char *prompt;      /* what PS1 is set to, or NULL; "" when only a shell knows */
	int prompt_line;
	bool open;               /* a quote or a bracket is not closed */
	int open_line;           /* where it begins */
	int endless_line;        /* startup_script_read(): where a loop begins that never ends, or 0 */
	int depth;               /* if, for, while, case, { and ( that are not closed, or below 0 */
	const char *stray;       /* a word or sign that the shell does not expect, or NULL */
	int stray_line;
	bool uncertain;          /* runs other files or strings as commands: ., source, eval; after
	                            startup_script_read(): such as nobody can look into */
};

struct script script_read(struct arena *a, struct bytes text);

#endif
