#include "commands.h"

#include <stdio.h>
#include <string.h>

#define BIT(format) (1U << FORMAT_##format)

static const struct command commands[] = {
	{"check", "[NN...]", "where you are and what to mend; NN: only those chapters",
	 BIT(TEXT) | BIT(TAP) | BIT(JSON) | BIT(JUNIT),
	 "      --all                  every finding in full, and checks that passed\n", cmd_check},
	{"watch", "", "the same, again whenever a file changes", BIT(TEXT), "", cmd_watch},
	{"explain", "ID", "what a check is about, with an example and its cure", BIT(TEXT), "",
	 cmd_explain},
	{"list", "", "every check, a line each", BIT(TEXT) | BIT(JSON) | BIT(MARKDOWN), "", cmd_list},
	{"hint", "NN", "what to do in chapter NN", BIT(TEXT), "", cmd_hint},
	{"budget", "", "where the bytes of the floppy disk go",
	 BIT(TEXT) | BIT(JSON) | BIT(SVG), "", cmd_budget},
	{"smoke", "[IMAGE]", "boot the disk in QEMU and try it", BIT(TEXT) | BIT(JSON),
	 "      --cpu=NAME             QEMU's name of the processor (default 486)\n"
	 "      --drive=KIND           floppy, ide, cdrom, usb or flash\n"
	 "  -m, --memory=MIB           the PC's memory (default 8)\n"
	 "      --names=FILE           the names that must be in /bin, one a line\n", cmd_smoke},
	{"symptom", "[LINE...]", "what a line on the screen, or the last boot, may come from",
	 BIT(TEXT) | BIT(JSON) | BIT(MARKDOWN), "", cmd_symptom},
	{"completion", "", "a completion script for bash: . <(checker completion)", BIT(TEXT), "",
	 cmd_completion},
	{"man", "", "the manual page: checker man | man -l -", BIT(TEXT), "", cmd_man},
};

static const char *const format_names[FORMATS] = {
	[FORMAT_TEXT] = "text", [FORMAT_TAP] = "tap", [FORMAT_JSON] = "json",
	[FORMAT_JUNIT] = "junit", [FORMAT_SVG] = "svg", [FORMAT_MARKDOWN] = "markdown",
};

const struct command *command_at(size_t index)
{
	return index < sizeof(commands) / sizeof(commands[0]) ? &commands[index] : NULL;
}

const struct command *command_find(const char *name)
{
	const struct command *c;
	size_t i;

	for (i = 0; (c = command_at(i)); i++)
		if (strcmp(c->name, name) == 0)
			break;
	return c;
}

const char *format_name(enum format format)
{
	return format < FORMATS ? format_names[format] : NULL;
}

const char *command_formats(const struct command *command, char out[64])
{
	unsigned left = command->formats;
	size_t used = 0;
	int f;

	for (f = 0; f < FORMATS; f++) {
		if (!(left & 1U << f))
			continue;
		left &= ~(1U << f);
		used += (size_t)snprintf(out + used, 64 - used, "%s%s",
		                         used == 0 ? "" : left ? ", " : " or ", format_names[f]);
	}
	return out;
}
