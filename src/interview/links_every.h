/*
 * What is said back about links that were just named, and the small question how often.
 */
#ifndef INTERVIEW_LINKS_EVERY_H
#define INTERVIEW_LINKS_EVERY_H

#include "walk.h"

/* After the answer about links: they are told as they were understood, and where some metric needs
 * to know and nobody has said how often one goes, that is asked. */
int stk_links_after(struct stk_walk *walk, const struct stk_asking *asking, struct stk_err *err);
/* The same question where a walk ended before it was answered. */
int stk_links_resume(struct stk_walk *walk, struct stk_err *err);

#endif
