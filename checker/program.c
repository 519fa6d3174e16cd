/* Chapter 02: busybox/busybox, the one program of the disk. */
#include <elf.h>
#include <stdlib.h>
#include <string.h>

#include "applets.h"
#include "common.h"
#include "elf32.h"
#include "expected.h"
#include "i486.h"
#include "program.h"

#define REBUILD "rm -f busybox/busybox busybox/busybox_unstripped; make -C \"$TINY\" step-02"
#define NO_INIT "Kernel panic - not syncing: No working init found"

static struct bytes program(struct ctx *ctx)
{
	return work_file(ctx->work, WORK_BUSYBOX)->data;
}

static const struct elf_file *elf(struct ctx *ctx)
{
	struct elf_file *f;

	if (ctx->elf)
		return ctx->elf;
	f = arena_alloc(ctx->arena, sizeof(*f));
	elf_parse(ctx->arena, program(ctx), f);
	ctx->elf = f;
	return f;
}

const struct applets *program_applets(struct ctx *ctx)
{
	struct applets *a;

	if (ctx->applets)
		return ctx->applets;
	a = arena_alloc(ctx->arena, sizeof(*a));
	*a = applets_find(program(ctx), expected_names, expected_name_count);
	ctx->applets = a;
	return a;
}

static const char *words(struct ctx *ctx, struct bytes b)
{
	return arena_copy(ctx->arena, b.at, b.size);
}

/* A tree that has the program gets the new one: no check can tell whether a BusyBox there that is
 * not the built one is spoilt in the same way. */
static const char *program_fix(struct ctx *ctx, const char *fix)
{
	const struct node *there = tree_find(work_tree(ctx->work), "bin/busybox");

	return there && S_ISREG(there->mode)
		? say(ctx, "%s; cat busybox/busybox >tiny-linux/bin/busybox", fix) : fix;
}

void program_there(struct ctx *ctx, struct sink *out)
{
	bool absent = work_file(ctx->work, WORK_BUSYBOX)->state == FILE_ABSENT;

	file_usable(ctx, out, WORK_BUSYBOX, "nothing yet: there is no program to put into the tree",
	            program_fix(ctx, absent ? "make -C \"$TINY\" step-02"
	                                    : "rm -rf busybox/busybox; make -C \"$TINY\" step-02"));
}

void program_elf(struct ctx *ctx, struct sink *out)
{
	if (elf(ctx)->state != ELF_NOT)
		return;
	report(out, &(struct finding){
		.where = work_name(WORK_BUSYBOX),
		.expected = "an ELF file: its first bytes are 7f 45 4c 46",
		.found = bytes_has(program(ctx), 0, bytes_of("#!")) ? "a script" : "other bytes",
		.at_boot = NO_INIT,
		.fix = program_fix(ctx, REBUILD),
	});
}

void program_machine(struct ctx *ctx, struct sink *out)
{
	const struct elf_file *f = elf(ctx);
	const char *machine = f->machine == EM_X86_64 ? "x86-64"
		: f->machine == EM_AARCH64 ? "64-bit ARM" : f->machine == EM_ARM ? "ARM"
		: f->machine == EM_RISCV ? "RISC-V" : say(ctx, "machine %u", f->machine);

	if (!f->wide && !f->big_endian && f->machine == EM_386 &&
	    (f->type == ET_EXEC || f->type == ET_DYN))
		return;
	report(out, &(struct finding){
		.where = work_name(WORK_BUSYBOX),
		.expected = "a 32-bit program for the i386",
		.found = f->machine == EM_386 && !f->wide && !f->big_endian
			? say(ctx, "for the i386, and no program: ELF type %u", f->type)
			: say(ctx, "%s-bit, %s", f->wide ? "64" : "32", machine),
		.at_boot = NO_INIT,
		.fix = program_fix(ctx, REBUILD),
	});
}

void program_whole(struct ctx *ctx, struct sink *out)
{
	const struct elf_file *f = elf(ctx);

	if (f->state != ELF_SHORT)
		return;
	report(out, &(struct finding){
		.where = work_name(WORK_BUSYBOX),
		.expected = say(ctx, "at least %llu bytes, as its headers say", (unsigned long long)f->end),
		.found = say(ctx, "%zu bytes", program(ctx).size),
		.at_boot = "/bin/init exists but couldn't execute it (error -14), then a panic",
		.fix = program_fix(ctx, REBUILD),
	});
}

