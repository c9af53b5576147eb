/*
 * A hash map from byte strings to 32-bit numbers (most often an index into an array).
 *
 * Open addressing; keys are copied into the map's own arena. The hash is seeded with a constant:
 * order is never exposed, and the number of keys is bounded by the callers (file size caps).
 */
#ifndef STOCKTAKE_BASE_MAP_H
#define STOCKTAKE_BASE_MAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "stocktake/base/arena.h"

struct stk_map_slot {
	const char *key; /* NULL: free */
	uint32_t len, hash, value;
};

struct stk_map {
	struct stk_map_slot *slots;
	size_t cap; /* a power of two, or 0 */
	size_t count;
	struct stk_arena keys;
};

#define STK_MAP_INIT                                                                               \
	{                                                                                          \
		NULL, 0, 0, STK_ARENA_INIT                                                         \
	}

void stk_map_release(struct stk_map *map);
/* True and *value set if the key is there (value may be NULL). */
bool stk_map_get(const struct stk_map *map, const char *key, size_t len_bytes, uint32_t *value);
/* Sets key to value, adding it if needed. Returns true if it was new. */
bool stk_map_put(struct stk_map *map, const char *key, size_t len_bytes, uint32_t value);

/* 32-bit hash of bytes: the one used by the map and by the symbol table. */
uint32_t stk_hash(const void *bytes, size_t len_bytes);

#endif
