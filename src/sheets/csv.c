#include "stocktake/sheets/csv.h"

#include <stdlib.h>
#include <string.h>

#include "stocktake/base/mem.h"
#include "stocktake/base/str.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"

struct csv {
	const char *path, *text;
	size_t len, at;
	uint32_t line, number;
	struct stk_sheet *sheet;
	struct stk_str cell;
	const char **cells; /* of the row under way */
	size_t count, cap;
	struct stk_err *err;
};

/* An error at a byte: the column counts code points of its line. */
static int fail_at(struct csv *csv, size_t at, const char *what, const char *hint)
{
	size_t begin = at;

	while (begin > 0 && csv->text[begin - 1] != '\n' && csv->text[begin - 1] != '\r')
		begin--;
	stk_err_set(csv->err, STK_EUSAGE, "%s", what);
	stk_err_at(csv->err, csv->path, csv->line,
		   (unsigned)stk_utf8_count(csv->text + begin, at - begin) + 1);
	stk_err_hint(csv->err, "%s", hint);
	return -1;
}

static bool at_line_end(const struct csv *csv)
{
	return csv->at >= csv->len || csv->text[csv->at] == '\n' || csv->text[csv->at] == '\r';
}

static void pass_line_end(struct csv *csv)
{
	if (csv->at < csv->len && csv->text[csv->at] == '\r') {
		csv->at++;
		if (csv->at < csv->len && csv->text[csv->at] == '\n')
			csv->at++;
	} else if (csv->at < csv->len) {
		csv->at++;
	}
	csv->line++;
}

static int quoted_cell(struct csv *csv)
{
	size_t opened = csv->at++;
	uint32_t opened_line = csv->line;

	for (;;) {
		if (csv->at >= csv->len) {
			csv->line = opened_line;
			return fail_at(
				csv, opened, stk_t("a quote is opened here and never closed"),
				stk_t("Close it with \", or double it (\"\") where it is part of "
				      "the text."));
		}
		if (csv->text[csv->at] == '"') {
			if (csv->at + 1 >= csv->len || csv->text[csv->at + 1] != '"')
				break;
			csv->at++;
		}
		if (csv->text[csv->at] == '\n' ||
		    (csv->text[csv->at] == '\r' &&
		     (csv->at + 1 >= csv->len || csv->text[csv->at + 1] != '\n')))
			csv->line++;
		stk_str_addc(&csv->cell, csv->text[csv->at++]);
	}
	csv->at++;
	while (!at_line_end(csv) && csv->text[csv->at] == ' ')
		csv->at++;
	if (!at_line_end(csv) && csv->text[csv->at] != csv->sheet->delimiter)
		return fail_at(csv, csv->at, stk_t("text behind a closing quote"),
			       stk_t("Double the quotes that are part of the text (\"\")."));
	return 0;
}

/* A quote behind blanks opens a quoted cell where it is closed at the cell's end: a, "b, c" */
static bool opens_late(const struct csv *csv, size_t *quote)
{
	size_t at = csv->at;

	while (at < csv->len && csv->text[at] == ' ' && csv->sheet->delimiter != ' ')
		at++;
	if (at == csv->at || at >= csv->len || csv->text[at] != '"')
		return false;
	*quote = at++;
	for (; at < csv->len; at++) {
		if (csv->text[at] != '"')
			continue;
		if (at + 1 >= csv->len || csv->text[at + 1] != '"')
			break;
		at++;
	}
	if (at >= csv->len)
		return false;
	for (at++; at < csv->len && csv->text[at] == ' '; at++)
		;
	return at >= csv->len || strchr("\r\n", csv->text[at]) ||
	       csv->text[at] == csv->sheet->delimiter;
}

