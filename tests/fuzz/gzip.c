/* libFuzzer: gunzip_all(), for any bytes and a small cap. */
#include "gunzip.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = {0};
	struct gunzip g = gunzip_all(&a, (struct bytes){data, size}, 1 << 20);

	if (g.data.size > 1 << 20)
		__builtin_trap();
	arena_free(&a);
	return 0;
}
