#define _GNU_SOURCE /* asprintf */
#include "smoke.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "smoke_names.h"
#include "smoke_patience.h"
#include "smoke_session.h"
#include "smoke_table.h"
#include "smoke_text.h"

enum { LAST_ROWS = 12 };

static struct smoke_check *add_check(struct smoke_result *r, const struct smoke_expectation *what)
{
	static const struct smoke_check none = {.at_ms = -1};
	struct smoke_check *check = &r->checks[r->check_count < SMOKE_EXPECTATIONS_MAX - 1
	                                               ? r->check_count++ : r->check_count];

	*check = none;
	check->what = what;
	return check;
}

/* All that may be expected, in order, so that what is not reached can be told. */
static void list_checks(struct smoke_result *r, const struct smoke_options *o)
{
	size_t i, j;

	for (i = 0; i < smoke_stage_count; i++)
		add_check(r, &smoke_stages[i].what);
	add_check(r, &smoke_shell);
	add_check(r, &smoke_quiet);
	for (i = 0; i < smoke_command_count; i++)
		for (j = 0; j < SMOKE_ANSWERS_MAX && smoke_commands[i].answers[j].id; j++)
			add_check(r, &smoke_commands[i].answers[j]);
	add_check(r, &smoke_answering);
	if (o->names)
		add_check(r, &smoke_complete);
}

static struct smoke_check *check_of(struct smoke_result *r, const struct smoke_expectation *what)
{
	size_t i;

	for (i = 0; i < r->check_count && r->checks[i].what != what; i++)
		;
	return &r->checks[i < r->check_count ? i : SMOKE_EXPECTATIONS_MAX - 1];
}

static void settle(const struct session *s, struct smoke_check *check, bool good, const char *found)
{
	size_t n;

	check->status = good ? SMOKE_PASS : SMOKE_FAIL;
	check->at_ms = session_ms(s);
	if (good || !found)
		return;
	n = strlen(found);
	if (n >= sizeof(check->found))
		for (n = sizeof(check->found) - 1; n > 0 && ((unsigned char)found[n] & 0xc0) == 0x80; n--)
			; /* no half of a UTF-8 character */
	memcpy(check->found, found, n);
	check->found[n] = '\0';
}

static void take_picture(struct session *s, const char *name)
{
	char *path = NULL;

	if (!s->options->pictures || !name)
		return;
	if (asprintf(&path, "%s/%s", s->options->pictures, name) >= 0)
		qemu_picture(&s->qemu, path);
	free(path);
}

/* Marks each stage that the screen shows now; returns the number of the first one not yet passed
 * behind the last one that is. */
static size_t note_stages(struct session *s, struct smoke_result *r, size_t next)
{
	char *text = vga_log_text(&s->log, 0, true);
	size_t i, j;

	for (i = next; text && i < smoke_stage_count; i++) {
		if (!text_matches(text, smoke_stages[i].what.pattern))
			continue;
		for (j = next; j < i; j++)
			r->checks[j].status = SMOKE_UNSEEN;
		settle(s, &r->checks[i], true, NULL);
		next = i + 1;
		take_picture(s, smoke_stages[i].picture);
	}
	free(text);
	return next;
}

/* Follows the boot until init asks for Enter, or a prompt comes without that. */
static enum session_status boot(struct session *s, struct smoke_result *r)
{
	enum session_status status = SESSION_OK;
	size_t next = 0;

	while (status == SESSION_OK && next < smoke_stage_count) {
		char *pattern = smoke_any_stage(next);

		if (!pattern) {
			s->qemu_status = QEMU_TROUBLE;
			return SESSION_ENDED;
		}
		s->doing = smoke_stages[next].doing;
		s->stall_ms = patience_before(s->options, next);
		status = session_wait(s, pattern, next > KERNEL_STAGE);
		free(pattern);
		if (status == SESSION_ENDED)
			return status;
		next = note_stages(s, r, next);
	}
	return status;
}

/* The stages in front of a prompt: what was not seen there happened nevertheless. */
static void close_stages(struct session *s, struct smoke_result *r, bool alive)
{
	struct smoke_check *last_stage = &r->checks[smoke_stage_count - 1];
	bool failed = false;
	size_t i;

	for (i = 0; i < smoke_stage_count; i++) {
		struct smoke_check *check = &r->checks[i];

		if (check->status == SMOKE_PASS)
			continue;
		if (alive && check != last_stage)
			check->status = SMOKE_UNSEEN;
		else if (alive || check->status == SMOKE_UNSEEN || !failed) {
			failed = failed || check->status != SMOKE_UNSEEN;
			settle(s, check, false, NULL);
		}
	}
}

