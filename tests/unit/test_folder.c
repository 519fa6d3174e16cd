/* The tree as genromfs takes it, fakeroot's state, and gzip: on folders and bytes made here. */
#include "unit.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sysmacros.h>
#include <unistd.h>
#include <zlib.h>

#include "gunzip.h"
#include "tree.h"

static struct arena arena;
static char folder[] = "/tmp/checker-tree-XXXXXX";

static int run(const char *script)
{
	return system(arena_printf(&arena, "cd %s && { %s; }", folder, script)); /* NOLINT */
}

static int make_folder(void **state)
{
	(void)state;
	return mkdtemp(folder) ? 0 : -1;
}

static int drop_folder(void **state)
{
	int status = run("chmod -R u+rwx . && rm -rf t big");

	(void)state;
	arena_free(&arena);
	return status || rmdir(folder);
}

static struct tree list(const struct fakeroot *fake)
{
	return tree_list(&arena, arena_printf(&arena, "%s/t", folder), fake);
}

static void a_state_file_is_read(void **state)
{
	static const char text[] =
		"dev=fe00,ino=11,mode=20666,uid=0,gid=5,nlink=1,rdev=1281\n"
		"not a line\n"
		"dev=fe00,ino=99999999999999999999999,mode=20666,uid=0,gid=0,nlink=1,rdev=1281\n"
		"dev=fe00,ino=10,mode=100744,uid=0,gid=0,nlink=1,rdev=0\n"
		"dev=fe00,ino=12,mode=";
	struct fakeroot f = fakeroot_parse(&arena, bytes_of(text));
	struct stat st = {.st_dev = 0xfe00, .st_ino = 11, .st_mode = S_IFREG | 0644};

	(void)state;
	assert_int_equal(f.count, 2);
	assert_true(fakeroot_apply(&f, &st));
	assert_int_equal(st.st_mode, S_IFCHR | 0666);
	assert_int_equal(major(st.st_rdev), 5);
	assert_int_equal(minor(st.st_rdev), 1);
	assert_int_equal(st.st_gid, 5);
	st = (struct stat){.st_dev = 0xfe00, .st_ino = 10, .st_mode = S_IFREG | 0644};
	assert_true(fakeroot_apply(&f, &st));
	assert_int_equal(st.st_mode, S_IFREG | 0744);
	st = (struct stat){.st_dev = 0xfe01, .st_ino = 10, .st_mode = S_IFREG | 0644};
	assert_false(fakeroot_apply(&f, &st));
}

static void a_stale_entry_is_ignored(void **state)
{
	struct fakeroot f = fakeroot_parse(&arena, bytes_of(
		"dev=1,ino=11,mode=20666,uid=0,gid=0,nlink=1,rdev=1281\n"
		"dev=1,ino=12,mode=40755,uid=0,gid=0,nlink=2,rdev=0\n"));
	struct stat full = {.st_dev = 1, .st_ino = 11, .st_mode = S_IFREG | 0644, .st_size = 3};
	struct stat dir = {.st_dev = 1, .st_ino = 11, .st_mode = S_IFDIR | 0755};
	struct stat file = {.st_dev = 1, .st_ino = 12, .st_mode = S_IFREG | 0644};

	(void)state;
	assert_false(fakeroot_apply(&f, &full));
	assert_true(S_ISREG(full.st_mode));
	assert_false(fakeroot_apply(&f, &dir));
	assert_true(S_ISDIR(dir.st_mode));
	assert_false(fakeroot_apply(&f, &file));
	assert_true(S_ISREG(file.st_mode));
}

static void at_names_are_nodes(void **state)
{
	struct tree t;
	const struct node *n;

	(void)state;
	assert_int_equal(run("rm -rf t && mkdir -p t/dev && touch t/dev/@console,c,5,1 "
	                     "t/dev/@ram0,b,1,0 t/dev/@odd,x,1,1 t/dev/@half,c t/dev/plain && "
	                     "echo x >t/dev/@full,c,1,3"), 0);
	t = list(NULL);
	n = tree_find(&t, "/dev/console");
	assert_non_null(n);
	assert_true(S_ISCHR(n->mode));
	assert_int_equal(n->major, 5);
	assert_int_equal(n->minor, 1);
	assert_int_equal(n->source, NODE_AT_NAME);
	assert_string_equal(n->disk_path, "dev/@console,c,5,1");
	assert_true(S_ISBLK(tree_find(&t, "dev/ram0")->mode));
	assert_true(S_ISREG(tree_find(&t, "dev/@odd,x,1,1")->mode));
	assert_true(S_ISREG(tree_find(&t, "dev/@half,c")->mode));
	assert_true(S_ISREG(tree_find(&t, "dev/@full,c,1,3")->mode)); /* genromfs wants it empty */
	assert_true(S_ISREG(tree_find(&t, "dev/plain")->mode));
	assert_null(tree_find(&t, "dev/absent"));
	assert_true(S_ISDIR(tree_find(&t, "")->mode));
}

