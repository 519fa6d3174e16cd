#include "bin.h"

#include <elf.h>
#include <string.h>

#include "common.h"
#include "elf32.h"
#include "expected.h"
#include "program.h"

enum { FIRST_LINE = 128 };

/* "#!/bin/sh -e": the interpreter's path. */
static const char *interpreter(struct ctx *ctx, struct bytes file)
{
	struct bytes line, word;

	if (!bytes_has(file, 0, bytes_of("#!")) || !bytes_line(&file, &line, NULL) ||
	    !bytes_from(line, 2, &line) || line.size > FIRST_LINE || !bytes_word(&line, &word))
		return NULL;
	return arena_copy(ctx->arena, word.at, word.size);
}

static enum bin_trouble script(struct ctx *ctx, struct bytes file, const struct node *n,
                               const char **found)
{
	const struct tree *t = work_tree(ctx->work);
	const char *program = interpreter(ctx, file);
	const struct node *end = program ? tree_resolve(ctx->arena, t, program) : NULL;
	size_t at;

	*found = program ? say(ctx, "a script for %s", program) : "a script for no interpreter";
	if (end && S_ISREG(end->mode) && end->dev == n->dev && end->ino == n->ino) {
		*found = say(ctx, "%s, which is the script itself", *found);
		return BIN_BYTES;
	}
	if (!end || !S_ISREG(end->mode) || !(end->mode & 0111)) {
		*found = say(ctx, "%s, which is not there", *found);
		return BIN_BYTES;
	}
	/* "exec /bin/busybox ls": as good as a link. */
	return bytes_find(file, 0, bytes_of("/busybox "), &at) ? BIN_GOOD : BIN_OTHER;
}

/* By the file's own bytes; it is not the program that chapter 02 has looked at. */
static enum bin_trouble judge(struct ctx *ctx, struct bytes file, const struct node *n,
                              const char **found)
{
	struct elf_file f;
	size_t at;

	if (bytes_has(file, 0, bytes_of("#!")))
		return script(ctx, file, n, found);
	elf_parse(ctx->arena, file, &f);
	*found = NULL;
	if (f.state == ELF_NOT)
		*found = file.size == 0 ? "an empty file" : "a file that is no program";
	else if (f.wide || f.big_endian || f.machine != EM_386)
		*found = f.machine == EM_X86_64 ? "a program for x86-64, not for the i386"
		                                : "a program for another processor than the i386";
	else if (f.state == ELF_SHORT)
		*found = "a program that is cut off";
	else if (f.interpreter.size > 0 || f.needed_count > 0)
		*found = "a program that needs shared libraries";
	if (*found)
		return BIN_BYTES;
	if (bytes_find(file, 0, bytes_of("BusyBox v"), &at))
		return BIN_GOOD;
	*found = "another program than BusyBox";
	return BIN_OTHER;
}

static const char *base_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

/* The table of names, outlasting the file's bytes. */
static struct applets keep_applets(struct ctx *ctx, struct bytes file)
{
	struct applets a = applets_find(file, expected_names, expected_name_count);

	if (a.table.size > 0)
		a.table.at = (const uint8_t *)arena_copy(ctx->arena, a.table.at, a.table.size);
	return a;
}

const struct bin_file *bin_file(struct ctx *ctx, struct bin_files *files, const struct node *n)
{
	const struct file *built = work_file(ctx->work, WORK_BUSYBOX);
	struct arena scratch = {0};
	struct bin_file *b;
	struct file f;

	for (size_t i = 0; i < files->count && i < BIN_FILES; i++)
		if (files->list[i].dev == n->dev && files->list[i].ino == n->ino)
			return &files->list[i];
	b = &files->list[files->count++ % BIN_FILES];
	*b = (struct bin_file){.dev = n->dev, .ino = n->ino, .found = ""};
	f = tree_read(&scratch, work_tree(ctx->work), n, FILE_CAP);
	/* What is wrong with the program that was built is chapter 02's to say; what cannot be read
	 * is chapter 07's. */
	b->built = f.state == FILE_UNREADABLE ||
	           (f.state == FILE_OK && f.data.size > 0 && bytes_equal(f.data, built->data));
	if (f.state == FILE_TOO_BIG) {
		b->trouble = BIN_OTHER;
		b->found = "a file that is too large for the disk";
	} else if (!b->built) {
		b->trouble = judge(ctx, f.data, n, &b->found);
		if (b->trouble == BIN_GOOD && !bytes_has(f.data, 0, bytes_of("#!")))
			b->applets = keep_applets(ctx, f.data);
	}
	arena_free(&scratch);
	return b;
}

static void look_inside(struct ctx *ctx, struct bin_files *files, struct bin_name *b)
{
	const struct bin_file *f = bin_file(ctx, files, b->end);

	b->trouble = f->trouble;
	b->found = f->found;
	if (f->trouble == BIN_GOOD && f->applets.count > 0 &&
	    strcmp(base_of(b->path), "busybox") != 0 &&
	    !applets_have(&f->applets, base_of(b->path))) {
		b->trouble = BIN_APPLET;
		b->found = "another BusyBox than the one that was built; it does not know the name";
	}
}

struct bin_name bin_look(struct ctx *ctx, struct bin_files *files, const char *path)
{
	const struct tree *t = work_tree(ctx->work);
	const struct node *raw = tree_find(t, path);
	struct bin_name b = {path, tree_resolve(ctx->arena, t, path), BIN_GOOD, ""};

	if (!raw && !b.end) {
		b.trouble = BIN_MISSING;
		b.found = "nothing of that name";
	} else if (!b.end) {
		b.trouble = BIN_LINK;
		b.found = place_words(ctx, t, path);
	} else if (!S_ISREG(b.end->mode) || b.end->left_out) {
		b.trouble = BIN_KIND;
		b.found = place_words(ctx, t, b.end->path);
	} else if (!(b.end->mode & 0111)) {
		b.trouble = BIN_MODE;
		b.found = say(ctx, "mode %03o: no x", (unsigned)b.end->mode & 0777);
	} else {
		look_inside(ctx, files, &b);
	}
	return b;
}

struct applets bin_applets(struct ctx *ctx)
{
	const struct tree *t = work_tree(ctx->work);
	const struct node *n = tree_resolve(ctx->arena, t, "bin/busybox");
	const struct file *built = work_file(ctx->work, WORK_BUSYBOX);
	struct file f;

	if (built->state == FILE_OK)
		return *program_applets(ctx);
	if (!n)
		return (struct applets){{NULL, 0}, 0};
	f = tree_read(ctx->arena, t, n, FILE_CAP);
	return applets_find(f.data, expected_names, expected_name_count);
}

bool bin_expected(const char *name)
{
	for (size_t i = 0; i < expected_name_count; i++)
		if (strcmp(expected_names[i], name) == 0)
			return true;
	return strcmp(name, "busybox") == 0;
}
