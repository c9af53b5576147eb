/* What was not understood: told, with where it stands, so that it can come back. */
#include <string.h>

#include "import_private.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/tr.h"
#include "stocktake/sheets/csv.h"

/* Of a list that begins an inventory, what was not understood stays with what it is about. */
static void keep_in_notes(struct stk_intake *intake, const struct stk_intake_tab *tab,
			  const struct stk_row *row, uint32_t column, const char *platform,
			  const struct stk_import_unread *unread)
{
	struct stk_arena *arena = stk_intake_arena(intake);
	struct stk_intake_cell cell = {.intake = intake,
				       .tab = tab,
				       .row = row,
				       .column = column,
				       .text = unread->text,
				       .platform = platform};

	stk_intake_say(&cell, STK_CHANGE_SET,
		       platform ? stk_arena_printf(arena, "platforms/%s/notes", platform)
				: "inventory/notes",
		       stk_value_text(arena, stk_arena_printf(arena, "%s (%s): %s", unread->heading,
							      unread->cell, unread->text)))
		->replaces = true;
}

void stk_intake_unread_of(struct stk_intake *intake, const struct stk_intake_tab *tab,
			  const struct stk_row *row, uint32_t column, const char *text,
			  const char *why, const char *platform)
{
	struct stk_import *import = intake->import;
	struct stk_import_unread *unread;

	STK_GROW(import->unread, import->unread_cap, import->unread_count + 1);
	unread = &import->unread[import->unread_count++];
	*unread = (struct stk_import_unread){
		.file = tab->file,
		.tab = tab->tab->name,
		.heading = tab->headings && column < tab->column_count ? tab->headings[column] : "",
		.text = stk_arena_strdup(&import->arena, text),
		.why = stk_t(why),
		.is_kept = intake->options->begins};
	stk_cell_name(column, row->number, unread->cell);
	stk_intake_locate(intake, tab, row, column, platform, unread);
	if (unread->is_kept)
		keep_in_notes(intake, tab, row, column, platform, unread);
}

void stk_intake_unread(struct stk_intake *intake, const struct stk_intake_tab *tab,
		       const struct stk_row *row, uint32_t column, const char *text,
		       const char *why)
{
	stk_intake_unread_of(intake, tab, row, column, text, why, NULL);
}

bool stk_intake_is_error(const struct stk_cell *cell)
{
	static const char *const errors[] = {"#N/A",    "#REF!",  "#NAME?", "#VALUE!",
					     "#DIV/0!", "#NULL!", "#NUM!"};
	bool is = cell->kind == STK_CELL_ERROR;

	for (size_t i = 0; i < STK_COUNT(errors) && cell->text[0] == '#' && !is; i++)
		is = strcmp(cell->text, errors[i]) == 0; /* as CSV has them */
	return is;
}
