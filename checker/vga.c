#include "vga.h"

#include <stdlib.h>
#include <string.h>

/* Unicode's table CP437.TXT, and for 0 to 31 and 127 the glyphs of the IBM PC's character ROM. */
static const uint16_t code_page_437[256] = {
	0x0020, 0x263a, 0x263b, 0x2665, 0x2666, 0x2663, 0x2660, 0x2022,
	0x25d8, 0x25cb, 0x25d9, 0x2642, 0x2640, 0x266a, 0x266b, 0x263c,
	0x25ba, 0x25c4, 0x2195, 0x203c, 0x00b6, 0x00a7, 0x25ac, 0x21a8,
	0x2191, 0x2193, 0x2192, 0x2190, 0x221f, 0x2194, 0x25b2, 0x25bc,
	0x0020, 0x0021, 0x0022, 0x0023, 0x0024, 0x0025, 0x0026, 0x0027,
	0x0028, 0x0029, 0x002a, 0x002b, 0x002c, 0x002d, 0x002e, 0x002f,
	0x0030, 0x0031, 0x0032, 0x0033, 0x0034, 0x0035, 0x0036, 0x0037,
	0x0038, 0x0039, 0x003a, 0x003b, 0x003c, 0x003d, 0x003e, 0x003f,
	0x0040, 0x0041, 0x0042, 0x0043, 0x0044, 0x0045, 0x0046, 0x0047,
	0x0048, 0x0049, 0x004a, 0x004b, 0x004c, 0x004d, 0x004e, 0x004f,
	0x0050, 0x0051, 0x0052, 0x0053, 0x0054, 0x0055, 0x0056, 0x0057,
	0x0058, 0x0059, 0x005a, 0x005b, 0x005c, 0x005d, 0x005e, 0x005f,
	0x0060, 0x0061, 0x0062, 0x0063, 0x0064, 0x0065, 0x0066, 0x0067,
	0x0068, 0x0069, 0x006a, 0x006b, 0x006c, 0x006d, 0x006e, 0x006f,
	0x0070, 0x0071, 0x0072, 0x0073, 0x0074, 0x0075, 0x0076, 0x0077,
	0x0078, 0x0079, 0x007a, 0x007b, 0x007c, 0x007d, 0x007e, 0x2302,
	0x00c7, 0x00fc, 0x00e9, 0x00e2, 0x00e4, 0x00e0, 0x00e5, 0x00e7,
	0x00ea, 0x00eb, 0x00e8, 0x00ef, 0x00ee, 0x00ec, 0x00c4, 0x00c5,
	0x00c9, 0x00e6, 0x00c6, 0x00f4, 0x00f6, 0x00f2, 0x00fb, 0x00f9,
	0x00ff, 0x00d6, 0x00dc, 0x00a2, 0x00a3, 0x00a5, 0x20a7, 0x0192,
	0x00e1, 0x00ed, 0x00f3, 0x00fa, 0x00f1, 0x00d1, 0x00aa, 0x00ba,
	0x00bf, 0x2310, 0x00ac, 0x00bd, 0x00bc, 0x00a1, 0x00ab, 0x00bb,
	0x2591, 0x2592, 0x2593, 0x2502, 0x2524, 0x2561, 0x2562, 0x2556,
	0x2555, 0x2563, 0x2551, 0x2557, 0x255d, 0x255c, 0x255b, 0x2510,
	0x2514, 0x2534, 0x252c, 0x251c, 0x2500, 0x253c, 0x255e, 0x255f,
	0x255a, 0x2554, 0x2569, 0x2566, 0x2560, 0x2550, 0x256c, 0x2567,
	0x2568, 0x2564, 0x2565, 0x2559, 0x2558, 0x2552, 0x2553, 0x256b,
	0x256a, 0x2518, 0x250c, 0x2588, 0x2584, 0x258c, 0x2590, 0x2580,
	0x03b1, 0x00df, 0x0393, 0x03c0, 0x03a3, 0x03c3, 0x00b5, 0x03c4,
	0x03a6, 0x0398, 0x03a9, 0x03b4, 0x221e, 0x03c6, 0x03b5, 0x2229,
	0x2261, 0x00b1, 0x2265, 0x2264, 0x2320, 0x2321, 0x00f7, 0x2248,
	0x00b0, 0x2219, 0x00b7, 0x221a, 0x207f, 0x00b2, 0x25a0, 0x0020,
};

/* The last row at which Linux lets the display start: vgacon_scroll() copies to the beginning when
 * the end of the screen, one row further, would not be before the end of the window. */
static unsigned last_top(unsigned rows)
{
	return (VGA_BYTES - 1) / (2 * VGA_COLUMNS) - rows;
}

unsigned vga_rows(const struct vga_crtc *crtc)
{
	unsigned end = (crtc->end | (crtc->overflow & 0x02U) << 7 | (crtc->overflow & 0x40U) << 3) + 1;
	unsigned rows = end / ((crtc->row_height & 0x1fU) + 1);

	return rows < VGA_ROWS || rows > VGA_ROWS_MOST ? VGA_ROWS : rows;
}

