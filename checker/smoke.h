/* The smoke test: switch a PC on with the learner's disk in it, read its screen, type at it.
 *
 * A library: options in, a result out, no state in between, so that several may run at a time. */
#ifndef CHECKER_SMOKE_H
#define CHECKER_SMOKE_H

#include <stdbool.h>
#include <stddef.h>

#include "qemu.h"

enum { SMOKE_EXPECTATIONS_MAX = 64, SMOKE_FOUND_MAX = 400 };

enum smoke_status {
	SMOKE_NOT_REACHED, /* something before it failed */
	SMOKE_PASS,
	SMOKE_FAIL,
	SMOKE_UNSEEN, /* not on the screen, though what comes after it is: no failure */
};

enum smoke_end {
	SMOKE_FINISHED,     /* there is a verdict */
	SMOKE_NO_IMAGE,     /* the disk cannot be read */
	SMOKE_NO_QEMU,      /* QEMU is not installed */
	SMOKE_QEMU_DIED,    /* it ended by itself or does not answer */
	SMOKE_TROUBLE,      /* this machine lacks something */
	SMOKE_CANCELLED,
};

/* Dead: no shell came, or the PC stopped by itself while it was asked. */
enum smoke_outcome { SMOKE_DEAD, SMOKE_DEGRADED, SMOKE_SAME };

/* One thing that is seen on the good disk. From a const table. */
struct smoke_expectation {
	const char *id;      /* stable slug */
	const char *title;   /* what is so, when it is so */
	const char *pattern; /* extended regular expression, a row a line; NULL: code decides */
	const char *expected; /* in words, for the failure */
	const char *meaning; /* what it means when it is not so */
	const char *next;    /* what to do then */
	bool absent;         /* the pattern must not be there */
};

struct smoke_check {
	const struct smoke_expectation *what;
	enum smoke_status status;
	long at_ms; /* since power-on; -1: never */
	char found[SMOKE_FOUND_MAX]; /* printable UTF-8; empty: nothing to tell */
};

struct smoke_options {
	const char *image;
	const char *program; /* QEMU */
	const char *cpu;
	unsigned memory;     /* MiB */
	enum qemu_drive drive;
	const char *const *names; /* that must be in /bin; NULL: whatever is there */
	size_t name_count;
	long stall_ms; /* no change of the screen for so long: stuck; half of it before the kernel */
	long total_ms; /* for the whole test */
	int cancel_fd; /* readable: stop; -1: none */
	const char *pictures; /* folder for screen.png and stage-*.png; NULL: none */
	void (*progress)(void *context, const char *doing, long at_ms); /* NULL: none */
	void *context;
};

struct smoke_result {
	enum smoke_end end;
	enum smoke_outcome outcome; /* of SMOKE_FINISHED */
	char error[500];            /* of every other end */
	struct smoke_check checks[SMOKE_EXPECTATIONS_MAX];
	size_t check_count;
	size_t passed, failed, not_reached;
	size_t names_found;    /* programs in /bin */
	size_t names_answered;
	char kernel[200];      /* the kernel's version line; empty: not seen */
	char qemu[64];         /* QEMU's version */
	char *complaints;      /* rows on the console that the good disk has not, or NULL */
	char *screen;          /* all that was on the screen, or NULL */
	char *last;            /* the last rows of the screen when the test ended, or NULL */
	bool image_unchanged;
	long total_ms;         /* since power-on */
};

/* Fills options with the book's values: 486, 8 MiB, floppy, 20 s without change, 300 s in all. */
void smoke_defaults(struct smoke_options *options);

/* Runs the test. Release the result with smoke_free, whatever its end. */
void smoke_run(const struct smoke_options *options, struct smoke_result *result);

void smoke_free(struct smoke_result *result);

#endif
