/*
 * CSV (RFC 4180) in: comma, semicolon, tab or bar; UTF-8 with or without a byte order mark; lines
 * that end in LF, CRLF or CR; quoted cells over several lines.
 *
 * Bounded: 64 MiB, 1,000,000 rows, 1,024 columns, 1 MiB a cell. Rows keep the number of the line
 * they begin on.
 */
#ifndef STOCKTAKE_SHEETS_CSV_H
#define STOCKTAKE_SHEETS_CSV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "stocktake/base/arena.h"
#include "stocktake/base/err.h"

#define STK_CSV_MAX_BYTES      ((size_t)64 << 20)
#define STK_CSV_MAX_ROWS       1000000
#define STK_CSV_MAX_COLUMNS    1024
#define STK_CSV_MAX_CELL_BYTES ((size_t)1 << 20)

struct stk_sheet_row {
	uint32_t line;      /* 1-based line of the file on which the row begins */
	uint32_t number;    /* 1-based row, as a spreadsheet counts them: empty rows count */
	uint32_t count;     /* cells */
	const char **cells; /* NUL-terminated UTF-8, blanks at both ends trimmed */
};

struct stk_sheet {
	struct stk_arena arena; /* of all rows and cells */
	char delimiter;
	struct stk_sheet_row *rows; /* empty rows left out */
	size_t count, cap;
};

/* Reads a whole file. `delimiter` 0: found out from the first rows (the one of the four that most
 * of them have equally often outside quotes), or told by a line "sep=;" ahead of them. On failure
 * (bad UTF-8, a NUL, an unclosed quote, text behind a closing quote, bounds) -1, err has line and
 * column, and the sheet is released. */
int stk_csv_read(const char *path, const char *text, size_t len_bytes, char delimiter,
		 struct stk_sheet *sheet, struct stk_err *err);
void stk_sheet_release(struct stk_sheet *sheet);
/* True for what a spreadsheet would take for a formula (a leading = + - @, tab or line end, or one
 * of the full-width signs), with any number of ' before it: written with one more ', which is taken
 * off where it is read. */
bool stk_csv_is_guarded(const char *text);
/* "B7": the spreadsheet's name of a cell (column from 0, row from 1); out holds 16 bytes. */
void stk_cell_name(uint32_t column, uint32_t row, char out[16]);

#endif
