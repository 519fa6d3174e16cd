/* Chapter 05: commands of the startup script and of inittab that stop the machine or do not end. */
#include <stdlib.h>
#include <string.h>

#include "common.h"
#include "startup.h"
#include "startup_ends.h"
#include "startup_started.h"

/* In seconds: the smoke test waits 17 for "Please press Enter" and 38 more for a shell
 * (smoke_patience.c). */
enum { SLEEPS_LONG = 17, SLEEPS_TOO_LONG = 55 };

bool startup_reads_keyboard(const struct script_command *c)
{
	static const struct { const char *name; int operands; } filters[] = {
		{"cat", 0}, {"sort", 0}, {"wc", 0}, {"tail", 0}, {"head", 0}, {"uniq", 0}, {"md5sum", 0},
		{"tr", 2}, {"sed", 1}, {"grep", 1}, {"tee", 1},
	};
	const char *name = script_command_name(c);

	if (c->fed || c->background || c->count >= SCRIPT_WORDS)
		return false;
	for (size_t i = 0; i < sizeof(filters) / sizeof(filters[0]); i++) {
		int operands = 0;

		if (strcmp(name, filters[i].name) != 0 || !script_called_by_name(c))
			continue;
		for (int k = 1; k < c->count; k++) {
			if (c->words[k][0] == '-')
				return false;
			operands++;
		}
		return operands <= filters[i].operands &&
		       (operands == filters[i].operands || strcmp(name, "tee") == 0);
	}
	return false;
}

/* A signal that has init stop the machine or start it over: BusyBox 1.35, init/init.c,
 * check_delayed_sigs(). */
static bool stops_init(const struct script_command *c, const char *whom)
{
	static const char *const signals[] = {"15", "TERM", "10", "USR1", "12", "USR2", NULL};
	const char *word = c->words[1];

	if (c->count < 2 || strcmp(c->words[c->count - 1], whom) != 0)
		return false;
	if (c->count == 2)
		return true;
	if (strcmp(word, "-s") == 0 && c->count == 4)
		word = c->words[2];
	else if (*word++ != '-' || c->count != 3)
		return false;
	return script_listed(strncmp(word, "SIG", 3) == 0 ? word + 3 : word, signals);
}

/* How long it sleeps, in seconds: BusyBox's sleep adds up its words. */
static long sleeps(const struct script_command *c)
{
	long sum = 0;

	for (int i = 1; i < c->count; i++) {
		char *end;
		long n = strtol(c->words[i], &end, 10);

		if (strncmp(c->words[i], "inf", 3) == 0 || n > SLEEPS_TOO_LONG)
			return SLEEPS_TOO_LONG;
		sum += n * (*end == 'm' ? 60 : *end == 'h' ? 3600 : *end == 'd' ? 86400 : 1);
	}
	return sum;
}

const char *startup_never_ends(const struct started *s)
{
	static const char *const stops[] = {"reboot", "halt", "poweroff", NULL};
	const struct script_command *c = &s->c;
	const char *name = script_command_name(c);

	if (!c->certain)
		return NULL;
	/* In the background, too: whether a prompt comes first depends on who is faster. */
	if (script_listed(name, stops) || (strcmp(name, "kill") == 0 && stops_init(c, "1")) ||
	    (strcmp(name, "killall") == 0 && stops_init(c, "init")))
		return "the machine stops, or starts over again and again; no prompt";
	if (strcmp(name, "chvt") == 0 && c->plain && c->count == 2 && strcmp(c->words[1], "1") != 0)
		return "the screen shows another terminal, an empty one; the prompt is on terminal 1";
	if (!s->waited_for || !c->plain)
		return NULL;
	if (strcmp(name, "sleep") == 0 && sleeps(c) >= SLEEPS_TOO_LONG)
		return "init started: BusyBox, and then nothing for so long";
	return startup_reads_keyboard(c) || (strcmp(name, "yes") == 0 && !c->feeds)
		? "init started: BusyBox, and then no prompt: init waits for the command's end" : NULL;
}

static void report_end(struct ctx *ctx, struct sink *out, const struct started *s,
                       const char *at_boot)
{
	const char *second = s->c.words[1];

	report(out, &(struct finding){
		.summary = s->line == 0 ? NULL
			: say(ctx, "line %d of inittab stops the machine, or has init wait", s->line),
		.where = s->where, .expected = "a start that comes to its end",
		.found = say(ctx, "%s%s%s", s->c.words[0], *second ? " " : "", second),
		.at_boot = at_boot, .fix = s->fix});
}

void script_ends(struct ctx *ctx, struct sink *out)
{
	struct started_list list = startup_started(ctx);
	struct startup s;

	if (script_of_tree(ctx, &s) && s.script.endless_line > 0) {
		report(out, &(struct finding){
			.summary = "a loop of the startup script never ends",
			.where = say(ctx, "%s:%d", s.where, s.script.endless_line),
			.expected = "a loop that ends, or one that runs in the background: done &",
			.found = "a loop that nothing leaves",
			.at_boot = "init started: BusyBox, and then nothing",
			.fix = startup_copy(ctx, STARTUP_RCS)});
		return;
	}
	for (size_t i = 0; i < list.count; i++) {
		const char *at_boot = startup_never_ends(&list.all[i]);

		if (at_boot) {
			report_end(ctx, out, &list.all[i], at_boot);
			return;
		}
	}
}

/* A shell with nothing to read but the keyboard: "sh", "exec /bin/sh", "sh -i". */
static bool starts_shell(const struct script_command *c)
{
	static const char *const shells[] = {"sh", "ash", NULL};

	if (!script_listed(script_command_name(c), shells) || c->fed)
		return false;
	for (int i = 1 + (strcmp(c->words[0], "exec") == 0); i < c->count; i++)
		if (c->words[i][0] != '-' || strchr(c->words[i], 'c'))
			return false;
	return true;
}

static const char *waits(const struct started *s)
{
	static const char *const readers[] = {"read", "vi", NULL};
	const struct script_command *c = &s->c;
	const char *name = script_command_name(c);

	if (!c->certain || !s->waited_for || s->line > 0)
		return NULL;
	if (starts_shell(c))
		return "a prompt of the script's own, without \"Please press Enter\" and without job "
		       "control";
	if (strcmp(name, "sleep") == 0 && c->plain && sleeps(c) >= SLEEPS_LONG &&
	    sleeps(c) < SLEEPS_TOO_LONG)
		return "init started: BusyBox, and then nothing for so long";
	if (strcmp(name, "read") == 0 && strcmp(c->words[1], "-t") == 0 && strlen(c->words[2]) == 1)
		return NULL;
	return script_listed(name, readers) && !c->fed
		? "init waits for a key that nobody asked to press" : NULL;
}

void script_waits(struct ctx *ctx, struct sink *out)
{
	struct started_list list = startup_started(ctx);

	for (size_t i = 0; i < list.count; i++) {
		const char *at_boot = waits(&list.all[i]);

		if (at_boot) {
			report_end(ctx, out, &list.all[i], at_boot);
			return;
		}
	}
}
