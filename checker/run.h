/* Running the checks and keeping what they say. */
#ifndef CHECKER_RUN_H
#define CHECKER_RUN_H

#include "chapters.h"
#include "check.h"

enum status { PASS, FAIL, SKIP };

struct result {
	const struct check *check;
	enum status status;
	struct finding *findings; /* of a FAIL, safe to print; every field is a string, summary too */
	size_t count;
	const char *waits_for;    /* of a SKIP: ids that did not pass, blank-separated, or "" */
	const char *reason;       /* of a SKIP: why, in words */
	bool refused;             /* of a SKIP: it could not be inspected */
	bool selected;            /* asked for, and so reported (others only served it) */
};

struct outcome {
	struct result *results; /* one for each check of the table, in its order */
	size_t count;
	enum chapter_state chapters[CHAPTERS];
	bool incomplete; /* something could not be inspected */
	const char *then; /* what is made anew after the fixes (onward.h), or "" */
};

/* Runs the checks of the chapters whose bit is set in chapters (bit 4: chapter 04) and whatever
 * those need. */
struct outcome run_checks(struct ctx *ctx, unsigned chapters);

enum { ALL_CHAPTERS = (1 << CHAPTERS) - 1 };

/* The exit status that the selected results call for: 0, 1 or 3. */
int outcome_status(const struct outcome *o);

/* The chapter the learner is at: the first one begun and not done, else the first one to begin
 * next; CHAPTERS when all are done. */
int outcome_at(const struct outcome *o);

/* True for a failed error or warning, which keeps a chapter from being done. */
bool result_blocks(const struct result *r);

#endif
