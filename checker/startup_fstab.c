/* Chapter 05: etc/fstab. */
#include <string.h>
#include <strings.h>

#include "common.h"
#include "nearest.h"
#include "startup.h"
#include "startup_fstab.h"
#include "startup_started.h"
#include "text.h"

const struct fstab_wanted fstab_wanted[FSTAB_WANTED] = {
	{"/proc", "proc", "proc /proc proc defaults 0 0",
	 "a prompt, but ps is empty, and mount says no /proc/mounts"},
	{"/var/shm", "tmpfs", "none /var/shm tmpfs defaults 0 0",
	 "a prompt, but /var/shm: Read-only file system"},
};

static const char *const types[] = {"proc", "tmpfs", "romfs", "ramfs"};

/* The file, when the startup script mounts what it lists. */
bool fstab_of_tree(struct ctx *ctx, struct bytes *text, struct fstab *f)
{
	if (!startup_text(ctx, STARTUP_FSTAB, text) || !script_uses_fstab(ctx))
		return false;
	*f = fstab_read(ctx->arena, *text, startup_musl(ctx));
	return true;
}

/* mount -a acts on this line. */
bool fstab_counts(const struct fstab_line *l)
{
	return l->fate == FSTAB_READ && !fstab_skipped(l);
}

bool fstab_mounts_over(const struct fstab *f, const char *path)
{
	for (size_t i = 0; i < f->count; i++)
		if (fstab_counts(&f->lines[i]) && place_under(path, f->lines[i].where.text))
			return true;
	return false;
}

/* mount -a passes over a place on which something is mounted, the root itself too. It looks into
 * /proc/mounts for that (util-linux/mount.c, mount_main()), so only once /proc is mounted. */
bool fstab_acts(struct ctx *ctx, const struct fstab *f, const struct fstab_line *l)
{
	bool told = false, root = strspn(l->where.text, "/") == strlen(l->where.text);

	for (const struct fstab_line *m = f->lines; m != l; m++) {
		told = told || (fstab_counts(m) && strcmp(m->type.text, "proc") == 0 &&
		                fstab_same_place(ctx, m->where.text, "/proc"));
	}
	return fstab_counts(l) && !(told && root);
}

const struct node *fstab_place(struct ctx *ctx, const char *path)
{
	/* mount -a runs in the root directory. */
	return tree_resolve(ctx->arena, work_tree(ctx->work), path);
}

/* The same folder of the tree, by whatever way; while it is not there: the same words. */
bool fstab_same_place(struct ctx *ctx, const char *a, const char *b)
{
	const struct node *n = fstab_place(ctx, a), *m = fstab_place(ctx, b);

	return n && m ? n == m : strcmp(a + strspn(a, "/"), b + strspn(b, "/")) == 0;
}

/* The line of the book that this one stands for, by any of its words; NULL: the learner's own. */
static const struct fstab_wanted *stands_for(struct ctx *ctx, const struct fstab_line *l)
{
	const char *const words[] = {l->what.text, l->where.text, l->type.text, l->options.text};

	for (size_t i = 0; i < FSTAB_WANTED; i++)
		if (fstab_same_place(ctx, l->where.text, fstab_wanted[i].where))
			return &fstab_wanted[i];
	for (size_t i = 0; i < FSTAB_WANTED; i++)
		for (size_t k = 0; k < 4; k++)
			if (strcmp(words[k], fstab_wanted[i].where) == 0 ||
			    nearest_is(words[k], fstab_wanted[i].where) ||
			    (l->fate == FSTAB_FIELDS && strstr(words[k], fstab_wanted[i].where)))
				return &fstab_wanted[i];
	return NULL;
}

/* As above, or by its type, when no other line mounts that. */
static const struct fstab_wanted *meant_for(struct ctx *ctx, const struct fstab *f,
                                            const struct fstab_line *l)
{
	const struct fstab_wanted *w = stands_for(ctx, l);

	for (size_t i = 0; !w && i < FSTAB_WANTED; i++) {
		const struct fstab_wanted *wanted = &fstab_wanted[i];
		bool other = strcmp(l->type.text, wanted->type) != 0;

		for (size_t k = 0; !other && k < f->count; k++)
			other = &f->lines[k] != l &&
				fstab_same_place(ctx, f->lines[k].where.text, wanted->where);
		w = other ? NULL : wanted;
	}
	return w;
}

