/*
 * What the bindings look at: one inventory with its graph and metrics, and what is made of them on
 * first use.
 *
 * It lives in the worker. Nothing here belongs to Lua; all of it stays until stk_world_release.
 */
#ifndef STOCKTAKE_CHECKS_WORLD_H
#define STOCKTAKE_CHECKS_WORLD_H

#include "stocktake/base/str.h"
#include "stocktake/model/evidence.h"
#include "stocktake/model/metrics.h"

struct stk_component {
	uint32_t first, count; /* in members */
	bool destination, all_asked, nothing;
};

struct stk_twin {
	uint32_t a, b;
	bool exact;
};

struct stk_world {
	struct stk_inventory *inventory;
	struct stk_graph *graph;
	struct stk_metrics *metrics;
	struct stk_arena arena;
	struct stk_str scratch,
		scratch_too; /* never hold anything over a call into Lua's code that can raise */
	const struct stk_key *integrations, *fields;
	/* On first use; NULL before. */
	struct stk_evidence *evidence;
	bool *answered; /* per stakeholder */
	struct stk_component *components;
	uint32_t component_count;
	uint32_t *members;
	uint32_t *component_of;         /* per platform; STK_NONE for those that are not active */
	uint32_t *behind, *behind_next; /* per platform: the first of those whose gate it is, and
					   the next of the same gate; STK_NONE */
	struct stk_twin *twins;
	size_t twin_count, twin_cap;
	bool twins_made;
	bool any_destination;
};

void stk_world_init(struct stk_world *world, struct stk_inventory *inventory,
		    struct stk_graph *graph, struct stk_metrics *metrics);
/* The inventory, graph and metrics stay the caller's. */
void stk_world_release(struct stk_world *world);

struct stk_evidence *stk_world_evidence(struct stk_world *world);
bool stk_world_answered(struct stk_world *world, uint32_t stakeholder);
void stk_world_components(struct stk_world *world);
void stk_world_gates(struct stk_world *world);
void stk_world_twins(struct stk_world *world);

/* True where the metric is not computable and some of what it needs lies in the platform. */
bool stk_world_held_up(const struct stk_metric *metric, uint32_t platform);
/* True where some of what the metric needs comes over the link. */
bool stk_world_rests_on(const struct stk_metric *metric, uint32_t link);

#endif
