/* libFuzzer: the master boot record of any disk. */
#include "mbr.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct mbr m;
	int i;

	if (!mbr_read((struct bytes){data, size}, &m))
		return 0;
	mbr_active(&m);
	for (i = 0; i < MBR_PARTITIONS; i++)
		mbr_overlap(&m, i);
	return 0;
}
