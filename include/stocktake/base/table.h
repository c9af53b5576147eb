/*
 * Tables for a terminal: cells in, aligned lines out; wide characters count two columns.
 */
#ifndef STOCKTAKE_BASE_TABLE_H
#define STOCKTAKE_BASE_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "stocktake/base/str.h"

struct stk_table {
	size_t columns;
	char **cells; /* rows * columns, owned */
	size_t count, cap;
	bool *right; /* per column: aligned right */
	bool *keep;  /* per column: cut only where the others can be cut no further */
	bool has_head;
};

void stk_table_init(struct stk_table *table, size_t columns);
void stk_table_release(struct stk_table *table);
void stk_table_right(struct stk_table *table, size_t column);
/* What people copy from the table (ids, addresses): cut last. */
void stk_table_keep(struct stk_table *table, size_t column);
/* Adds the next cell (copied, made visible), row by row. NULL is an empty cell. */
void stk_table_add(struct stk_table *table, const char *cell);
void stk_table_addf(struct stk_table *table, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
/* Marks that the first row is a heading (underlined by nothing; upper row as given). */
void stk_table_head(struct stk_table *table);
/* Appends the table, two blanks between columns, no trailing blanks, lines indented by `indent`.
 * Where it is wider than width_cols (0: never) the widest column is cut with "…", then the next. */
void stk_table_render(const struct stk_table *table, size_t indent, size_t width_cols,
		      struct stk_str *out);

#endif
