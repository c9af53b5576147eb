#include "book_build.h"

#include <stdlib.h>
#include <string.h>

#include "stocktake/base/mem.h"
#include "stocktake/base/str.h"
#include "stocktake/sheets/csv.h"

enum {
	FILLS_MAX = 1000000,
	MERGES_MAX = 100000,
	SPANS_MAX = 100000,
	NOTES_MAX = 10000,
	OUTSIDE_MAX = 10000
};

void stk_build_begin(struct stk_builder *build, const char *path,
		     const struct stk_book_options *options, struct stk_book *book,
		     struct stk_err *err)
{
	memset(build, 0, sizeof *build);
	memset(book, 0, sizeof *book);
	build->path = path;
	build->said = options ? *options : (struct stk_book_options){0};
	if (!build->said.tr)
		build->said.tr = stk_tr_used();
	build->options = &build->said;
	build->book = book;
	build->err = err;
}

void stk_build_release(struct stk_builder *build)
{
	free(build->placed);
	free(build->merges);
	free(build->hidden);
}

int stk_build_fail(struct stk_builder *build, const char *what, const char *hint)
{
	stk_err_set(build->err, STK_EUSAGE, "%s", what);
	stk_err_at(build->err, build->path, 0, 0);
	if (hint)
		stk_err_hint(build->err, "%s", hint);
	return -1;
}

void stk_build_doubt(struct stk_builder *build, uint32_t row, uint32_t column, const char *text,
		     bool is_unread, const char *why, ...)
{
	struct stk_str said = STK_STR_INIT;
	struct stk_book_doubt doubt = {.file = build->path,
				       .tab = build->tab ? build->tab->name : "",
				       .text = text,
				       .is_unread = is_unread};
	va_list args;

	if (!build->options->doubt || build->doubts >= STK_BOOK_MAX_DOUBTS ||
	    build->all_doubts >= STK_BOOK_MAX_ALL_DOUBTS)
		return;
	build->doubts++;
	build->all_doubts++;
	va_start(args, why);
	stk_str_addv(&said, why, args);
	va_end(args);
	if (row != STK_NO_CELL)
		stk_cell_name(column, row, doubt.cell);
	if (build->doubts == STK_BOOK_MAX_DOUBTS || build->all_doubts == STK_BOOK_MAX_ALL_DOUBTS) {
		stk_str_reset(&said);
		stk_str_add(&said,
			    stk_tr(build->options->tr,
				   "there are more doubts like those before; they are not listed"));
	}
	doubt.why = said.data;
	build->options->doubt(build->options->data, &doubt);
	stk_str_release(&said);
}

int stk_build_tab(struct stk_builder *build, const char *name, bool is_hidden)
{
	struct stk_book *book = build->book;

	if (book->count >= STK_BOOK_MAX_TABS)
		return stk_build_fail(build, stk_tr(build->options->tr, "more than 256 tabs"),
				      stk_tr(build->options->tr, "Split the workbook."));
	STK_GROW(book->tabs, book->cap, book->count + 1);
	build->tab = &book->tabs[book->count++];
	*build->tab = (struct stk_tab){.name = stk_arena_strdup(&book->arena, name),
				       .is_hidden = is_hidden};
	build->count = build->merge_count = build->hidden_count = build->doubts = 0;
	build->is_unsorted = false;
	build->formulas = 0;
	return 0;
}

/* The bytes of the blank that stands there (also no-break and ideographic ones, and byte order
 * marks). */
static size_t blank_bytes(const char *at, size_t len)
{
	if (len >= 1 && strchr(" \t\r\n", *at) && *at)
		return 1;
	if (len >= 2 && memcmp(at, "\xc2\xa0", 2) == 0)
		return 2;
	if (len >= 3 && (memcmp(at, "\xe3\x80\x80", 3) == 0 || memcmp(at, "\xef\xbb\xbf", 3) == 0))
		return 3;
	return 0;
}

