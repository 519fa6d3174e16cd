#include "hidden.h"

struct range {
	unsigned first, last;
	enum hidden_kind kind;
	const char *name;
};

/* Names as the Unicode character database has them, in lower case. */
static const struct range ranges[] = {
	{0x00, 0x00, HIDDEN_NUL, "a zero byte"},
	{0x01, 0x08, HIDDEN_MARK, "a control character"},
	{0x0b, 0x0c, HIDDEN_MARK, "a control character"},
	{0x0d, 0x0d, HIDDEN_CR, "a carriage return, from a line end of DOS"},
	{0x0e, 0x1f, HIDDEN_MARK, "a control character"},
	{0x7f, 0x9f, HIDDEN_MARK, "a control character"},
	{0xa0, 0xa0, HIDDEN_BLANK, "a no-break space"},
	{0xad, 0xad, HIDDEN_MARK, "a soft hyphen"},
	{0x2000, 0x200a, HIDDEN_BLANK, "a space of another width"},
	{0x200b, 0x200b, HIDDEN_MARK, "a zero-width space"},
	{0x200c, 0x200f, HIDDEN_MARK, "a zero-width mark"},
	{0x2010, 0x2015, HIDDEN_DASH, "a long dash"},
	{0x2018, 0x201f, HIDDEN_QUOTE, "a curly quote"},
	{0x2028, 0x202e, HIDDEN_MARK, "an invisible mark"},
	{0x202f, 0x202f, HIDDEN_BLANK, "a narrow no-break space"},
	{0x205f, 0x205f, HIDDEN_BLANK, "a mathematical space"},
	{0x2060, 0x206f, HIDDEN_MARK, "an invisible mark"},
	{0x2212, 0x2212, HIDDEN_DASH, "a minus sign"},
	{0x3000, 0x3000, HIDDEN_BLANK, "an ideographic space"},
	{0xfeff, 0xfeff, HIDDEN_MARK, "a byte-order mark"},
};

/* The character at offset, two or three bytes of UTF-8, or one byte; its length. All that is
 * looked for is below U+10000. */
static size_t character(struct bytes text, size_t offset, unsigned *code)
{
	uint8_t a = 0, b = 0, c = 0;

	bytes_u8(text, offset, &a);
	if (a < 0x80 || !bytes_u8(text, offset + 1, &b) || (b & 0xc0) != 0x80) {
		*code = a < 0x80 ? a : ' ';
		return 1;
	}
	if ((a & 0xe0) == 0xc0) {
		*code = (a & 0x1fU) << 6 | (b & 0x3fU);
		return 2;
	}
	if ((a & 0xf0) == 0xe0 && bytes_u8(text, offset + 2, &c) && (c & 0xc0) == 0x80) {
		*code = (a & 0x0fU) << 12 | (b & 0x3fU) << 6 | (c & 0x3fU);
		return 3;
	}
	*code = ' ';
	return 1;
}

bool hidden_find(struct bytes text, size_t offset, struct hidden *out)
{
	while (offset < text.size) {
		unsigned code;
		size_t length = character(text, offset, &code);

		for (size_t i = 0; i < sizeof(ranges) / sizeof(ranges[0]); i++) {
			if (code < ranges[i].first || code > ranges[i].last)
				continue;
			*out = (struct hidden){ranges[i].kind, offset, length, ranges[i].name, code};
			return true;
		}
		offset += length;
	}
	return false;
}

bool hidden_utf16(struct bytes text)
{
	enum { LOOK_AT = 64 };
	size_t zeros[2] = {0, 0};
	uint8_t c;

	if (bytes_has(text, 0, bytes_of("\xff\xfe")) || bytes_has(text, 0, bytes_of("\xfe\xff")))
		return true;
	for (size_t i = 0; i < LOOK_AT && bytes_u8(text, i, &c); i++)
		zeros[i % 2] += c == 0;
	return text.size >= 8 && (zeros[0] >= 4 || zeros[1] >= 4) && (zeros[0] == 0 || zeros[1] == 0);
}

bool hidden_binary(struct bytes text)
{
	static const uint8_t zero[1] = {0};
	size_t at;

	return bytes_find(text, 0, (struct bytes){zero, 1}, &at);
}
