#include "stocktake/model/affected.h"

#include <stdlib.h>
#include <string.h>

#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/model/address.h"

struct gather {
	const struct stk_graph *graph;
	const struct stk_inventory *inventory;
	struct stk_affected *affected;
};

static bool same(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

static void add_reason(struct stk_person *person, const struct stk_reason *reason)
{
	for (size_t i = 0; i < person->reason_count; i++) {
		const struct stk_reason *there = &person->reasons[i];

		if (there->why == reason->why && same(there->platform, reason->platform) &&
		    same(there->other, reason->other) && same(there->metric, reason->metric))
			return;
	}
	STK_GROW(person->reasons, person->reason_cap, person->reason_count + 1);
	person->reasons[person->reason_count++] = *reason;
}

static void add_person(struct gather *gather, const char *who, const struct stk_reason *reason)
{
	struct stk_affected *affected = gather->affected;
	struct stk_person *person;
	size_t at = 0;

	while (at < affected->count && strcmp(affected->items[at].who, who) != 0)
		at++;
	if (at == affected->count) {
		STK_GROW(affected->items, affected->cap, affected->count + 1);
		affected->items[affected->count++] =
			(struct stk_person){.who = stk_arena_strdup(&affected->arena, who)};
	}
	person = &affected->items[at];
	add_reason(person, reason);
}

static void add_team(struct gather *gather, const char *id, const struct stk_reason *reason)
{
	struct stk_str address = STK_STR_INIT;

	stk_str_add(&address, "inventory/teams");
	stk_address_add(&address, id);
	add_person(gather, address.data, reason);
	stk_str_release(&address);
}

/* A stakeholder, else a team; whoever is neither is a defect of its own. */
static void add_voice(struct gather *gather, const char *id, const struct stk_reason *reason)
{
	const struct stk_entity *entity =
		stk_inventory_find(gather->inventory, STK_STAKEHOLDER, id);
	const struct stk_node *team = entity ? NULL : stk_team_find(gather->inventory, id);
	struct stk_str address = STK_STR_INIT;

	if (entity) {
		stk_entity_address(gather->inventory, STK_STAKEHOLDER, entity, &address);
		add_person(gather, address.data, reason);
	} else if (team) {
		add_team(gather, stk_text(gather->inventory, team, STK_W_ID), reason);
	}
	stk_str_release(&address);
}

static void add_voices(struct gather *gather, const struct stk_node *list,
		       const struct stk_reason *reason)
{
	STK_EACH_VALUE(item, list)
	{
		if (stk_node_kind(item) == STK_NODE_SCALAR)
			add_voice(gather, stk_sym_text(&gather->inventory->syms, item->value),
				  reason);
	}
}

static const char *platform_id(const struct gather *gather, uint32_t index)
{
	return stk_sym_text(&gather->inventory->syms,
			    gather->inventory->kinds[STK_PLATFORM].items[index].id);
}

static uint32_t platform_index(const struct gather *gather, const char *id)
{
	const struct stk_entity *entity =
		id ? stk_inventory_find(gather->inventory, STK_PLATFORM, id) : NULL;

	return entity ? stk_entity_index(gather->inventory, STK_PLATFORM, entity) : STK_NONE;
}

/* Who does by hand what goes away, or what the new link would do. */
static void add_by_hand(struct gather *gather, const struct stk_touched *touched, uint32_t platform)
{
	uint32_t other = platform_index(gather, touched->other);

	for (uint32_t i = 0; i < gather->graph->link_count; i++) {
		const struct stk_link *link = &gather->graph->links[i];
		struct stk_reason reason = {.why = STK_CONCERN_BY_HAND};
		bool goes = touched->goes && (link->from == platform || link->to == platform);
		bool eased = other != STK_NONE && ((link->from == platform && link->to == other) ||
						   (link->from == other && link->to == platform));

		if (!link->by_hand || (!goes && !eased))
			continue;
		reason.platform = platform_id(gather, link->from);
		reason.other = platform_id(gather, link->to);
		add_voices(gather, link->who, &reason);
	}
}

static void add_touched(struct gather *gather, const struct stk_touched *touched)
{
	uint32_t index = platform_index(gather, touched->platform);
	const struct stk_node *node;
	struct stk_reason reason = {.why = STK_CONCERN_OWNS};

	if (touched->who)
		add_voice(gather, touched->who,
			  &(struct stk_reason){.why = STK_CONCERN_WOULD,
					       .platform = touched->platform,
					       .other = touched->other});
	if (index == STK_NONE)
		return; /* it would be new */
	node = gather->inventory->kinds[STK_PLATFORM].items[index].node;
	reason.platform = platform_id(gather, index);
	add_voices(gather, stk_node_get(node, STK_W_OWNER), &reason);
	reason.why = STK_CONCERN_ADMINISTERS;
	add_voices(gather, stk_node_get(node, STK_W_ADMIN), &reason);
	reason.why = STK_CONCERN_USES;
	if (touched->goes)
		add_voices(gather, stk_node_get(node, STK_W_TEAMS), &reason);
	add_by_hand(gather, touched, index);
}

/* --- who reads a metric --- */

static void add_readers(struct gather *gather, const char *metric)
{
	const struct stk_entities *platforms = &gather->inventory->kinds[STK_PLATFORM];

	for (uint32_t i = 0; i < platforms->count; i++) {
		const struct stk_node *node = platforms->items[i].node;
		struct stk_reason reason = {.why = STK_CONCERN_READS,
					    .platform = platform_id(gather, i),
					    .metric = metric};

		STK_EACH_VALUE(item, stk_node_get(node, STK_W_SHOWS))
		{
			if (stk_node_kind(item) == STK_NODE_SCALAR &&
			    stk_text_same(stk_sym_text(&gather->inventory->syms, item->value),
					  metric))
				add_voices(gather, stk_node_get(node, STK_W_TEAMS), &reason);
		}
	}
}

static stk_sym chain_of(const char *audience)
{
	static const struct {
		const char *audience;
		enum stk_word chain;
	} chains[] = {{"board", STK_W_UP},
		      {"rep", STK_W_DOWN},
		      {"manager", STK_W_HOME},
		      {"team", STK_W_HOME}};

	for (size_t i = 0; i < STK_COUNT(chains); i++)
		if (strcmp(chains[i].audience, audience) == 0)
			return (stk_sym)chains[i].chain;
	return 0;
}

static void add_teams(struct gather *gather, stk_sym chain, const struct stk_reason *reason)
{
	STK_EACH_VALUE(team, stk_node_get(gather->inventory->root, STK_W_TEAMS))
	{
		const char *id = stk_text(gather->inventory, team, STK_W_ID);

		if (id && chain && stk_word_of(team, STK_W_CHAIN) == chain)
			add_team(gather, id, reason);
	}
}

static void add_audience(struct gather *gather, const char *metric)
{
	const struct stk_entity *entity = stk_inventory_find(gather->inventory, STK_METRIC, metric);
	struct stk_reason reason = {.why = STK_CONCERN_MEANT_FOR, .metric = metric};

	STK_EACH_VALUE(word, entity ? stk_node_get(entity->node, STK_W_AUDIENCE) : NULL)
	{
		if (stk_node_kind(word) == STK_NODE_SCALAR)
			add_teams(gather,
				  chain_of(stk_sym_text(&gather->inventory->syms, word->value)),
				  &reason);
	}
}

static int by_address(const void *a, const void *b)
{
	const struct stk_person *x = a, *y = b;
	bool x_is_team = stk_starts(x->who, "inventory/"),
	     y_is_team = stk_starts(y->who, "inventory/");

	if (x_is_team != y_is_team)
		return x_is_team ? 1 : -1;
	return strcmp(x->who, y->who);
}

void stk_affected_gather(const struct stk_graph *graph, const struct stk_touched *touched,
			 size_t count, const struct stk_compared *compared,
			 struct stk_affected *affected)
{
	struct gather gather = {graph, graph->inventory, affected};

	*affected = (struct stk_affected){.arena = STK_ARENA_INIT};
	for (size_t i = 0; i < count; i++)
		add_touched(&gather, &touched[i]);
	for (size_t i = 0; i < compared->metric_count; i++) {
		add_readers(&gather, compared->metrics[i].metric);
		add_audience(&gather, compared->metrics[i].metric);
	}
	if (affected->count)
		qsort(affected->items, affected->count, sizeof *affected->items, by_address);
}

void stk_affected_release(struct stk_affected *affected)
{
	for (size_t i = 0; i < affected->count; i++)
		free(affected->items[i].reasons);
	free(affected->items);
	stk_arena_release(&affected->arena);
	*affected = (struct stk_affected){.arena = STK_ARENA_INIT};
}
