/*
 * The list of what was not understood, as a sheet to send back: what stood where, and room for what
 * was meant. Whoever fills it in sends it back, and `import` takes each row as the cell that it is
 * about. It is known by its headings, also as CSV; which cell a row is about stands in hidden
 * columns, so that rows may be sorted, deleted and copied.
 */
#ifndef STOCKTAKE_SHEETS_UNREAD_H
#define STOCKTAKE_SHEETS_UNREAD_H

#include "stocktake/sheets/grid.h"
#include "stocktake/sheets/import.h"

/* The first tab, empty but for its headings, and the hidden one that says whose it is. */
struct stk_grid_tab *stk_unread_sheet(struct stk_grid *grid, const char *by);
/* One row more. Only texts and cell of `unread` are looked at. */
void stk_unread_put(struct stk_grid *grid, struct stk_grid_tab *tab,
		    const struct stk_import_unread *unread);

#endif
