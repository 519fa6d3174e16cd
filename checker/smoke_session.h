/* One run of the smoke test: the PC, what its screen showed, and how to wait and type. */
#ifndef CHECKER_SMOKE_SESSION_H
#define CHECKER_SMOKE_SESSION_H

#include <stdbool.h>
#include <stddef.h>

#include "qemu.h"
#include "smoke.h"
#include "vga.h"

enum session_status {
	SESSION_OK,
	SESSION_STUCK, /* nothing changed on the screen for too long, or the time is up */
	SESSION_OVER,  /* the PC stopped for good: a dead end on the screen, a reset */
	SESSION_ENDED, /* QEMU or this machine failed, or it was cancelled: see qemu_status */
};

struct session {
	const struct smoke_options *options;
	struct qemu qemu;
	enum qemu_status qemu_status;
	struct vga_log log;
	uint8_t memory[VGA_BYTES];
	long long power_on;    /* ms of the monotonic clock */
	long long last_change; /* likewise, less what QEMU had waited for a processor */
	long stall_ms;         /* no change for so long, of the PC's time: stuck */
	long long waited_ms;   /* how long QEMU had waited for a processor, at the last look */
	int look_ms;           /* how long the last look took */
	const char *doing;     /* for the progress line */
	char reset[40];        /* why the PC stopped; empty: it runs */
};

/* Milliseconds since power-on. */
long session_ms(const struct session *s);

/* Looks at the screen once. SESSION_STUCK when it is time to give up. */
enum session_status session_look(struct session *s);

/* Whether the text from row `from` on matches an extended regular expression, a row a line. */
bool session_shows(const struct session *s, size_t from, const char *pattern);

/* Looks until the screen's text matches. SESSION_OVER at a dead end; SESSION_STUCK also when
 * or_prompt is set and a prompt stands there instead. */
enum session_status session_wait(struct session *s, const char *pattern, bool or_prompt);

/* Lets the next wait end as stuck when nothing changes for ms milliseconds from now on. */
void session_patience(struct session *s, long ms);

/* Waits until the last row with text, after row `after`, is a prompt: it ends with '#' or '$'; no
 * longer than ms milliseconds of the PC's time. Presses Enter if something was written behind a
 * prompt. */
enum session_status session_prompt(struct session *s, size_t after, int ms);

/* Types a line at the prompt, sees to it that the screen shows it, and presses Enter. */
enum session_status session_line(struct session *s, const char *line);

/* Gives a shell that came up with another prompt (PS1= on the kernel's command line is handed on to
 * it) the usual one, so that it can be asked the rest. */
enum session_status session_usual_prompt(struct session *s);

/* Types the lines of a command and waits for the prompt. *answer becomes what was written between,
 * newly allocated; NULL if there was none. */
enum session_status session_command(struct session *s, const char *const *lines, size_t count,
                                    char **answer);

#endif
