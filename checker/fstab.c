#include "fstab.h"

#include <string.h>
#include <strings.h>

/* isspace() of the C locale, which scanf() uses. */
static bool is_space(uint8_t c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* "%n%*s%n": the next word of a line, and where it begins. False: none is left. */
static bool next_word(struct bytes line, size_t *at, size_t *begin)
{
	uint8_t c;

	while (bytes_u8(line, *at, &c) && is_space(c))
		(*at)++;
	*begin = *at;
	while (bytes_u8(line, *at, &c) && !is_space(c))
		(*at)++;
	return *at > *begin;
}

/* "%d": a sign and digits; what follows them is left. */
static bool number(struct bytes line, size_t *at)
{
	uint8_t c = 0;
	size_t begin;

	while (bytes_u8(line, *at, &c) && is_space(c))
		(*at)++;
	if (bytes_u8(line, *at, &c) && (c == '+' || c == '-'))
		(*at)++;
	begin = *at;
	while (bytes_u8(line, *at, &c) && c >= '0' && c <= '9')
		(*at)++;
	return *at > begin;
}

/* getmntent_r() works on C strings: a zero byte ends the line. */
static struct bytes up_to_nul(struct bytes line)
{
	struct bytes string;

	return bytes_string(line, 0, line.size, &string) ? string : line;
}

/* getmntent_r() looks for the newline with strchr(), which a zero byte stops as well. */
static bool without_end(struct bytes line)
{
	size_t at;

	return line.size > FSTAB_LINE_MAX ||
	       bytes_find(line, 0, (struct bytes){(const uint8_t *)"", 1}, &at);
}

static void fill(struct arena *a, struct fstab_line *l, struct bytes line)
{
	struct fstab_word *words[] = {&l->what, &l->where, &l->type, &l->options};
	struct bytes word;
	size_t at = 0, begin;

	for (size_t i = 0; i < 4; i++) {
		*words[i] = (struct fstab_word){"", 0};
		if (!next_word(line, &at, &begin) || !bytes_slice(line, begin, at - begin, &word))
			continue;
		*words[i] = (struct fstab_word){arena_copy(a, word.at, word.size), (int)begin + 1};
		l->words++;
	}
	for (int i = 0; i < 2; i++)
		if (!number(line, &at) && l->fate == FSTAB_READ)
			l->fate = FSTAB_FIELDS;
	for (at = 0, l->words = 0; next_word(line, &at, &begin);)
		l->words++;
}

static void add(struct arena *a, struct fstab *f, size_t *room, const struct fstab_line *l)
{
	if (f->count == *room) {
		*room = *room ? 2 * *room : 8;
		f->lines = arena_grow(a, f->lines, f->count, *room, sizeof(*l));
	}
	f->lines[f->count++] = *l;
}

/* Comments and empty lines: "linebuf[n[0]] == '#'". */
static bool says_nothing(struct bytes line)
{
	size_t at = 0, begin = 0;
	uint8_t c = '#';

	return !next_word(line, &at, &begin) || (bytes_u8(line, begin, &c) && c == '#');
}

struct fstab fstab_read(struct arena *a, struct bytes text, bool strict)
{
	struct fstab f = {NULL, 0};
	struct bytes line;
	size_t room = 0;
	bool complete, lost = false;

	for (int n = 1; f.count < FSTAB_LINES && bytes_line(&text, &line, &complete); n++) {
		struct fstab_line l = {.text = line, .line = n};
		bool too_long = strict && without_end(line);

		if (lost)
			l.fate = FSTAB_AFTER_LONG;
		else if (too_long)
			l.fate = FSTAB_TOO_LONG;
		else if (strict && !complete)
			l.fate = FSTAB_NO_NEWLINE;
		line = up_to_nul(line);
		if (!says_nothing(line) || (too_long && !lost)) {
			fill(a, &l, line);
			if (!strict && l.fate == FSTAB_FIELDS)
				l.fate = FSTAB_READ;
			add(a, &f, &room, &l);
		}
		lost = lost || too_long;
	}
	return f;
}

bool fstab_option(const char *options, const char *option)
{
	size_t length = strlen(option);

	while (*options) {
		size_t here = strcspn(options, ",");

		if (here == length && strncasecmp(options, option, length) == 0)
			return true;
		options += here + (options[here] == ',');
	}
	return false;
}

bool fstab_skipped(const struct fstab_line *line)
{
	return fstab_option(line->options.text, "noauto") || fstab_option(line->options.text, "sw") ||
	       fstab_option(line->options.text, "swap") || strcasecmp(line->type.text, "swap") == 0;
}

enum fstab_option_kind fstab_option_kind(const char *option, size_t length)
{
	/* mount_option_str[], with FEATURE_MOUNT_FLAGS and FEATURE_MOUNT_FSTAB, without DESKTOP */
	static const char *const words[] = {
		"", "defaults", "noauto", "sw", "swap", "_netdev", "nosuid", "suid", "dev", "nodev", "exec",
		"noexec", "sync", "dirsync", "async", "atime", "noatime", "diratime", "nodiratime",
		"relatime", "norelatime", "strictatime", "nostrictatime", "lazytime", "nolazytime",
		"nosymfollow", "mand", "nomand", "loud", "rbind", "bind", "move", "make-shared",
		"make-slave", "make-private", "make-unbindable", "make-rshared", "make-rslave",
		"make-rprivate", "make-runbindable", "ro", "rw", "remount",
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strlen(words[i]) == length && strncasecmp(words[i], option, length) == 0)
			return FSTAB_BY_MOUNT;
	return FSTAB_TO_KERNEL;
}
