/* check --format junit: the XML that build servers read (Ant's JUnit report, as commonly used). */
#include <stdio.h>

#include "output.h"

/* XML 1.0: the three characters that mean something in text and attributes. The safe text holds
 * no control characters, which XML could not carry at all. */
static void xml(const char *text)
{
	for (; *text; text++) {
		switch (*text) {
		case '&': fputs("&amp;", stdout); break;
		case '<': fputs("&lt;", stdout); break;
		case '>': fputs("&gt;", stdout); break;
		case '"': fputs("&quot;", stdout); break;
		default: putchar(*text);
		}
	}
}

static void detail(const char *label, const char *value)
{
	printf("%s: ", label);
	xml(value);
	putchar('\n');
}

static void failure(const struct result *r, const struct finding *f)
{
	const char *tag = result_blocks(r) ? "failure" : "system-out";

	printf("      <%s", tag);
	if (result_blocks(r)) {
		printf(" type=\"%s\" message=\"", severity_name(r->check->severity));
		xml(f->summary);
		putchar('"');
	}
	putchar('>');
	detail("where", f->where);
	detail("expected", f->expected);
	detail("found", f->found);
	detail("at boot", f->at_boot);
	detail("fix", f->fix);
	printf("</%s>\n", tag);
}

static void test_case(const struct result *r, const struct finding *f)
{
	printf("    <testcase classname=\"chapter-%02d\" name=\"%s %s\">\n", check_chapter(r->check),
	       r->check->id, r->check->slug);
	if (r->status == SKIP) {
		printf("      <skipped message=\"");
		xml(r->reason);
		puts("\"/>");
	}
	if (f)
		failure(r, f);
	puts("    </testcase>");
}

/* Counts of one chapter: cases, failures, skipped. */
static void count(const struct outcome *o, int chapter, unsigned long counts[3])
{
	size_t i;

	counts[0] = counts[1] = counts[2] = 0;
	for (i = 0; i < o->count; i++) {
		const struct result *r = &o->results[i];

		if (!r->selected || check_chapter(r->check) != chapter)
			continue;
		counts[0] += r->status == FAIL ? r->count : 1;
		counts[1] += result_blocks(r) ? r->count : 0;
		counts[2] += r->status == SKIP;
	}
}

static void suite(const struct outcome *o, int chapter)
{
	unsigned long counts[3];
	size_t i, j;

	count(o, chapter, counts);
	if (counts[0] == 0)
		return;
	printf("  <testsuite name=\"chapter %02d %s\" tests=\"%lu\" failures=\"%lu\" errors=\"0\" "
	       "skipped=\"%lu\">\n", chapter, chapter_at(chapter)->name, counts[0], counts[1],
	           counts[2]);
	for (i = 0; i < o->count; i++) {
		const struct result *r = &o->results[i];

		if (!r->selected || check_chapter(r->check) != chapter)
			continue;
		if (r->status != FAIL)
			test_case(r, NULL);
		for (j = 0; j < r->count; j++)
			test_case(r, &r->findings[j]);
	}
	puts("  </testsuite>");
}

void output_junit(const struct outcome *o)
{
	int chapter;

	puts("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"tiny-linux\">");
	for (chapter = 0; chapter < CHAPTERS; chapter++)
		suite(o, chapter);
	puts("</testsuites>");
}
