#include <stdlib.h>
#include <string.h>

#include "stocktake/base/str.h"
#include "stocktake/sheets/csv.h"
#include "xlsx.h"
#include "xml.h"

/* More than a sheet has: what is there becomes a doubt. */
enum { BEYOND_ROWS = 9999999 };

enum place { AT_TOP, AT_DATA, AT_ROW, AT_CELL, AT_INLINE };

struct rows {
	struct stk_xlsx *book;
	const struct stk_xlsx_sheet *sheet;
	enum place place;
	unsigned skip;      /* how deep in something that nothing is read of */
	struct stk_str *to; /* what the text goes to; NULL: nowhere */
	struct stk_str value, rich, formula;
	bool has_value, has_rich, has_formula;
	uint32_t row, column;             /* of the cell under way */
	uint32_t row_number, next_column; /* of the row under way */
	uint32_t style;
	char type[12];
};

const char *stk_xlsx_place(const char *text, uint32_t *row, uint32_t *column)
{
	uint64_t letters = 0, digits = 0;
	const char *from = text;

	for (text += *text == '$'; (*text | 32) >= 'a' && (*text | 32) <= 'z'; text++)
		letters = letters > STK_BOOK_MAX_COLUMNS
				  ? letters
				  : letters * 26 + (uint64_t)((*text | 32) - 'a') + 1;
	if (letters == 0)
		return NULL;
	from = text += *text == '$';
	for (; *text >= '0' && *text <= '9'; text++)
		digits =
			digits > STK_BOOK_MAX_ROWS ? digits : digits * 10 + (uint64_t)(*text - '0');
	if (from == text || digits == 0)
		return NULL;
	*row = (uint32_t)digits;
	*column = (uint32_t)letters - 1;
	return text;
}

static void open_top(struct rows *rows, const char *name, const char **attributes)
{
	struct stk_builder *build = rows->book->build;
	struct stk_range range;
	const char *ref;

	if (strcmp(name, "sheetData") == 0) {
		rows->place = AT_DATA;
	} else if (strcmp(name, "mergeCell") == 0) {
		ref = stk_xml_get(attributes, "ref");
		ref = ref ? stk_xlsx_place(ref, &range.row, &range.column) : NULL;
		if (ref && *ref == ':' &&
		    stk_xlsx_place(ref + 1, &range.last_row, &range.last_column))
			stk_build_merge(build, &range);
	} else if (strcmp(name, "col") == 0 && stk_xml_is(attributes, "hidden")) {
		uint32_t first = stk_xml_number(attributes, "min", 0);
		uint32_t last = stk_xml_number(attributes, "max", 0);

		if (first && last >= first)
			stk_build_hide_columns(build, first - 1, last - 1);
	} else if (strcmp(name, "filterColumn") == 0) {
		build->tab->is_filtered = true;
	} else if (strcmp(name, "extLst") == 0) {
		rows->skip = 1;
	}
}

static void open_row(struct rows *rows, const char **attributes)
{
	uint32_t number = stk_xml_number(attributes, "r", 0);

	rows->row_number = number ? number : rows->row_number + 1;
	if (rows->row_number > BEYOND_ROWS)
		rows->row_number = BEYOND_ROWS;
	rows->row = rows->row_number;
	rows->column = rows->next_column = 0;
	rows->place = AT_ROW;
	if (stk_xml_is(attributes, "hidden"))
		stk_build_hide_rows(rows->book->build, rows->row_number, rows->row_number);
}

static void open_cell(struct rows *rows, const char **attributes)
{
	const char *ref = stk_xml_get(attributes, "r"), *type = stk_xml_get(attributes, "t");

	rows->row = rows->row_number;
	rows->column = rows->next_column;
	ref = ref ? stk_xlsx_place(ref, &rows->row, &rows->column) : NULL;
	rows->next_column = rows->column + 1;
	rows->style = stk_xml_number(attributes, "s", 0);
	snprintf(rows->type, sizeof rows->type, "%s", type ? type : "n");
	stk_str_reset(&rows->value);
	stk_str_reset(&rows->rich);
	stk_str_reset(&rows->formula);
	rows->has_value = rows->has_rich = rows->has_formula = false;
	rows->place = AT_CELL;
}

static void open_part(struct rows *rows, const char *name)
{
	if (strcmp(name, "v") == 0) {
		rows->to = &rows->value;
		rows->has_value = true;
	} else if (strcmp(name, "f") == 0) {
		rows->to = &rows->formula;
		rows->has_formula = true;
	} else if (strcmp(name, "is") == 0) {
		rows->place = AT_INLINE;
		rows->has_rich = true;
	} else {
		rows->skip = 1;
	}
}

static int open_any(void *data, const char *name, const char **attributes)
{
	struct rows *rows = data;

	if (rows->skip || rows->to)
		rows->skip++;
	else if (rows->place == AT_TOP)
		open_top(rows, name, attributes);
	else if (rows->place == AT_DATA && strcmp(name, "row") == 0)
		open_row(rows, attributes);
	else if (rows->place == AT_ROW && strcmp(name, "c") == 0)
		open_cell(rows, attributes);
	else if (rows->place == AT_CELL)
		open_part(rows, name);
	else if (rows->place == AT_INLINE && strcmp(name, "t") == 0)
		rows->to = &rows->rich;
	else if (rows->place != AT_INLINE || strcmp(name, "r") != 0)
		rows->skip = 1;
	return 0;
}

/* --- a cell that is whole ------------------------------------------------ */

