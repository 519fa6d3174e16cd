/* checker watch: the learner's screen, drawn again as files change. */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "changes.h"
#include "output.h"
#include "terminal.h"
#include "text.h"

enum view { VIEW_SCREEN, VIEW_HINT, VIEW_ALL };

struct watch {
	const struct options *options;
	struct terminal terminal;
	struct changes changes;
	int signals;
	uint64_t signature;
	enum view view;
	int status; /* exit status: that of the last look */
	bool done;
};

static const char footer[] = " h hint   a all findings   r run again   q quit ";

static void progress(FILE *to, const struct outcome *o)
{
	int done = 0, c;

	for (c = 0; c < CHAPTERS; c++)
		done += o->chapters[c] == CHAPTER_DONE || o->chapters[c] == CHAPTER_GIVEN;
	fputs("[", to);
	for (c = 0; c < CHAPTERS; c++)
		fputs(c < done ? "####" : "    ", to);
	fprintf(to, "] %d of %d chapters\n\n", done, CHAPTERS);
}

static void write_view(struct watch *w, FILE *to, struct ctx *ctx, const struct outcome *o)
{
	int at = outcome_at(o);

	progress(to, o);
	if (w->view == VIEW_ALL) {
		output_text(to, o, w->options);
		return;
	}
	output_screen(to, ctx, o, w->options);
	if (w->view == VIEW_HINT && at < CHAPTERS)
		fprintf(to, "\nHint, chapter %02d: %s\n", at, chapter_at(at)->hint);
}

/* Looks at the folder and draws. */
static void look(struct watch *w)
{
	struct arena arena = {NULL};
	struct ctx ctx = {.arena = &arena, .work = work_open(&arena, w->options->work)};
	char *text = NULL;
	size_t size;
	FILE *to = open_memstream(&text, &size);

	if (!to)
		exit(3);
	w->status = 3;
	if (ctx.work) {
		struct outcome o = run_checks(&ctx, ALL_CHAPTERS);

		write_view(w, to, &ctx, &o);
		w->status = outcome_status(&o);
	} else {
		fprintf(to, "There is no folder %s to look into: %s\nmake step-00 makes it.\n",
		        text_safe_string(&arena, w->options->work), strerror(errno));
	}
	fclose(to);
	terminal_draw(&w->terminal, text, footer);
	free(text);
	arena_free(&arena);
}

/* Draws again only when something that is read has changed. */
static void look_if_changed(struct watch *w)
{
	uint64_t signature = changes_signature(w->options->work);

	if (signature == w->signature)
		return;
	w->signature = signature;
	changes_watch(&w->changes, w->options->work);
	look(w);
}

static void on_key(struct watch *w)
{
	char key;
	ssize_t got = read(STDIN_FILENO, &key, 1);

	if (got <= 0) {
		w->terminal.keys = got < 0 && errno == EINTR ? w->terminal.keys : false;
		return;
	}
	switch (key) {
	case 'q': w->done = true; return;
	case 'h': w->view = w->view == VIEW_HINT ? VIEW_SCREEN : VIEW_HINT; break;
	case 'a': w->view = w->view == VIEW_ALL ? VIEW_SCREEN : VIEW_ALL; break;
	case 'r': break;
	default: return;
	}
	look(w);
}

/* Ctrl-Z: the terminal goes back to the shell first, and is taken again on return. */
static void suspend(struct watch *w)
{
	terminal_give(&w->terminal);
	raise(SIGSTOP);
	terminal_take(&w->terminal); /* cppcheck-suppress unreachableCode ; SIGSTOP comes back */
	look(w);
}

static void on_signal(struct watch *w)
{
	struct signalfd_siginfo info;

	if (read(w->signals, &info, sizeof(info)) != (ssize_t)sizeof(info))
		return;
	if (info.ssi_signo == SIGTSTP)
		suspend(w);
	else if (info.ssi_signo == SIGWINCH)
		look(w);
	else
		w->done = true;
}

static int open_signals(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGHUP);
	sigaddset(&set, SIGTSTP);
	sigaddset(&set, SIGWINCH);
	if (sigprocmask(SIG_BLOCK, &set, NULL) < 0)
		return -1;
	return signalfd(-1, &set, SFD_CLOEXEC);
}

/* A burst of events is over when nothing came for this long. */
enum { QUIET_MS = 100 };

static void wait_for_something(struct watch *w)
{
	struct pollfd fds[] = {
		{w->signals, POLLIN, 0}, {w->changes.inotify, POLLIN, 0},
		{w->terminal.keys ? STDIN_FILENO : -1, POLLIN, 0},
	};

	if (poll(fds, 3, CHANGES_POLL_MS) < 0)
		return;
	if (fds[0].revents)
		on_signal(w);
	if (fds[2].revents)
		on_key(w);
	if (fds[1].revents) {
		poll(NULL, 0, QUIET_MS);
		changes_drain(&w->changes);
	}
}

int cmd_watch(const struct options *options, int argc, char **argv)
{
	struct watch w = {.options = options};

	(void)argv;
	if (argc > 0) {
		fputs("checker: watch takes no words\n", stderr);
		return 2;
	}
	w.signals = open_signals();
	if (w.signals < 0) {
		fprintf(stderr, "checker: cannot watch: %s\n", strerror(errno));
		return 3;
	}
	changes_open(&w.changes);
	terminal_take(&w.terminal);
	while (!w.done) {
		look_if_changed(&w);
		wait_for_something(&w);
	}
	terminal_give(&w.terminal);
	changes_close(&w.changes);
	close(w.signals);
	return w.status;
}
