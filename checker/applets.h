/* The names that a BusyBox program answers to, read from the program itself.
 *
 * Source: BusyBox, applets/applet_tables.c, writes applet_names[]: all names in the order of
 * strcmp, each with its NUL. A stripped program has no symbol for it, so it is found by what it is.
 */
#ifndef CHECKER_APPLETS_H
#define CHECKER_APPLETS_H

#include "bytes.h"

struct applets {
	struct bytes table; /* the names with their NULs; empty: there is no such table */
	size_t count;
};

/* Looks for the table: the rising run of names that holds the most of the names given. */
struct applets applets_find(struct bytes program, const char *const *names, size_t count);

/* True when the program answers to name. */
bool applets_have(const struct applets *a, const char *name);

#endif
