/*
 * Names as people type them: the loose form that is compared, and how far two names are apart.
 *
 * The loose form leaves out everything but letters, digits, marks, `+` and `#`: blanks, hyphens,
 * dots, case, width (full-width forms are the plain ones) and accents do not count.
 */
#ifndef STK_MODEL_LOOSE_H
#define STK_MODEL_LOOSE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "stocktake/base/str.h"

/* Appends the loose form. `starts` (may be NULL) gets a bit for each of its first 64 bytes at which
 * a word began. Nothing for broken UTF-8. */
void stk_name_loosen(struct stk_str *out, const char *text, size_t len_bytes, uint64_t *starts);

/* Names over this many code points are never near another. */
#define STK_NEAR_MAX_CODES 48
#define STK_NEAR_MAX_EDITS 3

struct stk_codes {
	uint32_t codes[STK_NEAR_MAX_CODES];
	size_t count; /* 0 where there are too many */
};

/* Decodes a loose form. */
void stk_codes_read(struct stk_codes *out, const char *loose, size_t len_bytes);

/* Digits, ideographs, kana: what they stand for is another thing if one of them differs. */
bool stk_code_is_hard(uint32_t code);

/* What can be told of a name at a glance, so that most of those that are not near are never
 * compared. */
struct stk_sketch {
	uint32_t letters; /* which there are, folded into 32 bits */
	uint32_t hard;    /* hash of the hard codes, in order */
	uint32_t count;   /* codes; 0 where there are too many */
};
void stk_sketch_read(struct stk_sketch *out, const struct stk_codes *codes);
/* False if the names are certainly more than `limit` edits apart. */
static inline bool stk_sketch_may(const struct stk_sketch *a, const struct stk_sketch *b,
				  unsigned limit)
{
	return a->hard == b->hard && a->count <= b->count + limit && b->count <= a->count + limit &&
	       (unsigned)__builtin_popcount(a->letters ^ b->letters) <= 2 * limit;
}

/* Edits allowed for the shorter of two lengths: one per 6 letters, at most STK_NEAR_MAX_EDITS. */
unsigned stk_codes_edits(size_t codes_a, size_t codes_b);

/* Letters left out, added, changed, or swapped with their neighbour, that make b of a; more than
 * `limit` gives limit + 1. Hard codes are never edited. */
unsigned stk_codes_distance(const struct stk_codes *a, const struct stk_codes *b, unsigned limit);

/* False where the names differ in a short word: "Events UK", "Events US" are two things. Names as
 * written. */
bool stk_name_near_words(const char *a, const char *b);

#endif