/* The very state that fakeroot writes, read from outside it. */
static void fakeroot_nodes_are_nodes(void **state)
{
	struct fakeroot f;
	struct file file;
	struct tree t;
	const struct node *n;

	(void)state;
	assert_int_equal(run("rm -rf t && mkdir t && fakeroot -s big sh -c 'mknod -m 600 t/null c 1 3; "
	                     "mknod t/ram0 b 1 0; echo >t/file; chown 3:4 t/file'"), 0);
	file = file_read(&arena, AT_FDCWD, arena_printf(&arena, "%s/big", folder), FILE_CAP);
	f = fakeroot_parse(&arena, file.data);
	assert_true(f.count >= 3);
	t = list(&f);
	n = tree_find(&t, "null");
	assert_true(S_ISCHR(n->mode));
	assert_int_equal(n->mode & 07777, 0600);
	assert_int_equal(n->major * 256 + n->minor, 259);
	assert_int_equal(n->source, NODE_FAKEROOT);
	assert_true(S_ISBLK(tree_find(&t, "ram0")->mode));
	t = list(NULL);
	assert_true(S_ISREG(tree_find(&t, "null")->mode));
}

static void links_are_followed_inside(void **state)
{
	struct tree t;

	(void)state;
	assert_int_equal(run("rm -rf t && mkdir -p t/bin t/usr && echo >t/bin/busybox && "
	                     "ln -s busybox t/bin/sh && ln -s /bin/busybox t/bin/ls && "
	                     "ln -s ../../../bin t/usr/bin && ln -s /bin/busybox t/init && "
	                     "ln -s loop t/loop && ln -s /etc/passwd t/out && ln t/bin/busybox t/bin/cp"), 0);
	t = list(NULL);
	assert_ptr_equal(tree_resolve(&arena, &t, "bin/sh"), tree_find(&t, "bin/busybox"));
	assert_ptr_equal(tree_resolve(&arena, &t, "/bin/ls"), tree_find(&t, "bin/busybox"));
	assert_ptr_equal(tree_resolve(&arena, &t, "usr/bin/sh"), tree_find(&t, "bin/busybox"));
	assert_ptr_equal(tree_resolve(&arena, &t, "./init"), tree_find(&t, "bin/busybox"));
	assert_ptr_equal(tree_resolve(&arena, &t, "/"), tree_find(&t, ""));
	assert_null(tree_resolve(&arena, &t, "loop"));
	assert_null(tree_resolve(&arena, &t, "out"));
	assert_null(tree_resolve(&arena, &t, "bin/busybox/more"));
	assert_int_equal(tree_find(&t, "bin/cp")->ino, tree_find(&t, "bin/busybox")->ino);
}

static void depth_and_breadth_are_bounded(void **state)
{
	struct tree t;

	(void)state;
	assert_int_equal(run("rm -rf t && d=t && i=0 && while [ $i -lt 40 ]; do d=$d/d; i=$((i+1)); done && "
	                     "mkdir -p $d"), 0);
	t = list(NULL);
	assert_true(t.cut);
	assert_int_equal(t.count, TREE_DEPTH + 1);
	assert_int_equal(run("rm -rf t && mkdir t && cd t && seq 5000 | xargs touch"), 0);
	t = list(NULL);
	assert_true(t.cut);
	assert_int_equal(t.count, TREE_DIRECTORY + 1);
	assert_int_equal(run("rm -rf t && mkdir t && cd t && mkdir a b c d e z && echo >z/seen && "
	                     "for d in a b c d e; do mkdir $d/d && (cd $d/d && seq 1000 | xargs touch); done"), 0);
	t = list(NULL);
	assert_true(t.cut);
	assert_int_equal(t.count, TREE_NODES);
	assert_non_null(tree_find(&t, "z/seen"));
}

