#include "qemu_args.h"

#include <stdint.h>
#include <stdio.h>

static const char *const drive_args[] = {
	[QEMU_FLOPPY] = "if=floppy,format=raw,readonly=on,file=/dev/fdset/1",
	[QEMU_IDE] = "if=ide,format=raw,snapshot=on,file=/dev/fdset/1",
	[QEMU_CDROM] = "if=ide,media=cdrom,format=raw,readonly=on,file=/dev/fdset/1",
	[QEMU_USB] = "if=none,id=stick,format=raw,readonly=on,file=/dev/fdset/1",
	[QEMU_FLASH] = "if=none,id=card,format=raw,snapshot=on,file=/dev/fdset/1",
};

static void add(struct qemu_args *a, const char *word, const char *value)
{
	if (a->count + 2 < QEMU_ARGS) {
		a->list[a->count++] = (char *)(uintptr_t)word; /* execvp changes no word */
		if (value)
			a->list[a->count++] = (char *)(uintptr_t)value;
	}
}

void qemu_args(struct qemu_args *a, const struct qemu_options *o, int qmp_end)
{
	snprintf(a->memory, sizeof(a->memory), "%uM", o->memory);
	snprintf(a->chardev, sizeof(a->chardev), "socket,id=qmp,fd=%d", qmp_end);
	snprintf(a->fdset, sizeof(a->fdset), "fd=%d,set=1", o->image_fd);
	add(a, o->program, NULL);
	add(a, "-nodefaults", NULL);
	add(a, "-no-user-config", NULL);
	add(a, "-S", NULL);
	add(a, "-accel", "tcg");
	add(a, "-cpu", o->cpu);
	add(a, "-m", a->memory);
	add(a, "-display", "none");
	add(a, "-vga", "std");
	add(a, "-action", "reboot=shutdown,shutdown=pause"); /* so the last screen can be read */
	add(a, "-chardev", a->chardev);
	add(a, "-mon", "chardev=qmp,mode=control");
	add(a, "-add-fd", a->fdset);
	add(a, "-drive", drive_args[o->drive]);
	switch (o->drive) {
	case QEMU_FLOPPY: add(a, "-boot", "a"); break;
	case QEMU_IDE: add(a, "-boot", "c"); break;
	case QEMU_CDROM: add(a, "-boot", "d"); break;
	case QEMU_USB:
		add(a, "-device", "usb-ehci");
		add(a, "-device", "usb-storage,drive=stick,bootindex=0");
		break;
	case QEMU_FLASH:
		add(a, "-device", "ide-hd,drive=card,cyls=245,heads=2,secs=32,bootindex=0");
		break;
	}
	a->list[a->count] = NULL;
}
