/* libFuzzer: a kernel image of any bytes. */
#include "bzimage.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bytes image = {data, size};
	struct bzimage header;
	uint8_t last;

	if (!bzimage_parse(image, &header))
		return 0;
	(void)bzimage_sum_right(image, &header);
	(void)bzimage_sum_of_build(image, &header);
	(void)bzimage_packing(&header);
	if (header.payload.size > 0 && !bytes_u8(header.payload, header.payload.size - 1, &last))
		__builtin_trap();
	return 0;
}
