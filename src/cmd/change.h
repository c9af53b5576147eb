/*
 * What the small editing commands share: changes made, committed and told of.
 */
#ifndef CMD_CHANGE_H
#define CMD_CHANGE_H

#include "open.h"
#include "stocktake/record/record.h"

/* Applies the changes as `by` (NULL: by hand, no evidence), commits them under `message`, tells on
 * stderr. With --dry-run the difference is shown instead. Returns the exit status. */
int stk_change_all(const struct stk_app *app, struct stk_opened *opened, const char *by,
		   const struct stk_change *changes, size_t count, const char *message);
/* Commits what the record wrote and tells; or shows what a dry run would have written. */
int stk_change_finish(const struct stk_app *app, struct stk_opened *opened,
		      struct stk_record *record, const char *by, const char *message);

/* The stakeholder that --by names (an id, a name or another name). NULL and err if there is none;
 * *by stays NULL where the option was not given. */
int stk_change_voice(struct stk_opened *opened, const char *given, const char **by,
		     struct stk_err *err);
/* The same for another option. */
int stk_change_person(struct stk_opened *opened, const char *option, const char *given,
		      const char **id, struct stk_err *err);

/* add.c: puts what the catalogue knows of the product of that name into the map of a new platform:
 * product, website, category. Nothing where it knows none. */
void stk_add_known(struct stk_opened *opened, const char *name, struct stk_value *map,
		   struct stk_arena *arena);

/* A word of the command line as a value for the key, or (`member`) for one member or name below it:
 * text as it stands for keys of one value; for
 * keys of several, and for items, YAML in flow ([a, b], {with: x}) or words with commas between.
 * The schema's choices, dates and numbers are checked, names become ids (meant.h). */
const struct stk_value *stk_change_value(struct stk_inventory *inventory, const struct stk_key *key,
					 bool member, const char *text, struct stk_arena *arena,
					 struct stk_err *err);

#endif
