#include "tree.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sysmacros.h>
#include <unistd.h>

struct walk {
	struct arena *arena;
	struct tree *tree;
	const struct fakeroot *fake;
	size_t room;
};

static const char *join(struct arena *a, const char *dir, const char *name)
{
	return *dir ? arena_printf(a, "%s/%s", dir, name) : arena_copy(a, name, strlen(name));
}

static struct node *new_node(struct walk *w)
{
	struct tree *t = w->tree;

	if (t->count == TREE_NODES) {
		t->cut = true;
		return NULL;
	}
	if (t->count == w->room) {
		w->room = w->room ? w->room * 2 : 128;
		t->nodes = arena_grow(w->arena, t->nodes, t->count, w->room, sizeof(struct node));
	}
	return &t->nodes[t->count++];
}

/* A decimal number of up to nine digits; false when there is none. */
static bool number(const char **text, unsigned *out)
{
	size_t length = strspn(*text, "0123456789");
	unsigned value = 0;

	if (length == 0 || length > 9)
		return false;
	for (; length > 0; length--)
		value = value * 10 + (unsigned)(*(*text)++ - '0');
	*out = value;
	return true;
}

static mode_t type_of_letter(char letter)
{
	if (letter == 'c' || letter == 'u')
		return S_IFCHR;
	return letter == 'b' ? S_IFBLK : letter == 'p' ? S_IFIFO : 0;
}

/* genromfs 0.5.2, processdir(): an empty regular file "@name,[cubp],major,minor"; what follows the
 * minor number is passed over, as sscanf() does there. */
static void at_name(struct walk *w, const char *dir, const char *name, struct node *n)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_+-";
	size_t length;
	unsigned numbers[2];
	const char *rest;
	mode_t type;

	if (name[0] != '@' || !S_ISREG(n->mode) || n->size != 0)
		return;
	length = strspn(name + 1, letters);
	rest = name + 1 + length;
	if (length == 0 || length > 31 || rest[0] != ',' || rest[1] == '\0' || rest[2] != ',')
		return;
	type = type_of_letter(rest[1]);
	rest += 3;
	if (!type || !number(&rest, &numbers[0]) || *rest++ != ',' || !number(&rest, &numbers[1]))
		return;
	n->mode = type | (n->mode & 07777);
	n->path = join(w->arena, dir, arena_copy(w->arena, name + 1, length));
	n->major = numbers[0];
	n->minor = numbers[1];
	n->source = NODE_AT_NAME;
}

static const char *link_target(struct walk *w, int dir, const char *name)
{
	char target[1024];
	ssize_t length = readlinkat(dir, name, target, sizeof(target));

	return length < 0 ? "" : arena_copy(w->arena, target, (size_t)length);
}

/* Adds one entry; *is_dir says whether there is something below it. */
static bool add_entry(struct walk *w, int dir, const char *dir_path, const char *name, bool *is_dir)
{
	struct stat st;
	struct node *n;
	bool faked;

	*is_dir = false;
	if (fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) < 0)
		return true; /* gone since the directory was read */
	n = new_node(w);
	if (!n)
		return false;
	faked = w->fake && fakeroot_apply(w->fake, &st);
	*n = (struct node){.path = join(w->arena, dir_path, name), .mode = st.st_mode,
	                   .source = faked ? NODE_FAKEROOT : NODE_DISK,
	                   .size = (uint64_t)st.st_size, .dev = st.st_dev, .ino = st.st_ino};
	n->disk_path = n->path;
	if (S_ISCHR(st.st_mode) || S_ISBLK(st.st_mode)) {
		n->major = major(st.st_rdev);
		n->minor = minor(st.st_rdev);
	} else if (S_ISLNK(st.st_mode)) {
		n->link = link_target(w, dir, name);
	} else {
		at_name(w, dir_path, name, n);
	}
	*is_dir = S_ISDIR(st.st_mode);
	return true;
}

static void note_unread(struct walk *w, const char *path, int error)
{
	if (w->tree->unread)
		return;
	w->tree->unread = path;
	w->tree->unread_error = error;
}

