/* checker completion: what bash needs to complete the checker's words, from the tables. */
#include <stdio.h>

#include "chapters.h"
#include "check.h"
#include "commands.h"

static void words_of_commands(void)
{
	const struct command *c;
	size_t i;

	for (i = 0; (c = command_at(i)); i++)
		printf("%s%s", i ? " " : "", c->name);
}

static void words_of_chapters(void)
{
	int c;

	for (c = 0; c < CHAPTERS; c++)
		printf("%s%02d", c ? " " : "", c);
}

static void words_of_checks(void)
{
	const struct check *c;
	size_t i;

	for (i = 0; (c = check_at(i)); i++)
		printf("%s%s %s", i ? " " : "", c->id, c->slug);
}

/* A case of --format for each command that has a choice. */
static void formats(void)
{
	const struct command *c;
	size_t i;
	int f;

	for (i = 0; (c = command_at(i)); i++) {
		if (c->formats == 1U << FORMAT_TEXT)
			continue;
		printf("\t\t%s) words=\"", c->name);
		for (f = 0; f < FORMATS; f++)
			if (c->formats & 1U << f)
				printf("%s%s", f ? " " : "", format_name((enum format)f));
		puts("\" ;;");
	}
}

static void head(void)
{
	puts("# bash completion for checker, written by `checker completion`.\n"
	     "_tiny_checker()\n{\n"
	     "\tlocal word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}\n"
	     "\tlocal command='' words='' i\n"
	     "\tfor ((i = 1; i < COMP_CWORD; i++)); do\n"
	     "\t\tcase ${COMP_WORDS[i]} in\n"
	     "\t\t-w | --work | -f | --format) ((i++)) ;;\n"
	     "\t\t-* | =) ;;\n"
	     "\t\t*) [[ -n $command ]] || command=${COMP_WORDS[i]} ;;\n"
	     "\t\tesac\n\tdone\n"
	     "\t[[ $before != = ]] || before=${COMP_WORDS[COMP_CWORD - 2]}\n"
	     "\t[[ $word != = ]] || word=\n"
	     "\tcase $before in\n"
	     "\t-w | --work)\n"
	     "\t\tmapfile -t COMPREPLY < <(compgen -d -- \"$word\")\n\t\treturn ;;\n"
	     "\t-f | --format)\n"
	     "\t\tcase $command in");
}

int cmd_completion(const struct options *options, int argc, char **argv)
{
	(void)options;
	(void)argv;
	if (argc > 0) {
		fputs("checker: completion takes no words\n", stderr);
		return 2;
	}
	head();
	formats();
	puts("\t\t*) words=text ;;\n\t\tesac ;;\n\t*)\n\t\tcase $command in");
	fputs("\t\t'') words=\"", stdout);
	words_of_commands();
	fputs("\" ;;\n\t\tcheck | hint) words=\"", stdout);
	words_of_chapters();
	fputs("\" ;;\n\t\texplain) words=\"", stdout);
	words_of_checks();
	puts("\" ;;\n\t\tesac\n"
	     "\t\t[[ $word != -* ]] || words='--work --format --all --help --usage' ;;\n\tesac\n"
	     "\tmapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$word\")\n}\n"
	     "complete -o default -F _tiny_checker checker");
	return 0;
}
