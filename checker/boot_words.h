/* The words of the kernel's command line: how Linux and BusyBox's init read them, and which of them
 * lead elsewhere than to the prompt of the book.
 *
 * Sources: Linux 6.12, lib/cmdline.c (next_arg(), memparse()), init/main.c (unknown_bootoption(),
 * init_setup()); the words' own sources stand at each in boot_words.c.
 */
#ifndef CHECKER_BOOT_WORDS_H
#define CHECKER_BOOT_WORDS_H

#include "disk.h"

/* The value of the last "name=value" word, without the quotes around it, or NULL. */
const char *kernel_value(struct arena *a, const char *line, const char *name);

/* The first word that init gets as its argument, or NULL: the first one, after init=, that has no
 * '=' and means nothing to the kernel. */
const char *kernel_init_argument(struct arena *a, const char *line);

/* A word with which no shell comes up, as text, or NULL; init= is looked up in the tree. *at_boot
 * becomes what is seen. */
const char *boot_deadly_word(struct ctx *ctx, const struct disk *d, const char **at_boot);

/* A word with which another shell comes up than the book's, as text, or NULL. */
const char *boot_other_way(struct ctx *ctx, const struct disk *d, const char **at_boot);

#endif
