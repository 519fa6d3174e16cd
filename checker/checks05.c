/* Chapter 05, startup: rcS, fstab, inittab. */
#include "common.h"
#include "table.h"

static void inittab_there(struct ctx *ctx, struct sink *out)
{
	const struct node *n = tree_resolve(ctx->arena, work_tree(ctx->work), "etc/inittab");

	if (n && S_ISREG(n->mode) && n->size > 0)
		return;
	report(out, &(struct finding){
		.where = "tiny-linux/etc/inittab", .expected = "a regular file with something in it",
		.found = node_words(ctx, n),
		.at_boot = "init falls back on its own table: a prompt on the console, and complaints "
		           "about terminals that are not there",
		.fix = "rm -rf tiny-linux/etc/inittab; cp \"$TINY/rootfs/etc/inittab\" tiny-linux/etc/",
	});
}

const struct check checks_05[] = {
	{"TL0501", "inittab-there", "TL0301", WARNING, "there is no inittab",
	 {.what = "etc/inittab is a regular file with something in it.",
	  .why = "It tells init what to start: the startup script, and a shell on the console.",
	  .broken = "$ ls tiny-linux/etc\nfstab  init.d  initab",
	  .cure = "mv tiny-linux/etc/initab tiny-linux/etc/inittab",
	  .boot = "init falls back on a table of its own."},
	 inittab_there},
};
CHECKS_END(05);
