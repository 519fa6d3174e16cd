/* check --format json */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "output.h"
#include "text.h"

static const char *const status_names[] = {"pass", "fail", "skip"};

/* jansson keeps a member's order; every string here is valid UTF-8, made so by report(). */
static void set(json_t *object, const char *key, const char *value)
{
	if (json_object_set_new(object, key, json_string(value ? value : "")) != 0)
		exit(3); /* out of memory */
}

static json_t *waits_for(const struct result *r)
{
	json_t *list = json_array();
	struct bytes rest = bytes_of(r->waits_for), id;

	while (bytes_word(&rest, &id))
		json_array_append_new(list, json_stringn((const char *)id.at, id.size));
	return list;
}

static json_t *element(struct ctx *ctx, const struct result *r, const struct finding *f)
{
	static const struct finding none = {"", "", "", "", "", ""};
	json_t *object = json_object();

	if (!f)
		f = &none;
	set(object, "id", r->check->id);
	set(object, "slug", r->check->slug);
	set(object, "chapter", say(ctx, "%02d", check_chapter(r->check)));
	set(object, "severity", severity_name(r->check->severity));
	set(object, "status", status_names[r->status]);
	set(object, "summary", f == &none ? r->check->summary : f->summary);
	set(object, "where", f->where);
	set(object, "expected", f->expected);
	set(object, "found", f->found);
	set(object, "at_boot", f->at_boot);
	set(object, "fix", f->fix);
	if (r->status == SKIP) {
		json_object_set_new(object, "waits_for", waits_for(r));
		set(object, "reason", r->reason);
	}
	return object;
}

/* One element for each finding of a failed check, one for any other check. */
static void add_result(struct ctx *ctx, json_t *list, const struct result *r)
{
	size_t i;

	if (r->status != FAIL)
		json_array_append_new(list, element(ctx, r, NULL));
	for (i = 0; i < r->count; i++)
		json_array_append_new(list, element(ctx, r, &r->findings[i]));
}

void output_json(struct ctx *ctx, const struct outcome *o)
{
	json_t *root = json_object(), *list = json_array(), *summary = json_object();
	json_int_t counts[3] = {0};
	size_t i;

	for (i = 0; i < o->count; i++) {
		const struct result *r = &o->results[i];

		if (!r->selected)
			continue;
		add_result(ctx, list, r);
		counts[r->status] += r->status == FAIL ? (json_int_t)r->count : 1;
	}
	for (i = 0; i < 3; i++)
		json_object_set_new(summary, status_names[i], json_integer(counts[i]));
	json_object_set_new(root, "version", json_integer(1));
	set(root, "work", text_safe_string(ctx->arena, work_dir(ctx->work)));
	json_object_set_new(root, "summary", summary);
	json_object_set_new(root, "checks", list);
	set(root, "then", o->then);
	json_dumpf(root, stdout, JSON_INDENT(2));
	putchar('\n');
	json_decref(root);
}
