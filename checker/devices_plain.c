/* Chapter 04: what is in dev and is not a device node, and what else one can see there. */
#include <string.h>

#include "at_name.h"
#include "common.h"
#include "devices.h"
#include "expected.h"
#include "text.h"

enum { NODES_MAX = sizeof(expected_devices) / sizeof(expected_devices[0]) };

static const char *base_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

/* Something stands there that is no device, seen in a dev that is a directory. */
static const struct node *plain(struct ctx *ctx, const struct expected_device *d)
{
	const struct node *n = tree_find(work_tree(ctx->work), d->path);

	return n && (n->left_out || !(S_ISCHR(n->mode) || S_ISBLK(n->mode))) ? n : NULL;
}

static bool empty_file(const struct node *n)
{
	return S_ISREG(n->mode) && n->size == 0 && !n->left_out;
}

/* fakeroot keeps a node as an empty file, with the mode that was asked for and its owner's rights
 * to read and write. Several such, and no other: its memory of them is lost. A touch leaves modes
 * that are all the same. */
static size_t forgotten(struct ctx *ctx)
{
	size_t count = 0, restricted = 0;

	for (size_t i = 0; i < NODES_MAX; i++) {
		const struct expected_device *d = &expected_devices[i];
		const struct node *n = plain(ctx, d);

		if (!n || !empty_file(n) || (n->mode & 0777) != (d->mode | 0600))
			continue;
		count++;
		restricted += d->mode == 0600;
	}
	return count > restricted && restricted > 0 ? count : 0;
}

static struct words names_of(struct ctx *ctx, bool (*which)(const struct node *))
{
	struct words names = {NULL, 0};

	for (size_t i = 0; i < NODES_MAX; i++) {
		const struct node *n = plain(ctx, &expected_devices[i]);

		if (n && which(n))
			words_add(ctx, &names, base_of(expected_devices[i].path));
	}
	return names;
}

void devices_forgotten(struct ctx *ctx, struct sink *out)
{
	struct words names;

	if (forgotten(ctx) == 0)
		return;
	names = names_of(ctx, empty_file);
	report(out, &(struct finding){
		.summary = say(ctx, "%zu nodes are empty files, as fakeroot leaves them", names.count),
		.where = "tiny-linux/dev", .expected = say(ctx, "device nodes %s", words_end(ctx, &names)),
		.found =
			"empty files with the modes of nodes; .fakeroot, fakeroot's memory, does not know them",
		.at_boot = "can't create /dev/null: Read-only file system",
		.fix = "make -C \"$TINY\" step-04",
	});
}

static const char *make_again(struct ctx *ctx, const struct expected_device *d,
                              const struct node *n)
{
	const char *word = tree_word(ctx, n->disk_path);
	bool keep = S_ISDIR(n->mode) || (S_ISREG(n->mode) && n->size > 0);

	return say(ctx, "%s; mknod -m %o %s %c %u %u",
	           keep ? say(ctx, "mv %s %s.old", word, base_of(d->path)) : say(ctx, "rm -f %s", word),
	           d->mode, tree_word(ctx, d->path), d->type, d->major, d->minor);
}

static void report_touched(struct ctx *ctx, struct sink *out, const struct words *names)
{
	const char *fix = "";

	for (size_t i = 0; i < NODES_MAX; i++) {
		const struct node *n = plain(ctx, &expected_devices[i]);

		if (n && empty_file(n))
			fix =
				say(ctx, "%s%s%s", fix, *fix ? "; " : "", make_again(ctx, &expected_devices[i], n));
	}
	report(out, &(struct finding){
		.summary = names->count == 1 ? say(ctx, "the node %s is an empty file", names->text)
		         : say(ctx, "%zu nodes are empty files", names->count),
		.where = names->count == 1 ? say(ctx, "tiny-linux/dev/%s", names->text) : "tiny-linux/dev",
		.expected = say(ctx, "device %s %s, made by mknod", names->count == 1 ? "node" : "nodes",
		                words_end(ctx, names)),
		.found =
			"regular files of 0 bytes, as touch makes them, or mknod under a fakeroot that is gone",
		.at_boot = "can't create /dev/null: Read-only file system, or the same for another of them",
		.fix = fix,
	});
}

