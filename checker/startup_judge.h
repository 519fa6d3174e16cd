/* What the lines of etc/inittab do on this disk, startup_judge.c, and what is said of those that do
 * not do what they say, startup_report.c; for startup_inittab.c and startup_speaks.c. */
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

/* "tiny-linux/etc/inittab:3:9"; a column of 0 is left out. */
const char *inittab_where(struct ctx *ctx, const struct inittab_entry *e, int column);

/* The command that puts the book's line there, or takes a line away that the book does not have.
 * shell: another line gives a shell. */
const char *inittab_line_fix(struct ctx *ctx, const struct inittab_entry *e, bool shell);

/* The finding for a line that does not work, by its cause; text: of the whole file. */
void inittab_report(struct ctx *ctx, struct sink *out, struct bytes text, const struct judged *j,
                    bool shell);

/* The one finding for all lines of blanks, e being the first of them. */
void inittab_report_blank(struct ctx *ctx, struct sink *out, const struct inittab_entry *e);

#endif
