/*
 * Symbols: each distinct string once, known by a 32-bit number from 1 up; 0 is "no symbol".
 *
 * Numbers are given in the order of first sight, so a table that is filled first with a fixed list
 * of words has those words at fixed numbers (model/words.h relies on it). Text pointers stay valid
 * until the table is released.
 */
#ifndef STOCKTAKE_BASE_SYM_H
#define STOCKTAKE_BASE_SYM_H

#include <stddef.h>
#include <stdint.h>

#include "stocktake/base/arena.h"

typedef uint32_t stk_sym; /* the one typedef of the house: a number that must not be mixed up */

struct stk_sym_entry {
	const char *text; /* NUL-terminated */
	uint32_t len, hash;
};

struct stk_syms {
	struct stk_sym_entry *entries; /* [0] is the empty entry of "no symbol" */
	uint32_t count;                /* entries in use, [0] included */
	uint32_t entry_cap;
	uint32_t *slots; /* hash table of entry numbers, 0 free */
	uint32_t slot_cap;
	struct stk_arena text;
};

void stk_syms_init(struct stk_syms *syms);
void stk_syms_release(struct stk_syms *syms);
/* The symbol of these bytes, made if new. Never 0 (the empty string has a symbol). */
stk_sym stk_sym_put(struct stk_syms *syms, const char *text, size_t len_bytes);
/* The symbol if the text is known, else 0. */
stk_sym stk_sym_find(const struct stk_syms *syms, const char *text, size_t len_bytes);

static inline const char *stk_sym_text(const struct stk_syms *syms, stk_sym sym)
{
	return syms->entries[sym].text; /* "" for 0 */
}

static inline uint32_t stk_sym_len(const struct stk_syms *syms, stk_sym sym)
{
	return syms->entries[sym].len;
}

#endif
