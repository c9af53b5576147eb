#include "world.h"

#include <stdlib.h>
#include <string.h>

#include "stocktake/base/mem.h"
#include "stocktake/model/match.h"

void stk_world_init(struct stk_world *world, struct stk_inventory *inventory,
		    struct stk_graph *graph, struct stk_metrics *metrics)
{
	const struct stk_shape *shape = stk_kinds[STK_PLATFORM].shape;
	*world = (struct stk_world){.inventory = inventory, .graph = graph, .metrics = metrics};
	world->arena = (struct stk_arena)STK_ARENA_INIT;
	stk_str_init(&world->scratch);
	stk_str_init(&world->scratch_too);
	world->integrations = stk_shape_key(shape, STK_W_INTEGRATIONS);
	world->fields = stk_shape_key(shape, STK_W_FIELDS);
	for (uint32_t i = 0; i < graph->platform_count && !world->any_destination; i++)
		world->any_destination = graph->platforms[i].destination;
}

void stk_world_release(struct stk_world *world)
{
	stk_evidence_free(world->evidence);
	free(world->twins);
	stk_str_release(&world->scratch);
	stk_str_release(&world->scratch_too);
	stk_arena_release(&world->arena);
	*world = (struct stk_world){.arena = STK_ARENA_INIT};
}

struct stk_evidence *stk_world_evidence(struct stk_world *world)
{
	if (!world->evidence)
		world->evidence = stk_evidence_new(world->inventory);
	return world->evidence;
}

/* --- who answered ---------------------------------------------------------------------------- */

static void mark(struct stk_world *world, const char *id)
{
	const struct stk_inventory *inventory = world->inventory;
	const struct stk_entity *who = stk_inventory_find(inventory, STK_STAKEHOLDER, id);
	if (who)
		world->answered[stk_entity_index(inventory, STK_STAKEHOLDER, who)] = true;
}

static void mark_by(struct stk_world *world, const char *by)
{
	const struct stk_inventory *inventory = world->inventory;
	if (strncmp(by, "workshops/", 10) != 0) {
		mark(world, by);
		return;
	}
	const struct stk_entity *workshop = stk_inventory_find(inventory, STK_WORKSHOP, by + 10);
	if (!workshop || !workshop->node)
		return;
	STK_EACH_VALUE(who, stk_node_get(workshop->node, STK_W_ATTENDEES))
	if (stk_node_kind(who) == STK_NODE_SCALAR)
		mark(world, stk_sym_text(&inventory->syms, who->value));
}

bool stk_world_answered(struct stk_world *world, uint32_t stakeholder)
{
	const struct stk_inventory *inventory = world->inventory;
	if (!world->answered) {
		const struct stk_entities *evidence = &inventory->kinds[STK_EVIDENCE];
		uint32_t people = inventory->kinds[STK_STAKEHOLDER].count;
		world->answered = stk_arena_zalloc(&world->arena, people + 1u);
		for (uint32_t i = 0; i < evidence->count; i++) {
			const char *by = stk_text(inventory, evidence->items[i].node, STK_W_BY);
			if (by)
				mark_by(world, by);
		}
	}
	return world->answered[stakeholder];
}

/* --- components ------------------------------------------------------------------------------ */

static void add_member(struct stk_world *world, struct stk_component *component, uint32_t platform)
{
	const struct stk_platform_facts *facts = &world->graph->platforms[platform];
	if (component->count == 0)
		component->all_asked = component->nothing = true;
	world->members[component->first + component->count++] = platform;
	component->destination |= facts->destination;
	component->all_asked &= facts->integrations != STK_SAID_NOTHING;
	component->nothing &= facts->holds == STK_SAID_NONE;
}

void stk_world_components(struct stk_world *world)
{
	const struct stk_graph *graph = world->graph;
	uint32_t count = graph->platform_count;
	if (world->components)
		return;
	world->component_of =
		stk_arena_alloc(&world->arena, (count + 1u) * sizeof *world->component_of);
	world->members = stk_arena_alloc(&world->arena, (count + 1u) * sizeof *world->members);
	world->components =
		stk_arena_zalloc(&world->arena, (count + 1u) * sizeof *world->components);
	/* Components are numbered by their smallest platform: that one comes first. */
	for (uint32_t i = 0; i < count; i++) {
		uint32_t number =
			graph->platforms[i].active ? graph->platforms[i].component : STK_NONE;
		world->component_of[i] = STK_NONE;
		if (number >= count)
			continue;
		world->component_of[i] =
			number == i ? world->component_count++ : world->component_of[number];
		world->components[world->component_of[i]].first++; /* how many, until below */
	}
	uint32_t first = 0;
	for (uint32_t i = 0; i < world->component_count; i++) {
		uint32_t members = world->components[i].first;
		world->components[i].first = first;
		first += members;
	}
	for (uint32_t i = 0; i < count; i++)
		if (world->component_of[i] != STK_NONE)
			add_member(world, &world->components[world->component_of[i]], i);
}

/* --- gates ----------------------------------------------------------------------------------- */

void stk_world_gates(struct stk_world *world)
{
	const struct stk_graph *graph = world->graph;
	uint32_t count = graph->platform_count;
	if (world->behind)
		return;
	world->behind = stk_arena_alloc(&world->arena, (count * 2u + 1u) * sizeof *world->behind);
	world->behind_next = world->behind + count;
	for (uint32_t i = 0; i < count; i++)
		world->behind[i] = STK_NONE;
	/* From the last one on, so that each list ascends. */
	for (uint32_t i = count; i-- > 0;) {
		uint32_t gate = graph->platforms[i].gate;
		world->behind_next[i] = gate == STK_NONE ? STK_NONE : world->behind[gate];
		if (gate != STK_NONE)
			world->behind[gate] = i;
	}
}

/* --- twins ----------------------------------------------------------------------------------- */

static int add_twin(void *data, uint32_t a, uint32_t b, bool exact)
{
	struct stk_world *world = data;
	STK_GROW(world->twins, world->twin_cap, world->twin_count + 1);
	world->twins[world->twin_count++] = (struct stk_twin){a < b ? a : b, a < b ? b : a, exact};
	return world->twin_count >= 100000;
}

static int compare_twins(const void *a, const void *b)
{
	const struct stk_twin *x = a, *y = b;
	if (x->a != y->a)
		return x->a < y->a ? -1 : 1;
	return x->b < y->b ? -1 : x->b > y->b;
}

void stk_world_twins(struct stk_world *world)
{
	if (world->twins_made)
		return;
	world->twins_made = true;
	stk_matcher_twins(world->inventory, add_twin, world);
	if (world->twin_count)
		qsort(world->twins, world->twin_count, sizeof *world->twins, compare_twins);
}

/* --- metrics --------------------------------------------------------------------------------- */

bool stk_world_held_up(const struct stk_metric *metric, uint32_t platform)
{
	if (metric->state == STK_READY || metric->state == STK_STALE)
		return false;
	for (uint32_t i = 0; i < metric->need_count; i++) {
		const struct stk_need *need = &metric->needs[i];
		if (need->from == platform && need->state != STK_READY && need->state != STK_STALE)
			return true;
	}
	return false;
}

bool stk_world_rests_on(const struct stk_metric *metric, uint32_t link)
{
	for (uint32_t i = 0; i < metric->need_count; i++)
		for (uint32_t hop = 0; hop < metric->needs[i].path_len; hop++)
			if (metric->needs[i].path[hop] == link)
				return true;
	return false;
}
