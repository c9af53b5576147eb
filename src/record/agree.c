#include <string.h>

#include "compose.h"
#include "stocktake/base/text.h"
#include "stocktake/record/record.h"

static bool text_agrees(const char *text, const struct stk_node *node, const struct stk_syms *syms)
{
	const char *there;

	if (stk_node_kind(node) != STK_NODE_SCALAR)
		return false;
	there = stk_sym_text(syms, node->value);
	return stk_text_same(text, there) || stk_text_same_site(text, there);
}

bool stk_value_agrees(const struct stk_value *value, const struct stk_node *node,
		      const struct stk_syms *syms)
{
	if (value->kind == STK_NODE_SCALAR) {
		if (text_agrees(value->text, node, syms))
			return true;
		STK_EACH_CHILD (item, node)
			if (stk_node_kind(node) == STK_NODE_LIST &&
			    text_agrees(value->text, item, syms))
				return true;
		return false;
	}
	if (value->kind == STK_NODE_LIST) {
		if (!value->first)
			return stk_node_kind(node) == STK_NODE_LIST && node->size == 1;
		for (const struct stk_value *item = value->first; item; item = item->next)
			if (!stk_value_agrees(item, node, syms))
				return false;
		return true;
	}
	return stk_value_equals_node(value, node, syms);
}

const struct stk_node *stk_record_conflict(const struct stk_inventory *inventory,
					   const char *address, const struct stk_value *value)
{
	struct stk_address parsed;
	struct stk_place place;
	struct stk_err err;
	const struct stk_node *node = NULL;

	if (stk_address_parse(address, &parsed, &err))
		return NULL;
	if (stk_address_resolve(inventory, &parsed, &place, &err) && place.node && !place.member &&
	    !stk_value_agrees(value, place.node, &inventory->syms))
		node = place.node;
	stk_address_release(&parsed);
	return node;
}
