#include "stocktake/sheets/grid.h"

#include <stdlib.h>
#include <string.h>

#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/sheets/csv.h"

#define MAX_TAB_NAME 31 /* of a spreadsheet, in code points */

void stk_grid_release(struct stk_grid *grid)
{
	for (size_t i = 0; i < grid->count; i++)
		free(grid->tabs[i].rows);
	free(grid->tabs);
	stk_arena_release(&grid->arena);
	memset(grid, 0, sizeof *grid);
}

static const char *tab_name(struct stk_grid *grid, const char *name)
{
	struct stk_str out = STK_STR_INIT;
	size_t len = strlen(name), letters = 0;
	const char *copy;

	while (len && letters < MAX_TAB_NAME) {
		uint32_t code;
		size_t bytes = stk_utf8_next(name, len, &code);

		if (code < ' ' || (code < 128 && strchr("[]:*?/\\'", (int)code)))
			stk_str_addc(&out, ' ');
		else
			stk_str_addn(&out, name, bytes);
		name += bytes;
		len -= bytes;
		letters++;
	}
	copy = stk_arena_strdup(&grid->arena, out.len ? out.data : "-");
	stk_str_release(&out);
	return copy;
}

struct stk_grid_tab *stk_grid_tab(struct stk_grid *grid, const char *name, uint32_t columns)
{
	struct stk_grid_tab *tab;

	STK_GROW(grid->tabs, grid->cap, grid->count + 1);
	tab = &grid->tabs[grid->count++];
	*tab = (struct stk_grid_tab){.name = tab_name(grid, name), .column_count = columns};
	tab->columns = stk_arena_zalloc(&grid->arena, (columns + 1) * sizeof *tab->columns);
	return tab;
}

struct stk_grid_cell *stk_grid_row(struct stk_grid *grid, struct stk_grid_tab *tab)
{
	struct stk_grid_row *row;

	STK_GROW(tab->rows, tab->cap, tab->count + 1);
	row = &tab->rows[tab->count++];
	row->count = tab->column_count;
	row->cells = stk_arena_zalloc(&grid->arena, (row->count + 1) * sizeof *row->cells);
	for (uint32_t i = 0; i < row->count; i++)
		row->cells[i].look = tab->columns[i].look;
	return row->cells;
}

void stk_grid_put(struct stk_grid *grid, struct stk_grid_cell *cell, const char *text)
{
	cell->text = text && *text ? stk_arena_strdup(&grid->arena, text) : NULL;
}

static void csv_cell(struct stk_str *out, const char *text)
{
	bool quoted = strpbrk(text, ",;\"\t\r\n'") != NULL;

	if (quoted)
		stk_str_addc(out, '"');
	if (stk_csv_is_guarded(text))
		stk_str_addc(out, '\'');
	for (; *text; text++) {
		if (*text == '"')
			stk_str_addc(out, '"');
		stk_str_addc(out, *text);
	}
	if (quoted)
		stk_str_addc(out, '"');
}

void stk_grid_csv(const struct stk_grid_tab *tab, struct stk_str *out)
{
	stk_str_add(out, "\xef\xbb\xbf");
	for (size_t i = 0; i < tab->count; i++) {
		for (uint32_t k = 0; k < tab->rows[i].count; k++) {
			const char *text = tab->rows[i].cells[k].text;

			if (k)
				stk_str_addc(out, ',');
			csv_cell(out, text ? text : "");
		}
		stk_str_add(out, "\r\n");
	}
}
