/* etc/fstab, read as BusyBox's mount -a reads it.
 *
 * Sources: BusyBox 1.35.0, util-linux/mount.c, mount_main() (which lines mount -a takes) and
 * parse_mount_options(); the lines themselves are read by the C library: musl 1.2.3,
 * src/misc/mntent.c, getmntent_r(). It takes a line only with a newline at its end and a number in
 * both the fifth and the sixth field, and stops at a line that does not fit mount's buffer
 * (GETMNTENT_BUFSIZE / 2) or has a zero byte. glibc's getmntent_r() asks for none of that.
 */
#ifndef CHECKER_FSTAB_H
#define CHECKER_FSTAB_H

#include "arena.h"
#include "bytes.h"

enum {
	FSTAB_LINES = 256,
	FSTAB_LINE_MAX = 506 /* bytes before the newline: (1024 - 8) / 2, a NUL, the newline */
};

enum fstab_fate {
	FSTAB_READ,       /* mount sees this line */
	FSTAB_FIELDS,     /* passed over: no two numbers in the fifth and sixth field */
	FSTAB_NO_NEWLINE, /* passed over: the last line, and no newline at its end */
	FSTAB_TOO_LONG,   /* longer than mount's buffer, or a zero byte in it: this line and all after
	                     it are lost */
	FSTAB_AFTER_LONG
};

struct fstab_word {
	const char *text; /* "" when the line has no such field */
	int column;       /* from 1 */
};

struct fstab_line {
	struct bytes text; /* without its newline */
	int line;
	enum fstab_fate fate;
	struct fstab_word what, where, type, options;
	int words;         /* how many there are, comment at the end and numbers included */
};

struct fstab {
	struct fstab_line *lines; /* those with words on them, no comments */
	size_t count;
};

/* strict: as musl 1.2.3 reads it, else as glibc does. */
struct fstab fstab_read(struct arena *a, struct bytes text, bool strict);

/* True when the comma-separated list has the option; upper and lower case alike, as mount. */
bool fstab_option(const char *options, const char *option);

/* mount -a leaves such a line out: options noauto, sw or swap, or type swap. */
bool fstab_skipped(const struct fstab_line *line);

/* What a mount option is. */
enum fstab_option_kind {
	FSTAB_BY_MOUNT, /* mount knows it itself */
	FSTAB_TO_KERNEL /* passed on: the file system must know it */
};

/* length: of the option, up to its comma. */
enum fstab_option_kind fstab_option_kind(const char *option, size_t length);

#endif
