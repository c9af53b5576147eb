#include "compose.h"

#include <string.h>

#include "stocktake/base/mem.h"

/* A new key goes after the last of those that the schema table has before it, so that files read
 * alike. */
const char *stk_compose_after(const struct stk_shape *shape, const struct stk_node *map,
			      const char *key)
{
	const char *after = NULL;

	if (!shape || !map || stk_node_kind(map) != STK_NODE_MAP)
		return NULL;
	for (size_t i = 0; i < shape->count && strcmp(shape->keys[i].name, key) != 0; i++)
		STK_EACH_CHILD (child, map)
			if (child->key == (stk_sym)shape->keys[i].word)
				after = shape->keys[i].name;
	return after;
}

/* The key by which an item of the shape is best called. */
static const char *naming_key(const struct stk_shape *shape)
{
	for (size_t i = 0; i < shape->count; i++)
		for (size_t j = STK_COUNT(shape->item_names); j-- > 0;)
			if (shape->item_names[j] && shape->keys[i].word == shape->item_names[j] &&
			    (shape->keys[i].flags & STK_KEY_REQUIRED))
				return shape->keys[i].name;
	for (size_t i = 0; i < shape->count; i++)
		if (shape->item_names[0] == shape->keys[i].word)
			return shape->keys[i].name;
	return "name";
}

const char *stk_compose_name(const struct stk_value *value, const struct stk_shape *shape)
{
	if (value->kind == STK_NODE_SCALAR)
		return value->text;
	/* Several people may dispute one address: a dispute has no name of its own. */
	if (!shape || value->kind != STK_NODE_MAP || shape == &stk_shape_dispute)
		return NULL;
	for (size_t i = 0; i < STK_COUNT(shape->item_names) && shape->item_names[i]; i++)
		for (size_t k = 0; k < shape->count; k++) {
			const struct stk_value *member =
				shape->keys[k].word == shape->item_names[i]
					? stk_value_member(value, shape->keys[k].name)
					: NULL;

			if (member && member->text && *member->text)
				return member->text;
		}
	return NULL;
}

struct stk_value *stk_compose_copy(const struct stk_plan *plan, const struct stk_value *value)
{
	struct stk_value *copy = stk_arena_alloc(plan->arena, sizeof *copy);

	*copy = *value;
	copy->next = NULL;
	return copy;
}

/* A waiver goes by CHECK:ADDRESS, which says two of its keys. */
static struct stk_value *compose_waiver(const struct stk_plan *plan,
					const struct stk_address *address,
					const struct stk_value *value)
{
	const char *id = address->parts[1];
	size_t check_bytes = strcspn(id, ":");
	struct stk_value *map = stk_value_map(plan->arena);
	const struct stk_value *rest =
		stk_compose_below(plan, address, 2, stk_kinds[STK_WAIVER].shape, value);

	stk_value_put_text(plan->arena, map, "check",
			   stk_arena_strndup(plan->arena, id, check_bytes));
	stk_value_put_text(plan->arena, map, "at", id + check_bytes + (id[check_bytes] == ':'));
	for (const struct stk_value *member = rest->first; member; member = member->next)
		if (!stk_value_member(map, member->key))
			stk_value_put(plan->arena, map, member->key,
				      stk_compose_copy(plan, member));
	return map;
}

/* The new item of the list `row` that is called parts[part], with `value` in it where the address
 * goes on to. */
struct stk_value *stk_compose_item(const struct stk_plan *plan, const struct stk_address *address,
				   size_t part, const struct stk_key *row,
				   const struct stk_value *value)
{
	const char *naming, *name;
	struct stk_value *map;
	const struct stk_value *rest;

	if (address->kind == STK_WAIVER && part == 1)
		return compose_waiver(plan, address, value);
	if (!row || !row->item)
		return stk_value_text(plan->arena, address->parts[part]);
	rest = stk_compose_below(plan, address, part + 1, row->item, value);
	name = rest->kind == STK_NODE_MAP ? stk_compose_name(rest, row->item) : NULL;
	if (name && strcmp(name, address->parts[part]) == 0)
		return stk_compose_copy(plan, rest); /* it says itself what it is called */
	naming = naming_key(row->item);
	map = stk_value_map(plan->arena);
	stk_value_put_text(plan->arena, map, naming, address->parts[part]);
	if (rest->kind == STK_NODE_MAP)
		for (const struct stk_value *member = rest->first; member; member = member->next)
			if (strcmp(member->key, naming) != 0)
				stk_value_put(plan->arena, map, member->key,
					      stk_compose_copy(plan, member));
	return map;
}

/* What stands in a map of `shape` so that `value` lies at the parts from `part` on. */
const struct stk_value *stk_compose_below(const struct stk_plan *plan,
					  const struct stk_address *address, size_t part,
					  const struct stk_shape *shape,
					  const struct stk_value *value)
{
	const struct stk_key *row;
	const struct stk_value *inner;

	if (part >= address->count)
		return value;
	if (address->kind == STK_TERM && part == 1) {
		inner = stk_compose_below(plan, address, part + 1, shape, value);
	} else {
		row = shape ? stk_shape_key_by_name(shape, address->parts[part]) : NULL;
		if (row && (row->flags & STK_KEY_BY_NAME) && part + 1 < address->count)
			inner = stk_value_put(
				plan->arena, stk_value_map(plan->arena), address->parts[part + 1],
				stk_compose_copy(plan, stk_compose_below(plan, address, part + 2,
									 row->item, value)));
		else if (row && (row->flags & STK_KEY_MANY) && part + 1 < address->count)
			inner = stk_value_push(
				stk_value_list(plan->arena),
				stk_compose_item(plan, address, part + 1, row, value));
		else
			inner = stk_compose_below(plan, address, part + 1, row ? row->item : NULL,
						  value);
	}
	return stk_value_put(plan->arena, stk_value_map(plan->arena), address->parts[part],
			     stk_compose_copy(plan, inner));
}

/* A new entity's file: the keys in the schema's order, then those it does not know. */
void stk_compose_file(const struct stk_plan *plan, struct stk_str *text,
		      const struct stk_shape *shape, const struct stk_value *value)
{
	struct stk_value *ordered = stk_value_map(plan->arena);

	for (size_t i = 0; i < shape->count; i++) {
		const struct stk_value *member = stk_value_member(value, shape->keys[i].name);

		if (member)
			stk_value_put(plan->arena, ordered, member->key,
				      stk_compose_copy(plan, member));
	}
	for (const struct stk_value *member = value->first; member; member = member->next)
		if (!stk_shape_key_by_name(shape, member->key))
			stk_value_put(plan->arena, ordered, member->key,
				      stk_compose_copy(plan, member));
	stk_yaml_emit_document(ordered, text);
}
