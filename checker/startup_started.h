/* What runs between init's start and the prompt: the startup script's commands and the lines of
 * inittab, startup_started.c; and where something can be read or written by then. */
#ifndef CHECKER_STARTUP_STARTED_H
#define CHECKER_STARTUP_STARTED_H

#include "check.h"
#include "startup_judge.h"
#include "startup_script.h"

struct started {
	struct script_command c;
	const char *where; /* "tiny-linux/etc/init.d/rcS:3:1" */
	const char *fix;   /* the command that takes it away */
	const char *who;   /* whom the shell names in its complaints: "/etc/init.d/rcS: line 3", "sh" */
	int line;          /* of inittab, or 0: of the script */
	bool waited_for;   /* the prompt comes after its end */
};

struct started_list {
	struct started *all;
	size_t count;
	bool sure; /* nothing is run that cannot be looked at; else nobody knows what is mounted */
};

/* In the order in which they begin; of a script up to the command that ends it. A script that the
 * shell does not understand has none. */
struct started_list startup_started(struct ctx *ctx);

/* The same, and behind them, from all[*from] on, the commands of a file that the shell reads before
 * its prompt. */
struct started_list startup_started_and(struct ctx *ctx, const struct startup *profile,
                                        size_t *from);

/* sh -c "...", whose text is known. */
bool startup_sh_c(const struct script_command *c);

/* The command's words without its options, from words[*first]; known: the letters of options, those
 * before a ':' with a value. False: an option that is not known. */
bool startup_operands(const struct script_command *c, const char *known, int *first);

/* How far the start has come. */
struct place {
	struct ctx *ctx;
	const struct started_list *list;
	bool mounted; /* a mount has been run */
	const char *folder; /* where "cd" went; NULL: nowhere yet, the root directory */
	bool moved;   /* to a place that nobody can tell */
	size_t at;    /* how many commands of the list have run */
};

void place_passes(struct place *p, const struct started *s);

/* The word as a path from the root directory; NULL: nobody can tell where it leads. */
const char *place_path(const struct place *p, const char *word);

/* In the tmpfs on /var/shm nothing has that name yet: no command so far has named it. */
bool place_fresh(const struct place *p, const char *path);

/* "/var/shm/a" is in "/var/shm", and so is "/var/shm". */
bool place_under(const char *path, const char *folder);

/* Something is mounted there by then, or may be: fstab's second fields, mounts by hand. */
bool place_mounted_over(const struct place *p, const char *path);

/* The path as the tree has it, its folder's links followed; NULL when a link's end is not there. */
const char *place_true_path(const struct place *p, const char *path);

/* What keeps the prompt away for ever: what is seen instead, or NULL. */
const char *startup_never_ends(const struct started *s);

/* The words of list->all[i] are seen on the screen, or its complaint about how it is called. */
bool startup_speaks(const struct place *p, size_t i);

/* What the command cannot write: what the screen shows, or NULL. *found: the words to blame. */
const char *startup_writes(const struct place *p, const struct started *s, const char **found);

/* What the command reads and is not there: what the screen shows, or NULL. *file: its name. */
const char *startup_reads(const struct place *p, const struct started *s, const char **file);

#endif
