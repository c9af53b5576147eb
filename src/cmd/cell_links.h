/*
 * What a sheet's cell says of links, in the interview's words: the two rooms do not know each
 * other.
 */
#ifndef CMD_CELL_LINKS_H
#define CMD_CELL_LINKS_H

#include "stocktake/interview/typed.h"
#include "stocktake/sheets/import.h"

/* As stk_import_options.links. *typed is made when it is needed first, of the inventory of that
 * call; the caller frees it. */
bool stk_cell_links(struct stk_typed **typed, struct stk_inventory *inventory, const char *here,
		    const char *line, struct stk_arena *arena, struct stk_import_link **found,
		    size_t *count);

#endif
