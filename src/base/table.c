#include "stocktake/base/table.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"

#define GAP_COLS 2
#define MIN_COLS 4 /* a column is never cut below this: better too wide than "…" alone */

void stk_table_init(struct stk_table *table, size_t columns)
{
	memset(table, 0, sizeof *table);
	table->columns = columns;
	table->right = stk_xcalloc(columns, sizeof *table->right);
	table->keep = stk_xcalloc(columns, sizeof *table->keep);
}

void stk_table_release(struct stk_table *table)
{
	size_t i;

	for (i = 0; i < table->count; i++)
		free(table->cells[i]);
	free(table->cells);
	free(table->right);
	free(table->keep);
	memset(table, 0, sizeof *table);
}

void stk_table_right(struct stk_table *table, size_t column)
{
	table->right[column] = true;
}

void stk_table_keep(struct stk_table *table, size_t column)
{
	table->keep[column] = true;
}

void stk_table_add(struct stk_table *table, const char *cell)
{
	struct stk_str text = STK_STR_INIT;

	if (cell)
		stk_text_visible(&text, cell, strlen(cell), false);
	STK_GROW(table->cells, table->cap, table->count + 1);
	table->cells[table->count++] = stk_str_detach(&text);
}

void stk_table_addf(struct stk_table *table, const char *format, ...)
{
	struct stk_str text = STK_STR_INIT;
	va_list args;

	va_start(args, format);
	stk_str_addv(&text, format, args);
	va_end(args);
	stk_table_add(table, text.data);
	stk_str_release(&text);
}

void stk_table_head(struct stk_table *table)
{
	table->has_head = true;
}

/* Narrows the widest columns until all fit in width_cols or none of them can be cut further; those
 * that are kept are left alone (`keep`) or taken as well (NULL). */
static void fit(size_t *cols, size_t count, const bool *keep, size_t indent, size_t width_cols)
{
	size_t total, widest, next, step, i;

	for (;;) {
		total = indent;
		widest = count;
		for (i = 0; i < count; i++) {
			if (cols[i])
				total += cols[i] + (total > indent ? GAP_COLS : 0);
			if (!(keep && keep[i]) && (widest == count || cols[i] > cols[widest]))
				widest = i;
		}
		if (total <= width_cols || widest == count || cols[widest] <= MIN_COLS)
			return;
		/* Down to the next widest in one step, then those two in turn. */
		next = MIN_COLS;
		for (i = 0; i < count; i++)
			if (i != widest && cols[i] > next && cols[i] <= cols[widest] &&
			    !(keep && keep[i]))
				next = cols[i];
		step = cols[widest] > next ? cols[widest] - next : 1;
		if (step > total - width_cols)
			step = total - width_cols;
		cols[widest] -= step;
	}
}

static void add_row(const struct stk_table *table, size_t first, const size_t *cols, size_t indent,
		    struct stk_str *out)
{
	struct stk_str cell = STK_STR_INIT;
	size_t column, start = out->len;

	stk_text_pad(out, "", indent, false);
	for (column = 0; column < table->columns; column++) {
		const char *text =
			first + column < table->count ? table->cells[first + column] : "";

		if (!cols[column])
			continue;
		if (out->len > start + indent)
			stk_text_pad(out, "", GAP_COLS, false);
		stk_str_reset(&cell);
		stk_text_cut(&cell, text, cols[column]);
		stk_text_pad(out, cell.data, cols[column], table->right[column]);
	}
	while (out->len > start && out->data[out->len - 1] == ' ')
		stk_str_truncate(out, out->len - 1);
	stk_str_addc(out, '\n');
	stk_str_release(&cell);
}

void stk_table_render(const struct stk_table *table, size_t indent, size_t width_cols,
		      struct stk_str *out)
{
	size_t *cols = stk_xcalloc(table->columns, sizeof *cols);
	size_t i;

	for (i = 0; i < table->count; i++) {
		size_t width = stk_text_width_cols(table->cells[i]);

		if (width > cols[i % table->columns])
			cols[i % table->columns] = width;
	}
	if (width_cols) {
		fit(cols, table->columns, table->keep, indent, width_cols);
		fit(cols, table->columns, NULL, indent, width_cols);
	}
	for (i = 0; i < table->count; i += table->columns)
		add_row(table, i, cols, indent, out);
	free(cols);
}
