#include "smoke_report.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

static const char *const status_names[] = {
	[SMOKE_NOT_REACHED] = "not reached", [SMOKE_PASS] = "pass", [SMOKE_FAIL] = "fail",
	[SMOKE_UNSEEN] = "unseen",
};
static const char *const status_words[] = {
	[SMOKE_NOT_REACHED] = "not reached", [SMOKE_PASS] = "ok", [SMOKE_FAIL] = "FAILED",
	[SMOKE_UNSEEN] = "not shown",
};

const char *smoke_drive_name(enum qemu_drive drive)
{
	static const char *const names[] = {"floppy", "ide", "cdrom", "usb", "flash"};

	return names[drive];
}

const char *smoke_outcome_name(enum smoke_outcome outcome)
{
	static const char *const names[] = {"dead", "degraded", "same"};

	return names[outcome];
}

/* The rows of a text as an array of strings. */
static json_t *rows(const char *text)
{
	json_t *list = json_array();

	while (text && *text) {
		size_t n = strcspn(text, "\n");

		json_array_append_new(list, json_stringn(text, n));
		text += n + (text[n] == '\n');
	}
	return list;
}

static json_t *check_object(const struct smoke_check *c)
{
	json_t *o = json_pack("{s:s, s:s, s:s, s:s}", "id", c->what->id, "title", c->what->title,
	                      "status", status_names[c->status], "expected", c->what->expected);

	json_object_set_new(o, "at_ms", c->at_ms >= 0 ? json_integer(c->at_ms) : json_null());
	if (c->status == SMOKE_FAIL) {
		json_object_set_new(o, "found", rows(c->found));
		json_object_set_new(o, "meaning", json_string(c->what->meaning));
		json_object_set_new(o, "next", json_string(c->what->next));
	}
	return o;
}

bool smoke_json(FILE *f, const struct smoke_options *options, const struct smoke_result *r)
{
	json_t *checks = json_array();
	json_t *root;
	size_t i;
	bool ok;

	for (i = 0; i < r->check_count; i++)
		json_array_append_new(checks, check_object(&r->checks[i]));
	root = json_pack("{s:i, s:s, s:s, s:s, s:s, s:i, s:s, s:b, s:i}", "version", 1,
	                 "outcome", smoke_outcome_name(r->outcome), "kernel", r->kernel, "qemu",
	                 r->qemu, "cpu", options->cpu, "memory_mib", (int)options->memory, "drive",
	                 smoke_drive_name(options->drive), "image_unchanged", r->image_unchanged,
	                 "total_ms", (int)r->total_ms);
	json_object_set_new(root, "summary", json_pack("{s:i, s:i, s:i}", "pass", (int)r->passed,
	                    "fail", (int)r->failed, "not_reached", (int)r->not_reached));
	json_object_set_new(root, "names", json_pack("{s:i, s:i}", "found", (int)r->names_found,
	                    "answered", (int)r->names_answered));
	json_object_set_new(root, "complaints", rows(r->complaints));
	json_object_set_new(root, "last_rows", rows(r->last));
	json_object_set_new(root, "checks", checks);
	ok = root && json_dumpf(root, f, JSON_INDENT(2)) == 0 && fputc('\n', f) != EOF;
	json_decref(root);
	return ok;
}

/* Prints a text of several rows under a label, each row indented. */
static void field(FILE *f, const char *label, const char *text)
{
	bool first = true;

	while (*text) {
		size_t n = strcspn(text, "\n");

		fprintf(f, "    %-10s %.*s\n", first ? label : "", (int)n, text);
		text += n + (text[n] == '\n');
		first = false;
	}
}

/* Prints a sentence under a label, broken at blanks so that it fits 80 columns. */
static void sentence(FILE *f, const char *label, const char *text)
{
	enum { WIDTH = 65 };

	while (*text) {
		size_t n = strlen(text);

		if (n > WIDTH)
			for (n = WIDTH; n > 0 && text[n] != ' '; n--)
				;
		n = n ? n : strlen(text);
		fprintf(f, "    %-10s %.*s\n", label, (int)n, text);
		text += n + (text[n] == ' ');
		label = "";
	}
}

static void failure(FILE *f, const struct smoke_result *r, const struct smoke_check *c, bool first)
{
	sentence(f, "expected", c->what->expected);
	if (c->found[0])
		field(f, "found", c->found);
	else if (first && r->last)
		field(f, "screen", r->last);
	if (!first)
		return;
	sentence(f, "means", c->what->meaning);
	sentence(f, "next", c->what->next);
}

static void verdict(FILE *f, const struct smoke_result *r)
{
	if (r->outcome == SMOKE_SAME)
		fprintf(f, "\nThe disk boots to a shell, and all is as the book has it (%.1f s).\n",
		        (double)r->total_ms / 1000);
	else if (r->outcome == SMOKE_DEGRADED)
		fprintf(f, "\nThe disk boots to a shell, but %zu of %zu expectations do not hold.\n",
		        r->failed + r->not_reached, r->check_count);
	else
		fputs("\nThe disk does not come up to a shell.\n", f);
	if (r->outcome == SMOKE_DEAD && r->screen && strstr(r->screen, "Booting from") &&
	    !strstr(r->screen, "LINUX"))
		fputs("There is nothing after SeaBIOS: no program on the disk was started.\n", f);
	if (r->outcome != SMOKE_SAME)
		fputs("What may have led there: build/checker symptom\n", f);
	if (!r->image_unchanged)
		fputs("The image was changed by somebody while it was tried: try again.\n", f);
}

void smoke_text(FILE *f, const struct smoke_options *options, const struct smoke_result *r,
                bool colour)
{
	bool first = true;
	size_t i;

	fprintf(f, "Smoke test of %s\nQEMU %s, -accel tcg -cpu %s -m %u, as %s\n\n", options->image,
	        r->qemu, options->cpu, options->memory, smoke_drive_name(options->drive));
	for (i = 0; i < r->check_count; i++) {
		const struct smoke_check *c = &r->checks[i];
		bool bad = c->status == SMOKE_FAIL;

		fprintf(f, "%s%-11s%s  %-52s", colour ? bad ? "\033[1;31m" : "\033[32m" : "",
		        status_words[c->status], colour ? "\033[0m" : "", c->what->title);
		if (c->at_ms >= 0)
			fprintf(f, " %7.2f s", (double)c->at_ms / 1000);
		fputc('\n', f);
		if (bad)
			failure(f, r, c, first);
		first = first && !bad;
	}
	if (r->names_found)
		fprintf(f, "\n%zu of %zu names in /bin answer.\n", r->names_answered, r->names_found);
	if (r->kernel[0])
		fprintf(f, "%s\n", r->kernel);
	verdict(f, r);
}
