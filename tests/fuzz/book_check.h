/* Reads bytes as a workbook and holds what came of it to what book.h promises. */
#ifndef STK_FUZZ_BOOK_CHECK_H
#define STK_FUZZ_BOOK_CHECK_H

#include <assert.h>
#include <string.h>

#include "stocktake/base/text.h"
#include "stocktake/sheets/book.h"

static inline void check_text(const char *text)
{
	assert(stk_utf8_valid_bytes(text, strlen(text)) == strlen(text));
}

static inline void check_doubt(void *data, const struct stk_book_doubt *doubt)
{
	size_t *count = data;

	assert(++*count <= STK_BOOK_MAX_ALL_DOUBTS && *doubt->why);
	check_text(doubt->tab);
	check_text(doubt->text);
}

static inline void check_row(const struct stk_tab *tab, const struct stk_row *row)
{
	size_t own = 0;

	for (uint32_t i = 0; i < row->count; i++) {
		const struct stk_cell *cell = &row->cells[i];

		assert(cell->column < tab->columns && cell->column < STK_BOOK_MAX_COLUMNS);
		assert(i == 0 || cell->column > cell[-1].column);
		assert(*cell->text && cell->kind <= STK_CELL_ERROR);
		assert(cell->merged_row <= row->number);
		assert(stk_row_cell(row, cell->column) == cell);
		check_text(cell->text);
		own += !cell->merged_row;
	}
	assert(own && stk_tab_row(tab, row->number) == row);
}

static inline void check_book(const char *bytes, size_t len_bytes)
{
	size_t doubts = 0;
	struct stk_book_options options = {.doubt = check_doubt, .data = &doubts};
	struct stk_book book;
	struct stk_err err = {0};

	if (stk_book_read("fuzz", bytes, len_bytes, &options, &book, &err)) {
		assert(*err.message && err.code == STK_EUSAGE && !book.tabs);
		return;
	}
	for (size_t t = 0; t < book.count; t++) {
		check_text(book.tabs[t].name);
		for (size_t r = 0; r < book.tabs[t].count; r++) {
			assert(r == 0 ||
			       book.tabs[t].rows[r].number > book.tabs[t].rows[r - 1].number);
			assert(book.tabs[t].rows[r].number <= STK_BOOK_MAX_ROWS);
			check_row(&book.tabs[t], &book.tabs[t].rows[r]);
		}
	}
	stk_book_release(&book);
}

#endif
