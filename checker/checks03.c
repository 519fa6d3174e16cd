/* Chapter 03, tree: the directories. */
#include <string.h>

#include "common.h"
#include "table.h"

static void tree_there(struct ctx *ctx, struct sink *out)
{
	const struct tree *t = work_tree(ctx->work);

	if (t->state == TREE_OK)
		return;
	if (t->state == TREE_UNREADABLE) {
		cannot_inspect(out, "tiny-linux", t->error);
		return;
	}
	report(out, &(struct finding){
		.where = "tiny-linux", .expected = "a directory", .found = "something else",
		.at_boot = "nothing yet: there is no tree to make an image of",
		.fix = "rm tiny-linux; make -C \"$TINY\" step-03",
	});
}

static void directories(struct ctx *ctx, struct sink *out)
{
	static const struct { const char *path, *at_boot; } wanted[] = {
		{"bin", "Kernel panic - not syncing: No working init found"},
		{"etc", "init finds no inittab"},
	};
	const struct tree *t = work_tree(ctx->work);
	size_t i;

	for (i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++) {
		const struct node *n = tree_resolve(ctx->arena, t, wanted[i].path);

		if (n && S_ISDIR(n->mode))
			continue;
		report(out, &(struct finding){
			.summary = say(ctx, "%s is not a directory of the tree", wanted[i].path),
			.where = say(ctx, "tiny-linux/%s", wanted[i].path),
			.expected = "a directory", .found = node_words(ctx, n),
			.at_boot = wanted[i].at_boot,
			.fix = say(ctx, "rm -f tiny-linux/%s; mkdir tiny-linux/%s", wanted[i].path,
			           wanted[i].path),
		});
	}
}

const struct check checks_03[] = {
	{"TL0301", "tree-there", "", ERROR, "the staged tree is not a directory",
	 {.what = "tiny-linux is a directory that can be listed.",
	  .why = "All of the target's root file system is laid out in it before genromfs makes\n"
	         "an image of it.",
	  .broken = "touch tiny-linux",
	  .cure = "rm tiny-linux; mkdir tiny-linux",
	  .boot = "Nothing boots yet: there is nothing to make an image of."},
	 tree_there},
	{"TL0302", "directory-missing", "TL0301", ERROR, "a directory that the boot needs is missing",
	 {.what = "The directories bin and etc are in the tree.",
	  .why = "The kernel starts /bin/init, and init reads /etc/inittab.",
	  .broken = "mkdir tiny-linux/dev tiny-linux/ect",
	  .cure = "mkdir tiny-linux/etc",
	  .boot = "The kernel finds no init, or init finds no inittab."},
	 directories},
};
CHECKS_END(03);
