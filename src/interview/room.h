/*
 * A room of several: what is said there is the room's, but for statements that begin with somebody
 * who is there: "b: crm too".
 */
#ifndef INTERVIEW_ROOM_H
#define INTERVIEW_ROOM_H

#include "walk.h"

/* The section's `take`. In a room, statements (between semicolons and line ends) that begin with
 * the initials or a name of somebody there and a colon are taken as theirs; where several could be
 * meant, the statement is not understood, and why. A list of tools is everybody's: there a chat is
 * pasted. */
int stk_room_take(struct stk_walk *walk, const struct stk_asking *asking, struct stk_lines *lines,
		  const char *text, struct stk_err *err);
/* After several lines of tools: "31 lines: 22 tools, 4 known twice". */
void stk_room_heard(struct stk_walk *walk, const struct stk_asking *asking);
/* The last lines: what would bring most numbers, whom to ask, whose lists are ready. */
void stk_room_closing(struct stk_walk *walk);

#endif
