/* libFuzzer: romfs_read() and what stands on it, for any bytes. */
#include "romfs.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = {0};
	struct romfs r = romfs_read(&a, (struct bytes){data, size});

	romfs_resolve(&a, &r, "bin/sh");
	arena_free(&a);
	return 0;
}
