/* Chapter 05: does a line of etc/inittab do what it says? */
#include <string.h>

#include "common.h"
#include "expected.h"
#include "startup.h"
#include "startup_judge.h"

static bool of_chapter_4(const char *path)
{
	for (size_t i = 0; i < expected_device_count; i++)
		if (strcmp(expected_devices[i].path, path) == 0)
			return true;
	return false;
}

/* A terminal that init can open for a program: not /dev/tty, which is a program's own. */
static bool terminal_there(struct ctx *ctx, const char *tty)
{
	const char *path = say(ctx, "dev/%s", tty);
	const struct node *n = tree_resolve(ctx->arena, work_tree(ctx->work), path);

	if (!*tty || strcmp(path, "dev/console") == 0 || strcmp(path, "dev/tty0") == 0)
		return true;
	if (!n)
		return of_chapter_4(path) && strcmp(path, "dev/tty") != 0 &&
		       strcmp(path, "dev/null") != 0 && strcmp(path, "dev/ram0") != 0;
	return S_ISCHR(n->mode) && (n->major == 4 || (n->major == 5 && n->minor != 0));
}

/* A script needs no terminal: /dev/null can be opened, too. */
static bool may_be_mute(struct ctx *ctx, const struct inittab_entry *e)
{
	const struct node *n = tree_resolve(ctx->arena, work_tree(ctx->work), "dev/null");

	return strcmp(e->tty, "null") == 0 && n && S_ISCHR(n->mode) && e->action <= INITTAB_ONCE &&
	       inittab_names_script(e);
}

static struct judged judge(struct ctx *ctx, const struct inittab_entry *e)
{
	struct judged j = {.entry = e, .cause = WORKS};

	if (e->fault != INITTAB_GOOD) {
		j.cause = e->fault == INITTAB_FIELDS ? FIELDS : WORD;
	} else {
		j.command = inittab_command(ctx->arena, e->command);
		if (e->action <= INITTAB_ASKFIRST && !terminal_there(ctx, e->tty) &&
		    !may_be_mute(ctx, e))
			j.cause = TERMINAL;
		else if (e->action <= INITTAB_ASKFIRST && !j.command.by_shell) {
			j.program = startup_program(ctx, j.command.program, STARTUP_PATH);
			j.cause = j.program.state == PROGRAM_GOOD ? WORKS : PROGRAM;
		} else if (*j.command.program && strchr("'\"", j.command.program[0]) &&
		           j.command.program[1] == '-') {
			/* The shell takes the quotes away and then sees an option, -/bin/sh. */
			j.program.state = PROGRAM_ABSENT;
			j.cause = PROGRAM;
		}
	}
	if (j.cause != WORKS && hidden_find(e->text, 0, &j.hidden)) {
		j.hidden.offset += e->offset;
		j.cause = HIDDEN;
	}
	return j;
}

/* A script that starts a shell, or of which nothing can be said. */
static bool script_gives_shell(struct ctx *ctx, const struct program *p)
{
	struct bytes text;
	struct script s;

	if (!p->interpreter || !p->node || !startup_text(ctx, p->node->path, &text))
		return p->node && !p->interpreter; /* another program: benefit of the doubt */
	s = script_read(ctx->arena, text);
	for (size_t i = 0; i < s.count; i++) {
		const char *const *w = s.commands[i].words;
		const char *word = strcmp(w[0], "exec") == 0 ? w[1] : w[0];
		const char *slash = strrchr(word, '/'), *base = slash ? slash + 1 : word;

		if (strcmp(base, "sh") == 0 || strcmp(base, "ash") == 0)
			return true;
	}
	return s.uncertain;
}

/* "respawn" or "askfirst": init starts it again and again. */
bool inittab_again(const struct inittab_entry *e)
{
	return e->action == INITTAB_RESPAWN || e->action == INITTAB_ASKFIRST;
}

bool inittab_names_script(const struct inittab_entry *e)
{
	size_t at;

	return bytes_find(e->text, 0, bytes_of("rcS"), &at) ||
	       bytes_find(e->text, 0, bytes_of("init.d"), &at) ||
	       bytes_find(e->text, 0, bytes_of("mount"), &at);
}

bool inittab_gives_shell(struct ctx *ctx, const struct judged *j)
{
	static const char *const shells[] = {"sh", "ash", "hush", "bash", "login", "getty", "cttyhack",
	                                     "-sh"};
	const char *program = j->command.program ? j->command.program : "";
	const char *slash = strrchr(program, '/'), *base = slash ? slash + 1 : program;

	if (j->cause != WORKS || j->entry->superseded || j->entry->action > INITTAB_ASKFIRST)
		return false;
	if (inittab_names_script(j->entry))
		return false;
	if (strcmp(base, "busybox") == 0)
		return strncmp(j->command.rest, "sh", 2) == 0 || strncmp(j->command.rest, "ash", 3) == 0;
	for (size_t i = 0; i < sizeof(shells) / sizeof(shells[0]); i++)
		if (strcmp(base, shells[i]) == 0)
			return *j->command.rest != '/' && strncmp(j->command.rest, "-c", 2) != 0;
	return inittab_again(j->entry) && script_gives_shell(ctx, &j->program);
}

/* All lines, judged; *shell: one of them gives a shell. NULL: there is no such file. */
struct judged *inittab_judge(struct ctx *ctx, struct bytes *text, size_t *count, bool *shell)
{
	struct inittab t;
	struct judged *all;

	*count = 0;
	*shell = false;
	if (!startup_text(ctx, STARTUP_INITTAB, text))
		return NULL;
	t = inittab_read(ctx->arena, *text);
	all = arena_alloc(ctx->arena, (t.count + 1) * sizeof(*all));
	for (size_t i = 0; i < t.count; i++) {
		all[i] = judge(ctx, &t.entries[i]);
		*shell = *shell || inittab_gives_shell(ctx, &all[i]);
	}
	*count = t.count;
	return all;
}
