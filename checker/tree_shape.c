/* Chapter 03: the tree as a whole, and what romfs makes of its entries. */
#include <string.h>

#include "common.h"
#include "directories.h"
#include "expected.h"

#define NO_INIT "Kernel panic - not syncing: No working init found"

/* fs/romfs/super.c, romfs_readdir(): names are shown from a buffer of ROMFS_MAXFN bytes. */
enum { ROMFS_NAME_SHOWN = 127 };

void tree_there(struct ctx *ctx, struct sink *out)
{
	const struct tree *t = work_tree(ctx->work);
	struct stat st;

	if (t->state == TREE_OK)
		return;
	if (t->state == TREE_UNREADABLE) {
		cannot_inspect(out, "tiny-linux", t->error);
		return;
	}
	if (!work_stat(ctx->work, "tiny-linux", &st))
		memset(&st, 0, sizeof(st));
	report(out, &(struct finding){
		.where = "tiny-linux", .expected = "a directory",
		.found = S_ISLNK(st.st_mode) ? "a symbolic link that does not lead to a directory"
		                             : say(ctx, "a %s", file_type_name(st.st_mode)),
		.at_boot = "nothing yet: there is no tree to make an image of",
		.fix = S_ISREG(st.st_mode) && st.st_size > 0
			? "mv tiny-linux tiny-linux.old; make -C \"$TINY\" step-03"
			: "rm tiny-linux; make -C \"$TINY\" step-03",
	});
}

/* The directories of the top that are not at the top of tiny-linux. */
static bool misses(struct ctx *ctx, const char *path)
{
	const struct node *n = tree_resolve(ctx->arena, work_tree(ctx->work), path);

	return !strchr(path, '/') && !(n && S_ISDIR(n->mode));
}

struct deeper {
	const struct node *dir;
	const char *words; /* what in it belongs to the top, for the shell */
	size_t count;
	bool vital;
};

static struct deeper look_into(struct ctx *ctx, const struct node *dir)
{
	const struct tree *t = work_tree(ctx->work);
	struct deeper d = {dir, "", 0, false};

	for (size_t i = 0; i < expected_directory_count; i++) {
		const char *path = say(ctx, "%s/%s", dir->path, expected_directories[i]);
		const struct node *n = misses(ctx, expected_directories[i]) ? tree_find(t, path) : NULL;

		if (!n || !S_ISDIR(n->mode))
			continue;
		d.words = say(ctx, "%s%s ", d.words, tree_word(ctx, path));
		d.count++;
		d.vital |= strcmp(expected_directories[i], "bin") == 0;
	}
	return d;
}

static size_t children(const struct tree *t, const struct node *dir)
{
	size_t length = strlen(dir->path), count = 0;

	for (size_t i = 1; i < t->count; i++) {
		const char *path = t->nodes[i].path;

		count += strncmp(path, dir->path, length) == 0 && path[length] == '/' &&
		         !strchr(path + length + 1, '/');
	}
	return count;
}

static void report_deeper(struct ctx *ctx, struct sink *out, const struct deeper *d)
{
	const char *rest = children(work_tree(ctx->work), d->dir) == d->count
		? say(ctx, "; rmdir %s", tree_word(ctx, d->dir->path)) : "";

	report(out, &(struct finding){
		.where = say(ctx, "tiny-linux/%s", d->dir->path),
		.expected = "the directories at the top of tiny-linux",
		.found = say(ctx, "%zu of them in tiny-linux/%s", d->count, d->dir->path),
		.at_boot = NO_INIT,
		.fix = say(ctx, "mv %stiny-linux/%s", d->words, rest),
	});
}

/* The directories were made beside tiny-linux: the cd was forgotten. */
static bool report_beside(struct ctx *ctx, struct sink *out)
{
	const char *words = "";
	size_t count = 0;
	bool vital = false;

	for (size_t i = 0; i < expected_directory_count; i++) {
		const char *path = expected_directories[i];
		struct stat st;

		if (!misses(ctx, path) || !work_stat(ctx->work, path, &st) || !S_ISDIR(st.st_mode))
			continue;
		words = say(ctx, "%s%s ", words, path);
		count++;
		vital |= strcmp(path, "bin") == 0;
	}
	if (count < 2 || !vital)
		return false;
	report(out, &(struct finding){
		.where = "tiny-linux", .expected = "the directories inside tiny-linux",
		.found = say(ctx, "%zu of them beside it", count), .at_boot = NO_INIT,
		.fix = say(ctx, "mv %stiny-linux/", words),
	});
	return true;
}

void tree_depth(struct ctx *ctx, struct sink *out)
{
	const struct tree *t = work_tree(ctx->work);
	struct deeper most = {.count = 1};

	if (!misses(ctx, "bin"))
		return;
	if (report_beside(ctx, out))
		return;
	for (size_t i = 1; i < t->count; i++) {
		struct deeper d;

		if (!S_ISDIR(t->nodes[i].mode))
			continue;
		d = look_into(ctx, &t->nodes[i]);
		if (d.vital && d.count > most.count)
			most = d;
	}
	if (most.dir)
		report_deeper(ctx, out, &most);
}

