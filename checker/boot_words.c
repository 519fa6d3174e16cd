#include "boot_words.h"

#include <ctype.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum {
	LEAST_MEMORY = 5 << 20, /* mem=4800K was booted, and the kernel ran out of it; 5M is enough */
	COMMAND_LINE_MOST = 2047 /* arch/x86/include/asm/setup.h, COMMAND_LINE_SIZE, with a NUL */
};

struct word {
	const char *name, *value; /* value NULL: there is no '=' */
};

/* next_arg(): blanks end a word, but not between quotes, and a value's quotes are no part of it. */
static bool next_word(struct arena *a, const char **rest, struct word *out)
{
	const char *p = *rest + strspn(*rest, " \t\n\v\f\r");
	bool quoted = false;
	size_t length = 0;
	char *text, *equals;

	for (; p[length] && (quoted || !isspace((unsigned char)p[length])); length++)
		quoted ^= p[length] == '"';
	if (length == 0)
		return false;
	*rest = p + length;
	text = arena_copy(a, p, length);
	if (*text == '"') {
		text++;
		length--;
		if (length > 0 && text[length - 1] == '"')
			text[--length] = '\0';
	}
	equals = strchr(text, '=');
	*out = (struct word){text, NULL};
	if (!equals || equals == text)
		return true;
	*equals = '\0';
	out->value = equals + 1;
	if (equals[1] == '"') {
		out->value++;
		if (text + length - 1 > equals + 1 && text[length - 1] == '"')
			text[length - 1] = '\0';
	}
	return true;
}

/* Behind "--" all is init's. */
static bool next_of_kernel(struct arena *a, const char **rest, struct word *out)
{
	return next_word(a, rest, out) && (out->value || strcmp(out->name, "--") != 0);
}

const char *kernel_value(struct arena *a, const char *line, const char *name)
{
	const char *value = NULL;
	struct word w;

	while (next_of_kernel(a, &line, &w))
		if (w.value && strcmp(w.name, name) == 0)
			value = w.value;
	return value;
}

static bool among(const char *word, const char *const *words)
{
	for (; *words && strcmp(*words, word) != 0; words++)
		;
	return *words != NULL;
}

/* Words without a value that this book's kernel has a use for: its .init.setup section. */
static bool of_kernel(const char *word)
{
	static const char *const words[] = {
		"ro", "rw", "rootwait", "quiet", "debug", "noinitrd", "retain_initrd", "ignore_loglevel",
		"reset_devices", "noreplace-smp", "norandmaps", "no_console_suspend", "keep_bootcon",
		"bootconfig", "irqfixup", "irqpoll", "noirqdebug", "no_hash_pointers", "no-scroll",
		"nopat", "nospectre_v1", "notsc", "threadirqs", "no_file_caps", "slab_merge",
		"slab_nomerge", NULL};

	return among(word, words) || strchr(word, '.') != NULL;
}

const char *kernel_init_argument(struct arena *a, const char *line)
{
	const char *first = NULL;
	struct word w;

	while (next_of_kernel(a, &line, &w))
		if (w.value && strcmp(w.name, "init") == 0)
			first = NULL;
		else if (!w.value && !first && !of_kernel(w.name))
			first = w.name;
	return first || !next_word(a, &line, &w) ? first
		: w.value ? arena_printf(a, "%s=%s", w.name, w.value) : w.name;
}

/* memparse(): a number, and a letter for 1024 times as much, or more. No number is 0. */
static unsigned long long memory_of(const char *text)
{
	static const char letters[] = "kmgtpe";
	char *end;
	unsigned long long size = strtoull(text, &end, 0);
	const char *letter = *end ? strchr(letters, tolower((unsigned char)*end)) : NULL;

	if (!letter || *text == '-')
		return *text == '-' ? 0 : size;
	for (; letter >= letters; letter--) {
		if (size > ULLONG_MAX >> 10)
			return ULLONG_MAX;
		size <<= 10;
	}
	return size;
}

/* arch/x86/kernel/e820.c, parse_memopt(): 0, and what is no number, is passed over; so is more
 * memory than there is. */
