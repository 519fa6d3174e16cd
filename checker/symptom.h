/* From what is seen on the screen back to what may have caused it.
 *
 * The table is checker/symptoms, made by tests/mutants/symptoms.sh from what spoilt disks really
 * printed: a line that the good disk does not print, and the checks that had something to say about
 * the folders of those disks, with how many they were.
 */
#ifndef CHECKER_SYMPTOM_H
#define CHECKER_SYMPTOM_H

#include <stdbool.h>
#include <stddef.h>

#include "arena.h"
#include "bytes.h"

struct symptom_cause {
	const char *id;
	unsigned disks; /* how many spoilt disks showed the symptom, with this check failing */
};

struct symptom {
	const char *text;   /* as symptom_plain() makes it */
	bool silence;       /* it was the last line, and it is none to worry about */
	const struct symptom_cause *causes; /* most disks first */
	size_t count;
};

/* The table; NULL past its end. */
const struct symptom *symptom_at(size_t index);

/* A line as it is compared: small letters, one blank between words, '#' for a number, a
 * hexadecimal one, and for the digits within a word. */
char *symptom_plain(struct arena *a, struct bytes line);

/* How alike two plain lines are, 0 to 100: 100 when one is a part of the other, else by the pairs
 * of neighbouring characters that they share (L. R. Dice, 1945), so that a typing mistake does
 * little. A line that is much longer counts with its beginning: the other may be cut off. */
unsigned symptom_likeness(const char *a, const char *b);

/* For each check of the table of checks, by its index: how much the line speaks for it. What is
 * there is added to. silence: the line was the last one on the screen. Returns how many symptoms
 * the line is like. */
size_t symptom_score(struct arena *a, struct bytes line, bool silence, double *scores);

#endif
