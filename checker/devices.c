#include "devices.h"

#include <string.h>

#include "at_name.h"
#include "common.h"
#include "expected.h"
#include "near.h"
#include "text.h"

#define MAKE_NODES "make -C \"$TINY\" step-04"

enum { NODES_MAX = sizeof(expected_devices) / sizeof(expected_devices[0]) };

/* dev itself must be there: chapter 03 says so when it is not. */
static bool dev_there(struct ctx *ctx, struct sink *out)
{
	const struct node *dev = tree_find(work_tree(ctx->work), "dev");

	if (dev && S_ISDIR(dev->mode) && !dev->left_out)
		return true;
	skip(out, "there is no directory dev");
	return false;
}

static const char *base_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

static mode_t type_of(const struct expected_device *d)
{
	return d->type == 'c' ? S_IFCHR : S_IFBLK;
}

static bool device(const struct node *n)
{
	return n && (S_ISCHR(n->mode) || S_ISBLK(n->mode)) && !n->left_out;
}

static bool is_the(const struct node *n, const struct expected_device *d)
{
	return device(n) && (n->mode & S_IFMT) == type_of(d) && n->major == d->major &&
		n->minor == d->minor;
}

/* What stands at its path, or NULL. */
static const struct node *at(struct ctx *ctx, const struct expected_device *d)
{
	return tree_find(work_tree(ctx->work), d->path);
}

static const char *mknod_words(struct ctx *ctx, const struct expected_device *d)
{
	return say(ctx, "mknod -m %o %s %c %u %u", d->mode, tree_word(ctx, d->path), d->type, d->major,
	           d->minor);
}

/* Everything that stands for that node: "console", and "@console,c,5,0" beside it. */
static const char *remove_words(struct ctx *ctx, const char *path)
{
	const struct tree *t = work_tree(ctx->work);
	const char *words = "";
	bool directory = false, filled = false;

	for (size_t i = 1; i < t->count; i++) {
		const struct node *n = &t->nodes[i];

		if (strcmp(n->path, path) != 0)
			continue;
		words = say(ctx, "%s %s", words, tree_word(ctx, n->disk_path));
		directory |= S_ISDIR(n->mode);
		filled |= S_ISREG(n->mode) && n->size > 0;
	}
	if (directory || filled)
		return say(ctx, "mv%s %s.old; ", words, base_of(path));
	return *words ? say(ctx, "rm -f%s; ", words) : "";
}

static const char *words_of(struct ctx *ctx, const struct expected_device *d)
{
	return say(ctx, "%s %u,%u", file_type_name(type_of(d)), d->major, d->minor);
}

/* --- a device of another kind or number --------------------------------------- */

static bool swapped(const struct node *n, const struct expected_device *d)
{
	return (n->mode & S_IFMT) == type_of(d) && n->major == d->minor && n->minor == d->major;
}

static const char *why_wrong(struct ctx *ctx, const struct node *n, const struct expected_device *d)
{
	if (swapped(n, d))
		return ": major and minor are swapped";
	for (size_t i = 0; i < NODES_MAX; i++)
		if (is_the(n, &expected_devices[i]))
			return say(ctx, ": that is %s", base_of(expected_devices[i].path));
	if ((n->mode & S_IFMT) != type_of(d))
		return S_ISBLK(n->mode) ? ": b where c belongs" : ": c where b belongs";
	if (n->major != d->major && n->minor != d->minor)
		return "";
	return n->major != d->major ? ": another major number" : ": another minor number";
}

static const char *boot_wrong(struct ctx *ctx, const struct node *n,
                              const struct expected_device *d)
{
	if (strcmp(d->path, "dev/null") == 0 && S_ISCHR(n->mode) && (n->major == 5 || n->major == 4))
		return "what should vanish in /dev/null appears on the screen";
	return say(ctx, "another device answers as /dev/%s, or: No such device or address",
	           base_of(d->path));
}

/* All that are wrong are wrong in the same way: one finding. */
static bool report_all_swapped(struct ctx *ctx, struct sink *out)
{
	struct words names = {NULL, 0};
	const char *fix = "";

	for (size_t i = 0; i < NODES_MAX; i++) {
		const struct expected_device *d = &expected_devices[i];
		const struct node *n = at(ctx, d);

		if (!device(n) || is_the(n, d))
			continue;
		if (!swapped(n, d))
			return false;
		words_add(ctx, &names, base_of(d->path));
		fix = say(ctx, "%s%s%s%s", fix, *fix ? "; " : "", remove_words(ctx, d->path),
		          mknod_words(ctx, d));
	}
	if (names.count < 2)
		return false;
	report(out, &(struct finding){
		.summary = say(ctx, "%zu nodes have major and minor number swapped", names.count),
		.where = "tiny-linux/dev", .expected = "mknod NAME TYPE MAJOR MINOR",
		.found = say(ctx, "%s the other way round", words_end(ctx, &names)),
		.at_boot = "No such device or address, or another device answers", .fix = fix,
	});
	return true;
}

