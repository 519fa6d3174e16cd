/* checker smoke [IMAGE]: boots the disk in QEMU and tries it. */
#define _GNU_SOURCE /* asprintf */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <unistd.h>

#include "commands.h"
#include "expected.h"
#include "smoke.h"
#include "smoke_report.h"

enum { NAMES_MAX = 2000, NAME_MAX_LENGTH = 64, PROGRESS_MS = 100 };

struct names {
	char **list;
	size_t count;
};

static void names_free(struct names *names)
{
	while (names->count > 0)
		free(names->list[--names->count]);
	free(names->list);
}

/* Reads one name a line; '#' begins a comment. */
static bool names_read(const char *path, struct names *names)
{
	char line[256], word[NAME_MAX_LENGTH + 1];
	FILE *f = fopen(path, "re");
	bool ok = f != NULL;

	names->list = calloc(NAMES_MAX, sizeof(*names->list));
	ok = ok && names->list;
	while (ok && fgets(line, sizeof(line), f)) {
		if (sscanf(line, "%64s", word) != 1 || word[0] == '#')
			continue;
		ok = names->count < NAMES_MAX && (names->list[names->count] = strdup(word));
		names->count += ok;
	}
	ok = ok && !ferror(f);
	if (f)
		fclose(f);
	return ok;
}

struct progress {
	long last_ms;
	bool shown;
};

/* One line on a terminal, written over again and again. */
static void show_progress(void *context, const char *doing, long at_ms)
{
	struct progress *p = context;

	if (p->shown && at_ms - p->last_ms < PROGRESS_MS)
		return;
	fprintf(stderr, "\r\033[K%5.1f s  %s", (double)at_ms / 1000, doing ? doing : "");
	p->last_ms = at_ms;
	p->shown = true;
}

/* Makes work/smoke, for another drive than a floppy's work/smoke-ide and so on, and clears what an
 * earlier run left there. NULL: there is no such folder. */
static char *prepare_folder(const char *work, enum qemu_drive drive)
{
	static const char *const old[] = {"screen.png", "screen.txt", "result.json",
		"stage-bios.png", "stage-syslinux.png", "stage-kernel.png", "stage-init.png",
		"stage-prompt.png"};
	char *folder = NULL, *path;
	size_t i;

	if (asprintf(&folder, "%s/smoke%s%s", work, drive == QEMU_FLOPPY ? "" : "-",
	             drive == QEMU_FLOPPY ? "" : smoke_drive_name(drive)) < 0)
		return NULL;
	if (mkdir(folder, 0777) != 0 && errno != EEXIST) {
		free(folder);
		return NULL;
	}
	for (i = 0; i < sizeof(old) / sizeof(old[0]); i++)
		if (asprintf(&path, "%s/%s", folder, old[i]) >= 0) {
			unlink(path);
			free(path);
		}
	return folder;
}

/* Writes folder/name by way of a new name. json: the result, else the screen's text. */
static bool keep(const char *folder, const char *name, const struct smoke_options *o,
                 const struct smoke_result *r, bool json)
{
	char *path = NULL, *fresh = NULL;
	FILE *f = NULL;
	bool ok = false;

	if (asprintf(&path, "%s/%s", folder, name) < 0)
		return false;
	if (asprintf(&fresh, "%s.new", path) >= 0)
		f = fopen(fresh, "we");
	if (f) {
		ok = json ? smoke_json(f, o, r) : fputs(r->screen ? r->screen : "", f) >= 0;
		ok = fclose(f) == 0 && ok && rename(fresh, path) == 0;
		if (!ok)
			unlink(fresh);
	}
	free(fresh);
	free(path);
	return ok;
}

/* Says why there is no verdict, and what to do. */
static void excuse(const struct smoke_options *o, const struct smoke_result *r)
{
	switch (r->end) {
	case SMOKE_NO_IMAGE:
		fprintf(stderr, "checker: %s: %s\n  next: make the disk (make step-%s), or name another: "
		        "checker smoke IMAGE\n", o->image, r->error, o->drive == QEMU_FLOPPY ? "08" : "10");
		break;
	case SMOKE_NO_QEMU:
		fprintf(stderr, "checker: %s\n  next: install QEMU; on Debian and Ubuntu: "
		        "apt-get install qemu-system-x86\n", r->error);
		break;
	case SMOKE_QEMU_DIED:
		fprintf(stderr, "checker: %s\n  next: this says nothing about your disk; try "
		        "`%s --version`, then again\n", r->error, o->program);
		break;
	case SMOKE_CANCELLED:
		fputs("checker: interrupted; QEMU is ended\n", stderr);
		break;
	default:
		fprintf(stderr, "checker: %s\n  next: free some memory, then try again\n", r->error);
	}
}

