/* Instructions that an Intel 486 does not have, found in machine code with capstone.
 *
 * Source of the set: Intel, i486 Processor Programmer's Reference Manual (1990), Appendix A, the
 * one-byte and two-byte opcode maps and the floating-point map; what was added later: Intel,
 * Software Developer's Manual, volume 2. A 486 answers each of these with "invalid opcode", also
 * the no-operation 0f 1f, and endbr32 in front of every function of a build for newer processors.
 */
#ifndef CHECKER_I486_H
#define CHECKER_I486_H

#include "elf32.h"

enum { I486_KINDS = 32, I486_PLACES = 256 };

struct i486_kind {
	char mnemonic[32];
	size_t count;
};

struct i486_report {
	size_t count;                       /* instructions that a 486 refuses */
	struct i486_kind kinds[I486_KINDS]; /* by mnemonic, in the order found */
	size_t kind_count;                  /* no more than I486_KINDS are told apart */
	uint64_t places[I486_PLACES];       /* addresses of the first ones */
	size_t place_count;
};

/* Goes through the code of f once, from the start of each part to its end. False: the disassembler
 * could not be started. */
bool i486_look(const struct elf_file *f, struct i486_report *out);

/* True when the instruction's bytes, prefixes included, are none of a 486. */
bool i486_is_newer(struct bytes instruction);

/* True for the conditional moves and float comparisons of the Pentium Pro, which come with
 * gcc -march=i686 (capstone's names). */
bool i486_is_i686(const char *mnemonic);

#endif
