#define _GNU_SOURCE /* memfd_create */
#include "qemu.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "crtc.h"
#include "keys.h"
#include "qemu_args.h"

enum {
	ANSWER_MS = 15000, /* a busy machine may be slow to answer, a dead one hangs up */
	KEY_MS = 1,        /* how long a key is held down, in the PC's time */
	PICTURE_MAX = 4 << 20,
	STILL_LOOKS = 1, /* looks at a screen that does not change, at which its start is asked for */
	MODE_LOOKS = 4,  /* a mode is set once or twice in a boot: every fourth look asks for it */
};

static void say(struct qemu *q, const char *what, const char *why)
{
	char *c;

	snprintf(q->error, sizeof(q->error), "%s%s%s", what, *why ? ": " : "", why);
	for (c = q->error; *c; c++)
		if ((unsigned char)*c < ' ' || (unsigned char)*c > '~')
			*c = ' ';
	while (c > q->error && c[-1] == ' ')
		*--c = '\0';
}

/* What QEMU wrote on its standard error, or how it ended. */
static void say_how_it_ended(struct qemu *q, const char *what)
{
	char text[300];
	ssize_t n = pread(q->messages_fd, text, sizeof(text) - 1, 0);
	int status = 0;

	if (n > 0) {
		text[n] = '\0';
		say(q, what, text);
		return;
	}
	if (q->pid > 0 && waitpid(q->pid, &status, WNOHANG) == q->pid) {
		q->pid = 0;
		if (WIFSIGNALED(status))
			snprintf(text, sizeof(text), "signal %d", WTERMSIG(status));
		else
			snprintf(text, sizeof(text), "exit status %d", WEXITSTATUS(status));
		say(q, what, text);
		return;
	}
	say(q, what, "it said nothing");
}

static enum qemu_status translate(struct qemu *q, enum qmp_status status)
{
	switch (status) {
	case QMP_OK: return QEMU_OK;
	case QMP_CANCELLED: say(q, "interrupted", ""); return QEMU_CANCELLED;
	case QMP_REFUSED: say(q, qmp_words(status), q->qmp.error); return QEMU_DIED;
	default: say_how_it_ended(q, qmp_words(status)); return QEMU_DIED;
	}
}

/* In the child: keep only what QEMU needs, and never outlive the parent. Tells errno on failure. */
static void become_qemu(const struct qemu *q, const struct qemu_options *o, char *const *argv,
                        int qmp_end, int tell, pid_t parent)
{
	const int keep[] = {qmp_end, q->screen_fd, q->picture_fd, o->image_fd};
	sigset_t none;
	size_t i;
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);
	int failed;

	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	setpgid(0, 0); /* Ctrl-C on the terminal is for the checker, which then ends QEMU */
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() == parent && null >= 0) {
		dup2(null, STDIN_FILENO);
		dup2(q->messages_fd, STDOUT_FILENO);
		dup2(q->messages_fd, STDERR_FILENO);
		for (i = 0; i < sizeof(keep) / sizeof(keep[0]); i++)
			fcntl(keep[i], F_SETFD, 0);
		execvp(argv[0], argv);
	}
	failed = errno;
	if (write(tell, &failed, sizeof(failed)) < 0)
		_exit(126);
	_exit(127);
}

/* Starts the child; returns 0 or the errno of what failed. */
static int spawn(struct qemu *q, const struct qemu_options *o, char *const *argv, int qmp_end)
{
	pid_t self = getpid();
	int tell[2];
	int failed = 0;
	ssize_t n;

	if (pipe2(tell, O_CLOEXEC) != 0)
		return errno;
	q->pid = fork();
	if (q->pid == 0)
		become_qemu(q, o, argv, qmp_end, tell[1], self);
	if (q->pid < 0) {
		failed = errno;
		q->pid = 0;
	}
	close(tell[1]);
	do /* ends when QEMU has taken the child's place */
		n = failed ? 0 : read(tell[0], &failed, sizeof(failed));
	while (n < 0 && errno == EINTR);
	close(tell[0]);
	return failed;
}

enum qemu_status qemu_start(struct qemu *q, const struct qemu_options *options)
{
	struct qemu_args args = {.count = 0};
	int ends[2] = {-1, -1};
	int failed;

