/* Chapter 05: etc/fstab. */
#include <string.h>
#include <strings.h>

#include "common.h"
#include "fstab.h"
#include "nearest.h"
#include "startup.h"
#include "text.h"

#define FILE_NAME "tiny-linux/" STARTUP_FSTAB

/* What the book mounts. */
static const struct wanted {
	const char *where, *type, *line, *at_boot;
} wanted[] = {
	{"/proc", "proc", "proc /proc proc defaults 0 0",
	 "a prompt, but ps is empty, and mount says no /proc/mounts"},
	{"/var/shm", "tmpfs", "none /var/shm tmpfs defaults 0 0",
	 "a prompt, but /var/shm: Read-only file system"},
};

enum { WANTED = sizeof(wanted) / sizeof(wanted[0]) };

static const char *const types[] = {"proc", "tmpfs", "romfs", "ramfs"};

/* The file, when the startup script mounts what it lists. */
static bool read_fstab(struct ctx *ctx, struct bytes *text, struct fstab *f)
{
	if (!startup_text(ctx, STARTUP_FSTAB, text) || !script_uses_fstab(ctx))
		return false;
	*f = fstab_read(ctx->arena, *text, startup_musl(ctx));
	return true;
}

/* mount -a acts on this line. */
static bool counts(const struct fstab_line *l)
{
	return l->fate == FSTAB_READ && !fstab_skipped(l);
}

static const struct node *place(struct ctx *ctx, const char *path)
{
	/* mount -a runs in the root directory. */
	return tree_resolve(ctx->arena, work_tree(ctx->work), path);
}

/* The same folder of the tree, by whatever way; while it is not there: the same words. */
static bool same_place(struct ctx *ctx, const char *a, const char *b)
{
	const struct node *n = place(ctx, a), *m = place(ctx, b);

	return n && m ? n == m : strcmp(a + strspn(a, "/"), b + strspn(b, "/")) == 0;
}

/* The line of the book that this one stands for, by any of its words; NULL: the learner's own. */
static const struct wanted *stands_for(struct ctx *ctx, const struct fstab_line *l)
{
	const char *const words[] = {l->what.text, l->where.text, l->type.text, l->options.text};

	for (size_t i = 0; i < WANTED; i++)
		if (same_place(ctx, l->where.text, wanted[i].where))
			return &wanted[i];
	for (size_t i = 0; i < WANTED; i++)
		for (size_t k = 0; k < 4; k++)
			if (strcmp(words[k], wanted[i].where) == 0 || nearest_is(words[k], wanted[i].where) ||
			    (l->fate == FSTAB_FIELDS && strstr(words[k], wanted[i].where)))
				return &wanted[i];
	return NULL;
}

/* As above, or by its type, when no other line mounts that. */
static const struct wanted *meant_for(struct ctx *ctx, const struct fstab *f, const struct fstab_line *l)
{
	const struct wanted *w = stands_for(ctx, l);

	for (size_t i = 0; !w && i < WANTED; i++) {
		bool other = false;

		if (strcmp(l->type.text, wanted[i].type) != 0)
			continue;
		for (size_t k = 0; k < f->count; k++)
			other = other || (&f->lines[k] != l && same_place(ctx, f->lines[k].where.text, wanted[i].where));
		w = other ? NULL : &wanted[i];
	}
	return w;
}

static const char *at(struct ctx *ctx, const struct fstab_line *l, int column)
{
	return column > 0 ? say(ctx, FILE_NAME ":%d:%d", l->line, column) : say(ctx, FILE_NAME ":%d", l->line);
}

static const char *line_text(struct ctx *ctx, const struct fstab_line *l)
{
	return arena_copy(ctx->arena, l->text.at, l->text.size);
}

