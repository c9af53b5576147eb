#include "stocktake/sheets/grid.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include "xlsxwriter_calls.h"

#include "number.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"

#define MAX_CELL_UNITS 32767 /* UTF-16, of one cell */
#define LAST_COLUMN    255
#define PAPER_A4       9
#define LINE_HEIGHT    15
#define WIDE_HEIGHT    16.5 /* of Chinese */
#define PADDING        3    /* of a row */
#define PAGE_WIDTH     190  /* letters on a page across: smaller than that nobody reads them */

enum shown { SHOWN_PLAIN, SHOWN_SHARE, SHOWN_PARTS, SHOWN_DAY, SHOWN_MOMENT, SHOWN };

struct writing {
	const struct stk_grid *grid;
	lxw_workbook *book;
	lxw_format *formats[STK_LOOKS];
	lxw_format *numbers[SHOWN]; /* NULL until one is needed */
	lxw_worksheet *lists;       /* what dropdowns offer; NULL until one does */
	lxw_col_t list_count;
	struct stk_arena arena;
};

static void make_heading(lxw_format *format)
{
	format_set_bold(format);
	format_set_font_color(format, 0xffffff);
	format_set_bg_color(format, 0x1f3a5f);
	format_set_border(format, LXW_BORDER_THIN);
	format_set_border_color(format, 0xffffff);
	format_set_align(format, LXW_ALIGN_VERTICAL_BOTTOM);
}

static void hairlines(lxw_format *format)
{
	format_set_border(format, LXW_BORDER_HAIR);
	format_set_border_color(format, 0xb0b8c0);
}

static void make_formats(struct writing *writing)
{
	for (size_t i = 0; i < STK_LOOKS; i++) {
		lxw_format *format = workbook_add_format(writing->book);

		format_set_font_name(format, "Calibri");
		format_set_font_size(format, 11);
		format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
		format_set_text_wrap(format);
		format_set_num_format_index(format, 49); /* text: 007 keeps its zeros */
		if (i < STK_LOOK_FIXED || i > STK_LOOK_TURNED)
			format_set_unlocked(format);
		writing->formats[i] = format;
	}
	format_set_align(writing->formats[STK_LOOK_TICK], LXW_ALIGN_CENTER);
	format_set_font_color(writing->formats[STK_LOOK_FIXED], 0x404040);
	format_set_bg_color(writing->formats[STK_LOOK_FIXED], 0xf2f2f2);
	hairlines(writing->formats[STK_LOOK_PLAIN]);
	hairlines(writing->formats[STK_LOOK_TICK]);
	hairlines(writing->formats[STK_LOOK_FIXED]);
	writing->formats[STK_LOOK_BANNER]->text_wrap = LXW_FALSE;
	format_set_italic(writing->formats[STK_LOOK_BANNER]);
	format_set_font_color(writing->formats[STK_LOOK_BANNER], 0x5a6570);
	format_set_font_size(writing->formats[STK_LOOK_TITLE], 16);
	format_set_bold(writing->formats[STK_LOOK_TITLE]);
	format_set_font_color(writing->formats[STK_LOOK_TITLE], 0x1f3a5f);
	make_heading(writing->formats[STK_LOOK_HEADING]);
	make_heading(writing->formats[STK_LOOK_TURNED]);
	format_set_rotation(writing->formats[STK_LOOK_TURNED], 90);
	format_set_align(writing->formats[STK_LOOK_TURNED], LXW_ALIGN_CENTER);
	format_set_align(writing->formats[STK_LOOK_TURNED], LXW_ALIGN_VERTICAL_BOTTOM);
	format_set_bold(writing->formats[STK_LOOK_STRONG]);
	format_set_bg_color(writing->formats[STK_LOOK_STRONG], 0xfff2cc);
	format_set_font_color(writing->formats[STK_LOOK_QUIET], 0x5a6570);
	format_set_bg_color(writing->formats[STK_LOOK_QUIET], 0xf7f9fb);
	hairlines(writing->formats[STK_LOOK_STRONG]);
	hairlines(writing->formats[STK_LOOK_QUIET]);
}

/* What XML can hold and a cell has room for. */
static const char *cell_text(struct writing *writing, const char *text)
{
	struct stk_str out = STK_STR_INIT;
	size_t len = strlen(text), units = 0;
	const char *copy;

	while (len) {
		uint32_t code;
		size_t bytes = stk_utf8_next(text, len, &code);

		units += code > 0xffff ? 2 : 1;
		if (units > MAX_CELL_UNITS)
			break;
		if ((code >= ' ' && code != 0xfffe && code != 0xffff) || code == '\n' ||
		    code == '\t')
			stk_utf8_add(&out, code);
		text += bytes;
		len -= bytes;
	}
	copy = stk_arena_strdup(&writing->arena, out.data);
	stk_str_release(&out);
	return copy;
}

