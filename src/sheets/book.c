#include "stocktake/sheets/book.h"

#include <stdlib.h>
#include <string.h>

#include "book_build.h"
#include "stocktake/sheets/csv.h"
#include "xlsx.h"

static int take_row(struct stk_builder *build, const struct stk_sheet_row *row)
{
	for (uint32_t i = 0; i < row->count; i++)
		if (stk_build_cell(build, row->number, i, STK_CELL_TEXT, false,
				   stk_build_text(build, row->cells[i], strlen(row->cells[i]))))
			return -1;
	return 0;
}

static int read_csv(struct stk_builder *build, const char *bytes, size_t len_bytes)
{
	struct stk_sheet sheet;
	struct stk_tab *tab;
	int failed;

	if (stk_csv_read(build->path, bytes, len_bytes, build->options->delimiter, &sheet,
			 build->err))
		return -1;
	build->book->kind = STK_BOOK_CSV;
	build->book->encoding = "UTF-8";
	build->book->delimiter = sheet.delimiter;
	failed = stk_build_tab(build, "", false);
	for (size_t i = 0; !failed && i < sheet.count; i++)
		failed = take_row(build, &sheet.rows[i]);
	if (!failed) {
		tab = build->tab;
		stk_build_end_tab(build);
		for (size_t i = 0, k = 0; i < tab->count; i++) {
			while (sheet.rows[k].number < tab->rows[i].number)
				k++;
			tab->rows[i].line = sheet.rows[k].line;
		}
	}
	stk_sheet_release(&sheet);
	return failed;
}

static int read_package(struct stk_builder *build, const char *bytes, size_t len_bytes)
{
	struct stk_zip zip;
	int failed = stk_zip_open(&zip, build, bytes, len_bytes);

	if (!failed)
		failed = stk_xlsx_read(build, &zip);
	stk_zip_close(&zip);
	return failed;
}

int stk_book_read(const char *path, const char *bytes, size_t len_bytes,
		  const struct stk_book_options *options, struct stk_book *book,
		  struct stk_err *err)
{
	struct stk_builder build;
	int failed;

	stk_build_begin(&build, path, options, book, err);
	if (len_bytes >= 4 && memcmp(bytes, "PK\3\4", 4) == 0)
		failed = read_package(&build, bytes, len_bytes);
	else
		failed = read_csv(&build, bytes, len_bytes);
	stk_build_release(&build);
	if (failed)
		stk_book_release(book);
	return failed;
}

void stk_book_release(struct stk_book *book)
{
	for (size_t i = 0; i < book->count; i++) {
		free(book->tabs[i].rows);
		free(book->tabs[i].hidden_columns);
	}
	free(book->tabs);
	stk_arena_release(&book->arena);
	memset(book, 0, sizeof *book);
}

const struct stk_cell *stk_row_cell(const struct stk_row *row, uint32_t column)
{
	uint32_t low = 0, high = row->count;

	while (low < high) {
		uint32_t mid = low + (high - low) / 2;

		if (row->cells[mid].column == column)
			return &row->cells[mid];
		if (row->cells[mid].column < column)
			low = mid + 1;
		else
			high = mid;
	}
	return NULL;
}

const char *stk_row_text(const struct stk_row *row, uint32_t column)
{
	const struct stk_cell *cell = stk_row_cell(row, column);

	return cell ? cell->text : "";
}

const struct stk_row *stk_tab_row(const struct stk_tab *tab, uint32_t number)
{
	size_t low = 0, high = tab->count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (tab->rows[mid].number == number)
			return &tab->rows[mid];
		if (tab->rows[mid].number < number)
			low = mid + 1;
		else
			high = mid;
	}
	return NULL;
}

bool stk_tab_hides_column(const struct stk_tab *tab, uint32_t column)
{
	for (size_t i = 0; i < tab->hidden_count; i++)
		if (column >= tab->hidden_columns[i].first && column <= tab->hidden_columns[i].last)
			return true;
	return false;
}
