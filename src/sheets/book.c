#include "stocktake/sheets/book.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "book_build.h"
#include "ods.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/str.h"
#include "stocktake/sheets/csv.h"
#include "stocktake/sheets/encoding.h"
#include "xlsx.h"

static int take_row(struct stk_builder *build, const struct stk_sheet_row *row)
{
	for (uint32_t i = 0; i < row->count; i++) {
		const char *text = row->cells[i];

		/* A sign that keeps it from being a formula, ours or a spreadsheet's. */
		if (*text == '\'' && stk_csv_is_guarded(text))
			text++;
		if (stk_build_cell(build, row->number, i, STK_CELL_TEXT, false,
				   stk_build_text(build, text, strlen(text))))
			return -1;
	}
	return 0;
}

/* The lines of the file on which the rows begin. */
static void number_lines(struct stk_tab *tab, const struct stk_sheet *sheet)
{
	for (size_t i = 0, k = 0; i < tab->count; i++) {
		while (sheet->rows[k].number < tab->rows[i].number)
			k++;
		tab->rows[i].line = sheet->rows[k].line;
	}
}

static int fail_unsure(struct stk_builder *build, const struct stk_encoding_guess *guess)
{
	const struct stk_tr *tr = build->options->tr;

	if (guess->other) {
		stk_err_set(
			build->err, STK_EUSAGE,
			stk_tr(tr,
			       "the letters can be read in two ways: \"%s\" (%s) or \"%s\" (%s)"),
			guess->preview, guess->name, guess->other_preview, guess->other);
		stk_err_at(build->err, build->path, 0, 0);
		stk_err_hint(build->err, stk_tr(tr, "Say which: --encoding %s or --encoding %s."),
			     guess->name, guess->other);
	} else {
		stk_err_set(
			build->err, STK_EUSAGE,
			stk_tr(tr,
			       "it is not known how the letters of this file are to be read; as "
			       "%s: \"%s\""),
			guess->name, guess->preview);
		stk_err_at(build->err, build->path, 0, 0);
		stk_err_hint(build->err, "%s",
			     stk_tr(tr,
				    "Save it as \"CSV UTF-8\", or say it with --encoding (GB18030, "
				    "CP1252, CP1251, BIG5, SHIFT_JIS and others)."));
	}
	return -1;
}

static int read_csv(struct stk_builder *build, const char *bytes, size_t len_bytes)
{
	const char *encoding = build->options->encoding;
	struct stk_encoding_guess guess;
	struct stk_str text = STK_STR_INIT;
	struct stk_sheet sheet;
	struct stk_tab *tab;
	int failed;

	if (!encoding) {
		stk_encoding_guess(bytes, len_bytes, &guess);
		if (!guess.is_sure)
			return fail_unsure(build, &guess);
		encoding = guess.name;
	}
	build->book->kind = STK_BOOK_CSV;
	build->book->encoding = stk_arena_strdup(&build->book->arena, encoding);
	failed = stk_encoding_to_utf8(build->path, bytes, len_bytes, encoding, &text, build->err);
	if (!failed)
		failed = stk_csv_read(build->path, text.data, text.len, build->options->delimiter,
				      &sheet, build->err);
	stk_str_release(&text);
	if (failed)
		return -1;
	build->book->delimiter = sheet.delimiter;
	failed = stk_build_tab(build, "", false);
	for (size_t i = 0; !failed && i < sheet.count; i++)
		failed = take_row(build, &sheet.rows[i]);
	if (!failed) {
		tab = build->tab;
		stk_build_end_tab(build);
		number_lines(tab, &sheet);
	}
	stk_sheet_release(&sheet);
	return failed;
}

/* --- what kind of file it is --------------------------------------------- */

static bool holds(const char *bytes, size_t len_bytes, const char *what, size_t what_bytes)
{
	return memmem(bytes, len_bytes, what, what_bytes) != NULL;
}

#define HOLDS(bytes, len_bytes, literal) holds((bytes), (len_bytes), (literal), sizeof(literal) - 1)

