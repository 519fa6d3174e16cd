/* ELF files as a real compiler makes them, the 486's instructions, BusyBox's table of names. */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <fcntl.h>
#include <unistd.h>

#include "applets.h"
#include "elf32.h"
#include "file.h"
#include "i486.h"

static struct arena arena;

static int empty_arena(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

/* What gcc makes of an empty main with these options. */
static struct bytes compiled(const char *options)
{
	char name[] = "/tmp/tiny-elf.XXXXXX";
	int fd = mkstemp(name);
	struct file f;

	assert_true(fd >= 0);
	close(fd);
	assert_int_equal(system(arena_printf(&arena, /* NOLINT: the compiler is what is wanted */
		"echo 'int main(void) { return 0; }' | gcc %s -x c -o %s -", options, name)), 0);
	f = file_read(&arena, AT_FDCWD, name, FILE_CAP);
	unlink(name);
	assert_int_equal(f.state, FILE_OK);
	return f.data;
}

static void a_static_program(void **state)
{
	struct elf_file f;

	(void)state;
	elf_parse(&arena, compiled("-m32 -static"), &f);
	assert_int_equal(f.state, ELF_GOOD);
	assert_true(!f.wide && f.machine == 3 && f.type == 2);
	assert_int_equal(f.interpreter.size + f.needed_count, 0);
	assert_true(f.code_count > 0 && f.name_count > 0);
}

static void a_static_pie(void **state)
{
	struct elf_file f;

	(void)state;
	elf_parse(&arena, compiled("-m32 -static-pie -fPIE"), &f);
	assert_int_equal(f.state, ELF_GOOD);
	assert_int_equal(f.type, 3);
	assert_int_equal(f.interpreter.size + f.needed_count, 0);
}

static void a_dynamic_program(void **state)
{
	struct elf_file f;

	(void)state;
	elf_parse(&arena, compiled("-m32"), &f);
	assert_true(bytes_is(f.interpreter, "/lib/ld-linux.so.2"));
	assert_true(f.needed_count > 0 && bytes_is(f.needed, "libc.so.6"));
}

static void a_stripped_program_has_no_names(void **state)
{
	struct elf_file f;
	struct bytes name;

	(void)state;
	elf_parse(&arena, compiled("-m32 -static -s"), &f);
	assert_true(f.code_count > 0);
	assert_false(elf_function(&f, f.code[0].address, &name));
}

static void wide_cut_and_no_program(void **state)
{
	struct bytes program = compiled("-m32");
	struct elf_file f;

	(void)state;
	elf_parse(&arena, compiled(""), &f);
	assert_true(f.state == ELF_GOOD && f.wide);
	for (size_t size = 0; size < program.size; size += program.size / 50) {
		elf_parse(&arena, (struct bytes){program.at, size}, &f);
		assert_int_equal(f.state, size < 20 ? ELF_NOT : ELF_SHORT);
	}
	elf_parse(&arena, bytes_of("#!/bin/sh\nthis is a script, not a program\n"), &f);
	assert_int_equal(f.state, ELF_NOT);
}

static bool newer(const char *bytes, size_t size)
{
	return i486_is_newer((struct bytes){(const uint8_t *)bytes, size});
}
#define NEWER(bytes) newer(bytes, sizeof(bytes) - 1)

static void instructions(void **state)
{
	(void)state;
	assert_true(NEWER("\xf3\x0f\x1e\xfb"));         /* endbr32 */
	assert_true(NEWER("\x0f\x44\xc1"));             /* cmove */
	assert_true(NEWER("\x66\x0f\x1f\x44\x00\x00")); /* nopw */
	assert_true(NEWER("\x0f\x28\xc1"));             /* movaps */
	assert_true(NEWER("\x66\x0f\x6f\xc1"));         /* movdqa */
	assert_true(NEWER("\xf3\x0f\xb8\xc1"));         /* popcnt */
	assert_true(NEWER("\xf3\x0f\xbd\xc1"));         /* lzcnt */
	assert_true(NEWER("\x0f\xc7\x0e"));             /* cmpxchg8b */
	assert_true(NEWER("\x0f\x31"));                 /* rdtsc */
	assert_true(NEWER("\x0f\x01\xd0"));             /* xgetbv */
	assert_true(NEWER("\xc5\xf8\x77"));             /* vzeroupper */
	assert_true(NEWER("\xdb\xf1"));                 /* fcomi */
	assert_true(NEWER("\xda\xc1"));                 /* fcmovb */
	assert_true(NEWER("\xdd\x08"));                 /* fisttp */
	assert_false(NEWER("\x0f\x84\x00\x00\x00\x00")); /* je */
	assert_false(NEWER("\x0f\x94\xc0"));            /* sete */
	assert_false(NEWER("\x0f\xaf\xc1"));            /* imul */
	assert_false(NEWER("\x0f\xb6\xc1"));            /* movzx */
	assert_false(NEWER("\x0f\xc8"));                /* bswap */
	assert_false(NEWER("\xf0\x0f\xb1\x0e"));        /* lock cmpxchg */
	assert_false(NEWER("\x0f\x01\x38"));            /* invlpg */
	assert_false(NEWER("\x0f\x0b"));                /* ud2 */
	assert_false(NEWER("\xf3\x0f\xbc\xc1"));        /* rep bsf: the same as bsf on a 486 */
	assert_false(NEWER("\xf3\x90"));                /* pause: rep nop */
	assert_false(NEWER("\xc5\x08"));                /* lds */
	assert_false(NEWER("\xdd\x18"));                /* fstp */
	assert_false(NEWER("\x90"));
	assert_false(NEWER("\x66"));
}

/* The distribution's own C library is built for newer processors. */
static void a_look_at_real_code(void **state)
{
	struct i486_report r;
	struct elf_file f;
	struct bytes name;

	(void)state;
	elf_parse(&arena, compiled("-m32 -static -march=i686"), &f);
	assert_true(i486_look(&f, &r));
	assert_true(r.count > 0 && r.kind_count > 0 && r.place_count > 0);
	assert_true(elf_function(&f, r.places[0], &name) && name.size > 0);
}

static void the_table_of_names(void **state)
{
	static const char file[] = "junk\0zz\0aa\0%s: not found\0[\0cat\0init\0ls\0sh\0\0more\0x";
	static const char *const names[] = {"init", "sh", "ls"};
	struct bytes all = {(const uint8_t *)file, sizeof(file)};
	struct applets a = applets_find(all, names, 3);

	(void)state;
	assert_int_equal(a.count, 5);
	assert_true(applets_have(&a, "[") && applets_have(&a, "cat") && applets_have(&a, "sh"));
	assert_false(applets_have(&a, "more") || applets_have(&a, "s") || applets_have(&a, "zz"));
	a = applets_find(bytes_of("nothing here"), names, 3);
	assert_int_equal(a.count, 0);
	assert_false(applets_have(&a, "sh"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(a_static_program, empty_arena),
		cmocka_unit_test_teardown(a_static_pie, empty_arena),
		cmocka_unit_test_teardown(a_dynamic_program, empty_arena),
		cmocka_unit_test_teardown(a_stripped_program_has_no_names, empty_arena),
		cmocka_unit_test_teardown(wide_cut_and_no_program, empty_arena),
		cmocka_unit_test(instructions),
		cmocka_unit_test_teardown(a_look_at_real_code, empty_arena),
		cmocka_unit_test(the_table_of_names),
	};

	return cmocka_run_group_tests_name("program", tests, NULL, NULL);
}
