#include "people.h"

#include <stdlib.h>

#include "stocktake/base/mem.h"

void stk_people_init(struct stk_people *people, const struct stk_inventory *inventory)
{
	const struct stk_entities *all = &inventory->kinds[STK_STAKEHOLDER];

	people->inventory = inventory;
	people->teams = stk_xcalloc((size_t)all->count + 1, sizeof *people->teams);
	for (uint32_t i = 0; i < all->count; i++) {
		const char *team = stk_text(inventory, all->items[i].node, STK_W_TEAM);

		people->teams[i] = team ? stk_team_find(inventory, team) : NULL;
	}
}

void stk_people_release(struct stk_people *people)
{
	free(people->teams);
	people->teams = NULL;
}

struct gathering {
	uint32_t *out;
	size_t count, max;
};

static void add(struct gathering *gathering, uint32_t who)
{
	for (size_t i = 0; i < gathering->count; i++)
		if (gathering->out[i] == who)
			return;
	if (gathering->count < gathering->max)
		gathering->out[gathering->count++] = who;
}

/* Members of a list of stakeholders and teams. */
static void add_list(const struct stk_people *people, const struct stk_node *list,
		     struct gathering *gathering)
{
	const struct stk_inventory *inventory = people->inventory;
	const struct stk_entity *who;
	const struct stk_node *team;
	const char *id;

	STK_EACH_VALUE(item, list)
	{
		if (stk_node_kind(item) != STK_NODE_SCALAR)
			continue;
		id = stk_sym_text(&inventory->syms, item->value);
		who = stk_inventory_find(inventory, STK_STAKEHOLDER, id);
		if (who) {
			add(gathering, stk_entity_index(inventory, STK_STAKEHOLDER, who));
			continue;
		}
		team = stk_team_find(inventory, id);
		for (uint32_t i = 0; team && i < inventory->kinds[STK_STAKEHOLDER].count; i++)
			if (people->teams[i] == team)
				add(gathering, i);
	}
}

size_t stk_people_of(const struct stk_people *people, const struct stk_entity *platform,
		     uint32_t *out, size_t max)
{
	struct gathering gathering = {out, 0, max};

	add_list(people, stk_node_get(platform->node, STK_W_OWNER), &gathering);
	add_list(people, stk_node_get(platform->node, STK_W_ADMIN), &gathering);
	add_list(people, stk_node_get(platform->node, STK_W_TEAMS), &gathering);
	return gathering.count;
}
