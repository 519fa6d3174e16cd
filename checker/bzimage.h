/* The boot header of a Linux kernel image for x86.
 *
 * Source: Linux, Documentation/arch/x86/boot.rst, "The Real-Mode Kernel Header" and "The Image
 * Checksum"; the offsets below are those of its table. Numbers are little-endian.
 */
#ifndef CHECKER_BZIMAGE_H
#define CHECKER_BZIMAGE_H

#include "bytes.h"

struct bzimage {
	uint16_t protocol;     /* 0x020f is 2.15 */
	bool loaded_high;      /* LOADED_HIGH: the kernel proper goes to 1 MiB, a bzImage */
	bool wide;             /* XLF_KERNEL_64: it has a 64-bit entry point */
	bool relocatable;      /* CONFIG_RELOCATABLE */
	uint32_t alignment;    /* CONFIG_PHYSICAL_ALIGN; 0 before protocol 2.05 */
	uint64_t size;         /* bytes that the header says the file has */
	uint64_t memory_end;   /* the first byte of memory behind what unpacking needs; 0: not said */
	uint64_t address;      /* where the unpacked kernel wants to lie; 0: not said */
	unsigned ram_start;    /* KiB of the initrd that are passed over: RAMDISK_IMAGE_START_MASK */
	struct bytes version;  /* "6.12.117 (tiny@linux) #1 ..."; empty when it says none */
	struct bytes payload;  /* the packed kernel; empty when not wholly there */
};

/* False: it is no such image: 55 aa at 0x1fe or HdrS at 0x202 is missing. */
bool bzimage_parse(struct bytes image, struct bzimage *out);

/* True when the image is as long as its header says, or lacks no more than some of the filling at
 * its end, with which it starts as well. */
bool bzimage_whole(struct bytes image, const struct bzimage *b);

/* True when the checksum over the size that the header names is as the build made it. Only for an
 * image that is that long. Kernels since 6.15 and protocols before 2.08 have none. */
bool bzimage_sum_right(struct bytes image, const struct bzimage *b);

/* True when the checksum would fit if the fields that are made to be written had their values of
 * the build: those that rdev and vidmode set in the file, and those that boot loaders fill in. */
bool bzimage_sum_of_build(struct bytes image, const struct bzimage *b);

/* The suffix of the KERNEL_ option that packed the payload, "XZ", "GZIP"...; NULL: not known. */
const char *bzimage_packing(const struct bzimage *b);

#endif
