/* A terminal taken over and given back: keys without Enter, a screen of its own. */
#ifndef CHECKER_TERMINAL_H
#define CHECKER_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>
#include <termios.h>

struct terminal {
	bool keys;    /* stdin is a terminal in the foreground: keys can be read */
	bool screen;  /* stdout is a terminal: it can be redrawn */
	struct termios before; /* stdin's settings, to be put back */
};

/* Takes the terminal; what is not one is left as it is. */
void terminal_take(struct terminal *t);

/* Gives it back as it was found. May be called twice. */
void terminal_give(struct terminal *t);

/* Lines and columns; 24 and 80 when unknown. */
void terminal_size(int *lines, int *columns);

/* Draws text from the top, cut at the screen's lines less one, and footer in the last. Without a
 * screen: prints text as it is, no footer. */
void terminal_draw(const struct terminal *t, const char *text, const char *footer);

#endif
