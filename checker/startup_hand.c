/* Chapter 05: mounts by hand. Source: BusyBox 1.35, util-linux/mount.c, mount_main(). */
#include "startup_hand.h"

#include <string.h>

#include "common.h"
#include "startup_fstab.h"

static bool has(const char *list, const char *word)
{
	return list && fstab_option(list, word);
}

/* Takes the options into m; *first: the first word behind them. Options may stand behind, too. */
static bool options(const struct script_command *c, struct hand_mount *m, const char *operands[2],
                    int *count)
{
	static const char *const front[] = {"exec", "command", "busybox", "/bin/busybox", NULL};

	for (int i = script_listed(c->words[0], front) ? 2 : 1; i < c->count; i++) {
		const char *p = c->words[i];

		if (*p != '-' || !p[1]) {
			if (*count < 2)
				operands[*count] = p;
			(*count)++;
			continue;
		}
		while (*++p) {
			const char *value = p[1] ? p + 1 : i + 1 < c->count ? c->words[i + 1] : "";

			if (!strchr("arwnfvsitoO", *p))
				return false;
			m->all = m->all || *p == 'a';
			m->read_only = m->read_only || *p == 'r' || (*p == 'o' && has(value, "ro"));
			m->remount = m->remount || (*p == 'o' && has(value, "remount"));
			m->bind = m->bind || (*p == 'o' && (has(value, "bind") || has(value, "move")));
			if (*p == 't')
				m->type = value;
			if (strchr("toO", *p)) {
				i += p[1] == '\0';
				break;
			}
		}
	}
	return c->count < SCRIPT_WORDS;
}

/* One word: the line of fstab that has it as the first or the second field. */
static bool by_fstab(struct ctx *ctx, const char *word, struct hand_mount *m)
{
	struct bytes text;
	struct fstab f;

	if (!startup_text(ctx, STARTUP_FSTAB, &text))
		return false;
	f = fstab_read(ctx->arena, text, startup_musl(ctx));
	for (size_t i = 0; i < f.count; i++) {
		const struct fstab_line *l = &f.lines[i];

		if (l->fate != FSTAB_READ || (strcmp(l->what.text, word) != 0 &&
		                              !fstab_same_place(ctx, l->where.text, word)))
			continue;
		m->what = l->what.text;
		m->where = l->where.text;
		m->type = m->type ? m->type : l->type.text;
		m->read_only = m->read_only || fstab_option(l->options.text, "ro");
		return true;
	}
	return false;
}

bool startup_hand_mount(struct ctx *ctx, const struct script_command *c, struct hand_mount *m)
{
	const char *operands[2] = {NULL, NULL};
	int count = 0;

	*m = (struct hand_mount){.what = NULL};
	if (!c->plain || strcmp(script_command_name(c), "mount") != 0 ||
	    !options(c, m, operands, &count) || count > 2)
		return false;
	m->all = m->all && count == 0; /* "mount -a /proc" mounts /proc alone */
	if (count == 1 && m->remount)
		m->where = operands[0];
	else if (count == 1)
		return by_fstab(ctx, operands[0], m);
	else if (count == 2) {
		m->what = operands[0];
		m->where = operands[1];
	}
	return true;
}

/* A folder within something that is mounted by then; or one of the book's, chapter 3's matter. */
static bool comes_later(const struct place *p, const char *path)
{
	const char *slash = strrchr(path, '/');

	return place_under(path, "var/shm") || place_under(path, "proc") ||
	       (slash && place_mounted_over(p, say(p->ctx, "%.*s", (int)(slash - path), path)));
}

const char *startup_hand_fails(const struct place *p, const struct started *s)
{
	struct hand_mount m;
	const struct node *n;
	const char *error = NULL, *found;

	if (!s->c.certain || s->c.quiet || !p->list->sure || !startup_hand_mount(p->ctx, &s->c, &m) ||
	    !m.what || m.all || m.remount || m.bind || !m.type)
		return NULL;
	found = place_path(p, m.where) ? place_true_path(p, place_path(p, m.where)) : NULL;
	if (!found)
		return NULL;
	n = tree_resolve(p->ctx->arena, work_tree(p->ctx->work), place_path(p, m.where));
	if (!n && !comes_later(p, found))
		error = "No such file or directory";
	else if (n && !S_ISDIR(n->mode))
		error = "Not a directory";
	else if (!fstab_known(p->ctx, m.type))
		error = "No such device";
	return error ? say(p->ctx, "mount: mounting %s on %s failed: %s", m.what, m.where, error)
	             : NULL;
}

void startup_hand_covers(struct ctx *ctx, struct sink *out, const char *needed,
                         const char *at_boot)
{
	struct started_list list = startup_started(ctx);

	for (size_t i = 0; i < list.count; i++) {
		const struct started *s = &list.all[i];
		struct hand_mount m;

		if (!s->c.certain || !startup_hand_mount(ctx, &s->c, &m) || !m.what || m.all || m.remount ||
		    m.bind || !m.type || !fstab_same_place(ctx, m.where, needed) ||
		    !fstab_known(ctx, m.type) || strcmp(m.type, "devtmpfs") == 0)
			continue;
		report(out, &(struct finding){
			.summary = say(ctx, "%s mounts over %s and hides what is in it",
			               s->line > 0 ? say(ctx, "line %d of inittab", s->line)
			                           : "the startup script", needed),
			.where = s->where, .expected = "an empty directory as the place", .found = m.where,
			.at_boot = at_boot, .fix = s->fix});
		return;
	}
}
