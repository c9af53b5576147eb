#include "stocktake/base/map.h"

#include <stdlib.h>
#include <string.h>

#include "stocktake/base/mem.h"

#define MIX_A UINT64_C(0x9e3779b97f4a7c15)
#define MIX_B UINT64_C(0xd6e8feb86659fd93)

static inline uint64_t load64(const unsigned char *at)
{
	uint64_t word;

	memcpy(&word, at, sizeof word);
	return word;
}

static inline uint32_t load32(const unsigned char *at)
{
	uint32_t word;

	memcpy(&word, at, sizeof word);
	return word;
}

/* Eight bytes a step; the last, shorter step reads words that overlap instead of single bytes. */
uint32_t stk_hash(const void *bytes, size_t len_bytes)
{
	const unsigned char *at = bytes;
	uint64_t hash = (uint64_t)len_bytes * MIX_A ^ MIX_B;
	uint64_t last;
	size_t left = len_bytes;

	while (left > 8) {
		hash = (hash ^ load64(at)) * MIX_A;
		hash ^= hash >> 32;
		at += 8;
		left -= 8;
	}
	if (len_bytes >= 8)
		last = load64(at + left - 8);
	else if (left >= 4)
		last = (uint64_t)load32(at) << 32 | load32(at + left - 4);
	else if (left)
		last = (uint64_t)at[0] << 16 | (uint64_t)at[left / 2] << 8 | at[left - 1];
	else
		last = 0;
	hash = (hash ^ last) * MIX_A;
	hash ^= hash >> 29;
	hash *= MIX_B;
	return (uint32_t)(hash >> 32);
}

void stk_map_release(struct stk_map *map)
{
	free(map->slots);
	stk_arena_release(&map->keys);
	*map = (struct stk_map)STK_MAP_INIT;
}

/* The slot of the key, or the free one where it belongs. The map must have slots. */
static struct stk_map_slot *slot_of(const struct stk_map *map, const char *key, size_t len_bytes,
				    uint32_t hash)
{
	size_t mask = map->cap - 1;
	size_t i = hash & mask;

	for (;; i = (i + 1) & mask) {
		struct stk_map_slot *slot = &map->slots[i];

		if (!slot->key)
			return slot;
		if (slot->hash == hash && slot->len == len_bytes &&
		    memcmp(slot->key, key, len_bytes) == 0)
			return slot;
	}
}

bool stk_map_get(const struct stk_map *map, const char *key, size_t len_bytes, uint32_t *value)
{
	const struct stk_map_slot *slot;

	if (!map->count)
		return false;
	slot = slot_of(map, key, len_bytes, stk_hash(key, len_bytes));
	if (!slot->key)
		return false;
	if (value)
		*value = slot->value;
	return true;
}

static void grow(struct stk_map *map)
{
	struct stk_map_slot *old = map->slots;
	size_t old_cap = map->cap;
	size_t mask, i, to;

	map->cap = old_cap ? old_cap * 2 : 16;
	map->slots = stk_xcalloc(map->cap, sizeof *map->slots);
	mask = map->cap - 1;
	for (i = 0; i < old_cap; i++) {
		if (!old[i].key)
			continue;
		for (to = old[i].hash & mask; map->slots[to].key; to = (to + 1) & mask)
			;
		map->slots[to] = old[i];
	}
	free(old);
}

bool stk_map_put(struct stk_map *map, const char *key, size_t len_bytes, uint32_t value)
{
	struct stk_map_slot *slot;
	uint32_t hash = stk_hash(key, len_bytes);

	if (len_bytes > UINT32_MAX)
		stk_out_of_memory();
	if (map->cap) {
		slot = slot_of(map, key, len_bytes, hash);
		if (slot->key) {
			slot->value = value;
			return false;
		}
	}
	if (map->count >= map->cap - map->cap / 4) {
		grow(map);
		slot = slot_of(map, key, len_bytes, hash);
	}
	slot->key = stk_arena_strndup(&map->keys, key, len_bytes);
	slot->len = (uint32_t)len_bytes;
	slot->hash = hash;
	slot->value = value;
	map->count++;
	return true;
}