static bool is_wide(const char *text)
{
	size_t letters = 0;

	for (const char *at = text; *at; at++)
		letters += ((unsigned char)*at & 0xc0) != 0x80;
	return stk_text_width_cols(text) > letters;
}

/* Lines that a text takes in a column of that width. Chinese characters are a little wider than two
 * digits, by which columns are measured. */
static size_t lines_of(const char *text, double width)
{
	size_t lines = 0, room = width > 4 ? (size_t)(is_wide(text) ? width * 0.93 : width) : 4;
	struct stk_str wrapped = STK_STR_INIT;

	while (*text) {
		size_t len = strcspn(text, "\n");
		char *line = stk_xstrndup(text, len);

		stk_str_reset(&wrapped);
		stk_text_wrap(&wrapped, line, room, 0, 0);
		for (char *at = wrapped.data, *end; at; at = end ? end + 1 : NULL) {
			size_t cols;

			end = strchr(at, '\n');
			if (end)
				*end = '\0';
			cols = stk_text_width_cols(at); /* an address may be longer than a line */
			lines += cols ? (cols + room - 1) / room : 1;
		}
		free(line);
		text += len;
		text += *text == '\n';
	}
	stk_str_release(&wrapped);
	return lines ? lines : 1;
}

static double row_height(const struct stk_grid_tab *tab, const struct stk_grid_row *row)
{
	double height = LINE_HEIGHT + PADDING;

	for (uint32_t i = 0; i < row->count; i++) {
		const struct stk_grid_cell *cell = &row->cells[i];
		double line = LINE_HEIGHT, wanted;

		if (cell->text && cell->look == STK_LOOK_TURNED) {
			wanted = 10 + 5.8 * (double)stk_text_width_cols(cell->text);
			height = wanted > height ? wanted : height;
			continue;
		}
		if (!cell->text || tab->columns[i].hidden || cell->look == STK_LOOK_BANNER)
			continue;
		if (cell->look == STK_LOOK_TITLE || is_wide(cell->text))
			line = cell->look == STK_LOOK_TITLE ? 22 : WIDE_HEIGHT;
		wanted = line * (double)lines_of(cell->text,
						 tab->columns[i].width *
							 (cell->look == STK_LOOK_TITLE ? 0.65 : 1));
		wanted += PADDING;
		if (wanted > height)
			height = wanted;
	}
	return height > 405 ? 405 : height; /* no row is higher */
}

/* A format that is as the plain one, and shows numbers so. */
static lxw_format *number_format(struct writing *writing, enum shown shown)
{
	static const char *const codes[SHOWN] = {"General", "0%", "0.0#########%", "yyyy-mm-dd",
						 "yyyy-mm-dd hh:mm:ss"};
	lxw_format *format = writing->numbers[shown];

	if (format)
		return format;
	format = writing->numbers[shown] = workbook_add_format(writing->book);
	format_set_font_name(format, "Calibri");
	format_set_font_size(format, 11);
	format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
	format_set_unlocked(format);
	format_set_num_format(format, codes[shown]);
	hairlines(format);
	return format;
}

/* True where the text is a number, a day or a truth, and was written as one. */
static bool write_value(struct writing *writing, lxw_worksheet *sheet, size_t row, uint32_t column,
			const struct stk_grid_cell *cell)
{
	enum shown shown = SHOWN_PLAIN;
	double value;

	if (cell->look != STK_LOOK_PLAIN || cell->kind == STK_CELL_TEXT ||
	    cell->kind == STK_CELL_ERROR)
		return false;
	if (cell->kind == STK_CELL_BOOL)
		return worksheet_write_boolean(sheet, (lxw_row_t)row, (lxw_col_t)column,
					       strcmp(cell->text, "TRUE") == 0,
					       number_format(writing, shown)) == LXW_NO_ERROR;
	if (cell->kind == STK_CELL_DATE) {
		if (!stk_date_serial(cell->text, &value))
			return false;
		shown = strchr(cell->text, 'T') ? SHOWN_MOMENT : SHOWN_DAY;
	} else {
		if (!stk_number_value(cell->text, &value))
			return false;
		if (stk_ends(cell->text, "%"))
			shown = strchr(cell->text, '.') ? SHOWN_PARTS : SHOWN_SHARE;
	}
	return worksheet_write_number(sheet, (lxw_row_t)row, (lxw_col_t)column, value,
				      number_format(writing, shown)) == LXW_NO_ERROR;
}

