#include "stocktake/model/workshop.h"

#include <stdlib.h>
#include <string.h>

#include "stocktake/base/mem.h"

int32_t stk_workshop_date(const struct stk_inventory *inventory, const struct stk_entity *workshop)
{
	const char *date = stk_text(inventory, workshop->node, STK_W_DATE);

	return date ? stk_date_parse(date) : STK_DATE_NONE;
}

const struct stk_entity *stk_workshop_next(const struct stk_inventory *inventory)
{
	const struct stk_entities *all = &inventory->kinds[STK_WORKSHOP];
	const struct stk_entity *best = NULL;
	int32_t best_date = 0;

	for (uint32_t i = 0; i < all->count; i++) {
		int32_t date = stk_workshop_date(inventory, &all->items[i]);

		if (date == STK_DATE_NONE || date < inventory->clock.today ||
		    (best && date >= best_date))
			continue;
		best = &all->items[i];
		best_date = date;
	}
	return best;
}

const struct stk_entity *stk_workshop_last(const struct stk_inventory *inventory,
					   const struct stk_entity *but)
{
	const struct stk_entities *all = &inventory->kinds[STK_WORKSHOP];
	int32_t but_date = but ? stk_workshop_date(inventory, but) : STK_DATE_NONE, best_date = 0;
	const struct stk_entity *best = NULL;

	for (uint32_t i = 0; i < all->count; i++) {
		int32_t date = stk_workshop_date(inventory, &all->items[i]);

		if (date == STK_DATE_NONE || date > inventory->clock.today || date == but_date ||
		    (best && date < best_date))
			continue;
		best = &all->items[i];
		best_date = date;
	}
	return best;
}

bool stk_workshop_names(const struct stk_inventory *inventory, const struct stk_entity *workshop,
			enum stk_word key, const struct stk_entity *person)
{
	STK_EACH_VALUE(item, stk_node_get(workshop->node, key))
	if (stk_node_kind(item) == STK_NODE_SCALAR &&
	    stk_inventory_find_sym(inventory, STK_STAKEHOLDER, item->value) == person)
		return true;
	return false;
}

const struct stk_entity **stk_workshop_room(const struct stk_inventory *inventory,
					    const struct stk_entity *workshop, size_t *count)
{
	const struct stk_node *list = stk_node_get(workshop->node, STK_W_ATTENDEES);
	const struct stk_entity **room;

	if (!stk_values_count(list))
		list = stk_node_get(workshop->node, STK_W_INVITED);
	room = stk_xcalloc((size_t)stk_values_count(list) + 1, sizeof *room);
	*count = 0;
	STK_EACH_VALUE(item, list)
	{
		const struct stk_entity *person =
			stk_node_kind(item) == STK_NODE_SCALAR
				? stk_inventory_find_sym(inventory, STK_STAKEHOLDER, item->value)
				: NULL;

		if (person)
			room[(*count)++] = person;
	}
	return room;
}
