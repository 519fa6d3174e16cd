#include "tree.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "at_name.h"

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

	if (t->count == TREE_NODES)
		return NULL;
	if (t->count == w->room) {
		w->room = w->room ? w->room * 2 : 128;
		t->nodes = arena_grow(w->arena, t->nodes, t->count, w->room, sizeof(struct node));
	}
	return &t->nodes[t->count++];
}

/* An empty regular file "@name,c,5,1" is a device to genromfs. */
static void at_name(struct walk *w, const char *dir, const char *name, struct node *n)
{
	struct at_name at = {.type = 0};

	if (name[0] != '@' || !S_ISREG(n->mode) || n->size != 0)
		return;
	if (at_name_parse(name, &at)) {
		n->left_out |= at.type == 0 && at.name[0] != '\0';
		return;
	}
	n->mode = at.type | (n->mode & 07777);
	n->path = join(w->arena, dir, at.name);
	n->major = at.major;
	n->minor = at.minor;
	n->source = NODE_AT_NAME;
}

/* genromfs leaves out what access() refuses it to read; what is below a directory that may not be
 * entered, too. Only asked of what looks so: root may read all. */
static bool refused(int dir, const char *name, mode_t mode)
{
	int wanted = S_ISDIR(mode) ? R_OK | X_OK : R_OK;
	mode_t bits = S_ISDIR(mode) ? S_IRUSR | S_IXUSR : S_IRUSR;

	return (S_ISDIR(mode) || S_ISREG(mode)) && (mode & bits) != bits &&
	       faccessat(dir, name, wanted, AT_EACCESS) < 0;
}

static const char *link_target(struct walk *w, int dir, const char *name)
{
	char target[1024];
	ssize_t length = readlinkat(dir, name, target, sizeof(target));

	return length < 0 ? "" : arena_copy(w->arena, target, (size_t)length);
}

/* Adds one entry. False: there is no room for more. */
static bool add_entry(struct walk *w, int dir, const char *dir_path, const char *name)
{
	struct stat st;
	struct node *n;
	bool faked, left_out;

	if (fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) < 0)
		return true; /* gone since the directory was read */
	n = new_node(w);
	if (!n)
		return false;
	left_out = refused(dir, name, st.st_mode);
	faked = w->fake && fakeroot_apply(w->fake, &st);
	*n = (struct node){.path = join(w->arena, dir_path, name), .mode = st.st_mode,
	                   .source = faked ? NODE_FAKEROOT : NODE_DISK,
	                   .size = (uint64_t)st.st_size, .dev = st.st_dev, .ino = st.st_ino,
	                   .left_out = left_out};
	n->disk_path = n->path;
	if (S_ISCHR(st.st_mode) || S_ISBLK(st.st_mode)) {
		n->major = major(st.st_rdev);
		n->minor = minor(st.st_rdev);
	} else if (S_ISLNK(st.st_mode)) {
		n->link = link_target(w, dir, name);
	} else {
		at_name(w, dir_path, name, n);
	}
	return true;
}

static void note_unread(struct walk *w, const char *path, int error)
{
	if (w->tree->unread)
		return;
	w->tree->unread = path;
	w->tree->unread_error = error;
}

/* Lists one directory, at most TREE_DIRECTORY names of it. */
static void list_dir(struct walk *w, int root, const char *path)
{
	int fd = openat(root, *path ? path : ".",
	                O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	DIR *dir = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *entry;
	int count = 0;

	if (!dir) {
		note_unread(w, path, errno);
		if (fd >= 0)
			close(fd);
		return;
	}
	while ((entry = readdir(dir))) {
		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
			continue;
		if (count++ == TREE_DIRECTORY || !add_entry(w, fd, path, entry->d_name)) {
			w->tree->cut = true;
			break;
		}
	}
	closedir(dir);
}

static int depth_of(const char *path)
{
	int depth = *path != '\0';

	for (; *path; path++)
		depth += *path == '/';
	return depth;
}

/* Level by level, so that a large folder deep in the tree does not hide what is above it: the list
 * of nodes is the queue. */
static void walk(struct walk *w, int root)
{
	size_t i;

	for (i = 0; i < w->tree->count; i++) {
		const struct node *n = &w->tree->nodes[i];

		if (!S_ISDIR(n->mode))
			continue;
		if (depth_of(n->path) >= TREE_DEPTH)
			w->tree->cut = true;
		else
			list_dir(w, root, n->path);
	}
}

/* Two files may be one node: "console" and "@console,c,5,1". The kernel finds the one that comes
 * first in the image, and step 07 has genromfs take names in the order of their bytes. */
static int by_path(const void *left, const void *right)
{
	const struct node *a = left, *b = right;
	int order = strcmp(a->path, b->path);

	return order || !a->disk_path || !b->disk_path ? order : strcmp(a->disk_path, b->disk_path);
}

static struct tree tree_failed(struct tree t, int error)
{
	t.state = error == ENOENT ? TREE_ABSENT : error == ENOTDIR ? TREE_NOT_DIRECTORY
		: TREE_UNREADABLE;
	t.error = error;
	return t;
}

struct tree tree_list(struct arena *a, const char *path, const struct fakeroot *fake)
{
	struct tree t = {.state = TREE_OK, .root = arena_copy(a, path, strlen(path))};
	struct walk w = {a, &t, fake, 0};
	struct stat st;
	struct node *root;
	int fd;

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
	/* Not O_NOFOLLOW: tiny-linux itself may be a symbolic link to a folder. */
	fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return tree_failed(t, errno);
	walk(&w, fd);
	close(fd);
	qsort(t.nodes, t.count, sizeof(*t.nodes), by_path);
	return t;
}

const struct node *tree_find(const struct tree *t, const char *path)
{
	struct node key = {.path = path + strspn(path, "/")}, *n;

	if (t->count == 0)
		return NULL;
	n = bsearch(&key, t->nodes, t->count, sizeof(key), by_path);
	while (n && n > t->nodes && by_path(&key, n - 1) == 0)
		n--;
	return n;
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

const struct node *tree_follow(struct arena *a, const struct tree *t, const char *path,
                               enum tree_way *way)
{
	const char *at = "", *rest = path, *name;
	size_t length;
	int links = 0;

	*way = TREE_NOTHING;

	while (component(&rest, &name, &length)) {
		const struct node *n;
		const char *next;

		if (length == 1 && name[0] == '.')
			continue;
		if (length == 2 && name[0] == '.' && name[1] == '.') {
			if (!*at)
				*way = TREE_ABOVE;
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
		if (links++ == TREE_LINKS || strlen(n->link) + strlen(rest) > 8192) {
			*way = TREE_LOOP;
			return NULL;
		}
		rest = arena_printf(a, "%s/%s", n->link, rest);
		if (n->link[0] == '/')
			at = "";
	}
	return tree_find(t, at);
}

const struct node *tree_resolve(struct arena *a, const struct tree *t, const char *path)
{
	enum tree_way way;

	return tree_follow(a, t, path, &way);
}

struct file tree_read(struct arena *a, const struct tree *t, const struct node *n, size_t cap)
{
	struct file none = {.state = FILE_NOT_REGULAR, .st = {.st_mode = n->mode}};

	if (!S_ISREG(n->mode))
		return none;
	return file_read(a, AT_FDCWD, arena_printf(a, "%s/%s", t->root, n->disk_path), cap);
}
