/* The text screen of a VGA: 80 columns of a character byte and an attribute byte each, 25 rows of
 * it shown, or up to 60 where vga= on the kernel's command line asks for that, in a window of
 * 32 KiB that the display moves through. What scrolled off stays there.
 *
 * Sources: IBM VGA (CRT controller registers 0Ch and 0Dh: start address, in characters; 07h, 09h
 * and 12h: lines on the screen, and in a row); Linux, arch/x86/boot/video-vga.c (the modes);
 * Linux, drivers/video/console/vgacon.c, vgacon_scroll(): the start moves down a row at a time;
 * when no row is left, the rows still shown are copied to the beginning. */
#ifndef CHECKER_VGA_H
#define CHECKER_VGA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	VGA_BYTES = 32768,
	VGA_COLUMNS = 80,
	VGA_ROWS = 25,
	VGA_ROWS_MOST = 60,
	VGA_PAGE_ROWS = VGA_BYTES / (2 * VGA_COLUMNS), /* 204, and a rest of 128 bytes */
	VGA_LOG_MAX = 20000, /* rows kept; older ones go */
};

struct vga_row {
	uint8_t cells[VGA_COLUMNS];
};

/* All rows ever seen: those that scrolled off, then those that are shown. */
struct vga_log {
	struct vga_row *rows;
	size_t used;     /* rows in `rows`, the shown ones included; 0 before the first look */
	size_t size;
	size_t dropped;  /* rows let go at the beginning */
	unsigned shown;  /* how many were on the screen at the last look */
	unsigned top;    /* the row of the window at which the display started at the last look */
};

/* The CRT controller's registers that say what of the window is on the screen. */
struct vga_crtc {
	unsigned start;        /* start address, in characters */
	uint8_t overflow;      /* 07h: bits 1 and 6 are bits 8 and 9 of end */
	uint8_t row_height;    /* 09h, bits 0 to 4: lines of a row, less one */
	uint8_t end;           /* 12h: the last line */
};

/* How many rows of text are on the screen; VGA_ROWS when the registers say nothing sensible, as
 * before the BIOS has set them. */
unsigned vga_rows(const struct vga_crtc *crtc);

/* Takes a look: memory is the window, start the CRT controller's start address in characters, rows
 * what vga_rows() says. changed, if not NULL: whether any text differs from the look before. False:
 * out of memory. */
bool vga_log_look(struct vga_log *log, const uint8_t memory[VGA_BYTES], unsigned start,
                  unsigned rows, bool *changed);

void vga_log_free(struct vga_log *log);

/* The number that the next row to scroll up would get: one past the last row with text on it. Row
 * numbers never change, whatever scrolls. */
size_t vga_log_end(const struct vga_log *log);

/* The text from row `from` on, as UTF-8, newly allocated, without the blank rows at its end. Blanks
 * at the end of a row are left out. join: a row that is full to the last column goes on in the
 * next one, so no newline comes between. NULL: out of memory. */
char *vga_log_text(const struct vga_log *log, size_t from, bool join);

/* Code page 437 to UTF-8, glyphs for 0 to 31 and 127 too (what a VGA draws), so that nothing
 * that a terminal would obey comes out; 0 and 255 are blanks. Writes at most 3 bytes and no NUL;
 * returns how many. */
size_t vga_utf8(uint8_t cell, char out[3]);

#endif