void device_numbers(struct ctx *ctx, struct sink *out)
{
	if (!dev_there(ctx, out) || report_all_swapped(ctx, out))
		return;
	for (size_t i = 0; i < NODES_MAX; i++) {
		const struct expected_device *d = &expected_devices[i];
		const struct node *n = at(ctx, d);

		if (!device(n) || is_the(n, d))
			continue;
		report(out, &(struct finding){
			.summary = say(ctx, "%s is not the right device", d->path),
			.where = say(ctx, "tiny-linux/%s", n->disk_path),
			.expected = words_of(ctx, d),
			.found = say(ctx, "%s%s", node_words(ctx, n), why_wrong(ctx, n, d)),
			.at_boot = boot_wrong(ctx, n, d),
			.fix = say(ctx, "%s%s", remove_words(ctx, d->path), mknod_words(ctx, d)),
		});
	}
}

/* --- no node ------------------------------------------------------------------ */

static const char *boot_without(struct ctx *ctx, const struct expected_device *d)
{
	if (d->type == 'b')
		return say(ctx, "can't open '/%s': No such file or directory", d->path);
	return say(ctx, "can't create /%s: Read-only file system, when it is written to", d->path);
}

/* A file whose name was to be understood by genromfs, and is not: "@console,c,5", "console,c,5,1".
 * */
static const char *at_trouble(const struct node *n, const struct expected_device *d)
{
	const char *name = base_of(n->disk_path), *rest = name + (name[0] == '@');
	size_t length = strlen(base_of(d->path));
	struct at_name parsed;
	const char *trouble;

	if (n->source == NODE_AT_NAME || strncmp(rest, base_of(d->path), length) != 0 ||
	    !rest[length] || !strchr(",: ;", rest[length]))
		return NULL;
	if (name[0] != '@')
		return "there is no @ before it";
	trouble = at_name_parse(name, &parsed);
	if (trouble)
		return trouble;
	return S_ISREG(n->mode) ? "the file is not empty" : "it is not a file";
}

static bool report_at_trouble(struct ctx *ctx, struct sink *out, const struct expected_device *d)
{
	const struct tree *t = work_tree(ctx->work);

	for (size_t i = 1; i < t->count; i++) {
		const struct node *n = &t->nodes[i];
		const char *trouble = at_trouble(n, d);
		const char *wanted;

		if (!trouble)
			continue;
		wanted = say(ctx, "dev/@%s,%c,%u,%u", base_of(d->path), d->type, d->major, d->minor);
		report(out, &(struct finding){
			.summary = say(ctx, "genromfs does not take a name for the node %s", base_of(d->path)),
			.where = say(ctx, "tiny-linux/%s", n->disk_path),
			.expected = say(ctx, "an empty file tiny-linux/%s", wanted),
			.found = say(ctx, "%s: %s", base_of(n->disk_path), trouble),
			.at_boot = boot_without(ctx, d),
			.fix = say(ctx, "rm -r %s; touch %s", tree_word(ctx, n->disk_path),
			           tree_word(ctx, wanted)),
		});
		return true;
	}
	return false;
}

/* The node under another name, or in another directory. */
static const struct node *stray(struct ctx *ctx, const struct expected_device *d)
{
	const struct tree *t = work_tree(ctx->work);
	const struct node *found = NULL;

	for (size_t i = 1; i < t->count; i++) {
		const struct node *n = &t->nodes[i];
		bool beside = strncmp(n->path, "dev/", 4) == 0 && !strchr(n->path + 4, '/');
		bool same = strcmp(base_of(n->path), base_of(d->path)) == 0;
		bool taken = false;

		for (size_t j = 0; j < NODES_MAX; j++)
			taken |= strcmp(n->path, expected_devices[j].path) == 0;
		if (taken || !is_the(n, d))
			continue;
		if (same || (beside && (!found || near_name(base_of(n->path), base_of(d->path)))))
			found = n;
	}
	return found;
}

/* Several nodes in one other directory: one finding. The directory, or NULL. */
static const char *other_directory(struct ctx *ctx)
{
	const char *dir = NULL;

	for (size_t i = 0; i < NODES_MAX; i++) {
		const struct expected_device *d = &expected_devices[i];
		const struct node *n = at(ctx, d) ? NULL : stray(ctx, d);
		const char *here;

		if (!n)
			continue;
		here = arena_copy(ctx->arena, n->path, (size_t)(base_of(n->path) - n->path));
		if (strcmp(base_of(n->path), base_of(d->path)) != 0 || (dir && strcmp(dir, here) != 0))
			return NULL;
		dir = here;
	}
	return dir;
}

struct moved {
	struct words names;
	const char *from, *fix;
};

