/* What the lines of etc/inittab do on this disk: startup_judge.c, for startup_inittab.c. */
#ifndef CHECKER_STARTUP_JUDGE_H
#define CHECKER_STARTUP_JUDGE_H

#include "check.h"
#include "hidden.h"
#include "inittab.h"
#include "startup.h"

/* Why a line does not do what it says. */
enum cause { WORKS, HIDDEN, FIELDS, WORD, TERMINAL, PROGRAM };

struct judged {
	const struct inittab_entry *entry;
	enum cause cause;
	struct hidden hidden; /* offset: in the whole file */
	struct inittab_command command;
	struct program program;
};

/* All lines, judged; *shell: one of them gives a shell. NULL: there is no such file. */
struct judged *inittab_judge(struct ctx *ctx, struct bytes *text, size_t *count, bool *shell);

/* The line works and starts a shell. */
bool inittab_gives_shell(struct ctx *ctx, const struct judged *j);

/* "respawn" or "askfirst": init starts it again and again. */
bool inittab_again(const struct inittab_entry *e);

/* The line is about the startup script, or mounts. */
bool inittab_names_script(const struct inittab_entry *e);

#endif
