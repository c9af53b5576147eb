/*
 * Symbols: each distinct string once, known by a 32-bit number from 1 up; 0 is "no symbol".
 *
 * Numbers are given in the order of first sight, so a table that is filled first with a fixed list
 * of words has those words at fixed numbers (model/words.h relies on it). Text pointers stay valid
 * until the table is released. For one thread at a time: threads have tables of their own, which
 * one absorbs (model/load_read.c).
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

/* Puts the symbols `first` up to before `end` of another table in, in their order, and writes their
 * numbers here into numbers[first] and on. The texts are not copied: the caller gives `syms->text`
 * the other table's `text` (stk_arena_adopt) before that is released. */
void stk_syms_absorb(struct stk_syms *syms, const struct stk_syms *from, stk_sym first, stk_sym end,
		     stk_sym *numbers);

static inline const char *stk_sym_text(const struct stk_syms *syms, stk_sym sym)
{
	return syms->entries[sym].text; /* "" for 0 */
}

static inline uint32_t stk_sym_len(const struct stk_syms *syms, stk_sym sym)
{
	return syms->entries[sym].len;
}

#endif
