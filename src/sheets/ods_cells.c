#include <stdlib.h>
#include <string.h>

#include "ods_private.h"
#include "stocktake/base/mem.h"
#include "stocktake/sheets/csv.h"
#include "xml.h"

/* --- the text of a cell -------------------------------------------------- */

static bool has_room(const struct stk_ods_text *to)
{
	return to->text.len <= STK_BOOK_MAX_CELL_BYTES;
}

static void add_pending(struct stk_ods_text *to)
{
	if (to->blank_pending && to->text.len && !strchr(" \n\t", to->text.data[to->text.len - 1]))
		stk_str_addc(&to->text, ' ');
	to->blank_pending = false;
}

void stk_ods_add_text(struct stk_ods_text *to, const char *text, size_t len_bytes)
{
	for (size_t i = 0; i < len_bytes && has_room(to); i++) {
		if (strchr(" \t\r\n", text[i])) {
			to->blank_pending = true;
			continue;
		}
		add_pending(to);
		stk_str_addc(&to->text, text[i]);
	}
}

void stk_ods_add_blanks(struct stk_ods_text *to, char blank, uint32_t count)
{
	add_pending(to);
	for (uint32_t i = 0; i < count && has_room(to); i++)
		stk_str_addc(&to->text, blank);
}

static void empty(struct stk_ods_text *text)
{
	stk_str_reset(&text->text);
	text->paragraphs = text->depth = 0;
	text->blank_pending = false;
}

/* --- a cell -------------------------------------------------------------- */

/* calcext:value-type says the same in a dialect; it is not the one that counts. */
static const char *value_type(const char **attributes)
{
	for (; *attributes; attributes += 2)
		if (stk_ends(*attributes, "value-type") && !stk_starts(*attributes, "calcext:"))
			return attributes[1];
	return "";
}

static uint32_t at_least_one(uint32_t number)
{
	return number ? number : 1;
}

void stk_ods_open_cell(struct stk_ods *ods, const char **attributes)
{
	static const struct {
		const char *type, *attribute;
	} values[] = {{"float", "value"},        {"currency", "value"},
		      {"percentage", "value"},   {"date", "date-value"},
		      {"time", "time-value"},    {"boolean", "boolean-value"},
		      {"string", "string-value"}};
	const char *type = value_type(attributes), *value = NULL;
	const char *formula = stk_xml_get(attributes, "formula"), *equals;

	/* "of:=" names the language of the formula. */
	equals = formula ? strstr(formula, ":=") : NULL;
	if (equals && equals - formula < 8)
		formula = equals + 1;
	ods->in_cell = true;
	ods->to = &ods->text;
	empty(&ods->text);
	empty(&ods->note);
	stk_str_reset(&ods->value);
	stk_str_reset(&ods->formula);
	for (size_t i = 0; i < STK_COUNT(values); i++)
		if (strcmp(type, values[i].type) == 0)
			value = stk_xml_get(attributes, values[i].attribute);
	stk_str_add(&ods->value, value ? value : "");
	stk_str_add(&ods->formula, formula ? formula : "");
	snprintf(ods->type, sizeof ods->type, "%s", type);
	ods->cell = (struct stk_ods_cell){
		.column = ods->column_at,
		.repeats = at_least_one(stk_xml_number(attributes, "number-columns-repeated", 1)),
		.columns_spanned =
			at_least_one(stk_xml_number(attributes, "number-columns-spanned", 1)),
		.rows_spanned = at_least_one(stk_xml_number(attributes, "number-rows-spanned", 1)),
		.is_formula = formula && *formula && !stk_formula_is_value(formula)};
}

/* "00420", where that is how the number is shown. */
static bool shows_zeros(const char *shown, const char *value)
{
	if (shown[0] != '0' || !shown[1] || strspn(shown, "0123456789") != strlen(shown))
		return false;
	shown += strspn(shown, "0");
	return strcmp(*shown ? shown : "0", value) == 0;
}

/* A 0 or 1 that is shown as a word: what a spreadsheet makes of =TRUE(). */
static bool shows_truth(const char *shown, const char *value)
{
	return *shown && !strpbrk(shown, "0123456789") &&
	       (strcmp(value, "0") == 0 || strcmp(value, "1") == 0);
}

static enum stk_cell_kind value_of(struct stk_ods *ods, struct stk_str *out)
{
	const char *type = ods->type, *value = ods->value.data;
	const struct stk_str *shown = &ods->text.text;
	bool is_share = strcmp(type, "percentage") == 0;
	struct stk_format format = {.kind = is_share ? STK_FORMAT_PERCENT : STK_FORMAT_PLAIN};
	enum stk_cell_kind kind;

