/* What a check is. One table holds them all (table.c); everything that speaks of checks (help,
 * explain, completion, manual page, the book's appendix, tests) is made from that table.
 */
#ifndef CHECKER_CHECK_H
#define CHECKER_CHECK_H

#include <stddef.h>

#include "arena.h"
#include "bytes.h"
#include "work.h"

enum severity {
	ERROR,   /* the disk will not come up to a shell */
	WARNING, /* it comes up, but the smoke test would see a difference from the good disk */
	NOTE     /* nothing that the smoke test sees, yet not as the book has it */
};

struct applets;
struct disk;
struct elf_file;
struct i486_report;
struct image_differences;
struct media;
struct romfs;
struct startup_text;

/* What a check sees of the world. */
struct ctx {
	struct arena *arena; /* for whatever a check needs; never freed by it */
	struct work *work;   /* the learner's folder, read lazily and once */
	/* What several checks ask for, kept by the first of them; NULL until then. */
	const struct disk *disk;            /* the floppy, disk_read()'s */
	enum { SUM_UNKNOWN, SUM_RIGHT, SUM_WRONG } kernel_sum; /* kernel_image.c's */
	const struct elf_file *elf;         /* the built BusyBox, program.c's */
	const struct applets *applets;      /* its names, program_applets()'s */
	const struct i486_report *i486;     /* its instructions, program.c's */
	const struct startup_text *texts;   /* chapter 05's files, startup_text()'s */
	const struct romfs *romfs;          /* what is in fs.gz, image_romfs()'s */
	const struct image_differences *differences; /* from the tree, image_compare()'s */
	const struct media *media;          /* chapter 10's, media_report()'s */
};

/* One thing to mend. All strings are copied and made safe to print by report(), so foreign text
 * may be passed as it is (only fix must quote foreign words, with text_shell()). No full stops. */
struct finding {
	const char *summary;  /* a fact on its own; NULL: the check's own summary */
	const char *where;    /* path relative to $WORK, with :line:column or @offset if known */
	const char *expected; /* what a good disk has */
	const char *found;    /* what this one has */
	const char *at_boot;  /* what the reader would have seen, measured */
	const char *fix;      /* one line of shell that mends it, run in $WORK under `make shell` */
};

struct sink; /* collects the findings of one check */

/* Adds a finding: the check has failed. */
void report(struct sink *out, const struct finding *finding);

/* There is nothing to look at or to compare with: the check is skipped, reason says why. */
void skip(struct sink *out, const char *reason);

/* Looking was refused (permission, input/output error): skipped, and the exit status is 3. */
void cannot_inspect(struct sink *out, const char *where, int error);

/* As sprintf, into memory that lasts as long as the inspection. */
#define say(ctx, ...) arena_printf((ctx)->arena, __VA_ARGS__)

/* Paragraphs for `explain`. Plain text in lines of at most 78 columns; broken and cure are
 * examples, shown indented as they stand. */
struct explanation {
	const char *what;   /* what is checked */
	const char *why;    /* why the disk needs it */
	const char *broken; /* an example that is wrong */
	const char *cure;   /* the same, mended */
	const char *boot;   /* what boot shows */
};

struct check {
	const char *id;       /* "TL0412": TL, two digits of chapter, two of sequence */
	const char *slug;     /* "console-number": unique too, lower case and hyphens */
	const char *needs;    /* ids of earlier checks, blank-separated, or "": when one of them did
	                         not pass, this one is skipped and names it */
	enum severity severity;
	const char *summary;  /* what is the matter when it fails, a fact, no full stop */
	struct explanation explain;
	void (*run)(struct ctx *ctx, struct sink *out); /* silent when all is well */
};

/* The whole table, in order of id. */
size_t check_count(void);
const struct check *check_at(size_t index);

/* The check of that id or slug (any case), or NULL. */
const struct check *check_find(const char *id_or_slug);

/* Its position in the table. */
size_t check_index(const struct check *check);

/* The chapter's number, from the id: 0 to 99. */
int check_chapter(const struct check *check);

/* "error", "warning", "note". */
const char *severity_name(enum severity severity);

#endif
