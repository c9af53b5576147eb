/* What is known, as it stands in a cell. */
#include <string.h>

#include "stocktake/base/mem.h"
#include "stocktake/base/tr.h"
#include "stocktake/model/address.h"
#include "template_private.h"

static const char *name_of(const struct stk_inventory *inventory, const struct stk_key *key,
			   const char *id)
{
	const struct stk_node *team =
		key->flags & STK_KEY_TEAMS ? stk_team_find(inventory, id) : NULL;

	for (int kind = 0; kind < STK_KIND_COUNT; kind++) {
		const struct stk_entity *entity =
			key->refs & (1u << kind)
				? stk_inventory_find(inventory, (enum stk_kind)kind, id)
				: NULL;

		if (entity)
			return stk_entity_name(inventory, entity);
	}
	if (team && stk_text(inventory, team, STK_W_NAME))
		return stk_text(inventory, team, STK_W_NAME);
	return id;
}

static const char *term_name(const struct stk_columns *columns,
			     const struct stk_inventory *inventory, const char *id)
{
	const struct stk_term *term = stk_term_find(inventory, id);

	if (strcmp(id, "all") == 0)
		return stk_t("everything");
	if (!strchr(id, '.'))
		return stk_columns_group(columns, id);
	/* Names of terms are not always the only ones of that name: the id is never wrong. */
	return term && stk_columns_term(columns, inventory, term->name) &&
			       strcmp(stk_columns_term(columns, inventory, term->name), id) == 0
		       ? term->name
		       : id;
}

static const char *scalar(const struct stk_columns *columns, const struct stk_inventory *inventory,
			  const struct stk_key *key, const struct stk_node *node)
{
	const char *text = stk_node_kind(node) == STK_NODE_SCALAR
				   ? stk_sym_text(&inventory->syms, node->value)
				   : "";

	switch (key->type) {
	case STK_TYPE_REF: return name_of(inventory, key, text);
	case STK_TYPE_TERMS: return term_name(columns, inventory, text);
	case STK_TYPE_CHOICE: return *text ? stk_t(text) : text;
	case STK_TYPE_BOOL: return strcmp(text, "true") == 0 ? "x" : "";
	default: return text;
	}
}

static const char *item_name(const struct stk_inventory *inventory, const struct stk_key *key,
			     const struct stk_node *item)
{
	const char *name = stk_item_name(inventory, key->item, item);

	if (key->item == &stk_shape_integration) {
		const char *with = stk_text(inventory, item, STK_W_WITH);
		const struct stk_entity *other =
			with ? stk_inventory_find(inventory, STK_PLATFORM, with) : NULL;

		return other ? stk_entity_name(inventory, other) : with;
	}
	return name;
}

void stk_cell_value(const struct stk_columns *columns, const struct stk_inventory *inventory,
		    const struct stk_key *key, const struct stk_node *node, struct stk_str *out)
{
	size_t before = out->len;

	if (!node)
		return;
	if (stk_node_kind(node) == STK_NODE_LIST && node->size == 1) {
		stk_str_add(out, stk_t("none"));
		return;
	}
	STK_EACH_VALUE(item, node)
	{
		const char *text = key->type == STK_TYPE_ITEM
					   ? item_name(inventory, key, item)
					   : scalar(columns, inventory, key, item);

		if (text && *text)
			stk_str_addf(out, "%s%s", out->len > before ? ", " : "", text);
	}
}

bool stk_cell_holds(const struct stk_inventory *inventory, const struct stk_node *platform,
		    const char *member)
{
	stk_sym sym = stk_sym_find(&inventory->syms, member, strlen(member));

	if (!sym)
		return false;
	if (stk_values_has(stk_node_get(platform, STK_W_HOLDS), sym))
		return true;
	STK_EACH_VALUE(field, stk_node_get(platform, STK_W_FIELDS))
	{
		if (stk_node_kind(field) == STK_NODE_MAP &&
		    stk_values_has(stk_node_get(field, STK_W_TERM), sym))
			return true;
	}
	return false;
}

const char *stk_cell_own(const struct stk_inventory *inventory, const struct stk_node *platform,
			 const char *key)
{
	stk_sym sym = stk_sym_find(&inventory->syms, key, strlen(key));
	const struct stk_node *node = sym ? stk_node_get(platform, sym) : NULL;

	return node && stk_node_kind(node) == STK_NODE_SCALAR
		       ? stk_sym_text(&inventory->syms, node->value)
		       : "";
}

const char *stk_cell_question(const struct stk_inventory *inventory, const struct stk_hole *hole,
			      struct stk_arena *arena)
{
	struct stk_address address;
	struct stk_place place;
	struct stk_err ignored;
	const char *text = NULL, *about;

	if (!hole->key || !hole->key->ask || stk_address_parse(hole->address, &address, &ignored))
		return NULL;
	if (stk_address_resolve(inventory, &address, &place, &ignored) && place.entity) {
		about = stk_entity_name(inventory, place.entity);
		if (address.count >= 5) {
			const struct stk_entity *other =
				stk_inventory_find(inventory, STK_PLATFORM, address.parts[3]);

			text = stk_arena_printf(arena, "%s, %s: %s", about,
						other ? stk_entity_name(inventory, other)
						      : address.parts[3],
						stk_t(hole->key->ask));
		} else if (address.kind == STK_INVENTORY) {
			text = stk_t(hole->key->ask);
		} else {
			text = stk_arena_printf(arena, "%s: %s", about, stk_t(hole->key->ask));
		}
	}
	stk_address_release(&address);
	return text;
}