const char *fstab_at(struct ctx *ctx, const struct fstab_line *l, int column)
{
	return column > 0 ? say(ctx, FSTAB_NAME ":%d:%d", l->line, column)
		: say(ctx, FSTAB_NAME ":%d", l->line);
}

static const char *line_text(struct ctx *ctx, const struct fstab_line *l)
{
	return arena_copy(ctx->arena, l->text.at, l->text.size);
}

/* The book's line in this one's place; a line of the learner's own is taken away. */
const char *fstab_fix(struct ctx *ctx, const struct fstab_wanted *w, const struct fstab_line *l)
{
	return w ? say(ctx, "sed -i '%dc\\%s' " FSTAB_NAME, l->line, w->line)
	         : say(ctx, "sed -i '%ds/^/#/' " FSTAB_NAME, l->line);
}

void fstab_there(struct ctx *ctx, struct sink *out)
{
	const struct node *n = tree_resolve(ctx->arena, work_tree(ctx->work), STARTUP_FSTAB);

	if (!script_uses_fstab(ctx))
		return;
	startup_there(ctx, out, STARTUP_FSTAB, n && !S_ISREG(n->mode)
		? "a prompt, but nothing is mounted"
		: "mount: can't read '/etc/fstab': No such file or directory; nothing is mounted");
}

/* Hidden characters count in the three fields that mount acts on, or where they break the line. */
void fstab_hidden(struct ctx *ctx, struct sink *out)
{
	struct bytes text;
	struct fstab f;
	struct hidden h;

	if (!fstab_of_tree(ctx, &text, &f))
		return;
	for (size_t i = 0; i < f.count; i++) {
		const struct fstab_line *l = &f.lines[i];
		const char *const words[] = {l->where.text, l->type.text, l->options.text};
		bool harm = l->fate == FSTAB_FIELDS && stands_for(ctx, l);

		for (size_t k = 0; k < 3; k++)
			harm = harm || (fstab_counts(l) && hidden_find(bytes_of(words[k]), 0, &h));
		if (!harm || !hidden_find(l->text, 0, &h) || h.kind == HIDDEN_CR || h.kind == HIDDEN_NUL)
			continue;
		h.offset += (size_t)(l->text.at - text.at);
		startup_hidden(ctx, out, STARTUP_FSTAB, text, &h,
		               "mount says that there is no such type or place, and the name looks right");
		return;
	}
}

/* Lines that mount does not take: one message, and a command for each of them. */
static void report_lost(struct ctx *ctx, struct sink *out, const struct fstab_line *l,
                        const struct fstab_wanted *w, const char *fix, size_t count)
{
	bool newline = l->fate == FSTAB_NO_NEWLINE;

	report(out, &(struct finding){
		.summary = newline
			? say(ctx, "line %d of fstab, the last, has no newline at its end", l->line)
			: count > 1 ? say(ctx, "%zu lines of fstab have not the six fields", count)
			            : say(ctx, "line %d of fstab has not the six fields", l->line),
		.where = fstab_at(ctx, l, 1),
		.expected = newline ? "a newline at the end of the last line" : w->line,
		.found = newline ? "the end of the file" : line_text(ctx, l),
		.at_boot = say(ctx, "mount -a passes the line over, without a word: %s", w->at_boot),
		.fix = newline ? "sed -i '$a\\' " FSTAB_NAME : fix});
}

