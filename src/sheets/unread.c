#include "stocktake/sheets/unread.h"

#include "stocktake/base/tr.h"
#include "unread.h"

const char *const stk_unread_headings[STK_UNREAD_COLUMNS] = {STK_N("Tab"),
							     STK_N("Cell"),
							     STK_N("Tool"),
							     STK_N("Column"),
							     STK_N("What stands there"),
							     STK_N("Why it was not understood"),
							     STK_N("What is meant"),
							     "stocktake-page",
							     "stocktake-row",
							     "stocktake-item",
							     "stocktake-word",
							     "stocktake-tool",
							     "stocktake-column",
							     "stocktake-text"};

const char *const stk_unread_note =
	STK_N("Write here what was meant, and send the sheet back. What you leave empty stays "
	      "open. Tool and column may be corrected too.");

struct stk_grid_tab *stk_unread_sheet(struct stk_grid *grid, const char *by)
{
	static const double widths[STK_UNREAD_PAGE] = {14, 7, 20, 18, 32, 36, 32};
	const char *const stamp[2][3] = {{"stocktake", "unread", ""}, {"for", by, ""}};
	struct stk_grid_tab *tab = stk_grid_tab(grid, "stocktake", 3);
	struct stk_grid_cell *cells;

	/* The tab that is seen comes first in the end. */
	tab->hidden = true;
	for (size_t i = 0; i < 2; i++) {
		cells = stk_grid_row(grid, tab);
		for (size_t k = 0; k < 3; k++) {
			stk_grid_put(grid, &cells[k], stamp[i][k]);
			cells[k].look = STK_LOOK_FIXED;
		}
	}
	tab = stk_grid_tab(grid, stk_t("Not understood"), STK_UNREAD_COLUMNS);
	{
		struct stk_grid_tab hidden = grid->tabs[0];

		grid->tabs[0] = *tab;
		grid->tabs[1] = hidden;
		tab = &grid->tabs[0];
	}
	cells = stk_grid_row(grid, tab);
	for (size_t i = 0; i < STK_UNREAD_COLUMNS; i++) {
		bool ours = i >= STK_UNREAD_PAGE;

		tab->columns[i].width = ours ? 10 : widths[i];
		tab->columns[i].hidden = ours;
		stk_grid_put(grid, &cells[i],
			     ours ? stk_unread_headings[i] : stk_t(stk_unread_headings[i]));
		cells[i].look = STK_LOOK_HEADING;
	}
	tab->columns[STK_UNREAD_MEANT].note = stk_t(stk_unread_note);
	return tab;
}

static const char *or_nothing(const char *text)
{
	return text ? text : "";
}

void stk_unread_put(struct stk_grid *grid, struct stk_grid_tab *tab,
		    const struct stk_import_unread *unread)
{
	const char *const texts[STK_UNREAD_COLUMNS] = {unread->tab,
						       unread->cell,
						       or_nothing(unread->about),
						       unread->heading,
						       unread->text,
						       unread->why,
						       "",
						       or_nothing(unread->page),
						       or_nothing(unread->row),
						       or_nothing(unread->item),
						       or_nothing(unread->word),
						       or_nothing(unread->about),
						       unread->heading,
						       unread->text};
	struct stk_grid_cell *cells = stk_grid_row(grid, tab);

	for (size_t i = 0; i < STK_UNREAD_COLUMNS; i++)
		stk_grid_put(grid, &cells[i], texts[i]);
}
