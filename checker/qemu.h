/* A PC in QEMU with the learner's disk in it: started paused, looked at, typed at, ended.
 *
 * The disk is handed over as an open, read-only file descriptor, so whatever the guest does cannot
 * reach it. Nothing is written anywhere: the screen and QEMU's messages go through memory files
 * (memfd_create(2)), QMP through a socket pair. QEMU is killed when the thread that started it
 * ends, however it ends. */
#ifndef CHECKER_QEMU_H
#define CHECKER_QEMU_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "qmp.h"
#include "vga.h"

enum qemu_drive {
	QEMU_FLOPPY,
	QEMU_IDE,
	QEMU_CDROM,
	QEMU_USB,
	QEMU_FLASH,
		/* an IDE disk with the geometry of the book's card: 245 cylinders, 2 heads, 32 sectors */
};

enum qemu_status {
	QEMU_OK,
	QEMU_MISSING,   /* the program is not installed */
	QEMU_DIED,      /* it ended by itself, or does not answer */
	QEMU_TROUBLE,   /* this machine lacks something: memory, processes, file descriptors */
	QEMU_CANCELLED, /* cancel_fd became readable */
};

struct qemu_options {
	const char *program;   /* such as "qemu-system-i386", looked up in PATH */
	const char *cpu;       /* QEMU's name of the processor, such as "486" */
	unsigned memory;       /* MiB */
	enum qemu_drive drive; /* what the disk is put in as */
	int image_fd;          /* the disk, open for reading */
	int cancel_fd;         /* -1: none */
};

struct qemu {
	pid_t pid; /* 0: not running */
	struct qmp qmp;
	int qmp_fd, screen_fd, picture_fd, messages_fd;
	unsigned looks;       /* how many times the registers were read */
	unsigned still;       /* looks since the window changed */
	struct vga_crtc crtc; /* as of the last one */
	char error[400]; /* why the last call failed, printable, one line */
};

/* Starts QEMU, paused before the first instruction. q must be given to qemu_stop whatever comes
 * back. */
enum qemu_status qemu_start(struct qemu *q, const struct qemu_options *options);

/* Switches the PC on. */
enum qemu_status qemu_run(struct qemu *q);

/* Reads the text screen into memory, which holds the look before, and the CRT controller's
 * registers, all of one instant: the PC is paused meanwhile, so that the controller's index
 * register can be used and put back unseen. The registers that tell how many rows there are may
 * be a few looks old, and all of them on a screen that does not change. */
enum qemu_status qemu_look(struct qemu *q, uint8_t memory[VGA_BYTES],
                           struct vga_crtc *crtc);

/* Types characters that a US keyboard has ('\n' is Enter, '\3' and '\25' are Ctrl-C and Ctrl-U). */
enum qemu_status qemu_type(struct qemu *q, const char *text, size_t length);

/* Milliseconds that the thread of QEMU that waited longest has waited for a processor of this
 * machine: what is no fault of the PC. 0 where the kernel does not tell
 * (/proc/PID/task/TID/schedstat). */
long long qemu_waited_ms(const struct qemu *q);

/* Presses Shift and Ctrl and lets go of them: whatever the PC has missed, they are up then. */
enum qemu_status qemu_release(struct qemu *q);

/* Writes the screen as a PNG picture to path, at once or not at all. False: not written. */
bool qemu_picture(struct qemu *q, const char *path);

/* Whether the PC was reset or switched off since the last call; reason gets QMP's word for it. */
bool qemu_was_reset(struct qemu *q, char reason[40]);

/* Ends QEMU and lets go of everything. May be called twice. */
void qemu_stop(struct qemu *q);

#endif
