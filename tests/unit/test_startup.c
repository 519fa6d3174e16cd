/* The files of chapter 05: inittab, fstab and scripts as BusyBox, the C library and the kernel read
 * them; hidden characters; words that are near each other. */
#include <string.h>

#include "unit.h"

#include "fstab.h"
#include "hidden.h"
#include "inittab.h"
#include "nearest.h"
#include "script.h"

static struct arena arena;

static int empty_arena(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

static struct inittab inittab(const char *text)
{
	return inittab_read(&arena, bytes_of(text));
}

static void inittab_fields(void **state)
{
	struct inittab t = inittab("# one\n\n::sysinit:/etc/init.d/rcS\n/dev/tty0:23:askfirst:-/bin/sh -l # x\n"
	                           ":askfirst:-/bin/sh\n::askfrist:x\n::once:\n::once:a:b");

	(void)state;
	assert_int_equal(t.count, 6);
	assert_int_equal(t.entries[0].line, 3);
	assert_int_equal(t.entries[0].action, INITTAB_SYSINIT);
	assert_int_equal(t.entries[0].word_column, 3);
	assert_int_equal(t.entries[0].command_column, 11);
	assert_string_equal(t.entries[1].tty, "tty0");
	assert_string_equal(t.entries[1].command, "-/bin/sh -l ");
	assert_int_equal(t.entries[2].fault, INITTAB_FIELDS);
	assert_int_equal(t.entries[3].fault, INITTAB_WORD);
	assert_int_equal(t.entries[4].fault, INITTAB_FIELDS); /* an empty field at the end is none */
	assert_string_equal(t.entries[5].command, "a:b");     /* the last field takes the rest */
}

static void inittab_oddities(void **state)
{
	struct inittab t = inittab("::once:one \\\ntwo\n  # no comment here\n \n::respawn:one two\n");

	(void)state;
	assert_int_equal(t.count, 4);
	assert_string_equal(t.entries[0].command, "one two"); /* joined, and counted as its last line */
	assert_int_equal(t.entries[0].line, 2);
	assert_int_equal(t.entries[0].command_column, 0);
	assert_int_equal(t.entries[1].fault, INITTAB_FIELDS);
	assert_int_equal(t.entries[2].fault, INITTAB_FIELDS);
	assert_true(t.entries[0].superseded);
	assert_false(t.entries[3].superseded);
	assert_int_equal(inittab("").count, 0);
	assert_int_equal(inittab("\\\n\\\n\\").count, 0);
}

static void inittab_commands(void **state)
{
	struct inittab_command c = inittab_command(&arena, "-/bin/sh  -l");

	(void)state;
	assert_true(c.dash);
	assert_string_equal(c.program, "/bin/sh");
	assert_string_equal(c.rest, "-l");
	assert_string_equal(inittab_command(&arena, " -/bin/sh").program, "");
	assert_string_equal(inittab_command(&arena, "- /bin/sh").program, "");
	assert_string_equal(inittab_command(&arena, "-").program, "");
	assert_true(inittab_command(&arena, "mount -a; true").by_shell);
}

static struct fstab fstab(const char *text, bool strict)
{
	return fstab_read(&arena, bytes_of(text), strict);
}

static void fstab_fates(void **state)
{
	static const char text[] = "# c\n  # c\n\nproc /proc proc defaults 0 0 # x\nnone\t/s tmpfs rw\n"
	                           "a b c d 0 0\r\ne f g h 0 0";
	struct fstab f = fstab(text, true);

	(void)state;
	assert_int_equal(f.count, 4);
	assert_int_equal(f.lines[0].fate, FSTAB_READ);
	assert_int_equal(f.lines[0].line, 4);
	assert_string_equal(f.lines[0].type.text, "proc");
	assert_int_equal(f.lines[0].where.column, 6);
	assert_int_equal(f.lines[1].fate, FSTAB_FIELDS);
	assert_int_equal(f.lines[2].fate, FSTAB_READ);
	assert_int_equal(f.lines[3].fate, FSTAB_NO_NEWLINE);
	f = fstab(text, false);
	for (size_t i = 0; i < f.count; i++)
		assert_int_equal(f.lines[i].fate, FSTAB_READ);
}

static void fstab_long_lines(void **state)
{
	char text[1200];

	(void)state;
	memset(text, '#', sizeof(text));
	strcpy(text + FSTAB_LINE_MAX, "\nproc /proc proc defaults 0 0\n");
	assert_int_equal(fstab(text, true).count, 1);
	assert_int_equal(fstab(text, true).lines[0].fate, FSTAB_READ);
	text[FSTAB_LINE_MAX] = '#';
	strcpy(text + FSTAB_LINE_MAX + 1, "\nproc /proc proc defaults 0 0\n");
	assert_int_equal(fstab(text, true).count, 2);
	assert_int_equal(fstab(text, true).lines[0].fate, FSTAB_TOO_LONG);
	assert_int_equal(fstab(text, true).lines[1].fate, FSTAB_AFTER_LONG);
}

static void fstab_options_of_mount(void **state)
{
	struct fstab f = fstab("a b c rw,NOAUTO 0 0\na b swap x 0 0\na b c noautomatic 0 0\n", true);

	(void)state;
	assert_true(fstab_skipped(&f.lines[0]));
	assert_true(fstab_skipped(&f.lines[1]));
	assert_false(fstab_skipped(&f.lines[2]));
	assert_int_equal(fstab_option_kind("nosuid,x", 6), FSTAB_BY_MOUNT);
	assert_int_equal(fstab_option_kind("nosuids", 7), FSTAB_TO_KERNEL);
	assert_int_equal(fstab_option_kind("", 0), FSTAB_BY_MOUNT);
}

static struct script script(const char *text)
{
	return script_read(&arena, bytes_of(text));
}

static void script_first_lines(void **state)
{
	char longest[400] = "#!/";

	(void)state;
	assert_string_equal(script("#! /bin/sh\n").interpreter, "/bin/sh");
	assert_string_equal(script("#!\t/bin/busybox sh -e \n").argument, "sh -e");
	assert_string_equal(script("#!/bin/sh\r\n").interpreter, "/bin/sh\r");
	assert_string_equal(script("#!/bin/sh").interpreter, "/bin/sh");
	assert_int_equal(script(" #!/bin/sh\n").first, SCRIPT_NONE);
	assert_int_equal(script("#! \n/bin/sh").first, SCRIPT_NO_PROGRAM);
	assert_int_equal(script("").first, SCRIPT_NONE);
	memset(longest + 3, 'a', sizeof(longest) - 4);
	assert_int_equal(script(longest).first, SCRIPT_TOO_LONG);
}

/* Where a loop begins that only its condition ends, and for which the script waits; 0: there is
 * none. */
static int loop(const char *text)
{
	struct script s = script(text);

	for (size_t i = 0; i < s.count; i++)
		if (s.commands[i].loop_line > 0 && !s.commands[i].background)
			return s.commands[i].loop_line;
	return 0;
}

static void script_is(const char *text, size_t index, const char *name, bool certain)
{
	struct script s = script(text);

	assert_in_range(index, 0, s.count - 1);
	assert_string_equal(s.commands[index].words[0], name);
	assert_int_equal(s.commands[index].certain, certain);
}

static void script_commands(void **state)
{
	struct script s;

	(void)state;
	script_is("# x\nmount -a\n", 0, "mount", true);
	script_is("a && b", 1, "b", false);
	script_is("a &&\nb\nc", 1, "b", false);
	script_is("a || b\nc", 2, "c", true);
	script_is("if a; then b; fi; c", 2, "c", true);
	script_is("if a; then b; fi; c", 1, "b", false);
	script_is("for i in x y; do b; done; c", 1, "c", true);
	script_is("case x in\na | b) c ;;\n*) d ;;\nesac\ne", 2, "e", true);
	script_is("f() { g; }\nh", 1, "h", true);
	script_is("X=1 Y=$(date) a", 0, "a", true);
	script_is("'mo'\"un\"t -a", 0, "mount", true);
	script_is("mount \\\n -a", 0, "mount", true);
	script_is("cat <<X\nnothere\nX\nnext", 1, "next", true);
	s = script("a 2>/dev/null >x b & c");
	assert_true(s.commands[0].quiet && s.commands[0].silent && s.commands[0].background);
	assert_string_equal(s.commands[0].words[1], "b");
	s = script("$X a; a $X");
	assert_false(s.commands[0].plain || s.commands[0].named || s.commands[1].plain);
	assert_true(s.commands[1].named);
	assert_string_equal(script("PATH=/usr/bin\n").path, "/usr/bin");
	assert_string_equal(script("PATH=$PATH:/x\n").path, "");
	assert_string_equal(script("export PATH=/usr/bin\n").path, "/usr/bin");
	assert_non_null(strstr(script("go () {\ntrue\n}\n").functions, " go "));
}

static void script_inner(void **state)
{
	struct script s = script("a\nX=$(b c; d) e \"`f`\" $((1 + 2)) ${g}\n[ -x /h ] && i $(j)\n");

	(void)state;
	assert_int_equal(s.inner_count, 4);
	assert_string_equal(s.inner[0].words[1], "c");
	assert_int_equal(s.inner[0].line, 2);
	assert_int_equal(s.inner[0].column, 5);
	assert_true(s.inner[1].certain && s.inner[2].certain);
	assert_string_equal(s.inner[2].words[0], "f");
	assert_false(s.inner[3].certain);
	assert_int_equal(script("a $(if b) $(\"c) ``\n").inner_count, 0);
	assert_int_equal(script("a $(b $(c))").inner_count, 1); /* no deeper */
}

static void script_targets(void **state)
{
	(void)state;
	assert_string_equal(script("a >/b").commands[0].target, "/b");
	assert_string_equal(script("a 2>>/b").commands[0].target, "/b");
	assert_null(script("a >&2 </b").commands[0].target);
	assert_null(script("a >$B").commands[0].target);
	assert_string_equal(script("a 2>/dev/null >/b").commands[0].target, "/dev/null");
	assert_string_equal(script("a >/b 2>/dev/null").commands[0].target, "/b");
}

static void script_redirections_alone(void **state)
{
	struct script s = script(">/b\n>/c d e\n");

	(void)state;
	assert_int_equal(s.count, 2);
	assert_string_equal(s.commands[0].target, "/b");
	assert_int_equal(s.commands[0].count, 0);
	assert_string_equal(s.commands[1].target, "/c");
	assert_string_equal(s.commands[1].words[1], "e");
	s = script("exec 2>/dev/null\na >/b\n");
	assert_true(s.commands[1].quiet);
	assert_null(s.commands[1].target);
	assert_int_equal(loop("while true; do sleep 1; done >/dev/null &\n"), 0);
}

static void script_ends(void **state)
{
	(void)state;
	assert_int_equal(loop("x\nwhile true; do sleep 1; done\n"), 2);
	assert_int_equal(loop("while :\ndo x; done\n"), 1);
	assert_int_equal(loop("while true; do sleep 1; done &\n"), 0);
	assert_int_equal(loop("while true; do read x || break; done\n"), 0);
	assert_true(script("a\necho \"x").open);
	assert_int_equal(script("a\necho \"x").open_line, 2);
	assert_false(script("cat <<X\ny\n").open); /* the end of the file ends it, too */
	assert_true(script("x=$(a").open);
	assert_false(script("echo 'a\"b' \"c'd\" \\\" `e` ${f}").open);
	assert_int_equal(script("if a\n").depth, 1);
	assert_int_equal(script("fi\n").depth, -1);
	assert_true(script(". /etc/x").uncertain);
}

static void stray(const char *text, const char *word, int line)
{
	struct script s = script(text);

	if (!word) {
		assert_null(s.stray);
		return;
	}
	assert_non_null(s.stray);
	assert_string_equal(s.stray, word);
	assert_int_equal(s.stray_line, line);
}

/* Each as `busybox sh -n` of 1.35 has it. */
static void script_grammar(void **state)
{
	(void)state;
	stray("a\n;\n", ";", 2);
	stray("a &&\n\nb |\nc\n", NULL, 0);
	stray("a &&\n", "end of file", 2);
	stray("a &; b", ";", 1);
	stray("&& a", "&&", 1);
	stray("X=1; Y=2 & { a; } & (b); c", NULL, 0);
	stray("if a; then b; done", "done", 1);
	stray("if a; b; fi", "fi", 1);
	stray("if a; then fi", "fi", 1);
	stray("if a\nthen\nb\nelif c; then d\nelse\ne\nfi", NULL, 0);
	stray("for x in a b do c; done", "done", 1);
	stray("for x do c; done; for x\ndo c; done; for x in; do c; done", NULL, 0);
	stray("{ a; } b", "b", 1);
	stray("{ if a; then b; fi } >x 2>&1 | c", NULL, 0);
	stray("case x in a) case y in b) c;; esac;; d) ;; esac; e", NULL, 0);
	stray("case x in a) b; fi;; esac", "fi", 1);
	stray("then a", "then", 1);
	stray("a > ; b", "newline", 1);
	stray("a) b", ")", 1);
	assert_true(script("[-f /x ]").commands[0].plain);
	assert_false(script("[a-f] /x").commands[0].plain);
}

static void script_surely(void **state)
{
	struct script s = script("for x in a b; do c; done >/dev/null; if d; then e; fi; (f; exit) &");

	(void)state;
	assert_int_equal(s.count, 6);
	assert_true(s.commands[0].certain && s.commands[0].silent);
	assert_true(s.commands[2].certain && !s.commands[3].certain);
	assert_true(s.commands[4].certain && s.commands[4].nested && s.commands[4].background);
	script_is("for x in $A; do b; done", 0, "b", false);
	script_is("for x in a b; do break; b; done", 1, "b", false);
	script_is("a && { b; }", 1, "b", false);
	script_is("f() { g; }", 0, "g", false);
	s = script("a | b; c <d; echo e >&2; exec 2>/dev/null; echo f >&2; g 2>&1; h >/dev/tty0");
	assert_true(s.commands[1].piped && s.commands[1].fed && s.commands[2].fed);
	assert_string_equal(s.commands[2].input, "d");
	assert_false(s.commands[3].silent);
	assert_true(s.commands[5].silent);
	assert_false(s.commands[6].quiet || s.commands[7].silent);
	assert_int_equal(loop("until false; do a; done"), 1);
	assert_int_equal(loop("while sleep 1; do a; done"), 1);
}

static void hangs(const char *text, size_t index, int on, bool when, bool would)
{
	struct script s = script(text);

	assert_in_range(index, 0, s.count - 1);
	assert_int_equal(s.commands[index].hang.on, on);
	assert_int_equal(s.commands[index].hang.would, would);
	if (on >= 0)
		assert_int_equal(s.commands[index].hang.when, when);
}

static void script_hangs(void **state)
{
	struct script s;

	(void)state;
	hangs("a && b", 1, 0, true, true);
	hangs("a || b && c", 2, 1, true, true);
	hangs("a &&\n b; c", 2, -1, false, true);
	hangs("a && b | c", 2, 0, true, true);
	hangs("if a; then b; fi", 1, 0, true, true);
	hangs("if a; then b; else c; fi; d", 2, 0, false, true);
	hangs("if a; then b; else c; fi; d", 3, -1, false, true);
	hangs("if a; then b; elif c; then d; else e; fi", 2, 0, false, true);
	hangs("if a; then b; elif c; then d; else e; fi", 3, 2, true, true);
	hangs("if a; then b; elif c; then d; else e; fi", 4, 2, false, true);
	hangs("if { a; }; then b; fi", 1, -1, false, false);
	hangs("while a; do b; done; c", 1, 0, true, true);
	hangs("until a; do b; done; c", 1, 0, false, true);
	hangs("f() a && b", 1, -1, false, false);
	hangs("f() { return; a; }", 1, -1, false, false);
	s = script("case x in y) a;; x | z) b;; *) c;; esac");
	assert_true(s.commands[0].hang.never && s.commands[1].hang.would && s.commands[2].hang.never);
	s = script("case \"$1\" in start) a;; \"\") b;; esac; case $x in y) c;; esac");
	assert_true(s.commands[0].hang.never && s.commands[0].hang.unnamed);
	assert_true(s.commands[1].hang.would && s.commands[1].hang.unnamed);
	assert_false(s.commands[2].hang.would || s.commands[2].hang.never);
	s = script("f() { a; }\ng() b\nc");
	assert_string_equal(s.commands[0].function, "f");
	assert_string_equal(s.commands[1].function, "g");
	assert_null(s.commands[2].function);
	assert_int_equal(loop("if a; then\nwhile b; do c; done; fi"), 2);
	assert_int_equal(loop("while a; do [ b ] && break; done"), 0);
	assert_string_equal(script("!\na").stray, "newline");
	assert_string_equal(script("PS1='a> '\n").prompt, "a> ");
}

static void hidden_characters(void **state)
{
	struct hidden h;

	(void)state;
	assert_false(hidden_find(bytes_of("plain\ttext \xc3\xbc \xe2\x82\xac \xf0\x9f\x90\xa7\n"), 0, &h));
	assert_true(hidden_find(bytes_of("a\r\n"), 0, &h) && h.kind == HIDDEN_CR && h.offset == 1);
	assert_true(hidden_find(bytes_of("a\xc2\xa0"), 0, &h) && h.kind == HIDDEN_BLANK && h.length == 2);
	assert_true(hidden_find(bytes_of("\xef\xbb\xbf"), 0, &h) && h.code == 0xfeff);
	assert_true(hidden_find(bytes_of("\xe2\x80\x93"), 0, &h) && h.kind == HIDDEN_DASH);
	assert_false(hidden_find(bytes_of("\xe2\x80"), 0, &h));
	assert_true(hidden_utf16((struct bytes){(const uint8_t *)"a\0b\0c\0d\0", 8}));
	assert_true(hidden_utf16(bytes_of("\xff\xfe" "a")));
	assert_false(hidden_utf16(bytes_of("plain text of one byte a sign")));
	assert_true(hidden_binary((struct bytes){(const uint8_t *)"a\0b", 3}));
}

static void near_words(void **state)
{
	static const char *const words[] = {"sysinit", "askfirst", "once", "proc", "tmpfs"};

	(void)state;
	assert_int_equal(nearest_distance("askfrist", "askfirst"), 1);
	assert_int_equal(nearest_distance("", "abc"), 3);
	assert_string_equal(nearest_word("tmfps", words, 5), "tmpfs");
	assert_string_equal(nearest_word("PORC", words, 5), "proc");
	assert_null(nearest_word("shm", words, 5));
	assert_null(nearest_word("", words, 5));
	assert_null(nearest_word("a word that is far longer than any that can be meant", words, 5));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(inittab_fields, empty_arena),
		cmocka_unit_test_teardown(inittab_oddities, empty_arena),
		cmocka_unit_test_teardown(inittab_commands, empty_arena),
		cmocka_unit_test_teardown(fstab_fates, empty_arena),
		cmocka_unit_test_teardown(fstab_long_lines, empty_arena),
		cmocka_unit_test_teardown(fstab_options_of_mount, empty_arena),
		cmocka_unit_test_teardown(script_first_lines, empty_arena),
		cmocka_unit_test_teardown(script_commands, empty_arena),
		cmocka_unit_test_teardown(script_inner, empty_arena),
		cmocka_unit_test_teardown(script_targets, empty_arena),
		cmocka_unit_test_teardown(script_redirections_alone, empty_arena),
		cmocka_unit_test_teardown(script_ends, empty_arena),
		cmocka_unit_test_teardown(script_grammar, empty_arena),
		cmocka_unit_test_teardown(script_surely, empty_arena),
		cmocka_unit_test_teardown(script_hangs, empty_arena),
		cmocka_unit_test(hidden_characters),
		cmocka_unit_test(near_words),
	};

	return cmocka_run_group_tests_name("startup", tests, NULL, NULL);
}
