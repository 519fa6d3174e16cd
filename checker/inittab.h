/* etc/inittab, read as BusyBox's init reads it.
 *
 * Sources, BusyBox 1.35.0: init/init.c, parse_inittab(), new_init_action(), init_exec(),
 * open_stdio_to_tty(); libbb/parse_config.c, config_read(), get_line_with_continuation().
 */
#ifndef CHECKER_INITTAB_H
#define CHECKER_INITTAB_H

#include "arena.h"
#include "bytes.h"

enum { INITTAB_ENTRIES = 256 };

/* In the order of BusyBox's own list. */
enum inittab_action {
	INITTAB_SYSINIT, INITTAB_WAIT, INITTAB_ONCE, INITTAB_RESPAWN, INITTAB_ASKFIRST,
	INITTAB_CTRLALTDEL, INITTAB_SHUTDOWN, INITTAB_RESTART, INITTAB_ACTIONS
};

enum inittab_fault {
	INITTAB_GOOD,
	INITTAB_FIELDS, /* fewer than four fields, or nothing in the fourth */
	INITTAB_WORD    /* the third field is no action */
};

struct inittab_entry {
	struct bytes text;       /* the line as it stands in the file, without its newline */
	size_t offset;           /* where it begins in the file */
	int line;                /* as BusyBox counts: of a continued line the last one */
	enum inittab_fault fault;
	const char *tty;         /* field 1 without "/dev/"; "" means the console */
	const char *word;        /* field 3, or NULL */
	const char *command;     /* field 4 to the end of the line or a '#', or NULL */
	int word_column, command_column; /* from 1; 0: the line is a continued one */
	enum inittab_action action;      /* when the fault is INITTAB_GOOD */
	bool superseded;         /* a later line has the same terminal and command: that one counts */
};

struct inittab {
	struct inittab_entry *entries; /* lines that are neither empty nor comments, in order */
	size_t count;
};

struct inittab inittab_read(struct arena *a, struct bytes text);

/* The names of the actions. */
extern const char *const inittab_actions[INITTAB_ACTIONS];

/* What a command runs. */
struct inittab_command {
	const char *program; /* its first word without a leading dash; "" when there is none */
	const char *rest;    /* what follows it, blanks skipped */
	bool dash;           /* "-/bin/sh": a login shell, which gets a controlling terminal */
	bool by_shell;       /* holds characters that init leaves to /bin/sh -c "exec ..." */
};

struct inittab_command inittab_command(struct arena *a, const char *command);

#endif
