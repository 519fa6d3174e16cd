/* genromfs's way to write a device node without being root: an empty file "@name,c,5,1".
 *
 * Source: genromfs 0.5.2, genromfs.c, processdir(): sscanf(name, "@%[a-zA-Z0-9_+-],%c,%d,%d"),
 * which passes over what follows the minor number.
 */
#ifndef CHECKER_AT_NAME_H
#define CHECKER_AT_NAME_H

#include <sys/types.h>

enum { AT_NAME_MAX = 31 }; /* bytes; genromfs has no room for more */

struct at_name {
	char name[AT_NAME_MAX + 1]; /* "" when the fields do not come out right */
	mode_t type;           /* S_IFCHR, S_IFBLK or S_IFIFO; 0: a letter that genromfs does not know,
	                          and so it leaves the file out */
	unsigned major, minor;
};

/* Reads a file's name that begins with '@'. NULL: it was understood and *out holds it; else why
 * genromfs does not take it for a device, in a few words. */
const char *at_name_parse(const char *name, struct at_name *out);

#endif
