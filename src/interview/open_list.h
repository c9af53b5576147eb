/*
 * The numbered list of questions that stand beside a guide: what is open for a person (disputes,
 * confirmations, what was handed to them, what holds up most numbers), or what a room left open.
 */
#ifndef INTERVIEW_OPEN_LIST_H
#define INTERVIEW_OPEN_LIST_H

#include "walk.h"

/* Fills asking->list with addresses; false: nothing (more) is open. In a room the numbers are those
 * of its platforms, and "" stands where nothing is open. */
bool stk_open_list(struct stk_walk *walk, struct stk_asking *asking);
/* Shows them: the same question about several once. From here on they were put. */
void stk_open_show(struct stk_walk *walk, const struct stk_asking *asking);

#endif