static void trim(const char **text, size_t *len)
{
	size_t blank;

	while ((blank = blank_bytes(*text, *len)) > 0) {
		*text += blank;
		*len -= blank;
	}
	for (size_t back = 1; back <= 3 && back <= *len;) {
		if (blank_bytes(*text + *len - back, back) == back) {
			*len -= back;
			back = 1;
		} else {
			back++;
		}
	}
}

static void place(struct stk_builder *build, uint32_t row, const struct stk_cell *cell)
{
	const struct stk_placed *last = build->count ? &build->placed[build->count - 1] : NULL;

	if (last && (last->row > row || (last->row == row && last->cell.column >= cell->column)))
		build->is_unsorted = true;
	STK_GROW(build->placed, build->cap, build->count + 1);
	build->placed[build->count] =
		(struct stk_placed){.row = row, .order = (uint32_t)build->count, .cell = *cell};
	build->count++;
}

/* Stands for a text that is too long. */
static const char too_long[] = "";

/* Line ends of every kind become \n. */
static void mend_lines(char *text)
{
	char *to = strchr(text, '\r');

	if (!to)
		return;
	for (const char *from = to; *from; from++) {
		if (*from != '\r')
			*to++ = *from;
		else if (from[1] != '\n')
			*to++ = '\n';
	}
	*to = '\0';
}

const char *stk_build_text(struct stk_builder *build, const char *text, size_t len_bytes)
{
	char *kept;

	trim(&text, &len_bytes);
	if (len_bytes > STK_BOOK_MAX_CELL_BYTES)
		return too_long;
	if (!len_bytes)
		return NULL;
	kept = stk_arena_strndup(&build->book->arena, text, len_bytes);
	mend_lines(kept);
	return kept;
}

int stk_build_cell(struct stk_builder *build, uint32_t row, uint32_t column,
		   enum stk_cell_kind kind, bool is_formula, const char *text)
{
	const struct stk_tr *tr = build->options->tr;
	struct stk_cell cell = {
		.column = column, .kind = kind, .is_formula = is_formula, .text = text};

	if (!text)
		return 0;
	if (row == 0 || row > STK_BOOK_MAX_ROWS || column >= STK_BOOK_MAX_COLUMNS) {
		stk_build_doubt(build, row, column, text, true, "%s",
				stk_tr(tr, "the cell is outside of what a sheet can hold"));
		if (++build->outside <= OUTSIDE_MAX)
			return 0;
		return stk_build_fail(
			build, stk_tr(tr, "more rows or columns than a sheet can hold"),
			stk_tr(tr, "Split the workbook, or leave out what is not asked."));
	}
	if (text == too_long) {
		stk_build_doubt(build, row, column, "", true, "%s",
				stk_tr(tr, "the cell has more than 1 MiB of text"));
		return 0;
	}
	if (build->cells++ >= STK_BOOK_MAX_CELLS)
		return stk_build_fail(
			build, stk_tr(tr, "more than 2,000,000 cells"),
			stk_tr(tr, "Split the workbook, or leave out what is not asked."));
	if (is_formula && build->formulas++ == 0) {
		build->formula_row = row;
		build->formula_column = column;
	}
	place(build, row, &cell);
	return 0;
}

void stk_build_note(struct stk_builder *build, uint32_t row, uint32_t column, const char *text,
		    size_t len_bytes)
{
	struct stk_book_doubt note = {.file = build->path, .tab = build->tab->name, .why = ""};

	if (!build->options->note || build->notes++ >= NOTES_MAX)
		return;
	note.text = stk_build_text(build, text, len_bytes);
	if (!note.text || !*note.text)
		return;
	stk_cell_name(column, row, note.cell);
	build->options->note(build->options->data, &note);
}

void stk_build_merge(struct stk_builder *build, const struct stk_range *range)
{
	if (build->merge_count >= MERGES_MAX || range->row > range->last_row ||
	    range->column > range->last_column)
		return;
	STK_GROW(build->merges, build->merge_cap, build->merge_count + 1);
	build->merges[build->merge_count++] = *range;
}

