/*
 * Text for people who hear it, or see it on a display of a few cells (--accessible): words for
 * signs, lines for columns.
 */
#ifndef STOCKTAKE_BASE_PLAIN_H
#define STOCKTAKE_BASE_PLAIN_H

#include "stocktake/base/str.h"

/* Arrows between two blanks, or at the beginning of a line, become words ("to", "from", "to and
 * from"), middle dots commas. */
void stk_plain_signs(struct stk_str *text);
/* What stands side by side with two blanks or more between gets `between` in their place ("\n    ",
 * ": "); the blanks that a line begins with stay, but no more than four. */
void stk_plain_columns(struct stk_str *text, const char *between);

#endif
