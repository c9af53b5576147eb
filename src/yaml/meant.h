/*
 * Private to the room: what an edit means, done on values instead of bytes.
 */
#ifndef STK_YAML_MEANT_H
#define STK_YAML_MEANT_H

#include "stocktake/yaml/edit.h"

/* The value that `root` becomes (changed in place, or another one); NULL with err filled if the
 * path leads nowhere or the edit makes no sense there. */
struct stk_value *stk_edit_meant(struct stk_arena *arena, struct stk_value *root,
				 const struct stk_edit *edit, const char *path_name,
				 struct stk_err *err);
struct stk_value *stk_value_copy(struct stk_arena *arena, const struct stk_value *value);

#endif