/* Old files of Office, and new ones with a password, are in one kind of container. */
static int refuse_container(struct stk_builder *build, const char *bytes, size_t len_bytes)
{
	static const char password[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e";
	static const char workbook[] = "W\0o\0r\0k\0b\0o\0o\0k", book[] = "B\0o\0o\0k";
	const struct stk_tr *tr = build->options->tr;

	if (HOLDS(bytes, len_bytes, password))
		return stk_build_fail(
			build, stk_tr(tr, "the workbook is protected with a password"),
			stk_tr(tr, "Save it again without the password that opens it."));
	if (HOLDS(bytes, len_bytes, workbook) || HOLDS(bytes, len_bytes, book))
		return stk_build_fail(
			build, stk_tr(tr, "this is a workbook of the old kind (.xls)"),
			stk_tr(tr, "Open it in a spreadsheet program and save it as .xlsx."));
	return stk_build_fail(
		build, stk_tr(tr, "this is an old Office file, but no workbook"),
		stk_tr(tr, "Copy its table into a spreadsheet and save that as .xlsx."));
}

static int refuse_other(struct stk_builder *build, const char *what)
{
	const struct stk_tr *tr = build->options->tr;

	return stk_build_fail(build, what,
			      stk_tr(tr, "Open it in a spreadsheet program and save it as .xlsx."));
}

static int read_package(struct stk_builder *build, const char *bytes, size_t len_bytes)
{
	const struct stk_tr *tr = build->options->tr;
	struct stk_zip zip;
	int failed = stk_zip_open(&zip, build, bytes, len_bytes);

	if (failed)
		;
	else if (stk_zip_has(&zip, "xl/workbook.bin"))
		failed = refuse_other(build, stk_tr(tr, "this is a binary workbook (.xlsb)"));
	else if (stk_zip_has(&zip, "word/document.xml") ||
		 stk_zip_has(&zip, "ppt/presentation.xml"))
		failed = stk_build_fail(
			build, stk_tr(tr, "this is a text document or slides, but no workbook"),
			stk_tr(tr, "Copy its table into a spreadsheet and save that as .xlsx."));
	else if (stk_zip_has(&zip, "Index/Document.iwa") || stk_zip_has(&zip, "Index.zip"))
		failed = stk_build_fail(build, stk_tr(tr, "this is a document of Numbers"),
					stk_tr(tr, "In Numbers: File, Export To, Excel."));
	else if (stk_zip_has(&zip, "content.xml"))
		failed = stk_ods_read(build, &zip);
	else if (stk_zip_has(&zip, "[Content_Types].xml") || stk_zip_has(&zip, "_rels/.rels") ||
		 stk_zip_has(&zip, "xl/workbook.xml"))
		failed = stk_xlsx_read(build, &zip);
	else
		failed =
			stk_build_fail(build, stk_tr(tr, "this is an archive, but no workbook"),
				       stk_tr(tr, "Unpack it, and give the files that are in it."));
	stk_zip_close(&zip);
	return failed;
}

/* Where the file is of a kind that has no rows for us: -1, and err says what it is. */
static int refuse_strange(struct stk_builder *build, const char *bytes, size_t len_bytes)
{
	const struct stk_tr *tr = build->options->tr;
	const struct {
		const char *magic;
		size_t len;
		const char *what;
	} kinds[] = {{"%PDF", 4, stk_tr(tr, "this is a PDF")},
		     {"{\\rtf", 5, stk_tr(tr, "this is a text document")},
		     {"\x1f\x8b", 2, stk_tr(tr, "this is a packed file (gzip)")},
		     {"7z\xbc\xaf", 4, stk_tr(tr, "this is an archive (7z)")},
		     {"Rar!", 4, stk_tr(tr, "this is an archive (rar)")},
		     {"\x89PNG", 4, stk_tr(tr, "this is a picture")},
		     {"\xff\xd8\xff", 3, stk_tr(tr, "this is a picture")},
		     {"SQLite format 3", 16, stk_tr(tr, "this is a database")}};

	if (len_bytes > STK_BOOK_MAX_BYTES)
		return stk_build_fail(build, stk_tr(tr, "more than 64 MiB"),
				      stk_tr(tr, "Copy what is needed into a new workbook."));
	if (!len_bytes)
		return stk_build_fail(build, stk_tr(tr, "the file is empty"), NULL);
	if (len_bytes >= 8 && memcmp(bytes, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8) == 0)
		return refuse_container(build, bytes, len_bytes);
	for (size_t i = 0; i < STK_COUNT(kinds); i++)
		if (len_bytes >= kinds[i].len && memcmp(bytes, kinds[i].magic, kinds[i].len) == 0)
			return stk_build_fail(
				build, kinds[i].what,
				stk_tr(tr, "A workbook (.xlsx, .ods) or a list (.csv) is needed."));
	return 0;
}

/* A text that begins like markup: a flat ODS, or something to be saved as another kind. */
static int read_markup(struct stk_builder *build, const char *bytes, size_t len_bytes)
{
	size_t head = len_bytes < 4096 ? len_bytes : 4096;
	const struct stk_tr *tr = build->options->tr;

	if (HOLDS(bytes, head, "office:document") ||
	    HOLDS(bytes, head, "urn:oasis:names:tc:opendocument"))
		return stk_ods_read_flat(build, bytes, len_bytes);
	if (HOLDS(bytes, head, "urn:schemas-microsoft-com:office:spreadsheet"))
		return refuse_other(build,
				    stk_tr(tr, "this is a workbook of the old kind (XML of 2003)"));
	if (HOLDS(bytes, head, "<html") || HOLDS(bytes, head, "<HTML") ||
	    HOLDS(bytes, head, "<table") || HOLDS(bytes, head, "<TABLE"))
		return refuse_other(build, stk_tr(tr, "this is a web page"));
	return refuse_other(build, stk_tr(tr, "this is XML of a kind that has no rows"));
}

static bool is_markup(const char *bytes, size_t len_bytes)
{
	size_t at = len_bytes >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;

	while (at < len_bytes && bytes[at] && strchr(" \t\r\n", bytes[at]))
		at++;
	return at + 1 < len_bytes && bytes[at] == '<' &&
	       (strchr("?!", bytes[at + 1]) || isalpha((unsigned char)bytes[at + 1])) &&
	       memchr(bytes + at, '>', len_bytes - at);
}

int stk_book_read(const char *path, const char *bytes, size_t len_bytes,
		  const struct stk_book_options *options, struct stk_book *book,
		  struct stk_err *err)
{
	struct stk_builder build;
	int failed;

	stk_build_begin(&build, path, options, book, err);
	failed = refuse_strange(&build, bytes, len_bytes);
	if (failed)
		;
	else if (len_bytes >= 4 &&
		 (memcmp(bytes, "PK\3\4", 4) == 0 || memcmp(bytes, "PK\5\6", 4) == 0))
		failed = read_package(&build, bytes, len_bytes);
	else if (is_markup(bytes, len_bytes))
		failed = read_markup(&build, bytes, len_bytes);
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