	*q = (struct qemu){.qmp_fd = -1};
	q->screen_fd = memfd_create("screen", MFD_CLOEXEC);
	q->picture_fd = memfd_create("picture", MFD_CLOEXEC);
	q->messages_fd = memfd_create("messages", MFD_CLOEXEC);
	if (q->screen_fd < 0 || q->picture_fd < 0 || q->messages_fd < 0 ||
	    socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
		say(q, "no file descriptors left", strerror(errno));
		return QEMU_TROUBLE;
	}
	q->qmp_fd = ends[0];
	qemu_args(&args, options, ends[1]);
	failed = spawn(q, options, args.list, ends[1]);
	close(ends[1]);
	if (failed) {
		say(q, options->program, failed == ENOENT ? "not found" : strerror(failed));
		return failed == ENOENT || failed == EACCES ? QEMU_MISSING : QEMU_TROUBLE;
	}
	return translate(q, qmp_open(&q->qmp, q->qmp_fd, options->cancel_fd, ANSWER_MS));
}

enum qemu_status qemu_run(struct qemu *q)
{
	return translate(q, qmp_execute(&q->qmp, "cont", NULL, NULL));
}

/* Runs a command that writes into the memory file fd, which it may open by that name. */
static enum qmp_status into_file(struct qemu *q, const char *command, int fd, json_t *arguments)
{
	char name[40];

	snprintf(name, sizeof(name), "/dev/fd/%d", fd);
	json_object_set_new(arguments, "filename", json_string(name));
	return qmp_execute(&q->qmp, command, arguments, NULL);
}

/* Takes the window over into memory. *changed: it is another than it was. False: not to be read. */
static bool take_window(const struct qemu *q, uint8_t memory[VGA_BYTES], bool *changed)
{
	uint8_t window[VGA_BYTES];

	if (pread(q->screen_fd, window, VGA_BYTES, 0) != VGA_BYTES)
		return false;
	*changed = memcmp(memory, window, VGA_BYTES) != 0;
	memcpy(memory, window, VGA_BYTES);
	return true;
}

/* The display's start moves when something is written, a moment later: it is asked for as long as
 * the window changes, and a few times more. */
enum qemu_status qemu_look(struct qemu *q, uint8_t memory[VGA_BYTES], struct vga_crtc *crtc)
{
	enum qmp_status status = qmp_execute(&q->qmp, "stop", NULL, NULL);
	bool changed;

	if (status == QMP_OK)
		status = into_file(q, "pmemsave", q->screen_fd,
		                   json_pack("{s:i, s:i}", "val", 0xb8000, "size", VGA_BYTES));
	if (status == QMP_OK && !take_window(q, memory, &changed)) {
		say(q, "the screen's memory could not be read", "");
		return QEMU_TROUBLE;
	}
	if (status == QMP_OK) {
		q->still = changed ? 0 : q->still + 1;
		if (q->still <= STILL_LOOKS || q->still % MODE_LOOKS == 0)
			status = crtc_read(&q->qmp, &q->crtc,
			                   q->looks++ % MODE_LOOKS == 0 || crtc_unset(&q->crtc));
	}
	*crtc = q->crtc;
	if (status == QMP_OK) {
		status = qmp_execute(&q->qmp, "cont", NULL, NULL);
		if (status == QMP_REFUSED) /* after a reset it stays paused: the screen is good */
			status = QMP_OK;
	}
	return translate(q, status);
}

static void add_key(json_t *keys, const char *name)
{
	json_array_append_new(keys, json_pack("{s:s, s:s}", "type", "qcode", "data", name));
}

/* Presses keys in their order, each while those before are still down, and lets go of all. */
static enum qmp_status press(struct qemu *q, json_t *keys)
{
	return qmp_execute(&q->qmp, "send-key",
	                   json_pack("{s:o, s:i}", "keys", keys, "hold-time", KEY_MS), NULL);
}

/* How many of the characters can be typed in one go, as somebody does whose fingers overlap: keys
 * without Shift or Ctrl, each another one. At least one. */
static size_t overlapping(const char *text, size_t length)
{
	size_t n = 0;

	while (n < length && key_for(text[n]).name && !key_for(text[n]).modifier &&
	       !memchr(text, text[n], n))
		n++;
	return n ? n : 1;
}

enum qemu_status qemu_type(struct qemu *q, const char *text, size_t length)
{
	enum qmp_status status = QMP_OK;
	size_t i, n;

