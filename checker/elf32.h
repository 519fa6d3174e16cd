/* What the checks want to know of an ELF file, read with libelf.
 *
 * Source: Tool Interface Standard, Executable and Linking Format 1.2; System V ABI, Intel386
 * supplement. libelf checks the bounds of headers; all contents are read as struct bytes.
 */
#ifndef CHECKER_ELF32_H
#define CHECKER_ELF32_H

#include "arena.h"
#include "bytes.h"

enum elf_state {
	ELF_GOOD,
	ELF_NOT,  /* does not begin as an ELF file does */
	ELF_SHORT /* begins as one, and a part that its headers name lies behind its end */
};

struct elf_code {
	uint64_t address;   /* where the part lies when it runs */
	struct bytes bytes; /* its machine code */
};

struct elf_name {
	uint64_t address;
	struct bytes name; /* of a function */
};

struct elf_file {
	enum elf_state state;
	bool wide;               /* 64-bit */
	bool big_endian;
	uint16_t machine;        /* EM_386 is 3 */
	uint16_t type;           /* ET_EXEC 2, ET_DYN 3 */
	uint64_t end;            /* the file must be at least so long */
	struct bytes interpreter; /* PT_INTERP, such as /lib/ld-linux.so.2; empty: none */
	struct bytes needed;     /* the first DT_NEEDED, such as libc.so.6; empty: none */
	size_t needed_count;
	struct elf_code *code;   /* the parts with machine code */
	size_t code_count;
	struct elf_name *names;  /* of functions, by address; none in a stripped file */
	size_t name_count;
};

/* Reads the file. Everything in *out is as far as could be read; with ELF_SHORT only what headers
 * say. Nothing in it outlives a or the file's bytes. */
void elf_parse(struct arena *a, struct bytes file, struct elf_file *out);

/* The function that address lies in. False: the file does not name it. */
bool elf_function(const struct elf_file *f, uint64_t address, struct bytes *name);

#endif
