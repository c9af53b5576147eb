/*
 * The subcommands of `workshop`, and what they share.
 */
#ifndef CMD_WORKSHOP_H
#define CMD_WORKSHOP_H

#include "change.h"
#include "stocktake/model/workshop.h"

int stk_workshop_plan(const struct stk_app *app, const struct stk_args *args);
int stk_workshop_agenda(const struct stk_app *app, const struct stk_args *args);
int stk_workshop_open(const struct stk_app *app, const struct stk_args *args);
int stk_workshop_close(const struct stk_app *app, const struct stk_args *args);
int stk_workshop_follow_up(const struct stk_app *app, const struct stk_args *args);

/* "organisation": of the three kinds of workshops. */
struct stk_workshop_kind {
	const char *name;
	enum stk_word word;
	const char *title; /* "Organisation-wide workshop"; marked, not translated */
};
extern const struct stk_workshop_kind stk_workshop_kinds[3];

/* The workshop that the second word of the command names (with workshops/ or without), else
 * `usual`; *workshop NULL and err where there is none. */
int stk_workshop_meant(const struct stk_opened *opened, const struct stk_args *args,
		       const struct stk_entity *usual, const struct stk_entity **workshop,
		       struct stk_err *err);
/* Who leads it: the workshop's (may be NULL) facilitator, else whose e-mail git has. The id of a
 * stakeholder, or NULL. */
const char *stk_workshop_facilitator(const struct stk_opened *opened,
				     const struct stk_entity *workshop);

/* People named at a command line, with commas between: ids of those that are known, new ids of
 * those that are not, and a change for each that makes them. Texts in the arena. */
struct stk_named_people {
	struct stk_arena *arena;
	const char **ids;
	size_t count, cap;
	struct stk_change *changes;
	size_t change_count, change_cap;
};
int stk_named_take(struct stk_opened *opened, const char *text, struct stk_named_people *people,
		   struct stk_err *err);
/* Frees the two lists. */
void stk_named_release(struct stk_named_people *people);
/* True if the id is among them. */
bool stk_named_has(const struct stk_named_people *people, const char *id);

#endif
