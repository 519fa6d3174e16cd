/* Foreign text made safe to show, and words made safe to type. */
#ifndef CHECKER_TEXT_H
#define CHECKER_TEXT_H

#include "arena.h"
#include "bytes.h"

enum { TEXT_MAX = 400 }; /* bytes of foreign text that one field of a message shows */

/* A printable copy: valid UTF-8 stays; control characters (C0, DEL, C1), the invisible and
 * direction-changing code points that could disguise a message, and bytes that are not UTF-8
 * become \xNN; what is longer than max bytes of output ends in "...". */
char *text_safe(struct arena *a, struct bytes raw, size_t max);

/* The same for a C string, capped at TEXT_MAX. */
char *text_safe_string(struct arena *a, const char *raw);

/* The word as a POSIX shell reads it back: bare when it is plain, else in single quotes; control
 * and other unprintable bytes as "$(printf '...')", so that the printed command still works. */
char *text_shell(struct arena *a, const char *word);

#endif
