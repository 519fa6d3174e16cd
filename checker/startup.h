/* The checks of chapter 05: startup_inittab.c, startup_fstab.c and startup_script.c; what they
 * share is in startup.c. */
#ifndef CHECKER_STARTUP_H
#define CHECKER_STARTUP_H

#include "check.h"
#include "hidden.h"
#include "inittab.h"
#include "script.h"

#define STARTUP_INITTAB "etc/inittab"
#define STARTUP_FSTAB "etc/fstab"
#define STARTUP_RCS "etc/init.d/rcS"

/* init/init.c sets PATH to bb_PATH_root_path, libbb/messages.c */
#define STARTUP_PATH "/sbin:/usr/sbin:/bin:/usr/bin"

enum program_state {
	PROGRAM_GOOD,
	PROGRAM_EMPTY,          /* there is no word to run */
	PROGRAM_ABSENT,
	PROGRAM_NO_FILE,        /* a directory or a device */
	PROGRAM_NOT_EXECUTABLE,
	PROGRAM_NO_INTERPRETER, /* a script, and the program that its first line names is not there */
	PROGRAM_NO_FIRST_LINE   /* a text without #! */
};

struct program {
	enum program_state state;
	const struct node *node; /* NULL: not there */
	const char *interpreter; /* what the script's first line names, or NULL */
};

/* What the kernel would make of the word as the name of a program. A word without a slash is looked
 * for in the folders of path ("/bin:/usr/bin"). Names of rootfs/names that are missing in bin are
 * good here: chapter 06 speaks of them. */
struct program startup_program(struct ctx *ctx, const char *word, const char *path);

/* "nothing of that name": the state in words. */
const char *startup_program_words(struct ctx *ctx, const struct program *p);

/* The text of a file of the tree, through links. False: no regular file, or it cannot be read. */
bool startup_text(struct ctx *ctx, const char *path, struct bytes *text);

/* The check that a file is there: reports one that is absent (and a file near by that may be
 * meant), a link to nothing, another kind. Says nothing when its folder is missing: that is
 * chapter 03's. True: it is a regular file. The summary, at_boot and book (the fix: a copy of
 * rootfs/) are given. */
bool startup_there(struct ctx *ctx, struct sink *out, const char *path, const char *at_boot);

/* The command that copies the book's file into the tree. */
const char *startup_copy(struct ctx *ctx, const char *path);

/* How inittab starts the script. */
struct startup_call {
	bool by_shell; /* as the argument of a shell: its mode and first line do not count */
	bool words;    /* with words after its name: its "$1" is not empty */
};

/* The script that inittab starts first: "etc/init.d/rcS" when inittab names it, or there is no
 * inittab, or another one that inittab names and that is there. NULL: inittab starts no script.
 */
const char *startup_script(struct ctx *ctx, struct startup_call *call);

/* A finding for a hidden character of the file path, found at offset of its whole text. */
void startup_hidden(struct ctx *ctx, struct sink *out, const char *path, struct bytes text,
                    const struct hidden *h, const char *at_boot);

/* The line of an offset, from 1; *column: from 1, in bytes. */
int startup_line(struct bytes text, size_t offset, int *column);

/* True when BusyBox was linked with musl, whose getmntent() and execvp() are the stricter ones. */
bool startup_musl(struct ctx *ctx);

/* True when a file system of that name is in the kernel; without a .config: one of the book's. */
bool startup_type(struct ctx *ctx, const char *type);

void inittab_there(struct ctx *ctx, struct sink *out);
void inittab_text(struct ctx *ctx, struct sink *out);
void inittab_shell(struct ctx *ctx, struct sink *out);
void inittab_hidden(struct ctx *ctx, struct sink *out);
void inittab_line(struct ctx *ctx, struct sink *out);
void inittab_terminal(struct ctx *ctx, struct sink *out);
void inittab_program(struct ctx *ctx, struct sink *out);
void inittab_sysinit(struct ctx *ctx, struct sink *out);
void inittab_ask(struct ctx *ctx, struct sink *out);
void inittab_dash(struct ctx *ctx, struct sink *out);
void inittab_later(struct ctx *ctx, struct sink *out);

void script_there(struct ctx *ctx, struct sink *out);
void script_mode(struct ctx *ctx, struct sink *out);
void script_hidden(struct ctx *ctx, struct sink *out);
void script_first_line(struct ctx *ctx, struct sink *out);
void script_syntax(struct ctx *ctx, struct sink *out);
void script_ends(struct ctx *ctx, struct sink *out);
void script_waits(struct ctx *ctx, struct sink *out);
void script_command(struct ctx *ctx, struct sink *out);
void script_mounts(struct ctx *ctx, struct sink *out);
void script_writes(struct ctx *ctx, struct sink *out);
void script_speaks(struct ctx *ctx, struct sink *out);

void profile_ends(struct ctx *ctx, struct sink *out);
void profile_speaks(struct ctx *ctx, struct sink *out);

/* Whether the startup script, or inittab itself, mounts what fstab lists. When that script cannot
 * be read, it is taken for granted. */
bool script_uses_fstab(struct ctx *ctx);

void fstab_there(struct ctx *ctx, struct sink *out);
void fstab_hidden(struct ctx *ctx, struct sink *out);
void fstab_lines(struct ctx *ctx, struct sink *out);
void fstab_where(struct ctx *ctx, struct sink *out);
void fstab_type(struct ctx *ctx, struct sink *out);
void fstab_options(struct ctx *ctx, struct sink *out);
void fstab_device(struct ctx *ctx, struct sink *out);
void fstab_covers_programs(struct ctx *ctx, struct sink *out);
void fstab_covers(struct ctx *ctx, struct sink *out);
void fstab_mounts(struct ctx *ctx, struct sink *out);
void startup_line_ends(struct ctx *ctx, struct sink *out);

#endif
