#include "kconfig.h"

#include <string.h>

static bool starts(struct bytes b, const char *word, struct bytes *rest)
{
	return bytes_has(b, 0, bytes_of(word)) && bytes_from(b, strlen(word), rest);
}

/* Editors on other systems end a line with CR LF; Kconfig takes both. */
static struct bytes without_return(struct bytes line)
{
	uint8_t last = 0;

	if (line.size > 0 && bytes_u8(line, line.size - 1, &last) && last == '\r')
		line.size--;
	return line;
}

static struct bytes without_quotes(struct bytes value)
{
	uint8_t first = 0, last = 0;

	if (value.size >= 2 && bytes_u8(value, 0, &first) && first == '"' &&
	    bytes_u8(value, value.size - 1, &last) && last == '"')
		(void)bytes_slice(value, 1, value.size - 2, &value);
	return value;
}

/* A line that sets the option: the value is what follows the first =. */
static bool setting(struct bytes line, struct bytes option, struct bytes *value)
{
	struct bytes rest;

	return starts(line, "CONFIG_", &rest) && bytes_has(rest, 0, option) &&
	       bytes_from(rest, option.size, &rest) && starts(rest, "=", value);
}

static bool not_set(struct bytes line, struct bytes option)
{
	struct bytes rest;

	return starts(line, "# CONFIG_", &rest) && bytes_has(rest, 0, option) &&
	       bytes_has(rest, option.size, bytes_of(" is not set"));
}

static enum kconfig_state state_of(struct bytes value)
{
	if (bytes_is(value, "y"))
		return KCONFIG_YES;
	if (bytes_is(value, "m"))
		return KCONFIG_MODULE;
	return bytes_is(value, "n") ? KCONFIG_NO : KCONFIG_VALUE;
}

struct kconfig_answer kconfig_find(struct bytes text, const char *option)
{
	struct kconfig_answer answer = {.state = KCONFIG_ABSENT};
	struct bytes wanted = bytes_of(option), line, value;
	unsigned number = 0;
	uint8_t first = 0;

	while (bytes_line(&text, &line, NULL)) {
		number++;
		/* Behind "CONFIG_" or "# CONFIG_": one letter tells most lines from the wanted one. */
		if (!bytes_u8(line, bytes_has(line, 0, bytes_of("#")) ? 9 : 7, &first) ||
		    first != (uint8_t)option[0])
			continue;
		line = without_return(line);
		if (setting(line, wanted, &value))
			answer = (struct kconfig_answer){state_of(value), without_quotes(value), number};
		else if (not_set(line, wanted))
			answer = (struct kconfig_answer){.state = KCONFIG_NO, .line = number};
	}
	return answer;
}

bool kconfig_yes(struct bytes text, const char *option)
{
	return kconfig_find(text, option).state == KCONFIG_YES;
}

static bool digit_value(uint8_t c, unsigned base, unsigned *out)
{
	if (c >= '0' && c <= '9')
		*out = (unsigned)c - '0';
	else if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f')
		*out = (unsigned)(c | 0x20) - 'a' + 10;
	else
		return false;
	return *out < base;
}

bool kconfig_number(struct bytes text, const char *option, uint64_t *out)
{
	struct bytes digits = kconfig_find(text, option).value;
	unsigned base = starts(digits, "0x", &digits) ? 16 : 10, digit;
	uint64_t sum = 0;
	uint8_t c = 0;

	if (digits.size == 0)
		return false;
	for (size_t i = 0; i < digits.size; i++) {
		if (!bytes_u8(digits, i, &c) || !digit_value(c, base, &digit) ||
		    sum > (UINT64_MAX - digit) / base)
			return false;
		sum = sum * base + digit;
	}
	*out = sum;
	return true;
}

const char *kconfig_words(struct arena *a, struct bytes text, const char *option)
{
	struct kconfig_answer answer = kconfig_find(text, option);

	if (answer.state == KCONFIG_ABSENT)
		return arena_printf(a, "no CONFIG_%s", option);
	if (answer.state == KCONFIG_NO)
		return arena_printf(a, "# CONFIG_%s is not set", option);
	return arena_printf(a, "CONFIG_%s=%s", option,
	                    arena_copy(a, answer.value.at, answer.value.size));
}

bool kconfig_version(struct bytes text, struct bytes *out)
{
	enum { HEAD_LINES = 5 };
	struct bytes line, word;
	size_t at;

	for (int i = 0; i < HEAD_LINES && bytes_line(&text, &line, NULL); i++) {
		if (!starts(line, "# Linux/", &line) ||
		    !bytes_find(line, 0, bytes_of(" Kernel Configuration"), &at) ||
		    !bytes_slice(line, 0, at, &line))
			continue;
		return bytes_word(&line, &word) && bytes_word(&line, out); /* x86, then 6.12.117 */
	}
	return false;
}
