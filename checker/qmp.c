#include "qmp.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static long long now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (long long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

const char *qmp_words(enum qmp_status status)
{
	switch (status) {
	case QMP_OK: return "all is well";
	case QMP_REFUSED: return "QEMU refused a command";
	case QMP_TIMEOUT: return "QEMU does not answer";
	case QMP_CLOSED: return "QEMU ended";
	case QMP_GARBLED: return "QEMU's answer is not understood";
	case QMP_CANCELLED: return "interrupted";
	}
	return "unknown";
}

/* Waits until fd is ready for what is asked. */
static enum qmp_status wait_ready(const struct qmp *qmp, short what, long long deadline)
{
	for (;;) {
		struct pollfd fds[2] = {{qmp->fd, what, 0}, {qmp->cancel_fd, POLLIN, 0}};
		long long left = deadline - now_ms();
		int n;

		if (left < 0)
			return QMP_TIMEOUT;
		n = poll(fds, 2, (int)left); /* poll skips a negative fd */
		if (n < 0 && errno != EINTR)
			return QMP_CLOSED;
		if (n <= 0)
			continue;
		if (fds[1].revents)
			return QMP_CANCELLED;
		if (fds[0].revents)
			return QMP_OK;
	}
}

static enum qmp_status send_all(const struct qmp *qmp, const char *text, size_t length,
                                long long deadline)
{
	while (length > 0) {
		enum qmp_status status = wait_ready(qmp, POLLOUT, deadline);
		ssize_t n;

		if (status != QMP_OK)
			return status;
		n = send(qmp->fd, text, length, MSG_NOSIGNAL | MSG_DONTWAIT);
		if (n < 0 && errno != EINTR && errno != EAGAIN)
			return QMP_CLOSED;
		if (n > 0) {
			text += n;
			length -= (size_t)n;
		}
	}
	return QMP_OK;
}

static bool make_room(struct qmp *qmp)
{
	size_t size = qmp->size ? qmp->size * 2 : 4096;
	char *grown;

	if (qmp->used < qmp->size)
		return true;
	if (size > QMP_LINE_MAX)
		return false;
	grown = realloc(qmp->buffer, size);
	if (!grown)
		return false;
	qmp->buffer = grown;
	qmp->size = size;
	return true;
}

/* Takes one line from the buffer, or from the socket, and parses it. */
static enum qmp_status read_object(struct qmp *qmp, long long deadline, json_t **object)
{
	char *end;

	while (!(end = qmp->used ? memchr(qmp->buffer, '\n', qmp->used) : NULL)) {
		enum qmp_status status;
		ssize_t n;

		if (!make_room(qmp))
			return QMP_GARBLED;
		status = wait_ready(qmp, POLLIN, deadline);
		if (status != QMP_OK)
			return status;
		n = recv(qmp->fd, qmp->buffer + qmp->used, qmp->size - qmp->used, MSG_DONTWAIT);
		if (n == 0 || (n < 0 && errno != EINTR && errno != EAGAIN))
			return QMP_CLOSED;
		if (n > 0)
			qmp->used += (size_t)n;
	}
	*object = json_loadb(qmp->buffer, (size_t)(end - qmp->buffer), 0, NULL);
	qmp->used -= (size_t)(end + 1 - qmp->buffer);
	memmove(qmp->buffer, end + 1, qmp->used);
	if (json_is_object(*object))
		return QMP_OK;
	json_decref(*object);
	*object = NULL;
	return QMP_GARBLED;
}

/* STOP and RESUME are the echo of our own commands, one pair a look at the screen. */
static void keep_event(struct qmp *qmp, json_t *object)
{
	const char *name = json_string_value(json_object_get(object, "event"));

	if (!name || strcmp(name, "STOP") == 0 || strcmp(name, "RESUME") == 0)
		return;
	if (json_array_size(qmp->events) == QMP_EVENTS_MAX)
		json_array_remove(qmp->events, 0);
	json_array_append(qmp->events, object);
}

