#include "bytes.h"

#include <string.h>

bool bytes_le16(struct bytes b, uint64_t offset, uint16_t *out)
{
	struct bytes s;

	if (!bytes_slice(b, offset, 2, &s))
		return false;
	*out = (uint16_t)(s.at[0] | s.at[1] << 8);
	return true;
}

bool bytes_le32(struct bytes b, uint64_t offset, uint32_t *out)
{
	struct bytes s;

	if (!bytes_slice(b, offset, 4, &s))
		return false;
	*out = (uint32_t)s.at[0] | (uint32_t)s.at[1] << 8 | (uint32_t)s.at[2] << 16 |
	       (uint32_t)s.at[3] << 24;
	return true;
}

bool bytes_be32(struct bytes b, uint64_t offset, uint32_t *out)
{
	struct bytes s;

	if (!bytes_slice(b, offset, 4, &s))
		return false;
	*out = (uint32_t)s.at[0] << 24 | (uint32_t)s.at[1] << 16 | (uint32_t)s.at[2] << 8 |
	       (uint32_t)s.at[3];
	return true;
}

bool bytes_string(struct bytes b, uint64_t offset, size_t max, struct bytes *out)
{
	struct bytes s;
	const uint8_t *end;

	if (!bytes_from(b, offset, &s) || s.size == 0)
		return false;
	if (max < SIZE_MAX && s.size > max + 1)
		s.size = max + 1;
	end = memchr(s.at, 0, s.size);
	if (!end)
		return false;
	*out = (struct bytes){s.at, (size_t)(end - s.at)};
	return true;
}

bool bytes_is(struct bytes b, const char *string)
{
	return bytes_equal(b, bytes_of(string));
}

bool bytes_find(struct bytes b, uint64_t offset, struct bytes needle, size_t *out)
{
	struct bytes rest;

	if (needle.size == 0 || !bytes_from(b, offset, &rest))
		return false;
	while (rest.size >= needle.size) {
		const uint8_t *hit = memchr(rest.at, needle.at[0], rest.size - needle.size + 1);

		if (!hit)
			return false;
		if (memcmp(hit, needle.at, needle.size) == 0) {
			*out = (size_t)(hit - b.at);
			return true;
		}
		rest.size -= (size_t)(hit + 1 - rest.at);
		rest.at = hit + 1;
	}
	return false;
}

bool bytes_line(struct bytes *rest, struct bytes *line, bool *complete)
{
	const uint8_t *end;
	size_t length;

	if (rest->size == 0)
		return false;
	end = memchr(rest->at, '\n', rest->size);
	length = end ? (size_t)(end - rest->at) : rest->size;
	*line = (struct bytes){rest->at, length};
	if (complete)
		*complete = end != NULL;
	if (end)
		length++;
	rest->at += length;
	rest->size -= length;
	return true;
}

static bool blank(uint8_t c)
{
	return c == ' ' || c == '\t';
}

struct bytes bytes_trim(struct bytes b)
{
	while (b.size > 0 && blank(b.at[0])) {
		b.at++;
		b.size--;
	}
	while (b.size > 0 && blank(b.at[b.size - 1]))
		b.size--;
	return b;
}

bool bytes_word(struct bytes *rest, struct bytes *word)
{
	size_t length = 0;

	while (rest->size > 0 && blank(rest->at[0])) {
		rest->at++;
		rest->size--;
	}
	while (length < rest->size && !blank(rest->at[length]))
		length++;
	if (length == 0)
		return false;
	*word = (struct bytes){rest->at, length};
	rest->at += length;
	rest->size -= length;
	return true;
}
