/* The document under way: ods.c follows the elements, ods_cells.c makes cells of them. */
#ifndef STOCKTAKE_SHEETS_ODS_PRIVATE_H
#define STOCKTAKE_SHEETS_ODS_PRIVATE_H

#include "ods.h"
#include "stocktake/base/map.h"
#include "stocktake/base/str.h"

/* A cell of the row under way, as often as it is repeated. */
struct stk_ods_cell {
	const char *text; /* NULL: blank */
	uint32_t column, repeats, columns_spanned, rows_spanned;
	enum stk_cell_kind kind;
	bool is_formula;
};

/* The text of a cell or of the note on it, paragraph after paragraph. */
struct stk_ods_text {
	struct stk_str text;
	unsigned paragraphs, depth; /* depth: in a paragraph; 0 outside of one */
	bool blank_pending;
};

struct stk_ods {
	struct stk_builder *build;
	struct stk_map hidden_styles; /* names of styles of tabs that are not shown */
	struct stk_str style_name;    /* of the style under way */
	unsigned skip;                /* how deep in something that nothing is read of */
	unsigned tables;              /* how deep in tables */
	bool has_tables, is_spreadsheet, has_links, has_scripts;
	/* The tab. */
	bool is_cached;          /* a copy of another document's tab, kept for formulas */
	uint32_t column;         /* of the next column definition */
	uint32_t row, column_at; /* of the row and cell under way */
	uint32_t repeats;        /* of the row */
	struct stk_ods_cell *cells;
	size_t count, cap;
	/* The cell. */
	bool in_cell;
	struct stk_ods_text text, note;
	struct stk_ods_text *to; /* the one of these that is under way */
	struct stk_str value, formula;
	char type[16];
	struct stk_ods_cell cell;
};

/* The attributes of a cell, and its end. */
void stk_ods_open_cell(struct stk_ods *ods, const char **attributes);
int stk_ods_close_cell(struct stk_ods *ods);
/* Puts the cells of the row as often as it is repeated. */
int stk_ods_put_row(struct stk_ods *ods);
/* Text of a paragraph, in which blanks run together; blanks that are elements of their own do not.
 */
void stk_ods_add_text(struct stk_ods_text *to, const char *text, size_t len_bytes);
void stk_ods_add_blanks(struct stk_ods_text *to, char blank, uint32_t count);

#endif
