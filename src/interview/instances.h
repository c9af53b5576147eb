/*
 * Several instances of one product: which one is meant is asked, never guessed.
 */
#ifndef INTERVIEW_INSTANCES_H
#define INTERVIEW_INSTANCES_H

#include "walk.h"

/* Where the name is that of a product of which two or more are recorded: 1 and *named, if it was
 * said which (or only one is theirs); -1 and *why, if it is to be asked. 0: no such name. */
int stk_instance_find(struct stk_walk *walk, const char *text, struct stk_named *named,
		      const char **why);
/* Where a name that somebody lists among their tools may be one of several (`found`, those that
 * begin so; and recorded ones with its words in their name): true and *why, it is to be asked. Not
 * in a room. */
bool stk_instance_which(struct stk_walk *walk, const char *text, const struct stk_match *found,
			size_t count, const char **why);
#define STK_MIN_BEGINNING 3 /* letters from which a beginning may name something */
/* Asks which one is meant. 1: it is known from now on, and `again` gets what is to be understood
 * once more; 0: Enter (of a name: it is new,
 * and 1); below 0 as stk_walk_ask_small. `text` is the whole answer, `unknown` how
 * much of it was not understood. */
int stk_instances_ask(struct stk_walk *walk, const char *text, const char *unknown,
		      struct stk_str *again, struct stk_err *err);
void stk_instances_forget(struct stk_walk *walk); /* what is unclear, not what was chosen */
void stk_instances_release(struct stk_walk *walk);

#endif
