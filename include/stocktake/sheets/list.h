/*
 * The list of tools that an organisation already has, read as the beginning of an inventory.
 *
 * The first row is its heading. Headings are recognised in English and Chinese: name, website,
 * category, owner, used by, integrates with, contact fields, notes; every other column becomes one
 * of the organisation's own (`columns`). A cell may hold several values (commas, semicolons, line
 * ends, bars, slashes, their full-width forms). What could not be read is told as a doubt and kept
 * in the platform's `notes`, so that nothing of the list is lost.
 */
#ifndef STOCKTAKE_SHEETS_LIST_H
#define STOCKTAKE_SHEETS_LIST_H

#include "stocktake/model/inventory.h"
#include "stocktake/record/record.h"
#include "stocktake/sheets/csv.h"

/* A cell, or a part of one, that was not understood. */
struct stk_list_doubt {
	const char *cell;    /* "C7" */
	const char *heading; /* of its column, as written */
	const char *text;    /* what stands there */
	const char *why;     /* "no such tool in the list or the catalogue" */
	bool is_kept;        /* in notes; false: it was taken, but is to be looked at */
};

struct stk_list {
	struct stk_arena arena; /* of everything here */
	struct stk_change
		*changes; /* that make it so, in the order in which they are to be applied */
	size_t count, cap;
	struct stk_list_doubt *doubts; /* in the order of rows and columns */
	size_t doubt_count, doubt_cap;
	uint32_t platforms, people, integrations; /* how many of each the changes make */
	const char *mapping; /* "name = Tool, owner = Business owner; kept as they are: Tier" */
};

/* Reads the rows against an inventory (for its teams, its people, the catalogue). Changes are hand
 * edits or a voice's, as the caller applies them; texts live as long as the list. -1 where there is
 * no heading row with a name in it; err then names what is there. */
int stk_list_read(struct stk_inventory *inventory, const char *path, const struct stk_sheet *sheet,
		  struct stk_list *list, struct stk_err *err);
void stk_list_release(struct stk_list *list);

#endif
