/* Chapter 05: files that the startup script reads and that are not there. */
#include <string.h>

#include "common.h"
#include "expected.h"
#include "startup_started.h"

/* Programs that read, and what they say of a name that is not there, as seen with BusyBox 1.35. */
static const struct file_reader {
	const char *name;
	const char *options;        /* those that change nothing of that; a value after ':' */
	int passed_over;            /* operands in front that name no file */
	enum { ALL, NOT_LAST, FIRST } words;
	const char *before, *after; /* the complaint, around the word */
} readers[] = {
	{"cat", "nvteA", 0, ALL, "cat: can't open '", "': "},
	{"head", "n:c:qv", 0, ALL, "head: ", ": "},
	{"tail", "n:c:qvs:", 0, ALL, "tail: can't open '", "': "},
	{"wc", "clwL", 0, ALL, "wc: ", ": "},
	{"sort", "nru", 0, ALL, "sort: ", ": "},
	{"more", "", 0, ALL, "more: ", ": "},
	{"md5sum", "", 0, ALL, "md5sum: can't open '", "': "},
	{"zcat", "", 0, ALL, "zcat: ", ": "},
	{"gunzip", "cf", 0, ALL, "gunzip: ", ": "},
	{"gzip", "cdf", 0, ALL, "gzip: ", ": "},
	{"ls", "laAhiR1", 0, ALL, "ls: ", ": "},
	{"grep", "qinvclFEwx", 1, ALL, "grep: ", ": "},
	{"sed", "nrE", 1, ALL, "sed: ", ": "},
	{"cp", "afpr", 0, NOT_LAST, "cp: can't stat '", "': "},
	{"mv", "f", 0, NOT_LAST, "mv: can't rename '", "': "},
	{"ln", "f", 0, NOT_LAST, "ln: ", ": "},
	{"chmod", "R", 1, ALL, "chmod: ", ": "},
	{"chown", "R", 1, ALL, "chown: ", ": "},
	{"chgrp", "R", 1, ALL, "chgrp: ", ": "},
	{"rm", "r", 0, ALL, "rm: can't remove '", "': "},
	{"rmdir", "", 0, ALL, "rmdir: '", "': "},
	{"sh", "ex", 0, FIRST, "sh: can't open '", "': "},
	{"cd", "", 0, FIRST, "cd: can't cd to ", ": "},
};

/* Names that another chapter speaks of. */
static bool of_other_chapters(const char *path)
{
	path += strspn(path, "/");
	for (size_t i = 0; i < expected_device_count; i++)
		if (strcmp(expected_devices[i].path, path) == 0)
			return true;
	return place_under(path, "bin");
}

/* Surely nothing of that name by then. */
static bool absent(const struct place *p, const char *word)
{
	const char *path = *word && *word != '-' ? place_path(p, word) : NULL, *found;

	if (!path || of_other_chapters(path) ||
	    tree_resolve(p->ctx->arena, work_tree(p->ctx->work), path))
		return false;
	found = place_true_path(p, path);
	return found && (!place_mounted_over(p, found) || place_fresh(p, found));
}

/* "hostname -F FILE". */
static const char *missing_name(const struct place *p, const struct script_command *c,
                                const char **file)
{
	if (strcmp(c->words[1], "-F") != 0 || c->count < 3 || !absent(p, c->words[2]))
		return NULL;
	*file = c->words[2];
	return say(p->ctx, "hostname: can't open '%s': No such file or directory", *file);
}

static const char *missing(const struct place *p, const struct file_reader *f,
                           const struct script_command *c, const char **file)
{
	int first, last = c->count;

	if (!startup_operands(c, f->options, &first))
		return NULL;
	first += f->passed_over;
	if (f->words == NOT_LAST)
		last--;
	else if (f->words == FIRST && last > first)
		last = first + 1;
	for (int i = first; i < last; i++)
		if (absent(p, c->words[i])) {
			*file = c->words[i];
			return say(p->ctx, "%s%s%sNo such file or directory", f->before, *file, f->after);
		}
	return NULL;
}

const char *startup_reads(const struct place *p, const struct started *s, const char **file)
{
	const struct script_command *c = &s->c;

	if (!c->certain || !p->list->sure)
		return NULL;
	if (c->input && absent(p, c->input)) {
		*file = c->input;
		return say(p->ctx, "%s: can't open %s: no such file", s->who, *file);
	}
	if (c->plain && !c->quiet && strcmp(c->words[0], "hostname") == 0)
		return missing_name(p, c, file);
	for (size_t i = 0; c->plain && !c->quiet && i < sizeof(readers) / sizeof(readers[0]); i++)
		if (strcmp(script_command_name(c), readers[i].name) == 0 && script_called_by_name(c))
			return missing(p, &readers[i], c, file);
	return NULL;
}
