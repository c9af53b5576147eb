#include "stocktake/model/refs.h"

#include <stdlib.h>
#include <string.h>

#include "load.h"
#include "stocktake/base/mem.h"

struct found {
	uint32_t target; /* index of the entity pointed at */
	struct stk_ref ref;
};

/* The references to the entities of one kind, in order of target and then as they were found. */
struct to_kind {
	struct found *items;
	size_t count, cap;
	uint32_t *first; /* of target t: items[first[t] .. first[t + 1]) */
	uint32_t targets;
};

struct stk_refs {
	struct to_kind kinds[STK_KIND_COUNT];
};

struct finder {
	const struct stk_inventory *inventory;
	struct stk_refs *refs;
	enum stk_kind from_kind;
	uint32_t from;
};

static void add(struct finder *finder, enum stk_kind kind, const struct stk_entity *entity,
		const struct stk_key *key, const struct stk_node *node)
{
	struct to_kind *to = &finder->refs->kinds[kind];
	uint32_t target = stk_entity_index(finder->inventory, kind, entity);

	/* Two files of one id: whoever names the id names both. */
	for (; target < to->targets &&
	       finder->inventory->kinds[kind].items[target].fold == entity->fold;
	     target++) {
		STK_GROW(to->items, to->cap, to->count + 1);
		to->items[to->count++] =
			(struct found){target, {finder->from_kind, finder->from, node, key}};
	}
}

static void find_target(struct finder *finder, const struct stk_key *key,
			const struct stk_node *node)
{
	const struct stk_inventory *inventory = finder->inventory;
	const char *id = stk_sym_text(&inventory->syms, node->value);
	const struct stk_entity *entity;
	int kind;

	if (key->flags & STK_KEY_ROOM && stk_starts(id, "workshops/")) {
		entity = stk_inventory_find(inventory, STK_WORKSHOP, id + strlen("workshops/"));
		if (entity)
			add(finder, STK_WORKSHOP, entity, key, node);
		return;
	}
	for (kind = 0; kind < STK_KIND_COUNT; kind++) {
		if (!(key->refs & 1u << kind))
			continue;
		entity = stk_inventory_find_sym(inventory, (enum stk_kind)kind, node->value);
		if (entity)
			add(finder, (enum stk_kind)kind, entity, key, node);
	}
}

static void look_in(struct finder *finder, const struct stk_shape *shape,
		    const struct stk_node *map)
{
	if (stk_node_kind(map) != STK_NODE_MAP)
		return;
	STK_EACH_CHILD (child, map) {
		const struct stk_key *key = stk_shape_key(shape, child->key);

		if (!key || (key->type != STK_TYPE_REF && key->type != STK_TYPE_ITEM))
			continue;
		STK_EACH_VALUE(value, child)
		{
			if (key->type == STK_TYPE_ITEM)
				look_in(finder, key->item, value);
			else if (stk_node_kind(value) == STK_NODE_SCALAR)
				find_target(finder, key, value);
		}
	}
}

/* Sorts by target, keeping the order within one: counts, then places. */
static void sort_by_target(struct to_kind *to)
{
	struct found *sorted = stk_xcalloc(to->count ? to->count : 1, sizeof *sorted);
	uint32_t *next = stk_xcalloc((size_t)to->targets + 1, sizeof *next);
	size_t i;

	to->first = stk_xcalloc((size_t)to->targets + 1, sizeof *to->first);
	for (i = 0; i < to->count; i++)
		to->first[to->items[i].target + 1]++;
	for (i = 0; i < to->targets; i++)
		to->first[i + 1] += to->first[i];
	memcpy(next, to->first, ((size_t)to->targets + 1) * sizeof *next);
	for (i = 0; i < to->count; i++)
		sorted[next[to->items[i].target]++] = to->items[i];
	free(next);
	free(to->items);
	to->items = sorted;
}

struct stk_refs *stk_refs_new(const struct stk_inventory *inventory)
{
	struct stk_refs *refs = stk_xcalloc(1, sizeof *refs);
	struct finder finder = {inventory, refs, STK_INVENTORY, 0};
	int kind;

	for (kind = 0; kind < STK_KIND_COUNT; kind++)
		refs->kinds[kind].targets = inventory->kinds[kind].count;
	for (kind = 0; kind < STK_KIND_COUNT; kind++) {
		const struct stk_entities *set = &inventory->kinds[kind];

		finder.from_kind = (enum stk_kind)kind;
		for (finder.from = 0; finder.from < set->count; finder.from++)
			if (set->items[finder.from].node)
				look_in(&finder, stk_kinds[kind].shape,
					set->items[finder.from].node);
	}
	for (kind = 0; kind < STK_KIND_COUNT; kind++)
		sort_by_target(&refs->kinds[kind]);
	return refs;
}

void stk_refs_free(struct stk_refs *refs)
{
	int kind;

	if (!refs)
		return;
	for (kind = 0; kind < STK_KIND_COUNT; kind++) {
		free(refs->kinds[kind].items);
		free(refs->kinds[kind].first);
	}
	free(refs);
}

int stk_refs_to(const struct stk_refs *refs, enum stk_kind kind, uint32_t index,
		int (*each)(void *data, const struct stk_ref *ref), void *data)
{
	const struct to_kind *to = &refs->kinds[kind];
	uint32_t i;
	int ret = 0;

	if (index >= to->targets)
		return 0;
	for (i = to->first[index]; !ret && i < to->first[index + 1]; i++)
		ret = each(data, &to->items[i].ref);
	return ret;
}
