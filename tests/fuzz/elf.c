/* libFuzzer: a program of any bytes, its instructions and its table of names. */
#include "applets.h"
#include "i486.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const names[] = {"init", "sh", "ls", "mount"};
	struct bytes file = {data, size}, name;
	struct arena arena = {NULL};
	struct i486_report report;
	struct elf_file elf;
	struct applets applets;

	elf_parse(&arena, file, &elf);
	for (size_t i = 0; i < elf.code_count; i++)
		(void)elf_function(&elf, elf.code[i].address, &name);
	(void)i486_look(&elf, &report);
	applets = applets_find(file, names, sizeof(names) / sizeof(names[0]));
	(void)applets_have(&applets, "init");
	arena_free(&arena);
	return 0;
}
