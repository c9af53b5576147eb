/*
 * The checks that are no Lua: what the loader says of defects in files, and what is said of
 * waivers.
 *
 * They describe themselves here as the others do in their files, so that lists, pages and other
 * formats know them in the same way.
 */
#ifndef STOCKTAKE_MODEL_BUILTIN_H
#define STOCKTAKE_MODEL_BUILTIN_H

#include <stddef.h>

#include "stocktake/model/finding.h"

struct stk_builtin {
	const char *id;
	const char *about;          /* "quality" or "housekeeping" */
	enum stk_severity severity; /* of most of its findings; one may have another */
	const char *title;          /* one line */
	const char *explain;        /* why it matters */
	const char *remedy;         /* in general; each finding has its own */
};

extern const struct stk_builtin stk_builtins[]; /* sorted by id */
extern const size_t stk_builtin_count;

/* NULL if there is none of that id. */
const struct stk_builtin *stk_builtin_find(const char *id);

#endif