/* Presses Enter where it is asked for, or in the hope of a prompt where nothing is, and waits for
 * the prompt. */
static enum session_status enter(struct session *s, struct smoke_result *r,
                                 enum session_status booted)
{
	bool asked = booted == SESSION_OK;
	bool kernel = check_of(r, &smoke_stages[KERNEL_STAGE].what)->status == SMOKE_PASS, other;
	size_t end = vga_log_end(&s->log);
	enum session_status status;
	int patience;

	if (!asked && (booted != SESSION_STUCK || !kernel))
		return booted;
	s->doing = "waiting for the prompt";
	patience = patience_after_enter(s, asked);
	s->qemu_status = qemu_type(&s->qemu, "\n", 1);
	status = s->qemu_status == QEMU_OK ? session_prompt(s, end, patience) : SESSION_ENDED;
	s->stall_ms = s->options->stall_ms;
	other = status == SESSION_STUCK && session_shows(s, end ? end - 1 : 0, smoke_shell_banner);
	if (other)
		status = session_usual_prompt(s);
	if (status == SESSION_OK) {
		settle(s, check_of(r, &smoke_shell), !other, "a shell with another prompt");
		take_picture(s, "stage-prompt.png");
	} else if (asked && status != SESSION_ENDED) {
		settle(s, check_of(r, &smoke_shell), false, "no prompt after Enter");
	}
	return status;
}

static void keep_kernel(struct smoke_result *r, const char *answer)
{
	const char *line = strstr(answer, "Linux version ");

	if (line && !r->kernel[0])
		snprintf(r->kernel, sizeof(r->kernel), "%.*s", (int)strcspn(line, "\n"), line);
}

/* Types the table's commands and holds the answers against it. */
static enum session_status converse(struct session *s, struct smoke_result *r)
{
	size_t i, j;

	for (i = 0; i < smoke_command_count; i++) {
		const struct smoke_command *c = &smoke_commands[i];
		enum session_status status;
		char *answer = NULL;

		s->doing = c->doing;
		status = session_command(s, c->lines, SMOKE_LINES_MAX, &answer);
		if (status != SESSION_OK && c->answers[0].id)
			settle(s, check_of(r, &c->answers[0]), false, "no answer, and no prompt again");
		if (status != SESSION_OK)
			return status;
		for (j = 0; answer && j < SMOKE_ANSWERS_MAX && c->answers[j].id; j++) {
			const struct smoke_expectation *what = &c->answers[j];

			settle(s, check_of(r, what), text_matches(answer, what->pattern) != what->absent,
			       *answer ? answer : "(nothing)");
		}
		if (answer)
			keep_kernel(r, answer);
		free(answer);
	}
	return SESSION_OK;
}

static enum session_status try_names(struct session *s, struct smoke_result *r)
{
	char *answer = NULL, *bad = NULL, *missing = NULL;
	enum session_status status;

	s->doing = smoke_names.doing;
	status = session_command(s, smoke_names.lines, SMOKE_LINES_MAX, &answer);
	if (status != SESSION_OK || !answer) {
		settle(s, check_of(r, &smoke_answering), false, "no answer, and no prompt again");
		return status;
	}
	r->names_found = names_judge(answer, &bad, &r->names_answered);
	settle(s, check_of(r, &smoke_answering), r->names_found > 0 && bad && !*bad, bad);
	if (s->options->names) {
		missing = names_missing(answer, s->options->names, s->options->name_count);
		settle(s, check_of(r, &smoke_complete), missing && !*missing, missing);
	}
	free(answer);
	free(bad);
	free(missing);
	return status;
}

static void count(struct smoke_result *r, bool alive)
{
	size_t i;

	for (i = 0; i < r->check_count; i++) {
		r->passed += r->checks[i].status == SMOKE_PASS;
		r->failed += r->checks[i].status == SMOKE_FAIL;
		r->not_reached += r->checks[i].status == SMOKE_NOT_REACHED;
	}
	r->outcome = !alive ? SMOKE_DEAD
	           : r->failed + r->not_reached > 0 ? SMOKE_DEGRADED : SMOKE_SAME;
}

static void keep_screen(struct session *s, struct smoke_result *r)
{
	size_t end = vga_log_end(&s->log);

	r->screen = vga_log_text(&s->log, 0, false);
	r->last = vga_log_text(&s->log, end > LAST_ROWS ? end - LAST_ROWS : 0, false);
}

