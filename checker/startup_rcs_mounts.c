/* Chapter 05: what the startup script mounts. */
#include <string.h>

#include "common.h"
#include "startup.h"
#include "startup_fstab.h"
#include "startup_hand.h"

struct mounts {
	bool all, proc, shm, maybe, undone;
	bool by_fstab;                     /* "mount /proc": fstab says how */
	bool buried;                       /* another mount lies on /var: no later one helps */
	const char *undo;                  /* in words: what takes it away again */
	const struct started *last;        /* a mount that does neither, or what takes it away */
};

static void take_away(struct ctx *ctx, struct mounts *m, const struct started *s)
{
	const struct script_command *c = &s->c;

	m->undone = true;
	m->undo = say(ctx, "%s %s%s%s after it", c->words[0], c->words[1], *c->words[2] ? " " : "",
	              c->words[2]);
	m->last = s;
}

static bool is_wanted(struct ctx *ctx, const char *where)
{
	return fstab_same_place(ctx, where, "/proc") || fstab_same_place(ctx, where, "/var/shm");
}

/* It names one of the two places, or all: "umount -a". */
static bool names_place(struct ctx *ctx, const struct script_command *c)
{
	for (int i = 1; i < c->count; i++)
		if (c->words[i][0] == '-' ? strchr(c->words[i], 'a') != NULL : is_wanted(ctx, c->words[i]))
			return true;
	return false;
}

/* /var/shm is read-only from here on, or hidden. */
static bool spoils(struct ctx *ctx, const struct hand_mount *h)
{
	if (h->remount)
		return h->read_only && h->where && fstab_same_place(ctx, h->where, "/var/shm");
	return h->what && h->type && fstab_same_place(ctx, h->where, "/var");
}

/* A mount makes something of the two places, or hides or spoils what was made of them. */
static void look_at_mount(struct ctx *ctx, struct mounts *m, const struct started *s)
{
	const struct script_command *c = &s->c;
	struct hand_mount h;
	bool was = m->all || m->shm;

	m->maybe = m->maybe || !c->certain || !c->plain;
	m->by_fstab = m->by_fstab || c->count == 2;
	if (!startup_hand_mount(ctx, c, &h)) {
		m->last = s;
		return;
	}
	if (spoils(ctx, &h) && (was || (!h.remount && c->certain))) {
		take_away(ctx, m, s);
		m->buried = !h.remount;
		return;
	}
	if (m->buried)
		return;
	m->all = m->all || (h.all && !h.type);
	m->maybe = m->maybe || (h.all && h.type && strcmp(h.type, "proc,tmpfs") == 0);
	if (h.where && h.what && h.type && !h.bind) {
		m->proc = m->proc || (fstab_option(h.type, "proc") &&
		                      fstab_same_place(ctx, h.where, "/proc"));
		m->shm = m->shm || (fstab_option(h.type, "tmpfs") && !h.read_only &&
		                    fstab_same_place(ctx, h.where, "/var/shm"));
	}
	m->undone = m->undone && !(h.all || (h.where && is_wanted(ctx, h.where)));
	m->last = s;
}

/* Another script, a name that only a shell knows, or a command for later. */
static bool may_mount(const struct script_command *c)
{
	const char *word = c->words[0];

	return (c->count > 0 && !c->named) || strcmp(word, "trap") == 0 ||
	       (strchr(word, '/') && !place_under(word, "bin"));
}

static struct mounts look_for_mounts(struct ctx *ctx)
{
	struct started_list list = startup_started(ctx);
	struct mounts m = {.maybe = !list.sure};

	for (size_t i = 0; i < list.count; i++) {
		const struct script_command *c = &list.all[i].c;
		const char *name = script_command_name(c);

		if (strcmp(name, "mount") == 0)
			look_at_mount(ctx, &m, &list.all[i]);
		else if (strcmp(name, "umount") == 0 && c->certain && names_place(ctx, c))
			take_away(ctx, &m, &list.all[i]);
		else if (strcmp(name, "mkdir") == 0 && m.buried)
			m.buried = !names_place(ctx, c);
		else
			m.maybe = m.maybe || (strcmp(name, "sh") == 0 && !startup_sh_c(c)) ||
			          may_mount(c);
	}
	return m;
}

/* A mount beside the two that fails. */
static void fails(struct ctx *ctx, struct sink *out)
{
	struct started_list list = startup_started(ctx);
	struct place p = {.ctx = ctx, .list = &list};

	for (size_t i = 0; i < list.count; i++) {
		const struct started *s = &list.all[i];
		const char *says = startup_hand_fails(&p, s);

		if (says) {
			report(out, &(struct finding){
				.summary = s->line > 0
					? say(ctx, "line %d of inittab mounts what cannot be mounted", s->line)
					: "the startup script mounts what cannot be mounted",
				.where = s->where, .fix = s->fix, .at_boot = says,
				.expected = "a file system that the kernel has, and an empty directory of the tree",
				.found = say(ctx, "%s %s %s", s->c.words[0], s->c.words[1], s->c.words[2])});
			return;
		}
		place_passes(&p, s);
	}
}

void script_mounts(struct ctx *ctx, struct sink *out)
{
	struct startup s;
	struct mounts m;
	struct finding f = {.expected = "a line mount -a"};

	if (!script_of_tree(ctx, &s) || s.script.open || s.script.stray || s.script.depth != 0)
		return;
	m = look_for_mounts(ctx);
	if (m.maybe || (!m.undone && (m.all || (m.proc && m.shm)))) {
		fails(ctx, out);
		return;
	}
	f.where = m.last ? m.last->where : s.where;
	f.found = m.undone ? m.undo
		: !m.last ? "no mount" : m.proc ? "a mount of /proc alone" : m.shm
			? "a mount of /var/shm alone"
		: say(ctx, "%s %s", m.last->c.words[0], m.last->c.words[1]);
	f.at_boot = "a prompt, but ps is empty, and mount says no /proc/mounts";
	if (!m.undone && m.proc)
		f.at_boot = "mount shows /proc and no /var/shm";
	else if (!m.undone && m.shm)
		f.at_boot = "ps is empty, and mount says no /proc/mounts";
	f.fix = m.last && (m.undone || m.last->line > 0 || m.last->c.depth > 0) ? m.last->fix
		: m.last ? say(ctx, "sed -i '%dc\\mount -a' %s", m.last->c.line,
		               script_file(ctx, &s, &m.last->c))
		         : say(ctx, "sed -i '1a\\mount -a' %s", s.where);
	report(out, &f);
}

bool script_uses_fstab(struct ctx *ctx)
{
	struct startup s;
	struct bytes text;
	struct mounts m;
	size_t at;

	if (startup_text(ctx, STARTUP_INITTAB, &text) && bytes_find(text, 0, bytes_of("mount -a"), &at))
		return true;
	if (!script_of_tree(ctx, &s))
		return true;
	m = look_for_mounts(ctx);
	return m.all || m.maybe || m.by_fstab || !m.last;
}