static int keep_cell(struct csv *csv)
{
	const char *from = csv->cell.data, *to = from + csv->cell.len;

	if (csv->cell.len > STK_CSV_MAX_CELL_BYTES)
		return fail_at(csv, csv->at, stk_t("a cell of more than 1 MiB"),
			       stk_t("Shorten it, or leave the column out."));
	if (csv->count >= STK_CSV_MAX_COLUMNS)
		return fail_at(csv, csv->at, stk_t("more than 1,024 columns"),
			       stk_t("Leave the columns out that are not needed."));
	while (from < to && strchr(" \t\r\n", *from))
		from++;
	while (to > from && strchr(" \t\r\n", to[-1]))
		to--;
	STK_GROW(csv->cells, csv->cap, csv->count + 1);
	csv->cells[csv->count++] = stk_arena_strndup(&csv->sheet->arena, from, (size_t)(to - from));
	return 0;
}

static int one_cell(struct csv *csv)
{
	size_t quote;

	stk_str_reset(&csv->cell);
	if (opens_late(csv, &quote))
		csv->at = quote;
	if (csv->at < csv->len && csv->text[csv->at] == '"') {
		if (quoted_cell(csv))
			return -1;
	} else {
		size_t from = csv->at;

		while (!at_line_end(csv) && csv->text[csv->at] != csv->sheet->delimiter)
			csv->at++;
		stk_str_addn(&csv->cell, csv->text + from, csv->at - from);
	}
	return keep_cell(csv);
}

static int keep_row(struct csv *csv, uint32_t line)
{
	struct stk_sheet *sheet = csv->sheet;
	struct stk_sheet_row *row;
	bool empty = true;

	for (size_t i = 0; i < csv->count; i++)
		empty &= !*csv->cells[i];
	if (empty)
		return 0;
	if (sheet->count >= STK_CSV_MAX_ROWS)
		return fail_at(csv, csv->at, stk_t("more than 1,000,000 rows"),
			       stk_t("Split the file."));
	STK_GROW(sheet->rows, sheet->cap, sheet->count + 1);
	row = &sheet->rows[sheet->count++];
	*row = (struct stk_sheet_row){
		.line = line, .number = csv->number, .count = (uint32_t)csv->count};
	row->cells = stk_arena_alloc(&sheet->arena, csv->count * sizeof *row->cells);
	memcpy(row->cells, csv->cells, csv->count * sizeof *row->cells);
	return 0;
}

static int one_row(struct csv *csv)
{
	uint32_t line = csv->line;

	csv->count = 0;
	csv->number++;
	for (;;) {
		if (one_cell(csv))
			return -1;
		if (at_line_end(csv))
			break;
		csv->at++; /* the delimiter */
	}
	if (keep_row(csv, line))
		return -1;
	pass_line_end(csv);
	return 0;
}

static const char delimiters[] = {',', ';', '\t', '|'};

/* How often each delimiter stands in the row that begins here, outside of quotes; where the next
 * begins. */
static size_t count_delimiters(const char *text, size_t len, size_t at,
			       size_t counts[STK_COUNT(delimiters)])
{
	bool quoted = false, begins = true;

	memset(counts, 0, STK_COUNT(delimiters) * sizeof *counts);
	for (; at < len && (quoted || (text[at] != '\n' && text[at] != '\r')); at++) {
		bool parts = false;

		if (text[at] == '"' && (quoted || begins))
			quoted = !quoted;
		for (size_t c = 0; c < STK_COUNT(delimiters); c++)
			if (!quoted && text[at] == delimiters[c]) {
				counts[c]++;
				parts = true;
			}
		begins = parts || (begins && text[at] == ' ');
	}
	return at < len && text[at] == '\r' && at + 1 < len && text[at + 1] == '\n' ? at + 2
										    : at + 1;
}

/* That of which most of the first rows have as many as the row before; then that of the first row.
 */
