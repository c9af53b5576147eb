#include "locate.h"

#include <string.h>

#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"

char *stk_locate_file(const struct stk_inventory *inventory, const struct stk_address *address)
{
	const struct stk_entity *entity;

	switch (address->kind) {
	case STK_INVENTORY: return stk_xstrdup("inventory.yaml");
	case STK_TERM: return stk_xstrdup("terms.yaml");
	case STK_WAIVER: return stk_xstrdup("waivers.yaml");
	default: break;
	}
	entity = address->count > 1
			 ? stk_inventory_find(inventory, address->kind, address->parts[1])
			 : NULL;
	if (entity)
		return stk_xstrdup(inventory->files[entity->file].path);
	return stk_xasprintf("%s/%s.yaml", stk_kinds[address->kind].plural,
			     address->count > 1 ? address->parts[1] : "");
}

size_t stk_locate_first(const struct stk_address *address)
{
	switch (address->kind) {
	case STK_INVENTORY:
	case STK_TERM:
	case STK_WAIVER: return 1;
	default: return 2;
	}
}

const char *stk_locate_item_name(const struct stk_shape *shape, const struct stk_node *item,
				 const struct stk_syms *syms)
{
	if (stk_node_kind(item) == STK_NODE_SCALAR)
		return stk_sym_text(syms, item->value);
	if (!shape)
		return NULL;
	for (size_t i = 0; i < STK_COUNT(shape->item_names) && shape->item_names[i]; i++) {
		const struct stk_node *name = stk_node_get(item, (stk_sym)shape->item_names[i]);

		if (name && stk_node_kind(name) == STK_NODE_SCALAR &&
		    stk_sym_len(syms, name->value)) /* an empty name is none: the next one counts */
			return stk_sym_text(syms, name->value);
	}
	return NULL;
}

static const struct stk_node *child_by_key(const struct stk_node *map, const char *key,
					   const struct stk_syms *syms)
{
	STK_EACH_CHILD (child, map)
		if (strcmp(stk_sym_text(syms, child->key), key) == 0)
			return child;
	return NULL;
}

/* Finds the item that goes by `name` as it is written, else in any case (not a field: `Email` and
 * `email` are two). Two of one name are refused, for a writer must not choose. */
static int find_item(const struct stk_node *list, const struct stk_key *key, const char *name,
		     const struct stk_syms *syms, const struct stk_node **item, size_t *index,
		     struct stk_err *err)
{
	bool folds = !key || key->item != &stk_shape_field, exact = false, twice = false;
	size_t at = 0;

	*item = NULL;
	STK_EACH_CHILD (child, list) {
		const char *its = stk_locate_item_name(key ? key->item : NULL, child, syms);
		bool same = its && strcmp(its, name) == 0;

		if (same || (its && !exact && folds && stk_text_same(its, name))) {
			twice = *item && same == exact;
			exact = same;
			*item = child;
			*index = at;
		}
		at++;
	}
	if (!twice)
		return 0;
	stk_err_set(err, STK_EUSAGE, "two items are called \"%s\"", name);
	stk_err_hint(err, "Give one of them another `name`, then try again.");
	return -1;
}

/* A waiver's one part is CHECK:ADDRESS. */
static bool is_waiver(const struct stk_node *item, const char *name, const struct stk_syms *syms)
{
	const struct stk_node *check = stk_node_get(item, STK_W_CHECK),
			      *at = stk_node_get(item, STK_W_AT);
	size_t len;

	if (!check || !at || stk_node_kind(check) != STK_NODE_SCALAR ||
	    stk_node_kind(at) != STK_NODE_SCALAR)
		return false;
	len = stk_sym_len(syms, check->value);
	return strncmp(name, stk_sym_text(syms, check->value), len) == 0 && name[len] == ':' &&
	       strcmp(name + len + 1, stk_sym_text(syms, at->value)) == 0;
}

static void step_to(struct stk_locus *locus, const char *key, size_t index,
		    const struct stk_node *node)
{
	locus->steps[locus->step_count++] = (struct stk_step){.key = key, .index = index};
	locus->node = node;
	locus->found++;
}