static void doubt(struct rows *rows, const char *text, const char *why)
{
	stk_build_doubt(rows->book->build, rows->row, rows->column, text, true, "%s", why);
}

static int put(struct rows *rows, enum stk_cell_kind kind, const struct stk_str *text)
{
	struct stk_builder *build = rows->book->build;

	return stk_build_cell(build, rows->row, rows->column, kind, rows->has_formula,
			      stk_build_text(build, text->data, text->len));
}

static int put_shared(struct rows *rows)
{
	struct stk_xlsx *book = rows->book;
	char *end;
	unsigned long at = strtoul(rows->value.data, &end, 10);

	if (end == rows->value.data || *end || at >= book->text_count) {
		doubt(rows, rows->value.data,
		      stk_tr(book->build->options->tr,
			     "the cell points to a text that is not in the file"));
		return 0;
	}
	return stk_build_cell(book->build, rows->row, rows->column, STK_CELL_TEXT,
			      rows->has_formula, book->texts[at]);
}

static int put_number(struct rows *rows)
{
	struct stk_xlsx *book = rows->book;
	struct stk_format format = {0};
	enum stk_cell_kind kind;

	if (rows->style < book->format_count)
		format = book->formats[rows->style];
	stk_str_reset(&rows->rich);
	if (stk_number_add(&rows->rich, rows->value.data, format, book->is_1904, &kind))
		return put(rows, kind, &rows->rich);
	return put(rows, STK_CELL_TEXT, &rows->value);
}

static int put_value(struct rows *rows)
{
	const char *type = rows->type;
	bool is_true;

	if (strcmp(type, "s") == 0)
		return put_shared(rows);
	if (strcmp(type, "str") == 0 || strcmp(type, "inlineStr") == 0) {
		stk_xlsx_unescape(&rows->value);
		return put(rows, STK_CELL_TEXT, &rows->value);
	}
	if (strcmp(type, "e") == 0)
		return put(rows, STK_CELL_ERROR, &rows->value);
	if (strcmp(type, "b") == 0) {
		is_true =
			strcmp(rows->value.data, "1") == 0 || strcmp(rows->value.data, "true") == 0;
		stk_str_reset(&rows->rich);
		stk_str_add(&rows->rich, is_true ? "TRUE" : "FALSE");
		return put(rows, STK_CELL_BOOL, &rows->rich);
	}
	if (strcmp(type, "d") == 0) {
		stk_str_reset(&rows->rich);
		if (stk_iso_date_add(&rows->rich, rows->value.data))
			return put(rows, STK_CELL_DATE, &rows->rich);
		return put(rows, STK_CELL_TEXT, &rows->value);
	}
	return put_number(rows);
}

static int end_cell(struct rows *rows)
{
	const struct stk_tr *tr = rows->book->build->options->tr;

	if (rows->has_formula && rows->has_value && stk_formula_is_value(rows->formula.data))
		rows->has_formula = false;
	if (rows->has_rich) {
		stk_xlsx_unescape(&rows->rich);
		return put(rows, STK_CELL_TEXT, &rows->rich);
	}
	if (rows->value.len)
		return put_value(rows);
	if (rows->has_formula && !rows->has_value) {
		if (rows->formula.len)
			stk_str_splice(&rows->formula, 0, 0, "=", 1);
		doubt(rows, rows->formula.data,
		      stk_tr(tr, "the formula has no value yet: open the workbook in a spreadsheet "
				 "program and save it again"));
	}
	return 0;
}

static int close_any(void *data, const char *name)
{
	struct rows *rows = data;

	if (rows->skip) {
		rows->skip--;
	} else if (rows->to) {
		rows->to = NULL;
	} else if (rows->place == AT_INLINE && strcmp(name, "is") == 0) {
		rows->place = AT_CELL;
	} else if (rows->place == AT_CELL) {
		rows->place = AT_ROW;
		return end_cell(rows);
	} else if (rows->place == AT_ROW) {
		rows->place = AT_DATA;
	} else if (rows->place == AT_DATA) {
		rows->place = AT_TOP;
	}
	return 0;
}

static int add_text(void *data, const char *text, size_t len_bytes)
{
	struct rows *rows = data;

	if (rows->to && !rows->skip && rows->to->len <= STK_BOOK_MAX_CELL_BYTES)
		stk_str_addn(rows->to, text, len_bytes);
	return 0;
}

static void say_where(void *data, struct stk_str *out)
{
	const struct rows *rows = data;
	const struct stk_tr *tr = rows->book->build->options->tr;
	char cell[16];

	if (!rows->row_number) {
		stk_str_addf(out, stk_tr(tr, "tab %s"), rows->sheet->name);
		return;
	}
	stk_cell_name(rows->column, rows->row, cell);
	stk_str_addf(out, stk_tr(tr, "tab %s, near cell %s"), rows->sheet->name, cell);
}

int stk_xlsx_rows(struct stk_xlsx *book, const struct stk_xlsx_sheet *sheet)
{
	struct rows rows = {.book = book,
			    .sheet = sheet,
			    .value = STK_STR_INIT,
			    .rich = STK_STR_INIT,
			    .formula = STK_STR_INIT};
	struct stk_xml_reader reader = {.open = open_any,
					.close = close_any,
					.text = add_text,
					.where = say_where,
					.data = &rows};
	int failed = stk_xml_part(book->zip, sheet->part, &reader);

	stk_str_release(&rows.value);
	stk_str_release(&rows.rich);
	stk_str_release(&rows.formula);
	return failed;
}
