/* checker budget: where the bytes of the disk go, as bars, JSON or a picture. */
#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "budget.h"
#include "commands.h"
#include "layout.h"
#include "text.h"
#include "work.h"

enum { BAR = 30, DIGITS = 16 };

/* "1,474,560". */
static const char *grouped(uint32_t value, char out[DIGITS])
{
	char plain[DIGITS];
	int length = snprintf(plain, sizeof(plain), "%u", value), i;
	char *p = out;

	for (i = 0; i < length; i++) {
		if (i > 0 && (length - i) % 3 == 0)
			*p++ = ',';
		*p++ = plain[i];
	}
	*p = '\0';
	return out;
}

/* Tenths of a percent, rounded. */
static unsigned permille(uint32_t part, uint32_t total)
{
	return (unsigned)(((uint64_t)part * 1000 + total / 2) / total);
}

static void bar_line(const struct budget *b, const char *name, const char *what, uint32_t bytes,
                     char mark)
{
	unsigned share = permille(bytes, b->total);
	int filled = (int)((uint64_t)bytes * BAR / b->total), i;
	char digits[DIGITS] = "";

	if (filled == 0 && bytes > 0)
		filled = 1;
	printf("%-13s ", name);
	for (i = 0; i < BAR; i++)
		putchar(i < filled ? mark : ' ');
	printf(" %9s %3u.%u %%  %s\n", grouped(bytes, digits), share / 10, share % 10, what);
}

static void print_text(const struct budget *b)
{
	char digits[DIGITS] = "";
	size_t i;

	printf("Of the %s bytes of the disk:\n\n", grouped(b->total, digits));
	for (i = 0; i < b->count; i++)
		bar_line(b, b->parts[i].name, b->parts[i].what, b->parts[i].bytes, '#');
	bar_line(b, "free", "room for what you add", b->free, '.');
}

/* The picture-makers' part: where the files lie, and what is in the ROM image, if there is one. */
static void add_layout(struct arena *a, json_t *root, struct work *work)
{
	const struct file *fs = work_file(work, WORK_FS);

	json_object_set_new(root, "sectors", layout_disk(a, work_file(work, WORK_FLOPPY)->data));
	if (fs->state == FILE_OK)
		json_object_set_new(root, "romfs", layout_romfs(a, fs->data));
}

static void print_json(struct arena *a, const struct budget *b, struct work *work)
{
	json_t *root = json_object(), *parts = json_array();
	size_t i;

	json_object_set_new(root, "version", json_integer(1));
	json_object_set_new(root, "total", json_integer(b->total));
	json_object_set_new(root, "free", json_integer(b->free));
	for (i = 0; i < b->count; i++) {
		const struct budget_part *p = &b->parts[i];

		json_array_append_new(parts, json_pack("{s:s, s:s, s:I, s:I}", "name", p->name, "what",
		                      p->what, "bytes", (json_int_t)p->bytes, "length",
		                      (json_int_t)p->length));
	}
	json_object_set_new(root, "parts", parts);
	add_layout(a, root, work);
	json_dumpf(root, stdout, JSON_INDENT(2));
	putchar('\n');
	json_decref(root);
}

/* The SVG: one row a part, 22 units high; the bar of the whole disk would be 400 wide. Shades of
 * one hue, and each row has its words, so that nothing hangs on colour. */
enum { ROW = 22, LEFT = 120, WIDTH = 400, RIGHT = 130 };

static void xml_text(const char *text)
{
	for (; *text; text++) {
		switch (*text) {
		case '&': fputs("&amp;", stdout); break;
		case '<': fputs("&lt;", stdout); break;
		case '>': fputs("&gt;", stdout); break;
		default: putchar(*text);
		}
	}
}

