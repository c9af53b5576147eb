/*
 * The words that people use for what the files name by ids, in English and Chinese, whether they
 * type them in an interview or write them into a cell: categories, teams, choices. Words that
 * answer before they say anything of a subject (yes, don't know) are in said_answer.h.
 *
 * Case, width, blanks, hyphens and marks do not count.
 */
#ifndef STOCKTAKE_MODEL_SAID_H
#define STOCKTAKE_MODEL_SAID_H

#include <stdbool.h>
#include <stddef.h>

#include "stocktake/base/str.h"
#include "stocktake/model/guide.h"

/* A category's id for "helpdesk", "客服"; NULL if it is none. */
const char *stk_said_category(const char *text);
/* The id of one of the usual teams (board, sales-management, sales, marketing) for "reps",
 * "市场部"; NULL if it is none. */
const char *stk_said_team(const char *text);
/* A choice of a key for "在用", "by hand", "双向": that of the NULL-ended choices; NULL if it is
 * none. The choices themselves are taken too. `words` may be NULL: then those of the guides are
 * not. */
const char *stk_said_choice(const struct stk_guide_words *words, const char *const *choices,
			    const char *text);

/* Appends the form in which the words are compared: folded, of plain width; every run of blanks,
 * hyphens, underscores and marks is one blank; apostrophes go. */
void stk_said_form(struct stk_str *out, const char *text);

#endif
