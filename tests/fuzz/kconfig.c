/* libFuzzer: a .config file of any bytes. */
#include "kconfig.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const options[] = {"X86", "M486", "BLK_DEV_RAM_SIZE", "PHYSICAL_ALIGN", ""};
	struct bytes text = {data, size}, version;
	struct arena arena = {NULL};
	uint64_t number;

	for (size_t i = 0; i < sizeof(options) / sizeof(options[0]); i++) {
		(void)kconfig_words(&arena, text, options[i]);
		(void)kconfig_number(text, options[i], &number);
	}
	(void)kconfig_version(text, &version);
	arena_free(&arena);
	return 0;
}
