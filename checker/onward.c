/* What follows from a mended tree: the image and the disk are made of it. */
#include "onward.h"

#include <string.h>

#include "floppy.h"

/* Whether a fix of chapters first to last that has to be typed holds these words ("": any fix). */
static bool fixes(const struct outcome *o, int first, int last, const char *words)
{
	for (size_t i = 0; i < o->count; i++) {
		const struct result *r = &o->results[i];
		int chapter = check_chapter(r->check);

		if (!r->selected || !result_blocks(r) || chapter < first || chapter > last)
			continue;
		for (size_t j = 0; j < r->count; j++)
			if (strstr(r->findings[j].fix, words))
				return true;
	}
	return false;
}

const char *outcome_onward(struct ctx *ctx, const struct outcome *o)
{
	/* Chapter 02's fixes put a new BusyBox into a tree that has one. */
	bool tree = fixes(o, 2, 2, "tiny-linux/") || fixes(o, 3, 6, "");
	bool make = tree && !fixes(o, 7, 7, "step-07");
	bool disk = work_exists(ctx->work, work_name(WORK_FLOPPY));

	if (!work_exists(ctx->work, work_name(WORK_FS_GZ)) || (!tree && !fixes(o, 7, 7, "")))
		return "";
	/* Chapter 08's fixes are typed before this. */
	if (!make && (fixes(o, 7, 8, "step-08") || fixes(o, 8, 8, "fs.gz")))
		disk = false;
	return say(ctx, "%s%s%s", make ? "make -C \"$TINY\" step-07" : "", make && disk ? "; " : "",
	           disk ? floppy_copy_image(ctx) : "");
}
