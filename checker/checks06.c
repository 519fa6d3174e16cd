/* Chapter 06, names: BusyBox in bin and its links. */
#include "common.h"
#include "expected.h"
#include "table.h"
#include "text.h"

static void names_there(struct ctx *ctx, struct sink *out)
{
	const struct tree *t = work_tree(ctx->work);
	const char *missing = "";
	size_t i, count = 0;

	for (i = 0; i < expected_name_count; i++) {
		if (tree_resolve(ctx->arena, t, say(ctx, "bin/%s", expected_names[i])))
			continue;
		missing = say(ctx, "%s %s", missing, text_shell(ctx->arena, expected_names[i]));
		count++;
	}
	if (count == 0)
		return;
	report(out, &(struct finding){
		.summary = say(ctx, "%zu of the %zu names of BusyBox are missing", count, expected_name_count),
		.where = "tiny-linux/bin", .expected = "every name of rootfs/names",
		.found = say(ctx, "no%s", missing),
		.at_boot = "\"not found\" when one of them is called",
		.fix = "while read -r n; do [ -e \"tiny-linux/bin/$n\" ] || ln tiny-linux/bin/busybox "
		       "\"tiny-linux/bin/$n\"; done <\"$TINY/rootfs/names\"",
	});
}

const struct check checks_06[] = {
	{"TL0601", "name-missing", "TL0303", WARNING, "names of BusyBox are missing",
	 {.what = "bin holds every name of rootfs/names.",
	  .why = "BusyBox looks at the name it is called by and becomes that command; a name\n"
	         "that is not there is a command that the disk does not have.",
	  .broken = "$ ls tiny-linux/bin\nbusybox  ls",
	  .cure = "ln tiny-linux/bin/busybox tiny-linux/bin/mount",
	  .boot = "The shell says \"not found\" when the name is typed."},
	 names_there},
};
CHECKS_END(06);