static void no_tree(void **state)
{
	(void)state;
	assert_int_equal(run("rm -rf t"), 0);
	assert_int_equal(list(NULL).state, TREE_ABSENT);
	assert_int_equal(run("echo >t"), 0);
	assert_int_equal(list(NULL).state, TREE_NOT_DIRECTORY);
	assert_int_equal(run("rm -f t && mkfifo t"), 0);
	assert_int_equal(list(NULL).state, TREE_NOT_DIRECTORY);
}

static struct bytes gzip(const uint8_t *data, size_t size)
{
	z_stream z = {0};
	uint8_t *out = arena_alloc(&arena, size + 1000);

	assert_int_equal(deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
	memcpy(&z.next_in, &data, sizeof(data));
	z.avail_in = (uInt)size;
	z.next_out = out;
	z.avail_out = (uInt)size + 1000;
	assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
	deflateEnd(&z);
	return (struct bytes){out, z.total_out};
}

static void gzip_whole_and_spoiled(void **state)
{
	enum { SIZE = 300000 };
	uint8_t *data = arena_alloc(&arena, SIZE);
	struct bytes packed = gzip(data, SIZE), part;
	uint8_t *copy = (uint8_t *)arena_copy(&arena, packed.at, packed.size);
	struct gunzip g = gunzip_all(&arena, packed, SIZE);

	(void)state;
	assert_int_equal(g.state, GUNZIP_OK);
	assert_int_equal(g.data.size, SIZE);
	assert_int_equal(g.used, packed.size);
	assert_int_equal(gunzip_all(&arena, packed, SIZE - 1).state, GUNZIP_TOO_BIG);
	assert_int_equal(gunzip_all(&arena, packed, SIZE - 1).data.size, SIZE - 1);
	assert_true(bytes_slice(packed, 0, packed.size - 9, &part));
	assert_int_equal(gunzip_all(&arena, part, SIZE).state, GUNZIP_TRUNCATED);
	assert_true(bytes_slice(packed, 0, 2, &part));
	assert_int_equal(gunzip_all(&arena, part, SIZE).state, GUNZIP_TRUNCATED);
	copy[packed.size - 6] ^= 1; /* the checksum */
	assert_int_equal(gunzip_all(&arena, (struct bytes){copy, packed.size}, SIZE).state, GUNZIP_DAMAGED);
	assert_int_equal(gunzip_all(&arena, bytes_of("PK"), SIZE).state, GUNZIP_NOT_GZIP);
	assert_int_equal(gunzip_all(&arena, (struct bytes){NULL, 0}, SIZE).state, GUNZIP_NOT_GZIP);
}

/* A member whose trailer lies about its length, and a bomb: a thousand times its size. */
static void gzip_that_lies(void **state)
{
	enum { SIZE = 32 * 1024 * 1024, CAP = 1024 * 1024 };
	uint8_t *data = calloc(1, SIZE);
	struct bytes packed = gzip(data, SIZE);
	struct gunzip g = gunzip_all(&arena, packed, CAP);
	uint8_t *copy = (uint8_t *)arena_copy(&arena, packed.at, packed.size);

	(void)state;
	free(data);
	assert_int_equal(g.state, GUNZIP_TOO_BIG);
	assert_int_equal(g.data.size, CAP);
	memset(copy + packed.size - 4, 0, 4);
	g = gunzip_all(&arena, (struct bytes){copy, packed.size}, CAP);
	assert_int_equal(g.state, GUNZIP_TOO_BIG);
	g = gunzip_all(&arena, (struct bytes){copy, packed.size}, SIZE + 1);
	assert_int_equal(g.state, GUNZIP_DAMAGED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_state_file_is_read), cmocka_unit_test(a_stale_entry_is_ignored),
		cmocka_unit_test(at_names_are_nodes), cmocka_unit_test(fakeroot_nodes_are_nodes),
		cmocka_unit_test(links_are_followed_inside),
		cmocka_unit_test(depth_and_breadth_are_bounded), cmocka_unit_test(no_tree),
		cmocka_unit_test(gzip_whole_and_spoiled), cmocka_unit_test(gzip_that_lies),
	};

	return cmocka_run_group_tests_name("folder", tests, make_folder, drop_folder);
}