void program_static(struct ctx *ctx, struct sink *out)
{
	const struct elf_file *f = elf(ctx);

	if (f->interpreter.size == 0 && f->needed_count == 0)
		return;
	report(out, &(struct finding){
		.where = work_name(WORK_BUSYBOX),
		.expected = "a static program: no interpreter, no libraries",
		.found = say(ctx, "%s%s%s%s",
		             f->interpreter.size ? say(ctx, "it asks for %s", words(ctx, f->interpreter))
		                 : "",
		             f->interpreter.size && f->needed_count ? "; " : "",
		             f->needed_count ? say(ctx, "it needs %s", words(ctx, f->needed)) : "",
		             f->needed_count > 1 ? " and others" : ""),
		.at_boot = NO_INIT,
		.fix = program_fix(ctx, REBUILD),
	});
}

void program_busybox(struct ctx *ctx, struct sink *out)
{
	size_t at;

	if (bytes_find(program(ctx), 0, bytes_of("BusyBox v"), &at))
		return;
	report(out, &(struct finding){
		.where = work_name(WORK_BUSYBOX),
		.expected = "the words \"BusyBox v\" and a version",
		.found = "another program",
		.at_boot = "no \"init started: BusyBox\"; when the program ends, the kernel panics",
		.fix = program_fix(ctx, REBUILD),
	});
}

static bool vital(const char *name)
{
	return strcmp(name, "init") == 0 || strcmp(name, "sh") == 0;
}

/* The names that rootfs/names asks for and the program does not have: "a, b and 3 more". */
static const char *missing(struct ctx *ctx, bool of_the_vital)
{
	enum { SHOWN = 8 };
	const struct applets *a = program_applets(ctx);
	const char *list = "";
	size_t count = 0;

	for (size_t i = 0; i < expected_name_count; i++) {
		if (vital(expected_names[i]) != of_the_vital || applets_have(a, expected_names[i]))
			continue;
		if (count++ < SHOWN)
			list = say(ctx, "%s%s%s", list, *list ? ", " : "", expected_names[i]);
	}
	return count > SHOWN ? say(ctx, "%s and %zu more", list, count - SHOWN) : list;
}

static void report_missing(struct ctx *ctx, struct sink *out, bool of_the_vital,
                           const char *at_boot)
{
	const char *names = missing(ctx, of_the_vital);

	if (!*names)
		return;
	report(out, &(struct finding){
		.where = work_name(WORK_BUSYBOX),
		.expected = of_the_vital ? "the names init and sh" : "every name in rootfs/names",
		.found = say(ctx, "it does not answer to %s", names),
		.at_boot = at_boot,
		.fix = program_fix(ctx, REBUILD),
	});
}

void program_init(struct ctx *ctx, struct sink *out)
{
	report_missing(ctx, out, true,
	               "\"init: applet not found\" and a panic, or \"sh: applet not found\" for ever");
}

void program_names(struct ctx *ctx, struct sink *out)
{
	report_missing(ctx, out, false, "such a command says: applet not found");
}

void program_inittab(struct ctx *ctx, struct sink *out)
{
	size_t at;

	/* init/init.c holds this message only with CONFIG_FEATURE_USE_INITTAB. */
	if (bytes_find(program(ctx), 0, bytes_of("Bad inittab entry"), &at))
		return;
	report(out, &(struct finding){
		.where = work_name(WORK_BUSYBOX),
		.expected = "CONFIG_FEATURE_USE_INITTAB=y in busybox/.config",
		.found = "an init without the reader of /etc/inittab",
		.at_boot = "can't open /dev/tty2: No such file or directory, over and over",
		.fix = program_fix(ctx, REBUILD),
	});
}

void program_fstab(struct ctx *ctx, struct sink *out)
{
	static const uint8_t option[] = "defaults"; /* its NUL belongs to it */
	struct bytes file = program(ctx);
	uint8_t before = 0;
	size_t at;

	/* util-linux/mount.c knows this option only with CONFIG_FEATURE_MOUNT_FSTAB; the linker may
	 * have put another NUL or the end of a longer string before it. */
	for (uint64_t from = 0; bytes_find(file, from, (struct bytes){option, sizeof(option)}, &at);
	     from = at + 1)
		if (at > 0 && bytes_u8(file, at - 1, &before) && before == 0)
			return;
	report(out, &(struct finding){
		.where = work_name(WORK_BUSYBOX),
		.expected = "CONFIG_FEATURE_MOUNT_FSTAB=y in busybox/.config",
		.found = "a mount that does not know fstab's option \"defaults\"",
		.at_boot = "proc: Unknown parameter 'defaults'; nothing is mounted",
		.fix = program_fix(ctx, REBUILD),
	});
}

