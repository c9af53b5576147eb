/*
 * XLSX in (ECMA-376, transitional and strict), whoever wrote it: see book.h for what comes of it.
 */
#ifndef STOCKTAKE_SHEETS_XLSX_H
#define STOCKTAKE_SHEETS_XLSX_H

#include "number.h"
#include "package.h"

struct stk_xlsx_sheet {
	const char *name;
	const char *part; /* of its rows; NULL: it has none */
	const char *link; /* the relationship that leads to it */
	bool is_hidden;
};

struct stk_xlsx {
	struct stk_builder *build;
	struct stk_zip *zip;
	bool is_1904;
	bool has_links; /* to other workbooks */
	struct stk_xlsx_sheet *sheets;
	size_t count, cap;
	struct stk_format *formats; /* of cells, by style */
	size_t format_count, format_cap;
	const char **texts; /* shared ones; NULL: blank */
	size_t text_count, text_cap;
};

/* All of a package that has a workbook in it. */
int stk_xlsx_read(struct stk_builder *build, struct stk_zip *zip);

/* The parts that the sheets refer to. */
int stk_xlsx_styles(struct stk_xlsx *book, const char *part);
int stk_xlsx_texts(struct stk_xlsx *book, const char *part);
/* The notes on cells of the tab under way: comments, and those that people answer to. */
int stk_xlsx_notes(struct stk_xlsx *book, const char *part);
/* "AB12" as column from 0 and row from 1, where columns beyond any sheet stay beyond it; what
 * follows it, NULL if it is none. */
const char *stk_xlsx_place(const char *text, uint32_t *row, uint32_t *column);
/* The rows of one sheet, as the tab under way. */
int stk_xlsx_rows(struct stk_xlsx *book, const struct stk_xlsx_sheet *sheet);

/* Puts the characters where they are written as _xHHHH_, and drops NULs. */
void stk_xlsx_unescape(struct stk_str *text);

#endif