	for (i = 0; i < length && status == QMP_OK; i += n) {
		json_t *keys = json_array();
		size_t j;

		n = overlapping(text + i, length - i);
		if (key_for(text[i]).modifier)
			add_key(keys, key_for(text[i]).modifier);
		for (j = i; j < i + n; j++)
			if (key_for(text[j]).name)
				add_key(keys, key_for(text[j]).name);
		if (json_array_size(keys) > 0)
			status = press(q, keys);
		else
			json_decref(keys);
	}
	return translate(q, status);
}

/* Linux, Documentation/scheduler/sched-stats.rst: time on a processor, time waiting for one, in ns.
 * */
static long long thread_waited_ns(int task, const char *tid)
{
	char name[300], text[80] = "";
	const char *second;
	int fd;

	snprintf(name, sizeof(name), "%s/schedstat", tid);
	fd = task < 0 ? -1 : openat(task, name, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return 0;
	if (read(fd, text, sizeof(text) - 1) < 0)
		text[0] = '\0';
	close(fd);
	second = strchr(text, ' ');
	return second ? strtoll(second, NULL, 10) : 0;
}

long long qemu_waited_ms(const struct qemu *q)
{
	const struct dirent *entry;
	long long most = 0;
	char name[40];
	DIR *dir;

	snprintf(name, sizeof(name), "/proc/%ld/task", (long)q->pid);
	dir = q->pid > 0 ? opendir(name) : NULL;
	while (dir && (entry = readdir(dir))) {
		long long waited = entry->d_name[0] == '.' ? 0
			: thread_waited_ns(dirfd(dir), entry->d_name);

		most = waited > most ? waited : most;
	}
	if (dir)
		closedir(dir);
	return most / 1000000;
}

enum qemu_status qemu_release(struct qemu *q)
{
	static const char *const names[] = {"shift", "ctrl"};
	enum qmp_status status = QMP_OK;
	size_t i;

	for (i = 0; i < 2 && status == QMP_OK; i++) {
		json_t *keys = json_array();

		add_key(keys, names[i]);
		status = press(q, keys);
	}
	return translate(q, status);
}

/* Copies a memory file to path by way of a new name beside it. */
static bool copy_out(int from, const char *path)
{
	struct stat st;
	char *bytes = NULL, *name = NULL;
	FILE *f = NULL;
	bool ok = false;

	if (fstat(from, &st) != 0 || st.st_size <= 0 || st.st_size > PICTURE_MAX)
		return false;
	bytes = malloc((size_t)st.st_size);
	name = malloc(strlen(path) + 5);
	if (bytes && name && pread(from, bytes, (size_t)st.st_size, 0) == st.st_size) {
		sprintf(name, "%s.new", path);
		f = fopen(name, "wbe");
	}
	if (f) {
		ok = fwrite(bytes, 1, (size_t)st.st_size, f) == (size_t)st.st_size;
		ok = fclose(f) == 0 && ok && rename(name, path) == 0;
		if (!ok)
			unlink(name);
	}
	free(bytes);
	free(name);
	return ok;
}

bool qemu_picture(struct qemu *q, const char *path)
{
	return into_file(q, "screendump", q->picture_fd, json_pack("{s:s}", "format", "png")) ==
	               QMP_OK && copy_out(q->picture_fd, path);
}

bool qemu_was_reset(struct qemu *q, char reason[40])
{
	json_t *event = qmp_take_event(&q->qmp, "SHUTDOWN");
	const char *why = json_string_value(json_object_get(event, "reason"));

	snprintf(reason, 40, "%s", why ? why : "unknown");
	json_decref(event);
	return event != NULL;
}

void qemu_stop(struct qemu *q)
{
	int *const fds[] = {&q->qmp_fd, &q->screen_fd, &q->picture_fd, &q->messages_fd};
	size_t i;

	if (q->pid > 0) {
		kill(q->pid, SIGKILL);
		while (waitpid(q->pid, NULL, 0) < 0 && errno == EINTR)
			;
		q->pid = 0;
	}
	qmp_close(&q->qmp);
	for (i = 0; i < sizeof(fds) / sizeof(fds[0]); i++) {
		if (*fds[i] >= 0)
			close(*fds[i]);
		*fds[i] = -1;
	}
}
