/*
 * Private to the room: lines of a text, ended by LF, CRLF or CR. Offsets are bytes; `at` is never
 * inside of a CRLF.
 */
#ifndef STK_YAML_LINES_H
#define STK_YAML_LINES_H

#include <stdbool.h>
#include <stddef.h>

#include "stocktake/base/str.h"

size_t stk_line_start(const struct stk_str *text, size_t at);
size_t stk_line_end(const struct stk_str *text,
		    size_t at); /* where its line end is, or the end of the text */
size_t stk_line_next(const struct stk_str *text, size_t at); /* behind its line end */
/* True if nothing but blanks stands before `at` on its line (a byte order mark does not count). */
bool stk_line_begins(const struct stk_str *text, size_t at);
/* Columns from 0, for what is indented by blanks. */
size_t stk_line_column(const struct stk_str *text, size_t at);
/* Behind blanks, line ends and comments; stops at limit. */
size_t stk_line_skip(const struct stk_str *text, size_t at, size_t limit);
/* The first line end of the text, "\n" if it has none. */
const char *stk_line_eol(const struct stk_str *text);
/* True if the bytes hold a "#". */
bool stk_line_has_hash(const struct stk_str *text, size_t from, size_t to);

#endif