size_t vga_utf8(uint8_t cell, char out[3])
{
	unsigned c = code_page_437[cell];

	if (c < 0x80) {
		out[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		out[0] = (char)(0xc0 | c >> 6);
		out[1] = (char)(0x80 | (c & 0x3f));
		return 2;
	}
	out[0] = (char)(0xe0 | c >> 12);
	out[1] = (char)(0x80 | (c >> 6 & 0x3f));
	out[2] = (char)(0x80 | (c & 0x3f));
	return 3;
}

static bool blank_cell(uint8_t cell)
{
	return cell == 0 || cell == ' ' || cell == 255;
}

static size_t row_length(const struct vga_row *row)
{
	size_t n = VGA_COLUMNS;

	while (n > 0 && blank_cell(row->cells[n - 1]))
		n--;
	return n;
}

/* A row of the window; beyond its end it begins anew, as the hardware's counter does. */
static struct vga_row window_row(const uint8_t memory[VGA_BYTES], unsigned number)
{
	struct vga_row row;
	size_t at = (size_t)number * 2 * VGA_COLUMNS;
	size_t i;

	for (i = 0; i < VGA_COLUMNS; i++)
		row.cells[i] = memory[(at + 2 * i) % VGA_BYTES];
	return row;
}

/* Whether now is then, or then with more written behind it. */
static bool continues(const struct vga_row *then, const struct vga_row *now)
{
	return memcmp(then->cells, now->cells, row_length(then)) == 0;
}

/* By how many rows the screen was moved up in place (as the BIOS does): 0 none, all: all new. */
static size_t moved_up(const struct vga_row *then, const struct vga_row *now,
                       unsigned rows)
{
	size_t by, i, same, text;

	for (by = 0; by < rows; by++) {
		for (i = by, same = 0, text = 0; i < rows; i++) {
			if (row_length(&then[i]) == 0)
				continue;
			text++;
			same += continues(&then[i], &now[i - by]);
		}
		/* One row may be rewritten in place, such as the line that is being typed. */
		if (by == 0 ? same + 1 >= text : text > 0 && same == text)
			return by;
	}
	return rows;
}

/* Makes room for `more` rows; lets the older half go when there are too many. */
static bool reserve(struct vga_log *log, size_t more)
{
	size_t size = (log->used + more) * 2;
	struct vga_row *grown;

	if (log->used > VGA_LOG_MAX) {
		size_t go = log->used / 2;

		memmove(log->rows, log->rows + go, (log->used - go) * sizeof(*log->rows));
		log->used -= go;
		log->dropped += go;
	}
	if (log->used + more <= log->size)
		return true;
	grown = realloc(log->rows, size * sizeof(*grown));
	if (!grown)
		return false;
	log->rows = grown;
	log->size = size;
	return true;
}

static void push(struct vga_log *log, struct vga_row row)
{
	log->rows[log->used++] = row;
}

/* Appends the rows that scrolled off since the last look, whose rows `shown` are about to be
 * replaced. Room for a whole window is there. */
static void push_scrolled(struct vga_log *log, const uint8_t memory[VGA_BYTES], unsigned top,
                          const struct vga_row *shown, const struct vga_row *now)
{
	const unsigned last = last_top(log->shown);
	unsigned row = log->top;
	size_t by;

	if (top == log->top) {
		for (by = moved_up(shown, now, log->shown); row < log->top + by; row++)
			push(log, shown[row - log->top]);
		return;
	}
	if (top < log->top) {
		/* Copied to the beginning. What the new rows have overwritten since is lost. */
		if (row < top + log->shown)
			row = top + log->shown;
		for (; row <= last; row++)
			push(log, window_row(memory, row));
		row = 0;
	}
	for (; row < top; row++)
		push(log, window_row(memory, row));
}

/* The display got other rows than it had, and was cleared for that (Linux, arch/x86/boot/video.c):
 * what stood there stays as it was, all that is there now is new. */
static void push_left(struct vga_log *log, const struct vga_row *shown)
{
	size_t i, n = log->shown;

	while (n > 0 && row_length(&shown[n - 1]) == 0)
		n--;
	for (i = 0; i < n; i++)
		push(log, shown[i]);
}

bool vga_log_look(struct vga_log *log, const uint8_t memory[VGA_BYTES], unsigned start,
                  unsigned rows, bool *changed)
{
	struct vga_row now[VGA_ROWS_MOST], then[VGA_ROWS_MOST];
	/* Before the BIOS sets the VGA up its registers read FFh each. */
	unsigned top = start < VGA_BYTES / 2 ? start / VGA_COLUMNS : 0;
	bool differs = log->used == 0 || top != log->top || rows != log->shown;
	unsigned i;

	for (i = 0; i < rows; i++)
		now[i] = window_row(memory, top + i);
	if (!reserve(log, (size_t)VGA_PAGE_ROWS * 2 + VGA_ROWS_MOST))
		return false;
	if (log->used > 0) {
		log->used -= log->shown;
		memcpy(then, log->rows + log->used, log->shown * sizeof(*then));
		differs = differs || memcmp(then, now, rows * sizeof(*now)) != 0;
		if (rows == log->shown)
			push_scrolled(log, memory, top, then, now);
		else
			push_left(log, then);
	}
	for (i = 0; i < rows; i++)
		push(log, now[i]);
	log->top = top;
	log->shown = rows;
	if (changed)
		*changed = differs;
	return true;
}

void vga_log_free(struct vga_log *log)
{
	free(log->rows);
	*log = (struct vga_log){0};
}

size_t vga_log_end(const struct vga_log *log)
{
	size_t n = log->used;

	while (n > 0 && row_length(&log->rows[n - 1]) == 0)
		n--;
	return log->dropped + n;
}

char *vga_log_text(const struct vga_log *log, size_t from, bool join)
{
	size_t end = vga_log_end(log) - log->dropped;
	size_t row = from < log->dropped ? 0 : from - log->dropped;
	size_t used = 0;
	char *text = malloc((row < end ? end - row : 0) * (VGA_COLUMNS * 3 + 1) + 1);

	if (!text)
		return NULL;
	for (; row < end; row++) {
		size_t length = row_length(&log->rows[row]);
		size_t i;

		for (i = 0; i < length; i++)
			used += vga_utf8(log->rows[row].cells[i], text + used);
		if (!join || length < VGA_COLUMNS)
			text[used++] = '\n';
	}
	text[used] = '\0';
	return text;
}
