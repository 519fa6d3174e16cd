#include "work.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FS_CAP = 8 * 1024 * 1024, STATE_CAP = 8 * 1024 * 1024 }; /* bytes */

struct work {
	struct arena *arena;
	const char *dir;
	struct file *files[WORK_FILES];
	struct tree *tree;
	struct gunzip *unzipped;
	struct fakeroot fake;
	bool fake_read;
};

static const char *const names[WORK_FILES] = {
	[WORK_KERNEL_CONFIG] = "linux/.config",
	[WORK_KERNEL_BUILT] = "linux/include/config/auto.conf",
	[WORK_BZIMAGE] = "linux/arch/x86/boot/bzImage",
	[WORK_BUSYBOX_CONFIG] = "busybox/.config",
	[WORK_BUSYBOX] = "busybox/busybox",
	[WORK_FS] = "fs",
	[WORK_FS_GZ] = "fs.gz",
	[WORK_SYSLINUX_CFG] = "syslinux.cfg",
	[WORK_FLOPPY] = "floppy.img",
	[WORK_SMOKE_TEXT] = "smoke/screen.txt",
	[WORK_SMOKE_JSON] = "smoke/result.json",
};

static const char *full_path(struct work *w, const char *path)
{
	return arena_printf(w->arena, "%s/%s", w->dir, path);
}

/* Under fakeroot every stat is already fakeroot's; its state file is then an old one. */
static const struct fakeroot *fake_view(struct work *w)
{
	if (getenv("FAKEROOTKEY"))
		return NULL;
	if (!w->fake_read) {
		struct file state = work_read(w, ".fakeroot", STATE_CAP);

		w->fake_read = true;
		w->fake = fakeroot_parse(w->arena, state.data);
	}
	return &w->fake;
}

struct work *work_open(struct arena *a, const char *dir)
{
	struct work *w;
	struct stat st;

	if (stat(dir, &st) < 0)
		return NULL;
	if (!S_ISDIR(st.st_mode)) {
		errno = ENOTDIR;
		return NULL;
	}
	if (access(dir, X_OK) < 0)
		return NULL;
	w = arena_alloc(a, sizeof(*w));
	w->arena = a;
	w->dir = arena_copy(a, dir, strlen(dir));
	return w;
}

const char *work_dir(const struct work *w)
{
	return w->dir;
}

const char *work_name(enum work_file which)
{
	return names[which];
}

struct file work_read(struct work *w, const char *path, size_t cap)
{
	return file_read(w->arena, AT_FDCWD, full_path(w, path), cap);
}

const struct file *work_file(struct work *w, enum work_file which)
{
	if (!w->files[which]) {
		w->files[which] = arena_alloc(w->arena, sizeof(struct file));
		*w->files[which] = work_read(w, names[which], FILE_CAP);
	}
	return w->files[which];
}

bool work_newer(struct work *w, enum work_file a, enum work_file b)
{
	const struct file *first = work_file(w, a), *second = work_file(w, b);
	const struct timespec *x = &first->st.st_mtim, *y = &second->st.st_mtim;

	return first->state == FILE_OK && second->state == FILE_OK &&
	       (x->tv_sec > y->tv_sec || (x->tv_sec == y->tv_sec && x->tv_nsec > y->tv_nsec));
}

bool work_stat(struct work *w, const char *path, struct stat *st)
{
	const struct fakeroot *fake = fake_view(w);

	if (lstat(full_path(w, path), st) < 0)
		return false;
	if (fake)
		fakeroot_apply(fake, st);
	return true;
}

bool work_exists(struct work *w, const char *path)
{
	struct stat st;

	return lstat(full_path(w, path), &st) == 0;
}

static int by_name(const void *left, const void *right)
{
	return strcmp(*(const char *const *)left, *(const char *const *)right);
}

const char *const *work_names(struct work *w, const char *path, size_t max)
{
	const char **list = arena_alloc(w->arena, (max + 1) * sizeof(*list));
	DIR *dir = opendir(full_path(w, path));
	struct dirent *entry;
	size_t count = 0;

	while (dir && count < max && (entry = readdir(dir))) {
		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
			continue;
		list[count++] = arena_copy(w->arena, entry->d_name, strlen(entry->d_name));
	}
	if (dir)
		closedir(dir);
	qsort(list, count, sizeof(*list), by_name);
	return list;
}

const struct tree *work_tree(struct work *w)
{
	if (!w->tree) {
		w->tree = arena_alloc(w->arena, sizeof(*w->tree));
		*w->tree = tree_list(w->arena, full_path(w, "tiny-linux"), fake_view(w));
	}
	return w->tree;
}

const struct gunzip *work_unzipped(struct work *w)
{
	if (!w->unzipped) {
		w->unzipped = arena_alloc(w->arena, sizeof(*w->unzipped));
		*w->unzipped = gunzip_all(w->arena, work_file(w, WORK_FS_GZ)->data, FS_CAP);
	}
	return w->unzipped;
}