static bool mem_deadly(const struct disk *d, const char *value)
{
	unsigned long long size = memory_of(value);

	(void)d;
	return size > 0 && size < LEAST_MEMORY;
}

/* The image's size: gzip's last four bytes (RFC 1952, ISIZE), or that of the file itself. */
static unsigned long long image_bytes(const struct disk *d)
{
	static const uint8_t gzip[] = {0x1f, 0x8b};
	struct bytes data = d->initrd_data;
	uint32_t size = 0;

	if (!bytes_has(data, 0, (struct bytes){gzip, 2}))
		return data.size;
	if (data.size > 18)
		bytes_le32(data, data.size - 4, &size);
	return size;
}

/* drivers/block/brd.c, ramdisk_size() and rd_size: KiB; what is no number is 0. */
static bool rd_size_deadly(const struct disk *d, const char *value)
{
	long long kib = strtoll(value, NULL, 0);

	return kib < LLONG_MAX / 1024 && kib * 1024 < (long long)image_bytes(d);
}

/* The same as a module's parameter: what is no number is passed over. */
static bool brd_size_deadly(const struct disk *d, const char *value)
{
	return isdigit((unsigned char)*value) && rd_size_deadly(d, value);
}

/* brd_init(): no disk is made beforehand, and none when it is asked for by its name. */
static bool brd_count_deadly(const struct disk *d, const char *value)
{
	(void)d;
	return isdigit((unsigned char)*value) && strtol(value, NULL, 0) == 0;
}

/* init/do_mounts_rd.c: where the image begins, in blocks; what is no number is 0. */
static bool start_deadly(const struct disk *d, const char *value)
{
	(void)d;
	return strtol(value, NULL, 0) != 0;
}

/* init/do_mounts.c, mount_root_generic(): one after another is tried, but a name that the kernel
 * does not know ends it. */
static bool fs_deadly(const struct disk *d, const char *value)
{
	(void)d;
	value += strspn(value, ",");
	return strcspn(value, ",") != strlen("romfs") || strncmp(value, "romfs", 5) != 0;
}

/* Whether each of the words between commas is among the good ones. */
static bool all_good(const char *value, const char *const *good)
{
	for (;;) {
		size_t length = strcspn(value, ","), i;
		bool found = false;

		for (i = 0; good[i]; i++)
			found = found || (strlen(good[i]) == length && memcmp(good[i], value, length) == 0);
		if (!found || !value[length])
			return found;
		value += length + 1;
	}
}

/* fs/fs_context.c, common_set_sb_flag and common_clear_sb_flag; romfs has no options of its own. */
static bool flags_deadly(const struct disk *d, const char *value)
{
	static const char *const good[] = {"", "ro", "rw", "sync", "async", "dirsync", "lazytime",
		"nolazytime", "mand", "nomand", NULL};

	(void)d;
	return !all_good(value, good);
}

/* lib/kstrtox.c, kstrtobool(). Then the RAM disk that holds the image cannot be mounted: the kernel
 * itself has it open for writing. */
static bool write_mounted_deadly(const struct disk *d, const char *value)
{
	(void)d;
	return *value && (strchr("nNfFdD0", *value) || (strchr("oO", *value) &&
	                  value[1] && strchr("fF", value[1])));
}

static const struct {
	const char *name;
	bool (*deadly)(const struct disk *d, const char *value);
} valued[] = {
	{"mem", mem_deadly}, {"ramdisk_size", rd_size_deadly}, {"brd.rd_size", brd_size_deadly},
	{"brd.rd_nr", brd_count_deadly}, {"ramdisk_start", start_deadly}, {"rootfstype", fs_deadly},
	{"rootflags", flags_deadly}, {"bdev_allow_write_mounted", write_mounted_deadly},
};

/* kernel/printk/printk.c: console_setup() cuts a name and a number out of each console=; of those
 * that are named, the display ("tty") takes the first that is its own, and is left out when none
 * is (try_enable_preferred_console()). Numbers from 2 on are screens that are not shown. */
