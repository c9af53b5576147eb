#include <string.h>

#include "stocktake/model/address.h"
#include "validator.h"

/* The slow way through an entity in which something odd was seen: names every place. */

static void report_text(struct stk_validator *walk, const struct stk_node *node, stk_sym sym,
			const char *what)
{
	if (stk_validator_seen(walk, sym) & STK_SEEN_CONTROL)
		stk_validator_report(
			walk, "quality-value", STK_WARNING, node, "Type it again",
			"The %s `%s` has control characters or characters that change the "
			"direction "
			"of reading",
			what, stk_validator_quote(walk, sym));
}

static void report_swallowed(struct stk_validator *walk, const struct stk_node *node)
{
	if (stk_node_swallowed(node) & STK_NODE_LOST_TO_COMMENT)
		stk_validator_report(walk, "quality-swallowed", STK_WARNING, node,
				     "Put the value in quotes: \"#...\"",
				     "The value is lost: what follows # is a comment");
	if (stk_node_swallowed(node) & STK_NODE_SWALLOWED_KEYS)
		stk_validator_report(
			walk, "quality-swallowed", STK_WARNING, node,
			"Close the quote where the value ends",
			"A quoted text runs over several lines and holds what looks like "
			"the next keys");
}

static bool can_be_part(const struct stk_validator *walk, stk_sym sym)
{
	return sym && stk_sym_len(&walk->inventory->syms, sym) &&
	       !(stk_validator_seen(walk, sym) & (STK_SEEN_LONG | STK_SEEN_CONTROL));
}

static const char *part_of(const struct stk_validator *walk, const struct stk_shape *shape,
			   const struct stk_node *item)
{
	const char *name = stk_item_name(walk->inventory, shape, item);
	stk_sym sym = name ? stk_sym_find(&walk->inventory->syms, name, strlen(name)) : 0;

	return can_be_part(walk, sym) ? name : NULL;
}

static void look(struct stk_validator *walk, const struct stk_shape *shape,
		 const struct stk_node *node);

static void look_at_value(struct stk_validator *walk, const struct stk_key *key,
			  const struct stk_node *node)
{
	const struct stk_shape *shape = key ? key->item : NULL;

	report_swallowed(walk, node);
	if (stk_node_kind(node) == STK_NODE_SCALAR) {
		report_text(walk, node, node->value, "text");
		return;
	}
	if (stk_node_kind(node) == STK_NODE_LIST) {
		STK_EACH_CHILD (item, node) {
			stk_validator_push(walk, part_of(walk, shape, item));
			look_at_value(walk, key, item);
			stk_validator_pop(walk);
		}
		return;
	}
	if (key && key->flags & STK_KEY_BY_NAME && stk_node_kind(node) == STK_NODE_MAP) {
		STK_EACH_CHILD (item, node) {
			stk_validator_push(walk,
					   can_be_part(walk, item->key)
						   ? stk_sym_text(&walk->inventory->syms, item->key)
						   : NULL);
			look(walk, shape, item);
			stk_validator_pop(walk);
		}
		return;
	}
	look(walk, shape, node);
}

static void look(struct stk_validator *walk, const struct stk_shape *shape,
		 const struct stk_node *node)
{
	if (stk_node_kind(node) != STK_NODE_MAP)
		return;
	STK_EACH_CHILD (child, node) {
		const struct stk_key *key = shape ? stk_shape_key(shape, child->key) : NULL;
		const char *text = stk_sym_text(&walk->inventory->syms, child->key);

		report_text(walk, child, child->key, "key");
		if (stk_validator_seen(walk, child->key) & STK_SEEN_LONG)
			stk_validator_report(walk, "quality-value", STK_ERROR, child, "Shorten it",
					     "The key `%s` is longer than 256 characters",
					     stk_validator_quote(walk, child->key));
		stk_validator_push(walk, can_be_part(walk, child->key) ? text : NULL);
		if (child->key == STK_W_NAME && stk_node_kind(child) == STK_NODE_SCALAR &&
		    stk_validator_seen(walk, child->value) & STK_SEEN_LONG)
			stk_validator_report(walk, "quality-value", STK_ERROR, child, "Shorten it",
					     "The name `%s` is longer than 256 characters",
					     stk_validator_quote(walk, child->value));
		look_at_value(walk, key, child);
		stk_validator_pop(walk);
	}
}

void stk_validator_texts(struct stk_validator *walk, const struct stk_shape *shape,
			 const struct stk_node *map)
{
	const struct stk_node *node;
	unsigned odd = 0;

	/* The quick way: all nodes of the entity lie in a row. */
	for (node = map; node < map + map->size; node++) {
		odd |= stk_node_swallowed(node) ? STK_SEEN_CONTROL : 0;
		odd |= stk_validator_seen(walk, node->key);
		if (stk_node_kind(node) == STK_NODE_SCALAR)
			odd |= stk_validator_seen(walk, node->value);
	}
	if (odd & (STK_SEEN_LONG | STK_SEEN_CONTROL))
		look(walk, shape, map);
}
