/* The rows of the other tabs: fields, integrations, answers to questions. */
#include <string.h>

#include "import_private.h"
#include "list_words.h"
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

static void answer(struct stk_intake_cell *cell, const struct stk_intake_asked *asked,
		   const struct stk_column *column)
{
	const char *id, *address = asked->address;

	switch (column->role) {
	case STK_COLUMN_ANSWER: stk_intake_answer(cell, asked); break;
	case STK_COLUMN_UNKNOWN:
	case STK_COLUMN_NOT_APPLICABLE:
		if (stk_list_tick(cell->text) == 1)
			stk_intake_state(cell, address,
					 column->role == STK_COLUMN_UNKNOWN
						 ? STK_ANSWER_UNKNOWN
						 : STK_ANSWER_NOT_APPLICABLE,
					 NULL);
		else if (stk_list_tick(cell->text) < 0)
			stk_intake_misread(cell, cell->text, STK_N("neither a tick nor empty"));
		break;
	case STK_COLUMN_ASK:
		id = stk_list_says_ask(cell->text);
		id = stk_intake_person(cell, id ? id : cell->text, true);
		if (id)
			stk_intake_state(cell, address, STK_ANSWER_ASK, id);
		else
			stk_intake_misread(cell, cell->text, STK_N("nobody of that name is known"));
		break;
	default:
		if (!stk_intake_is_sent(cell->intake, cell->tab, cell->row, column, cell->text))
			stk_intake_misread(cell, cell->text, STK_N("not an answer"));
		break;
	}
}

static void take_question(struct stk_intake *intake, const struct stk_intake_tab *tab,
			  const struct stk_row *row)
{
	const char *text = stk_intake_text(tab, row, STK_COLUMN_ID, NULL);
	struct stk_intake_asked asked;

	stk_intake_asked(intake, text, &asked);
	for (uint32_t i = 0; i < row->count; i++) {
		const struct stk_column *column = stk_intake_column(tab, row->cells[i].column);
		struct stk_intake_cell cell = {.intake = intake,
					       .tab = tab,
					       .row = row,
					       .column = row->cells[i].column,
					       .text = row->cells[i].text};

		if (stk_starts(text, "platforms/"))
			cell.platform = stk_arena_strndup(stk_intake_arena(intake), text + 10,
							  strcspn(text + 10, "/"));
		if (!column)
			stk_intake_misread(&cell, cell.text, STK_N("there is no heading above it"));
		else if (!asked.found && column->role != STK_COLUMN_ID)
			stk_intake_misread(&cell, cell.text,
					   STK_N("it is not known which question this answers"));
		else if (column->role != STK_COLUMN_ID)
			answer(&cell, &asked, column);
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
				take_question(intake, tab, &tab->tab->rows[k]);
	}
}
