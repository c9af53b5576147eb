/*
 * Private to the room: the parts of the emitter that the splice editor needs one by one.
 */
#ifndef STK_YAML_EMIT_H
#define STK_YAML_EMIT_H

#include <stdbool.h>
#include <stddef.h>

#include "stocktake/base/str.h"
#include "stocktake/yaml/value.h"

/* No line that we write in flow is longer, if it can be helped. */
#define STK_YAML_WIDTH_COLS 100

/* A scalar or a key on one line: plain, in single or in double quotes. */
void stk_yaml_emit_scalar(const char *text, bool in_flow, struct stk_str *out);
/* True if text of several lines can stand as a literal block and reads back exactly. */
bool stk_yaml_text_is_literal(const char *text);
/* The header (| or |-) and the lines, each begun by eol. */
void stk_yaml_emit_literal(const char *text, size_t indent, const char *eol, struct stk_str *out);

/* True if a value that begins in column used_cols stays on its line. */
bool stk_yaml_is_one_line(const struct stk_value *value, size_t used_cols);
/* What stands after the "-" that is indented by `indent`: begins with a blank or a line end, no
 * line end at its end. */
void stk_yaml_emit_item(const struct stk_value *value, size_t indent, const char *eol,
			struct stk_str *out);
/* "key:" and its value, as member of a block map. */
void stk_yaml_emit_member(const char *key, const struct stk_value *value, size_t indent,
			  const char *eol, struct stk_str *out);
void stk_yaml_emit_blanks(size_t count, struct stk_str *out);

#endif
