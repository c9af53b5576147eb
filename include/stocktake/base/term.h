/*
 * What the output can do: width and colour, decided once in main and passed down. (A `struct
 * stk_term` is an entry of the data dictionary: model/inventory.h.)
 */
#ifndef STOCKTAKE_BASE_TERM_H
#define STOCKTAKE_BASE_TERM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct stk_terminal {
	size_t width_cols; /* COLUMNS, else the terminal's, else 80 */
	bool color;
	bool accessible; /* --accessible: plain lines, nothing side by side, no sign without words
			  */
};

enum stk_color { STK_PLAIN, STK_BOLD, STK_DIM, STK_RED, STK_YELLOW, STK_GREEN, STK_BLUE };

/* mode: "auto", "always", "never" or NULL for auto (NO_COLOR, TERM=dumb and a stream that is no
 * terminal mean never). False if mode is none of these. */
bool stk_term_init(struct stk_terminal *term, const char *mode, int fd);
/* The escape sequence, or "" without colour. STK_PLAIN resets. */
const char *stk_term_color(const struct stk_terminal *term, enum stk_color color);

/* Writes a message of whole lines. On a terminal a line that is too wide is wrapped at its words,
 * with the indentation that it has; elsewhere lines stay as they are, for grep. */
void stk_term_put(FILE *out, const char *text);

#endif
