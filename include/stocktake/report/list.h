/*
 * Lists of what is in an inventory: one kind of thing, a line each.
 */
#ifndef STOCKTAKE_REPORT_LIST_H
#define STOCKTAKE_REPORT_LIST_H

#include <stdbool.h>

#include "stocktake/base/str.h"
#include "stocktake/base/term.h"
#include "stocktake/model/inventory.h"

/* What can be listed, with blanks between: "platforms stakeholders ...". Static. */
const char *stk_list_kinds(void);

/* Appends the list of a kind (plural or singular) as a table, or as {"items": [...]} where each
 * item is the entity as in YAML with its "address". Fails (STK_EUSAGE) on a kind that cannot be
 * listed. For evidence and disputes that come from it, the inventory is loaded with evidence. */
int stk_list_render(const struct stk_inventory *inventory, const char *kind, bool json,
		    const struct stk_terminal *term, struct stk_str *out, struct stk_err *err);

#endif