/* The book's line in this one's place; a line of the learner's own is taken away. */
static const char *line_fix(struct ctx *ctx, const struct wanted *w, const struct fstab_line *l)
{
	return w ? say(ctx, "sed -i '%dc\\%s' " FILE_NAME, l->line, w->line)
	         : say(ctx, "sed -i '%ds/^/#/' " FILE_NAME, l->line);
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

	if (!read_fstab(ctx, &text, &f))
		return;
	for (size_t i = 0; i < f.count; i++) {
		const struct fstab_line *l = &f.lines[i];
		const char *const words[] = {l->where.text, l->type.text, l->options.text};
		bool harm = l->fate == FSTAB_FIELDS && stands_for(ctx, l);

		for (size_t k = 0; k < 3; k++)
			harm = harm || (counts(l) && hidden_find(bytes_of(words[k]), 0, &h));
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
                        const struct wanted *w, const char *fix, size_t count)
{
	bool newline = l->fate == FSTAB_NO_NEWLINE;

	report(out, &(struct finding){
		.summary = newline ? say(ctx, "line %d of fstab, the last, has no newline at its end", l->line)
			: count > 1 ? say(ctx, "%zu lines of fstab have not the six fields", count)
			            : say(ctx, "line %d of fstab has not the six fields", l->line),
		.where = at(ctx, l, 1),
		.expected = newline ? "a newline at the end of the last line" : w->line,
		.found = newline ? "the end of the file" : line_text(ctx, l),
		.at_boot = say(ctx, "mount -a passes the line over, without a word: %s", w->at_boot),
		.fix = newline ? "sed -i '$a\\' " FILE_NAME : fix});
}

void fstab_lines(struct ctx *ctx, struct sink *out)
{
	struct bytes text;
	struct fstab f;

	const struct fstab_line *first = NULL;
	const char *fix = "";
	size_t count = 0;

	if (!read_fstab(ctx, &text, &f))
		return;
	for (size_t i = 0; i < f.count; i++) {
		const struct fstab_line *l = &f.lines[i];
		const struct wanted *w = meant_for(ctx, &f, l);

		if (l->fate == FSTAB_TOO_LONG) {
			report(out, &(struct finding){
				.summary = say(ctx, "line %d of fstab is too long for mount", l->line),
				.where = at(ctx, l, 1), .expected = say(ctx, "at most %d bytes", FSTAB_LINE_MAX),
				.found = say(ctx, "%zu bytes", l->text.size),
				.at_boot = "mount -a reads neither this line nor any after it, without a word",
				.fix = say(ctx, "sed -i '%dd' " FILE_NAME, l->line)});
			return;
		}
		if ((l->fate != FSTAB_FIELDS && l->fate != FSTAB_NO_NEWLINE) || !w || fstab_skipped(l))
			continue;
		fix = say(ctx, "%s%s%s", fix, *fix ? "; " : "", line_fix(ctx, w, l));
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
	const struct node *n = place(ctx, word);

	return strchr(word, '/') && n && S_ISDIR(n->mode);
}

static const char *which_swapped(struct ctx *ctx, const struct fstab_line *l)
{
	if (is_place(ctx, l->where.text))
		return is_type(ctx, l->options.text) && !is_type(ctx, l->type.text) ? "the third and the fourth field" : NULL;
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

		if (counts(&f->lines[i]) && length > 1 && strncmp(above, l->where.text, length) == 0 &&
		    l->where.text[length] == '/')
			return true;
	}
	return false;
}

static void report_swapped(struct ctx *ctx, struct sink *out, const struct fstab *f,
                           const struct fstab_line *l, const char *swapped)
{
	const struct wanted *w = meant_for(ctx, f, l);

	report(out, &(struct finding){
		.summary = say(ctx, "line %d of fstab: %s are exchanged", l->line, swapped),
		.where = at(ctx, l, l->what.column),
		.expected = w ? w->line : "what, where, type, options, 0, 0",
		.found = line_text(ctx, l),
		.at_boot = say(ctx, "mount: mounting %s on %s failed", l->what.text, l->where.text),
		.fix = line_fix(ctx, w, l)});
}

void fstab_where(struct ctx *ctx, struct sink *out)
{
	struct bytes text;
	struct fstab f;

	if (!read_fstab(ctx, &text, &f))
		return;
	for (size_t i = 0; i < f.count; i++) {
		const struct fstab_line *l = &f.lines[i];
		const struct node *n = place(ctx, l->where.text);
		const char *swapped = which_swapped(ctx, l);
		const struct wanted *w;

		if (!counts(l))
			continue;
		if (swapped) {
			report_swapped(ctx, out, &f, l, swapped);
			continue;
		}
		if ((n && S_ISDIR(n->mode)) || of_chapter_3(l->where.text) || comes_later(&f, l))
			continue;
		w = meant_for(ctx, &f, l);
		report(out, &(struct finding){
			.summary = say(ctx, "line %d of fstab: %s is no directory of the tree", l->line, l->where.text),
			.where = at(ctx, l, l->where.column),
			.expected = w ? w->where : "a directory of the tree", .found = node_words(ctx, n),
			.at_boot = say(ctx, "mount: mounting %s on %s failed: %s", l->what.text, l->where.text,
			               n ? "Not a directory" : "No such file or directory"),
			.fix = w || n || strchr(l->where.text, '.') ? line_fix(ctx, w, l)
			       : say(ctx, "mkdir -p tiny-linux/%s",
			             text_shell(ctx->arena, l->where.text + strspn(l->where.text, "/")))});
	}
}

static bool some_type_known(struct ctx *ctx, const char *list)
{
	while (*list) {
		size_t length = strcspn(list, ",");

		if (startup_type(ctx, arena_copy(ctx->arena, list, length)))
			return true;
		list += length + (list[length] == ',');
	}
	return false;
}

static bool binds(const struct fstab_line *l)
{
	return fstab_option(l->options.text, "bind") || fstab_option(l->options.text, "rbind") ||
	       fstab_option(l->options.text, "remount") || fstab_option(l->options.text, "move");
}

void fstab_type(struct ctx *ctx, struct sink *out)
{
	struct bytes text;
	struct fstab f;

	if (!read_fstab(ctx, &text, &f))
		return;
	for (size_t i = 0; i < f.count; i++) {
		const struct fstab_line *l = &f.lines[i];
		const struct wanted *w = meant_for(ctx, &f, l);
		const char *near = nearest_word(l->type.text, types, sizeof(types) / sizeof(types[0]));
		const struct node *n = place(ctx, l->what.text);
		bool found_out = strcmp(l->type.text, "auto") == 0 && n && S_ISBLK(n->mode);

		if (!counts(l) || binds(l) || found_out || some_type_known(ctx, l->type.text))
			continue;
		near = w ? w->type : near;
		report(out, &(struct finding){
			.summary = say(ctx, "line %d of fstab: the kernel has no file system %s", l->line, l->type.text),
			.where = at(ctx, l, l->type.column),
			.expected = near ? near : "a file system that the kernel has",
			.found = l->type.text,
			.at_boot = say(ctx, "mount: mounting %s on %s failed: %s", l->what.text, l->where.text,
			               strcmp(l->type.text, "auto") == 0 ? "No such file or directory" : "No such device"),
			.fix = line_fix(ctx, w, l)});
	}
}

/* What the file system itself knows. Linux 6.12: mm/shmem.c, shmem_fs_parameters[];
 * fs/proc/root.c, proc_fs_parameters[]. What the book's kernel leaves out is left out. */
static bool known_to(const char *type, const char *option, size_t length)
{
	static const char *const tmpfs[] = {"size=", "nr_blocks=", "nr_inodes=", "mode=", "uid=", "gid=",
	                                    "inode32", "inode64", "huge=", "mpol=", "noswap", NULL};
	static const char *const proc[] = {"hidepid=", "gid=", "subset=", NULL};
	const char *const *list = strcmp(type, "tmpfs") == 0 ? tmpfs : strcmp(type, "proc") == 0 ? proc : NULL;

	for (; list && *list; list++) {
		size_t name = strlen(*list);

		if (length >= name && strncmp(option, *list, name) == 0 &&
		    ((*list)[name - 1] == '=' || length == name))
			return true;
	}
	return !list;
}

/* A size is a number with k, m, g or %. */
static bool good_value(const char *option, size_t length)
{
	size_t digits;

	if (strncmp(option, "size=", 5) != 0)
		return true;
	digits = strspn(option + 5, "0123456789");
	return digits > 0 && (5 + digits == length ||
	                      (6 + digits == length && strchr("kmgKMG%", option[5 + digits])));
}

static void look_at_option(struct ctx *ctx, struct sink *out, const struct fstab_line *l,
                           size_t offset, size_t length)
{
	static const char *const usual[] = {"defaults", "noauto", "size=", "mode=", "nosuid", "noexec",
	                                    "nodev", "noatime", "ro", "rw"};
	const char *option = l->options.text + offset, *word = arena_copy(ctx->arena, option, length);
	const char *near = nearest_word(word, usual, sizeof(usual) / sizeof(usual[0]));
	bool named = known_to(l->type.text, option, length);

	if (fstab_option_kind(option, length) == FSTAB_BY_MOUNT || (named && good_value(option, length)))
		return;
	report(out, &(struct finding){
		.summary = say(ctx, named ? "line %d of fstab: %s has a bad value"
		                          : "line %d of fstab: neither mount nor the kernel knows the option %s",
		               l->line, word),
		.where = at(ctx, l, l->options.column + (int)offset),
		.expected = near ? near : "defaults, or an option of this file system",
		.found = word,
		.at_boot = say(ctx, "%s: %s; mount: mounting %s on %s failed: Invalid argument", l->type.text,
		               named ? say(ctx, "Bad value for '%.*s'", (int)strcspn(word, "="), word)
		                     : say(ctx, "Unknown parameter '%.*s'", (int)strcspn(word, "="), word),
		               l->what.text, l->where.text),
		.fix = say(ctx, "sed -i '%dc\\%s %s %s defaults 0 0' " FILE_NAME, l->line, l->what.text, l->where.text, l->type.text)});
}

static bool typeable(const char *word)
{
	return *word && strspn(word, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./") == strlen(word);
}

void fstab_options(struct ctx *ctx, struct sink *out)
{
	struct bytes text;
	struct fstab f;

	if (!read_fstab(ctx, &text, &f))
		return;
	for (size_t i = 0; i < f.count; i++) {
		const struct fstab_line *l = &f.lines[i];
		const char *p = l->options.text;

		if (!counts(l) || binds(l) || !typeable(l->what.text) || !typeable(l->where.text))
			continue;
		while (*p) {
			size_t length = strcspn(p, ",");

			look_at_option(ctx, out, l, (size_t)(p - l->options.text), length);
			p += length + (p[length] == ',');
		}
	}
}

/* File systems without a device, Linux: FS_REQUIRES_DEV is not set. */
static bool without_device(const char *type)
{
	static const char *const none[] = {"proc", "tmpfs", "ramfs", "sysfs", "devtmpfs", "devpts",
	                                   "debugfs", "rootfs", "configfs", "nfs", "9p", "securityfs"};

	for (size_t i = 0; i < sizeof(none) / sizeof(none[0]); i++)
		if (strcmp(type, none[i]) == 0)
			return true;
	return strchr(type, ',') != NULL;
}

void fstab_device(struct ctx *ctx, struct sink *out)
{
	struct bytes text;
	struct fstab f;

	if (!read_fstab(ctx, &text, &f))
		return;
	for (size_t i = 0; i < f.count; i++) {
		const struct fstab_line *l = &f.lines[i];
		const struct node *n = place(ctx, l->what.text);

		/* What is mounted already, the root, is passed over. */
		if (!counts(l) || binds(l) || without_device(l->type.text) || strspn(l->where.text, "/") == strlen(l->where.text) ||
		    (n && S_ISBLK(n->mode)) || strcmp(l->what.text, "/dev/ram0") == 0)
			continue;
		report(out, &(struct finding){
			.summary = say(ctx, "line %d of fstab: there is no device %s", l->line, l->what.text),
			.where = at(ctx, l, l->what.column), .expected = "a block device of the tree",
			.found = node_words(ctx, n),
			.at_boot = say(ctx, "mount: mounting %s on %s failed: No such file or directory",
			               l->what.text, l->where.text),
			.fix = line_fix(ctx, NULL, l)});
	}
}

/* An empty file system over a folder that is needed hides what is in it. */
void fstab_covers(struct ctx *ctx, struct sink *out)
{
	static const char *const needed[] = {"/bin", "/dev", "/etc", "/"};
	struct bytes text;
	struct fstab f;

	if (!read_fstab(ctx, &text, &f))
		return;
	for (size_t i = 0; i < f.count; i++) {
		const struct fstab_line *l = &f.lines[i];
		size_t k = 0;

		while (k < 3 && !same_place(ctx, l->where.text, needed[k]))
			k++;
		if (k == 3 || !counts(l) || binds(l) || !some_type_known(ctx, l->type.text) || strcmp(l->type.text, "devtmpfs") == 0)
			continue;
		report(out, &(struct finding){
			.summary = say(ctx, "line %d of fstab mounts over %s and hides what is in it", l->line, needed[k]),
			.where = at(ctx, l, l->where.column), .expected = "an empty directory as the place",
			.found = l->where.text,
			.at_boot = say(ctx, "what is in %s is gone from the moment that rcS runs", needed[k]),
			.fix = line_fix(ctx, NULL, l)});
	}
}

enum state { MOUNTED, NOT_NAMED, PASSED_OVER, READ_ONLY, OTHER_TYPE, COVERED };

static bool has_type(const char *list, const char *type)
{
	return fstab_option(list, type);
}

/* What becomes of one of the book's places: the first line that names it counts, since mount -a
 * passes over a place on which something is mounted; unless /proc is not there to tell it so. */
static enum state state_of(struct ctx *ctx, const struct fstab *f, const struct wanted *w,
                           const struct fstab_line **line)
{
	enum state state = NOT_NAMED;

	*line = NULL;
	for (size_t i = 0; i < f->count; i++) {
		const struct fstab_line *l = &f->lines[i];

		if (l->fate != FSTAB_READ)
			continue;
		if (same_place(ctx, l->where.text, w->where)) {
			if (state == MOUNTED)
				continue;
			*line = l;
			state = fstab_skipped(l) ? PASSED_OVER : !has_type(l->type.text, w->type) ? OTHER_TYPE
				: strcmp(w->type, "tmpfs") == 0 && fstab_option(l->options.text, "ro") ? READ_ONLY
				: MOUNTED;
		} else if (state == MOUNTED && counts(l) && strncmp(w->where, l->where.text, strlen(l->where.text)) == 0 &&
		           w->where[strlen(l->where.text)] == '/' && strlen(l->where.text) > 1) {
			*line = l;
			state = COVERED;
		}
	}
	return state;
}

void fstab_mounts(struct ctx *ctx, struct sink *out)
{
	struct bytes text;
	struct fstab f;

	if (!read_fstab(ctx, &text, &f))
		return;
	if (f.count == 0) {
		report(out, &(struct finding){
			.summary = "fstab lists nothing", .where = FILE_NAME, .expected = wanted[0].line,
			.found = text.size == 0 ? "an empty file" : "comments and empty lines",
			.at_boot = wanted[0].at_boot, .fix = startup_copy(ctx, STARTUP_FSTAB)});
		return;
	}
	for (size_t i = 0; i < WANTED; i++) {
		const struct wanted *w = &wanted[i];
		const struct fstab_line *l;
		enum state state = state_of(ctx, &f, w, &l);
		const char *found[] = {"", "no line for it", "an option that leaves it out of mount -a: noauto, sw or swap",
		                       "the option ro: nothing can be written there",
		                       l ? say(ctx, "the type %s", l->type.text) : "", "another mount over it"};

		if (state == MOUNTED)
			continue;
		report(out, &(struct finding){
			.summary = say(ctx, state == READ_ONLY ? "fstab mounts %s read-only"
			                    : "fstab does not mount %s", w->where),
			.where = l ? at(ctx, l, l->where.column) : FILE_NAME,
			.expected = w->line, .found = found[state], .at_boot = w->at_boot,
			.fix = state == NOT_NAMED ? say(ctx, "echo '%s' >>" FILE_NAME, w->line)
			       : line_fix(ctx, state == COVERED ? NULL : w, l)});
	}
}
