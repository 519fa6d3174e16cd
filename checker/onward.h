/* What is left to do when all printed fixes are typed. */
#ifndef CHECKER_ONWARD_H
#define CHECKER_ONWARD_H

#include "run.h"

/* One line of shell that makes anew what the learner already has and what is made of something that
 * the fixes of o change: the image of a mended tree, the disk of a mended image. "": nothing.
 * Typed after the fixes, in the same place. */
const char *outcome_onward(struct ctx *ctx, const struct outcome *o);

#endif