/* One part down from a list (or a scalar that stands for a list of one). True if it exists. */
static int descend_list(struct stk_locus *locus, const char *part, const struct stk_syms *syms,
			bool *there, struct stk_err *err)
{
	const struct stk_node *item;
	size_t index = 0;

	locus->in_list = true;
	*there = false;
	if (!locus->node)
		return 0;
	if (stk_node_kind(locus->node) != STK_NODE_LIST) {
		const char *name = stk_locate_item_name(locus->key->item, locus->node, syms);

		if (name && stk_text_same(name, part)) {
			*there = true; /* the value itself is the item: no step */
			locus->found++;
			if (locus->key->item) {
				locus->shape = locus->key->item;
				locus->map = locus->node;
			}
		}
		return 0;
	}
	if (find_item(locus->node, locus->key, part, syms, &item, &index, err))
		return -1;
	if (!item)
		return 0;
	step_to(locus, NULL, index, item);
	if (locus->key->item)
		locus->shape = locus->key->item;
	*there = true;
	return 0;
}

static bool descend_map(struct stk_locus *locus, const char *part, const struct stk_syms *syms)
{
	const struct stk_node *child = child_by_key(locus->node, part, syms);
	bool by_name = locus->key && (locus->key->flags & STK_KEY_BY_NAME) &&
		       locus->shape == locus->key->item;

	locus->map = locus->node;
	locus->in_list = false;
	if (!child)
		return false;
	if (by_name) { /* `columns`: the part is the name of an item of that shape */
		step_to(locus, part, 0, stk_node_kind(child) == STK_NODE_NULL ? NULL : child);
		locus->key = NULL;
		return true;
	}
	locus->key = locus->shape ? stk_shape_key_by_name(locus->shape, part) : NULL;
	step_to(locus, part, 0, stk_node_kind(child) == STK_NODE_NULL ? NULL : child);
	if (locus->key && (locus->key->flags & STK_KEY_MANY))
		return true;
	locus->shape = locus->key ? locus->key->item : NULL;
	return true;
}

static int descend(const struct stk_address *address, size_t part, const struct stk_syms *syms,
		   struct stk_locus *locus, struct stk_err *err)
{
	bool at_list = false; /* the next part names an item */

	for (; part < address->count; part++) {
		const char *name = address->parts[part];
		bool there;

		if (at_list) {
			if (descend_list(locus, name, syms, &there, err))
				return -1;
			at_list = false;
		} else if (!locus->node) {
			return 0;
		} else if (stk_node_kind(locus->node) != STK_NODE_MAP) {
			return stk_err_set(err, STK_EUSAGE,
					   "nothing can stand below \"%s\": it is a single value",
					   address->parts[part - 1]);
		} else {
			there = descend_map(locus, name, syms);
			at_list = there && locus->key && (locus->key->flags & STK_KEY_MANY);
		}
		if (!there)
			return 0;
	}
	return 0;
}

int stk_locate(const struct stk_address *address, const struct stk_node *root,
	       const struct stk_syms *syms, struct stk_locus *locus, struct stk_err *err)
{
	size_t part = stk_locate_first(address);

	memset(locus, 0, sizeof *locus);
	locus->node = root && stk_node_kind(root) != STK_NODE_NULL ? root : NULL;
	locus->found = part;
	locus->shape = stk_kinds[address->kind].shape;
	locus->map = locus->node;
	if (address->kind == STK_WAIVER && part < address->count) {
		size_t index = 0;

		locus->in_list = true;
		if (!locus->node)
			return 0;
		STK_EACH_CHILD (item, root) {
			if (is_waiver(item, address->parts[part], syms)) {
				step_to(locus, NULL, index, item);
				break;
			}
			index++;
		}
		if (locus->found == part)
			return 0;
		part++;
	} else if (address->kind == STK_TERM && part < address->count && locus->node) {
		const struct stk_node *term = child_by_key(root, address->parts[part], syms);

		if (!term)
			return 0;
		step_to(locus, address->parts[part], 0,
			stk_node_kind(term) == STK_NODE_NULL ? NULL : term);
		part++;
	}
	return descend(address, part, syms, locus, err);
}
