#include "applets.h"

#include <string.h>

enum { LONGEST = 32 }; /* no applet's name is as long */

static bool name_character(uint8_t c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '[' || c == '_' || c == '-' ||
	       c == '.';
}

static bool is_name(struct bytes string)
{
	uint8_t c = 0;

	if (string.size == 0 || string.size > LONGEST)
		return false;
	for (size_t i = 0; i < string.size; i++) {
		if (!bytes_u8(string, i, &c) || !name_character(c))
			return false;
	}
	return true;
}

/* The name that starts at offset. False: something else stands there. */
static bool name_at(struct bytes b, uint64_t offset, struct bytes *name)
{
	return bytes_string(b, offset, LONGEST, name) && is_name(*name);
}

static int compare(struct bytes a, struct bytes b)
{
	int order = memcmp(a.at, b.at, a.size < b.size ? a.size : b.size);

	return order ? order : (a.size > b.size) - (a.size < b.size);
}

/* The rising run of names from offset on; returns where it ends. */
static uint64_t run_at(struct bytes b, uint64_t offset, size_t *count)
{
	struct bytes name, last = {NULL, 0};

	for (*count = 0; name_at(b, offset, &name); offset += name.size + 1) {
		if (*count > 0 && compare(last, name) >= 0)
			break;
		last = name;
		++*count;
	}
	return offset;
}

/* The table's neighbour may end in a string that sorts before its first name, so the run may begin
 * a little early; more names than the table holds do no harm to a check that asks for some. */
bool applets_have(const struct applets *a, const char *name)
{
	struct bytes each;

	for (uint64_t at = 0; name_at(a->table, at, &each); at += each.size + 1) {
		if (bytes_is(each, name))
			return true;
	}
	return false;
}

static size_t score(const struct applets *run, const char *const *names, size_t count)
{
	size_t hits = 0;

	for (size_t i = 0; i < count; i++)
		hits += applets_have(run, names[i]);
	return hits;
}

struct applets applets_find(struct bytes program, const char *const *names, size_t count)
{
	struct applets best = {{NULL, 0}, 0}, run;
	size_t best_score = 0, hits;
	uint64_t at = 0, end;
	struct bytes string;

	/* Strings, and code, from one NUL to the next. */
	for (; bytes_string(program, at, SIZE_MAX, &string); at = end) {
		end = at + string.size + 1;
		if (!is_name(string))
			continue;
		end = run_at(program, at, &run.count);
		if (run.count > best_score && run.count > 1 &&
		    bytes_slice(program, at, end - at, &run.table) &&
		    (hits = score(&run, names, count)) > best_score) {
			best = run;
			best_score = hits;
		}
	}
	return best;
}
