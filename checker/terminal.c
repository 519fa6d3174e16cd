#include "terminal.h"

#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* ECMA-48 and xterm's private modes 1049 (alternate screen, cursor kept) and 25 (cursor seen). */
#define TAKE_SCREEN "\033[?1049h\033[?25l"
#define GIVE_SCREEN "\033[?25h\033[?1049l"

void terminal_take(struct terminal *t)
{
	struct termios raw;

	t->screen = isatty(STDOUT_FILENO);
	/* A background job that touched the settings would be stopped by SIGTTOU. */
	t->keys = isatty(STDIN_FILENO) && tcgetpgrp(STDIN_FILENO) == getpgrp() &&
	          tcgetattr(STDIN_FILENO, &t->before) == 0;
	if (t->keys) {
		raw = t->before;
		raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
		raw.c_cc[VMIN] = 1;
		raw.c_cc[VTIME] = 0;
		tcsetattr(STDIN_FILENO, TCSADRAIN, &raw);
	}
	if (t->screen) {
		fputs(TAKE_SCREEN, stdout);
		fflush(stdout);
	}
}

void terminal_give(struct terminal *t)
{
	if (t->screen) {
		fputs(GIVE_SCREEN, stdout);
		fflush(stdout);
	}
	if (t->keys)
		tcsetattr(STDIN_FILENO, TCSADRAIN, &t->before);
	t->screen = t->keys = false;
}

void terminal_size(int *lines, int *columns)
{
	struct winsize size;

	*lines = 24;
	*columns = 80;
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 && size.ws_col > 0) {
		*lines = size.ws_row;
		*columns = size.ws_col;
	}
}

/* Terminal rows that a line takes: it wraps at the margin, colours take no room. */
static int rows_of(const char *line, size_t length, int columns)
{
	int used = 0;
	size_t i;

	for (i = 0; i < length; i++) {
		if (line[i] == '\033') {
			while (i < length && line[i] != 'm')
				i++;
			continue;
		}
		used += ((unsigned char)line[i] & 0xc0) != 0x80;
	}
	return used == 0 ? 1 : (used + columns - 1) / columns;
}

void terminal_draw(const struct terminal *t, const char *text, const char *footer)
{
	int lines, columns, used = 0;

	if (!t->screen) {
		fputs(text, stdout);
		fflush(stdout);
		return;
	}
	terminal_size(&lines, &columns);
	fputs("\033[H\033[2J", stdout);
	while (*text) {
		size_t length = strcspn(text, "\n");

		used += rows_of(text, length, columns);
		if (used > lines - 2)
			break;
		printf("%.*s\r\n", (int)length, text);
		text += length + (text[length] == '\n');
	}
	printf("\033[%d;1H%.*s", lines, columns, footer);
	fflush(stdout);
}
