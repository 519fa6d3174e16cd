/* libFuzzer: fstab, any text, as musl and as glibc read it. */
#include "fstab.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = {0};

	for (int strict = 0; strict < 2; strict++) {
		struct fstab f = fstab_read(&a, (struct bytes){data, size}, strict);

		for (size_t i = 0; i < f.count; i++)
			(void)fstab_skipped(&f.lines[i]);
	}
	arena_free(&a);
	return 0;
}
