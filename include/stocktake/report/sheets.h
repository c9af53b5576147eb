/*
 * The report as tables of text, for whoever writes workbooks: inventory, findings, metrics, and the
 * crosswalk of platforms and groups of terms. And what is to be said beside one platform, in a
 * sheet that somebody else made.
 */
#ifndef STOCKTAKE_REPORT_SHEETS_H
#define STOCKTAKE_REPORT_SHEETS_H

#include "stocktake/base/arena.h"
#include "stocktake/report/findings.h"

struct stk_report_cell {
	const char *text; /* never NULL */
	bool is_strong;   /* the system of record; what is graver than a note */
};

struct stk_report_sheet {
	const char *name;
	const char **headings;
	const double *widths; /* in letters */
	size_t columns;
	bool is_ticks;                 /* all but the first column */
	struct stk_report_cell **rows; /* of `columns` cells */
	size_t count, cap;
};

struct stk_report_sheets {
	struct stk_arena arena;
	struct stk_report_sheet items[4];
	size_t count;
};

/* The facts have people and unlocks. Texts are in the language of this thread. */
void stk_report_sheets(const struct stk_findings_page *page, struct stk_report_sheets *sheets);
void stk_report_sheets_release(struct stk_report_sheets *sheets);

/* Beside one platform: its state in a few words, its most pressing open question, and whom to ask
 * ("" where there is none). In the arena. */
struct stk_report_beside {
	const char *state, *question, *ask;
};
void stk_report_beside(const struct stk_findings_page *page, const char *platform,
		       struct stk_arena *arena, struct stk_report_beside *beside);

#endif
