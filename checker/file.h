/* Reading a learner's file without ever being blocked, surprised or swamped by it. */
#ifndef CHECKER_FILE_H
#define CHECKER_FILE_H

#include <sys/stat.h>

#include "arena.h"
#include "bytes.h"

enum file_state {
	FILE_OK,          /* a regular file; data holds all of it */
	FILE_ABSENT,      /* nothing of that name */
	FILE_NOT_REGULAR, /* a directory, FIFO, device, socket: not opened for reading; see st */
	FILE_UNREADABLE,  /* open or read refused; see error */
	FILE_TOO_BIG      /* longer than the cap; data holds the first cap bytes, st.st_size says all */
};

struct file {
	enum file_state state;
	int error;         /* errno's value for FILE_UNREADABLE, else 0 */
	struct stat st;    /* as on the disk, before fakeroot's view; zero when absent */
	struct bytes data; /* empty unless FILE_OK or FILE_TOO_BIG */
};

enum { FILE_CAP = 4 * 1024 * 1024 }; /* bytes; nothing that fits on a floppy disk is larger */

/* Reads path, seen from the open directory dir (or AT_FDCWD). Follows symbolic links. Never blocks
 * on a FIFO, never opens a terminal or a device for reading. It reads and does not map: a file that
 * shrinks while it is looked at (a build is running) must not end the program with SIGBUS. */
struct file file_read(struct arena *a, int dir, const char *path, size_t cap);

/* "FIFO", "directory", "character device", "regular file", ... for a mode's type bits. */
const char *file_type_name(mode_t mode);

#endif