/* Recursion ends at TREE_DEPTH. */
/* NOLINTNEXTLINE(misc-no-recursion) */
static void walk_dir(struct walk *w, int parent, const char *name, const char *path, int depth)
{
	int fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	DIR *dir = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *entry;

	if (!dir) {
		note_unread(w, path, errno);
		if (fd >= 0)
			close(fd);
		return;
	}
	while ((entry = readdir(dir))) {
		bool is_dir;

		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
			continue;
		if (!add_entry(w, fd, path, entry->d_name, &is_dir))
			break;
		if (is_dir && depth == TREE_DEPTH)
			w->tree->cut = true;
		else if (is_dir)
			walk_dir(w, fd, entry->d_name, join(w->arena, path, entry->d_name), depth + 1);
	}
	closedir(dir);
}

static int by_path(const void *left, const void *right)
{
	const struct node *a = left, *b = right;

	return strcmp(a->path, b->path);
}

static struct tree tree_failed(struct tree t, int error)
{
	t.state = error == ENOENT ? TREE_ABSENT : error == ENOTDIR ? TREE_NOT_DIRECTORY : TREE_UNREADABLE;
	t.error = error;
	return t;
}

struct tree tree_list(struct arena *a, const char *path, const struct fakeroot *fake)
{
	struct tree t = {.state = TREE_OK, .root = arena_copy(a, path, strlen(path))};
	struct walk w = {a, &t, fake, 0};
	struct stat st;
	struct node *root;

	if (stat(path, &st) < 0)
		return tree_failed(t, errno);
	if (!S_ISDIR(st.st_mode))
		return tree_failed(t, ENOTDIR);
	if (access(path, R_OK | X_OK) < 0)
		return tree_failed(t, errno);
	if (fake)
		fakeroot_apply(fake, &st);
	root = new_node(&w);
	*root = (struct node){.path = "", .disk_path = "", .mode = st.st_mode,
	                      .dev = st.st_dev, .ino = st.st_ino};
	/* "/." so that tiny-linux itself may be a symbolic link to a folder. */
	walk_dir(&w, AT_FDCWD, arena_printf(a, "%s/.", path), "", 1);
	qsort(t.nodes, t.count, sizeof(*t.nodes), by_path);
	return t;
}

const struct node *tree_find(const struct tree *t, const char *path)
{
	struct node key = {.path = path + strspn(path, "/")};

	if (t->count == 0)
		return NULL;
	return bsearch(&key, t->nodes, t->count, sizeof(key), by_path);
}

/* One step of a path: takes the next component off *rest; false at the end. */
static bool component(const char **rest, const char **name, size_t *length)
{
	*rest += strspn(*rest, "/");
	*name = *rest;
	*length = strcspn(*rest, "/");
	*rest += *length;
	return *length > 0;
}

/* The folder that holds path; "" stays "", since /.. is /. */
static char *parent_of(struct arena *a, const char *path)
{
	const char *slash = strrchr(path, '/');

	return arena_copy(a, path, slash ? (size_t)(slash - path) : 0);
}

const struct node *tree_resolve(struct arena *a, const struct tree *t, const char *path)
{
	const char *at = "", *rest = path, *name;
	size_t length;
	int links = 0;

	while (component(&rest, &name, &length)) {
		const struct node *n;
		const char *next;

		if (length == 1 && name[0] == '.')
			continue;
		if (length == 2 && name[0] == '.' && name[1] == '.') {
			at = parent_of(a, at);
			continue;
		}
		next = join(a, at, arena_copy(a, name, length));
		n = tree_find(t, next);
		if (!n)
			return NULL;
		if (!n->link) {
			at = next;
			continue;
		}
		if (links++ == TREE_LINKS || strlen(n->link) + strlen(rest) > 8192)
			return NULL;
		rest = arena_printf(a, "%s/%s", n->link, rest);
		if (n->link[0] == '/')
			at = "";
	}
	return tree_find(t, at);
}

struct file tree_read(struct arena *a, const struct tree *t, const struct node *n, size_t cap)
{
	struct file none = {.state = FILE_NOT_REGULAR, .st = {.st_mode = n->mode}};

	if (!S_ISREG(n->mode))
		return none;
	return file_read(a, AT_FDCWD, arena_printf(a, "%s/%s", t->root, n->disk_path), cap);
}