static void report_moved(struct ctx *ctx, struct sink *out, const struct moved *m)
{
	report(out, &(struct finding){
		.summary = m->names.count == 1
			? say(ctx, "the node %s is in another directory", m->names.text)
		         : say(ctx, "%zu nodes are in another directory", m->names.count),
		.where = m->from, .expected = "tiny-linux/dev",
		.found = say(ctx, "%s in %s", words_end(ctx, &m->names), m->from),
		.at_boot = "can't create /dev/null: Read-only file system, and the like: /dev is empty",
		.fix = m->fix,
	});
}

/* In $WORK, where the cd into tiny-linux/dev was forgotten. */
static void report_outside(struct ctx *ctx, struct sink *out, bool *done)
{
	struct moved m = {.from = "the folder above tiny-linux", .fix = "mv"};

	for (size_t i = 0; i < NODES_MAX; i++) {
		const char *name = base_of(expected_devices[i].path);
		struct stat st;

		if (done[i] || !work_stat(ctx->work, name, &st) ||
		    !(S_ISCHR(st.st_mode) || S_ISBLK(st.st_mode)))
			continue;
		words_add(ctx, &m.names, name);
		m.fix = say(ctx, "%s %s", m.fix, name);
		done[i] = true;
	}
	m.fix = say(ctx, "%s tiny-linux/dev/", m.fix);
	if (m.names.count > 0)
		report_moved(ctx, out, &m);
}

static void report_inside(struct ctx *ctx, struct sink *out, bool *done)
{
	const char *dir = other_directory(ctx);
	struct moved m = {.from = say(ctx, "tiny-linux/%s", dir ? dir : ""), .fix = "mv"};

	if (!dir || strcmp(dir, "dev/") == 0)
		return;
	for (size_t i = 0; i < NODES_MAX; i++) {
		const struct node *n = done[i] ? NULL : stray(ctx, &expected_devices[i]);

		if (!n)
			continue;
		words_add(ctx, &m.names, base_of(n->path));
		m.fix = say(ctx, "%s %s", m.fix, tree_word(ctx, n->disk_path));
		done[i] = true;
	}
	m.fix = say(ctx, "%s tiny-linux/dev/", m.fix);
	report_moved(ctx, out, &m);
}

static void report_stray(struct ctx *ctx, struct sink *out, const struct expected_device *d,
                         const struct node *n)
{
	report(out, &(struct finding){
		.summary = say(ctx, "the node %s has another name", base_of(d->path)),
		.where = say(ctx, "tiny-linux/%s", n->disk_path),
		.expected = say(ctx, "tiny-linux/%s", d->path),
		.found = say(ctx, "%s under the name %s", node_words(ctx, n), base_of(n->path)),
		.at_boot = boot_without(ctx, d),
		.fix = n->source == NODE_AT_NAME
			? say(ctx, "rm %s; %s", tree_word(ctx, n->disk_path), mknod_words(ctx, d))
			: say(ctx, "mv %s %s", tree_word(ctx, n->disk_path), tree_word(ctx, d->path)),
	});
}

static void report_absent(struct ctx *ctx, struct sink *out, const bool *done)
{
	struct words names = {NULL, 0};
	const struct expected_device *first = NULL;
	const char *fix = "";

	for (size_t i = 0; i < NODES_MAX; i++) {
		const struct expected_device *d = &expected_devices[i];

		if (done[i])
			continue;
		first = first && first->type == 'c' ? first : d;
		words_add(ctx, &names, base_of(d->path));
		fix = say(ctx, "%s%s%s", fix, *fix ? "; " : "", mknod_words(ctx, d));
	}
	if (!first)
		return;
	report(out, &(struct finding){
		.summary = names.count == 1 ? say(ctx, "the node %s is missing", names.text)
		         : say(ctx, "%zu nodes are missing", names.count),
		.where = "tiny-linux/dev", .expected = words_end(ctx, &names),
		.found = "nothing of that name",
		.at_boot = boot_without(ctx, first), .fix = fix,
	});
}

void devices_missing(struct ctx *ctx, struct sink *out)
{
	bool done[NODES_MAX];

	if (!dev_there(ctx, out))
		return;
	for (size_t i = 0; i < NODES_MAX; i++)
		done[i] = at(ctx, &expected_devices[i]) != NULL;
	for (size_t i = 0; i < NODES_MAX; i++)
		if (!done[i])
			done[i] = report_at_trouble(ctx, out, &expected_devices[i]);
	report_inside(ctx, out, done);
	for (size_t i = 0; i < NODES_MAX; i++) {
		const struct node *n = done[i] ? NULL : stray(ctx, &expected_devices[i]);

		if (!n)
			continue;
		report_stray(ctx, out, &expected_devices[i], n);
		done[i] = true;
	}
	report_outside(ctx, out, done);
	report_absent(ctx, out, done);
}
