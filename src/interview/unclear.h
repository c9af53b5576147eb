/*
 * What was not understood, and people without a name: kept on disk at once, in the notes of
 * whoever said it, and raised once more at the end of an interview (model/unclear.h has the form).
 */
#ifndef INTERVIEW_UNCLEAR_H
#define INTERVIEW_UNCLEAR_H

#include "stocktake/model/unclear.h"
#include "walk.h"

/* Gathers the note, once. */
void stk_unclear_keep(struct stk_walk *walk, enum stk_unclear_kind kind, const char *where,
		      const char *text);
/* Takes it out of the notes again. */
void stk_unclear_drop(struct stk_walk *walk, enum stk_unclear_kind kind, const char *where,
		      const char *text);
/* "holds", "headings events-sheet": where an answer was not understood. In the arena of the
 * changes. */
const char *stk_unclear_where(struct stk_walk *walk, const struct stk_asking *asking);
/* The last question: each of what is unclear, once. 0; or as stk_walk_apply. */
int stk_unclear_raise(struct stk_walk *walk, struct stk_err *err);

/* True if the words say what somebody is or does, not who: "the CFO", "somebody in finance". */
bool stk_is_role(const struct stk_walk *walk, const char *text);
/* The same where no walk and no language is at hand: a team's name may be missed. */
bool stk_names_role(const char *text);
/* stk_take_person; somebody without a name is kept (as STK_UNCLEAR_WHO or _WHOM, of the addresses
 * `where`): 0 taken, 1 kept, -1 nobody. */
int stk_take_someone(struct stk_walk *walk, const char *text, const char *team,
		     enum stk_unclear_kind kind, const char *where, struct stk_named *named);

#endif