static enum session_status visit(struct session *s, struct smoke_result *r)
{
	enum session_status status = boot(s, r);
	char *text;
	bool alive;

	if (status == SESSION_ENDED)
		return status;
	status = enter(s, r, status);
	alive = status == SESSION_OK;
	if (status == SESSION_ENDED)
		return status;
	close_stages(s, r, alive);
	text = vga_log_text(&s->log, 0, true);
	r->complaints = text ? complaints_in(text) : NULL;
	free(text);
	if (alive) {
		settle(s, check_of(r, &smoke_quiet), r->complaints == NULL, r->complaints);
		status = converse(s, r);
		if (status == SESSION_OK)
			status = try_names(s, r);
		/* A prompt that is taken away again is none: "reboot &" in a startup script. */
		alive = status != SESSION_OVER;
		if (!alive)
			settle(s, check_of(r, &smoke_shell), false, "the PC stopped, or started over");
	}
	if (status != SESSION_ENDED) {
		take_picture(s, "screen.png");
		count(r, alive);
	}
	return status;
}

static enum smoke_end translate(enum qemu_status status)
{
	switch (status) {
	case QEMU_OK: return SMOKE_FINISHED;
	case QEMU_MISSING: return SMOKE_NO_QEMU;
	case QEMU_DIED: return SMOKE_QEMU_DIED;
	case QEMU_TROUBLE: return SMOKE_TROUBLE;
	case QEMU_CANCELLED: return SMOKE_CANCELLED;
	}
	return SMOKE_TROUBLE;
}

/* Opens the disk; -1 and an error if it is none. */
static int open_image(const char *path, struct stat *st, struct smoke_result *r)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	const char *why = NULL;

	if (fd < 0 || fstat(fd, st) != 0)
		why = strerror(errno);
	else if (!S_ISREG(st->st_mode))
		why = "this is no regular file";
	if (!why)
		return fd;
	snprintf(r->error, sizeof(r->error), "%s", why);
	r->end = SMOKE_NO_IMAGE;
	if (fd >= 0)
		close(fd);
	return -1;
}

static bool same_file(const struct stat *a, int fd)
{
	struct stat b;

	return fstat(fd, &b) == 0 && a->st_size == b.st_size &&
	       a->st_mtim.tv_sec == b.st_mtim.tv_sec && a->st_mtim.tv_nsec == b.st_mtim.tv_nsec;
}

void smoke_defaults(struct smoke_options *options)
{
	*options = (struct smoke_options){
		.program = "qemu-system-i386", .cpu = "486", .memory = 8, .drive = QEMU_FLOPPY,
		.stall_ms = 20000, .total_ms = 300000, .cancel_fd = -1,
	};
}

void smoke_run(const struct smoke_options *options, struct smoke_result *result)
{
	struct session *s = calloc(1, sizeof(*s));
	struct stat st;
	int fd;

	*result = (struct smoke_result){.end = SMOKE_TROUBLE, .error = "out of memory"};
	if (!s)
		return;
	list_checks(result, options);
	fd = open_image(options->image, &st, result);
	if (fd < 0) {
		free(s);
		return;
	}
	s->options = options;
	s->qemu_status = qemu_start(&s->qemu, &(struct qemu_options){
		.program = options->program, .cpu = options->cpu, .memory = options->memory,
		.drive = options->drive, .image_fd = fd, .cancel_fd = options->cancel_fd});
	if (s->qemu_status == QEMU_OK)
		s->qemu_status = qemu_run(&s->qemu);
	s->stall_ms = options->stall_ms;
	s->power_on = 0;
	s->power_on = s->last_change = session_ms(s);
	if (s->qemu_status == QEMU_OK)
		visit(s, result);
	result->end = translate(s->qemu_status);
	result->total_ms = session_ms(s);
	keep_screen(s, result);
	snprintf(result->qemu, sizeof(result->qemu), "%s", s->qemu.qmp.version);
	snprintf(result->error, sizeof(result->error), "%s",
	         result->end == SMOKE_FINISHED ? "" : s->qemu.error[0] ? s->qemu.error : "no memory");
	qemu_stop(&s->qemu);
	result->image_unchanged = same_file(&st, fd);
	close(fd);
	vga_log_free(&s->log);
	free(s);
}

void smoke_free(struct smoke_result *result)
{
	free(result->complaints);
	free(result->screen);
	free(result->last);
	result->complaints = result->screen = result->last = NULL;
}
