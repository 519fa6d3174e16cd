#include "directories.h"

#include <string.h>

#include "common.h"
#include "expected.h"
#include "near.h"
#include "text.h"

#define NO_INIT "Kernel panic - not syncing: No working init found"
#define NO_RCS "can't run '/etc/init.d/rcS': No such file or directory; nothing is mounted"

/* What each directory is to the boot, as seen. One that is not listed here shows nothing. */
static const struct use {
	const char *path;
	bool vital;  /* without it there is no shell */
	bool itself; /* a link to another directory is not the same to the smoke test */
	const char *at_boot;
} uses[] = {
	{"bin", true, false, NO_INIT},
	{"etc", false, false,
	 "can't open /dev/tty2: No such file or directory, over and over, around the prompt"},
	{"etc/init.d", false, false, NO_RCS},
	{"dev", false, true, "can't create /dev/null: nonexistent directory"},
	{"proc", false, true, "mount: mounting proc on /proc failed"},
	{"var", false, true, "mount: mounting none on /var/shm failed"},
	{"var/shm", false, true, "mount: mounting none on /var/shm failed"},
};

static const struct use *use_of(const char *path)
{
	static const struct use none = {"", false, false, "nothing; it is missing in ls -l /"};

	for (size_t i = 0; i < sizeof(uses) / sizeof(uses[0]); i++)
		if (strcmp(uses[i].path, path) == 0)
			return &uses[i];
	return &none;
}

static const char *base_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

static const char *parent_of(struct ctx *ctx, const char *path)
{
	return arena_copy(ctx->arena, path, path == base_of(path) ? 0
	                  : (size_t)(base_of(path) - path - 1));
}

static bool expected(const char *path)
{
	for (size_t i = 0; i < expected_directory_count; i++)
		if (strcmp(expected_directories[i], path) == 0)
			return true;
	return false;
}

static bool fine(struct ctx *ctx, const char *path)
{
	const struct node *n = tree_resolve(ctx->arena, work_tree(ctx->work), path);

	return n && S_ISDIR(n->mode) && !n->left_out &&
	       (!use_of(path)->itself || strcmp(n->path, path) == 0);
}

/* A directory that was probably meant for path: misspelt beside it, or of that name elsewhere. */
static const struct node *meant(struct ctx *ctx, const char *path)
{
	const struct tree *t = work_tree(ctx->work);
	const char *parent = parent_of(ctx, path);
	const struct node *same_name = NULL;

	for (size_t i = 1; i < t->count; i++) {
		const struct node *n = &t->nodes[i];

		if (!S_ISDIR(n->mode) || expected(n->path))
			continue;
		if (strcmp(parent_of(ctx, n->path), parent) == 0 &&
		    near_name(base_of(n->path), base_of(path)))
			return n;
		if (!same_name && strcmp(base_of(n->path), base_of(path)) == 0)
			same_name = n;
	}
	return same_name;
}

/* "{dev,etc": the mark of a shell that does not know braces. NULL: there is none. */
static const struct node *braces(const struct tree *t)
{
	for (size_t i = 1; i < t->count; i++) {
		const char *name = base_of(t->nodes[i].path);

		if (S_ISDIR(t->nodes[i].mode) && strchr(name, '{') &&
		    (strchr(name, ',') || strchr(name, '}')))
			return &t->nodes[i];
	}
	return NULL;
}

/* What a later chapter puts into a directory, "; COMMAND". Nobody who has not come that far is
 * told. */
static const char *fill_words(struct ctx *ctx, const char *path)
{
	static const struct {
		const char *path, *fill;
	} fills[] = {
		{"dev", "; make -C \"$TINY\" step-04"},
		{"etc", "; make -C \"$TINY\" step-05"},
		{"etc/init.d", "; cp \"$TINY/rootfs/etc/init.d/rcS\" tiny-linux/etc/init.d/; "
		               "chmod 744 tiny-linux/etc/init.d/rcS"},
		{"bin", "; make -C \"$TINY\" step-06"},
	};

	for (size_t i = 0; i < sizeof(fills) / sizeof(fills[0]); i++)
		if (strcmp(fills[i].path, path) == 0 && work_exists(ctx->work, work_name(WORK_FS_GZ)))
			return fills[i].fill;
	return "";
}

/* "mkdir -p tiny-linux/var tiny-linux/var/shm": path and what belongs below it. */
static const char *make_words(struct ctx *ctx, const char *path)
{
	const char *words = say(ctx, "mkdir -p %s", tree_word(ctx, path));
	size_t length = strlen(path);

	for (size_t i = 0; i < expected_directory_count; i++) {
		const char *below = expected_directories[i];

		if (strncmp(below, path, length) == 0 && below[length] == '/')
			words = say(ctx, "%s %s", words, tree_word(ctx, below));
	}
	return say(ctx, "%s%s", words, fill_words(ctx, path));
}

