/*
 * Markdown: text of people made harmless, and the parts of a document.
 */
#ifndef REPORT_MARKDOWN_H
#define REPORT_MARKDOWN_H

#include <stdbool.h>

#include "stocktake/base/str.h"

/* Appends text on one line, so that it reads as it was written: what Markdown or HTML would take
 * for a sign is escaped, line ends become blanks, control characters are shown. Fine in a table's
 * cell. */
void stk_md_text(struct stk_str *out, const char *text);
/* The same, but what stands between two ` on one line stays code. For a check's own words. */
void stk_md_prose(struct stk_str *out, const char *text);
/* Appends Markdown made by the two above as it may stand in a discussion: it calls nobody (@name),
 * refers to no issue (#12) and makes no address a link. It reads the same. */
void stk_md_quiet(struct stk_str *out, const char *markdown);
/* "## Title", blank lines around it. */
void stk_md_head(struct stk_str *out, int level, const char *title);
/* A paragraph of our own words (not escaped) with a blank line after it. */
void stk_md_words(struct stk_str *out, const char *words);
/* Heading row of a table: titles separated by "|". */
void stk_md_table(struct stk_str *out, const char *titles);
/* A cell; `last` ends the row. */
void stk_md_cell(struct stk_str *out, const char *text, bool last);
/* A blank line, unless there is one. */
void stk_md_gap(struct stk_str *out);

#endif