static void write_rows(struct writing *writing, lxw_worksheet *sheet,
		       const struct stk_grid_tab *tab)
{
	for (size_t i = 0; i < tab->count; i++) {
		const struct stk_grid_row *row = &tab->rows[i];
		double height = row_height(tab, row);

		worksheet_set_row(sheet, (lxw_row_t)i, height, NULL);
		for (uint32_t k = 0; k < row->count; k++) {
			const struct stk_grid_cell *cell = &row->cells[k];
			lxw_format *format = writing->formats[cell->look];

			if (cell->text && write_value(writing, sheet, i, k, cell))
				continue;
			if (cell->text)
				worksheet_write_string(sheet, (lxw_row_t)i, (lxw_col_t)k,
						       cell_text(writing, cell->text), format);
			else
				worksheet_write_blank(sheet, (lxw_row_t)i, (lxw_col_t)k, format);
		}
	}
}

/* A dropdown's words stand on a hidden tab: there is no room for many of them in the rule itself.
 */
static char *list_range(struct writing *writing, const struct stk_grid_column *column)
{
	char letters[LXW_MAX_COL_NAME_LENGTH];

	if (!writing->lists) {
		writing->lists = workbook_add_worksheet(writing->book, "stocktake lists");
		worksheet_hide(writing->lists);
		worksheet_set_column(writing->lists, 0, 255, 24, writing->formats[STK_LOOK_FIXED]);
	}
	for (size_t i = 0; i < column->choice_count; i++)
		worksheet_write_string(writing->lists, (lxw_row_t)i, writing->list_count,
				       cell_text(writing, column->choices[i]),
				       writing->formats[STK_LOOK_FIXED]);
	lxw_col_to_name(letters, writing->list_count++, 0);
	return stk_arena_printf(&writing->arena, "='stocktake lists'!$%s$1:$%s$%zu", letters,
				letters, column->choice_count);
}

static void write_dropdown(struct writing *writing, lxw_worksheet *sheet,
			   const struct stk_grid_tab *tab, uint32_t column)
{
	size_t last = tab->count + tab->room;
	lxw_data_validation rule = {
		.validate = LXW_VALIDATION_TYPE_LIST_FORMULA,
		.value_formula = list_range(writing, &tab->columns[column]),
		.ignore_blank = LXW_VALIDATION_ON,
		.dropdown = LXW_VALIDATION_ON,
		.show_input = LXW_VALIDATION_OFF,
		.show_error = tab->columns[column].strict ? LXW_VALIDATION_ON : LXW_VALIDATION_OFF,
	};

	if (last > tab->heading + 1)
		worksheet_data_validation_range(sheet, tab->heading + 1, (lxw_col_t)column,
						(lxw_row_t)(last - 1), (lxw_col_t)column, &rule);
}

static void write_columns(struct writing *writing, lxw_worksheet *sheet,
			  const struct stk_grid_tab *tab)
{
	worksheet_set_column(sheet, (lxw_col_t)tab->column_count, LAST_COLUMN, 12,
			     writing->formats[STK_LOOK_PLAIN]);
	for (uint32_t i = 0; i < tab->column_count; i++) {
		const struct stk_grid_column *column = &tab->columns[i];
		lxw_row_col_options options = {.hidden = column->hidden};

		/* A new row's cells are people's, whatever the column's look in ours. */
		worksheet_set_column_opt(
			sheet, (lxw_col_t)i, (lxw_col_t)i, column->width,
			writing->formats[column->look == STK_LOOK_FIXED ? STK_LOOK_PLAIN
									: column->look],
			&options);
		if (column->note) {
			lxw_comment_options note = {
				.width = 260,
				.height = (uint16_t)(22 + 17 * lines_of(column->note, 38)),
				.author = (char *)(uintptr_t) "stocktake"};

			worksheet_write_comment_opt(sheet, tab->heading, (lxw_col_t)i,
						    cell_text(writing, column->note), &note);
		}
		if (column->choices && column->choice_count)
			write_dropdown(writing, sheet, tab, i);
	}
}

/* A sheet is protected so that nothing of ours moves by accident; all that people do with a
 * spreadsheet goes on. */
