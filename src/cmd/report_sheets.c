#include "report_sheets.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

#include "stocktake/base/file.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/report/sheets.h"
#include "stocktake/sheets/grid.h"
#include "stocktake/sheets/import.h"

#define MAX_WIDTH 44 /* letters */

/* --- our own tables ----------------------------------------------------------------------------
 */

static void put_sheet(const struct stk_report_sheet *sheet, struct stk_grid *grid)
{
	struct stk_grid_tab *tab = stk_grid_tab(grid, sheet->name, (uint32_t)sheet->columns);
	struct stk_grid_cell *cells;

	tab->frozen_columns = 1;
	for (size_t i = 0; i < sheet->columns; i++) {
		tab->columns[i].width = sheet->widths[i];
		tab->columns[i].look = sheet->is_ticks && i ? STK_LOOK_TICK : STK_LOOK_PLAIN;
	}
	cells = stk_grid_row(grid, tab);
	for (size_t i = 0; i < sheet->columns; i++) {
		cells[i].look = STK_LOOK_HEADING;
		stk_grid_put(grid, &cells[i], sheet->headings[i]);
	}
	for (size_t i = 0; i < sheet->count; i++) {
		cells = stk_grid_row(grid, tab);
		for (size_t k = 0; k < sheet->columns; k++) {
			stk_grid_put(grid, &cells[k], sheet->rows[i][k].text);
			if (sheet->rows[i][k].is_strong)
				cells[k].look = STK_LOOK_STRONG;
		}
	}
}

static void put_report(const struct stk_findings_page *page, struct stk_grid *grid)
{
	struct stk_report_sheets sheets;

	stk_report_sheets(page, &sheets);
	for (size_t i = 0; i < sheets.count; i++)
		put_sheet(&sheets.items[i], grid);
	stk_report_sheets_release(&sheets);
}

/* --- like theirs -------------------------------------------------------------------------------
 */

struct liking {
	const struct stk_findings_page *page;
	const struct stk_like_tab *like;
	struct stk_grid *grid;
	struct stk_arena *arena;
	uint32_t own; /* their columns, without those that we put there an earlier time */
};

/* Wide enough for most of what stands in a column. */
static void fit_columns(struct stk_grid_tab *tab)
{
	for (uint32_t i = 0; i < tab->column_count; i++) {
		double width = 8;

		for (size_t k = 0; k < tab->count; k++) {
			const char *text = tab->rows[k].cells[i].text;
			double cols = text ? (double)stk_text_width_cols(text) + 2 : 0;

			width = cols > width ? cols : width;
		}
		tab->columns[i].width = width > MAX_WIDTH ? MAX_WIDTH : width;
	}
}

static void put_beside(struct liking *liking, struct stk_grid_cell *cells, const char *platform)
{
	struct stk_report_beside beside;
	const char *texts[STK_IMPORT_ASIDES];

	stk_report_beside(liking->page, platform, liking->arena, &beside);
	texts[0] = beside.state;
	texts[1] = beside.question;
	texts[2] = beside.ask;
	for (uint32_t i = 0; i < STK_IMPORT_ASIDES; i++) {
		stk_grid_put(liking->grid, &cells[liking->own + i], texts[i]);
		cells[liking->own + i].look = STK_LOOK_QUIET;
	}
}

/* The column of theirs in what is written. */
static uint32_t column_to(const struct stk_like_tab *like, uint32_t column)
{
	uint32_t to = 0;

	for (uint32_t i = 0; i < column; i++)
		to += !like->aside[i];
	return to;
}

/* A merged range is told to every row that it covers, so that each stands on its own; to its first
 * column alone. */
static void put_their_cell(struct stk_grid *grid, struct stk_grid_cell *to,
			   const struct stk_row *row, const struct stk_cell *cell)
{
	if (cell->merged_row &&
	    (cell->merged_row == row->number || cell->merged_column != cell->column))
		return;
	stk_grid_put(grid, to, cell->text);
	to->kind = cell->kind;
}

static void put_their_row(struct liking *liking, struct stk_grid_tab *tab, size_t index)
{
	const struct stk_like_tab *like = liking->like;
	const struct stk_row *row = &like->tab->rows[index];
	struct stk_grid_cell *cells = stk_grid_row(liking->grid, tab);

	for (uint32_t i = 0; i < row->count; i++) {
		const struct stk_cell *cell = &row->cells[i];
		struct stk_grid_cell *to;

		if (cell->column >= like->columns || like->aside[cell->column])
			continue;
		to = &cells[column_to(like, cell->column)];
		put_their_cell(liking->grid, to, row, cell);
		if (index == like->heading)
			to->look = STK_LOOK_HEADING;
	}
	for (uint32_t i = 0; i < STK_IMPORT_ASIDES && index == like->heading; i++) {
		cells[liking->own + i].look = STK_LOOK_HEADING;
		stk_grid_put(liking->grid, &cells[liking->own + i], stk_import_aside(i));
	}
	if (like->platforms[index])
		put_beside(liking, cells, like->platforms[index]);
}