	if ((strcmp(type, "boolean") == 0 && *value) ||
	    (strcmp(type, "float") == 0 && shows_truth(shown->data, value))) {
		stk_str_add(out, strchr("1t", *value) ? "TRUE" : "FALSE");
		return STK_CELL_BOOL;
	}
	if ((strcmp(type, "date") == 0 && stk_iso_date_add(out, value)) ||
	    (strcmp(type, "time") == 0 && stk_iso_duration_add(out, value)))
		return STK_CELL_DATE;
	if ((is_share || strcmp(type, "float") == 0 || strcmp(type, "currency") == 0) &&
	    !shows_zeros(shown->data, value) && stk_number_add(out, value, format, false, &kind))
		return kind;
	stk_str_addn(out, shown->len ? shown->data : value,
		     shown->len ? shown->len : ods->value.len);
	if (is_share || strcmp(type, "float") == 0)
		return STK_CELL_NUMBER;
	if (ods->formula.len && (stk_starts(out->data, "#") || stk_starts(out->data, "Err:")))
		return STK_CELL_ERROR;
	return STK_CELL_TEXT;
}

int stk_ods_close_cell(struct stk_ods *ods)
{
	struct stk_ods_cell *cell = &ods->cell;
	struct stk_str text = STK_STR_INIT;
	uint32_t end = cell->column + cell->repeats;

	ods->in_cell = false;
	cell->kind = value_of(ods, &text);
	cell->text = stk_build_text(ods->build, text.data, text.len);
	stk_str_release(&text);
	if (ods->note.text.len)
		stk_build_note(ods->build, ods->row, cell->column, ods->note.text.data,
			       ods->note.text.len);
	if (cell->is_formula && !cell->text && !*ods->type)
		stk_build_doubt(ods->build, ods->row, cell->column, ods->formula.data, true, "%s",
				stk_tr(ods->build->options->tr,
				       "the formula has no value yet: open the workbook in a "
				       "spreadsheet program and save it again"));
	ods->column_at = end < cell->column || end > 2 * STK_BOOK_MAX_COLUMNS
				 ? 2 * STK_BOOK_MAX_COLUMNS
				 : end;
	if (!cell->text)
		return 0;
	STK_GROW(ods->cells, ods->cap, ods->count + 1);
	ods->cells[ods->count++] = *cell;
	return 0;
}

/* --- a row --------------------------------------------------------------- */

static int put_cell(struct stk_ods *ods, uint32_t row, const struct stk_ods_cell *cell)
{
	uint32_t repeats = cell->repeats;

	/* What is repeated over the edge of the sheet was the last cell of it. */
	if (cell->column < STK_BOOK_MAX_COLUMNS && repeats > STK_BOOK_MAX_COLUMNS - cell->column)
		repeats = STK_BOOK_MAX_COLUMNS - cell->column;
	else if (cell->column >= STK_BOOK_MAX_COLUMNS)
		repeats = 1;
	for (uint32_t i = 0; i < repeats; i++)
		if (stk_build_cell(ods->build, row, cell->column + i, cell->kind, cell->is_formula,
				   cell->text))
			return -1;
	if (cell->columns_spanned > 1 || cell->rows_spanned > 1)
		stk_build_merge(
			ods->build,
			&(struct stk_range){
				.row = row,
				.column = cell->column,
				.last_row = row + (cell->rows_spanned - 1) % STK_BOOK_MAX_ROWS,
				.last_column = cell->column +
					       (cell->columns_spanned - 1) % STK_BOOK_MAX_COLUMNS});
	return 0;
}

int stk_ods_put_row(struct stk_ods *ods)
{
	uint32_t repeats = ods->repeats;

	if (ods->count && repeats > STK_BOOK_MAX_REPEATS) {
		stk_build_doubt(
			ods->build, ods->row, ods->cells[0].column, ods->cells[0].text, false,
			stk_tr_n(ods->build->options->tr,
				 "the same row stands %u time; it was taken once",
				 "the same row stands %u times; it was taken once", repeats),
			repeats);
		repeats = 1;
	}
	for (uint32_t i = 0; i < repeats && ods->count; i++)
		for (size_t k = 0; k < ods->count; k++)
			if (put_cell(ods, ods->row + i, &ods->cells[k]))
				return -1;
	ods->count = 0;
	return 0;
}
