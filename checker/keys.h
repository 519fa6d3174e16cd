/* Which keys of a US keyboard make a character. */
#ifndef CHECKER_KEYS_H
#define CHECKER_KEYS_H

struct key {
	const char *modifier; /* "shift", "ctrl" or NULL */
	const char *name;     /* QEMU's QKeyCode, as in `send-key`; NULL: no such character */
};

/* Looks a character up: printable ASCII, '\n' (Enter), '\b', '\3' (Ctrl-C), '\25' (Ctrl-U). */
struct key key_for(char c);

/* How many bytes a press and a release put into the keyboard's queue: scan code set 2 has one byte
 * for a key that goes down and two for one that comes up (IBM PS/2 Technical Reference). */
unsigned key_bytes(struct key key);

#endif
