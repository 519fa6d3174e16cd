/* Directory entries in alphabetical order, for a program that does not sort.
 *
 * genromfs writes a directory's entries in the order in which readdir(3)
 * gives them. That order is the file system's own: it differs from one disk
 * to the next, and so would the image. Preloaded (ld.so(8), LD_PRELOAD), this
 * file's readdir reads the whole directory first and sorts it.
 */

#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

/* One directory that is being read. */
struct listing {
	DIR *directory;
	struct dirent **entries;
	size_t count, next;
	struct listing *older;
};

static struct listing *listings;

static int by_name(const void *left, const void *right)
{
	const struct dirent *const *a = left, *const *b = right;

	return strcmp((*a)->d_name, (*b)->d_name);
}

/* Copies of all entries of a directory, sorted; abort() without memory. */
static struct listing *read_all(DIR *directory)
{
	struct dirent *(*next_entry)(DIR *) =
		(struct dirent *(*)(DIR *))dlsym(RTLD_NEXT, "readdir");
	struct listing *new = calloc(1, sizeof(*new));
	struct dirent *entry;

	if (!next_entry || !new)
		abort();
	new->directory = directory;
	while ((entry = next_entry(directory)) != NULL) {
		new->entries = realloc(new->entries,
				       (new->count + 1) * sizeof(entry));
		if (!new->entries)
			abort();
		new->entries[new->count] = malloc(entry->d_reclen);
		if (!new->entries[new->count])
			abort();
		memcpy(new->entries[new->count++], entry, entry->d_reclen);
	}
	if (new->count)
		qsort(new->entries, new->count, sizeof(entry), by_name);
	new->older = listings;
	listings = new;
	return new;
}

struct dirent *readdir(DIR *directory)
{
	struct listing *l = listings;

	while (l && l->directory != directory)
		l = l->older;
	if (!l)
		l = read_all(directory);
	return l->next < l->count ? l->entries[l->next++] : NULL;
}

int closedir(DIR *directory)
{
	int (*really_close)(DIR *) =
		(int (*)(DIR *))dlsym(RTLD_NEXT, "closedir");
	struct listing **link = &listings, *l;

	while (*link && (*link)->directory != directory)
		link = &(*link)->older;
	l = *link;
	if (l) {
		*link = l->older;
		while (l->count)
			free(l->entries[--l->count]);
		free(l->entries);
		free(l);
	}
	return really_close ? really_close(directory) : -1;
}
