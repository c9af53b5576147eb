/*
 * What the listing of tools and its "right?" share.
 */
#ifndef INTERVIEW_TOOLS_H
#define INTERVIEW_TOOLS_H

#include "walk.h"

/* It came into the inventory in this session. */
bool stk_tools_was_made_now(const struct stk_walk *walk, const char *id);
/* It is not theirs, or was named by mistake. */
void stk_tools_take_back(struct stk_walk *walk, const char *id);
/* One name of the line: 1 taken (and its id), 0 not understood. */
int stk_tools_take_name(struct stk_walk *walk, const struct stk_asking *asking,
			struct stk_lines *lines, const char *name, const char **id);
/* After the section: shows what is theirs, and asks whether it is right where that is worth a
 * question. -1 and err. */
int stk_tools_after(struct stk_walk *walk, const struct stk_asking *asking, struct stk_err *err);

#endif
