/*
 * What can be listed: for each kind its columns and how they are filled.
 */
#ifndef REPORT_LIST_ROWS_H
#define REPORT_LIST_ROWS_H

#include <jansson.h>

#include "stocktake/base/table.h"
#include "stocktake/model/inventory.h"

/* One thing to be listed; which of these are set depends on the lister. */
struct stk_listed {
	enum stk_kind kind;
	const struct stk_entity *entity; /* that it is, or that it lies in */
	const struct stk_term *term;
	const struct stk_node *node; /* an item: team, integration, dispute */
	char *address;               /* owned */
};

struct stk_lister {
	const char *name, *singular;
	int kind;          /* enum stk_kind, or -1: items of another kind */
	const char *heads; /* separated by "|" */
	unsigned keep;     /* bits of the columns that are cut last */
	const char *empty; /* what to say where there are none */
	void (*row)(const struct stk_inventory *inventory, const struct stk_listed *listed,
		    struct stk_table *table);
};

extern const struct stk_lister stk_listers[]; /* ended by one without name */

#endif
