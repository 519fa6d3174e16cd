/* The staged tree, tiny-linux/, as genromfs would take it.
 *
 * Device nodes made by real root, nodes that exist only in fakeroot's state and genromfs's own
 * empty files named "@name,c,5,1" come out the same: a node called "name" of type S_IFCHR.
 */
#ifndef CHECKER_TREE_H
#define CHECKER_TREE_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "fakeroot.h"
#include "file.h"

enum {
	TREE_DEPTH = 12,   /* directories below tiny-linux/ that are followed */
	TREE_NODES = 4096, /* entries that are listed */
	TREE_DIRECTORY = 1024, /* entries of one directory that are listed */
	TREE_LINKS = 8     /* symbolic links that are followed for one name */
};

enum node_source { NODE_DISK, NODE_FAKEROOT, NODE_AT_NAME };

struct node {
	const char *path;      /* "" for tiny-linux itself, else "dev/console"; raw bytes of the name */
	const char *disk_path; /* the same on the disk: differs for "dev/@console,c,5,1" */
	enum node_source source;
	mode_t mode;           /* type and permissions as the target will see them */
	unsigned major, minor; /* of a device */
	uint64_t size;         /* bytes */
	uint64_t dev, ino;     /* equal in two nodes: one file with two names (a hard link) */
	const char *link;      /* a symbolic link's target, else NULL */
	bool left_out;         /* by genromfs: no right to read it, or a type "@name" cannot have */
};

enum tree_state { TREE_OK, TREE_ABSENT, TREE_NOT_DIRECTORY, TREE_UNREADABLE };

struct tree {
	enum tree_state state;
	int error;             /* errno's value for TREE_UNREADABLE: tiny-linux itself */
	const char *root;      /* where tiny-linux is on the disk */
	struct node *nodes;    /* sorted by path, byte by byte; parents before children */
	size_t count;
	const char *unread;    /* the first directory within that could not be listed, or NULL */
	int unread_error;
	bool cut;              /* one of the limits above was reached: the listing is not whole */
};

/* Lists the folder at path. fake may be NULL. Does not follow symbolic links. */
struct tree tree_list(struct arena *a, const char *path, const struct fakeroot *fake);

/* The node of that path ("etc/inittab"; a leading slash is passed over), or NULL. Of two nodes of
 * one path, the one that the target finds. */
const struct node *tree_find(const struct tree *t, const char *path);

/* As tree_find, but follows symbolic links the way the target will, with tiny-linux as "/". NULL
 * when nothing is there, when a link leaves the tree, or after TREE_LINKS links. */
const struct node *tree_resolve(struct arena *a, const struct tree *t, const char *path);

/* The same; when nothing was found, *way says why. */
enum tree_way {
	TREE_NOTHING, /* some part of the path, or of a link on the way, is not there */
	TREE_ABOVE,   /* the same, and ".." went past tiny-linux itself */
	TREE_LOOP     /* links that lead to each other, or more than TREE_LINKS */
};
const struct node *tree_follow(struct arena *a, const struct tree *t, const char *path,
                               enum tree_way *way);

/* Reads a file of the tree; cap as in file_read(). A device node is never opened. */
struct file tree_read(struct arena *a, const struct tree *t, const struct node *n, size_t cap);

#endif
