#include "coverage.h"

#include <string.h>

#include "stocktake/model/chain.h"

static bool is_active(const struct stk_entity *platform)
{
	stk_sym status = stk_word_of(platform->node, STK_W_STATUS);

	return status != STK_W_RETIRED && status != STK_W_PLANNED;
}

/* Platforms in use with the value in a list key. */
static size_t count_value(const struct stk_inventory *inventory, enum stk_word key,
			  const char *value)
{
	const struct stk_entities *platforms = &inventory->kinds[STK_PLATFORM];
	size_t count = 0;

	for (uint32_t i = 0; i < platforms->count; i++) {
		if (!is_active(&platforms->items[i]))
			continue;
		STK_EACH_VALUE(item, stk_node_get(platforms->items[i].node, key))
		{
			if (stk_node_kind(item) == STK_NODE_SCALAR &&
			    strcmp(stk_sym_text(&inventory->syms, item->value), value) == 0) {
				count++;
				break;
			}
		}
	}
	return count;
}

void stk_coverage_categories(const struct stk_inventory *inventory,
			     void (*each)(void *data, const char *category, size_t platforms),
			     void *data)
{
	const struct stk_node *wanted = stk_node_get(inventory->root, STK_W_CATEGORIES);

	if (!wanted) {
		for (size_t i = 0; stk_categories[i]; i++)
			each(data, stk_categories[i],
			     count_value(inventory, STK_W_CATEGORY, stk_categories[i]));
		return;
	}
	STK_EACH_VALUE(item, wanted)
	{
		const char *category;

		if (stk_node_kind(item) != STK_NODE_SCALAR)
			continue;
		category = stk_sym_text(&inventory->syms, item->value);
		each(data, category, count_value(inventory, STK_W_CATEGORY, category));
	}
}

void stk_coverage_stages(const struct stk_inventory *inventory,
			 void (*each)(void *data, const char *stage, size_t platforms), void *data)
{
	STK_EACH_VALUE(item, stk_node_get(inventory->root, STK_W_STAGES))
	{
		const char *stage;

		if (stk_node_kind(item) != STK_NODE_SCALAR)
			continue;
		stage = stk_sym_text(&inventory->syms, item->value);
		each(data, stage, count_value(inventory, STK_W_STAGES, stage));
	}
}

void stk_coverage_teams(const struct stk_inventory *inventory,
			void (*each)(void *data, const char *team, size_t known, size_t answered),
			void *data)
{
	const struct stk_entities *people = &inventory->kinds[STK_STAKEHOLDER];

	STK_EACH_VALUE(team, stk_node_get(inventory->root, STK_W_TEAMS))
	{
		const char *id = stk_text(inventory, team, STK_W_ID);
		size_t known = 0, answered = 0;

		for (uint32_t i = 0; id && i < people->count; i++) {
			const char *theirs = stk_text(inventory, people->items[i].node, STK_W_TEAM);

			if (!theirs || stk_team_find(inventory, theirs) != team)
				continue;
			known++;
			answered += stk_stakeholder_answered(inventory, &people->items[i]);
		}
		if (id)
			each(data, id, known, answered);
	}
}

size_t stk_coverage_disputes(const struct stk_inventory *inventory)
{
	size_t count = stk_values_count(stk_node_get(inventory->root, STK_W_DISPUTES));

	for (int kind = 0; kind < STK_KIND_COUNT; kind++)
		for (uint32_t i = 0; kind != STK_INVENTORY && i < inventory->kinds[kind].count; i++)
			count += stk_values_count(
				stk_node_get(inventory->kinds[kind].items[i].node, STK_W_DISPUTES));
	return count;
}

size_t stk_coverage_platforms(const struct stk_inventory *inventory)
{
	const struct stk_entities *platforms = &inventory->kinds[STK_PLATFORM];
	size_t count = 0;

	for (uint32_t i = 0; i < platforms->count; i++)
		count += stk_word_of(platforms->items[i].node, STK_W_STATUS) != STK_W_RETIRED;
	return count;
}
