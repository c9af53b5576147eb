/*
 * What the files of `init` share: where an inventory begins, and what it begins with.
 */
#ifndef CMD_INIT_H
#define CMD_INIT_H

#include "change.h"
#include "heading_map.h"
#include "stocktake/sheets/import.h"

/* The beginning, as it goes on. */
struct stk_init {
	const struct stk_app *app;
	const struct stk_args *args;
	char *folder;
	char *name;
	bool own_repository; /* no repository around: one is made */
	struct stk_arena arena;
	struct stk_book book; /* of --from */
	struct stk_heading_map map;
	struct stk_import list; /* what it says */
	bool has_list;
};

/* init_where.c: DIR as given; else inventories/SLUG in the repository we stand in, else ./SLUG.
 * Refuses a place inside an inventory. */
int stk_init_folder(struct stk_init *begin, struct stk_err *err);
/* DIR may lie in a repository although we do not stand in it. */
int stk_init_repository(struct stk_init *begin, struct stk_err *err);
void stk_init_name(struct stk_init *begin);
char *stk_init_slug(const char *name); /* the caller frees */

/* init_list.c: the list of --from, and the destination. */
int stk_init_read(struct stk_init *begin, struct stk_err *err);
/* What the list says of an inventory that has nothing yet. */
int stk_init_understand(struct stk_init *begin, struct stk_inventory *inventory, const char *by,
			struct stk_import *list, struct stk_err *err);
/* How many platforms it brings. */
uint32_t stk_init_platforms(const struct stk_init *begin);
void stk_init_release(struct stk_init *begin);
void stk_init_tell(const struct stk_init *begin);
int stk_init_take(struct stk_init *begin, struct stk_opened *opened, struct stk_err *err);
/* The id that --destination comes to (the caller frees), NULL where it was not given. `list`: what
 * is to be taken, or NULL. */
char *stk_init_destination_id(const struct stk_init *begin, const struct stk_inventory *scratch,
			      const struct stk_import *list);
int stk_init_destination(struct stk_init *begin, struct stk_opened *opened, const char *id,
			 struct stk_err *err);

#endif
