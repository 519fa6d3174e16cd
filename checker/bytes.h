/* The one way to read foreign bytes.
 *
 * Everything that comes from a learner's file is a `struct bytes`: a start and a length. Nothing
 * else in the checker indexes such memory; every read goes through a function below, says false
 * when the read would leave the slice, and leaves *out as it was. Offsets and lengths are 64 bits
 * wide, so that sums taken from a file's own fields cannot wrap round on their way here. What is
 * asked a million times in a run stands here whole, for the compiler to put in place.
 */
#ifndef CHECKER_BYTES_H
#define CHECKER_BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct bytes {
	const uint8_t *at;
	size_t size;
};

/* A slice of a C string, without its final NUL. */
static inline struct bytes bytes_of(const char *string)
{
	return (struct bytes){(const uint8_t *)string, strlen(string)};
}

/* One unsigned integer at offset: 8 bits, or little- or big-endian. False: out of bounds. */
static inline bool bytes_u8(struct bytes b, uint64_t offset, uint8_t *out)
{
	if (offset >= b.size)
		return false;
	*out = b.at[offset];
	return true;
}
bool bytes_le16(struct bytes b, uint64_t offset, uint16_t *out);
bool bytes_le32(struct bytes b, uint64_t offset, uint32_t *out);
bool bytes_be32(struct bytes b, uint64_t offset, uint32_t *out);

/* The part [offset, offset + length). False when it does not lie wholly inside; a length of 0 at
 * the very end does. */
static inline bool bytes_slice(struct bytes b, uint64_t offset, uint64_t length, struct bytes *out)
{
	if (offset > b.size || length > b.size - offset)
		return false;
	/* No arithmetic on a null pointer, even by 0: an empty slice may have no memory at all. */
	out->at = length == 0 ? b.at : b.at + offset;
	out->size = (size_t)length;
	return true;
}

/* All from offset to the end. False when offset is past the end. */
static inline bool bytes_from(struct bytes b, uint64_t offset, struct bytes *out)
{
	return offset <= b.size && bytes_slice(b, offset, b.size - offset, out);
}

/* The string that starts at offset and ends before its NUL, at most max bytes of it. False when
 * no NUL comes within the slice and within max + 1 bytes. */
bool bytes_string(struct bytes b, uint64_t offset, size_t max, struct bytes *out);

/* True when both hold the same bytes. */
static inline bool bytes_equal(struct bytes a, struct bytes b)
{
	return a.size == b.size && (a.size == 0 || memcmp(a.at, b.at, a.size) == 0);
}

/* True when b holds exactly the characters of string. */
bool bytes_is(struct bytes b, const char *string);

/* True when the bytes at offset are exactly those of magic. */
static inline bool bytes_has(struct bytes b, uint64_t offset, struct bytes magic)
{
	struct bytes s;

	return bytes_slice(b, offset, magic.size, &s) && bytes_equal(s, magic);
}

/* Where needle first occurs at or after offset. False: it does not. */
bool bytes_find(struct bytes b, uint64_t offset, struct bytes needle, size_t *out);

/* Line by line: takes the next line off *rest, without its newline. *complete, when not NULL, says
 * whether the newline was there. False: nothing is left. */
bool bytes_line(struct bytes *rest, struct bytes *line, bool *complete);

/* Without blanks (space, tab) at both ends. */
struct bytes bytes_trim(struct bytes b);

/* Takes the next run of characters that are not blank off *rest. False: only blanks are left. */
bool bytes_word(struct bytes *rest, struct bytes *word);

#endif
