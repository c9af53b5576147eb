/*
 * The comments of a YAML file: what a tree does not hold and a file that goes would take along.
 */
#ifndef STOCKTAKE_YAML_COMMENTS_H
#define STOCKTAKE_YAML_COMMENTS_H

#include <stddef.h>

#include "stocktake/base/err.h"
#include "stocktake/base/str.h"

/* Calls each with the comments of a text that stk_yaml_parse accepts, in their order: `comment`
 * from its # to the end of its line; `beside` is the key, or the value of the list item, that its
 * line begins with, NULL where the comment has its line for itself. Both are valid during the call.
 */
int stk_yaml_comments(const struct stk_str *text, const char *path_name,
		      void (*each)(void *data, const char *comment, const char *beside), void *data,
		      struct stk_err *err);

/* Adds lines that are comments at the end of the text, where they are nothing else; where what
 * stands there would swallow them, at its beginning. `lines` ends with "\n" and has "#" before each
 * line. -1: neither can be; the text is as it was. */
int stk_yaml_add_comments(struct stk_str *text, const char *lines, const char *path_name,
			  struct stk_err *err);

#endif
