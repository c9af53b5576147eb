/*
 * What the two files of the unlocks share: gathering ways (unlocks_ways.c) and choosing among them
 * (unlocks.c).
 */
#ifndef STOCKTAKE_MODEL_UNLOCKS_IMPL_H
#define STOCKTAKE_MODEL_UNLOCKS_IMPL_H

#include "metrics_impl.h"

#define MAX_OFFERS 6  /* holders looked at for one group */
#define MAX_WAYS   64 /* for one metric */

/* A platform that could be connected: it holds some want for sure. */
struct offer {
	uint32_t platform;
	uint32_t serves; /* how many wants that are not arriving it holds */
	bool native;
};

struct offers {
	struct offer items[MAX_OFFERS];
	uint32_t count;
};

/* A new link and the groups that go over it, as bits. */
struct strand {
	uint32_t from, to;
	uint64_t *groups;
};

struct way {
	uint32_t metric, first, count; /* strands[first .. first + count) */
};

struct planner {
	struct stk_metrics_impl *impl;
	struct offers *offers; /* per place and want */
	bool *wanted;          /* per want: some metric waits for it */
	bool *rejoin; /* per want: it arrives, but some metric lacks the key to join it by */
	struct stk_sym_memo natives; /* product, per destination */
	struct strand *strands;
	uint32_t strand_count, strand_cap;
	struct way *ways;
	uint32_t way_count, way_cap;
	struct strand *chosen;
	uint32_t chosen_count, chosen_cap;
	bool *open; /* per metric: not yet computable */
};

/* The links to be made for the metric at a place, each smallest set, as ways. */
void stk_unlocks_find_ways(struct planner *planner, uint32_t place_index, uint32_t metric);
void stk_unlocks_gather_offers(struct planner *planner, uint32_t place_index);
bool stk_unlocks_native(const struct stk_graph *graph, uint32_t from, uint32_t to);

#endif
