/* Waiting until a file of the learner's folder changes.
 *
 * inotify wakes at once where it works; on file systems that send no events (network and shared
 * folders) a signature of what the checker reads, taken every second, shows the change. Whichever
 * wakes, only a changed signature counts: a kernel build writes thousands of files that no check
 * looks at.
 */
#ifndef CHECKER_CHANGES_H
#define CHECKER_CHANGES_H

#include <stdbool.h>
#include <stdint.h>

struct changes {
	int inotify; /* readable when something may have changed; -1: polling alone */
};

enum { CHANGES_POLL_MS = 1000 };

/* Begins. Never fails: without inotify, polling does. */
void changes_open(struct changes *c);
void changes_close(struct changes *c);

/* Watches the folders that are there now; to be called again after each change. */
void changes_watch(struct changes *c, const char *work);

/* Takes the waiting events off, so that poll() sleeps again. */
void changes_drain(struct changes *c);

/* A number that differs when a file that the checker reads came, went or changed. */
uint64_t changes_signature(const char *work);

#endif