void stk_build_hide_rows(struct stk_builder *build, uint32_t first, uint32_t last)
{
	struct stk_span *before =
		build->hidden_count ? &build->hidden[build->hidden_count - 1] : NULL;

	if (before && before->last + 1 == first) {
		before->last = last;
		return;
	}
	if (build->hidden_count >= SPANS_MAX)
		return;
	STK_GROW(build->hidden, build->hidden_cap, build->hidden_count + 1);
	build->hidden[build->hidden_count++] = (struct stk_span){first, last};
}

void stk_build_hide_columns(struct stk_builder *build, uint32_t first, uint32_t last)
{
	struct stk_tab *tab = build->tab;

	if (tab->hidden_count >= STK_BOOK_MAX_COLUMNS)
		return;
	STK_GROW(tab->hidden_columns, tab->hidden_cap, tab->hidden_count + 1);
	tab->hidden_columns[tab->hidden_count++] = (struct stk_span){first, last};
}

static int by_place(const void *a, const void *b)
{
	const struct stk_placed *left = a, *right = b;

	if (left->row != right->row)
		return left->row < right->row ? -1 : 1;
	if (left->cell.column != right->cell.column)
		return left->cell.column < right->cell.column ? -1 : 1;
	return left->order < right->order ? -1 : left->order > right->order;
}

/* By place, and one cell at each: the first that was there stands, others are told. */
static void sort(struct stk_builder *build)
{
	size_t kept = 0;

	if (!build->is_unsorted)
		return;
	qsort(build->placed, build->count, sizeof *build->placed, by_place);
	for (size_t i = 0; i < build->count; i++) {
		struct stk_placed *it = &build->placed[i];
		const struct stk_placed *last = kept ? &build->placed[kept - 1] : NULL;

		if (!last || last->row != it->row || last->cell.column != it->cell.column)
			build->placed[kept++] = *it;
		else if (strcmp(last->cell.text, it->cell.text) != 0)
			stk_build_doubt(
				build, it->row, it->cell.column, it->cell.text, true, "%s",
				stk_tr(build->options->tr,
				       "the cell stands twice in the file; the first was taken"));
	}
	build->count = kept;
	build->is_unsorted = false;
}