static const char *console_deadly(struct arena *a, const char *line)
{
	const char *bad = NULL;
	struct word w;

	while (next_of_kernel(a, &line, &w)) {
		if (!w.value || strcmp(w.name, "console") != 0)
			continue;
		if (strncmp(w.value, "tty", 3) == 0 && (isdigit((unsigned char)w.value[3]) ||
		    !w.value[3] || w.value[3] == ','))
			return strtol(w.value + 3, NULL, 10) > 1 ? arena_printf(a, "console=%s", w.value)
				: NULL;
		bad = arena_printf(a, "console=%s", w.value);
	}
	return bad;
}

static const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

static bool is_shell(const char *init)
{
	static const char *const shells[] = {"sh", "ash", "hush", NULL};

	return among(base_name(init), shells);
}

static bool is_init(const char *init)
{
	static const char *const inits[] = {"init", "linuxrc", NULL};

	return among(base_name(init), inits);
}

/* The program that init= names: it must be there, and go on. One that ends takes the kernel with it
 * (kernel/exit.c), and BusyBox has two that ask for commands. */
static const char *init_deadly(struct ctx *ctx, const char *line, const char **at_boot)
{
	const struct tree *t = work_tree(ctx->work);
	const char *init = kernel_value(ctx->arena, line, "init"), *argument;
	const struct node *program, *busybox;

	if (!init || t->state != TREE_OK)
		return NULL;
	program = tree_resolve(ctx->arena, t, init);
	*at_boot = "Kernel panic - not syncing: Requested init failed";
	if (!program || !S_ISREG(program->mode))
		return say(ctx, "init=%s, and there is no such program", init);
	*at_boot = "Kernel panic - not syncing: Attempted to kill init!";
	argument = kernel_init_argument(ctx->arena, line);
	if (is_shell(init) && argument && *argument != '-' && *argument != '+')
		return say(ctx, "%s, which init=%s takes for the name of a script", argument, init);
	busybox = tree_resolve(ctx->arena, t, "/bin/busybox");
	if (!is_shell(init) && !is_init(init) && ((busybox && program->ino == busybox->ino &&
	    program->dev == busybox->dev) || strcmp(base_name(init), "rcS") == 0))
		return say(ctx, "init=%s, which is neither init nor a shell", init);
	return NULL;
}

const char *boot_deadly_word(struct ctx *ctx, const struct disk *d, const char **at_boot)
{
	const char *rest = d->command, *value;
	struct word w;
	size_t i;

	*at_boot = "cmdline too long, again and again";
	if (strlen("BOOT_IMAGE= ") + strlen(d->kernel ? d->kernel : "") + strlen(d->command) >
	    COMMAND_LINE_MOST)
		return say(ctx, "%zu characters: Linux takes %d", strlen(d->command), COMMAND_LINE_MOST);
	*at_boot = "a kernel panic";
	while (next_of_kernel(ctx->arena, &rest, &w))
		if (!w.value && strcmp(w.name, "noinitrd") == 0)
			return "noinitrd";
	for (i = 0; i < sizeof(valued) / sizeof(valued[0]); i++) {
		value = kernel_value(ctx->arena, d->command, valued[i].name);
		if (value && valued[i].deadly(d, value))
			return say(ctx, "%s=%s", valued[i].name, value);
	}
	*at_boot = "no prompt on the screen, whatever is typed";
	value = console_deadly(ctx->arena, d->command);
	return value ? value : init_deadly(ctx, d->command, at_boot);
}

const char *boot_other_way(struct ctx *ctx, const struct disk *d, const char **at_boot)
{
	/* BusyBox, init/init.c, init_main(): its first argument only. */
	static const char *const single[] = {"single", "-s", "1", NULL};
	const char *init = kernel_value(ctx->arena, d->command, "init"), *value;

	*at_boot = "a shell at once, without \"Please press Enter\", rcS and its mounts";
	if (init && !is_init(init))
		return say(ctx, "init=%s", init);
	value = kernel_init_argument(ctx->arena, d->command);
	if (value && among(value, single))
		return say(ctx, "%s, for which init leaves out its inittab", value);
	/* init hands its environment on, and there what the kernel did not know. */
	value = kernel_value(ctx->arena, d->command, "PS1");
	*at_boot = "a shell with that for its prompt";
	if (value && !strchr("#$", *value ? value[strlen(value) - 1] : 'x'))
		return say(ctx, "PS1=%s", value);
	return NULL;
}
