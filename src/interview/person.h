/*
 * Who is asked: the stakeholder or the room, their team, the guide that fits, and who asks.
 */
#ifndef INTERVIEW_PERSON_H
#define INTERVIEW_PERSON_H

#include "walk.h"

/* Sets who, who_name, room, facilitator; without --as proposes whom to ask next and asks. FAILED: err. */
enum stk_step stk_person_find(struct stk_walk *walk, struct stk_err *err);
/* With the record open: makes a new stakeholder, asks for name and team where they are not known, loads guide and words. */
enum stk_step stk_person_introduce(struct stk_walk *walk, struct stk_err *err);

#endif
