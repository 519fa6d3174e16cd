#include "chapters.h"

#include <string.h>

#define TREE_USED "fs fs.gz"

static const struct chapter chapters[CHAPTERS] = {
	{"workshop", "Host tools and sources", "sources",
	 "linux busybox tiny-linux floppy.img",
	 "make step-00 looks for the tools, offers to install those that are missing,\n"
	 "and fetches the sources."},
	{"kernel", "The kernel", "linux", "floppy.img",
	 "make step-01 configures and builds the kernel. It takes a few minutes:\n"
	 "chapters 03 to 05 can be typed meanwhile."},
	{"busybox", "A static BusyBox", "busybox", "tiny-linux/bin/busybox",
	 "make step-02 builds the small C library, then BusyBox with it, static."},
	{"tree", "The directories", "tiny-linux", "",
	 "make step-03 makes tiny-linux/ and its directories."},
	{"devices", "Device nodes", "tiny-linux/dev/*", TREE_USED,
	 "make step-04 makes the five device nodes. To type mknod yourself, start\n"
	 "make shell first: in it, mknod works without root."},
	{"startup", "rcS, fstab, inittab",
	 "tiny-linux/etc/inittab tiny-linux/etc/fstab tiny-linux/etc/init.d/*", TREE_USED,
	 "make step-05 puts inittab, fstab and init.d/rcS into tiny-linux/etc/."},
	{"names", "BusyBox and its names", "tiny-linux/bin/*", TREE_USED,
	 "make step-06 copies BusyBox into tiny-linux/bin/ and links its names to it."},
	{"romfs", "The ROM file system", TREE_USED, "floppy.img",
	 "make step-07 makes the image fs of the tree and packs it into fs.gz."},
	{"floppy", "The floppy disk", "floppy.img syslinux.cfg", "",
	 "make step-08 formats floppy.img, installs SYSLINUX and copies the files to it."},
	{"smoke-test", "The smoke test", "smoke", "",
	 "make step-09 boots floppy.img in QEMU, types at its prompt, keeps the screen."},
	{"media", "Other media", "disk.img flash.img usb.img cdrom.iso isolinux.iso", "",
	 "make step-10 makes an IDE disk, a flash card, a USB stick and two CDs of the\n"
	 "same kernel and fs.gz. Each stands for itself: one of them is enough."},
};

const struct chapter *chapter_at(int number)
{
	return number >= 0 && number < CHAPTERS ? &chapters[number] : NULL;
}

int chapter_parse(const char *text)
{
	size_t length = strlen(text);
	int number;

	if (length == 0 || length > 2 || strspn(text, "0123456789") != length)
		return -1;
	number = text[0] - '0';
	if (length == 2)
		number = number * 10 + text[1] - '0';
	return number < CHAPTERS ? number : -1;
}

/* "tiny-linux/dev/ *" means: the folder has something in it. */
static bool there(struct work *w, struct bytes path)
{
	char name[64];

	if (path.size >= sizeof(name))
		return false;
	memcpy(name, path.at, path.size);
	name[path.size] = '\0';
	if (path.size > 2 && strcmp(name + path.size - 2, "/*") == 0) {
		name[path.size - 2] = '\0';
		return work_names(w, name, 1)[0] != NULL;
	}
	return work_exists(w, name);
}

static bool any_there(struct work *w, const char *paths)
{
	struct bytes rest = bytes_of(paths), path;

	while (bytes_word(&rest, &path))
		if (there(w, path))
			return true;
	return false;
}

/* 04 to 06 fill the tree. An image made of a tree without them is a mistake to be told of, not a
 * chapter that is still to come. */
static bool fills_tree(int number)
{
	return number >= 4 && number <= 6;
}

enum chapter_state chapter_begun(struct work *w, int number)
{
	const struct chapter *c = &chapters[number];

	/* A boot of the disk as it was is none of the disk as it is. */
	if (number == 9 && work_newer(w, WORK_FLOPPY, WORK_SMOKE_JSON))
		return CHAPTER_NOT_BEGUN;
	if (any_there(w, c->outputs))
		return CHAPTER_AT;
	if (!any_there(w, c->used_by))
		return CHAPTER_NOT_BEGUN;
	return fills_tree(number) && work_exists(w, "tiny-linux") ? CHAPTER_AT : CHAPTER_GIVEN;
}