/* A line in which mount finds no end. */
static void report_endless(struct ctx *ctx, struct sink *out, const struct fstab_line *l)
{
	bool long_one = l->text.size > FSTAB_LINE_MAX;

	report(out, &(struct finding){
		.summary = say(ctx, long_one ? "line %d of fstab is too long for mount"
		                             : "line %d of fstab holds a zero byte", l->line),
		.where = fstab_at(ctx, l, 1),
		.expected = long_one ? say(ctx, "at most %d bytes", FSTAB_LINE_MAX) : "text",
		.found = long_one ? say(ctx, "%zu bytes", l->text.size) : line_text(ctx, l),
		.at_boot = "mount -a reads neither this line nor any after it, without a word",
		.fix = say(ctx, long_one ? "sed -i '%dd' " FSTAB_NAME
		                         : "sed -i '%ds/\\x00//g' " FSTAB_NAME, l->line)});
}

void fstab_lines(struct ctx *ctx, struct sink *out)
{
	struct bytes text;
	struct fstab f;

	const struct fstab_line *first = NULL;
	const char *fix = "";
	size_t count = 0;

	if (!fstab_of_tree(ctx, &text, &f))
		return;
	for (size_t i = 0; i < f.count; i++) {
		const struct fstab_line *l = &f.lines[i];
		const struct fstab_wanted *w = meant_for(ctx, &f, l);

		if (l->fate == FSTAB_TOO_LONG && (w || i + 1 < f.count)) {
			report_endless(ctx, out, l);
			return;
		}
		if ((l->fate != FSTAB_FIELDS && l->fate != FSTAB_NO_NEWLINE) || !w || fstab_skipped(l))
			continue;
		fix = say(ctx, "%s%s%s", fix, *fix ? "; " : "", fstab_fix(ctx, w, l));
		first = first ? first : l;
		count++;
	}
	if (first)
		report_lost(ctx, out, first, meant_for(ctx, &f, first), fix, count);
}

/* "proc" where "/proc" belongs and the like. */
static bool is_type(struct ctx *ctx, const char *word)
{
	return startup_type(ctx, word) || nearest_word(word, types, sizeof(types) / sizeof(types[0]));
}

static bool is_place(struct ctx *ctx, const char *word)
{
	const struct node *n = fstab_place(ctx, word);

	return strchr(word, '/') && n && S_ISDIR(n->mode);
}

static const char *which_swapped(struct ctx *ctx, const struct fstab_line *l)
{
	const struct node *n = fstab_place(ctx, l->where.text);

	/* "/proc proc proc": from the root directory, where mount -a runs, that is right. */
	if (n && S_ISDIR(n->mode) && startup_type(ctx, l->type.text))
		return NULL;
	if (is_place(ctx, l->where.text))
		return is_type(ctx, l->options.text) && !is_type(ctx, l->type.text)
			? "the third and the fourth field" : NULL;
	if (is_place(ctx, l->what.text) && is_type(ctx, l->type.text))
		return "the first and the second field";
	if (is_place(ctx, l->type.text) && is_type(ctx, l->where.text))
		return "the second and the third field";
	return is_place(ctx, l->type.text) ? "the order of the fields" : NULL;
}

/* A folder that chapter 03 makes: it is told of there. */
static bool of_chapter_3(const char *path)
{
	static const char *const folders[] = {"dev", "etc", "etc/init.d", "bin", "proc", "mnt", "tmp",
	                                      "var", "var/shm"};

	path += strspn(path, "/");
	for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++)
		if (strcmp(folders[i], path) == 0)
			return true;
	return false;
}

/* A folder that the kernel shows only when something is mounted. */
static bool comes_later(const struct fstab *f, const struct fstab_line *l)
{
	for (size_t i = 0; i < f->count && &f->lines[i] != l; i++) {
		const char *above = f->lines[i].where.text;
		size_t length = strlen(above);

		if (fstab_counts(&f->lines[i]) && length > 1 &&
		    strncmp(above, l->where.text, length) == 0 &&
		    l->where.text[length] == '/')
			return true;
	}
	return false;
}

static void report_swapped(struct ctx *ctx, struct sink *out, const struct fstab *f,
                           const struct fstab_line *l, const char *swapped)
{
	const struct fstab_wanted *w = meant_for(ctx, f, l);

	report(out, &(struct finding){
		.summary = say(ctx, "line %d of fstab: %s are exchanged", l->line, swapped),
		.where = fstab_at(ctx, l, l->what.column),
		.expected = w ? w->line : "what, where, type, options, 0, 0",
		.found = line_text(ctx, l),
		.at_boot = say(ctx, "mount: mounting %s on %s failed", l->what.text, l->where.text),
		.fix = fstab_fix(ctx, w, l)});
}