static char find_delimiter(const char *text, size_t len)
{
	enum { ROWS = 30 };
	size_t counts[STK_COUNT(delimiters)], before[STK_COUNT(delimiters)] = {0};
	size_t first[STK_COUNT(delimiters)] = {0}, same[STK_COUNT(delimiters)] = {0}, best = 0;

	for (size_t at = 0, row = 0; at < len && row < ROWS; row++) {
		at = count_delimiters(text, len, at, counts);
		if (row == 0)
			memcpy(first, counts, sizeof first);
		for (size_t c = 0; c < STK_COUNT(delimiters); c++)
			same[c] += row && counts[c] && counts[c] == before[c];
		memcpy(before, counts, sizeof before);
	}
	for (size_t c = 1; c < STK_COUNT(delimiters); c++)
		if (same[c] > same[best] || (same[c] == same[best] && first[c] > first[best]))
			best = c;
	return delimiters[best];
}

/* "sep=;" ahead of the rows is how Excel is told; it is no row. */
static void pass_sep_line(struct csv *csv, char *delimiter)
{
	size_t end = 5;

	if (csv->len < 6 || strncasecmp(csv->text, "sep=", 4) != 0 ||
	    strchr("\r\n\"", csv->text[4]) || (csv->text[end] != '\n' && csv->text[end] != '\r'))
		return;
	if (!*delimiter)
		*delimiter = csv->text[4];
	csv->at = end;
	pass_line_end(csv);
}

static int check_bytes(struct csv *csv)
{
	size_t valid = stk_utf8_valid_bytes(csv->text, csv->len);
	const char *nul = memchr(csv->text, '\0', valid);

	if (csv->len > STK_CSV_MAX_BYTES) {
		stk_err_set(csv->err, STK_EUSAGE, "more than 64 MiB");
		stk_err_at(csv->err, csv->path, 0, 0);
		return -1;
	}
	if (valid == csv->len && !nul)
		return 0;
	if (nul)
		valid = (size_t)(nul - csv->text);
	for (size_t i = 0; i < valid; i++)
		csv->line += csv->text[i] == '\n';
	return fail_at(csv, valid,
		       nul ? stk_t("a NUL byte: this is no text file") : stk_t("this is not UTF-8"),
		       stk_t("Save the list as \"CSV UTF-8\" from the spreadsheet."));
}

int stk_csv_read(const char *path, const char *text, size_t len_bytes, char delimiter,
		 struct stk_sheet *sheet, struct stk_err *err)
{
	struct csv csv = {.path = path,
			  .text = text,
			  .len = len_bytes,
			  .line = 1,
			  .sheet = sheet,
			  .cell = STK_STR_INIT,
			  .err = err};
	int failed;

	memset(sheet, 0, sizeof *sheet);
	if (len_bytes >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0) {
		csv.text += 3;
		csv.len -= 3;
	}
	failed = check_bytes(&csv);
	pass_sep_line(&csv, &delimiter);
	sheet->delimiter = delimiter ? delimiter : find_delimiter(csv.text, csv.len);
	while (!failed && csv.at < csv.len)
		failed = one_row(&csv);
	stk_str_release(&csv.cell);
	free(csv.cells);
	if (failed)
		stk_sheet_release(sheet);
	return failed;
}

void stk_sheet_release(struct stk_sheet *sheet)
{
	stk_arena_release(&sheet->arena);
	free(sheet->rows);
	memset(sheet, 0, sizeof *sheet);
}

bool stk_csv_is_guarded(const char *text)
{
	static const char *const wide[] = {"\xef\xbc\x9d", "\xef\xbc\x8b", "\xef\xbc\x8d",
					   "\xef\xbc\xa0"};

	text += strspn(text, "'");
	for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
		if (strncmp(text, wide[i], 3) == 0)
			return true;
	return *text && strchr("=+-@\t\r\n", *text);
}

void stk_cell_name(uint32_t column, uint32_t row, char out[16])
{
	char letters[8];
	size_t at = sizeof letters;

	letters[--at] = '\0';
	for (uint32_t left = column + 1; left && at; left = (left - 1) / 26)
		letters[--at] = (char)('A' + (left - 1) % 26);
	snprintf(out, 16, "%s%u", letters + at, row);
}
