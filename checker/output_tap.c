/* check --format tap: TAP version 13 (testanything.org/tap-version-13-specification). */
#include <stdio.h>

#include "output.h"

/* '#' would begin a directive; the safe text holds no control characters. */
static void description(const char *text)
{
	for (; *text; text++) {
		if (*text == '#' || *text == '\\')
			putchar('\\');
		putchar(*text);
	}
}

/* A YAML scalar in single quotes, where only the quote itself is special. */
static void yaml(const char *key, const char *value)
{
	printf("  %s: '", key);
	for (; *value; value++) {
		if (*value == '\'')
			putchar('\'');
		putchar(*value);
	}
	puts("'");
}

static void yaml_block(const struct result *r, const struct finding *f)
{
	puts("  ---");
	yaml("severity", severity_name(r->check->severity));
	yaml("where", f->where);
	yaml("expected", f->expected);
	yaml("found", f->found);
	yaml("at_boot", f->at_boot);
	yaml("fix", f->fix);
	puts("  ...");
}

static void line(const struct result *r, const struct finding *f, unsigned long number)
{
	/* A note does not count against the exit status, so it is no "not ok" either. */
	printf("%s %lu - %s ", f && result_blocks(r) ? "not ok" : "ok", number, r->check->id);
	description(f ? f->summary : r->check->slug);
	if (r->status == SKIP) {
		printf(" # SKIP ");
		description(r->reason);
	}
	putchar('\n');
	if (f)
		yaml_block(r, f);
}

void output_tap(const struct outcome *o)
{
	unsigned long number = 0;
	size_t i, j;

	puts("TAP version 13");
	for (i = 0; i < o->count; i++) {
		const struct result *r = &o->results[i];

		if (!r->selected)
			continue;
		if (r->status != FAIL)
			line(r, NULL, ++number);
		for (j = 0; j < r->count; j++)
			line(r, &r->findings[j], ++number);
	}
	printf("1..%lu\n", number);
	if (*o->then)
		printf("# then: %s\n", o->then);
}