static void svg_row(const struct budget *b, size_t row, const char *name, uint32_t bytes,
                    const char *fill)
{
	uint64_t width = ((uint64_t)bytes * WIDTH * 10 + b->total / 2) / b->total;
	size_t top = row * ROW + 30;
	char digits[DIGITS] = "";

	if (width < 10 && bytes > 0)
		width = 10;
	printf("<text x=\"%d\" y=\"%zu\" text-anchor=\"end\">", LEFT - 8, top + 15);
	xml_text(name);
	printf("</text><rect x=\"%d\" y=\"%zu\" width=\"%u.%u\" height=\"%d\" fill=\"%s\" "
	       "stroke=\"#333\" stroke-width=\"0.5\"/>", LEFT, top + 3, (unsigned)(width / 10),
	       (unsigned)(width % 10), ROW - 6, fill);
	printf("<text x=\"%u\" y=\"%zu\">%s</text>\n", (unsigned)(LEFT + width / 10 + 8), top + 15,
	       grouped(bytes, digits));
}

static void svg_description(const struct budget *b)
{
	char digits[DIGITS] = "";
	size_t i;

	fputs("<title id=\"t\">Where the bytes of the floppy disk go</title>\n<desc id=\"d\">", stdout);
	for (i = 0; i < b->count; i++) {
		xml_text(b->parts[i].name);
		printf(" %s bytes, ", grouped(b->parts[i].bytes, digits));
	}
	printf("free %s bytes", grouped(b->free, digits));
	printf(", of %s in all.</desc>\n", grouped(b->total, digits));
}

static void print_svg(const struct budget *b)
{
	size_t i, height = (b->count + 1) * ROW + 40;
	char digits[DIGITS] = "";

	printf("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-labelledby=\"t d\" "
	       "viewBox=\"0 0 %d %zu\" font-family=\"sans-serif\" font-size=\"12\">\n",
	       LEFT + WIDTH + RIGHT, height);
	svg_description(b);
	printf("<text x=\"%d\" y=\"20\" font-weight=\"bold\">%s bytes</text>\n", LEFT,
	       grouped(b->total, digits));
	for (i = 0; i < b->count; i++)
		svg_row(b, i, b->parts[i].name, b->parts[i].bytes, "#4a6fa5");
	svg_row(b, b->count, "free", b->free, "#ffffff");
	puts("</svg>");
}

/* The image and the folder that it lies in, or NULL after a message. */
static const struct file *image_of(struct arena *a, const struct options *options,
                                   struct work **folder)
{
	struct work *work = work_open(a, options->work);
	const struct file *f;

	*folder = work;
	if (!work) {
		fprintf(stderr, "checker: cannot look into %s: %s\n", text_safe_string(a, options->work),
		        strerror(errno));
		return NULL;
	}
	f = work_file(work, WORK_FLOPPY);
	if (f->state == FILE_OK)
		return f;
	if (f->state == FILE_ABSENT)
		fputs("checker: there is no floppy.img yet; make step-08 makes it\n", stderr);
	else
		fprintf(stderr, "checker: floppy.img cannot be read: %s\n",
		        f->state == FILE_UNREADABLE ? strerror(f->error)
		        : f->state == FILE_TOO_BIG  ? "far too big for a floppy disk"
		                                    : file_type_name(f->st.st_mode));
	return NULL;
}

int cmd_budget(const struct options *options, int argc, char **argv)
{
	struct arena arena = {NULL};
	const struct file *image;
	struct work *work;
	struct budget budget;
	const char *trouble;

	(void)argv;
	if (argc > 0) {
		fputs("checker: budget takes no words\n", stderr);
		return 2;
	}
	image = image_of(&arena, options, &work);
	trouble = image ? budget_read(&arena, image->data, &budget) : "";
	if (trouble) {
		if (*trouble)
			fprintf(stderr, "checker: floppy.img is no disk that can be read: %s\n", trouble);
		arena_free(&arena);
		return 3;
	}
	if (options->format == FORMAT_JSON)
		print_json(&arena, &budget, work);
	else if (options->format == FORMAT_SVG)
		print_svg(&budget);
	else
		print_text(&budget);
	arena_free(&arena);
	return 0;
}
