/* Chapter 06: what else is in bin, and what it costs. */
#include <string.h>
#include <zlib.h>

#include "bin.h"
#include "common.h"
#include "expected.h"
#include "near.h"
#include "text.h"

enum {
	FLOPPY_FREE = 1457664,          /* bytes for files on a FAT of 1,474,560 */
	SYSLINUX_FILES = 59392 + 119808 /* ldlinux.sys and ldlinux.c32, in whole clusters */
};

/* A slip for a name that is missing: that name's finding speaks of it. */
static bool spoken_of(struct ctx *ctx, const char *name)
{
	const struct tree *t = work_tree(ctx->work);

	for (size_t i = 0; i < expected_name_count; i++)
		if (near_name(name, expected_names[i]) &&
		    !tree_find(t, say(ctx, "bin/%s", expected_names[i])))
			return true;
	return false;
}

static void report_unknown(struct ctx *ctx, struct sink *out, const struct words *names,
                           const char *fix)
{
	report(out, &(struct finding){
		.summary = names->count == 1 ? say(ctx, "BusyBox does not know the name %s", names->text)
		         : say(ctx, "BusyBox does not know %zu of its names", names->count),
		.where = names->count == 1 ? say(ctx, "tiny-linux/bin/%s", names->text) : "tiny-linux/bin",
		.expected = "names that busybox/busybox answers to", .found = words_end(ctx, names),
		.at_boot = say(ctx, "%s: applet not found", names->text), .fix = fix,
	});
}

static void report_stranger(struct ctx *ctx, struct sink *out, const struct bin_name *b,
                            const struct node *n)
{
	const char *word = tree_word(ctx, n->disk_path);

	report(out, &(struct finding){
		.summary = "something in bin is not BusyBox",
		.where = say(ctx, "tiny-linux/%s", n->disk_path),
		.expected = "busybox and its names",
		.found = b->trouble == BIN_KIND || b->trouble == BIN_LINK
			? place_words(ctx, work_tree(ctx->work), n->path)
		                                                         : b->found,
		.at_boot =
			"the smoke test calls all that is in /bin, and this gives no answer of BusyBox's",
		.fix = S_ISDIR(n->mode) || (S_ISREG(n->mode) && n->size > 0)
			? say(ctx, "mv %s .", word) : say(ctx, "rm %s", word),
	});
}

/* The shell's /bin/[*] does not show what begins with a dot. */
static const char *visible_in_bin(const struct node *n)
{
	return strncmp(n->path, "bin/", 4) == 0 && n->path[4] != '.' && !strchr(n->path + 4, '/')
		? n->path + 4 : NULL;
}

void names_extra(struct ctx *ctx, struct sink *out)
{
	const struct tree *t = work_tree(ctx->work);
	struct bin_files files = {.count = 0};
	struct applets applets = bin_applets(ctx);
	struct words unknown = {NULL, 0};
	const char *fix = "rm -f";

	for (size_t i = 1; i < t->count; i++) {
		const char *name = visible_in_bin(&t->nodes[i]);
		struct bin_name b;

		if (!name || bin_expected(name) || spoken_of(ctx, name))
			continue;
		b = bin_look(ctx, &files, t->nodes[i].path);
		if (b.trouble == BIN_GOOD && (applets.count == 0 || applets_have(&applets, name)))
			continue;
		if (b.trouble != BIN_GOOD && b.trouble != BIN_APPLET) {
			report_stranger(ctx, out, &b, &t->nodes[i]);
			continue;
		}
		words_add(ctx, &unknown, name);
		if (unknown.count == 1 && !tree_find(t, "bin/busybox"))
			fix = say(ctx, "mv %s tiny-linux/bin/busybox; rm -f",
			          tree_word(ctx, t->nodes[i].disk_path));
		else if (unknown.count <= 8)
			fix = say(ctx, "%s %s", fix, tree_word(ctx, t->nodes[i].disk_path));
	}
	if (unknown.count > 0)
		report_unknown(ctx, out, &unknown, fix);
}

