#include "page.h"

#include <stdarg.h>
#include <string.h>

#include "stocktake/base/plain.h"
#include "stocktake/base/table.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"

static void add_color(struct stk_page *page, enum stk_color color)
{
	stk_str_add(page->out, stk_term_color(page->term, color));
}

static void add_end(struct stk_page *page, enum stk_color color)
{
	if (color != STK_PLAIN)
		add_color(page, STK_PLAIN);
}

static void add_begin(struct stk_page *page, enum stk_color color)
{
	if (color != STK_PLAIN)
		add_color(page, color);
}

static void add_blanks(struct stk_str *out, size_t count)
{
	while (count--)
		stk_str_addc(out, ' ');
}

static void in_words(const struct stk_page *page, struct stk_str *text)
{
	if (page->term->accessible)
		stk_plain_signs(text);
}

void stk_page_gap(struct stk_page *page)
{
	if (page->out->len && !stk_str_ends(page->out, "\n\n"))
		stk_str_addc(page->out, '\n');
}

void stk_page_head(struct stk_page *page, const char *text)
{
	stk_page_gap(page);
	stk_page_text(page, 0, STK_BOLD, text);
}

void stk_page_text(struct stk_page *page, size_t indent, enum stk_color color, const char *text)
{
	struct stk_str visible = STK_STR_INIT;

	if (page->term->accessible && indent > 4)
		indent = 4;
	stk_text_visible(&visible, text, strlen(text), true);
	in_words(page, &visible);
	while (visible.len && visible.data[visible.len - 1] == '\n')
		stk_str_truncate(&visible, visible.len - 1);
	add_blanks(page->out, indent);
	add_begin(page, color);
	stk_text_wrap(page->out, visible.data, page->term->width_cols, indent, indent);
	add_end(page, color);
	stk_str_addc(page->out, '\n');
	stk_str_release(&visible);
}

void stk_page_textf(struct stk_page *page, size_t indent, enum stk_color color, const char *format,
		    ...)
{
	struct stk_str text = STK_STR_INIT;
	va_list args;

	va_start(args, format);
	stk_str_addv(&text, stk_t(format), args);
	va_end(args);
	stk_page_text(page, indent, color, text.data);
	stk_str_release(&text);
}

void stk_page_verbatim(struct stk_page *page, size_t indent, enum stk_color color, const char *text)
{
	while (text && *text) {
		size_t len = strcspn(text, "\n");

		add_blanks(page->out, len ? indent : 0);
		add_begin(page, color);
		stk_text_visible(page->out, text, len, false);
		add_end(page, color);
		stk_str_addc(page->out, '\n');
		text += len + (text[len] == '\n');
	}
}

/* Appends what follows a value, dimmed: on the line that begins at `start`, or one of its own. */
static void add_after(struct stk_page *page, size_t start, size_t first_col, size_t indent,
		      const char *after)
{
	struct stk_str visible = STK_STR_INIT;
	const char *last = strrchr(page->out->data + start, '\n');
	size_t col = last ? stk_text_width_cols(last + 1)
			  : first_col + stk_text_width_cols(page->out->data + start);
	size_t width;

	stk_text_visible(&visible, after, strlen(after), false);
	width = stk_text_width_cols(visible.data);
	if (col > indent && col + 2 + width > page->term->width_cols) {
		stk_str_addc(page->out, '\n');
		add_blanks(page->out, indent);
		col = indent;
	} else if (col > first_col || last) {
		add_blanks(page->out, 2);
		col += 2;
	}
	add_begin(page, STK_DIM);
	stk_text_wrap(page->out, visible.data, page->term->width_cols, col, indent);
	add_end(page, STK_DIM);
	stk_str_release(&visible);
}

/* "label: text (after)", wrapped as one. */
static void add_pair_in_words(struct stk_page *page, size_t indent, const char *label,
			      const char *text, const char *after)
{
	struct stk_str line = STK_STR_INIT;

	stk_str_add(&line, label);
	in_words(page, &line);
	if (*text)
		stk_str_addf(&line, "%s %s", stk_ends(line.data, ":") ? "" : ":", text);
	if (after && *after)
		stk_str_addf(&line, "%s%s", *after == '(' ? " " : ", ", after);
	stk_page_text(page, indent, STK_PLAIN, line.data);
	stk_str_release(&line);
}

