/* Names: slips of the hand, and genromfs's names with @. */
#include "unit.h"

#include <sys/stat.h>

#include "at_name.h"
#include "near.h"

static void slips_are_near(void **state)
{
	static const char *const pairs[][2] = {
		{"Proc", "proc"}, {"ect", "etc"}, {"initd", "init.d"}, {"bim", "bin"}, {"tmp\r", "tmp"},
		{"etc ", "etc"}, {"consol", "console"}, {"moutn", "mount"}, {"LS", "ls"}, {"\xef\xbb\xbf" "dev", "dev"},
		{"freramdisc", "freeramdisk"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++)
		if (!near_name(pairs[i][0], pairs[i][1]))
			fail_msg("%s is not near %s", pairs[i][0], pairs[i][1]);
}

static void other_words_are_not(void **state)
{
	static const char *const pairs[][2] = {
		{"etc", "etc"}, {"mnt", "tmp"}, {"ln", "ls"}, {"ss", "sh"}, {"rc.d", "init.d"}, {"", "bin"},
		{"opt", "tmp"}, {"home", "proc"}, {"ash", "sh"},
		{"a name that is much longer than any name of the book is", "bin"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++)
		if (near_name(pairs[i][0], pairs[i][1]))
			fail_msg("%s is near %s", pairs[i][0], pairs[i][1]);
}

static void genromfs_takes(const char *name, mode_t type, unsigned major, unsigned minor)
{
	struct at_name at;

	assert_null(at_name_parse(name, &at));
	assert_int_equal(at.type, type);
	assert_int_equal(at.major, major);
	assert_int_equal(at.minor, minor);
}

static void good_at_names(void **state)
{
	(void)state;
	genromfs_takes("@console,c,5,1", S_IFCHR, 5, 1);
	genromfs_takes("@ram0,b,1,0", S_IFBLK, 1, 0);
	genromfs_takes("@null,u,1,3", S_IFCHR, 1, 3);
	genromfs_takes("@pipe,p,0,0", S_IFIFO, 0, 0);
	genromfs_takes("@tty,c, 5,+0,666", S_IFCHR, 5, 0);
}

static void bad_at_names(void **state)
{
	static const char *const names[] = {
		"@", "@,", "@console", "@console,c,5", "@console,5,1", "@console,c,5,", "@console,c,,1",
		"@console c 5 1", "@console:c:5:1", "@,c,5,1", "@a.b,c,5,1", "@console,cc,5,1", "@console,,5,1",
		"@console, c, 5, 1", "@console,c,0x5,1", "@console,c,5,x", "@c,console,5,1",
		"@console,c,9999999999,1", "@a-name-of-more-than-thirty-one-bytes,c,5,1",
	};
	struct at_name at;

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (!at_name_parse(names[i], &at))
			fail_msg("%s was taken", names[i]);
		assert_string_equal(at.name, "");
	}
	/* Four good fields and a type that it does not know: genromfs leaves the file out. */
	assert_non_null(at_name_parse("@console,C,5,1", &at));
	assert_string_equal(at.name, "console");
	assert_int_equal(at.type, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(slips_are_near), cmocka_unit_test(other_words_are_not),
		cmocka_unit_test(good_at_names), cmocka_unit_test(bad_at_names),
	};

	return cmocka_run_group_tests_name("names", tests, NULL, NULL);
}
