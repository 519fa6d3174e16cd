/* Chapter 00, workshop: the sources. */
#include "common.h"
#include "table.h"
#include "text.h"

enum { MANY = 64, HEAD = 8 };

/* A page that a proxy or a mirror sends in place of the file begins with markup. */
static bool is_page(struct bytes head)
{
	uint8_t c;

	return bytes_u8(bytes_trim(head), 0, &c) && c == '<';
}

static void sources_are_archives(struct ctx *ctx, struct sink *out)
{
	const char *const *names = work_names(ctx->work, "sources", MANY);

	for (; *names; names++) {
		const char *path = say(ctx, "sources/%s", *names);
		struct file f = work_read(ctx->work, path, HEAD);
		struct finding finding = {
			.where = path, .expected = "an archive of sources",
			.at_boot = "nothing yet: the kernel or BusyBox cannot be unpacked",
			.fix = say(ctx, "rm %s; make -C \"$TINY\" fetch", text_shell(ctx->arena, path)),
		};

		if (f.state == FILE_OK && f.data.size == 0)
			finding.found = "an empty file";
		else if (is_page(f.data))
			finding.found = "a web page, as a mirror sends it in place of a file";
		else
			continue;
		report(out, &finding);
	}
}

const struct check checks_00[] = {
	{"TL0001", "source-page", "", ERROR, "a source archive is empty or a web page",
	 {.what = "Each file in sources/ is looked at: is it empty, or does it begin like a web\n"
	          "page?",
	  .why = "A mirror that is down, or a network that wants a login first, often answers\n"
	         "with a page and no error, and the page is saved under the archive's name.",
	  .broken = "$ head -c 15 sources/busybox_1.35.0.orig.tar.bz2\n<!DOCTYPE html>",
	  .cure = "rm sources/busybox_1.35.0.orig.tar.bz2; make -C \"$TINY\" fetch",
	  .boot = "Nothing boots yet: tar cannot unpack it, and chapters 01 and 02 wait for it."},
	 sources_are_archives},
};
CHECKS_END(00);
