/* Small inventories as documents, for the tests of the graph and the metrics. */
#ifndef STOCKTAKE_TESTS_MODEL_WORLD_H
#define STOCKTAKE_TESTS_MODEL_WORLD_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "stocktake/base/mem.h"
#include "stocktake/model/graph.h"

struct world {
	struct stk_inventory *inventory;
	struct stk_graph *graph;
};

static inline struct world world_open(const char *text)
{
	struct stk_clock clock = {1790000000, 20700, true};
	struct stk_err err = {0};
	struct world world;

	world.inventory = stk_inventory_load_document("test.yaml", text, strlen(text), &clock,
						      STK_LOAD_ALL, &err);
	if (!world.inventory)
		fail_msg("%s:%u:%u: %s", err.file, err.line, err.col, err.message);
	if (world.inventory->unreadable)
		fail_msg("%s", world.inventory->defects.items[0].message);
	world.graph = stk_graph_new(world.inventory);
	return world;
}

static inline void world_close(struct world *world)
{
	stk_graph_free(world->graph);
	stk_inventory_free(world->inventory);
}

static inline uint32_t at(const struct world *world, const char *id)
{
	const struct stk_entity *entity = stk_inventory_find(world->inventory, STK_PLATFORM, id);

	if (!entity)
		fail_msg("no platform %s", id);
	return stk_entity_index(world->inventory, STK_PLATFORM, entity);
}

static inline const struct stk_platform_facts *facts(const struct world *world, const char *id)
{
	return &world->graph->platforms[at(world, id)];
}

static inline uint32_t term(const struct world *world, const char *id)
{
	const struct stk_term *found = stk_term_find(world->inventory, id);

	if (!found)
		fail_msg("no term %s", id);
	return (uint32_t)(found - world->inventory->terms);
}

/* The only link from one to the other with that name ("": none). */
static inline const struct stk_link *link_named(const struct world *world, const char *from,
						const char *to, const char *name)
{
	const struct stk_graph *graph = world->graph;
	uint32_t source = at(world, from), target = at(world, to);

	for (uint32_t i = graph->out_first[source]; i < graph->out_first[source + 1]; i++)
		if (graph->links[i].to == target &&
		    !strcmp(stk_sym_text(&world->inventory->syms, graph->links[i].name), name))
			return &graph->links[i];
	return NULL;
}

static inline const struct stk_link *link_of(const struct world *world, const char *from,
					     const char *to)
{
	return link_named(world, from, to, "");
}

static inline bool holds(const struct world *world, const char *id, const char *term_id)
{
	return stk_bits_has(world->graph->holds + (size_t)at(world, id) * world->graph->term_words,
			    term(world, term_id));
}

static inline bool may_hold(const struct world *world, const char *id, const char *term_id)
{
	return stk_bits_has(world->graph->may_hold +
				    (size_t)at(world, id) * world->graph->term_words,
			    term(world, term_id));
}

#endif