void devices_plain(struct ctx *ctx, struct sink *out)
{
	struct words touched = names_of(ctx, empty_file);

	if (touched.count > 0 && forgotten(ctx) == 0)
		report_touched(ctx, out, &touched);
	for (size_t i = 0; i < NODES_MAX; i++) {
		const struct expected_device *d = &expected_devices[i];
		const struct node *n = plain(ctx, d);

		if (!n || empty_file(n))
			continue;
		report(out, &(struct finding){
			.summary = say(ctx, "%s is not a device node", d->path),
			.where = say(ctx, "tiny-linux/%s", n->disk_path),
			.expected =
				say(ctx, "%s %u,%u", file_type_name(d->type == 'c' ? S_IFCHR : S_IFBLK), d->major,
			                d->minor),
			.found = place_words(ctx, work_tree(ctx->work), d->path),
			.at_boot = say(ctx, "/dev/%s is not the device", base_of(d->path)),
			.fix = make_again(ctx, d, n),
		});
	}
}

/* --- names with @ ---------------------------------------------------------------- */

/* It stands for one of the book's nodes that is missing: chapter 04 has said so already. */
static bool said_already(struct ctx *ctx, const char *name)
{
	const struct tree *t = work_tree(ctx->work);

	for (size_t i = 0; i < NODES_MAX; i++) {
		const char *base = base_of(expected_devices[i].path);
		size_t length = strlen(base);

		if (!tree_find(t, expected_devices[i].path) && strncmp(name + 1, base, length) == 0 &&
		    strchr(",: ;", name[1 + length]))
			return true;
	}
	return false;
}

/* The wrong one of two is found: chapter 04 has said so already. */
static bool wrong_first(const struct node *n)
{
	for (size_t i = 0; i < NODES_MAX; i++) {
		const struct expected_device *d = &expected_devices[i];

		if (strcmp(d->path, n->path) == 0)
			return (n->mode & S_IFMT) != (d->type == 'c' ? S_IFCHR : S_IFBLK) ||
			       n->major != d->major || n->minor != d->minor;
	}
	return false;
}

static void report_twice(struct ctx *ctx, struct sink *out, const struct node *n,
                         const struct node *other)
{
	if (wrong_first(n))
		return;
	report(out, &(struct finding){
		.summary = say(ctx, "two files become the one node %s", base_of(n->path)),
		.where = say(ctx, "tiny-linux/%s", other->disk_path),
		.expected = say(ctx, "one of %s and %s", base_of(n->disk_path), base_of(other->disk_path)),
		.found = "both", .at_boot = "the name is listed twice; the first one is found",
		.fix = say(ctx, "rm %s", tree_word(ctx, other->disk_path)),
	});
}

void at_names(struct ctx *ctx, struct sink *out)
{
	const struct tree *t = work_tree(ctx->work);

	for (size_t i = 1; i < t->count; i++) {
		const struct node *n = &t->nodes[i];
		const char *name = base_of(n->disk_path), *trouble;
		struct at_name parsed;

		if (strcmp(n[-1].path, n->path) == 0)
			report_twice(ctx, out, n - 1, n);
		if (name[0] != '@' || n->source == NODE_AT_NAME || !S_ISREG(n->mode) ||
		    said_already(ctx, name))
			continue;
		trouble = at_name_parse(name, &parsed);
		report(out, &(struct finding){
			.where = say(ctx, "tiny-linux/%s", n->disk_path),
			.expected = "an empty file @NAME,TYPE,MAJOR,MINOR, or a name without @",
			.found = trouble ? trouble : say(ctx, "%llu bytes", (unsigned long long)n->size),
			.at_boot = n->left_out ? "genromfs leaves it out" : "an ordinary file of that name",
			.fix = say(ctx, "rm %s", tree_word(ctx, n->disk_path)),
		});
	}
}

/* --- modes ----------------------------------------------------------------------- */

void device_modes(struct ctx *ctx, struct sink *out)
{
	struct words names = {NULL, 0};
	const char *fix = "";

	for (size_t i = 0; i < NODES_MAX; i++) {
		const struct expected_device *d = &expected_devices[i];
		const struct node *n = tree_find(work_tree(ctx->work), d->path);

		/* An @ name's mode is that of a file that touch made: nobody chose it. */
		if (!n || n->source == NODE_AT_NAME || (n->mode & 0777) == d->mode || wrong_first(n) ||
		    !(S_ISCHR(n->mode) || S_ISBLK(n->mode)))
			continue;
		words_add(ctx, &names, say(ctx, "%s %03o", base_of(d->path), (unsigned)n->mode & 0777));
		fix = say(ctx, "%s%schmod %o %s", fix, *fix ? "; " : "", d->mode, tree_word(ctx, d->path));
	}
	if (names.count == 0)
		return;
	report(out, &(struct finding){
		.where = "tiny-linux/dev", .expected = "666 for tty, console, tty0 and null, 600 for ram0",
		.found = words_end(ctx, &names),
		.at_boot = "nothing: romfs keeps no modes, and ls -l /dev shows 600 for each node",
		.fix = fix,
	});
}
