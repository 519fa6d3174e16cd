#include "file.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

const char *file_type_name(mode_t mode)
{
	switch (mode & S_IFMT) {
	case S_IFREG: return "regular file";
	case S_IFDIR: return "directory";
	case S_IFLNK: return "symbolic link";
	case S_IFCHR: return "character device";
	case S_IFBLK: return "block device";
	case S_IFIFO: return "FIFO";
	case S_IFSOCK: return "socket";
	default: return "unknown kind of file";
	}
}

static void read_all(struct arena *a, int fd, size_t cap, struct file *file)
{
	size_t room = (size_t)file->st.st_size;
	uint8_t *data;
	size_t used = 0;

	if (room > cap)
		room = cap;
	data = arena_room(a, room + 1);
	while (used < room) {
		ssize_t got = read(fd, data + used, room - used);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0) {
			file->state = FILE_UNREADABLE;
			file->error = errno;
			return;
		}
		if (got == 0)
			break; /* it shrank since fstat: what was there is what it is */
		used += (size_t)got;
	}
	data[used] = 0;
	file->data = (struct bytes){data, used};
}

struct file file_read(struct arena *a, int dir, const char *path, size_t cap)
{
	struct file file = {.state = FILE_OK};
	int fd;

	/* The type is looked at first, so that a device is not even opened; O_NONBLOCK and the
	 * second look cover a name that changes hands between the two. */
	if (fstatat(dir, path, &file.st, 0) < 0) {
		file.error = errno;
		file.state = errno == ENOENT || errno == ENOTDIR ? FILE_ABSENT : FILE_UNREADABLE;
		if (file.state == FILE_ABSENT)
			file.error = 0;
		return file;
	}
	if (!S_ISREG(file.st.st_mode)) {
		file.state = FILE_NOT_REGULAR;
		return file;
	}
	fd = openat(dir, path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	if (fd < 0 || fstat(fd, &file.st) < 0) {
		file.state = FILE_UNREADABLE;
		file.error = errno;
	} else if (!S_ISREG(file.st.st_mode)) {
		file.state = FILE_NOT_REGULAR;
	} else {
		if (file.st.st_size < 0 || (uint64_t)file.st.st_size > cap)
			file.state = FILE_TOO_BIG;
		read_all(a, fd, cap, &file);
	}
	if (fd >= 0)
		close(fd);
	return file;
}
