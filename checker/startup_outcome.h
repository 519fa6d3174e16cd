/* Whether a command of a script succeeds, as far as the tree tells: for startup_decide.c. */
#ifndef CHECKER_STARTUP_OUTCOME_H
#define CHECKER_STARTUP_OUTCOME_H

#include "check.h"
#include "startup_script.h"

enum status {
	NOT_RUN,
	SUCCEEDS,
	FAILS,
	SHOULD_SUCCEED, /* it fails only with a complaint, which is another check's matter */
	UNKNOWN
};

/* What becomes of a command of the script `in` that runs, ! before it counted; never NOT_RUN. */
enum status script_outcome(struct ctx *ctx, const struct script *in,
                           const struct script_command *c);

/* What ! makes of it. */
enum status script_not(enum status s);

/* Something may lie over the path by then: what fstab or the script `in` mounts. */
bool script_may_mount_over(struct ctx *ctx, const struct script *in, const char *path);

#endif
