#include "keys.h"

#include <stddef.h>
#include <string.h>

/* A character without and with shift, and the key. Source: QEMU, qapi/ui.json, QKeyCode. */
struct pair {
	char plain, shifted;
	const char *name;
};

static const struct pair pairs[] = {
	{'a', 'A', "a"}, {'b', 'B', "b"}, {'c', 'C', "c"}, {'d', 'D', "d"}, {'e', 'E', "e"},
	{'f', 'F', "f"}, {'g', 'G', "g"}, {'h', 'H', "h"}, {'i', 'I', "i"}, {'j', 'J', "j"},
	{'k', 'K', "k"}, {'l', 'L', "l"}, {'m', 'M', "m"}, {'n', 'N', "n"}, {'o', 'O', "o"},
	{'p', 'P', "p"}, {'q', 'Q', "q"}, {'r', 'R', "r"}, {'s', 'S', "s"}, {'t', 'T', "t"},
	{'u', 'U', "u"}, {'v', 'V', "v"}, {'w', 'W', "w"}, {'x', 'X', "x"}, {'y', 'Y', "y"},
	{'z', 'Z', "z"}, {'1', '!', "1"}, {'2', '@', "2"}, {'3', '#', "3"}, {'4', '$', "4"},
	{'5', '%', "5"}, {'6', '^', "6"}, {'7', '&', "7"}, {'8', '*', "8"}, {'9', '(', "9"},
	{'0', ')', "0"}, {'-', '_', "minus"}, {'=', '+', "equal"}, {'[', '{', "bracket_left"},
	{']', '}', "bracket_right"}, {'\\', '|', "backslash"}, {';', ':', "semicolon"},
	{'\'', '"', "apostrophe"}, {'`', '~', "grave_accent"}, {',', '<', "comma"},
	{'.', '>', "dot"}, {'/', '?', "slash"}, {' ', '\0', "spc"}, {'\n', '\0', "ret"},
	{'\b', '\0', "backspace"},
};

unsigned key_bytes(struct key key)
{
	return key.modifier ? 6 : 3;
}

struct key key_for(char c)
{
	size_t i;

	if (c == '\3')
		return (struct key){"ctrl", "c"};
	if (c == '\25')
		return (struct key){"ctrl", "u"};
	for (i = 0; c != '\0' && i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		if (c == pairs[i].plain)
			return (struct key){NULL, pairs[i].name};
		if (c == pairs[i].shifted)
			return (struct key){"shift", pairs[i].name};
	}
	return (struct key){NULL, NULL};
}