/* --- the program under its own name ------------------------------------------------ */

void busybox_name(struct ctx *ctx, struct sink *out)
{
	struct bin_files files = {.count = 0};
	struct bin_name b = bin_look(ctx, &files, "bin/busybox");

	if (b.trouble != BIN_MISSING)
		return;
	report(out, &(struct finding){
		.where = "tiny-linux/bin/busybox", .expected = "the program under its own name",
		.found = "its other names, and not this one",
		.at_boot = "nothing; busybox --list says: not found",
		.fix = "ln tiny-linux/bin/sh tiny-linux/bin/busybox",
	});
}

/* A busybox of its own that does not work, while its names do. */
void busybox_broken(struct ctx *ctx, struct sink *out)
{
	struct bin_files files = {.count = 0};
	struct bin_name b = bin_look(ctx, &files, "bin/busybox");
	const struct node *raw = tree_find(work_tree(ctx->work), "bin/busybox");

	if (b.trouble == BIN_GOOD || b.trouble == BIN_MISSING)
		return;
	report(out, &(struct finding){
		.where = "tiny-linux/bin/busybox", .expected = "the program", .found = b.found,
		.at_boot = "the commands work; busybox does not",
		.fix = raw && S_ISDIR(raw->mode)
			? "mv tiny-linux/bin/busybox busybox.old; ln tiny-linux/bin/sh tiny-linux/bin/busybox"
			: "rm tiny-linux/bin/busybox; ln tiny-linux/bin/sh tiny-linux/bin/busybox",
	});
}

void busybox_stale(struct ctx *ctx, struct sink *out)
{
	const struct file *built = work_file(ctx->work, WORK_BUSYBOX);
	const struct node *n = tree_resolve(ctx->arena, work_tree(ctx->work), "bin/busybox");
	struct bin_files files = {.count = 0};

	if (!n || !S_ISREG(n->mode))
		return;
	if (built->state != FILE_OK) {
		skip(out, "there is no busybox/busybox to compare with");
		return;
	}
	if (bin_file(ctx, &files, n)->built)
		return;
	report(out, &(struct finding){
		.where = "tiny-linux/bin/busybox",
		.expected = say(ctx, "the bytes of busybox/busybox, %zu of them", built->data.size),
		.found = n->size == built->data.size ? "as many bytes, but others"
		                                     : say(ctx, "%llu bytes", (unsigned long long)n->size),
		.at_boot = "nothing; it is another BusyBox, and it works",
		.fix = "cat busybox/busybox >tiny-linux/bin/busybox",
	});
}

/* --- what copies cost ---------------------------------------------------------------- */

struct copies {
	size_t count;
	uint64_t bytes;
	const char *first;
};

/* Files in bin with the bytes of BusyBox that are not the same file as bin/busybox. */
static struct copies find_copies(struct ctx *ctx)
{
	const struct tree *t = work_tree(ctx->work);
	const struct node *own = tree_resolve(ctx->arena, t, "bin/busybox");
	const struct node **seen =
		arena_alloc(ctx->arena, (t->count + 1) * sizeof(const struct node *));
	struct copies c = {0, 0, ""};
	struct bin_files files = {.count = 0};
	size_t known = 0, j;

	for (size_t i = 1; own && i < t->count; i++) {
		const struct node *n = &t->nodes[i];

		if (!visible_in_bin(n) || !S_ISREG(n->mode) || n->size != own->size || n->left_out ||
		    (n->dev == own->dev && n->ino == own->ino))
			continue;
		for (j = 0; j < known && !(seen[j]->dev == n->dev && seen[j]->ino == n->ino); j++)
			;
		if (j < known || bin_file(ctx, &files, n)->trouble != BIN_GOOD)
			continue;
		seen[known++] = n;
		c.first = c.count++ == 0 ? n->path : c.first;
		c.bytes += n->size;
	}
	return c;
}