void program_exec(struct ctx *ctx, struct sink *out)
{
	mode_t mode = work_file(ctx->work, WORK_BUSYBOX)->st.st_mode;

	if (mode & S_IXUSR)
		return;
	report(out, &(struct finding){
		.where = work_name(WORK_BUSYBOX),
		.expected = "a mode with x for its owner, such as 755",
		.found = say(ctx, "mode %03o", (unsigned)mode & 0777),
		.at_boot = "nothing as long as chapter 06 gives the copy mode 755",
		.fix = "chmod 755 busybox/busybox",
	});
}

static bool same_code(const struct elf_file *a, const struct elf_file *b)
{
	if (a->code_count != b->code_count)
		return false;
	for (size_t i = 0; i < a->code_count; i++) {
		if (a->code[i].address != b->code[i].address ||
		    !bytes_equal(a->code[i].bytes, b->code[i].bytes))
			return false;
	}
	return true;
}

/* The names of functions: the program's own, or those of busybox_unstripped when its code is
 * the same. */
static void find_names(struct ctx *ctx, const struct elf_file *f, struct elf_file *named)
{
	struct file other;

	*named = *f;
	if (f->name_count > 0)
		return;
	other = work_read(ctx->work, "busybox/busybox_unstripped", FILE_CAP);
	if (other.state != FILE_OK)
		return;
	elf_parse(ctx->arena, other.data, named);
	if (!same_code(f, named))
		*named = *f;
}

/* "in memcpy, __divdi3 and 8 more", or by address where there are no names. */
static const char *places(struct ctx *ctx, const struct elf_file *f, const struct i486_report *r)
{
	enum { SHOWN = 6 };
	struct bytes name, last = bytes_of("");
	struct elf_file named;
	const char *list = "";
	size_t count = 0;

	find_names(ctx, f, &named);
	for (size_t i = 0; i < r->place_count; i++) {
		bool known = elf_function(&named, r->places[i], &name);

		if (known && bytes_equal(name, last))
			continue;
		last = known ? name : bytes_of("");
		if (count++ < SHOWN)
			list = say(ctx, "%s%s%s", list, *list ? ", " : "",
			           known ? words(ctx, name)
			                 : say(ctx, "0x%llx", (unsigned long long)r->places[i]));
	}
	return count > SHOWN ? say(ctx, "%s and more", list) : list;
}

/* "35 cmovae, 238 cmovne and others": those of the Pentium Pro, or the rest. */
static const char *kinds(struct ctx *ctx, const struct i486_report *r, bool i686)
{
	enum { SHOWN = 6 };
	const char *list = "";
	size_t count = 0;

	for (size_t i = 0; i < r->kind_count; i++) {
		if (i486_is_i686(r->kinds[i].mnemonic) == i686 && count++ < SHOWN)
			list = say(ctx, "%s%s%zu %s", list, *list ? ", " : "", r->kinds[i].count,
			           r->kinds[i].mnemonic);
	}
	return count > SHOWN ? say(ctx, "%s and others", list) : list;
}

/* What a 486 does not know, looked for once; NULL: the disassembler could not be started. */
static const struct i486_report *instructions(struct ctx *ctx, const struct elf_file *f)
{
	struct i486_report *r;

	if (ctx->i486)
		return ctx->i486;
	r = arena_alloc(ctx->arena, sizeof(*r));
	if (i486_look(f, r))
		ctx->i486 = r;
	return ctx->i486;
}

static void report_instructions(struct ctx *ctx, struct sink *out, bool i686, const char *at_boot)
{
	const struct elf_file *f = elf(ctx);
	const struct i486_report *r;
	const char *found;

	/* For tests/bench: how long all the rest takes. */
	if (getenv("CHECKER_NO_DISASSEMBLY")) {
		skip(out, "left out, as CHECKER_NO_DISASSEMBLY asks");
		return;
	}
	r = instructions(ctx, f);

	if (!r) {
		skip(out, "the disassembler could not be started");
		return;
	}
	found = kinds(ctx, r, i686);
	if (!*found)
		return;
	report(out, &(struct finding){
		.where = say(ctx, "%s: %s", work_name(WORK_BUSYBOX), places(ctx, f, r)),
		.expected = "only instructions that an Intel 486 has",
		.found = found,
		.at_boot = at_boot,
		.fix = program_fix(ctx, REBUILD),
	});
}

void program_i686(struct ctx *ctx, struct sink *out)
{
	report_instructions(ctx, out, true, "traps: init[1] trap invalid opcode, and nothing more");
}

void program_486(struct ctx *ctx, struct sink *out)
{
	report_instructions(ctx, out, false,
	                    "the same in QEMU, which runs endbr32 on any processor; a real 486 does "
	                    "not");
}
