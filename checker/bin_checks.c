/* Chapter 06: the names of BusyBox. Names with one and the same trouble are one finding. */
#include <string.h>

#include "bin.h"
#include "common.h"
#include "expected.h"
#include "near.h"
#include "text.h"

enum { NAMES_MAX = sizeof(expected_names) / sizeof(expected_names[0]), FEW = 4 };

/* Names with the same trouble. */
struct group {
	struct bin_name first;
	struct words names;
	const char *list; /* of all, up to FEW, for the shell */
	bool has_init, has_sh;
};

static const char *base_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

static bool same_cause(const struct bin_name *a, const struct bin_name *b)
{
	return a->trouble == b->trouble && a->end == b->end && strcmp(a->found, b->found) == 0;
}

static bool same_file(const struct bin_name *a, const struct bin_name *b)
{
	return a->trouble == b->trouble && a->end && b->end && a->end->dev == b->end->dev &&
	       a->end->ino == b->end->ino;
}

static void add_to(struct ctx *ctx, struct group *g, const struct bin_name *b)
{
	const char *name = base_of(b->path);

	words_add(ctx, &g->names, name);
	if (g->names.count <= FEW)
		g->list = say(ctx, "%s%s%s", g->list, *g->list ? " " : "", name);
	g->has_init |= strcmp(name, "init") == 0;
	g->has_sh |= strcmp(name, "sh") == 0;
}

/* The names in trouble, sorted into groups; returns how many groups. groups: NAMES_MAX of them. */
static size_t find_groups(struct ctx *ctx, struct group *groups)
{
	struct bin_files files = {.count = 0};
	size_t count = 0, j;

	for (size_t i = 0; i < NAMES_MAX; i++) {
		struct bin_name b = bin_look(ctx, &files, say(ctx, "bin/%s", expected_names[i]));

		if (b.trouble == BIN_GOOD)
			continue;
		for (j = 0; j < count; j++)
			if (same_cause(&groups[j].first, &b) || same_file(&groups[j].first, &b))
				break;
		if (j == count)
			groups[count++] = (struct group){.first = b, .list = ""};
		add_to(ctx, &groups[j], &b);
	}
	return count;
}

/* A few names that stand in another directory: "tiny-linux/sbin/mount". */
static const struct node *elsewhere(struct ctx *ctx, const char *name)
{
	const struct tree *t = work_tree(ctx->work);

	for (size_t i = 1; i < t->count; i++) {
		const struct node *n = &t->nodes[i];
		bool in_bin = strncmp(n->path, "bin/", 4) == 0 && !strchr(n->path + 4, '/');

		if (S_ISDIR(n->mode) || (in_bin && bin_expected(n->path + 4)))
			continue;
		if (in_bin ? near_name(n->path + 4, name) : strcmp(base_of(n->path), name) == 0)
			return n;
	}
	return NULL;
}

/* --- what it looks like at boot -------------------------------------------------- */

/* init and sh are hit: no program is left to start. The kernel's error numbers, as seen. */
static const char *boot_nothing(const struct group *g)
{
	switch (g->first.trouble) {
	case BIN_MODE:
	case BIN_KIND:
		return "/bin/init exists but couldn't execute it (error -13), then a kernel panic";
	case BIN_BYTES:
		return strstr(g->first.found, "script") || strstr(g->first.found, "libraries")
			? "Kernel panic - not syncing: No working init found"
			: "/bin/init exists but couldn't execute it (error -8), then a kernel panic";
	case BIN_APPLET:
		return "applet not found, then Kernel panic - not syncing: Attempted to kill init!";
	default:
		return "Kernel panic - not syncing: No working init found";
	}
}

static const char *refusal(const struct group *g)
{
	switch (g->first.trouble) {
	case BIN_MODE:
	case BIN_KIND:
		return "Permission denied";
	case BIN_BYTES:
		return "Exec format error";
	case BIN_APPLET:
		return "applet not found";
	case BIN_OTHER:
		return "something else than was asked for";
	default:
		return "No such file or directory";
	}
}

/* init/main.c, kernel_init(): /sbin/init and /etc/init come first. */
static bool other_init(struct ctx *ctx)
{
	struct bin_files files = {.count = 0};

	return bin_look(ctx, &files, "sbin/init").trouble == BIN_GOOD ||
	       bin_look(ctx, &files, "etc/init").trouble == BIN_GOOD;
}

static const char *boot_words(struct ctx *ctx, const struct group *g)
{
	if (g->has_sh && g->has_init)
		return boot_nothing(g);
	if (g->has_sh)
		return say(ctx, "can't run '/bin/sh': %s, after each Enter", refusal(g));
	if (g->has_init && g->first.trouble == BIN_OTHER)
		return "that program runs instead of init; when it ends, the kernel panics";
	if (g->has_init && other_init(ctx))
		return "no more: the kernel finds another init before it looks for /bin/init";
	if (g->has_init)
		return "Run /bin/sh as init process: a prompt at once, with nothing mounted";
	if (g->first.trouble == BIN_MISSING || g->first.trouble == BIN_LINK)
		return say(ctx, "-/bin/sh: %s: not found", g->names.text);
	return say(ctx, "%s: %s", base_of(g->first.path), refusal(g));
}

/* --- the cure -------------------------------------------------------------------- */

/* Puts the program into the tree, under its own name: into the file itself where there is one, for
 * all names may be links to it. "" when it is there. */
