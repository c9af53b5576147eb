#include <string.h>

#include "stocktake/yaml/value.h"

static struct stk_value *make(struct stk_arena *arena, enum stk_node_kind kind)
{
	struct stk_value *value = stk_arena_zalloc(arena, sizeof *value);

	value->kind = kind;
	return value;
}

struct stk_value *stk_value_text(struct stk_arena *arena, const char *text)
{
	struct stk_value *value = make(arena, STK_NODE_SCALAR);

	value->text = stk_arena_strdup(arena, text);
	return value;
}

struct stk_value *stk_value_list(struct stk_arena *arena)
{
	return make(arena, STK_NODE_LIST);
}

struct stk_value *stk_value_map(struct stk_arena *arena)
{
	return make(arena, STK_NODE_MAP);
}

struct stk_value *stk_value_null(struct stk_arena *arena)
{
	return make(arena, STK_NODE_NULL);
}

struct stk_value *stk_value_push(struct stk_value *list, struct stk_value *item)
{
	item->next = NULL;
	if (list->last)
		list->last->next = item;
	else
		list->first = item;
	list->last = item;
	return list;
}

struct stk_value *stk_value_put(struct stk_arena *arena, struct stk_value *map, const char *key,
				struct stk_value *member)
{
	member->key = stk_arena_strdup(arena, key);
	return stk_value_push(map, member);
}

struct stk_value *stk_value_put_text(struct stk_arena *arena, struct stk_value *map,
				     const char *key, const char *text)
{
	return stk_value_put(arena, map, key, stk_value_text(arena, text));
}

const struct stk_value *stk_value_member(const struct stk_value *map, const char *key)
{
	if (!map || map->kind != STK_NODE_MAP)
		return NULL;
	for (const struct stk_value *member = map->first; member; member = member->next) {
		if (strcmp(member->key, key) == 0)
			return member;
	}
	return NULL;
}

struct stk_value *stk_value_from_node(struct stk_arena *arena, const struct stk_node *node,
				      const struct stk_syms *syms)
{
	struct stk_value *value = make(arena, stk_node_kind(node));

	if (value->kind == STK_NODE_SCALAR)
		value->text = stk_arena_strdup(arena, stk_sym_text(syms, node->value));
	if (value->kind != STK_NODE_LIST && value->kind != STK_NODE_MAP)
		return value;
	STK_EACH_CHILD (child, node) {
		struct stk_value *item = stk_value_from_node(arena, child, syms);

		if (value->kind == STK_NODE_MAP)
			stk_value_put(arena, value, stk_sym_text(syms, child->key), item);
		else
			stk_value_push(value, item);
	}
	return value;
}

bool stk_value_equals_node(const struct stk_value *value, const struct stk_node *node,
			   const struct stk_syms *syms)
{
	const struct stk_value *item = value->first;

	if (value->kind != stk_node_kind(node))
		return false;
	if (value->kind == STK_NODE_NULL)
		return true;
	if (value->kind == STK_NODE_SCALAR)
		return strcmp(value->text, stk_sym_text(syms, node->value)) == 0;
	STK_EACH_CHILD (child, node) {
		if (!item || !stk_value_equals_node(item, child, syms))
			return false;
		if (value->kind == STK_NODE_MAP &&
		    strcmp(item->key, stk_sym_text(syms, child->key)) != 0)
			return false;
		item = item->next;
	}
	return !item;
}
