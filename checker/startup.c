#include "startup.h"

#include <ctype.h>
#include <string.h>

#include "common.h"
#include "expected.h"
#include "kconfig.h"
#include "nearest.h"
#include "text.h"

enum { TEXT_CAP = 64 * 1024 };

static bool name_of_book(const char *name)
{
	for (size_t i = 0; i < expected_name_count; i++)
		if (strcmp(expected_names[i], name) == 0)
			return true;
	return strcmp(name, "busybox") == 0;
}

/* "/bin/sh", or "sh" where PATH holds /bin: chapter 06 looks at these. */
static bool is_of_book(const char *word, const char *path)
{
	const char *in_bin = strstr(path, "/bin");

	word += strspn(word, "/");
	if (strncmp(word, "bin/", 4) == 0)
		return name_of_book(word + 4);
	while (in_bin && in_bin > path && in_bin[-1] != ':')
		in_bin = strstr(in_bin + 1, "/bin");
	return in_bin && !strchr(word, '/') && name_of_book(word);
}

static const struct node *look_up(struct ctx *ctx, const char *word, const char *path)
{
	const struct tree *t = work_tree(ctx->work);

	if (strchr(word, '/'))
		return tree_resolve(ctx->arena, t, word);
	while (*path) {
		size_t length = strcspn(path, ":");
		const struct node *n =
			tree_resolve(ctx->arena, t, say(ctx, "%.*s/%s", (int)length, path, word));

		if (n)
			return n;
		path += length + (path[length] == ':');
	}
	return NULL;
}

/* What the first bytes of an executable file are to the kernel. */
static void look_inside(struct ctx *ctx, struct program *p)
{
	enum { HEAD = 256 };
	struct file f = tree_read(ctx->arena, work_tree(ctx->work), p->node, TEXT_CAP);
	struct script s;
	struct bytes head;

	if (f.state != FILE_OK || bytes_has(f.data, 0, bytes_of("\x7f" "ELF")))
		return;
	if (!bytes_slice(f.data, 0, HEAD, &head))
		head = f.data;
	s = script_read(ctx->arena, head);
	p->interpreter = s.interpreter;
	if (!s.interpreter)
		p->state = PROGRAM_NO_FIRST_LINE;
	else if (!is_of_book(s.interpreter, "") &&
	         !tree_resolve(ctx->arena, work_tree(ctx->work), s.interpreter))
		p->state = PROGRAM_NO_INTERPRETER;
}

struct program startup_program(struct ctx *ctx, const char *word, const char *path)
{
	struct program p = {PROGRAM_GOOD, NULL, NULL};

	if (!*word)
		p.state = PROGRAM_EMPTY;
	if (!*word || is_of_book(word, path))
		return p;
	p.node = look_up(ctx, word, path);
	if (!p.node)
		p.state = PROGRAM_ABSENT;
	else if (!S_ISREG(p.node->mode))
		p.state = PROGRAM_NO_FILE;
	else if (!(p.node->mode & 0111))
		p.state = PROGRAM_NOT_EXECUTABLE;
	else
		look_inside(ctx, &p);
	return p;
}

const char *startup_program_words(struct ctx *ctx, const struct program *p)
{
	switch (p->state) {
	case PROGRAM_EMPTY: return "nothing that could be run";
	case PROGRAM_ABSENT: return "no such file in the tree";
	case PROGRAM_NO_FILE: return say(ctx, "a %s", node_words(ctx, p->node));
	case PROGRAM_NOT_EXECUTABLE:
		return say(ctx, "a file of mode %03o, which nobody may run", p->node->mode & 0777);
	case PROGRAM_NO_INTERPRETER:
		return say(ctx, "a script for %s, which is not in the tree", p->interpreter);
	case PROGRAM_NO_FIRST_LINE: return "neither a program nor a script that begins with #!";
	default: return "a program";
	}
}

/* A file of chapter 05, read once: a dozen checks ask for each. */
struct startup_text {
	const struct startup_text *next;
	const struct node *node;
	struct file file;
};

bool startup_text(struct ctx *ctx, const char *path, struct bytes *text)
{
	const struct node *n = tree_resolve(ctx->arena, work_tree(ctx->work), path);
	const struct startup_text *t = ctx->texts;
	struct startup_text *new;

	if (!n || !S_ISREG(n->mode))
		return false;
	while (t && t->node != n)
		t = t->next;
	if (!t) {
		new = arena_alloc(ctx->arena, sizeof(*new));
		*new = (struct startup_text){
			ctx->texts, n, tree_read(ctx->arena, work_tree(ctx->work), n, TEXT_CAP)};
		ctx->texts = t = new;
	}
	*text = t->file.data;
	return t->file.state == FILE_OK;
}

