/*
 * Selection of checks by expression: `silo or (gap and not gap-owner)`. A word is a check's id, its
 * `about`, a severity, or a prefix with `*`. Grammar: or < and < not; parentheses; a comma means
 * or. Words are letters, digits, `-` and `_`; `and`, `or`, `not` in any case.
 */
#ifndef STOCKTAKE_MODEL_SELECT_H
#define STOCKTAKE_MODEL_SELECT_H

#include <stdbool.h>

#include "stocktake/base/err.h"

struct stk_select;
/* The error names the column of the trouble. At most 4096 bytes, nesting at most 32. */
struct stk_select *stk_select_parse(const char *text, struct stk_err *err);
void stk_select_free(struct stk_select *select);
/* Calls `is` with each word that matters, as it is written: a prefix with its `*` (see
 * stk_select_word_is). */
bool stk_select_matches(const struct stk_select *select, bool (*is)(void *data, const char *word),
			void *data);
/* Calls each with every word of the expression (to refuse those that name nothing). */
void stk_select_words(const struct stk_select *select, void (*each)(void *data, const char *word),
		      void *data);

/* True if the word, as `is` gets it, means the name: the same, or the name begins with what stands
 * before `*`. */
bool stk_select_word_is(const char *word, const char *name);

#endif
