/* libFuzzer: a startup script of any bytes, and what cannot be seen in it. */
#include "hidden.h"
#include "script.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = {0};
	struct bytes text = {data, size};
	struct hidden h;

	(void)script_read(&a, text);
	for (size_t at = 0; hidden_find(text, at, &h); at = h.offset + h.length)
		if (h.offset + h.length > size)
			__builtin_trap();
	(void)hidden_utf16(text);
	arena_free(&a);
	return 0;
}
