/*
 * Where something is looked up, or what it goes through: a tool, not a sentence.
 */
#ifndef INTERVIEW_PLACES_H
#define INTERVIEW_PLACES_H

#include "walk.h"

/* As stk_pick_platform. A well-known product and what says that it is a sheet are made where they
 * were not named before; another name only where it was said `twice`; a sentence, a person or a
 * role never. */
const char *stk_pick_place(struct stk_walk *walk, const struct stk_asking *asking,
			   const struct stk_pick *pick, bool twice);
/* "I ask around": what people say, not what a tool is called. */
bool stk_is_sentence(const struct stk_walk *walk, const char *text);
/* ":-)" and "12" are what people say in a chat, not what they use. */
bool stk_may_be_name(const char *text);

#endif
