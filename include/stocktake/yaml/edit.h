/*
 * The splice editor: changes values in the bytes of a YAML file and leaves every other byte as it
 * is: comments, order, quoting, blank lines, line ends, a missing final newline.
 *
 * A place is a path of steps from the root. After each edit the result is parsed again and compared
 * with the tree that was meant (the old tree with this one change); if they differ the text is left
 * as it was and an error is returned: a splice is exact or refused.
 *
 * The document's root may be a map, a list, or nothing (an empty file or comments only: the first
 * edit makes it a map or list).
 */
#ifndef STOCKTAKE_YAML_EDIT_H
#define STOCKTAKE_YAML_EDIT_H

#include <stddef.h>

#include "stocktake/base/err.h"
#include "stocktake/base/str.h"
#include "stocktake/yaml/value.h"

/* One step down: a key of a map, or the index of a list item (key NULL). */
struct stk_step {
	const char *key;
	size_t index;
};

enum stk_edit_op {
	/* The value at path becomes `value`. The last step may be a key that is not there yet (its
	 * parent must be: a map, or a NULL, which becomes one): it is added at the end of its map,
	 * or after the key named by `after`. A comment beside the old value stays. */
	STK_EDIT_SET,
	/* `value` becomes the last item of the list at path. A scalar there becomes [it, value]; a
	 * NULL, or a key that is not there yet, a list of one. */
	STK_EDIT_APPEND,
	/* The member or item at path is taken out. Its comments, on its own line ends and the
	 * comment lines directly above it at its own indentation, go with it, except where that
	 * would let what follows become part of a block scalar above; with keep_comments they stay,
	 * on lines of their own above its place. Comments at the top of the file are the file's,
	 * not its first key's. A collection left empty stays as [] or {}. */
	STK_EDIT_REMOVE,
	/* The key of the member at path becomes the text of `value`, where it stands; no other
	 * member of the map may have it. */
	STK_EDIT_KEY
};

struct stk_edit {
	enum stk_edit_op op;
	const struct stk_step *path;
	size_t path_len;
	const struct stk_value *value; /* SET, APPEND, KEY */
	const char *after; /* SET of a new key: put it after this sibling; NULL: at the end */
	int keep_comments; /* REMOVE */
};

/* Applies the edit to text. `path_name` is the file's name for messages. On failure text is
 * unchanged. */
int stk_yaml_edit(struct stk_str *text, const struct stk_edit *edit, const char *path_name,
		  struct stk_err *err);

#endif
