#include "stocktake/base/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "stocktake/base/mem.h"

/* Chunks double from the first size to the last: a small map stays small, a large inventory asks
 * malloc seldom. An arena that has grown to the size of a large page goes on in whole large pages,
 * where the kernel gives them: touching memory for the first time, page by page, was a fifth of
 * what loading cost. What the last one leaves unused is never more than there was before it. */
#define FIRST_CHUNK_BYTES ((size_t)1 << 10)
#define LAST_CHUNK_BYTES  ((size_t)256 << 10)
#define LARGE_PAGE_BYTES  ((size_t)2 << 20)

struct stk_arena_chunk {
	struct stk_arena_chunk *older;
	size_t size_bytes;
	alignas(max_align_t) char bytes[];
};

void stk_arena_release(struct stk_arena *arena)
{
	struct stk_arena_chunk *chunk = arena->chunks, *older;

	for (; chunk; chunk = older) {
		older = chunk->older;
		free(chunk);
	}
	*arena = (struct stk_arena)STK_ARENA_INIT;
}

void stk_arena_adopt(struct stk_arena *arena, struct stk_arena *from)
{
	struct stk_arena_chunk **last = &arena->chunks;

	if (!arena->chunks) {
		*arena = *from;
	} else {
		while (*last)
			last = &(*last)->older;
		*last = from->chunks;
		arena->total_bytes += from->total_bytes;
	}
	*from = (struct stk_arena)STK_ARENA_INIT;
}

static struct stk_arena_chunk *chunk_new(struct stk_arena *arena, size_t size_bytes)
{
	struct stk_arena_chunk *chunk;

	if (size_bytes > SIZE_MAX / 4)
		stk_out_of_memory();
	chunk = stk_xmalloc(sizeof *chunk + size_bytes);
	chunk->size_bytes = size_bytes;
	arena->total_bytes += sizeof *chunk + size_bytes;
	return chunk;
}

/* A chunk that is one large page, the current one from now on. */
static void *take_large(struct stk_arena *arena, size_t size_bytes)
{
	struct stk_arena_chunk *chunk = stk_xaligned(LARGE_PAGE_BYTES, LARGE_PAGE_BYTES);

#ifdef MADV_HUGEPAGE
	madvise(chunk, LARGE_PAGE_BYTES, MADV_HUGEPAGE); /* a wish: pages of any size will do */
#endif
	chunk->size_bytes = LARGE_PAGE_BYTES - sizeof *chunk;
	chunk->older = arena->chunks;
	arena->total_bytes += LARGE_PAGE_BYTES;
	arena->chunks = chunk;
	arena->next = chunk->bytes + size_bytes;
	arena->end = chunk->bytes + chunk->size_bytes;
	return chunk->bytes;
}

/* What does not fit the current chunk. Its start is aligned for anything. */
static void *take_slow(struct stk_arena *arena, size_t size_bytes)
{
	size_t chunk_bytes = FIRST_CHUNK_BYTES;
	struct stk_arena_chunk *chunk;

	if (arena->chunks) {
		chunk_bytes = arena->chunks->size_bytes * 2;
		/* What is large for the current chunk alone makes the next ones larger. */
		while (chunk_bytes < size_bytes * 2 && chunk_bytes < LAST_CHUNK_BYTES)
			chunk_bytes *= 2;
		if (chunk_bytes > LAST_CHUNK_BYTES)
			chunk_bytes = LAST_CHUNK_BYTES;
	}
	if (size_bytes > chunk_bytes / 2 && arena->chunks) {
		/* Its own chunk, behind the current one, which goes on being filled. */
		chunk = chunk_new(arena, size_bytes);
		chunk->older = arena->chunks->older;
		arena->chunks->older = chunk;
		return chunk->bytes;
	}
	if (arena->total_bytes >= LARGE_PAGE_BYTES && size_bytes <= chunk_bytes)
		return take_large(arena, size_bytes);
	while (chunk_bytes < size_bytes && chunk_bytes < LAST_CHUNK_BYTES)
		chunk_bytes *= 2;
	if (chunk_bytes < size_bytes) {
		/* The first of all and huge: an empty ordinary chunk before it keeps the doubling.
		 */
		chunk = chunk_new(arena, size_bytes);
		chunk->older = NULL;
		arena->chunks = chunk_new(arena, FIRST_CHUNK_BYTES);
		arena->chunks->older = chunk;
		arena->next = arena->chunks->bytes;
		arena->end = arena->next + FIRST_CHUNK_BYTES;
		return chunk->bytes;
	}
	chunk = chunk_new(arena, chunk_bytes);
	chunk->older = arena->chunks;
	arena->chunks = chunk;
	arena->next = chunk->bytes + size_bytes;
	arena->end = chunk->bytes + chunk_bytes;
	return chunk->bytes;
}

static inline void *take(struct stk_arena *arena, size_t size_bytes, size_t align)
{
	size_t pad = -(uintptr_t)arena->next & (align - 1);
	size_t room = (size_t)((uintptr_t)arena->end - (uintptr_t)arena->next);
	char *made;

	if (!size_bytes)
		size_bytes = 1;
	if (room < pad || room - pad < size_bytes)
		return take_slow(arena, size_bytes);
	made = arena->next + pad;
	arena->next = made + size_bytes;
	return made;
}

void *stk_arena_alloc(struct stk_arena *arena, size_t size_bytes)
{
	return take(arena, size_bytes, alignof(max_align_t));
}

void *stk_arena_zalloc(struct stk_arena *arena, size_t size_bytes)
{
	return memset(stk_arena_alloc(arena, size_bytes), 0, size_bytes);
}

char *stk_arena_strdup(struct stk_arena *arena, const char *text)
{
	return stk_arena_strndup(arena, text, strlen(text));
}

char *stk_arena_strndup(struct stk_arena *arena, const char *text, size_t len_bytes)
{
	char *copy;

	if (len_bytes == SIZE_MAX)
		stk_out_of_memory();
	copy = take(arena, len_bytes + 1, 1);
	if (len_bytes)
		memcpy(copy, text, len_bytes);
	copy[len_bytes] = '\0';
	return copy;
}

char *stk_arena_printf(struct stk_arena *arena, const char *format, ...)
{
	va_list args, again;
	size_t room = (size_t)((uintptr_t)arena->end - (uintptr_t)arena->next);
	char *made = arena->next;
	int len;

	va_start(args, format);
	va_copy(again, args);
	len = vsnprintf(made, room, format, args);
	if (len < 0)
		stk_out_of_memory();
	if ((size_t)len < room) {
		arena->next += len + 1;
	} else {
		made = take(arena, (size_t)len + 1, 1);
		vsnprintf(made, (size_t)len + 1, format, again);
	}
	va_end(again);
	va_end(args);
	return made;
}