static void keep_error(struct qmp *qmp, const json_t *error)
{
	const char *text = json_string_value(json_object_get(error, "desc"));

	snprintf(qmp->error, sizeof(qmp->error), "%s", text ? text : "no reason given");
}

/* Reads until an answer, keeping the events that come before it. */
static enum qmp_status read_answer(struct qmp *qmp, json_t **answer)
{
	long long deadline = now_ms() + qmp->timeout_ms;

	for (;;) {
		json_t *object = NULL;
		json_t *value;
		enum qmp_status status = read_object(qmp, deadline, &object);

		if (status != QMP_OK)
			return status;
		keep_event(qmp, object);
		value = json_object_get(object, "return");
		if (!value && !json_object_get(object, "error")) {
			json_decref(object);
			continue;
		}
		if (value && answer)
			*answer = json_incref(value);
		if (!value)
			keep_error(qmp, json_object_get(object, "error"));
		json_decref(object);
		return value ? QMP_OK : QMP_REFUSED;
	}
}

enum qmp_status qmp_execute(struct qmp *qmp, const char *command, json_t *arguments,
                            json_t **answer)
{
	json_t *object = json_pack("{s:s, s:o*}", "execute", command, "arguments", arguments);
	char *text = object ? json_dumps(object, JSON_COMPACT) : NULL;
	enum qmp_status status = QMP_GARBLED;

	if (answer)
		*answer = NULL;
	json_decref(object);
	if (qmp->behind) {
		free(text);
		return QMP_CLOSED;
	}
	if (!text) {
		snprintf(qmp->error, sizeof(qmp->error), "a command could not be put into JSON");
		return status;
	}
	status = send_all(qmp, text, strlen(text), now_ms() + qmp->timeout_ms);
	if (status == QMP_OK)
		status = send_all(qmp, "\n", 1, now_ms() + qmp->timeout_ms);
	free(text);
	if (status == QMP_OK)
		status = read_answer(qmp, answer);
	qmp->behind = status != QMP_OK && status != QMP_REFUSED;
	return status;
}

json_t *qmp_take_event(struct qmp *qmp, const char *name)
{
	size_t i;
	json_t *event;

	json_array_foreach(qmp->events, i, event) {
		const char *found = json_string_value(json_object_get(event, "event"));
		json_t *data;

		if (!found || strcmp(found, name) != 0)
			continue;
		data = json_object_get(event, "data");
		data = data ? json_incref(data) : json_object();
		json_array_remove(qmp->events, i);
		return data;
	}
	return NULL;
}

enum qmp_status qmp_open(struct qmp *qmp, int fd, int cancel_fd, int timeout_ms)
{
	json_t *greeting = NULL;
	json_int_t part[3] = {0, 0, 0};
	enum qmp_status status;
	int failed;

	*qmp = (struct qmp){.fd = fd, .cancel_fd = cancel_fd, .timeout_ms = timeout_ms};
	qmp->events = json_array();
	status = read_object(qmp, now_ms() + timeout_ms, &greeting);
	if (status != QMP_OK)
		return status;
	failed = json_unpack(greeting, "{s:{s:{s:{s:I, s:I, s:I}}}}", "QMP", "version", "qemu",
	                     "major", &part[0], "minor", &part[1], "micro", &part[2]);
	json_decref(greeting);
	if (failed)
		return QMP_GARBLED;
	snprintf(qmp->version, sizeof(qmp->version), "%lld.%lld.%lld", (long long)part[0],
	         (long long)part[1], (long long)part[2]);
	return qmp_execute(qmp, "qmp_capabilities", NULL, NULL);
}

void qmp_close(struct qmp *qmp)
{
	json_decref(qmp->events);
	free(qmp->buffer);
	qmp->events = NULL;
	qmp->buffer = NULL;
	qmp->used = qmp->size = 0;
}
