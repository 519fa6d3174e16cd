#include "at_name.h"

#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>

static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_+-";

enum { FIELDS = 4 }; /* name, type, major, minor */

/* A decimal number as %d reads it: blanks, a sign, digits (here at most nine). */
static bool number(const char **text, unsigned *out)
{
	const char *p = *text + strspn(*text, " \t\n\v\f\r");
	bool negative = *p == '-';
	size_t length;
	unsigned value = 0;

	p += *p == '-' || *p == '+';
	length = strspn(p, "0123456789");
	if (length == 0 || length > 9)
		return false;
	for (; length > 0; length--)
		value = value * 10 + (unsigned)(*p++ - '0');
	*out = negative ? 0U - value : value;
	*text = p;
	return true;
}

static mode_t type_of(char letter)
{
	if (letter == 'c' || letter == 'u')
		return S_IFCHR;
	return letter == 'b' ? S_IFBLK : letter == 'p' ? S_IFIFO : 0;
}

static const char *fields_trouble(const char *name)
{
	const char *p;
	size_t commas = 0;

	for (p = name; *p; p++)
		commas += *p == ',';
	if (commas + 1 < FIELDS)
		return "it needs four fields with commas between: @NAME,TYPE,MAJOR,MINOR";
	return NULL;
}

const char *at_name_parse(const char *name, struct at_name *out)
{
	size_t length = strspn(name + 1, letters);
	const char *rest = name + 1 + length, *trouble = fields_trouble(name);

	memset(out, 0, sizeof(*out));
	if (trouble)
		return trouble;
	if (length == 0)
		return "the field NAME is empty";
	if (rest[0] != ',')
		return "the field NAME holds more than letters, digits, _, + and -";
	if (length > AT_NAME_MAX)
		return "the field NAME is longer than 31 bytes";
	if (rest[1] == ',' || rest[2] != ',')
		return "the field TYPE is not one letter";
	out->type = type_of(rest[1]);
	rest += 3;
	if (!number(&rest, &out->major) || *rest++ != ',')
		return "the field MAJOR is not a decimal number";
	if (!number(&rest, &out->minor))
		return "the field MINOR is not a decimal number";
	memcpy(out->name, name + 1, length);
	return out->type ? NULL : "the field TYPE is not c, b, p or u";
}
