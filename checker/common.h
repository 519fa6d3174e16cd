/* What several chapters' checks say in the same words. */
#ifndef CHECKER_COMMON_H
#define CHECKER_COMMON_H

#include "check.h"

/* The first check of a chapter's output: reports a file that is absent, of another kind, empty or
 * far too big (with fix as the cure), or says that it cannot be inspected. True: it is a regular
 * file, wholly read, not empty. at_boot and fix are as in struct finding. */
bool file_usable(struct ctx *ctx, struct sink *out, enum work_file which, const char *at_boot,
                 const char *fix);

/* "c 5 1", "directory", "regular file of 0 bytes", "nothing": what a node is, in a few words. */
const char *node_words(struct ctx *ctx, const struct node *n);

/* The same for what stands at path, where something else should be reached: links say where they
 * lead and why they do not arrive. */
const char *place_words(struct ctx *ctx, const struct tree *t, const char *path);

/* "tiny-linux/PATH", quoted for the shell. */
const char *tree_word(struct ctx *ctx, const char *path);

/* Adds one to a list of words for a message: "a, b, c" and, after eight, "and 5 more" with
 * words_end(). */
struct words {
	const char *text;
	size_t count;
};
void words_add(struct ctx *ctx, struct words *list, const char *word);
const char *words_end(struct ctx *ctx, const struct words *list);

#endif
