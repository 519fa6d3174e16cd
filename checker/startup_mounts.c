/* Chapter 05: etc/fstab, what its lines do: options, devices, and what is mounted in the end. */
#include <string.h>

#include "common.h"
#include "nearest.h"
#include "startup.h"
#include "startup_fstab.h"
#include "startup_hand.h"
#include "text.h"

/* What the file system itself knows. Linux 6.12: mm/shmem.c, shmem_fs_parameters[];
 * fs/proc/root.c, proc_fs_parameters[]. What the book's kernel leaves out is left out. */
static bool known_to(const char *type, const char *option, size_t length)
{
	static const char *const tmpfs[] =
		{"size=", "nr_blocks=", "nr_inodes=", "mode=", "uid=", "gid=",
	                                    "inode32", "huge=", "mpol=", "noswap", NULL};
	static const char *const proc[] = {"hidepid=", "gid=", "subset=", NULL};
	const char *const *list = strcmp(type, "tmpfs") == 0 ? tmpfs : strcmp(type, "proc") == 0 ? proc
		: NULL;

	for (; list && *list; list++) {
		size_t name = strlen(*list);

		if (length >= name && strncmp(option, *list, name) == 0 &&
		    ((*list)[name - 1] == '=' || length == name))
			return true;
	}
	return !list;
}

/* mm/shmem.c, shmem_parse_one(): memparse() for sizes and counts, which leaves nothing over; the
 * others as fs/fs_parser.c reads them. */
static bool good_value(const char *option, size_t length)
{
	static const struct { const char *name, *digits, *units; } values[] = {
		{"size=", "0123456789", "kmgtpeKMGTPE%"}, {"nr_blocks=", "0123456789", "kmgtpeKMGTPE"},
		{"nr_inodes=", "0123456789", "kmgtpeKMGTPE"}, {"mode=", "01234567", ""},
		{"uid=", "0123456789", ""}, {"gid=", "0123456789", ""},
	};

	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		size_t name = strlen(values[i].name), digits;

		if (strncmp(option, values[i].name, name) != 0)
			continue;
		digits = strspn(option + name, values[i].digits);
		return digits > 0 && (name + digits == length ||
		                      (name + digits + 1 == length &&
		                       strchr(values[i].units, option[name + digits])));
	}
	return true;
}

static void look_at_option(struct ctx *ctx, struct sink *out, const struct fstab_line *l,
                           size_t offset, size_t length)
{
	static const char *const usual[] = {"defaults", "noauto", "size=", "mode=", "nosuid", "noexec",
	                                    "nodev", "noatime", "ro", "rw"};
	const char *option = l->options.text + offset, *word = arena_copy(ctx->arena, option, length);
	const char *near = nearest_word(word, usual, sizeof(usual) / sizeof(usual[0]));
	bool named = known_to(l->type.text, option, length);

	if (fstab_option_kind(option, length) == FSTAB_BY_MOUNT ||
	    (named && good_value(option, length)))
		return;
	report(out, &(struct finding){
		.summary = say(ctx, named ? "line %d of fstab: %s has a bad value"
		                          : "line %d of fstab: neither mount nor the kernel knows the "
		                            "option %s",
		               l->line, word),
		.where = fstab_at(ctx, l, l->options.column + (int)offset),
		.expected = near ? near : "defaults, or an option of this file system",
		.found = word,
		.at_boot =
			say(ctx, "%s: %s; mount: mounting %s on %s failed: Invalid argument", l->type.text,
		               named ? say(ctx, "Bad value for '%.*s'", (int)strcspn(word, "="), word)
		                     : say(ctx, "Unknown parameter '%.*s'", (int)strcspn(word, "="), word),
		               l->what.text, l->where.text),
		.fix = say(ctx, "sed -i '%dc\\%s %s %s defaults 0 0' " FSTAB_NAME, l->line, l->what.text,
		           l->where.text, l->type.text)});
}

static bool typeable(const char *word)
{
	static const char plain[] =
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./";

	return *word && strspn(word, plain) == strlen(word);
}

