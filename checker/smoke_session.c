#include "smoke_session.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "keys.h"
#include "smoke_table.h"
#include "smoke_text.h"

enum {
	QUICK_MS = 8, SLOW_MS = 40, /* the pause between two looks: least and most */
	BOOT_MS = 24,               /* and least while the PC boots, and nobody waits for an echo */
	LOOK_SHARE = 2,             /* but so many times what a look took, for a busy machine */
	SETTLE_MS = 400,            /* after a dead end: let the last rows come */
	ECHO_MS = 1500,             /* typed characters not on the screen: lost. Doubled at each try */
	NUDGE_MS = 3000,            /* no prompt: something may have been written behind it */
	HOPE_MS = 5000,             /* a shell that may be there, without the usual prompt */
	PROMPT_MS = 1000,           /* a prompt that nobody announced */
	COMMAND_MS = 30000,         /* a command that does not end: the longest takes a second or two */
	QUEUE = 16,                 /* bytes that a keyboard keeps (QEMU, hw/input/ps2.c) */
	TRIES = 4, NUDGES = 2,
	CIRCLE_MS = 4000,           /* no prompt among lines that go in circles */
};

static long long now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (long long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* The time that the PC had: patience does not run out while QEMU waits for a processor. */
static long long pc_ms(const struct session *s)
{
	return now_ms() - s->waited_ms;
}

long session_ms(const struct session *s)
{
	return (long)(now_ms() - s->power_on);
}

enum session_status session_look(struct session *s)
{
	struct vga_crtc crtc = {0};
	bool changed = false;
	long long now, began = now_ms();

	s->qemu_status = qemu_look(&s->qemu, s->memory, &crtc);
	if (s->qemu_status != QEMU_OK)
		return SESSION_ENDED;
	if (!vga_log_look(&s->log, s->memory, crtc.start, vga_rows(&crtc), &changed)) {
		s->qemu_status = QEMU_TROUBLE;
		return SESSION_ENDED;
	}
	s->look_ms = (int)(now_ms() - began);
	s->waited_ms = qemu_waited_ms(&s->qemu);
	now = pc_ms(s);
	if (changed)
		s->last_change = now;
	if (s->options->progress)
		s->options->progress(s->options->context, s->doing, session_ms(s));
	if (s->reset[0] || qemu_was_reset(&s->qemu, s->reset))
		return SESSION_OVER;
	s->reset[0] = '\0';
	if (now - s->last_change > s->stall_ms || now - s->power_on > s->options->total_ms)
		return SESSION_STUCK;
	return SESSION_OK;
}

/* Waits a little until the next look: no event tells of a change of the screen. The pause, at least
 * so many ms, grows with the time that nothing has changed. SESSION_ENDED when cancelled. */
static enum session_status pause_before_look(struct session *s, int least)
{
	struct pollfd cancel = {s->options->cancel_fd, POLLIN, 0};
	long long quiet = pc_ms(s) - s->last_change;
	int ms = quiet < least * 8LL ? least : quiet > SLOW_MS * 8LL ? SLOW_MS : (int)quiet / 8;

	if (ms < LOOK_SHARE * s->look_ms)
		ms = LOOK_SHARE * s->look_ms;
	if (poll(&cancel, 1, ms) > 0) {
		s->qemu_status = QEMU_CANCELLED;
		return SESSION_ENDED;
	}
	return SESSION_OK;
}

bool session_shows(const struct session *s, size_t from, const char *pattern)
{
	char *text = vga_log_text(&s->log, from, true);
	bool found = text && text_matches(text, pattern);

	free(text);
	return found;
}

/* What stands from a row on, rows that are full joined, without what the kernel says in between. */
static char *spoken(const struct session *s, size_t from)
{
	char *text = vga_log_text(&s->log, from, true);

	if (text)
		text_drop(text, smoke_aside);
	return text;
}

/* Whether the last row with text ends with one of the characters of `ends`. */
static bool last_row_ends(const struct session *s, const char *ends)
{
	size_t end = vga_log_end(&s->log);
	char *text = end ? spoken(s, end - 1) : NULL;
	size_t length = text ? strlen(text) : 0;
	bool found;

	while (length > 0 && strchr(" \n", text[length - 1]))
		length--;
	found = length > 0 && strchr(ends, text[length - 1]) != NULL;
	free(text);
	return found;
}

/* Whether the last rows are a boot that goes in circles, as init does with terminals that are not
 * there. */
static bool in_circles(const struct session *s)
{
	size_t end = vga_log_end(&s->log);
	char *text = end > TEXT_CIRCLE ? vga_log_text(&s->log, end - TEXT_CIRCLE, false) : NULL;
	bool circles = text && text_in_circles(text);

	free(text);
	return circles;
}

/* Whether nothing more is to be expected of this boot. */
static bool dead_end(const struct session *s)
{
	return pc_ms(s) - s->last_change > SETTLE_MS && session_shows(s, 0, smoke_dead_end);
}

void session_patience(struct session *s, long ms)
{
	s->last_change = pc_ms(s) - s->stall_ms + ms;
}

enum session_status session_wait(struct session *s, const char *pattern, bool or_prompt)
{
	for (;;) {
		enum session_status status = session_look(s);
		bool quiet = pc_ms(s) - s->last_change > PROMPT_MS;

		if (status == SESSION_ENDED || session_shows(s, 0, pattern))
			return status == SESSION_ENDED ? status : SESSION_OK;
		if (status != SESSION_OK)
			return status;
		if (dead_end(s))
			return SESSION_OVER;
		/* Around a prompt that waits for Enter init may complain on and on, and even write over
		 * the line that asks for it ("\r" in BusyBox's message()): Enter is worth a try. */
		if (in_circles(s) || (or_prompt && quiet && last_row_ends(s, "#$")))
			return SESSION_STUCK;
		status = pause_before_look(s, BOOT_MS);
		if (status != SESSION_OK)
			return status;
	}
}

/* As session_prompt(); `continued`: the prompt is a '>', for a command that goes on. */
static enum session_status prompt_within(struct session *s, size_t after, bool continued, int ms)
{
	const long long since = pc_ms(s);
	unsigned nudges = 0;

	for (;;) {
		enum session_status status = session_look(s);

		if (status == SESSION_OK && vga_log_end(&s->log) > after &&
		    last_row_ends(s, continued ? ">" : "#$"))
			return SESSION_OK;
		if (status == SESSION_OK && nudges < NUDGES &&
		    pc_ms(s) - s->last_change > NUDGE_MS * (long)(nudges + 1)) {
			nudges++;
			s->qemu_status = qemu_type(&s->qemu, "\n", 1);
			status = s->qemu_status == QEMU_OK ? SESSION_OK : SESSION_ENDED;
		}
		if (status == SESSION_OK &&
		    (dead_end(s) || (pc_ms(s) - since > CIRCLE_MS && in_circles(s))))
			status = SESSION_OVER;
		if (status == SESSION_OK && pc_ms(s) - since > ms)
			status = SESSION_STUCK;
		if (status == SESSION_OK)
			status = pause_before_look(s, QUICK_MS);
		if (status != SESSION_OK)
			return status;
	}
}

enum session_status session_prompt(struct session *s, size_t after, int ms)
{
	return prompt_within(s, after, false, ms);
}

/* Whether the screen's text ends with the first `length` characters of line, blanks aside. */
static bool echoed(const struct session *s, size_t row, const char *line, size_t length)
{
	char *text = spoken(s, row);
	size_t used = text ? strlen(text) : 0;
	bool same;

	while (used > 0 && text[used - 1] == '\n')
		used--;
	while (length > 0 && line[length - 1] == ' ')
		length--;
	same = text && used >= length && memcmp(text + used - length, line, length) == 0;
	free(text);
	return same;
}

/* How many of the characters fit into the keyboard's queue, at least one. What comes on top of a
 * full queue is lost, a Shift that is let go of, too. */
static size_t lot(const char *text, size_t length)
{
	unsigned bytes = 0;
	size_t n = 0;

	while (n < length && (bytes += key_bytes(key_for(text[n]))) <= QUEUE)
		n++;
	return n ? n : 1;
}

/* Types as much as the queue holds, or a character, and waits for each lot to be seen.
 * SESSION_STUCK: some did not come. */
static enum session_status type_seen(struct session *s, size_t row, const char *line, unsigned try)
{
	const long long patience = (long long)ECHO_MS << try;
	size_t length = strlen(line);
	size_t done = 0;

	while (done < length) {
		size_t n = try > 0 ? 1 : lot(line + done, length - done);
		long long since = pc_ms(s);
		enum session_status status;

		s->qemu_status = qemu_type(&s->qemu, line + done, n);
		if (s->qemu_status != QEMU_OK)
			return SESSION_ENDED;
		done += n;
		do {
			status = pause_before_look(s, QUICK_MS);
			if (status == SESSION_OK)
				status = session_look(s);
			if (status != SESSION_OK)
				return status;
			if (pc_ms(s) - since > patience &&
			    (pc_ms(s) - s->last_change > patience || in_circles(s)))
				return SESSION_STUCK;
		} while (!echoed(s, row, line, done));
	}
	return SESSION_OK;
}

/* Takes back what was typed: Shift and Ctrl may still be down in the PC's eyes. Ctrl-U empties the
 * line. */
static void take_back(struct session *s)
{
	s->qemu_status = qemu_release(&s->qemu);
	if (s->qemu_status == QEMU_OK)
		s->qemu_status = qemu_type(&s->qemu, "\25", 1);
}

enum session_status session_line(struct session *s, const char *line)
{
	enum session_status status = SESSION_STUCK;
	size_t end = vga_log_end(&s->log);
	size_t row = end ? end - 1 : 0;
	unsigned try;

	for (try = 0; try < TRIES && status == SESSION_STUCK; try++) {
		if (try > 0 && in_circles(s)) /* others write between the characters, and will again */
			return status;
		if (try > 0)
			take_back(s);
		if (s->qemu_status != QEMU_OK)
			return SESSION_ENDED;
		status = type_seen(s, row, line, try);
	}
	if (status == SESSION_OK) {
		s->qemu_status = qemu_type(&s->qemu, "\n", 1);
		status = s->qemu_status == QEMU_OK ? SESSION_OK : SESSION_ENDED;
	}
	return status;
}

enum session_status session_usual_prompt(struct session *s)
{
	enum session_status status;

	session_patience(s, HOPE_MS);
	status = session_line(s, "PS1='# '");
	return status == SESSION_OK ? prompt_within(s, vga_log_end(&s->log), false, HOPE_MS) : status;
}

/* Cuts the prompt off the end of an answer: all behind its last newline but one, or, where the
 * answer itself did not end with a newline, the prompt's own characters stay. */
static void cut_prompt(char *answer)
{
	size_t length = strlen(answer);

	if (length > 0)
		answer[--length] = '\0';
	while (length > 0 && answer[length - 1] != '\n')
		answer[--length] = '\0';
}

enum session_status session_command(struct session *s, const char *const *lines, size_t count,
                                    char **answer)
{
	enum session_status status = SESSION_OK;
	size_t i, end = 0;

	*answer = NULL;
	for (i = 0; i < count && lines[i] && status == SESSION_OK; i++) {
		bool more = i + 1 < count && lines[i + 1];

		status = session_line(s, lines[i]);
		end = vga_log_end(&s->log);
		if (status == SESSION_OK)
			status = prompt_within(s, end, more, COMMAND_MS);
	}
	if (status != SESSION_OK)
		return status;
	*answer = spoken(s, end);
	if (*answer) {
		cut_prompt(*answer);
		text_drop_echo(*answer, lines[i - 1]);
	}
	return SESSION_OK;
}
