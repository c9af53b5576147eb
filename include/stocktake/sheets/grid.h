/*
 * A workbook out: tabs of rows of text, made by whoever has something to say, written as XLSX or
 * as CSV.
 *
 * All cells are text and stay text unless told otherwise: nothing that anybody typed can become a
 * formula. In CSV, where
 * there are no types, a cell that a spreadsheet would take for one (a leading = + - @, tab or line
 * end) gets a ' before it. The same grid gives the same bytes every time.
 */
#ifndef STOCKTAKE_SHEETS_GRID_H
#define STOCKTAKE_SHEETS_GRID_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "stocktake/base/arena.h"
#include "stocktake/base/err.h"
#include "stocktake/base/str.h"
#include "stocktake/sheets/book.h"

/* What a cell looks like. FIXED, TITLE, BANNER and headings are locked where a tab is
 * protected. */
enum stk_look {
	STK_LOOK_PLAIN,   /* room for people */
	STK_LOOK_TICK,    /* the same, in the middle */
	STK_LOOK_PROSE,   /* words to read, on a tab of one wide column */
	STK_LOOK_FIXED,   /* ours: what must not move. From here to TURNED: locked */
	STK_LOOK_TITLE,   /* large */
	STK_LOOK_BANNER,  /* a line above the headings, over the columns to its right */
	STK_LOOK_HEADING, /* of a column */
	STK_LOOK_TURNED,  /* the same, of a narrow column: upright */
	STK_LOOK_STRONG,  /* marked: the system of record, what is asked */
	STK_LOOK_QUIET,   /* grey: what we add beside theirs */
	STK_LOOKS
};

struct stk_grid_cell {
	const char *text; /* NULL or "": empty */
	enum stk_look look;
	/* What a cell that was read held: written as a number, a day or a truth again, where its
	 * text is one and comes back from it. All else stays text. */
	enum stk_cell_kind kind;
};

struct stk_grid_column {
	double width; /* in letters */
	enum stk_look look;
	bool hidden;
	bool strict;                /* nothing but the choices */
	const char *const *choices; /* a dropdown; NULL: any text */
	size_t choice_count;
	const char *note; /* on the heading's cell; NULL: none */
};

struct stk_grid_row {
	struct stk_grid_cell *cells;
	uint32_t count;
};

struct stk_grid_tab {
	const char *name; /* at most 31 letters, none of []:*?/\ */
	struct stk_grid_column *columns;
	uint32_t column_count;
	struct stk_grid_row *rows;
	size_t count, cap;
	uint32_t heading; /* the row of headings, from 0, frozen with all above it; meaningless
			     without columns */
	uint32_t frozen_columns;
	uint32_t room;  /* empty rows below, as ready as the others */
	bool protected; /* without a password: locked cells cannot be changed by accident */
	bool hidden;    /* from sight; to be had back with a right click */
	bool prose;     /* no headings, no grid lines */
	bool portrait;
};

struct stk_grid {
	struct stk_arena arena; /* of everything, texts too */
	struct stk_grid_tab *tabs;
	size_t count, cap;
};

/* A grid begins as {0}. */
void stk_grid_release(struct stk_grid *grid);
/* A new tab, valid until the next one is made; the name is copied, and made one that a spreadsheet
 * takes. */
struct stk_grid_tab *stk_grid_tab(struct stk_grid *grid, const char *name, uint32_t columns);
/* A new row of as many empty cells as the tab has columns, each with its column's look. */
struct stk_grid_cell *stk_grid_row(struct stk_grid *grid, struct stk_grid_tab *tab);
/* Copies the text into the cell. */
void stk_grid_put(struct stk_grid *grid, struct stk_grid_cell *cell, const char *text);

/* The whole as XLSX: bytes. `created_seconds` is when it says that it was made; `title` what it is
 * called. */
int stk_grid_xlsx(const struct stk_grid *grid, const char *title, int64_t created_seconds,
		  struct stk_str *out, struct stk_err *err);
/* One tab as CSV: UTF-8 with a byte order mark, commas, CRLF. */
void stk_grid_csv(const struct stk_grid_tab *tab, struct stk_str *out);

#endif
