#include "common.h"

#include <string.h>

#include "text.h"

enum { WORDS_SHOWN = 8 };

static const char *what_is_there(struct ctx *ctx, const struct file *f)
{
	if (f->state == FILE_ABSENT)
		return "nothing of that name";
	if (f->state == FILE_TOO_BIG)
		return say(ctx, "%lld bytes", (long long)f->st.st_size);
	return f->state == FILE_OK ? "an empty file" : say(ctx, "a %s", file_type_name(f->st.st_mode));
}

bool file_usable(struct ctx *ctx, struct sink *out, enum work_file which, const char *at_boot,
                 const char *fix)
{
	const struct file *f = work_file(ctx->work, which);
	const char *name = work_name(which);
	struct finding finding = {.where = name, .at_boot = at_boot, .fix = fix};

	if (f->state == FILE_OK && f->data.size > 0)
		return true;
	if (f->state == FILE_UNREADABLE) {
		cannot_inspect(out, name, f->error);
		return false;
	}
	finding.expected = f->state == FILE_TOO_BIG ? "a file that fits on a floppy disk"
	                                            : "a regular file with something in it";
	finding.found = what_is_there(ctx, f);
	report(out, &finding);
	return false;
}

const char *node_words(struct ctx *ctx, const struct node *n)
{
	if (!n)
		return "nothing";
	if (S_ISCHR(n->mode) || S_ISBLK(n->mode))
		return say(ctx, "%s %u,%u", file_type_name(n->mode), n->major, n->minor);
	if (S_ISREG(n->mode))
		return say(ctx, "regular file of %llu bytes", (unsigned long long)n->size);
	if (n->link)
		return say(ctx, "symbolic link to %s", n->link);
	return file_type_name(n->mode);
}

/* Why the link at n does not arrive; "" when it does. */
static const char *link_trouble(struct ctx *ctx, const struct tree *t, const struct node *n)
{
	enum tree_way way;
	const struct node *end = tree_follow(ctx->arena, t, n->path, &way);

	if (end)
		return end == n ? "" : say(ctx, ", a %s", node_words(ctx, end));
	if (way == TREE_LOOP)
		return ", which leads in a circle";
	if (way == TREE_ABOVE)
		return ", which leaves tiny-linux";
	if (n->link[0] == '/')
		return "; on the disk, / is the top of tiny-linux, and that is not there";
	return ", which is not there";
}

const char *place_words(struct ctx *ctx, const struct tree *t, const char *path)
{
	const struct node *n = tree_find(t, path);

	if (n && n->link)
		return say(ctx, "%s%s", node_words(ctx, n), link_trouble(ctx, t, n));
	if (n && n->left_out)
		return say(ctx, "%s that may not be read: mode %03o", file_type_name(n->mode),
		           (unsigned)n->mode & 0777);
	return node_words(ctx, n);
}

const char *tree_word(struct ctx *ctx, const char *path)
{
	return text_shell(ctx->arena, say(ctx, "tiny-linux/%s", path));
}

void words_add(struct ctx *ctx, struct words *list, const char *word)
{
	if (list->count++ < WORDS_SHOWN)
		list->text = list->text ? say(ctx, "%s, %s", list->text, word) : word;
}

const char *words_end(struct ctx *ctx, const struct words *list)
{
	if (list->count > WORDS_SHOWN)
		return say(ctx, "%s and %zu more", list->text, list->count - WORDS_SHOWN);
	return list->text ? list->text : "";
}
