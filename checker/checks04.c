/* Chapter 04, devices: the nodes in dev. */
#include "common.h"
#include "expected.h"
#include "table.h"

/* A node of another kind under the right name, or the right kind with another number. */
static void device_numbers(struct ctx *ctx, struct sink *out)
{
	const struct tree *t = work_tree(ctx->work);
	size_t i;

	for (i = 0; i < expected_device_count; i++) {
		const struct expected_device *d = &expected_devices[i];
		const struct node *n = tree_resolve(ctx->arena, t, d->path);
		mode_t type = d->type == 'c' ? S_IFCHR : S_IFBLK;

		if (!n || ((n->mode & S_IFMT) == type && n->major == d->major && n->minor == d->minor))
			continue;
		report(out, &(struct finding){
			.summary = say(ctx, "%s is not the right device", d->path),
			.where = say(ctx, "tiny-linux/%s", n->disk_path),
			.expected = say(ctx, "%s %u,%u", file_type_name(type), d->major, d->minor),
			.found = node_words(ctx, n),
			.at_boot = "a program that opens it talks to another device or to none",
			.fix = say(ctx, "rm -r tiny-linux/%s; mknod -m %o tiny-linux/%s %c %u %u",
			           n->disk_path, d->mode, d->path, d->type, d->major, d->minor),
		});
	}
}

const struct check checks_04[] = {
	{"TL0401", "device-number", "TL0301", WARNING, "a node in dev is not the right device",
	 {.what = "Each node of chapter 04 has its type, major and minor number.",
	  .why = "The name of a device node means nothing to the kernel; only its type and its\n"
	         "two numbers say which driver answers.",
	  .broken = "mknod dev/console c 5 0",
	  .cure = "rm dev/console; mknod dev/console c 5 1",
	  .boot = "A program that opens the node talks to another device, or is told that there\n"
	          "is no such device."},
	 device_numbers},
};
CHECKS_END(04);
