/* Files that are not what their names say: nothing blocks, nothing is swallowed whole. */
#include "unit.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "file.h"

static struct arena arena;
static char folder[] = "/tmp/checker-file-XXXXXX";
static int dir = -1;

static int make_folder(void **state)
{
	(void)state;
	if (!mkdtemp(folder))
		return -1;
	dir = open(folder, O_RDONLY | O_DIRECTORY);
	return dir < 0 ? -1 : 0;
}

static int drop_folder(void **state)
{
	static const char *const names[] = {"plain", "empty", "fifo", "link", "loop", "long",
	                                    "secret", "socket"};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		unlinkat(dir, names[i], 0);
	unlinkat(dir, "folder", AT_REMOVEDIR);
	close(dir);
	arena_free(&arena);
	return rmdir(folder);
}

static void put(const char *name, const char *text, mode_t mode)
{
	int fd = openat(dir, name, O_WRONLY | O_CREAT | O_TRUNC, mode);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	close(fd);
}

static void a_plain_file(void **state)
{
	struct file f;

	(void)state;
	put("plain", "hello", 0644);
	f = file_read(&arena, dir, "plain", FILE_CAP);
	assert_int_equal(f.state, FILE_OK);
	assert_true(bytes_is(f.data, "hello"));
	put("empty", "", 0644);
	f = file_read(&arena, dir, "empty", FILE_CAP);
	assert_int_equal(f.state, FILE_OK);
	assert_int_equal(f.data.size, 0);
	assert_int_equal(symlinkat("plain", dir, "link"), 0);
	f = file_read(&arena, dir, "link", FILE_CAP);
	assert_true(bytes_is(f.data, "hello"));
}

static void nothing_there(void **state)
{
	struct file f;

	(void)state;
	f = file_read(&arena, dir, "absent", FILE_CAP);
	assert_int_equal(f.state, FILE_ABSENT);
	put("plain", "x", 0644);
	f = file_read(&arena, dir, "plain/below", FILE_CAP);
	assert_int_equal(f.state, FILE_ABSENT);
	assert_int_equal(symlinkat("loop", dir, "loop"), 0);
	f = file_read(&arena, dir, "loop", FILE_CAP);
	assert_int_equal(f.state, FILE_UNREADABLE);
	assert_int_equal(f.error, ELOOP);
}

/* If a FIFO were opened for reading, the test would never come back: alarm() ends it then. */
static void kinds_that_are_not_read(void **state)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	int sock = socket(AF_UNIX, SOCK_STREAM, 0);

	(void)state;
	alarm(20);
	assert_int_equal(mkfifoat(dir, "fifo", 0644), 0);
	assert_int_equal(file_read(&arena, dir, "fifo", FILE_CAP).state, FILE_NOT_REGULAR);
	assert_int_equal(mkdirat(dir, "folder", 0755), 0);
	assert_int_equal(file_read(&arena, dir, "folder", FILE_CAP).state, FILE_NOT_REGULAR);
	assert_int_equal(file_read(&arena, AT_FDCWD, "/dev/zero", FILE_CAP).state, FILE_NOT_REGULAR);
	assert_int_equal(file_read(&arena, AT_FDCWD, "/dev/tty", FILE_CAP).state, FILE_NOT_REGULAR);
	snprintf(address.sun_path, sizeof(address.sun_path), "%s/socket", folder);
	assert_int_equal(bind(sock, (struct sockaddr *)&address, sizeof(address)), 0);
	assert_int_equal(file_read(&arena, dir, "socket", FILE_CAP).state, FILE_NOT_REGULAR);
	close(sock);
	alarm(0);
}

static void too_big(void **state)
{
	struct file f;
	int fd;

	(void)state;
	put("long", "0123456789", 0644);
	f = file_read(&arena, dir, "long", 4);
	assert_int_equal(f.state, FILE_TOO_BIG);
	assert_true(bytes_is(f.data, "0123"));
	assert_int_equal(f.st.st_size, 10);
	f = file_read(&arena, dir, "long", 10);
	assert_int_equal(f.state, FILE_OK);
	fd = openat(dir, "long", O_WRONLY);
	assert_int_equal(ftruncate(fd, (off_t)1 << 40), 0); /* sparse: 1 TiB */
	close(fd);
	f = file_read(&arena, dir, "long", FILE_CAP);
	assert_int_equal(f.state, FILE_TOO_BIG);
	assert_int_equal(f.data.size, FILE_CAP);
}

static void refused(void **state)
{
	struct file f;

	(void)state;
	if (geteuid() == 0)
		skip_test(); /* nothing is refused to root; the command-line suite covers it as a user */
	put("secret", "x", 0000);
	f = file_read(&arena, dir, "secret", FILE_CAP);
	assert_int_equal(f.state, FILE_UNREADABLE);
	assert_int_equal(f.error, EACCES);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_plain_file), cmocka_unit_test(nothing_there),
		cmocka_unit_test(kinds_that_are_not_read), cmocka_unit_test(too_big),
		cmocka_unit_test(refused),
	};

	return cmocka_run_group_tests_name("file", tests, make_folder, drop_folder);
}
