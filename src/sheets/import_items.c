/* The rows of the other tabs: fields, integrations, answers to questions. */
#include <string.h>

#include "import_private.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/tr.h"

static bool is_all_sent(const struct stk_intake *intake, const struct stk_intake_tab *tab,
			const struct stk_row *row)
{
	for (uint32_t i = 0; i < row->count; i++) {
		const struct stk_column *column = stk_intake_column(tab, row->cells[i].column);

		if (!column || !stk_intake_is_sent(intake, tab, row, column, row->cells[i].text))
			return false;
	}
	return true;
}

/* A field or an integration: a row of its own tab. */
static void take_item(struct stk_intake *intake, const struct stk_intake_tab *tab,
		      const struct stk_row *row)
{
	struct stk_arena *arena = stk_intake_arena(intake);
	bool field = tab->page == STK_PAGE_FIELDS;
	const char *name = stk_intake_text(tab, row, STK_COLUMN_KEY, field ? "name" : "with"),
		   *platform = stk_intake_platform(
			   intake, stk_intake_text(tab, row, STK_COLUMN_PLATFORM, NULL)),
		   *other = field ? name : stk_intake_platform(intake, name), *list, *address;
	struct stk_intake_cell cell = {.intake = intake, .tab = tab, .row = row};

	if (is_all_sent(intake, tab, row))
		return;
	if (!platform || !other || !*other) {
		for (uint32_t i = 0; i < row->count; i++)
			stk_intake_unread(intake, tab, row, row->cells[i].column,
					  row->cells[i].text,
					  STK_N("the tools of this row are not known"));
		return;
	}
	cell.platform = stk_arena_strdup(arena, platform);
	list = stk_arena_printf(arena, "platforms/%s/%s", cell.platform,
				field ? "fields" : "integrations");
	other = stk_arena_strdup(arena, other);
	address = stk_intake_below(arena, list, other);
	for (uint32_t i = 0; i < row->count; i++) {
		const struct stk_column *column = stk_intake_column(tab, row->cells[i].column);

		cell.column = row->cells[i].column;
		cell.text = row->cells[i].text;
		if (!column)
			stk_intake_misread(&cell, cell.text, STK_N("there is no heading above it"));
		else if (stk_intake_is_error(&row->cells[i]))
			stk_intake_misread(&cell, cell.text, STK_INTAKE_ERROR);
		else if (column->role != STK_COLUMN_KEY || strcmp(cell.text, "-") == 0 ||
			 stk_intake_is_sent(intake, tab, row, column, cell.text))
			continue;
		else if (strcmp(column->key->name, field ? "name" : "with") == 0)
			stk_intake_say(&cell, STK_CHANGE_ADD, list,
				       stk_value_put_text(arena, stk_value_map(arena),
							  column->key->name, other));
		else
			stk_intake_take(&cell, column->key,
					stk_intake_below(arena, address, column->key->name));
	}
}

void stk_intake_items(struct stk_intake *intake)
{
	for (size_t i = 0; i < intake->tab_count; i++) {
		const struct stk_intake_tab *tab = &intake->tabs[i];

		for (size_t k = tab->heading + 1; k < tab->tab->count; k++)
			if (tab->page == STK_PAGE_FIELDS || tab->page == STK_PAGE_INTEGRATIONS)
				take_item(intake, tab, &tab->tab->rows[k]);
			else if (tab->page == STK_PAGE_QUESTIONS)
				stk_intake_question(intake, tab, &tab->tab->rows[k]);
	}
}
