/* What Numbers adds to a workbook that it exports: first a tab that lists the others, and above
 * each table its title. */
#include <string.h>

#include "import_private.h"

#define ROWS_ABOVE 10 /* of the list: a few words */

/* The row of its headings, which name both programs in every language: "Numbers Sheet Name, Numbers
 * Table Name, Excel Worksheet Name". NULL where the tab is no such list. */
static const struct stk_row *list_heading(const struct stk_tab *tab)
{
	for (size_t i = 0; i < tab->count && i < ROWS_ABOVE; i++) {
		const struct stk_row *row = &tab->rows[i];

		if (row->count == 3 && strstr(row->cells[0].text, "Numbers") &&
		    strstr(row->cells[1].text, "Numbers") && strstr(row->cells[2].text, "Excel"))
			return row;
	}
	return NULL;
}

bool stk_numbers_lists(const struct stk_tab *tab)
{
	return list_heading(tab) != NULL;
}

bool stk_numbers_titles(const struct stk_book *book, const struct stk_row *row, const char *text)
{
	const struct stk_tab *list = book->count ? &book->tabs[0] : NULL;
	const struct stk_row *heading =
		list && row->number == 1 && row->cells[0].column == 0 ? list_heading(list) : NULL;
	bool found = false;

	for (size_t i = 0; heading && i < list->count && !found; i++)
		found = list->rows[i].number > heading->number &&
			strcmp(stk_row_text(&list->rows[i], heading->cells[1].column), text) == 0;
	return found;
}