void fstab_where(struct ctx *ctx, struct sink *out)
{
	struct bytes text;
	struct fstab f;

	if (!fstab_of_tree(ctx, &text, &f))
		return;
	for (size_t i = 0; i < f.count; i++) {
		const struct fstab_line *l = &f.lines[i];
		const struct node *n = fstab_place(ctx, l->where.text);
		const char *swapped = which_swapped(ctx, l);
		const struct fstab_wanted *w;

		if (!fstab_counts(l))
			continue;
		if (swapped) {
			report_swapped(ctx, out, &f, l, swapped);
			continue;
		}
		if ((n && S_ISDIR(n->mode)) || of_chapter_3(l->where.text) || comes_later(&f, l))
			continue;
		w = meant_for(ctx, &f, l);
		report(out, &(struct finding){
			.summary = say(ctx, "line %d of fstab: %s is no directory of the tree", l->line,
			               l->where.text),
			.where = fstab_at(ctx, l, l->where.column),
			.expected = w ? w->where : "a directory of the tree", .found = node_words(ctx, n),
			.at_boot = say(ctx, "mount: mounting %s on %s failed: %s", l->what.text, l->where.text,
			               n ? "Not a directory" : "No such file or directory"),
			.fix = w || n || strchr(l->where.text, '.') ? fstab_fix(ctx, w, l)
			       : say(ctx, "mkdir -p tiny-linux/%s",
			             text_shell(ctx->arena, l->where.text + strspn(l->where.text, "/")))});
	}
}

bool fstab_known(struct ctx *ctx, const char *list)
{
	while (*list) {
		size_t length = strcspn(list, ",");

		if (startup_type(ctx, arena_copy(ctx->arena, list, length)))
			return true;
		list += length + (list[length] == ',');
	}
	return false;
}

bool fstab_binds(const struct fstab_line *l)
{
	return fstab_option(l->options.text, "bind") || fstab_option(l->options.text, "rbind") ||
	       fstab_option(l->options.text, "remount") || fstab_option(l->options.text, "move");
}

bool fstab_read_only(const struct fstab_line *l)
{
	bool read_only = false;

	for (const char *p = l->options.text; *p; p += strcspn(p, ","), p += *p == ',') {
		if (strncasecmp(p, "ro", 2) == 0 && (p[2] == ',' || !p[2]))
			read_only = true;
		if (strncasecmp(p, "rw", 2) == 0 && (p[2] == ',' || !p[2]))
			read_only = false;
	}
	return read_only;
}

void fstab_type(struct ctx *ctx, struct sink *out)
{
	struct bytes text;
	struct fstab f;

	if (!fstab_of_tree(ctx, &text, &f))
		return;
	for (size_t i = 0; i < f.count; i++) {
		const struct fstab_line *l = &f.lines[i];
		const struct fstab_wanted *w = meant_for(ctx, &f, l);
		const char *near = nearest_word(l->type.text, types, sizeof(types) / sizeof(types[0]));
		const struct node *n = fstab_place(ctx, l->what.text);
		bool found_out = strcmp(l->type.text, "auto") == 0 && n && S_ISBLK(n->mode);

		if (!fstab_acts(ctx, &f, l) || fstab_binds(l) || found_out ||
		    fstab_known(ctx, l->type.text))
			continue;
		report(out, &(struct finding){
			.summary = say(ctx, "line %d of fstab: the kernel has no file system %s", l->line,
			               l->type.text),
			.where = fstab_at(ctx, l, l->type.column),
			.expected = w ? w->type : near ? near : "a file system that the kernel has",
			.found = l->type.text,
			.at_boot = say(ctx, "mount: mounting %s on %s failed: %s", l->what.text, l->where.text,
			               strcmp(l->type.text, "auto") == 0 ? "No such file or directory"
			                   : "No such device"),
			.fix = fstab_fix(ctx, w, l)});
	}
}
