/* Whom to ask: those who own, administer or use the platforms whose silence matters. */
#include <stdlib.h>
#include <string.h>

#include "stocktake/base/mem.h"

#include "metrics_impl.h"

static void add_person(struct stk_metrics_impl *impl, stk_sym id, struct stk_need *need)
{
	stk_sym *ask;

	if (need->ask_count == MAX_ASKED)
		return;
	for (uint32_t i = 0; i < need->ask_count; i++)
		if (need->ask[i] == id)
			return;
	ask = stk_arena_alloc(&impl->metrics->arena, MAX_ASKED * sizeof *ask);
	if (need->ask_count)
		memcpy(ask, need->ask, need->ask_count * sizeof *ask);
	ask[need->ask_count++] = id;
	need->ask = ask;
}

/* Everybody of a team. */
static void add_team(struct stk_metrics_impl *impl, stk_sym team, struct stk_need *need)
{
	const struct stk_inventory *inventory = impl->graph->inventory;
	const struct stk_entities *people = &inventory->kinds[STK_STAKEHOLDER];

	for (uint32_t i = 0; i < people->count && need->ask_count < MAX_ASKED; i++)
		if (team && stk_word_of(people->items[i].node, STK_W_TEAM) == team)
			add_person(impl, people->items[i].id, need);
}

static void add_all(struct stk_metrics_impl *impl, const struct stk_node *list,
		    struct stk_need *need)
{
	const struct stk_inventory *inventory = impl->graph->inventory;

	STK_EACH_VALUE(item, list)
	{
		const struct stk_entity *person;

		if (stk_node_kind(item) != STK_NODE_SCALAR)
			continue;
		person = stk_inventory_find_sym(inventory, STK_STAKEHOLDER, item->value);
		if (person)
			add_person(impl, person->id, need);
		else
			add_team(impl, item->value, need);
	}
}

void stk_metrics_ask_platform(struct stk_metrics_impl *impl, uint32_t platform,
			      struct stk_need *need)
{
	const struct stk_node *node;
	uint32_t before = need->ask_count;

	if (platform == STK_NONE)
		return;
	node = impl->graph->inventory->kinds[STK_PLATFORM].items[platform].node;
	add_all(impl, stk_node_get(node, STK_W_OWNER), need);
	add_all(impl, stk_node_get(node, STK_W_ADMIN), need);
	if (need->ask_count == before)
		add_all(impl, stk_node_get(node, STK_W_TEAMS), need);
}

/* --- where the silence on the way is --- */

struct hunt {
	const struct stk_metrics_impl *impl;
	const struct place *place;
	const uint64_t *row;
	uint32_t *queue;
	bool *seen;
	uint32_t queued;
	struct stk_gap gap;
};

static void hunt_link(struct hunt *hunt, uint32_t index)
{
	const struct stk_graph *graph = hunt->impl->graph;
	const struct stk_link *link = &graph->links[index];
	const uint64_t *reach = hunt->place->reach[MAYBE] + (size_t)link->to * graph->term_words;
	bool unknown = link->flow_unknown || !link->carries_known;

	if (!stk_link_live(graph, link) || hunt->seen[link->to] ||
	    (link->view && link->to != hunt->place->destination) ||
	    !stk_row_within(hunt->row, reach, graph->term_words))
		return;
	if (unknown && hunt->gap.link == STK_NONE)
		hunt->gap.link = index;
	if (unknown || !stk_row_within(hunt->row, stk_link_row(graph, link), graph->term_words))
		return;
	hunt->seen[link->to] = true;
	hunt->queue[hunt->queued++] = link->to;
}

struct stk_gap stk_metrics_gap(const struct stk_metrics_impl *impl, const struct place *place,
			       uint32_t want, uint32_t from)
{
	const struct stk_graph *graph = impl->graph;
	struct hunt hunt = {impl, place, impl->wants[want].row, NULL,
			    NULL, 1,     {STK_NONE, STK_NONE}};
	uint32_t variant = stk_metrics_fits(impl, place, from, &impl->wants[want], MAYBE);

	if (variant != STK_NONE)
		hunt.row = want_variant(impl, &impl->wants[want], variant);
	hunt.queue = stk_xcalloc((size_t)graph->platform_count + 1, sizeof *hunt.queue);
	hunt.seen = stk_xcalloc((size_t)graph->platform_count + 1, sizeof *hunt.seen);
	hunt.queue[0] = from;
	hunt.seen[from] = true;
	for (uint32_t at = 0; at < hunt.queued && hunt.gap.link == STK_NONE; at++) {
		uint32_t here = hunt.queue[at];

		if (graph->platforms[here].open && here != place->destination) {
			hunt.gap.platform = here;
			break;
		}
		for (uint32_t i = graph->out_first[here]; i < graph->out_first[here + 1]; i++)
			hunt_link(&hunt, i);
	}
	free(hunt.queue);
	free(hunt.seen);
	return hunt.gap;
}

void stk_metrics_ask(struct stk_metrics_impl *impl, struct place *place, uint32_t want,
		     struct stk_need *need)
{
	const struct tally *tally = &place->tallies[want];
	uint32_t tier = 0;

	if (impl->wants[want].undefined)
		return;
	if (need->from != STK_NONE) {
		struct stk_gap gap = stk_metrics_gap(impl, place, want, need->from);

		if (gap.link != STK_NONE)
			stk_metrics_ask_platform(impl, impl->graph->links[gap.link].declared_by,
						 need);
		else
			stk_metrics_ask_platform(
				impl, gap.platform != STK_NONE ? gap.platform : need->from, need);
		return;
	}
	while (tier < 2 && !tally->silent[tier])
		tier++;
	for (uint32_t i = 0; i < tally->silent[tier] && i < MAX_LISTED; i++)
		stk_metrics_ask_platform(impl, tally->silent_first[tier][i], need);
}

void stk_metrics_ask_age(struct stk_metrics_impl *impl, struct stk_need *need)
{
	const struct stk_graph *graph = impl->graph;

	for (uint32_t i = 0; i < need->path_len; i++) {
		const struct stk_link *link = &graph->links[need->path[i]];

		if (link->every_minutes >= 0 ||
		    (link->every_minutes == STK_EVERY_ON_DEMAND && link->method))
			continue;
		add_all(impl, link->who, need);
		if (!need->ask_count)
			stk_metrics_ask_platform(impl, link->declared_by, need);
	}
}
