/*
 * A text as it was read last: who makes several edits of one file has each version of it parsed
 * once. All zero is a reading of nothing.
 */
#ifndef STOCKTAKE_YAML_READING_H
#define STOCKTAKE_YAML_READING_H

#include "stocktake/yaml/edit.h"
#include "stocktake/yaml/tree.h"

struct stk_reading {
	struct stk_arena arena;
	struct stk_syms syms; /* of all versions; whoever needs fixed symbols puts them in first */
	struct stk_str text;
	const struct stk_node *tree; /* NULL: nothing was read yet */
	bool begun;
};

/* Makes `syms` ready; true the first time. */
bool stk_reading_begin(struct stk_reading *reading);
void stk_reading_release(struct stk_reading *reading);
/* The tree of the text, parsed unless it is that of last time; NULL and err. Trees of earlier
 * versions stay until the reading is released. */
const struct stk_node *stk_reading_tree(struct stk_reading *reading, const struct stk_str *text,
					const char *path_name, struct stk_err *err);
/* As stk_yaml_edit; the reading is of the new text then. */
int stk_reading_edit(struct stk_reading *reading, struct stk_str *text, const struct stk_edit *edit,
		     const char *path_name, struct stk_err *err);

#endif
