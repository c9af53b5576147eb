/*
 * How a reader puts a book together: cells as they come, in any order; rows, merged ranges and
 * bounds are seen to here.
 */
#ifndef STOCKTAKE_SHEETS_BOOK_BUILD_H
#define STOCKTAKE_SHEETS_BOOK_BUILD_H

#include "stocktake/sheets/book.h"

#define STK_NO_CELL UINT32_MAX

struct stk_placed {
	uint32_t row, order;
	struct stk_cell cell;
};

struct stk_range {
	uint32_t row, column, last_row, last_column; /* rows from 1, columns from 0 */
};

struct stk_builder {
	const char *path;
	struct stk_book_options said;
	const struct stk_book_options *options; /* what was said, and what goes without saying */
	struct stk_book *book;
	struct stk_err *err;
	size_t cells, outside, all_doubts, notes; /* of all tabs */
	size_t doubts;                            /* of this tab */
	/* The tab under way. */
	struct stk_tab *tab; /* NULL: none */
	struct stk_placed *placed;
	size_t count, cap;
	bool is_unsorted;
	struct stk_range *merges;
	size_t merge_count, merge_cap;
	struct stk_span *hidden; /* rows */
	size_t hidden_count, hidden_cap;
	uint32_t formulas, formula_row, formula_column;
};

void stk_build_begin(struct stk_builder *build, const char *path,
		     const struct stk_book_options *options, struct stk_book *book,
		     struct stk_err *err);
/* Frees what only building needed. */
void stk_build_release(struct stk_builder *build);

/* Begins a tab; -1 with err where there are too many. */
int stk_build_tab(struct stk_builder *build, const char *name, bool is_hidden);
/* Keeps a text, valid UTF-8, for as many cells as hold it: trimmed; NULL if nothing is left. */
const char *stk_build_text(struct stk_builder *build, const char *text, size_t len_bytes);
/* Puts a cell (row from 1, column from 0) with a text that stk_build_text kept; NULL is no cell.
 * What is outside of a sheet, too long or there already becomes a doubt. -1 with err where there
 * are more than STK_BOOK_MAX_CELLS. */
int stk_build_cell(struct stk_builder *build, uint32_t row, uint32_t column,
		   enum stk_cell_kind kind, bool is_formula, const char *text);
void stk_build_merge(struct stk_builder *build, const struct stk_range *range);
void stk_build_hide_rows(struct stk_builder *build, uint32_t first, uint32_t last);
void stk_build_hide_columns(struct stk_builder *build, uint32_t first, uint32_t last);
void stk_build_end_tab(struct stk_builder *build);
/* Takes the tab under way back. */
void stk_build_drop_tab(struct stk_builder *build);

/* Tells a doubt about a cell of the tab under way (STK_NO_CELL as row: about the tab, or the file
 * where none is under way). `why` is translated already. */
void stk_build_doubt(struct stk_builder *build, uint32_t row, uint32_t column, const char *text,
		     bool is_unread, const char *why, ...) __attribute__((format(printf, 6, 7)));

/* Tells the note on a cell of the tab under way, trimmed, where it says something. */
void stk_build_note(struct stk_builder *build, uint32_t row, uint32_t column, const char *text,
		    size_t len_bytes);

/* Fills err with STK_EUSAGE, the file, and what to do (may be NULL); returns -1. */
int stk_build_fail(struct stk_builder *build, const char *what, const char *hint);

#endif
