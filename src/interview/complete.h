/*
 * Completion: from what stands before the cursor to what it may become. Pure: the words are put in,
 * and nothing is known of inventories or terminals.
 *
 * What is completed is the longest end of the line, from the beginning of a word on, that some
 * entry begins with: names have blanks in them. A comma, a semicolon, an arrow, a tab or a line end
 * begins a new piece. Case does not count.
 */
#ifndef INTERVIEW_COMPLETE_H
#define INTERVIEW_COMPLETE_H

#include <stdbool.h>
#include <stddef.h>

#include "stocktake/base/arena.h"

enum stk_word_kind {
	STK_WORD_PLATFORM,
	STK_WORD_PRODUCT, /* of the catalogue */
	STK_WORD_PERSON,
	STK_WORD_METRIC,
	STK_WORD_TEAM,
	STK_WORD_GROUP, /* and the small words of answer lines */
	STK_WORD_TERM,
	STK_WORD_COMMAND, /* only at the beginning of a line */
	STK_WORD_OWN      /* platforms of the person who is asked: what an empty piece may become */
};

struct stk_completer;
struct stk_completer *stk_completer_new(void);
void stk_completer_free(struct stk_completer *completer);
/* `key` is what may be typed, `text` what it becomes; both are copied. */
void stk_completer_add(struct stk_completer *completer, enum stk_word_kind kind, const char *key,
		       const char *text);

struct stk_candidates {
	struct stk_arena arena;
	size_t from;        /* bytes of the line before what is replaced */
	const char **items; /* sorted, each once; in the arena */
	size_t count, cap;
	size_t more;        /* how many are left out of items */
	const char *common; /* what stands for all of them: all, or as far as they agree; in the
			       arena. NULL: it adds nothing */
};
#define STK_CANDIDATES_INIT                                                                        \
	{                                                                                          \
		.arena = STK_ARENA_INIT                                                            \
	}
#define STK_MAX_CANDIDATES 24
void stk_candidates_release(struct stk_candidates *candidates);

/* The candidates for the first `len_bytes` of the line, of the kinds in `first` (bits) where there
 * are any, else of all. False: none. */
bool stk_completer_find(struct stk_completer *completer, const char *line, size_t len_bytes,
			unsigned first, struct stk_candidates *candidates);

#endif
