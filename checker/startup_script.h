/* What the checks of the startup script share: startup_script.c and startup_commands.c. */
#ifndef CHECKER_STARTUP_SCRIPT_H
#define CHECKER_STARTUP_SCRIPT_H

#include "check.h"
#include "script.h"
#include "startup.h"

#define NOTHING_MOUNTED "; nothing is mounted, and ps is empty"

/* The script, its text and where it is on the disk. */
struct startup {
	const char *path;  /* "etc/init.d/rcS" */
	const char *where; /* "tiny-linux/etc/init.d/rcS" */
	struct bytes text;
	struct script script;
	struct startup_call call;
};

/* The script that inittab starts. False: there is none, or it is no file that can be read. */
bool script_of_tree(struct ctx *ctx, struct startup *s);

/* A script as it runs on this disk: commands that surely do not run are left out, those of a
 * function stand where it is called. words: it is called with some, "$1" is not empty. */
struct script startup_script_read(struct ctx *ctx, struct bytes text, bool words);

/* "grep -q proc /etc/fstab": 1 it finds the word, 0 it does not, -1 nobody can tell, or it is no
 * grep. */
int script_grep(struct ctx *ctx, const struct script_command *c);

/* The command mounts something over the path, or may. */
bool script_mounts_over(const struct script_command *c, const char *path);

/* The last component of a command's name, "exec" and the like in front of it passed over. */
const char *script_command_name(const struct script_command *c);

/* Called by its own name, not through exec or busybox: its operands begin at words[1]. */
bool script_called_by_name(const struct script_command *c);

/* The script is over with this command, if it runs. */
bool script_is_last(const struct script_command *c);

/* The word of a command that must be a program of the tree, or with . a file of it (*file); NULL:
 * nothing has to be there. */
const char *script_command_needs(struct ctx *ctx, const struct script *s,
                                 const struct script_command *c, bool *file);

/* "tiny-linux/etc/init.d/rcS": the file in which the command stands, as a shell reads it. */
const char *script_file(struct ctx *ctx, const struct startup *s, const struct script_command *c);

/* "tiny-linux/etc/init.d/rcS:3:1" */
const char *script_where(struct ctx *ctx, const struct startup *s, const struct script_command *c);

/* Whom the shell names when the command fails: "/etc/init.d/rcS: line 3". */
const char *script_who(struct ctx *ctx, const struct startup *s, const struct script_command *c);

/* The command that takes it away. */
const char *script_fix(struct ctx *ctx, const struct startup *s, const struct script_command *c);

/* The list, which ends with NULL, has the word. */
bool script_listed(const char *word, const char *const *list);

/* A finding about the first line; replace: the cure takes its place, else goes above it. */
void script_report_first(struct ctx *ctx, struct sink *out, const struct startup *s,
                         const char *summary, const char *error, bool replace);

#endif
