#include "text.h"

#include <stdio.h>
#include <string.h>

/* Length of the valid UTF-8 sequence at b (RFC 3629: no overlong forms, no surrogates), and its
 * code point; 0 when it is not one. */
static size_t utf8(struct bytes b, uint32_t *code)
{
	static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
	uint8_t c = b.at[0];
	size_t length = c < 0x80 ? 1 : c < 0xc2 ? 0 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : c < 0xf5 ? 4 : 0;
	size_t i;

	if (length == 0 || length > b.size)
		return 0;
	*code = length == 1 ? c : c & (0xffU >> (length + 1));
	for (i = 1; i < length; i++) {
		if ((b.at[i] & 0xc0) != 0x80)
			return 0;
		*code = *code << 6 | (b.at[i] & 0x3fU);
	}
	if (*code < least[length] || *code > 0x10ffff || (*code >= 0xd800 && *code <= 0xdfff))
		return 0;
	return length;
}

/* Code points that a terminal obeys or that a reader cannot see: controls, zero-width and
 * direction marks, soft hyphen, line separators, byte-order mark, no-break space. */
static bool disguised(uint32_t code)
{
	return code < 0x20 || (code >= 0x7f && code <= 0xa0) || code == 0xad || code == 0x61c ||
	       code == 0x180e || (code >= 0x2000 && code <= 0x200f) ||
	       (code >= 0x2028 && code <= 0x202f) || (code >= 0x205f && code <= 0x206f) ||
	       code == 0x3000 || code == 0xfeff || (code >= 0xfff9 && code <= 0xfffb) ||
	       code >= 0xe0000;
}

char *text_safe(struct arena *a, struct bytes raw, size_t max)
{
	size_t used = 0, room = raw.size < max ? raw.size * 4 : max + 16;
	char *out = arena_alloc(a, room + 4);

	while (raw.size > 0) {
		uint32_t code = 0;
		size_t length = utf8(raw, &code), i;
		bool plain = length > 0 && !disguised(code);
		size_t need = plain ? length : 4 * (length ? length : 1);

		if (used + need > max) {
			memcpy(out + used, "...", 4);
			return out;
		}
		if (length == 0)
			length = 1;
		for (i = 0; i < length; i++) {
			if (plain)
				out[used++] = (char)raw.at[i];
			else
				used += (size_t)snprintf(out + used, 5, "\\x%02x", raw.at[i]);
		}
		raw.at += length;
		raw.size -= length;
	}
	out[used] = '\0';
	return out;
}

char *text_safe_string(struct arena *a, const char *raw)
{
	return text_safe(a, bytes_of(raw), TEXT_MAX);
}

static bool plain_word(const char *word)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "0123456789_-./,:=+@%";

	return word[0] != '\0' && strspn(word, plain) == strlen(word);
}

static bool printable(struct bytes b)
{
	uint32_t code;

	while (b.size > 0) {
		size_t length = utf8(b, &code);

		if (length == 0 || disguised(code))
			return false;
		b.at += length;
		b.size -= length;
	}
	return true;
}

char *text_shell(struct arena *a, const char *word)
{
	size_t size = strlen(word);
	char *out = arena_alloc(a, size * 4 + 32), *p = out;
	const unsigned char *c;

	if (plain_word(word))
		return memcpy(out, word, size + 1);
	if (printable(bytes_of(word))) {
		*p++ = '\'';
		for (c = (const unsigned char *)word; *c; c++) {
			if (*c == '\'') {
				p += sprintf(p, "'\\''");
			} else {
				*p++ = (char)*c;
			}
		}
		memcpy(p, "'", 2);
		return out;
	}
	/* printf's octal escapes. (A newline at the very end would be lost in $( ): nobody's name.) */
	p += sprintf(p, "\"$(printf '");
	for (c = (const unsigned char *)word; *c; c++) {
		if (*c > ' ' && *c < 0x7f && !strchr("'\\%", *c))
			*p++ = (char)*c;
		else
			p += sprintf(p, "\\%03o", *c);
	}
	memcpy(p, "')\"", 4);
	return out;
}
