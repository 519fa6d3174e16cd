/* QEMU's command line for one PC: the drives as chapters 08 and 10 have them. Source: QEMU's
 * manual, "Invocation". */
#ifndef CHECKER_QEMU_ARGS_H
#define CHECKER_QEMU_ARGS_H

#include "qemu.h"

enum { QEMU_ARGS = 40 };

struct qemu_args {
	char *list[QEMU_ARGS];
	size_t count; /* a NULL follows them */
	char memory[24], chardev[48], fdset[32];
};

/* Fills *a, whose count is 0. Its strings live as long as *a and *o do. qmp_end: the descriptor
 * that QEMU takes its orders from. */
void qemu_args(struct qemu_args *a, const struct qemu_options *o, int qmp_end);

#endif
