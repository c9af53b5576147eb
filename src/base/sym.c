#include "stocktake/base/sym.h"

#include <stdlib.h>
#include <string.h>

#include "stocktake/base/map.h"
#include "stocktake/base/mem.h"

#define FIRST_ENTRIES 256
#define FIRST_SLOTS   512 /* a power of two; at most half are ever used */

void stk_syms_init(struct stk_syms *syms)
{
	memset(syms, 0, sizeof *syms);
	syms->entry_cap = FIRST_ENTRIES;
	syms->entries = stk_xcalloc(FIRST_ENTRIES, sizeof *syms->entries);
	syms->entries[0].text = "";
	syms->count = 1;
	syms->slot_cap = FIRST_SLOTS;
	syms->slots = stk_xcalloc(FIRST_SLOTS, sizeof *syms->slots);
}

void stk_syms_release(struct stk_syms *syms)
{
	free(syms->entries);
	free(syms->slots);
	stk_arena_release(&syms->text);
	memset(syms, 0, sizeof *syms);
}

/* The slot of the text, or the free one (0) where it belongs. */
static inline uint32_t *slot_of(const struct stk_syms *syms, const char *text, size_t len_bytes,
				uint32_t hash)
{
	uint32_t mask = syms->slot_cap - 1;
	uint32_t i;

	for (i = hash & mask; syms->slots[i]; i = (i + 1) & mask) {
		const struct stk_sym_entry *entry = &syms->entries[syms->slots[i]];

		if (entry->hash == hash && entry->len == len_bytes &&
		    memcmp(entry->text, text, len_bytes) == 0)
			break;
	}
	return &syms->slots[i];
}

static void grow_slots(struct stk_syms *syms)
{
	uint32_t cap = syms->slot_cap * 2, mask = cap - 1, n, i;
	uint32_t *slots;

	if (!cap)
		stk_out_of_memory();
	slots = stk_xcalloc(cap, sizeof *slots);
	for (n = 1; n < syms->count; n++) {
		for (i = syms->entries[n].hash & mask; slots[i]; i = (i + 1) & mask)
			;
		slots[i] = n;
	}
	free(syms->slots);
	syms->slots = slots;
	syms->slot_cap = cap;
}

/* Makes the entry of a text that is not there; `slot` is where slot_of said. */
static stk_sym add(struct stk_syms *syms, uint32_t *slot, const struct stk_sym_entry *entry)
{
	if (syms->count >= syms->slot_cap / 2) {
		grow_slots(syms);
		slot = slot_of(syms, entry->text, entry->len, entry->hash);
	}
	STK_GROW(syms->entries, syms->entry_cap, syms->count + 1);
	syms->entries[syms->count] = *entry;
	*slot = syms->count++;
	return *slot;
}

stk_sym stk_sym_put(struct stk_syms *syms, const char *text, size_t len_bytes)
{
	uint32_t hash = stk_hash(text, len_bytes);
	uint32_t *slot = slot_of(syms, text, len_bytes, hash);
	struct stk_sym_entry entry = {NULL, (uint32_t)len_bytes, hash};

	if (*slot)
		return *slot;
	if (len_bytes > UINT32_MAX)
		stk_out_of_memory();
	entry.text = stk_arena_strndup(&syms->text, text, len_bytes);
	return add(syms, slot, &entry);
}

void stk_syms_absorb(struct stk_syms *syms, const struct stk_syms *from, stk_sym first, stk_sym end,
		     stk_sym *numbers)
{
	for (stk_sym sym = first; sym < end; sym++) {
		const struct stk_sym_entry *entry = &from->entries[sym];
		uint32_t *slot = slot_of(syms, entry->text, entry->len, entry->hash);

		numbers[sym] = *slot ? *slot : add(syms, slot, entry);
	}
}

stk_sym stk_sym_find(const struct stk_syms *syms, const char *text, size_t len_bytes)
{
	return *slot_of(syms, text, len_bytes, stk_hash(text, len_bytes));
}
