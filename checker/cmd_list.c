/* checker list: every check, a line each. */
#include <stdio.h>

#include "check.h"
#include "commands.h"

int cmd_list(const struct options *options, int argc, char **argv)
{
	size_t i;

	(void)options;
	(void)argv;
	if (argc > 0) {
		fputs("checker: list takes no words\n", stderr);
		return 2;
	}
	for (i = 0; i < check_count(); i++) {
		const struct check *c = check_at(i);

		printf("%s %-7s %-24s %s\n", c->id, severity_name(c->severity), c->slug, c->summary);
	}
	return 0;
}