static const char *put_busybox(struct ctx *ctx)
{
	struct bin_files files = {.count = 0};
	const struct node *raw = tree_find(work_tree(ctx->work), "bin/busybox");
	struct bin_name b = bin_look(ctx, &files, "bin/busybox");

	if (b.trouble == BIN_GOOD)
		return "";
	if (b.trouble == BIN_MODE)
		return say(ctx, "chmod 755 %s; ", tree_word(ctx, b.end->disk_path));
	if (raw && !S_ISREG(raw->mode))
		return say(ctx,
		           "%s; cp busybox/busybox tiny-linux/bin/busybox; chmod 755 "
		           "tiny-linux/bin/busybox; ",
		           S_ISDIR(raw->mode) ? "mv tiny-linux/bin/busybox busybox.old"
		                              : "rm tiny-linux/bin/busybox");
	return "cat busybox/busybox >tiny-linux/bin/busybox; chmod 755 tiny-linux/bin/busybox; ";
}

/* What stands in a name's way and cannot simply be replaced. */
static const char *clear_way(struct ctx *ctx, const char *path)
{
	const struct node *n = tree_find(work_tree(ctx->work), path);

	return n && S_ISDIR(n->mode) ? say(ctx, "mv %s %s.old; ", tree_word(ctx, path), base_of(path))
		: "";
}

static const char *cure_few(struct ctx *ctx, const struct group *g)
{
	const char *fix = put_busybox(ctx);
	struct bytes rest = bytes_of(g->list), word;

	while (bytes_word(&rest, &word)) {
		const char *name = arena_copy(ctx->arena, word.at, word.size);
		const char *path = say(ctx, "bin/%s", name);
		const struct node *n = g->first.trouble == BIN_MISSING ? elsewhere(ctx, name) : NULL;

		/* Not /sbin/init: some keep it on purpose. */
		if (n && (strncmp(n->path, "bin/", 4) == 0 || !strchr(n->path, '/')))
			fix = say(ctx, "%smv %s %s; ", fix, tree_word(ctx, n->disk_path), tree_word(ctx, path));
		else
			fix = say(ctx, "%s%sln -f tiny-linux/bin/busybox %s; ", fix, clear_way(ctx, path),
			          tree_word(ctx, path));
	}
	return arena_copy(ctx->arena, fix, strlen(fix) > 2 ? strlen(fix) - 2 : 0);
}

/* The same file under all of these names, and it is BusyBox's own: mending it mends them. */
static bool all_one(struct ctx *ctx, const struct group *g)
{
	const struct node *busybox = tree_resolve(ctx->arena, work_tree(ctx->work), "bin/busybox");

	return busybox && g->first.end && busybox->dev == g->first.end->dev &&
		busybox->ino == g->first.end->ino;
}

static const char *cure(struct ctx *ctx, const struct group *g)
{
	const char *put = put_busybox(ctx);

	if (all_one(ctx, g) && *put)
		return arena_copy(ctx->arena, put, strlen(put) - 2);
	if (g->first.trouble == BIN_APPLET)
		return "cat busybox/busybox >tiny-linux/bin/busybox; " BIN_RELINK;
	return g->names.count <= FEW ? cure_few(ctx, g) : say(ctx, "%s" BIN_RELINK, put);
}

/* --- the findings ---------------------------------------------------------------- */

static const char *summary(struct ctx *ctx, const struct group *g)
{
	const char *who = g->names.count == 1 ? say(ctx, "the name %s", g->names.text)
		: say(ctx, "%zu of the %d names of BusyBox", g->names.count, NAMES_MAX);
	bool one = g->names.count == 1;

	if (g->first.trouble == BIN_MISSING)
		return say(ctx, one ? "%s of BusyBox is missing" : "%s are missing", who);
	if (g->first.trouble == BIN_LINK)
		return say(ctx, one ? "%s is a link that leads nowhere" : "%s are links that lead nowhere",
		           who);
	return say(ctx, one ? "%s does not start BusyBox" : "%s do not start BusyBox", who);
}

static const char *found_words(struct ctx *ctx, const struct group *g)
{
	const struct node *n = NULL;

	if (g->first.trouble == BIN_MISSING && g->names.count <= FEW)
		n = elsewhere(ctx, base_of(g->first.path));
	if (g->names.count == 1)
		return n ? say(ctx, "it is at tiny-linux/%s", n->path) : g->first.found;
	return say(ctx, "%s: %s%s", words_end(ctx, &g->names), g->first.found,
	           n ? say(ctx, "; %s is at tiny-linux/%s", base_of(g->first.path), n->path) : "");
}

static void report_group(struct ctx *ctx, struct sink *out, const struct group *g)
{
	const char *where = g->names.count == 1 ? g->first.path : all_one(ctx, g) ? "bin/busybox"
		: "bin";

	report(out, &(struct finding){
		.summary = summary(ctx, g), .where = say(ctx, "tiny-linux/%s", where),
		.expected = "a hard or a symbolic link to tiny-linux/bin/busybox, which has an x",
		.found = found_words(ctx, g), .at_boot = boot_words(ctx, g), .fix = cure(ctx, g),
	});
}

/* Without sh nothing boots; with another program in place of init the kernel panics. A script can
 * be an init of sorts. */
static bool vital(const struct group *g)
{
	return g->has_sh ||
		(g->has_init && g->first.trouble == BIN_OTHER && !strstr(g->first.found, "script")) ||
	       (g->has_init && g->first.trouble == BIN_APPLET);
}

static void report_groups(struct ctx *ctx, struct sink *out, bool wanted)
{
	struct group *groups = arena_alloc(ctx->arena, NAMES_MAX * sizeof(*groups));
	size_t count = find_groups(ctx, groups);

	for (size_t i = 0; i < count; i++)
		if (vital(&groups[i]) == wanted)
			report_group(ctx, out, &groups[i]);
}

void names_vital(struct ctx *ctx, struct sink *out)
{
	report_groups(ctx, out, true);
}

void names_all(struct ctx *ctx, struct sink *out)
{
	report_groups(ctx, out, false);
}
