/*
 * Who is here: the list of those who are invited is ticked off, at a terminal or from a text.
 */
#ifndef STOCKTAKE_INTERVIEW_ATTEND_H
#define STOCKTAKE_INTERVIEW_ATTEND_H

#include "stocktake/base/str.h"
#include "stocktake/base/term.h"
#include "stocktake/model/inventory.h"

struct stk_attend {
	const struct stk_entity **listed; /* in the order of their numbers */
	size_t listed_count;
	bool *here;           /* per listed */
	struct stk_str names; /* others who were named, as typed, ", " between */
	bool noted;           /* who is here was noted before: what is said now adds to it */
	bool left;            /* :quit, and nothing was said */
};

/* Those who are invited or were noted as there; `here` are those who were noted. */
void stk_attend_init(struct stk_attend *attend, const struct stk_inventory *inventory,
		     const struct stk_entity *workshop);
void stk_attend_release(struct stk_attend *attend);

/* "1-4 7", "ana, ben", "all", "-3" (all but her), "Nina Park" (a name that is not listed goes to
 * `names`). Nothing said: all, or those who were noted. -1 and err where a number is none of the
 * list or a name could be two; then nothing is changed. */
int stk_attend_take(struct stk_attend *attend, const struct stk_inventory *inventory,
		    const char *text, struct stk_err *err);

/* Asks: `answers` as in stk_walk_options. Returns 0, or an exit status with err (130: Ctrl-C,
 * without). */
int stk_attend_ask(struct stk_attend *attend, const struct stk_inventory *inventory,
		   const char *title, const char *answers, bool interactive,
		   const struct stk_terminal *term, struct stk_err *err);

#endif
