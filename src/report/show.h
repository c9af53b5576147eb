/*
 * The parts of the page that shows one entity.
 */
#ifndef REPORT_SHOW_H
#define REPORT_SHOW_H

#include "page.h"
#include "stocktake/model/refs.h"
#include "stocktake/report/show.h"

#define STK_SHOW_COLS 18 /* of the keys' names */

struct stk_show {
	const struct stk_facts *facts;
	const struct stk_inventory *inventory;
	struct stk_page page;
	enum stk_kind kind;
	const struct stk_entity *entity; /* NULL for a standard term */
	const char *address;             /* of the entity */
};

/* The keys of a map, one below the other: value and who said it, or why there is none. `address` is
 * the map's. */
void stk_show_keys(struct stk_show *show, const struct stk_shape *shape, const struct stk_node *map,
		   const char *address, size_t indent);
/* The disputes of the entity about an address at or (with `below`) below it, a line each. */
void stk_show_disputes(struct stk_show *show, const char *address, bool below, size_t indent);
/* Fields, integrations, teams, next steps, answers: the items that lie in the entity. */
void stk_show_items(struct stk_show *show, const struct stk_refs *refs);
/* What refers to the entity; questions that wait for a stakeholder; the state of a metric. */
void stk_show_around(struct stk_show *show, const struct stk_refs *refs);

#endif
