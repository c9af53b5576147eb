/*
 * What the files of the template share.
 */
#ifndef SHEETS_TEMPLATE_PRIVATE_H
#define SHEETS_TEMPLATE_PRIVATE_H

#include "columns.h"
#include "stocktake/sheets/template.h"

#define STK_STAMP_TAB     "stocktake" /* the hidden tab */
#define STK_STAMP_VERSION "1"

struct stk_templating {
	struct stk_inventory *inventory;
	const struct stk_template_options *options;
	struct stk_columns *columns;
	struct stk_grid *grid;
	const uint32_t *platforms; /* indexes of those that are theirs */
	uint32_t platform_count;
	size_t question_count, question_left; /* that are in, and that had no room */
};

/* A value as it stands in a cell: names for ids, commas between several, "none" for []. */
void stk_cell_value(const struct stk_columns *columns, const struct stk_inventory *inventory,
		    const struct stk_key *key, const struct stk_node *node, struct stk_str *out);
/* True if the platform says that it holds the group or term. */
bool stk_cell_holds(const struct stk_inventory *inventory, const struct stk_node *platform,
		    const char *member);
/* What stands under one of the organisation's own columns; "" if nothing. */
const char *stk_cell_own(const struct stk_inventory *inventory, const struct stk_node *platform,
			 const char *key);
/* "HubSpot, Power BI: What goes across?", of a dispute with both sides; NULL where the address
 * leads nowhere. In the arena. */
const char *stk_cell_question(const struct stk_columns *columns,
			      const struct stk_inventory *inventory,
			      const struct stk_question *question, struct stk_arena *arena);
/* What its row goes by: its address, or that of the dispute ("platforms/crm/disputes/category"). In
 * the arena. */
const char *stk_cell_question_id(const struct stk_question *question, struct stk_arena *arena);

/* A tab with the columns of the page, its headings below a line above them. */
struct stk_grid_tab *stk_template_tab(struct stk_templating *templating, enum stk_page page);
void stk_template_read_me(struct stk_templating *templating);
/* The hidden tab: last, from what the others have. */
void stk_template_stamp(struct stk_templating *templating);

#endif
