/* libFuzzer: syslinux.cfg, any text. */
#include "boot_words.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = {0};
	struct syslinuxcfg c = syslinuxcfg_read(&a, (struct bytes){data, size});
	const struct cfg_label *l = c.default_name ? syslinuxcfg_label(&c, c.default_name) : NULL;

	if (l) {
		kernel_value(&a, l->append, "root");
		kernel_init_argument(&a, l->append);
	}
	arena_free(&a);
	return 0;
}
