/* Chapter 05: whether a command of a script succeeds, as far as the tree tells. */
#include "startup_outcome.h"

#include <string.h>

#include "common.h"
#include "startup_fstab.h"
#include "startup_started.h"

bool script_may_mount_over(struct ctx *ctx, const struct script *in, const char *path)
{
	struct bytes text;
	struct fstab f;

	if (startup_text(ctx, STARTUP_FSTAB, &text)) {
		f = fstab_read(ctx->arena, text, startup_musl(ctx));
		if (fstab_mounts_over(&f, path))
			return true;
	}
	for (size_t i = 0; i < in->count; i++)
		if (script_mounts_over(&in->commands[i], path))
			return true;
	return false;
}

static enum status answer(bool yes)
{
	return yes ? SUCCEEDS : FAILS;
}

/* A folder of the tree that is one, whether something is mounted on it or not. */
static bool folder_anyway(struct ctx *ctx, const struct script *in, const char *path,
                          const struct node *n)
{
	const char *slash = n && S_ISDIR(n->mode) ? strrchr(path, '/') : NULL;

	return slash && !script_may_mount_over(ctx, in, say(ctx, "%.*s", (int)(slash - path), path));
}

enum status script_not(enum status s)
{
	return s == SUCCEEDS || s == FAILS ? answer(s == FAILS) : UNKNOWN;
}

/* What any kernel has in /proc, once that is mounted. */
static enum status of_proc(char test, const char *path)
{
	static const char *const names[] = {"/proc/version", "/proc/cpuinfo", "/proc/meminfo",
	                                    "/proc/uptime", "/proc/cmdline", "/proc/filesystems", NULL};

	return script_listed(path, names) && strchr("efr", test) ? SHOULD_SUCCEED : UNKNOWN;
}

/* "-f /etc/rc.local": what the tree says. The superuser reads everything, and runs what anybody
 * may run. */
static enum status of_file(struct ctx *ctx, const struct script *in, char test, const char *path)
{
	const struct node *n = tree_resolve(ctx->arena, work_tree(ctx->work), path);

	if (*path != '/' || (script_may_mount_over(ctx, in, path) && !folder_anyway(ctx, in, path, n)))
		return of_proc(test, path);
	switch (test) {
	case 'e':
	case 'r': return answer(n != NULL);
	case 'f': return answer(n && S_ISREG(n->mode));
	case 'd': return answer(n && S_ISDIR(n->mode));
	case 'b': return answer(n && S_ISBLK(n->mode));
	case 'c': return answer(n && S_ISCHR(n->mode));
	case 'p': return answer(n && S_ISFIFO(n->mode));
	case 'x': return answer(n && (S_ISDIR(n->mode) || (n->mode & 0111)));
	default: return UNKNOWN;
	}
}

/* POSIX.1-2017, test: with one, two and three words. */
static enum status of_primary(struct ctx *ctx, const struct script *in, const char *const *w,
                              int count)
{
	enum status s = UNKNOWN;
	bool not = count > 1 && strcmp(w[0], "!") == 0;

	if (not) {
		w++;
		count--;
	}
	if (count == 1)
		s = answer(*w[0] != '\0');
	else if (count == 2 && w[0][0] == '-' && strlen(w[0]) == 2)
		s = w[0][1] == 'n' ? answer(*w[1] != '\0') : w[0][1] == 'z' ? answer(*w[1] == '\0')
			: of_file(ctx, in, w[0][1], w[1]);
	else if (count == 3 && strcmp(w[1], "=") == 0)
		s = answer(strcmp(w[0], w[2]) == 0);
	else if (count == 3 && strcmp(w[1], "!=") == 0)
		s = answer(strcmp(w[0], w[2]) != 0);
	return not ? script_not(s) : s;
}

static enum status both(enum status a, enum status b)
{
	if (a == FAILS || b == FAILS)
		return FAILS;
	return a == SUCCEEDS ? b : b == SUCCEEDS ? a : UNKNOWN;
}

/* "-f /etc/a -a -f /etc/b": -a binds closer than -o. */
static enum status of_test(struct ctx *ctx, const struct script *in, const char *const *w,
                           int count)
{
	enum status any = FAILS, all = SUCCEEDS;
	int begin = 0;

	for (int i = 0; i <= count; i++) {
		bool or = i < count && strcmp(w[i], "-o") == 0;
		enum status s;

		if (i < count && !or && strcmp(w[i], "-a") != 0)
			continue;
		s = of_primary(ctx, in, w + begin, i - begin);
		begin = i + 1;
		all = both(all, s);
		if (!or && i < count)
			continue;
		any = any == FAILS ? all : script_not(both(script_not(any), script_not(all)));
		all = SUCCEEDS;
	}
	return any;
}

int script_grep(struct ctx *ctx, const struct script_command *c)
{
	static const char letters[] =
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-/:";
	int first = 1 + (strcmp(c->words[1], "-q") == 0);
	struct bytes text;
	size_t at;

	if (!c->plain || strcmp(script_command_name(c), "grep") != 0 || !script_called_by_name(c) ||
	    c->count != first + 2 || strspn(c->words[first], letters) != strlen(c->words[first]) ||
	    c->words[first][0] == '-' || strncmp(c->words[first + 1], "/etc/", 5) != 0 ||
	    !startup_text(ctx, c->words[first + 1], &text))
		return -1;
	return bytes_find(text, 0, bytes_of(c->words[first]), &at);
}

static enum status outcome(struct ctx *ctx, const struct script *in,
                           const struct script_command *c)
{
	static const char *const yes[] = {"true", ":", NULL};
	static const char *const usual[] = {
		"mount", "echo", "printf", "mkdir", "cd", "hostname", "touch", "cp", "ln", "export", "sync",
		"chmod", "chown", "mknod", "cat", "ls", "sleep", "usleep", NULL};
	const char *name = script_command_name(c);
	bool bracket = strcmp(name, "[") == 0, test = bracket || strcmp(name, "test") == 0;

	if (!c->plain || c->background || c->piped || c->input || c->count >= SCRIPT_WORDS)
		return UNKNOWN;
	if (script_listed(name, usual))
		return c->quiet ? UNKNOWN : SHOULD_SUCCEED;
	if (c->target || !script_called_by_name(c))
		return UNKNOWN;
	if (script_listed(name, yes))
		return SUCCEEDS;
	if (strcmp(name, "false") == 0)
		return FAILS;
	if (strcmp(name, "grep") == 0 && !c->quiet)
		return script_grep(ctx, c) < 0 ? UNKNOWN : answer(script_grep(ctx, c) == 1);
	if (!test || (bracket && strcmp(c->words[c->count - 1], "]") != 0))
		return UNKNOWN;
	return of_test(ctx, in, c->words + 1, c->count - 1 - bracket);
}

enum status script_outcome(struct ctx *ctx, const struct script *in,
                           const struct script_command *c)
{
	return c->negated ? script_not(outcome(ctx, in, c)) : outcome(ctx, in, c);
}
