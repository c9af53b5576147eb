/*
 * What a check says of itself: the table that its file returns, checked key by key.
 */
#ifndef STOCKTAKE_CHECKS_DECLARE_H
#define STOCKTAKE_CHECKS_DECLARE_H

#include <stdbool.h>

#include <lua.h>

#include "stocktake/base/str.h"
#include "stocktake/model/finding.h"

#define STK_DECLARE_MAX_EXAMPLES 200

/* Texts belong to the table, which must stay as it is while they are used. */
struct stk_declared {
	const char *id; /* in: what it must be, as the file is called */
	enum stk_severity severity;
	const char *about, *title, *explain, *remedy;
	uint32_t example_count;
	bool finds, finds_not; /* there is an example of each kind */
};

struct stk_declared_example {
	const char *says, *inventory;
	size_t inventory_bytes;
};

/* Checks the table at the top of the stack and fills `declared`. -1: reason says which key is
 * wrong. */
int stk_declare_read(lua_State *L, struct stk_declared *declared, struct stk_str *reason);
/* The example's texts (1-based) of a table that was read; appends the addresses that it expects to
 * `expected`, a line each, sorted. */
void stk_declare_example(lua_State *L, uint32_t number, struct stk_declared_example *example,
			 struct stk_str *expected);
/* NULL if there is no such `about`. */
const char *stk_about_find(const char *name);

/* Sorts lines (each with its line end) bytewise. */
void stk_lines_sort(struct stk_str *lines);

#endif
