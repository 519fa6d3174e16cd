#include "symptom.h"

#include <ctype.h>
#include <stdint.h>
#include <string.h>

#include "check.h"
#include "symptoms.h"

enum {
	ALIKE = 70,   /* from this on two lines are taken for the same */
	PART_MIN = 12, /* a part of a line says something from this length on, in characters */
	CUT_MIN = 30   /* and the beginning of one, with mistakes in it */
};

const struct symptom *symptom_at(size_t index)
{
	return index < sizeof(symptoms) / sizeof(symptoms[0]) ? &symptoms[index] : NULL;
}

/* A number, or four or more hexadecimal digits with a decimal one among them. */
static bool is_number(const char *word, size_t length)
{
	size_t digits = 0, i;

	for (i = 0; i < length; i++) {
		if (!isxdigit((unsigned char)word[i]))
			return false;
		digits += isdigit((unsigned char)word[i]) != 0;
	}
	return digits == length ? length > 0 : digits > 0 && length >= 4;
}

/* Puts '#' for the word, or for each run of digits in it, in place; returns the length that is
 * left. */
static size_t without_numbers(char *word, size_t length)
{
	size_t used = 0, i;

	if (is_number(word, length)) {
		word[0] = '#';
		return 1;
	}
	for (i = 0; i < length; i++) {
		if (!isdigit((unsigned char)word[i]))
			word[used++] = word[i];
		else if (used == 0 || word[used - 1] != '#')
			word[used++] = '#';
	}
	return used;
}

static size_t word_length(struct bytes line, size_t at)
{
	size_t n = 0;
	uint8_t c;

	while (bytes_u8(line, at + n, &c) && isalnum(c))
		n++;
	return n;
}

char *symptom_plain(struct arena *a, struct bytes line)
{
	char *out = arena_alloc(a, line.size + 1);
	size_t used = 0, at = 0, i;
	uint8_t c;

	while (bytes_u8(line, at, &c)) {
		size_t word = word_length(line, at);
		char *start = out + used;

		for (i = 0; i < word && bytes_u8(line, at + i, &c); i++)
			out[used++] = (char)tolower(c);
		at += word;
		if (word > 0) {
			used = (size_t)(start - out) + without_numbers(start, word);
		} else {
			at++;
			if (c > ' ' && c < 0x7f)
				out[used++] = (char)c;
			else if (used > 0 && out[used - 1] != ' ')
				out[used++] = ' ';
		}
	}
	while (used > 0 && out[used - 1] == ' ')
		used--;
	out[used] = '\0';
	return out;
}

/* How often the pair of characters at p occurs in text. */
static size_t pairs_like(const char *p, const char *text, size_t length)
{
	size_t n = 0, i;

	for (i = 0; i + 1 < length; i++)
		n += text[i] == p[0] && text[i + 1] == p[1];
	return n;
}

/* Pairs of the first m characters of a that those n of b have, too, each as often as the rarer of
 * both has it. */
static size_t shared_pairs(const char *a, size_t m, const char *b, size_t n)
{
	size_t shared = 0, i;

	for (i = 0; i + 1 < m; i++) {
		size_t before = 0, j;

		for (j = 0; j < i; j++)
			before += a[j] == a[i] && a[j + 1] == a[i + 1];
		shared += before < pairs_like(a + i, b, n);
	}
	return shared;
}

unsigned symptom_likeness(const char *a, const char *b)
{
	size_t m = strlen(a), n = strlen(b);

	if (strcmp(a, b) == 0)
		return 100;
	if ((m >= PART_MIN && strstr(b, a)) || (n >= PART_MIN && strstr(a, b)))
		return 100;
	/* Of a line that goes on much further than the other, its beginning counts. */
	if (m >= CUT_MIN && n >= CUT_MIN) {
		m = m > n + n / 8 ? n : m;
		n = n > m + m / 8 ? m : n;
	}
	if (m < 2 || n < 2)
		return 0;
	return (unsigned)(200 * shared_pairs(a, m, b, n) / (m - 1 + n - 1));
}

static void add_scores(const struct symptom *s, unsigned alike, double *scores)
{
	unsigned all = 0;
	size_t i;

	for (i = 0; i < s->count; i++)
		all += s->causes[i].disks;
	for (i = 0; i < s->count; i++) {
		const struct check *c = check_find(s->causes[i].id);

		/* A symptom of few causes says more than one of many. */
		if (c && all > 0)
			scores[check_index(c)] += alike / 100.0 * s->causes[i].disks / all / (double)s->count;
	}
}

size_t symptom_score(struct arena *a, struct bytes line, bool silence, double *scores)
{
	const char *plain = symptom_plain(a, line);
	const struct symptom *s;
	size_t like = 0, i;
	unsigned best = ALIKE;

	if (!*plain)
		return 0;
	for (i = 0; (s = symptom_at(i)); i++) {
		unsigned alike = s->silence && !silence ? 0 : symptom_likeness(plain, s->text);

		if (alike > best)
			best = alike;
	}
	/* What is clearly less like than the best is another line. */
	for (i = 0; (s = symptom_at(i)); i++) {
		unsigned alike = s->silence && !silence ? 0 : symptom_likeness(plain, s->text);

		if (alike < ALIKE || alike + 10 < best)
			continue;
		add_scores(s, alike, scores);
		like++;
	}
	return like;
}
