/* libFuzzer: the FAT12 reader and the way to SYSLINUX, for any disk. */
#include "budget.h"
#include "fat12.h"
#include "syslinux.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = {0};
	struct bytes image = {data, size}, contents;
	struct budget budget;
	struct fat_file file;
	struct fat12 f;

	syslinux_read(&a, image);
	budget_read(&a, image, &budget);
	if (!fat12_open(image, &f) && fat12_find(&a, &f, "/boot/syslinux/syslinux.cfg", &file))
		fat12_read(&a, &f, &file, &contents, NULL);
	arena_free(&a);
	return 0;
}
