/* Chapter 09, smoke test: what the last boot printed. */
#include <jansson.h>
#include <string.h>

#include "common.h"
#include "table.h"

/* The last smoke test's result, or NULL with the reason why there is none to speak of. A disk that
 * is newer than the result was not the one that was tried. */
static json_t *result(struct ctx *ctx, const char **reason)
{
	const struct file *f = work_file(ctx->work, WORK_SMOKE_JSON);
	json_t *root;

	*reason = "no boot has been recorded";
	if (f->state != FILE_OK)
		return NULL;
	*reason = "the disk is newer than the last boot";
	if (work_newer(ctx->work, WORK_FLOPPY, WORK_SMOKE_JSON))
		return NULL;
	*reason = "smoke/result.json is not a smoke test's result";
	root = json_loadb((const char *)f->data.at, f->data.size, 0, NULL);
	if (!json_is_string(json_object_get(root, "outcome"))) {
		json_decref(root);
		return NULL;
	}
	return root;
}

/* The screen's line with a panic on it, and its number; else the last line that is not empty. */
static const char *telling_line(struct ctx *ctx, int *number)
{
	struct bytes rest = work_file(ctx->work, WORK_SMOKE_TEXT)->data, line, last = {NULL, 0};
	int n = 0;
	size_t hit;

	*number = 0;
	while (bytes_line(&rest, &line, NULL)) {
		n++;
		if (bytes_find(line, 0, bytes_of("Kernel panic"), &hit)) {
			*number = n;
			return arena_copy(ctx->arena, line.at, line.size);
		}
		if (bytes_trim(line).size > 0) {
			last = line;
			*number = n;
		}
	}
	return last.size ? arena_copy(ctx->arena, last.at, last.size) : "an empty screen";
}

/* With how many MB the last disk that did not come up was tried; 0: none, or it is not said. */
static long long dead_with_mib(struct ctx *ctx, struct sink *out)
{
	const char *reason;
	json_t *root = result(ctx, &reason);
	long long mib = 0;

	if (!root) {
		skip(out, reason);
		return 0;
	}
	if (strcmp(json_string_value(json_object_get(root, "outcome")), "dead") == 0)
		mib = json_integer_value(json_object_get(root, "memory_mib"));
	json_decref(root);
	return mib;
}

/* The least that is enough for the book's disk, whatever made it: chapter 10's table, "6 MB". */
enum { ENOUGH_MIB = 6 };

static void memory(struct ctx *ctx, struct sink *out)
{
	long long mib = dead_with_mib(ctx, out);

	if (mib <= 0 || mib >= ENOUGH_MIB)
		return;
	report(out, &(struct finding){
		.where = work_name(WORK_SMOKE_JSON), .expected = say(ctx, "%d MB or more", ENOUGH_MIB),
		.found = say(ctx, "%lld MB", mib),
		.at_boot = "a line or two of SYSLINUX, or of the kernel, and no more",
		.fix = "make -C \"$TINY\" step-09",
	});
}

static void booted(struct ctx *ctx, struct sink *out)
{
	const char *reason, *line;
	json_t *root = result(ctx, &reason);
	bool dead;
	int number;

	if (!root) {
		skip(out, reason);
		return;
	}
	dead = strcmp(json_string_value(json_object_get(root, "outcome")), "dead") == 0;
	json_decref(root);
	if (!dead)
		return;
	line = telling_line(ctx, &number);
	report(out, &(struct finding){
		.where = say(ctx, "%s:%d", work_name(WORK_SMOKE_TEXT), number),
		.expected = "a shell that answers", .found = line,
		.at_boot = "the screen stands still with this line among its last",
		.fix = "make -C \"$TINY\" step-08 step-09",
	});
}

/* The first expectation that did not hold. */
static const char *first_failure(struct ctx *ctx, json_t *root, int *count)
{
	const char *first = NULL;
	json_t *check;
	size_t i;

	*count = 0;
	json_array_foreach(json_object_get(root, "checks"), i, check) {
		const char *status = json_string_value(json_object_get(check, "status"));
		const char *title = json_string_value(json_object_get(check, "title"));

		if (!status || !title ||
		    (strcmp(status, "fail") != 0 && strcmp(status, "not reached") != 0))
			continue;
		(*count)++;
		if (!first)
			first = arena_copy(ctx->arena, title, strlen(title));
	}
	return first ? first : "not named";
}

static void as_expected(struct ctx *ctx, struct sink *out)
{
	const char *reason, *first;
	json_t *root = result(ctx, &reason);
	bool degraded;
	int count;

	if (!root) {
		skip(out, reason);
		return;
	}
	degraded = strcmp(json_string_value(json_object_get(root, "outcome")), "degraded") == 0;
	first = first_failure(ctx, root, &count);
	json_decref(root);
	if (!degraded)
		return;
	report(out, &(struct finding){
		.where = work_name(WORK_SMOKE_JSON), .expected = first,
		.found = say(ctx, "%d expectation%s did not hold", count, count == 1 ? "" : "s"),
		.at_boot = "a shell, but not all is as the book has it",
		.fix = "make -C \"$TINY\" step-08 step-09",
	});
}

const struct check checks_09[] = {
	{"TL0901", "last-boot-memory", "", ERROR, "the last boot had too little memory for the disk",
	 {.what = "A smoke test that came to no shell had at least 6 MB of memory.",
	  .why = "The kernel, the packed image, and the unpacked one are in memory at the same\n"
	         "time. SYSLINUX needs room to load the first two.",
	  .broken = "build/checker --memory 4 smoke",
	  .cure = "make -C \"$TINY\" step-09, which boots with 8 MB",
	  .boot = "With 2 or 3 MB nothing after SYSLINUX's first line. With 4 MB:\n"
	         "Loading linux... failed: Bad file number"},
	 memory},
	{"TL0902", "last-boot-shell", "TL0901", ERROR, "the last boot did not come up to a shell",
	 {.what = "The last smoke test's outcome is not \"dead\".",
	  .why = "What the screen showed is the best clue there is.",
	  .broken = "Kernel panic - not syncing: No working init found.",
	  .cure = "build/checker check, mend what it names, make step-08 step-09",
	  .boot = "The screen stands still."},
	 booted},
	{"TL0903", "last-boot-whole", "TL0902", WARNING, "the last boot differed from the good disk's",
	 {.what = "All that the smoke test asks of the disk held when it was booted last.",
	  .why = "It asks for both mounts, the devices, the directories and every name.",
	  .broken = "-/bin/sh: ls: not found",
	  .cure = "build/checker check, mend what it names, make step-08 step-09",
	  .boot = "A shell, but something is missing or complains."},
	 as_expected},
};
CHECKS_END(09);