/* Prints the result and keeps it in folder; returns the exit status. */
static int deliver(const struct options *options, const struct smoke_options *o,
                   const struct smoke_result *r)
{
	bool kept = true;

	if (r->end != SMOKE_FINISHED) {
		excuse(o, r);
		return 3;
	}
	if (o->pictures)
		kept = keep(o->pictures, "screen.txt", o, r, false) &&
		       keep(o->pictures, "result.json", o, r, true);
	if (options->format == FORMAT_JSON)
		smoke_json(stdout, o, r);
	else
		smoke_text(stdout, o, r, options->colour);
	if (o->pictures && kept && options->format != FORMAT_JSON)
		printf("The screen is kept in %s/screen.png and screen.txt.\n", o->pictures);
	if (!kept) {
		fprintf(stderr, "checker: the result could not be written to %s\n", o->pictures);
		return 3;
	}
	return r->outcome == SMOKE_SAME ? 0 : 1;
}

/* Turns the words of the command line into options. False: said what is wrong. */
static bool take_options(const struct options *options, struct smoke_options *o)
{
	int drive;

	if (options->format != FORMAT_TEXT && options->format != FORMAT_JSON) {
		fputs("checker: smoke speaks text and json only\n", stderr);
		return false;
	}
	if (options->memory) {
		char *end;
		unsigned long mib = strtoul(options->memory, &end, 10);

		if (*end || end == options->memory || mib < 1 || mib > 2048) {
			fputs("checker: --memory wants MiB, 1 to 2048\n", stderr);
			return false;
		}
		o->memory = (unsigned)mib;
	}
	if (options->cpu)
		o->cpu = options->cpu;
	for (drive = QEMU_FLOPPY; options->drive && drive <= QEMU_FLASH; drive++)
		if (strcmp(options->drive, smoke_drive_name((enum qemu_drive)drive)) == 0) {
			o->drive = (enum qemu_drive)drive;
			return true;
		}
	if (options->drive)
		fputs("checker: --drive wants floppy, ide, cdrom, usb or flash\n", stderr);
	return !options->drive;
}

/* Runs the test with Ctrl-C turned into a readable descriptor, so that QEMU is always ended. The
 * signal itself stays pending and takes its usual effect when all is put away. */
static int run(const struct options *options, struct smoke_options *o)
{
	struct smoke_result result;
	struct progress progress = {0, false};
	sigset_t signals, before;
	int status;

	sigemptyset(&signals);
	sigaddset(&signals, SIGINT);
	sigaddset(&signals, SIGTERM);
	sigaddset(&signals, SIGHUP);
	sigprocmask(SIG_BLOCK, &signals, &before);
	o->cancel_fd = signalfd(-1, &signals, SFD_CLOEXEC);
	if (isatty(STDERR_FILENO)) {
		o->progress = show_progress;
		o->context = &progress; /* cppcheck-suppress autoVariables ; o goes no further than this */
	}
	smoke_run(o, &result);
	if (progress.shown)
		fputs("\r\033[K", stderr);
	status = deliver(options, o, &result);
	smoke_free(&result);
	if (o->cancel_fd >= 0)
		close(o->cancel_fd);
	sigprocmask(SIG_SETMASK, &before, NULL);
	return status;
}

int cmd_smoke(const struct options *options, int argc, char **argv)
{
	static const char *const images[] = {
		[QEMU_FLOPPY] = "floppy.img", [QEMU_IDE] = "disk.img", [QEMU_CDROM] = "cdrom.iso",
		[QEMU_USB] = "usb.img", [QEMU_FLASH] = "flash.img",
	};
	struct smoke_options o;
	struct names names = {NULL, 0};
	char *image = NULL, *folder = NULL;
	int status = 2;

	smoke_defaults(&o);
	o.names = expected_names;
	o.name_count = expected_name_count;
	if (argc > 1) {
		fputs("checker: smoke takes one image\n", stderr);
		return 2;
	}
	if (!take_options(options, &o))
		return 2;
	if (options->names) {
		if (!names_read(options->names, &names)) {
			fprintf(stderr, "checker: cannot read the names in %s\n", options->names);
			names_free(&names);
			return 3;
		}
		o.names = (const char *const *)names.list;
		o.name_count = names.count;
	}
	if (argc == 1 || asprintf(&image, "%s/%s", options->work, images[o.drive]) >= 0) {
		o.image = argc == 1 ? argv[0] : image;
		o.pictures = folder = prepare_folder(options->work, o.drive);
		status = run(options, &o);
	}
	free(image);
	free(folder);
	names_free(&names);
	return status;
}
