/*
 * Who is asked: the stakeholder or the room, their team, the guide that fits, and who asks.
 */
#ifndef INTERVIEW_PERSON_H
#define INTERVIEW_PERSON_H

#include "walk.h"

/* Sets who, who_name, room, facilitator; without --as proposes whom to ask next and asks. FAILED:
 * err. */
enum stk_step stk_person_find(struct stk_walk *walk, struct stk_err *err);
/* Loads the words and asks for name and team where they are not known. */
enum stk_step stk_person_ask(struct stk_walk *walk, struct stk_err *err);
/* With the record open: writes who is new and their team, and loads the guide. */
enum stk_step stk_person_record(struct stk_walk *walk, struct stk_err *err);

#endif
