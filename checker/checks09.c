/* Chapter 09, smoke test: what the last boot printed. */
#include "common.h"
#include "table.h"

static void no_panic(struct ctx *ctx, struct sink *out)
{
	const struct file *f = work_file(ctx->work, WORK_SMOKE_TEXT);
	struct bytes rest = f->data, line;
	size_t hit;
	int number = 0;

	if (f->state != FILE_OK) {
		skip(out, "no boot has been recorded");
		return;
	}
	while (bytes_line(&rest, &line, NULL)) {
		number++;
		if (!bytes_find(line, 0, bytes_of("Kernel panic"), &hit))
			continue;
		report(out, &(struct finding){
			.where = say(ctx, "%s:%d", work_name(WORK_SMOKE_TEXT), number),
			.expected = "no line with \"Kernel panic\"",
			.found = say(ctx, "%.*s", (int)line.size, (const char *)line.at),
			.at_boot = "the screen stands still with this line as one of its last",
			.fix = "make -C \"$TINY\" step-08 step-09",
		});
		return;
	}
}

const struct check checks_09[] = {
	{"TL0901", "last-boot-panic", "", ERROR, "the last boot ended in a kernel panic",
	 {.what = "The screen of the last smoke test is searched for \"Kernel panic\".",
	  .why = "The kernel panics when it can mount no root or start no init; what it says on\n"
	         "that line is the best clue there is.",
	  .broken = "Kernel panic - not syncing: No working init found.",
	  .cure = "make -C \"$TINY\" check; then mend what it names",
	  .boot = "The screen stands still."},
	 no_panic},
};
CHECKS_END(09);