/* Something else stands in the way: away with it, but with nothing that has contents. */
static const char *replace(struct ctx *ctx, const struct node *n, const char *path)
{
	if (S_ISDIR(n->mode))
		return say(ctx, "chmod 755 %s", tree_word(ctx, n->path));
	if (S_ISREG(n->mode) && n->size > 0)
		return say(ctx, "mv %s %s.old; %s", tree_word(ctx, n->path), base_of(path),
		           make_words(ctx, path));
	return say(ctx, "rm %s; %s", tree_word(ctx, n->path), make_words(ctx, path));
}

static void report_in_the_way(struct ctx *ctx, struct sink *out, const char *path)
{
	const struct tree *t = work_tree(ctx->work);
	const struct node *n = tree_find(t, path), *end = tree_resolve(ctx->arena, t, path);
	bool closed = end && S_ISDIR(end->mode) && end->left_out;

	report(out, &(struct finding){
		.summary = closed ? say(ctx, "%s is a directory that may not be read", path)
		                  : say(ctx, "%s is not a directory", path),
		.where = say(ctx, "tiny-linux/%s", path),
		.expected = use_of(path)->itself ? "a directory, not a link" : "a directory",
		.found = place_words(ctx, t, closed ? end->path : path),
		.at_boot = use_of(path)->at_boot,
		.fix = replace(ctx, closed ? end : n, path),
	});
}

static void report_elsewhere(struct ctx *ctx, struct sink *out, const char *path,
                             const struct node *n)
{
	bool here = strcmp(parent_of(ctx, n->path), parent_of(ctx, path)) == 0;

	report(out, &(struct finding){
		.summary = say(ctx, here ? "%s has another name" : "%s is in another place", path),
		.where = say(ctx, "tiny-linux/%s", n->path),
		.expected = say(ctx, "tiny-linux/%s", path),
		.found = say(ctx, "a directory %s", n->path),
		.at_boot = use_of(path)->at_boot,
		.fix = say(ctx, "mv %s %s", tree_word(ctx, n->path), tree_word(ctx, path)),
	});
}

/* What is wanted and simply not there. */
struct absent {
	struct words names;
	const char *at_boot, *make;
};

static void note_absent(struct ctx *ctx, struct absent *a, const char *path)
{
	const struct use *use = use_of(path);

	words_add(ctx, &a->names, path);
	a->make = a->make ? say(ctx, "%s; %s", a->make, make_words(ctx, path)) : make_words(ctx, path);
	if (!a->at_boot || *use->path)
		a->at_boot = a->at_boot && *a->at_boot == 'n' ? use->at_boot : a->at_boot ? a->at_boot
			: use->at_boot;
}

static void report_absent(struct ctx *ctx, struct sink *out, const struct absent *a)
{
	const struct node *brace = braces(work_tree(ctx->work));
	const char *word = brace ? tree_word(ctx, brace->path) : "";
	const char *names = words_end(ctx, &a->names);

	report(out, &(struct finding){
		.summary = brace ? "a directory has braces in its name"
		         : a->names.count == 1 ? say(ctx, "the directory %s is missing", names)
		         : say(ctx, "%zu directories are missing", a->names.count),
		.where = brace ? say(ctx, "tiny-linux/%s", brace->path) : "tiny-linux",
		.expected = say(ctx, "%s", names),
		.found = brace ? "one name with braces: this shell does not take them for a list"
		               : a->names.count == 1 ? "nothing of that name" : "nothing of these names",
		.at_boot = a->at_boot,
		.fix = brace ? say(ctx, "find %s -depth -type d -empty -delete; %s", word, a->make)
			: a->make,
	});
}

/* Below a directory that is not there itself nothing is asked for. */
static bool asked_for(struct ctx *ctx, const char *path, bool vital)
{
	const char *parent = parent_of(ctx, path);

	return use_of(path)->vital == vital && (!*parent || fine(ctx, parent));
}

static void directories(struct ctx *ctx, struct sink *out, bool vital)
{
	const struct tree *t = work_tree(ctx->work);
	struct absent absent = {.make = NULL};

	for (size_t i = 0; i < expected_directory_count; i++) {
		const char *path = expected_directories[i];
		const struct node *n;

		if (!asked_for(ctx, path, vital) || fine(ctx, path))
			continue;
		n = tree_find(t, path) ? NULL : meant(ctx, path);
		if (tree_find(t, path))
			report_in_the_way(ctx, out, path);
		else if (n)
			report_elsewhere(ctx, out, path, n);
		else
			note_absent(ctx, &absent, path);
	}
	if (absent.names.count > 0 && vital && braces(t))
		/* One cause: what else was in the braces is made at once. */
		for (size_t i = 0; i < expected_directory_count; i++)
			if (asked_for(ctx, expected_directories[i], false) &&
			    !fine(ctx, expected_directories[i]))
				note_absent(ctx, &absent, expected_directories[i]);
	if (absent.names.count > 0)
		report_absent(ctx, out, &absent);
}

void directories_vital(struct ctx *ctx, struct sink *out)
{
	directories(ctx, out, true);
}

void directories_all(struct ctx *ctx, struct sink *out)
{
	directories(ctx, out, false);
}