const char *startup_copy(struct ctx *ctx, const char *path)
{
	const char *slash = strrchr(path, '/');

	return say(ctx, "rm -rf tiny-linux/%s; cp \"$TINY/rootfs/%s\" tiny-linux/%.*s/%s", path, path,
	           (int)(slash - path), path,
	           strcmp(path, STARTUP_RCS) == 0 ? "; chmod 744 tiny-linux/" STARTUP_RCS : "");
}

/* A file whose name is nearly the wanted one, or one that is in the wrong folder. */
static const struct node *meant(struct ctx *ctx, const char *path)
{
	const struct tree *t = work_tree(ctx->work);
	const char *name = strrchr(path, '/') + 1;
	size_t folder = (size_t)(name - path);

	for (size_t i = 0; i < t->count; i++) {
		const struct node *n = &t->nodes[i];
		const char *slash = strrchr(n->path, '/'), *base = slash ? slash + 1 : n->path;
		bool beside = strncmp(n->path, path, folder) == 0 && base == n->path + folder;

		if (!S_ISREG(n->mode) || strcmp(n->path, path) == 0 || strncmp(n->path, "bin/", 4) == 0)
			continue;
		if (strcmp(base, name) == 0 ||
		    (beside && (nearest_is(base, name) || strncmp(base, name, strlen(name)) == 0 ||
		                nearest_distance(base, name) == 0)))
			return n;
	}
	return NULL;
}

static bool folder_there(struct ctx *ctx, const char *path)
{
	const char *slash = strrchr(path, '/');
	const struct node *n = tree_resolve(ctx->arena, work_tree(ctx->work),
	                                    say(ctx, "%.*s", (int)(slash - path), path));

	return n && S_ISDIR(n->mode);
}

bool startup_there(struct ctx *ctx, struct sink *out, const char *path, const char *at_boot)
{
	const struct tree *t = work_tree(ctx->work);
	const struct node *n = tree_resolve(ctx->arena, t, path), *link = tree_find(t, path), *other;
	struct finding f = {.where = say(ctx, "tiny-linux/%s", path), .expected = "a regular file",
	                    .found = node_words(ctx, n), .at_boot = at_boot,
	                    .fix = startup_copy(ctx, path)};

	if (n && S_ISREG(n->mode))
		return true;
	if (!folder_there(ctx, path))
		return false;
	if (!n && link && link->link) {
		f.found = say(ctx, "a symbolic link to %s, where nothing is", link->link);
	} else if (!n && (other = meant(ctx, path))) {
		f.summary = say(ctx, "there is no %s, but a file %s", path, other->path);
		f.found = say(ctx, "%s", other->path);
		f.fix = say(ctx, "mv tiny-linux/%s tiny-linux/%s",
		            text_shell(ctx->arena, other->disk_path), path);
	} else if (n) {
		f.summary = say(ctx, "%s is no regular file", path);
	}
	report(out, &f);
	return false;
}

/* The argument of a shell that is a file of the tree. */
static const char *argument_of_shell(struct ctx *ctx, const struct inittab_command *c)
{
	const char *slash = strrchr(c->program, '/'), *base = slash ? slash + 1 : c->program;

	if (strcmp(base, "sh") != 0 || *c->rest == '-' || !*c->rest || c->by_shell)
		return NULL;
	return say(ctx, "%.*s", (int)strcspn(c->rest, " \t"), c->rest);
}

const char *startup_script(struct ctx *ctx, struct startup_call *call)
{
	struct bytes text;
	struct inittab t;

	*call = (struct startup_call){.by_shell = false};
	if (!startup_text(ctx, STARTUP_INITTAB, &text))
		return STARTUP_RCS;
	t = inittab_read(ctx->arena, text);
	for (size_t i = 0; i < t.count; i++) {
		const struct inittab_entry *e = &t.entries[i];
		struct inittab_command c;
		const char *file, *path, *words;

		if (e->fault != INITTAB_GOOD || e->action > INITTAB_ASKFIRST)
			continue;
		c = inittab_command(ctx->arena, e->command);
		file = argument_of_shell(ctx, &c);
		path = file ? file : c.program;
		path += strspn(path, "/");
		words = c.rest + (file ? strlen(file) : 0);
		*call = (struct startup_call){
			.by_shell = file != NULL, .words = words[strspn(words, " \t")] != '\0'};
		if (strcmp(path, STARTUP_RCS) == 0)
			return path;
		if ((file || (e->action <= INITTAB_ONCE && strncmp(path, "etc/", 4) == 0)) &&
		    tree_resolve(ctx->arena, work_tree(ctx->work), path))
			return path;
	}
	*call = (struct startup_call){.by_shell = false};
	return NULL;
}