static void add_pair(struct stk_page *page, size_t indent, size_t cols, enum stk_color label_color,
		     const char *label, enum stk_color color, const char *text, const char *after)
{
	struct stk_str visible = STK_STR_INIT;
	size_t width, first, start;

	if (page->term->accessible) {
		add_pair_in_words(page, indent, label, text, after);
		return;
	}
	stk_text_visible(&visible, label, strlen(label), false);
	width = stk_text_width_cols(visible.data);
	add_blanks(page->out, indent);
	add_begin(page, label_color);
	stk_str_add(page->out, visible.data);
	add_end(page, label_color);
	if (!*text && (!after || !*after)) {
		stk_str_addc(page->out, '\n');
		goto out;
	}
	if (!*text) {
		bool fits =
			indent + width + 2 + stk_text_width_cols(after) <= page->term->width_cols;
		size_t col = fits ? indent + width + 2 : indent + 2;

		if (!fits)
			stk_str_addc(page->out, '\n');
		add_blanks(page->out, fits ? 2 : indent + 2);
		stk_str_reset(&visible);
		stk_text_visible(&visible, after, strlen(after), false);
		add_begin(page, STK_DIM);
		stk_text_wrap(page->out, visible.data, page->term->width_cols, col, indent + 2);
		add_end(page, STK_DIM);
		stk_str_addc(page->out, '\n');
		goto out;
	}
	first = indent + (width + 2 > cols ? width + 2 : cols);
	add_blanks(page->out, first - indent - width);
	stk_str_reset(&visible);
	stk_text_visible(&visible, text, strlen(text), true);
	while (visible.len && visible.data[visible.len - 1] == '\n')
		stk_str_truncate(&visible, visible.len - 1);
	add_begin(page, color);
	start = page->out->len;
	stk_text_wrap(page->out, visible.data, page->term->width_cols, first, indent + cols);
	if (after && *after) {
		size_t at = page->out->len;
		const char *reset = color != STK_PLAIN ? stk_term_color(page->term, STK_PLAIN) : "";

		add_after(page, start, first, indent + cols, after);
		stk_str_splice(page->out, at, 0, reset, strlen(reset));
	} else {
		add_end(page, color);
	}
	stk_str_addc(page->out, '\n');
out:
	stk_str_release(&visible);
}

void stk_page_pair(struct stk_page *page, size_t indent, size_t cols, enum stk_color color,
		   const char *label, const char *text, const char *after)
{
	add_pair(page, indent, cols, color, label, STK_PLAIN, text, after);
}

void stk_page_value(struct stk_page *page, size_t indent, size_t cols, const char *label,
		    enum stk_color color, const char *text, const char *after)
{
	add_pair(page, indent, cols, STK_PLAIN, label, color, text, after);
}

/* Row by row: the first cell, then the others below it with their headings; without headings, all
 * on one line. */
static void add_table_in_words(struct stk_page *page, const struct stk_table *table, size_t indent)
{
	struct stk_str line = STK_STR_INIT;

	for (size_t i = table->has_head ? table->columns : 0; i < table->count; i++) {
		size_t column = i % table->columns;

		if (*table->cells[i] && table->has_head && column)
			add_pair_in_words(page, indent + 2, table->cells[column], table->cells[i],
					  NULL);
		else if (*table->cells[i])
			stk_str_addf(&line, "%s%s", line.len ? ", " : "", table->cells[i]);
		if (line.len && (table->has_head || column + 1 == table->columns)) {
			stk_page_text(page, indent, STK_PLAIN, line.data);
			stk_str_reset(&line);
		}
	}
	stk_str_release(&line);
}

void stk_page_table(struct stk_page *page, const struct stk_table *table, size_t indent)
{
	size_t start = page->out->len;
	const char *dim = stk_term_color(page->term, STK_DIM);
	const char *end = stk_term_color(page->term, STK_PLAIN);
	char *line;

	if (page->term->accessible) {
		add_table_in_words(page, table, indent);
		return;
	}
	stk_table_render(table, indent, page->term->width_cols, page->out);
	if (!table->has_head || !*dim)
		return;
	line = strchr(page->out->data + start, '\n');
	if (!line)
		return;
	stk_str_splice(page->out, (size_t)(line - page->out->data), 0, end, strlen(end));
	stk_str_splice(page->out, start, 0, dim, strlen(dim));
}
