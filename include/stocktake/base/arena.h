/*
 * An arena: many small allocations, one free. Results live until the arena is released. For one
 * thread at a time.
 */
#ifndef STOCKTAKE_BASE_ARENA_H
#define STOCKTAKE_BASE_ARENA_H

#include <stddef.h>

struct stk_arena_chunk;
struct stk_arena {
	struct stk_arena_chunk *chunks;
	char *next, *end;
	size_t total_bytes; /* asked of malloc so far */
};

#define STK_ARENA_INIT                                                                             \
	{                                                                                          \
		NULL, NULL, NULL, 0                                                                \
	}

void stk_arena_release(struct stk_arena *arena);
/* Takes over all that `from` holds, which stays where it is and lives as long as `arena` now;
 * `from` is empty afterwards. */
void stk_arena_adopt(struct stk_arena *arena, struct stk_arena *from);
/* Aligned for any type; not cleared. A size over the chunk size gets a chunk of its own. */
void *stk_arena_alloc(struct stk_arena *arena, size_t size_bytes);
void *stk_arena_zalloc(struct stk_arena *arena, size_t size_bytes);
char *stk_arena_strdup(struct stk_arena *arena, const char *text);
char *stk_arena_strndup(struct stk_arena *arena, const char *text, size_t len_bytes);
char *stk_arena_printf(struct stk_arena *arena, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

#endif