/* Their rows in their places: an empty row of theirs stays one. */
static void put_their_table(struct liking *liking)
{
	const struct stk_like_tab *like = liking->like;
	struct stk_grid_tab *tab;

	liking->own = column_to(like, like->columns);
	tab = stk_grid_tab(liking->grid, *like->tab->name ? like->tab->name : "Platforms",
			   liking->own + STK_IMPORT_ASIDES);
	for (size_t i = 0; i < like->tab->count; i++) {
		while (tab->count + 1 < like->tab->rows[i].number &&
		       like->tab->rows[i].number < 100000)
			stk_grid_row(liking->grid, tab);
		if (i == like->heading)
			tab->heading = (uint32_t)tab->count;
		put_their_row(liking, tab, i);
	}
	for (size_t i = 0; i < like->missing_count; i++) {
		struct stk_grid_cell *cells = stk_grid_row(liking->grid, tab);

		for (uint32_t k = 0; k < like->columns; k++)
			if (!like->aside[k])
				stk_grid_put(liking->grid, &cells[column_to(like, k)],
					     like->missing[i].texts[k]);
		put_beside(liking, cells, like->missing[i].platform);
	}
	fit_columns(tab);
}

/* Their other tabs, as they were. */
static void put_other_tab(struct stk_grid *grid, const struct stk_tab *from)
{
	struct stk_grid_tab *tab = stk_grid_tab(grid, from->name, from->columns);

	tab->prose = true;
	tab->hidden = from->is_hidden;
	for (size_t i = 0; i < from->count; i++) {
		struct stk_grid_cell *cells;

		while (tab->count + 1 < from->rows[i].number && from->rows[i].number < 100000)
			stk_grid_row(grid, tab);
		cells = stk_grid_row(grid, tab);
		for (uint32_t k = 0; k < from->rows[i].count; k++)
			put_their_cell(grid, &cells[from->rows[i].cells[k].column], &from->rows[i],
				       &from->rows[i].cells[k]);
	}
	fit_columns(tab);
}

static int put_like(struct stk_case *it, const struct stk_findings_page *page, const char *path,
		    struct stk_grid *grid, struct stk_err *err)
{
	const struct stk_import_options how = {0};
	struct stk_book book = {0};
	struct stk_import import = {0};
	struct stk_like_tab like = {0};
	struct stk_str bytes = STK_STR_INIT;
	struct stk_arena arena = STK_ARENA_INIT;
	bool read = false;
	int failed = stk_file_read(AT_FDCWD, path, STK_BOOK_MAX_BYTES, &bytes, NULL, err);

	if (failed)
		err->code = STK_EUSAGE;
	else
		failed = stk_book_read(path, bytes.data, bytes.len, NULL, &book, err);
	read = !failed;
	if (!failed)
		failed = stk_import_like(it->opened.inventory, path, &book, &how, &import, &like,
					 err);
	if (!failed && !like.tab) {
		failed = stk_err_set(err, STK_EUSAGE, "there is no table of tools in it");
		stk_err_at(err, path, 0, 0);
	}
	for (size_t i = 0; i < book.count && !failed; i++) {
		struct liking liking = {.page = page, .like = &like, .grid = grid, .arena = &arena};

		if (&book.tabs[i] == like.tab)
			put_their_table(&liking);
		else
			put_other_tab(grid, &book.tabs[i]);
	}
	stk_import_release(&import);
	if (read)
		stk_book_release(&book);
	stk_str_release(&bytes);
	stk_arena_release(&arena);
	return failed;
}

int stk_report_workbook(const struct stk_app *app, struct stk_case *it, const char *like,
			struct stk_str *out, struct stk_err *err)
{
	struct stk_findings_page page;
	struct stk_grid grid = {0};
	const struct stk_inventory *inventory = it->opened.inventory;
	const char *name = stk_text(inventory, inventory->root, STK_W_NAME);
	int failed = 0;

	stk_case_page(it, &page);
	if (like)
		failed = put_like(it, &page, like, &grid, err);
	else
		put_report(&page, &grid);
	if (!failed)
		failed = stk_grid_xlsx(&grid, name ? name : "stocktake", app->clock.now_seconds,
				       out, err);
	stk_grid_release(&grid);
	return failed;
}