static void protect(lxw_worksheet *sheet)
{
	lxw_protection allowed = {.format_cells = 1,
				  .format_columns = 1,
				  .format_rows = 1,
				  .insert_columns = 1,
				  .insert_rows = 1,
				  .insert_hyperlinks = 1,
				  .delete_columns = 1,
				  .delete_rows = 1,
				  .sort = 1,
				  .autofilter = 1,
				  .objects = 1};

	worksheet_protect(sheet, NULL, &allowed);
}

/* A wide table goes over several pages, its first columns on each. */
static uint16_t pages_across(const struct stk_grid_tab *tab)
{
	double width = 0, frozen = 0;

	for (uint32_t i = 0; i < tab->column_count; i++) {
		double own = tab->columns[i].hidden ? 0 : tab->columns[i].width;

		width += own;
		frozen += i < tab->frozen_columns ? own : 0;
	}
	if (width <= PAGE_WIDTH || frozen > PAGE_WIDTH / 2)
		return 1;
	return (uint16_t)(1 + (width - frozen) / (PAGE_WIDTH - frozen));
}

static void set_up_page(lxw_worksheet *sheet, const struct stk_grid_tab *tab)
{
	if (!tab->portrait)
		worksheet_set_landscape(sheet);
	worksheet_set_paper(sheet, PAPER_A4);
	worksheet_set_margins(sheet, 0.5, 0.5, 0.6, 0.6);
	worksheet_fit_to_pages(sheet, pages_across(tab), 0);
	worksheet_set_footer(sheet, "&L&8&A&R&8&P / &N");
	if (!tab->prose) {
		worksheet_repeat_rows(sheet, tab->heading, tab->heading);
		if (tab->frozen_columns)
			worksheet_repeat_columns(sheet, 0, (lxw_col_t)(tab->frozen_columns - 1));
		worksheet_freeze_panes(sheet, tab->heading + 1, (lxw_col_t)tab->frozen_columns);
	} else {
		worksheet_gridlines(sheet, LXW_HIDE_ALL_GRIDLINES);
	}
}

static void write_tab(struct writing *writing, const struct stk_grid_tab *tab)
{
	lxw_worksheet *sheet = workbook_add_worksheet(writing->book, tab->name);

	if (!sheet) /* a second tab of that name in any case: the caller's mistake */
		return;
	write_columns(writing, sheet, tab);
	write_rows(writing, sheet, tab);
	set_up_page(sheet, tab);
	if (tab->protected)
		protect(sheet);
	if (tab->hidden)
		worksheet_hide(sheet);
}

/* The library writes to a path alone: a file without a name is one. */
static int read_back(int fd, struct stk_str *out, struct stk_err *err)
{
	char buffer[65536];
	ssize_t got = lseek(fd, 0, SEEK_SET);

	while (got >= 0 && (got = read(fd, buffer, sizeof buffer)) > 0)
		stk_str_addn(out, buffer, (size_t)got);
	return got < 0 ? stk_err_errno(err, errno, "cannot read the workbook back") : 0;
}

int stk_grid_xlsx(const struct stk_grid *grid, const char *title, int64_t created_seconds,
		  struct stk_str *out, struct stk_err *err)
{
	struct writing writing = {.grid = grid, .arena = STK_ARENA_INIT};
	lxw_workbook_options options = {.constant_memory = 0};
	int fd = memfd_create("workbook", MFD_CLOEXEC), failed = -1;
	lxw_doc_properties properties = {.created = (time_t)created_seconds};
	lxw_error code;
	char path[64];

	if (fd < 0)
		return stk_err_errno(err, errno, "cannot make room for the workbook");
	if (!stk_xlsx_calls()) {
		stk_err_set(err, STK_EIO, "libxlsxwriter.so.%s cannot be loaded", LXW_SOVERSION);
		stk_err_hint(err, "Install it; CSV is written without it.");
		goto out;
	}
	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	writing.book = workbook_new_opt(path, &options);
	if (!writing.book) {
		stk_err_set(err, STK_EIO, "cannot begin a workbook");
		goto out;
	}
	properties.title = (char *)(uintptr_t)cell_text(&writing, title);
	properties.author = (char *)(uintptr_t) "stocktake";
	workbook_set_properties(writing.book, &properties);
	make_formats(&writing);
	for (size_t i = 0; i < grid->count; i++)
		write_tab(&writing, &grid->tabs[i]);
	code = workbook_close(writing.book);
	if (code)
		stk_err_set(err, STK_EIO, "cannot write the workbook: %s", lxw_strerror(code));
	else
		failed = read_back(fd, out, err);
out:
	close(fd);
	stk_arena_release(&writing.arena);
	return failed;
}
