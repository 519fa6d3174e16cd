#include "syslinuxcfg.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { LINE_MAX_BYTES = 4095 };

struct reader {
	struct arena *arena;
	struct syslinuxcfg *out;
	struct cfg_label *label; /* the one that lines belong to, or NULL: still the global part */
	const char *append;      /* the global APPEND */
	long total_timeout;
	int append_line, number;
	bool in_text;
};

/* my_isspace(): everything up to a blank, and a NUL, ends a word. */
static bool is_space(char c)
{
	return (unsigned char)c <= ' ';
}

static const char *skip_space(const char *p)
{
	while (*p && is_space(*p))
		p++;
	return p;
}

/* looking_at(): the keyword in any case, ended by a blank or the end; what follows it, or NULL. */
static const char *looking_at(const char *line, const char *keyword)
{
	size_t length = strlen(keyword);

	if (strncasecmp(line, keyword, length) != 0 || !is_space(line[length]))
		return NULL;
	return skip_space(line + length);
}

static const char *first_word(struct arena *a, const char *p)
{
	size_t length = 0;

	while (p[length] && !is_space(p[length]))
		length++;
	return arena_copy(a, p, length);
}

static long number_of(const char *text)
{
	long value = strtol(text, NULL, 10);

	return value > 1000000 ? 1000000 : value < -1000000 ? -1000000 : value;
}

/* Words that SYSLINUX knows and that change nothing which is asked here. */
static bool known(const char *line)
{
	static const char *const words[] = {
		"menu", "allowoptions", "ipappend", "sysappend", "display", "font", "kbdmap", "implicit",
		"console", "noescape", "nocomplete", "nohalt", "onerror", "pxeretry", "serial", "say",
		"path", "sendcookies", "endtext", "f1", "f2", "f3", "f4", "f5", "f6", "f7", "f8", "f9",
		"f10", "f11", "f12", "f0", "debug",
	};
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (looking_at(line, words[i]))
			return true;
	return false;
}

static void begin_label(struct reader *r, const char *p)
{
	struct syslinuxcfg *c = r->out;
	const char *name = first_word(r->arena, p);

	if (c->count == CFG_LABELS)
		return;
	r->label = &c->labels[c->count++];
	*r->label = (struct cfg_label){.name = name, .kernel = name, .line = r->number};
}

/* What a label starts; the last such line counts. KERNEL goes by the file's ending, and FDIMAGE was
 * booted: it starts a kernel, too. With the others, no Linux came. True: it was one of them. */
static bool program_line(struct reader *r, const char *line)
{
	static const char *const words[] = {"kernel", "linux", "fdimage", "boot", "bss", "pxe",
		"comboot", "com32", "config", "localboot"};
	enum { LINUX = 1, OTHERS = 3, WORDS = sizeof(words) / sizeof(words[0]) };
	const char *p = NULL;
	size_t i;

	for (i = 0; i < WORDS && !(p = looking_at(line, words[i])); i++)
		;
	if (!p || !r->label)
		return p != NULL;
	r->label->kernel = arena_copy(r->arena, p, strlen(p));
	r->label->kernel_line = r->number;
	r->label->is_linux = i == LINUX;
	r->label->other = i >= OTHERS ? first_word(r->arena, line) : NULL;
	return true;
}

/* Lines of a label. True: it was one of them. */
static bool label_line(struct reader *r, const char *line)
{
	struct cfg_label *l = r->label;
	const char *p;

	if ((p = looking_at(line, "label"))) {
		begin_label(r, p);
	} else if ((p = looking_at(line, "append"))) {
		p = arena_copy(r->arena, p, strlen(p));
		*(l ? &l->append : &r->append) = p;
		*(l ? &l->append_line : &r->append_line) = r->number;
	} else if ((p = looking_at(line, "initrd"))) {
		if (l) {
			l->initrd = arena_copy(r->arena, p, strlen(p));
			l->initrd_line = r->number;
		}
	} else {
		return program_line(r, line);
	}
	return true;
}

/* Lines that count for the whole file, wherever they stand. */
static bool global_line(struct reader *r, const char *line)
{
	struct syslinuxcfg *c = r->out;
	const char *p;

	if ((p = looking_at(line, "default")) || (p = looking_at(line, "ui"))) {
		bool ui = (line[0] | 0x20) == 'u';

		if (ui || !c->ui) {
			c->default_name = arena_copy(r->arena, p, strlen(p));
			c->default_line = r->number;
			c->ui = ui;
		}
	} else if ((p = looking_at(line, "timeout"))) {
		c->timeout = number_of(p);
		c->timeout_line = r->number;
	} else if ((p = looking_at(line, "totaltimeout"))) {
		r->total_timeout = number_of(p);
	} else if ((p = looking_at(line, "prompt"))) {
		c->prompt = number_of(p) != 0;
		c->prompt_line = r->number;
	} else if ((p = looking_at(line, "ontimeout"))) {
		c->on_timeout = arena_copy(r->arena, p, strlen(p));
	} else if ((p = looking_at(line, "include"))) {
		if (!c->include)
			c->include = first_word(r->arena, p);
	} else {
		return false;
	}
	return true;
}

static void one_line(struct reader *r, const char *text)
{
	const char *line = skip_space(text);
	struct syslinuxcfg *c = r->out;

	if (r->in_text) {
		r->in_text = looking_at(line, "endtext") == NULL;
	} else if (looking_at(line, "text")) {
		r->in_text = true;
	} else if (*line == '\0' || *line == '#' || label_line(r, line) || global_line(r, line) ||
	           known(line)) {
		return;
	} else if (!c->unknown) {
		c->unknown = arena_copy(r->arena, line, strlen(line));
		c->unknown_line = r->number;
		c->unknown_column = (int)(line - text) + 1;
	}
}

/* record(): a label without an APPEND of its own takes the global one. SYSLINUX takes what
 * APPEND says when the label ends; the last global line is near enough, and the usual case. */
static void finish(struct reader *r)
{
	size_t i;

	/* Booted: with TIMEOUT 3000, TOTALTIMEOUT 20 made no difference. */
	if (r->total_timeout > 0 && r->out->timeout == 0)
		r->out->timeout = r->total_timeout;
	for (i = 0; i < r->out->count; i++) {
		struct cfg_label *l = &r->out->labels[i];

		if (!l->append) {
			l->append = r->append ? r->append : "";
			l->append_line = r->append_line;
		}
		if (strcmp(l->append, "-") == 0)
			l->append = "";
	}
}

struct syslinuxcfg syslinuxcfg_read(struct arena *a, struct bytes text)
{
	struct syslinuxcfg c = {.labels = arena_alloc(a, CFG_LABELS * sizeof(struct cfg_label))};
	struct reader r = {.arena = a, .out = &c};
	struct bytes line;

	while (bytes_line(&text, &line, NULL)) {
		char *copy =
			arena_copy(a, line.at, line.size < LINE_MAX_BYTES ? line.size : LINE_MAX_BYTES);

		r.number++;
		copy[strcspn(copy, "\r")] = '\0';
		one_line(&r, copy);
	}
	finish(&r);
	return c;
}

const struct cfg_label *syslinuxcfg_label(const struct syslinuxcfg *c, const char *name)
{
	size_t length = 0, i;

	while (name[length] && !is_space(name[length]))
		length++;
	for (i = 0; i < c->count; i++)
		if (strlen(c->labels[i].name) == length && strncmp(c->labels[i].name, name, length) == 0)
			return &c->labels[i];
	return NULL;
}