void busybox_copies(struct ctx *ctx, struct sink *out)
{
	struct copies c = find_copies(ctx);

	if (c.count == 0)
		return;
	report(out, &(struct finding){
		.summary = c.count == 1 ? "a name is a copy of BusyBox, not a link"
		         : say(ctx, "%zu names are copies of BusyBox, not links", c.count),
		.where = c.count == 1 ? say(ctx, "tiny-linux/%s", c.first) : "tiny-linux/bin",
		.expected = "links: a name for 32 bytes of the image",
		.found = say(ctx, "%llu bytes more in the image than needed", (unsigned long long)c.bytes),
		.at_boot = "nothing, as long as fs.gz still fits on the disk", .fix = BIN_RELINK,
	});
}

/* About how long a file is when gzip has packed it. */
static uint64_t packed(struct ctx *ctx, const struct node *n)
{
	struct arena scratch = {0};
	struct file f = tree_read(&scratch, work_tree(ctx->work), n, FILE_CAP);
	uLongf length = compressBound(f.data.size);
	uint64_t size = n->size;

	if (f.state == FILE_OK &&
	    compress2(arena_alloc(&scratch, length), &length, f.data.at, f.data.size, 6) == Z_OK)
		size = length;
	arena_free(&scratch);
	return size;
}

/* The first of the names of this file. */
static bool first_name(const struct tree *t, size_t i)
{
	for (size_t j = 1; j < i; j++)
		if (t->nodes[j].dev == t->nodes[i].dev && t->nodes[j].ino == t->nodes[i].ino)
			return false;
	return S_ISREG(t->nodes[i].mode) && !t->nodes[i].left_out;
}

/* Each file once, whatever its names. Large files of the same length are taken for copies: one is
 * packed for all. */
static uint64_t tree_packed(struct ctx *ctx)
{
	const struct tree *t = work_tree(ctx->work);
	uint64_t sum = 0, size = 0, last = 0;

	for (size_t i = 1; i < t->count; i++) {
		const struct node *n = &t->nodes[i];

		if (!first_name(t, i))
			continue;
		if (n->size != size || n->size < 65536) {
			last = packed(ctx, n);
			size = n->size;
		}
		sum += last;
	}
	return sum;
}

/* The largest file that is not BusyBox, for the shell. */
static const char *largest(struct ctx *ctx)
{
	const struct tree *t = work_tree(ctx->work);
	const struct node *own = tree_resolve(ctx->arena, t, "bin/busybox"), *most = NULL;

	for (size_t i = 1; i < t->count; i++) {
		const struct node *n = &t->nodes[i];

		if (S_ISREG(n->mode) && !(own && n->dev == own->dev && n->ino == own->ino) &&
		    (!most || n->size > most->size))
			most = n;
	}
	return tree_word(ctx, most ? most->disk_path : "bin/busybox");
}

void tree_fits(struct ctx *ctx, struct sink *out)
{
	const struct file *kernel = work_file(ctx->work, WORK_BZIMAGE);
	const struct tree *t = work_tree(ctx->work);
	uint64_t room = FLOPPY_FREE - SYSLINUX_FILES, plain = 0, sum;

	/* The size of fs.gz itself is chapter 08's to judge. */
	if (work_exists(ctx->work, "fs.gz"))
		return;
	for (size_t i = 1; i < t->count; i++)
		plain += first_name(t, i) ? t->nodes[i].size : 0;
	room -= kernel->state == FILE_OK && kernel->data.size < room ? kernel->data.size : 0;
	if (plain <= room)
		return;
	sum = tree_packed(ctx);
	if (sum <= room)
		return;
	report(out, &(struct finding){
		.where = "tiny-linux",
		.expected = say(ctx, "at most %llu bytes when packed: what SYSLINUX and the kernel leave",
		                (unsigned long long)room),
		.found = say(ctx, "about %llu bytes packed, %llu unpacked", (unsigned long long)sum,
		             (unsigned long long)plain),
		.at_boot = "nothing boots: mcopy says Disk full",
		.fix = find_copies(ctx).count > 0 ? BIN_RELINK
			: say(ctx, "mv %s .", largest(ctx)),
	});
}
