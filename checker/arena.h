/* Memory that lives as long as one inspection.
 *
 * A check allocates and never frees; arena_free() at the end of the run gives all of it back, so
 * there is no ownership to get wrong. Running out of memory ends the program with status 3: there
 * is nothing sensible that a check could do about it.
 */
#ifndef CHECKER_ARENA_H
#define CHECKER_ARENA_H

#include <stdarg.h>
#include <stddef.h>

struct arena {
	struct arena_block *blocks;
};

/* size bytes, zeroed, aligned for any type. Never NULL. */
void *arena_alloc(struct arena *a, size_t size);

/* The same, not zeroed: for what is written to in full at once. */
void *arena_room(struct arena *a, size_t size);

/* A copy of length bytes of text plus a NUL. */
char *arena_copy(struct arena *a, const void *text, size_t length);

/* As sprintf, into memory of the arena. */
char *arena_printf(struct arena *a, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
char *arena_vprintf(struct arena *a, const char *format, va_list args)
	__attribute__((format(printf, 2, 0)));

/* A larger copy of an array: old_count elements of size bytes each are kept, the rest is zero. */
void *arena_grow(struct arena *a, const void *old, size_t old_count, size_t new_count, size_t size);

/* Gives everything back; the arena is then empty and may be used again. */
void arena_free(struct arena *a);

#endif
