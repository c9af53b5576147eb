#include <string.h>

#include "load.h"
#include "near.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"
#include "stocktake/model/address.h"

/* What the next part of an address names. */
enum expect {
	IN_MAP,     /* a key of `shape` */
	IN_ITEMS,   /* an item of a list, by its name */
	IN_VALUES,  /* a member of a list of scalars, by its value */
	IN_NAMED,   /* an item of a map, by its key */
	IN_REASONS, /* a group, term or check with a text */
	IN_ANY,     /* whatever is there */
	AT_END      /* nothing: this is a scalar */
};

struct walk {
	const struct stk_inventory *inventory;
	const struct stk_address *address;
	struct stk_place *place;
	struct stk_err *err;
	const struct stk_shape *shape; /* of the map or the items that come next */
	const struct stk_node *node;
	enum expect expect;
};

static enum expect below(const struct stk_key *key)
{
	if (key->type == STK_TYPE_ITEM)
		return key->flags & STK_KEY_BY_NAME ? IN_NAMED
		       : key->flags & STK_KEY_MANY  ? IN_ITEMS
						    : IN_MAP;
	if (key->type == STK_TYPE_REASONS || key->type == STK_TYPE_SETTINGS)
		return IN_REASONS;
	if (key->type == STK_TYPE_ANY)
		return IN_ANY;
	return key->flags & STK_KEY_MANY ? IN_VALUES : AT_END;
}

static bool refuse(struct walk *walk, size_t part, const char *why)
{
	struct stk_str text = STK_STR_INIT, shown = STK_STR_INIT;

	stk_address_render(walk->address, &text);
	stk_text_visible(&shown, text.data, text.len, false);
	stk_err_set(walk->err, STK_EUSAGE, "%.240s: `%.120s` %s", shown.data,
		    walk->address->parts[part], why);
	stk_str_release(&text);
	stk_str_release(&shown);
	return false;
}

/* The member of a map with this key, as it stands or folded. */
static const struct stk_node *member(const struct walk *walk, const char *part, bool fold)
{
	const struct stk_syms *syms = &walk->inventory->syms;
	stk_sym sym = stk_sym_find(syms, part, strlen(part));
	const struct stk_node *found = sym ? stk_node_get(walk->node, sym) : NULL;

	if (found || !fold || !walk->node || stk_node_kind(walk->node) != STK_NODE_MAP)
		return found;
	STK_EACH_CHILD (child, walk->node)
		if (stk_text_same(stk_sym_text(syms, child->key), part) &&
		    stk_node_kind(child) != STK_NODE_NULL)
			return child;
	return NULL;
}

static bool step_key(struct walk *walk, size_t part)
{
	const char *name = walk->address->parts[part], *near;
	const struct stk_key *key = stk_shape_key_by_name(walk->shape, name);

	walk->place->shape = walk->shape;
	walk->place->key = key;
	walk->node = member(walk, name, false);
	if (key) {
		walk->expect = below(key);
		walk->shape = key->item;
		return true;
	}
	walk->expect = IN_ANY;
	if (walk->node)
		return true;
	if (walk->shape == stk_kinds[STK_PLATFORM].shape) {
		struct walk columns = *walk;

		columns.node = stk_node_get(walk->inventory->root, STK_W_COLUMNS);
		if (member(&columns, name, false))
			return true;
	}
	refuse(walk, part, stk_t("is not a key here"));
	near = stk_near_key(walk->shape, name);
	if (near)
		stk_err_hint(walk->err, "Did you mean `%s`?", near);
	return false;
}

/* Ids in a list may be written in any case and form; names of fields are what they are. */
static bool folds(const struct stk_key *key)
{
	return key && (key->type == STK_TYPE_REF || key->type == STK_TYPE_TERMS ||
		       key->item == &stk_shape_integration || key->item == &stk_shape_team);
}

static bool step_item(struct walk *walk, size_t part)
{
	const char *name = walk->address->parts[part];
	const struct stk_node *exact = NULL, *folded = NULL;
	unsigned exacts = 0, foldeds = 0;

	STK_EACH_VALUE(item, walk->node)
	{
		const char *its = stk_item_name(walk->inventory, walk->shape, item);

		if (!its)
			continue;
		if (!strcmp(its, name)) {
			exact = exact ? exact : item;
			exacts++;
		} else if (folds(walk->place->key) && stk_text_same(its, name)) {
			folded = folded ? folded : item;
			foldeds++;
		}
	}
	walk->node = exact ? exact : folded;
	/* A value that stands twice in a set is still one member. */
	if (walk->expect == IN_ITEMS && (exact ? exacts : foldeds) > 1) {
		refuse(walk, part, stk_t("is the name of more than one item"));
		stk_err_hint(walk->err, "Give each a name of its own first");
		return false;
	}
	walk->place->member = walk->expect == IN_VALUES;
	walk->expect = walk->expect == IN_ITEMS ? IN_MAP : AT_END;
	return true;
}

static bool step(struct walk *walk, size_t part)
{
	const char *name = walk->address->parts[part];

	walk->place->member = walk->place->named = false;
	switch (walk->expect) {
	case IN_MAP: return step_key(walk, part);
	case IN_ITEMS:
	case IN_VALUES: return step_item(walk, part);
	case IN_NAMED:
		walk->node = member(walk, name, false);
		walk->expect = IN_MAP;
		return true;
	case IN_REASONS:
		walk->node = member(walk, name, true);
		walk->place->named = true;
		walk->expect = AT_END;
		return true;
	case IN_ANY:
		if (walk->node && stk_node_kind(walk->node) == STK_NODE_LIST) {
			walk->expect = IN_VALUES;
			step_item(walk, part);
			walk->expect = IN_ANY;
		} else {
			walk->node = member(walk, name, false);
		}
		return true;
	case AT_END: break;
	}
	return refuse(walk, part, stk_t("cannot stand here: there is nothing below a plain value"));
}

/* The entity; returns how many parts it took. */
static size_t begin(struct walk *walk)
{
	const struct stk_inventory *inventory = walk->inventory;
	const struct stk_address *address = walk->address;
	struct stk_place *place = walk->place;
	const struct stk_term *term;

	if (address->kind == STK_INVENTORY) {
		if (inventory->kinds[STK_INVENTORY].count)
			place->entity = &inventory->kinds[STK_INVENTORY].items[0];
		walk->node = inventory->root;
		place->found = 1;
		return 1;
	}
	place->found = 1;
	if (address->count == 1)
		return 1;
	place->entity = stk_inventory_find(inventory, address->kind, address->parts[1]);
	if (place->entity) {
		walk->node = place->entity->node;
	} else if (address->kind == STK_TERM) {
		term = stk_term_find(inventory, address->parts[1]);
		walk->node = term ? term->node : NULL;
	}
	if (place->entity || walk->node)
		place->found = 2;
	return 2;
}

bool stk_address_resolve(const struct stk_inventory *inventory, const struct stk_address *address,
			 struct stk_place *place, struct stk_err *err)
{
	struct walk walk = {inventory, address, place, err, stk_kinds[address->kind].shape,
			    NULL,      IN_MAP};
	size_t i;

	memset(place, 0, sizeof *place);
	place->kind = address->kind;
	place->shape = walk.shape;
	for (i = begin(&walk); i < address->count; i++) {
		if (!step(&walk, i))
			return false;
		if (walk.node && place->found == i)
			place->found = i + 1;
	}
	place->node = walk.node;
	return true;
}
