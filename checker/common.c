#include "common.h"

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
