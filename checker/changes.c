#include "changes.h"

#include <stdio.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include "work.h"

enum { EVENTS = IN_CREATE | IN_DELETE | IN_CLOSE_WRITE | IN_MOVED_FROM | IN_MOVED_TO | IN_ATTRIB |
                IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR };

/* Folders beside the staged tree in which something that a check reads may appear. */
static const char *const folders[] = {
	"", "linux", "linux/arch/x86/boot", "busybox", "sources", "smoke",
};

void changes_open(struct changes *c)
{
	c->inotify = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
}

void changes_close(struct changes *c)
{
	if (c->inotify >= 0)
		close(c->inotify);
	c->inotify = -1;
}

void changes_watch(struct changes *c, const char *work)
{
	struct arena arena = {NULL};
	struct tree tree;
	size_t i;

	if (c->inotify < 0)
		return;
	/* A folder that is watched already keeps its watch; one that is not there gets none. */
	for (i = 0; i < sizeof(folders) / sizeof(folders[0]); i++)
		inotify_add_watch(c->inotify, arena_printf(&arena, "%s/%s", work, folders[i]), EVENTS);
	tree = tree_list(&arena, arena_printf(&arena, "%s/tiny-linux", work), NULL);
	for (i = 0; i < tree.count; i++)
		if (S_ISDIR(tree.nodes[i].mode))
			inotify_add_watch(c->inotify, arena_printf(&arena, "%s/%s", tree.root,
			                  tree.nodes[i].disk_path), EVENTS);
	arena_free(&arena);
}

void changes_drain(struct changes *c)
{
	_Alignas(struct inotify_event) char events[4096];

	while (c->inotify >= 0 && read(c->inotify, events, sizeof(events)) > 0)
		;
}

/* FNV-1a, 64 bits: public domain, Fowler, Noll and Vo. */
static void mix(uint64_t *sum, const void *data, size_t size)
{
	const unsigned char *p = data;
	size_t i;

	for (i = 0; i < size; i++)
		*sum = (*sum ^ p[i]) * 0x100000001b3U;
}

static void mix_file(uint64_t *sum, const char *path)
{
	struct stat st;

	if (lstat(path, &st) < 0) {
		mix(sum, "-", 1);
		return;
	}
	mix(sum, &st.st_ino, sizeof(st.st_ino));
	mix(sum, &st.st_mode, sizeof(st.st_mode));
	mix(sum, &st.st_size, sizeof(st.st_size));
	mix(sum, &st.st_mtim, sizeof(st.st_mtim));
	mix(sum, &st.st_ctim, sizeof(st.st_ctim));
}

/* A folder counts by being there, not by its time: a build tree's changes all the while. */
static void mix_folder(uint64_t *sum, const char *path)
{
	struct stat st;

	if (lstat(path, &st) < 0)
		st = (struct stat){0};
	mix(sum, &st.st_ino, sizeof(st.st_ino));
	mix(sum, &st.st_mode, sizeof(st.st_mode));
}

uint64_t changes_signature(const char *work)
{
	struct arena arena = {NULL};
	uint64_t sum = 0xcbf29ce484222325U;
	struct tree tree;
	size_t i;

	for (i = 0; i < WORK_FILES; i++)
		mix_file(&sum, arena_printf(&arena, "%s/%s", work, work_name((enum work_file)i)));
	for (i = 0; i < sizeof(folders) / sizeof(folders[0]); i++)
		mix_folder(&sum, arena_printf(&arena, "%s/%s", work, folders[i]));
	mix_file(&sum, arena_printf(&arena, "%s/sources", work));
	mix_file(&sum, arena_printf(&arena, "%s/.fakeroot", work));
	tree = tree_list(&arena, arena_printf(&arena, "%s/tiny-linux", work), NULL);
	for (i = 0; i < tree.count; i++) {
		mix(&sum, tree.nodes[i].path, strlen(tree.nodes[i].path));
		mix_file(&sum, arena_printf(&arena, "%s/%s", tree.root, tree.nodes[i].disk_path));
	}
	arena_free(&arena);
	return sum;
}
