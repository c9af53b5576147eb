/*
 * Values that are to be written: what an edit means, before it is YAML.
 *
 * Made in an arena, never changed by the writers. Text is UTF-8 of any content. Lists and maps keep
 * their order.
 */
#ifndef STOCKTAKE_YAML_VALUE_H
#define STOCKTAKE_YAML_VALUE_H

#include <stdbool.h>
#include <stddef.h>

#include "stocktake/base/arena.h"
#include "stocktake/base/str.h"
#include "stocktake/yaml/tree.h"

struct stk_value {
	enum stk_node_kind kind;
	const char *key;  /* as member of a map, else NULL */
	const char *text; /* scalar */
	struct stk_value *first, *last, *next;
};

struct stk_value *stk_value_text(struct stk_arena *arena, const char *text);
struct stk_value *stk_value_list(struct stk_arena *arena);
struct stk_value *stk_value_map(struct stk_arena *arena);
struct stk_value *stk_value_null(struct stk_arena *arena);
/* Appends to a list; returns the list. */
struct stk_value *stk_value_push(struct stk_value *list, struct stk_value *item);
/* Appends a member to a map (the key is copied); returns the map. */
struct stk_value *stk_value_put(struct stk_arena *arena, struct stk_value *map, const char *key,
				struct stk_value *member);
struct stk_value *stk_value_put_text(struct stk_arena *arena, struct stk_value *map,
				     const char *key, const char *text);
const struct stk_value *stk_value_member(const struct stk_value *map, const char *key);
/* A copy of a parsed tree as a value. */
struct stk_value *stk_value_from_node(struct stk_arena *arena, const struct stk_node *node,
				      const struct stk_syms *syms);
bool stk_value_equals_node(const struct stk_value *value, const struct stk_node *node,
			   const struct stk_syms *syms);

/* Our own emitter. What it writes reads back as the same strings under YAML 1.1 and 1.2 readers: a
 * scalar is plain only if no reader sees anything else in it (`no`, `1.10`, `0123`, `12:30`, "", a
 * leading @, trailing blanks, CR, NEL... are quoted). Integers without leading zeros, ISO dates and
 * times in UTC, true and false stay plain although readers type them: their text is the same in
 * every reader, and schemas for editors want the type. Text of several lines is a literal block if
 * that is exact, else double-quoted.
 *
 * stk_yaml_emit_document appends a whole file (a map or list in block style, its entries as
 * stk_yaml_emit_block would). Short collections of plain scalars that fit on the line are written
 * in flow ([a, b], {a: 1}); items of a list that are maps of scalars are written `- {a: 1, b: 2}`
 * where they fit 100 columns, else as a block map. */
void stk_yaml_emit_document(const struct stk_value *value, struct stk_str *out);
/* A scalar or collection on one line, in flow style: what stands after `key: ` or `- ` or inside [
 * ]. */
void stk_yaml_emit_flow(const struct stk_value *value, struct stk_str *out);
/* A value as it stands after "key:" at the given indent (blanks of the key): begins with " " or a
 * line end, no line end at its end. */
void stk_yaml_emit_block(const struct stk_value *value, size_t indent, const char *eol,
			 struct stk_str *out);

#endif
