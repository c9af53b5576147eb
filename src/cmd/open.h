/*
 * Finding and opening the inventory that a command works on.
 */
#ifndef CMD_OPEN_H
#define CMD_OPEN_H

#include "cmd.h"
#include "stocktake/history/repo.h"
#include "stocktake/model/inventory.h"

struct stk_opened {
	char *folder; /* on disk, also with --rev; NULL: only a source */
	struct stk_source *source;
	struct stk_repo *repo; /* of a revision, else NULL */
	struct stk_inventory *inventory;
};

/* Finds the inventory (upwards from here, else the only one under inventories/, else -i's name or
 * path) and reads it as `what` of stk_inventory_load says, from --rev where that was given. */
int stk_open(const struct stk_app *app, unsigned what, struct stk_opened *opened,
	     struct stk_err *err);
/* The same inventory as it was at a revision, whatever --rev says. *missing: the revision is there,
 * and the inventory was not yet. */
int stk_open_at(const struct stk_app *app, const char *rev, unsigned what,
		struct stk_opened *opened, bool *missing, struct stk_err *err);
/* An inventory from a source, which belongs to *opened from here on, also where it fails. */
int stk_open_source(const struct stk_app *app, struct stk_source *source, unsigned what,
		    struct stk_opened *opened, struct stk_err *err);
/* The same as stk_open for a command that writes: evidence is read too, and what a dead process
 * left is filled in and committed first. */
int stk_open_writing(const struct stk_app *app, unsigned what, struct stk_opened *opened,
		     struct stk_err *err);
int stk_open_recover(const struct stk_app *app, const struct stk_opened *opened,
		     struct stk_err *err);
void stk_opened_release(struct stk_opened *opened);
/* Only finds: the folder, to be freed by the caller; NULL with a list of what there is in err. */
char *stk_open_find(const struct stk_app *app, struct stk_err *err);
/* Prints the loader's unreadable files to stderr; returns the exit status they ask for (0 or 2). */
int stk_opened_complain(const struct stk_opened *opened);

#endif