int startup_line(struct bytes text, size_t offset, int *column)
{
	size_t begin = 0, newline;
	int line = 1;

	while (bytes_find(text, begin, bytes_of("\n"), &newline) && newline < offset) {
		begin = newline + 1;
		line++;
	}
	*column = (int)(offset - begin) + 1;
	return line;
}

/* What takes the character's place: nothing, a blank or the plain character. */
static const char *replacement(struct bytes text, const struct hidden *h)
{
	uint8_t before = ':', after = ':';

	if (h->kind == HIDDEN_DASH)
		return "-";
	if (h->kind == HIDDEN_QUOTE)
		return "\"";
	if (h->offset > 0)
		bytes_u8(text, h->offset - 1, &before);
	bytes_u8(text, h->offset + h->length, &after);
	if (h->kind != HIDDEN_BLANK || before == ':' || after == ':' || before == '\n' || after == '\n')
		return "";
	return " ";
}

void startup_hidden(struct ctx *ctx, struct sink *out, const char *path, struct bytes text,
                    const struct hidden *h, const char *at_boot)
{
	const char *escaped = "";
	int column, line = startup_line(text, h->offset, &column);
	uint8_t c = 0;

	for (size_t i = 0; i < h->length && bytes_u8(text, h->offset + i, &c); i++)
		escaped = say(ctx, "%s\\x%02x", escaped, c);
	report(out, &(struct finding){
		.summary = h->kind == HIDDEN_CR ? say(ctx, "%s has the line ends of DOS", path) : NULL,
		.where = say(ctx, "tiny-linux/%s:%d:%d", path, line, column),
		.expected = h->kind == HIDDEN_CR ? "lines that end with a newline alone"
		                                 : "plain letters, signs and blanks",
		.found = h->kind == HIDDEN_CR ? "a carriage return before the newline"
		                              : say(ctx, "%s, U+%04X", h->name, h->code),
		.at_boot = at_boot,
		.fix = h->kind == HIDDEN_CR
			? say(ctx, "sed -i 's/\\r//g' tiny-linux/%s", path)
			: say(ctx, "LC_ALL=C sed -i 's/%s/%s/g' tiny-linux/%s", escaped,
			      replacement(text, h), path),
	});
}

bool startup_musl(struct ctx *ctx)
{
	const struct file *f = work_file(ctx->work, WORK_BUSYBOX);
	size_t at;

	/* The format of musl's getmntent_r(); without a program the book's is taken for granted. */
	return f->state != FILE_OK || f->data.size == 0 ||
		bytes_find(f->data, 0, bytes_of("%n%*s%n"), &at);
}

bool startup_type(struct ctx *ctx, const char *type)
{
	static const struct { const char *type, *option; } others[] = {
		{"ext3", "EXT4_FS"}, {"ext2", "EXT4_USE_FOR_EXT2"}, {"sysfs", "SYSFS"},
			{"iso9660", "ISO9660_FS"},
		{"devtmpfs", "DEVTMPFS"}, {"devpts", "UNIX98_PTYS"}, {"squashfs", "SQUASHFS"},
			{"cramfs", "CRAMFS"},
		{"debugfs", "DEBUG_FS"}, {"securityfs", "SECURITYFS"}, {"nfs4", "NFS_V4"}, {"9p", "9P_FS"},
	};
	static const char *const book[] = {"proc", "tmpfs", "romfs", "ramfs", "swap"};
	struct bytes config = work_file(ctx->work, WORK_KERNEL_CONFIG)->data;
	char *option;

	for (size_t i = 0; i < sizeof(book) / sizeof(book[0]); i++)
		if (strcmp(type, book[i]) == 0)
			return true;
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		if (strcmp(type, others[i].type) == 0 && kconfig_yes(config, others[i].option))
			return true;
	option = arena_printf(ctx->arena, "%s_FS", type);
	for (size_t i = 0; option[i]; i++)
		option[i] = (char)toupper((unsigned char)option[i]);
	return kconfig_yes(config, option);
}
