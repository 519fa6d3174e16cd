#include "arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum { BLOCK = 128 * 1024, PAGE = 4096 };

struct arena_block {
	struct arena_block *next;
	size_t used;
	size_t size;
	_Alignas(max_align_t) unsigned char data[];
};

static void no_memory(void)
{
	fputs("checker: out of memory\n", stderr);
	exit(3);
}

/* All of the block is written to soon: to be given its pages at once takes a fifth of the time of
 * a page fault for each. Where the kernel cannot, it is as ever. */
static void populate(struct arena_block *block)
{
#ifdef MADV_POPULATE_WRITE
	uintptr_t begin = ((uintptr_t)block + PAGE - 1) / PAGE * PAGE;
	uintptr_t end = ((uintptr_t)block->data + block->size) / PAGE * PAGE;

	if (end > begin)
		(void)madvise((void *)begin, end - begin, MADV_POPULATE_WRITE);
#else
	(void)block;
#endif
}

static struct arena_block *add_block(struct arena *a, size_t size)
{
	struct arena_block *block;

	if (size < BLOCK)
		size = BLOCK;
	if (size > SIZE_MAX - sizeof(*block))
		no_memory();
	block = malloc(sizeof(*block) + size);
	if (!block)
		no_memory();
	block->next = a->blocks;
	block->used = 0;
	block->size = size;
	populate(block);
	a->blocks = block;
	return block;
}

void *arena_room(struct arena *a, size_t size)
{
	struct arena_block *block = a->blocks;
	const size_t align = _Alignof(max_align_t);
	void *memory;

	if (size > SIZE_MAX - align)
		no_memory();
	size = (size + align - 1) / align * align;
	if (!block || block->size - block->used < size)
		block = add_block(a, size);
	memory = block->data + block->used;
	block->used += size;
	return memory;
}

void *arena_alloc(struct arena *a, size_t size)
{
	return memset(arena_room(a, size), 0, size);
}

char *arena_copy(struct arena *a, const void *text, size_t length)
{
	char *copy = arena_room(a, length + 1);

	if (length > 0)
		memcpy(copy, text, length);
	copy[length] = '\0';
	return copy;
}

char *arena_vprintf(struct arena *a, const char *format, va_list args)
{
	va_list again;
	int length;
	char *text;

	va_copy(again, args);
	length = vsnprintf(NULL, 0, format, args); /* NOLINT(clang-analyzer-valist.Uninitialized) */
	if (length < 0)
		no_memory();
	text = arena_room(a, (size_t)length + 1);
	vsnprintf(text, (size_t)length + 1, format, again);
	va_end(again);
	return text;
}

char *arena_printf(struct arena *a, const char *format, ...)
{
	va_list args;
	char *text;

	va_start(args, format);
	text = arena_vprintf(a, format, args);
	va_end(args);
	return text;
}

void *arena_grow(struct arena *a, const void *old, size_t old_count, size_t new_count, size_t size)
{
	void *memory;

	if (size != 0 && new_count > SIZE_MAX / size)
		no_memory();
	memory = arena_alloc(a, new_count * size);
	if (old_count > 0)
		memcpy(memory, old, old_count * size);
	return memory;
}

void arena_free(struct arena *a)
{
	while (a->blocks) {
		struct arena_block *next = a->blocks->next;

		free(a->blocks);
		a->blocks = next;
	}
}
