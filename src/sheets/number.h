/*
 * Numbers of workbooks as people typed them, and the number formats that make a date, a share or a
 * code with leading zeros of one.
 */
#ifndef STOCKTAKE_SHEETS_NUMBER_H
#define STOCKTAKE_SHEETS_NUMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "stocktake/base/str.h"
#include "stocktake/sheets/book.h"

enum stk_format_kind {
	STK_FORMAT_PLAIN,
	STK_FORMAT_DATE,    /* a day, and the time where there is one, shown or not */
	STK_FORMAT_TIME,    /* a time of day, the day before it where there is one */
	STK_FORMAT_ELAPSED, /* hours, minutes, seconds, over 24 hours too */
	STK_FORMAT_PERCENT,
	STK_FORMAT_ZEROS /* padded with zeros to `digits` */
};

struct stk_format {
	uint8_t kind; /* enum stk_format_kind */
	uint8_t digits;
};

/* The built-in formats of XLSX by id; STK_FORMAT_PLAIN for others. */
struct stk_format stk_format_builtin(uint32_t id);
/* A format code, as `yyyy\-mm\-dd` or `[h]:mm`. */
struct stk_format stk_format_code(const char *code);

/* Appends a number in its format: "0.3" of 0.30000000000000004, "123000" of 1.23E5, the digits of a
 * long whole number as they stand. Returns false, and appends nothing, if the text is no number. A
 * date that there is not is written as the number; `kind` says which it was. */
bool stk_number_add(struct stk_str *out, const char *text, struct stk_format format, bool is_1904,
		    enum stk_cell_kind *kind);

/* True for a formula that is a value and nothing else, as programs make them of a plain TRUE. */
bool stk_formula_is_value(const char *formula);

/* Appends an ISO date or date and time ("2026-12-01T00:00:00.000Z") as cells have them: without
 * zone, without parts of a second, without a midnight that is only there to fill the form. False if
 * it is none. */
bool stk_iso_date_add(struct stk_str *out, const char *text);
/* As above, of a duration ("PT10H20M00S"): "10:20:00". */
bool stk_iso_duration_add(struct stk_str *out, const char *text);

/* The way back: what a number ("42", "-1.5", "7.5%") and a day ("2026-12-01", with T and a time or
 * without) are to a spreadsheet. False where the text would not be the same when it is read again:
 * "00420", a time alone, days before 1900-03-01. */
bool stk_number_value(const char *text, double *value);
bool stk_date_serial(const char *text, double *serial);

#endif
