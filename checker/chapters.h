/* The chapters: their names, what each leaves in the learner's folder, and their state. */
#ifndef CHECKER_CHAPTERS_H
#define CHECKER_CHAPTERS_H

#include "work.h"

enum { CHAPTERS = 11 }; /* 00 to 10 */

struct chapter {
	const char *name;      /* "devices", as in chapters/04-devices.md */
	const char *title;     /* "Device nodes" */
	const char *outputs;   /* paths it makes, blank-separated: begun when one of them exists */
	const char *used_by;   /* when one of these exists, the learner has gone on: chapters of the
	                          tree then count as begun, others as not needed any more */
	const char *hint;      /* what to do next, for `hint NN`; lines of at most 78 columns */
};

enum chapter_state {
	CHAPTER_NOT_BEGUN, /* none of its outputs is there */
	CHAPTER_GIVEN,     /* none is there, and none is missed: a later chapter's work has them */
	CHAPTER_AT,        /* begun, with something to mend or to add */
	CHAPTER_DONE       /* neither error nor warning */
};

/* The chapter of that number, or NULL. */
const struct chapter *chapter_at(int number);

/* By number ("4", "04"), or -1. */
int chapter_parse(const char *text);

/* CHAPTER_NOT_BEGUN, CHAPTER_GIVEN, or CHAPTER_AT for one that is begun: whether it is done is
 * for the checks to say. */
enum chapter_state chapter_begun(struct work *w, int number);

#endif
