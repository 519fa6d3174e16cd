/* libFuzzer: ISO 9660, El Torito and ISOLINUX, for any CD. */
#include "iso9660.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bytes image = {data, size};
	struct eltorito e = eltorito_read(image);
	struct iso_file file;
	struct iso9660 iso;

	if (e.state == ELTORITO_OK)
		isolinux_read(&e);
	if (iso_open(image, &iso)) {
		iso_find(&iso, "/isolinux/isolinux.cfg", &file);
		iso_find(&iso, "/linux", &file);
	}
	return 0;
}
