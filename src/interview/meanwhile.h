/*
 * What others do to the inventory while a prompt waits: another walk, an editor.
 */
#ifndef INTERVIEW_MEANWHILE_H
#define INTERVIEW_MEANWHILE_H

#include "walk.h"

/* Before a prompt: remembers what is recorded where it asks. */
void stk_meanwhile_begin(struct stk_walk *walk, const struct stk_asking *asking);
/* After it: reads again what was changed, and says it where it matters. True: the prompt is to come
 * again, for Enter would accept what nobody has seen. */
bool stk_meanwhile_look(struct stk_walk *walk, const struct stk_asking *asking, bool is_enter);
/* After an answer: whether it waits for a file to be mended, or what waited is in. */
void stk_meanwhile_waiting(struct stk_walk *walk);

/* At the end: what waits is tried once more, and what still does is said. */
void stk_meanwhile_end(struct stk_walk *walk);

/* The numbers that people see stay whose they are, whatever another walk of the same person added:
 * takes the order before stk_mind_load, and gives it back. */
struct stk_mine_order {
	char **ids;
	size_t count;
};
void stk_mine_order_take(struct stk_mine_order *order, const struct stk_mind *mind);
void stk_mine_order_give(struct stk_mine_order *order, struct stk_walk *walk);

#endif
