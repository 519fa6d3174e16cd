/* A .config file, as Kconfig reads it back: the kernel's and BusyBox's are alike.
 *
 * Source: Linux, scripts/kconfig/confdata.c, conf_read_simple(): a line CONFIG_NAME=value sets,
 * "# CONFIG_NAME is not set" says no, other comments and blank lines mean nothing, a later line
 * wins. Documentation/kbuild/kconfig-language.rst for the kinds of values.
 */
#ifndef CHECKER_KCONFIG_H
#define CHECKER_KCONFIG_H

#include "arena.h"
#include "bytes.h"

enum kconfig_state {
	KCONFIG_ABSENT, /* the file does not mention the option */
	KCONFIG_NO,     /* "# CONFIG_X is not set", or =n */
	KCONFIG_MODULE, /* =m */
	KCONFIG_YES,    /* =y */
	KCONFIG_VALUE   /* a number or a text */
};

struct kconfig_answer {
	enum kconfig_state state;
	struct bytes value; /* what stands after the =, without quotes; empty without one */
	unsigned line;      /* of the answer, from 1; 0 when absent */
};

/* The answer to option (its name without CONFIG_) that holds in the file text. */
struct kconfig_answer kconfig_find(struct bytes text, const char *option);

/* True when the option is answered y. */
bool kconfig_yes(struct bytes text, const char *option);

/* The option's number, decimal or 0x and hexadecimal. False: there is no such answer, or it is no
 * number of 64 bits. */
bool kconfig_number(struct bytes text, const char *option, uint64_t *out);

/* The answer as the file has it, "CONFIG_X=y" or "# CONFIG_X is not set"; "no CONFIG_X" when
 * absent. The value is foreign text. */
const char *kconfig_words(struct arena *a, struct bytes text, const char *option);

/* The version in the head of the file, "6.12.117" of "# Linux/i386 6.12.117 Kernel Configuration".
 * False: the head does not say. */
bool kconfig_version(struct bytes text, struct bytes *out);

#endif
