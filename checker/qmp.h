/* A client of QEMU's machine protocol (QMP): JSON objects, one a line, over a connected socket.
 *
 * Source: QEMU, docs/interop/qmp-spec.rst: the server greets, the client answers with
 * qmp_capabilities, then commands and their answers alternate, with events in between.
 * A command carries no id: its answer is the next one, as one is sent at a time. QEMU takes a
 * command in byte by byte, with a round through its main loop for each (monitor/monitor.c,
 * monitor_can_read()), so a short one costs less.
 * The server is not trusted: a line is bounded, and every wait has an end. */
#ifndef CHECKER_QMP_H
#define CHECKER_QMP_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

enum qmp_status {
	QMP_OK,
	QMP_REFUSED,   /* the server answered with an error; its text is in qmp->error */
	QMP_TIMEOUT,   /* no answer in time */
	QMP_CLOSED,    /* the server hung up, or the socket failed */
	QMP_GARBLED,   /* what came was no QMP */
	QMP_CANCELLED, /* cancel_fd became readable */
};

enum { QMP_LINE_MAX = 1 << 20, QMP_ERROR_MAX = 200, QMP_EVENTS_MAX = 64 };

struct qmp {
	int fd;         /* connected stream socket; belongs to the caller */
	int cancel_fd;  /* a wait ends when this becomes readable; -1: none */
	int timeout_ms; /* how long one answer may take */
	char *buffer;   /* bytes received, not yet a whole line */
	size_t used;
	size_t size;
	bool behind;    /* an answer did not come: what comes next would be taken for another's */
	json_t *events; /* array of events not yet taken, oldest first */
	char version[64];
	char error[QMP_ERROR_MAX];
};

/* Takes the greeting and leaves the negotiation mode. qmp must be given to qmp_close whatever
 * comes back. version is filled from the greeting, as "7.2.22". */
enum qmp_status qmp_open(struct qmp *qmp, int fd, int cancel_fd, int timeout_ms);

void qmp_close(struct qmp *qmp);

/* Runs one command; none any more once an answer has not come (QMP_CLOSED). arguments (may be NULL)
 * is taken over. If answer is not NULL it is set to the value returned, to be released by the
 * caller, or to NULL when the status is not QMP_OK. */
enum qmp_status qmp_execute(struct qmp *qmp, const char *command, json_t *arguments,
                            json_t **answer);

/* Takes the data of the oldest event of that name, or NULL if there was none. Reads nothing from
 * the socket. Release it with json_decref. */
json_t *qmp_take_event(struct qmp *qmp, const char *name);

/* A status in words, for a message. */
const char *qmp_words(enum qmp_status status);

#endif
