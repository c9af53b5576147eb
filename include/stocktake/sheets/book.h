/*
 * A workbook in: XLSX, ODS, flat ODS or CSV, from whatever program saved it, as tabs of rows of
 * cells.
 *
 * The kind is told by the bytes, never by the name. Nothing is executed, nothing is fetched:
 * macros, external links and pictures are left out and said. What cannot be taken is a doubt that
 * names file, tab and cell; only a file that cannot be read at all is an error. Everything is
 * bounded: see the numbers below.
 *
 * Only cells with something in them are there. The cell that a merged range covers has the text of
 * the range's first cell and says so (`merged_row`), as far as its row has a cell of its own.
 */
#ifndef STOCKTAKE_SHEETS_BOOK_H
#define STOCKTAKE_SHEETS_BOOK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "stocktake/base/arena.h"
#include "stocktake/base/err.h"
#include "stocktake/base/tr.h"

#define STK_BOOK_MAX_BYTES          ((size_t)64 << 20)  /* the file */
#define STK_BOOK_MAX_UNZIPPED_BYTES ((size_t)256 << 20) /* all that is read of it, unzipped */
#define STK_BOOK_MAX_TABS           256
#define STK_BOOK_MAX_ROWS           1048576 /* the highest row number, as in spreadsheets */
#define STK_BOOK_MAX_COLUMNS        16384   /* A to XFD */
#define STK_BOOK_MAX_CELLS          2000000 /* of all tabs, with something in them */
#define STK_BOOK_MAX_REPEATS        10000   /* of one row that has something in it */
#define STK_BOOK_MAX_CELL_BYTES     ((size_t)1 << 20)
#define STK_BOOK_MAX_DOUBTS         1000 /* of one tab; the last says that there are more */
#define STK_BOOK_MAX_ALL_DOUBTS     5000 /* of all tabs */

enum stk_book_kind { STK_BOOK_CSV, STK_BOOK_XLSX, STK_BOOK_ODS };

enum stk_cell_kind {
	STK_CELL_TEXT,   /* all cells of CSV */
	STK_CELL_NUMBER, /* "0.3", "12345678901"; "50%" and "00420" where its format shows it so */
	STK_CELL_DATE,   /* "2026-12-01", "2026-12-01T10:20:00", or a time alone: "10:20:00" */
	STK_CELL_BOOL,   /* "TRUE" or "FALSE" */
	STK_CELL_ERROR   /* "#N/A" and the like */
};

struct stk_cell {
	const char *text;       /* NUL-terminated UTF-8, blanks at both ends trimmed, not empty */
	uint32_t column;        /* from 0 */
	uint32_t merged_row;    /* 0: a cell of its own; else the text is that of the cell at */
	uint32_t merged_column; /* this row (from 1) and column (from 0), whose range covers it */
	enum stk_cell_kind kind;
	bool is_formula; /* the text is the value that was computed last */
};

struct stk_row {
	uint32_t number; /* from 1, as a spreadsheet counts */
	uint32_t line;   /* of a CSV file, on which the row begins; 0 elsewhere */
	uint32_t count;
	bool is_hidden;         /* by hand or by a filter */
	struct stk_cell *cells; /* at least one of its own; by column */
};

struct stk_span {
	uint32_t first, last;
};

struct stk_tab {
	const char *name; /* as on the tab; "" for CSV */
	bool is_hidden;
	bool is_filtered; /* a filter stands on it: rows that it hides are read as well */
	uint32_t columns; /* one more than the last that has a cell */
	size_t count, cap;
	struct stk_row *rows; /* by number */
	struct stk_span *hidden_columns;
	size_t hidden_count, hidden_cap;
};

struct stk_book {
	struct stk_arena arena; /* of all texts and cells */
	enum stk_book_kind kind;
	const char *encoding; /* CSV: what it was read as, "UTF-8", "GB18030"; NULL elsewhere */
	char delimiter;       /* CSV: what parts its cells; 0 elsewhere */
	struct stk_tab *tabs; /* in the order of the file, hidden ones too */
	size_t count, cap;
};

/* What could not be taken, or is to be known about what was taken. Valid during the call. */
struct stk_book_doubt {
	const char *file; /* the path, as given */
	const char *tab;  /* "" where it is about the whole file */
	char cell[16];    /* "B7"; "" where it is about the whole tab */
	const char *text; /* what stands there; "" if nothing */
	const char *why;  /* "the formula has no value", in the language of `tr` */
	bool is_unread;   /* the text is in no row; false: only to be known */
};

struct stk_book_options {
	const char *encoding;    /* CSV: a name that iconv knows; NULL: found out */
	char delimiter;          /* CSV: 0: found out */
	const struct stk_tr *tr; /* of doubts and errors; NULL: the language of the thread */
	void (*doubt)(void *data, const struct stk_book_doubt *doubt); /* NULL: nobody listens */
	/* What somebody wrote on a cell, its note or comment, with an empty `why`; the cell itself
	 * may be blank. Notes are in no row. NULL: nobody listens. */
	void (*note)(void *data, const struct stk_book_doubt *note);
	void *data; /* of both */
};

/* Reads a whole file of at most STK_BOOK_MAX_BYTES. `options` may be NULL. -1 where it cannot be
 * read at all (STK_EUSAGE: no spreadsheet, an old .xls, with a password, broken, over a bound; a
 * CSV whose encoding is not certain, see encoding.h): err says what to do, and the book is
 * released. */
int stk_book_read(const char *path, const char *bytes, size_t len_bytes,
		  const struct stk_book_options *options, struct stk_book *book,
		  struct stk_err *err);
void stk_book_release(struct stk_book *book);

/* The cell of a row at a column (from 0), NULL if there is none; and its text, "" if there is none.
 */
const struct stk_cell *stk_row_cell(const struct stk_row *row, uint32_t column);
const char *stk_row_text(const struct stk_row *row, uint32_t column);
/* The row of a number, NULL if it is empty. */
const struct stk_row *stk_tab_row(const struct stk_tab *tab, uint32_t number);
bool stk_tab_hides_column(const struct stk_tab *tab, uint32_t column);

#endif