void names_long(struct ctx *ctx, struct sink *out)
{
	const struct tree *t = work_tree(ctx->work);

	for (size_t i = 1; i < t->count; i++) {
		const char *slash = strrchr(t->nodes[i].path, '/');
		const char *name = slash ? slash + 1 : t->nodes[i].path;

		if (strlen(name) <= ROMFS_NAME_SHOWN)
			continue;
		report(out, &(struct finding){
			.where = say(ctx, "tiny-linux/%s", t->nodes[i].disk_path),
			.expected = say(ctx, "a name of at most %d bytes", ROMFS_NAME_SHOWN),
			.found = say(ctx, "%zu bytes", strlen(name)),
			.at_boot = "nothing while it boots; ls has room for 127 bytes of a name",
			.fix = say(ctx, "mv %s %s", tree_word(ctx, t->nodes[i].disk_path),
			           tree_word(ctx, say(ctx, "%.*s%.60s", (int)(name - t->nodes[i].path),
			                              t->nodes[i].path, name))),
		});
	}
}

static bool of_the_book(struct bytes path)
{
	for (size_t i = 0; i < expected_directory_count; i++)
		if (bytes_is(path, expected_directories[i]))
			return true;
	return false;
}

/* The first directory on the way to n that the book does not have; 0 long: there is none. */
static struct bytes stranger(const struct node *n)
{
	struct bytes whole = bytes_of(n->path), part;
	size_t end = 0, slash;

	while (end < whole.size) {
		end = bytes_find(whole, end, bytes_of("/"), &slash) ? slash : whole.size;
		if (bytes_slice(whole, 0, end, &part) && !of_the_book(part))
			return end < whole.size || S_ISDIR(n->mode) ? part : (struct bytes){NULL, 0};
		end++;
	}
	return (struct bytes){NULL, 0};
}

/* The stranger that holds the most names. */
static const char *large_stranger(struct ctx *ctx)
{
	const struct tree *t = work_tree(ctx->work);
	struct bytes now = {NULL, 0}, most = {NULL, 0};
	size_t count = 0, record = 0;

	for (size_t i = 1; i < t->count; i++) {
		struct bytes s = stranger(&t->nodes[i]);

		count = s.size > 0 && bytes_equal(s, now) ? count + 1 : 1;
		now = s;
		if (s.size > 0 && count > record) {
			record = count;
			most = s;
		}
	}
	return most.size ? arena_copy(ctx->arena, most.at, most.size) : NULL;
}

static bool too_deep(const struct tree *t)
{
	for (size_t i = 1; i < t->count; i++) {
		int depth = 1;

		for (const char *p = t->nodes[i].path; *p; p++)
			depth += *p == '/';
		if (depth > TREE_DEPTH)
			return true;
	}
	return false;
}

static void report_cut(struct ctx *ctx, struct sink *out)
{
	const struct tree *t = work_tree(ctx->work);
	const char *path = large_stranger(ctx);

	report(out, &(struct finding){
		.where = path ? say(ctx, "tiny-linux/%s", path) : "tiny-linux",
		.expected =
			say(ctx, "at most %d names, and %d in one directory", TREE_NODES, TREE_DIRECTORY),
		.found = path && too_deep(t) ? say(ctx, "directories more than %d deep", TREE_DEPTH)
		                             : "more names",
		.at_boot = "nothing, if the rest of the image is as it should be",
		.fix = path ? say(ctx, "mv %s strange.old", tree_word(ctx, path))
		            : "mv tiny-linux tiny-linux.old; make -C \"$TINY\" step-03 step-04 step-05 "
		              "step-06",
	});
}

void tree_whole(struct ctx *ctx, struct sink *out)
{
	const struct tree *t = work_tree(ctx->work);
	const struct node *n = t->unread ? tree_find(t, t->unread) : NULL;

	if (t->unread && (!n || !n->left_out)) {
		cannot_inspect(out, say(ctx, "tiny-linux/%s", t->unread), t->unread_error);
	} else if (t->unread && !of_the_book(bytes_of(t->unread))) {
		report(out, &(struct finding){
			.summary = "a directory may not be read",
			.where = say(ctx, "tiny-linux/%s", t->unread),
			.expected = "mode 755", .found = say(ctx, "mode %03o", (unsigned)n->mode & 0777),
			.at_boot = "nothing; genromfs leaves such a directory out of the image",
			.fix = say(ctx, "chmod 755 %s", tree_word(ctx, t->unread)),
		});
	}
	if (t->cut)
		report_cut(ctx, out);
}

void odd_kinds(struct ctx *ctx, struct sink *out)
{
	const struct tree *t = work_tree(ctx->work);

	for (size_t i = 1; i < t->count; i++)
		if (S_ISSOCK(t->nodes[i].mode))
			report(out, &(struct finding){
				.where = say(ctx, "tiny-linux/%s", t->nodes[i].disk_path),
				.expected = "files, directories, links, device nodes", .found = "a socket",
				.at_boot = "nothing: it is a name to which no program listens",
				.fix = say(ctx, "rm %s", tree_word(ctx, t->nodes[i].disk_path)),
			});
}

void directory_modes(struct ctx *ctx, struct sink *out)
{
	const struct tree *t = work_tree(ctx->work);
	struct words names = {NULL, 0};
	const char *fix = "chmod 755";

	for (size_t i = 0; i < t->count; i++) {
		const struct node *n = &t->nodes[i];
		const char *path = *n->path ? say(ctx, "tiny-linux/%s", n->path) : "tiny-linux";

		if (!S_ISDIR(n->mode) || (n->mode & 0111) || n->left_out)
			continue;
		words_add(ctx, &names, path);
		if (names.count <= 20)
			fix = say(ctx, "%s %s", fix, *n->path ? tree_word(ctx, n->path) : path);
	}
	if (names.count == 0)
		return;
	report(out, &(struct finding){
		.where = words_end(ctx, &names), .expected = "mode 755",
		.found = "a mode in which nobody may enter",
		.at_boot = "ls -l shows drw-r--r--; root, the only user, enters all the same",
		.fix = fix,
	});
}
