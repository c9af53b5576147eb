/*
 * A page of text for a terminal: lines appended to a string, wrapped to its width, coloured where
 * it can show colour. Whatever is passed in may come from a file or a person: it is made visible
 * here. Indents and columns are counted in columns of the terminal.
 */
#ifndef REPORT_PAGE_H
#define REPORT_PAGE_H

#include "stocktake/base/str.h"
#include "stocktake/base/term.h"

struct stk_table;

struct stk_page {
	struct stk_str *out;
	const struct stk_terminal *term;
};

/* One bold line; a blank line before it unless the page is empty. */
void stk_page_head(struct stk_page *page, const char *text);
/* A paragraph, wrapped and indented, in one colour. */
void stk_page_text(struct stk_page *page, size_t indent, enum stk_color color, const char *text);
void stk_page_textf(struct stk_page *page, size_t indent, enum stk_color color, const char *format,
		    ...) __attribute__((format(printf, 4, 5)));
/* Lines as they are, each indented, none wrapped or joined. */
void stk_page_verbatim(struct stk_page *page, size_t indent, enum stk_color color,
		       const char *text);
/* A label padded to `cols` and a text wrapped beside it; `after` (may be NULL) follows dimmed, on
 * the same line where it fits. A label wider than cols pushes the text along. */
void stk_page_pair(struct stk_page *page, size_t indent, size_t cols, enum stk_color color,
		   const char *label, const char *text, const char *after);
/* The same with the text, not the label, in colour. */
void stk_page_value(struct stk_page *page, size_t indent, size_t cols, const char *label,
		    enum stk_color color, const char *text, const char *after);
/* A blank line, unless there is one or the page is empty. */
void stk_page_gap(struct stk_page *page);
/* The table, at most as wide as the page; its heading row (where it has one) is dimmed. */
void stk_page_table(struct stk_page *page, const struct stk_table *table, size_t indent);

#endif