/* The first placed cell that is not before a place, of the `count` sorted ones. */
static size_t find(const struct stk_builder *build, size_t count, uint32_t row, uint32_t column)
{
	size_t low = 0, high = count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		const struct stk_placed *it = &build->placed[mid];

		if (it->row < row || (it->row == row && it->cell.column < column))
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static const struct stk_placed *placed_at(const struct stk_builder *build, size_t count,
					  uint32_t row, uint32_t column)
{
	size_t at = find(build, count, row, column);
	const struct stk_placed *it = at < count ? &build->placed[at] : NULL;

	return it && it->row == row && it->cell.column == column ? it : NULL;
}

static void fill_row(struct stk_builder *build, size_t count, const struct stk_range *range,
		     uint32_t row, const struct stk_cell *from, size_t *fills)
{
	for (uint32_t column = range->column;
	     column <= range->last_column && column < build->tab->columns; column++) {
		const struct stk_placed *own;

		if (row == range->row && column == range->column)
			continue;
		if (++*fills > FILLS_MAX)
			return;
		own = placed_at(build, count, row, column);
		if (own) {
			stk_build_doubt(
				build, row, column, own->cell.text, false, "%s",
				stk_tr(build->options->tr,
				       "a merged cell covers this one; its text was taken all the "
				       "same"));
			continue;
		}
		place(build, row,
		      &(struct stk_cell){.text = from->text,
					 .column = column,
					 .kind = from->kind,
					 .is_formula = from->is_formula,
					 .merged_row = range->row,
					 .merged_column = range->column});
	}
}

/* The text of a range's first cell for those that it covers, in rows that have cells of their own.
 */
static void fill_merged(struct stk_builder *build)
{
	size_t count = build->count, fills = 0;

	for (size_t i = 0; i < build->merge_count && fills <= FILLS_MAX; i++) {
		const struct stk_range *range = &build->merges[i];
		const struct stk_placed *first = placed_at(build, count, range->row, range->column);
		struct stk_cell from;
		uint32_t row = 0;

		fills++;
		if (!first)
			continue;
		from = first->cell;
		for (size_t at = find(build, count, range->row, 0);
		     at < count && build->placed[at].row <= range->last_row && fills <= FILLS_MAX;
		     at = find(build, count, row + 1, 0)) {
			row = build->placed[at].row;
			fills++;
			fill_row(build, count, range, row, &from, &fills);
		}
	}
	if (fills > FILLS_MAX)
		stk_build_doubt(build, STK_NO_CELL, 0, "", false, "%s",
				stk_tr(build->options->tr,
				       "so many merged cells that not all of them were filled"));
}

static int by_first(const void *a, const void *b)
{
	const struct stk_span *left = a, *right = b;

	return left->first < right->first ? -1 : left->first > right->first;
}

static void make_rows(struct stk_builder *build)
{
	struct stk_tab *tab = build->tab;
	struct stk_cell *cells =
		stk_arena_alloc(&build->book->arena, build->count * sizeof *cells + 1);

	for (size_t i = 0; i < build->count; i++) {
		const struct stk_placed *it = &build->placed[i];

		cells[i] = it->cell;
		if (i == 0 || it->row != it[-1].row) {
			STK_GROW(tab->rows, tab->cap, tab->count + 1);
			tab->rows[tab->count++] =
				(struct stk_row){.number = it->row, .cells = &cells[i]};
		}
		tab->rows[tab->count - 1].count++;
	}
}

static void mark_hidden(struct stk_builder *build)
{
	struct stk_tab *tab = build->tab;
	size_t span = 0;
	uint32_t reach = 0;

	if (build->hidden_count == 0)
		return;
	qsort(build->hidden, build->hidden_count, sizeof *build->hidden, by_first);
	for (size_t i = 0; i < tab->count; i++) {
		for (;
		     span < build->hidden_count && build->hidden[span].first <= tab->rows[i].number;
		     span++)
			if (build->hidden[span].last > reach)
				reach = build->hidden[span].last;
		tab->rows[i].is_hidden = tab->rows[i].number <= reach;
	}
}

static void tell_tab(struct stk_builder *build)
{
	const struct stk_tr *tr = build->options->tr;
	unsigned hidden = 0;

	for (size_t i = 0; i < build->tab->count; i++)
		hidden += build->tab->rows[i].is_hidden;
	if (hidden)
		stk_build_doubt(build, STK_NO_CELL, 0, "", false,
				stk_tr_n(tr, "%u row is hidden; it was read all the same",
					 "%u rows are hidden; they were read all the same", hidden),
				hidden);
	if (build->formulas)
		stk_build_doubt(
			build, build->formula_row, build->formula_column, "", false,
			stk_tr_n(tr, "%u cell is a formula; the value computed last was taken",
				 "%u cells are formulas, this one first; the values computed "
				 "last were taken",
				 build->formulas),
			build->formulas);
}

void stk_build_end_tab(struct stk_builder *build)
{
	struct stk_tab *tab = build->tab;

	sort(build);
	for (size_t i = 0; i < build->count; i++)
		if (build->placed[i].cell.column >= tab->columns)
			tab->columns = build->placed[i].cell.column + 1;
	fill_merged(build);
	sort(build);
	make_rows(build);
	mark_hidden(build);
	tell_tab(build);
	build->tab = NULL;
}

void stk_build_drop_tab(struct stk_builder *build)
{
	free(build->tab->hidden_columns);
	build->book->count--;
	build->tab = NULL;
}