void fstab_options(struct ctx *ctx, struct sink *out)
{
	struct bytes text;
	struct fstab f;

	if (!fstab_of_tree(ctx, &text, &f))
		return;
	for (size_t i = 0; i < f.count; i++) {
		const struct fstab_line *l = &f.lines[i];
		const char *p = l->options.text;

		if (!fstab_acts(ctx, &f, l) || fstab_binds(l) || !typeable(l->what.text) ||
		    !typeable(l->where.text))
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

/* The root's file system, which is read-only, a second time and writable. */
static bool writes_root(const struct fstab_line *l)
{
	return strcmp(l->what.text, "/dev/ram0") == 0 && fstab_option(l->type.text, "romfs") &&
	       !fstab_read_only(l);
}

void fstab_device(struct ctx *ctx, struct sink *out)
{
	struct bytes text;
	struct fstab f;

	if (!fstab_of_tree(ctx, &text, &f))
		return;
	for (size_t i = 0; i < f.count; i++) {
		const struct fstab_line *l = &f.lines[i];
		const struct node *n = fstab_place(ctx, l->what.text);

		if (!fstab_acts(ctx, &f, l) || fstab_binds(l) || without_device(l->type.text) ||
		    strspn(l->where.text, "/") == strlen(l->where.text) ||
		    (n && S_ISBLK(n->mode) && !writes_root(l)) ||
		    (!n && strcmp(l->what.text, "/dev/ram0") == 0))
			continue;
		if (n && S_ISBLK(n->mode)) {
			report(out, &(struct finding){
				.summary = say(ctx, "line %d of fstab mounts the root's RAM disk once more",
				               l->line),
				.where = fstab_at(ctx, l, l->what.column),
				.expected = "the option ro: the root is mounted so", .found = l->options.text,
				.at_boot = "ram0: Can't mount, would change RO state",
				.fix = fstab_fix(ctx, NULL, l)});
			continue;
		}
		report(out, &(struct finding){
			.summary = say(ctx, "line %d of fstab: there is no device %s", l->line, l->what.text),
			.where = fstab_at(ctx, l, l->what.column), .expected = "a block device of the tree",
			.found = node_words(ctx, n),
			.at_boot = say(ctx, "mount: mounting %s on %s failed: No such file or directory",
			               l->what.text, l->where.text),
			.fix = fstab_fix(ctx, NULL, l)});
	}
}

/* An empty file system over a folder that is needed hides what is in it. */
static void covers(struct ctx *ctx, struct sink *out, const char *needed, const char *at_boot)
{
	struct bytes text;
	struct fstab f;

	if (!fstab_of_tree(ctx, &text, &f))
		return;
	for (size_t i = 0; i < f.count; i++) {
		const struct fstab_line *l = &f.lines[i];

		if (!fstab_same_place(ctx, l->where.text, needed) || !fstab_counts(l) || fstab_binds(l) ||
		    !fstab_known(ctx, l->type.text) || strcmp(l->type.text, "devtmpfs") == 0)
			continue;
		report(out, &(struct finding){
			.summary = say(ctx, "line %d of fstab mounts over %s and hides what is in it", l->line,
			               needed),
			.where = fstab_at(ctx, l, l->where.column),
			.expected = "an empty directory as the place",
			.found = l->where.text,
			.at_boot = at_boot,
			.fix = fstab_fix(ctx, NULL, l)});
	}
}

void fstab_covers(struct ctx *ctx, struct sink *out)
{
	static const char dev[] = "the nodes in /dev are gone: ls -l /dev shows nothing";
	static const char etc[] = "what is in /etc is gone as soon as rcS has run";

	covers(ctx, out, "/dev", dev);
	covers(ctx, out, "/etc", etc);
	startup_hand_covers(ctx, out, "/dev", dev);
	startup_hand_covers(ctx, out, "/etc", etc);
}

void fstab_covers_programs(struct ctx *ctx, struct sink *out)
{
	static const char bin[] = "Please press Enter, and can't run '/bin/sh': No such file or "
	                          "directory, again and again";

	covers(ctx, out, "/bin", bin);
	startup_hand_covers(ctx, out, "/bin", bin);
}

enum state { MOUNTED, NOT_NAMED, PASSED_OVER, READ_ONLY, OTHER_TYPE, COVERED, NO_MOUNT };

static bool has_type(const char *list, const char *type)
{
	return fstab_option(list, type);
}

/* What becomes of one of the book's places: the first line that names it counts, since mount -a
 * passes over a place on which something is mounted; unless /proc is not there to tell it so. */
static enum state state_of(struct ctx *ctx, const struct fstab *f, const struct fstab_wanted *w,
                           const struct fstab_line **line)
{
	enum state state = NOT_NAMED;

	*line = NULL;
	for (size_t i = 0; i < f->count; i++) {
		const struct fstab_line *l = &f->lines[i];

		if (l->fate != FSTAB_READ)
			continue;
		if (fstab_same_place(ctx, l->where.text, w->where)) {
			if (state == MOUNTED)
				continue;
			*line = l;
			state = fstab_skipped(l) ? PASSED_OVER : !has_type(l->type.text, w->type) ? OTHER_TYPE
				: fstab_binds(l) ? NO_MOUNT
				: strcmp(w->type, "tmpfs") == 0 && fstab_read_only(l) ? READ_ONLY
				: MOUNTED;
		} else if (state == MOUNTED && fstab_counts(l) &&
		           strncmp(w->where, l->where.text, strlen(l->where.text)) == 0 &&
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

	if (!fstab_of_tree(ctx, &text, &f))
		return;
	if (f.count == 0) {
		report(out, &(struct finding){
			.summary = "fstab lists nothing", .where = FSTAB_NAME, .expected = fstab_wanted[0].line,
			.found = text.size == 0 ? "an empty file" : "comments and empty lines",
			.at_boot = fstab_wanted[0].at_boot, .fix = startup_copy(ctx, STARTUP_FSTAB)});
		return;
	}
	for (size_t i = 0; i < FSTAB_WANTED; i++) {
		const struct fstab_wanted *w = &fstab_wanted[i];
		const struct fstab_line *l;
		enum state state = state_of(ctx, &f, w, &l);
		const char *found[] =
			{"", "no line for it", "an option that leaves it out of mount -a: noauto, sw or swap",
		                       "the option ro: nothing can be written there",
		                       l ? say(ctx, "the type %s", l->type.text) : "",
		                           "another mount over it",
		                           "an option for what is mounted already: bind, move, remount"};

		if (state == MOUNTED)
			continue;
		report(out, &(struct finding){
			.summary = say(ctx, state == READ_ONLY ? "fstab mounts %s read-only"
			                    : "fstab does not mount %s", w->where),
			.where = l ? fstab_at(ctx, l, l->where.column) : FSTAB_NAME,
			.expected = w->line, .found = found[state], .at_boot = w->at_boot,
			.fix = state == NOT_NAMED ? say(ctx, "echo '%s' >>" FSTAB_NAME, w->line)
			       : fstab_fix(ctx, state == COVERED ? NULL : w, l)});
	}
}
