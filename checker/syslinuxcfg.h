/* syslinux.cfg, read as SYSLINUX reads it.
 *
 * Sources, SYSLINUX 6.04: com32/elflink/ldlinux/readconfig.c (parse_config_file(), looking_at(),
 * record(), find_label()), com32/elflink/ldlinux/ldlinux.c (what DEFAULT, PROMPT and TIMEOUT do).
 */
#ifndef CHECKER_SYSLINUXCFG_H
#define CHECKER_SYSLINUXCFG_H

#include "arena.h"
#include "bytes.h"

enum {
	CFG_LABELS = 64,
	/* Tenths of a second. SYSLINUX waits longer where it is told to; the smoke test gives a
	 * screen that stays as it is 20 s (smoke_defaults()), and takes the disk for one that waits
	 * for ever. */
	SYSLINUXCFG_TIMEOUT_MOST = 180,
};

struct cfg_label {
	const char *name;
	const char *kernel;  /* what follows KERNEL or LINUX; without them, the label's name */
	const char *append;  /* its own APPEND or the global one, never NULL; "-" means none */
	const char *initrd;  /* INITRD line, or NULL */
	const char *other;   /* BOOT, CONFIG, LOCALBOOT or the like stands instead of KERNEL; or NULL */
	bool is_linux;       /* LINUX, not KERNEL: the file name's ending does not count */
	int line, kernel_line, append_line, initrd_line; /* 0: there is none */
};

struct syslinuxcfg {
	struct cfg_label *labels; /* in order; a repeated name counts the first time */
	size_t count;
	const char *default_name; /* DEFAULT's words, or UI's, which come first; NULL: neither */
	bool ui;
	int default_line;
	const char *on_timeout;   /* NULL: the default */
	long timeout;             /* tenths of a second; without one, TOTALTIMEOUT; 0: for ever */
	int timeout_line;
	bool prompt;
	int prompt_line;
	const char *unknown;      /* the first line that begins with no word SYSLINUX knows, or NULL */
	int unknown_line, unknown_column;
	const char *include;      /* the first file that is included (it is not followed), or NULL */
};

struct syslinuxcfg syslinuxcfg_read(struct arena *a, struct bytes text);

/* The label of that name, found as SYSLINUX does (case counts, up to the first blank), or NULL. */
const struct cfg_label *syslinuxcfg_label(const struct syslinuxcfg *c, const char *name);

#endif
