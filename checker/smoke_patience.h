/* How long the smoke test waits for a change of the screen, in milliseconds of the PC's own time:
 * what QEMU waits for a processor does not count. */
#ifndef CHECKER_SMOKE_PATIENCE_H
#define CHECKER_SMOKE_PATIENCE_H

#include "smoke_session.h"

/* The place of "the kernel speaks" in smoke_stages. */
enum { KERNEL_STAGE = 5 };

/* In front of a stage of the boot. Until the kernel speaks a second is much, but for SYSLINUX,
 * which waits at its prompt for as long as the disk says. */
long patience_before(const struct smoke_options *options, size_t stage);

/* Sets how long nothing may change after Enter, and returns how long a prompt may take. asked: init
 * asked for Enter; otherwise it is pressed in the hope of a shell: a script that sleeps lets one
 * wait. */
int patience_after_enter(struct session *s, bool asked);

#endif
