/* Mounts by hand: a call of mount in the startup script or in inittab, as BusyBox reads it. */
#ifndef CHECKER_STARTUP_HAND_H
#define CHECKER_STARTUP_HAND_H

#include "fstab.h"
#include "startup_started.h"

struct hand_mount {
	bool all;           /* -a */
	bool read_only;     /* -r or the option ro */
	bool remount, bind; /* something that is mounted already */
	const char *type;   /* -t's, or of fstab's line; NULL: none is given */
	const char *what, *where; /* what goes where, perhaps by fstab; NULL: neither */
};

/* False: mount refuses an option, is called in another way, or only a shell knows what it does. */
bool startup_hand_mount(struct ctx *ctx, const struct script_command *c, struct hand_mount *m);

/* The first mount by hand that fails: what the screen shows, or NULL. */
const char *startup_hand_fails(const struct place *p, const struct started *s);

/* Reports a mount by hand that hides the folder. */
void startup_hand_covers(struct ctx *ctx, struct sink *out, const char *needed,
                         const char *at_boot);

#endif
