/* libFuzzer: inittab, any text. */
#include "inittab.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = {0};
	struct inittab t = inittab_read(&a, (struct bytes){data, size});

	for (size_t i = 0; i < t.count; i++)
		if (t.entries[i].fault == INITTAB_GOOD)
			(void)inittab_command(&a, t.entries[i].command);
	arena_free(&a);
	return 0;
}
