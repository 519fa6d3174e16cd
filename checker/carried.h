/* What every medium carries: the kernel and the packed root file system. */
#ifndef CHECKER_CARRIED_H
#define CHECKER_CARRIED_H

#include "check.h"

/* Whether a file is a bzImage as long as its header says. */
bool kernel_is_whole(struct bytes kernel);

/* What a file that is no whole kernel is, in a few words. */
const char *kernel_words(struct ctx *ctx, struct bytes kernel);

/* Whether data, packed or not, is a whole romfs image. */
bool image_is_whole(struct ctx *ctx, struct bytes data);

/* Whether the image holds the same files as the learner's fs.gz. */
bool image_as_built(struct ctx *ctx, struct bytes data);

#endif
