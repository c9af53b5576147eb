/*
 * The workbook that a stakeholder gets: what is known already, to confirm or correct, and room for
 * more. `import` reads it back.
 *
 * Texts are in the language of this thread. Ids that rows are recognised by stand in hidden
 * columns; a hidden last tab says whose the workbook is and what stood in each cell when it was
 * sent, so that what nobody touched is never taken for an answer.
 */
#ifndef STOCKTAKE_SHEETS_TEMPLATE_H
#define STOCKTAKE_SHEETS_TEMPLATE_H

#include "stocktake/model/questions.h"
#include "stocktake/sheets/grid.h"

struct stk_template_options {
	const char *who;                       /* stakeholder id; NULL: for anybody */
	const struct stk_evidence *evidence;   /* whose platforms are theirs */
	const struct stk_questions *questions; /* what is open: theirs get into their workbook, for
						* anybody all that are not the keeper's */
	int32_t due;                           /* the day by which it is wanted */
	const char *to; /* who gets it back, in words; NULL: whoever sent it */
};

/* Fills an empty grid: a tab to read, Platforms, Fields, Integrations, Questions, and the hidden
 * one. */
int stk_template_make(struct stk_inventory *inventory, const struct stk_template_options *options,
		      struct stk_grid *grid, struct stk_err *err);
/* Which tab of the grid is Platforms: the one that CSV has. */
const struct stk_grid_tab *stk_template_platforms(const struct stk_grid *grid);

#endif
