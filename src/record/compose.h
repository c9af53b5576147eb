/*
 * Values put together for a place that is not there yet, and values held against those that are.
 */
#ifndef RECORD_COMPOSE_H
#define RECORD_COMPOSE_H

#include "plan.h"
#include "stocktake/model/address.h"

/* The key after which a new key goes: the last that the schema table has before it, so that files
 * read alike. NULL: at the end. */
const char *stk_compose_after(const struct stk_shape *shape, const struct stk_node *map,
			      const char *key);
/* The name by which an item of the shape with this value goes (a scalar: itself); NULL where it has
 * none. */
const char *stk_compose_name(const struct stk_value *value, const struct stk_shape *shape);
/* A copy of a value that may stand in another list; its members are shared. */
struct stk_value *stk_compose_copy(const struct stk_plan *plan, const struct stk_value *value);
/* The new item of the list `row` that is called parts[part], with `value` in it where the address
 * goes on to. */
struct stk_value *stk_compose_item(const struct stk_plan *plan, const struct stk_address *address,
				   size_t part, const struct stk_key *row,
				   const struct stk_value *value);
/* What stands in a map of `shape` so that `value` lies at the parts from `part` on. */
const struct stk_value *stk_compose_below(const struct stk_plan *plan,
					  const struct stk_address *address, size_t part,
					  const struct stk_shape *shape,
					  const struct stk_value *value);
/* A new entity's file: the keys in the schema's order, then those it does not know. */
void stk_compose_file(const struct stk_plan *plan, struct stk_str *text,
		      const struct stk_shape *shape, const struct stk_value *value);

/* True if saying `value` of what stands there is no contradiction: texts are compared folded, a
 * list that has all of value's members agrees. */
bool stk_value_agrees(const struct stk_value *value, const struct stk_node *node,
		      const struct stk_syms *syms);

#endif
