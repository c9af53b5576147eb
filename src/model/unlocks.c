/*
 * Unlocks: which new links to the destination would make most metrics computable.
 *
 * For each metric that cannot be computed, *ways* are gathered: sets of new links (none bigger than
 * its smallest) after which all its groups arrive and are joined. Then, greedily, the set of links
 * that brings most metrics for each link, until nothing more is gained.
 */
#include <stdlib.h>
#include <string.h>

#include "stocktake/base/mem.h"

#include "unlocks_impl.h"

/* --- choosing --- */

static uint32_t find_chosen(const struct planner *planner, const struct strand *strand)
{
	for (uint32_t i = 0; i < planner->chosen_count; i++)
		if (planner->chosen[i].from == strand->from && planner->chosen[i].to == strand->to)
			return i;
	return STK_NONE;
}

static bool in_way(const struct planner *planner, const struct way *way,
		   const struct strand *strand)
{
	for (uint32_t i = 0; i < way->count; i++) {
		const struct strand *other = &planner->strands[way->first + i];

		if (other->from == strand->from && other->to == strand->to)
			return true;
	}
	return false;
}

/* True if the way asks for no link but those chosen and those of `more`. */
static bool covered(const struct planner *planner, const struct way *way, const struct way *more)
{
	for (uint32_t i = 0; i < way->count; i++) {
		const struct strand *strand = &planner->strands[way->first + i];

		if (find_chosen(planner, strand) == STK_NONE &&
		    (!more || !in_way(planner, more, strand)))
			return false;
	}
	return true;
}

struct score {
	uint32_t gain, links, natives;
};

static struct score score_of(struct planner *planner, const struct way *way, bool *seen)
{
	struct score score = {0, 0, 0};

	memset(seen, 0, planner->impl->metrics->count * sizeof *seen);
	for (uint32_t i = 0; i < way->count; i++) {
		const struct strand *strand = &planner->strands[way->first + i];
		const struct stk_graph *graph = planner->impl->graph;

		if (find_chosen(planner, strand) != STK_NONE)
			continue;
		score.links++;
		score.natives += stk_unlocks_native(graph, strand->from, strand->to);
	}
	for (uint32_t i = 0; i < planner->way_count; i++) {
		const struct way *other = &planner->ways[i];

		if (!planner->open[other->metric] || seen[other->metric] ||
		    !covered(planner, other, way))
			continue;
		seen[other->metric] = true;
		score.gain++;
	}
	return score;
}

static bool better(const struct planner *planner, const struct score *a, const struct way *a_way,
		   const struct score *b, const struct way *b_way)
{
	uint64_t a_rate = (uint64_t)a->gain * b->links, b_rate = (uint64_t)b->gain * a->links;

	if (a_rate != b_rate)
		return a_rate > b_rate;
	if (a->links != b->links)
		return a->links < b->links;
	if (a->natives != b->natives)
		return a->natives > b->natives;
	for (uint32_t i = 0; i < a_way->count && i < b_way->count; i++) {
		uint32_t x = planner->strands[a_way->first + i].from;
		uint32_t y = planner->strands[b_way->first + i].from;

		if (x != y)
			return x < y;
	}
	return false;
}

static const struct way *best_way(struct planner *planner, bool *seen)
{
	const struct way *best = NULL;
	struct score best_score = {0, 1, 0};

	for (uint32_t i = 0; i < planner->way_count; i++) {
		const struct way *way = &planner->ways[i];
		struct score score;

		if (!planner->open[way->metric])
			continue;
		score = score_of(planner, way, seen);
		if (!score.links || (best && !better(planner, &score, way, &best_score, best)))
			continue;
		best = way;
		best_score = score;
	}
	return best;
}

/* --- writing them down --- */

static struct stk_unlock *add_unlock(struct planner *planner, const struct strand *strand)
{
	struct stk_metrics *metrics = planner->impl->metrics;
	const struct stk_graph *graph = planner->impl->graph;
	struct stk_unlock *unlock;
	struct strand *chosen;

	STK_GROW(planner->chosen, planner->chosen_cap, planner->chosen_count + 1);
	chosen = &planner->chosen[planner->chosen_count++];
	*chosen = *strand;
	chosen->groups = stk_arena_zalloc(&metrics->arena, graph->group_words * sizeof(uint64_t));
	metrics->unlocks =
		stk_xrealloc(metrics->unlocks, (size_t)metrics->unlock_count + 1, sizeof *unlock);
	unlock = &metrics->unlocks[metrics->unlock_count++];
	memset(unlock, 0, sizeof *unlock);
	unlock->from = strand->from;
	unlock->to = strand->to;
	unlock->native = stk_unlocks_native(graph, strand->from, strand->to);
	return unlock;
}

/* Metrics that the links chosen so far make computable go to the last of them. */
static void settle(struct planner *planner, struct stk_unlock *unlock)
{
	struct stk_metrics *metrics = planner->impl->metrics;
	uint32_t *done =
		stk_arena_alloc(&metrics->arena, ((size_t)metrics->count + 1) * sizeof *done);

	unlock->metrics = done;
	for (uint32_t m = 0; m < metrics->count; m++) {
		const struct way *way = NULL;

		for (uint32_t i = 0; planner->open[m] && !way && i < planner->way_count; i++)
			if (planner->ways[i].metric == m &&
			    covered(planner, &planner->ways[i], NULL))
				way = &planner->ways[i];
		if (!way)
			continue;
		planner->open[m] = false;
		done[unlock->metric_count++] = m;
		for (uint32_t i = 0; i < way->count; i++) {
			const struct strand *strand = &planner->strands[way->first + i];
			struct strand *chosen = &planner->chosen[find_chosen(planner, strand)];

			for (uint32_t w = 0; w < planner->impl->graph->group_words; w++)
				chosen->groups[w] |= strand->groups[w];
		}
	}
}

static int by_text(const void *a, const void *b, void *data)
{
	const struct stk_syms *syms = data;

	return strcmp(stk_sym_text(syms, *(const stk_sym *)a),
		      stk_sym_text(syms, *(const stk_sym *)b));
}

static void write_carries(struct planner *planner, uint32_t index)
{
	struct stk_metrics *metrics = planner->impl->metrics;
	struct stk_inventory *inventory = planner->impl->graph->impl->inventory;
	stk_sym *carries = stk_arena_alloc(&metrics->arena,
					   ((size_t)inventory->group_count + 1) * sizeof *carries);
	struct stk_unlock *unlock = &metrics->unlocks[index];

	for (uint32_t g = 0; g < inventory->group_count; g++)
		if (stk_bits_has(planner->chosen[index].groups, g))
			carries[unlock->carry_count++] = inventory->groups[g];
	qsort_r(carries, unlock->carry_count, sizeof *carries, by_text, &inventory->syms);
	unlock->carries = carries;
}

static void choose(struct planner *planner)
{
	bool *seen = stk_xcalloc((size_t)planner->impl->metrics->count + 1, sizeof *seen);
	const struct way *way;

	while ((way = best_way(planner, seen))) {
		for (uint32_t i = 0; i < way->count; i++) {
			const struct strand *strand = &planner->strands[way->first + i];

			if (find_chosen(planner, strand) == STK_NONE)
				settle(planner, add_unlock(planner, strand));
		}
	}
	for (uint32_t i = 0; i < planner->chosen_count; i++)
		write_carries(planner, i);
	free(seen);
}

void stk_metrics_unlocks(struct stk_metrics *metrics)
{
	struct stk_metrics_impl *impl = metrics->impl;
	struct planner planner = {.impl = impl};

	if (metrics->unlocks || !impl->place_count)
		return;
	planner.open = stk_xcalloc((size_t)metrics->count + 1, sizeof *planner.open);
	planner.wanted = stk_xcalloc((size_t)impl->want_count + 1, sizeof *planner.wanted);
	planner.rejoin = stk_xcalloc((size_t)impl->want_count + 1, sizeof *planner.rejoin);
	planner.offers = stk_xcalloc((size_t)impl->want_count * impl->place_count + 1,
				     sizeof *planner.offers);
	for (uint32_t m = 0; m < metrics->count; m++) {
		planner.open[m] =
			metrics->items[m].state > STK_STALE && metrics->items[m].need_count;
		for (uint32_t i = 0; planner.open[m] && i < impl->infos[m].want_count; i++) {
			planner.wanted[impl->infos[m].wants[i]] = true;
			planner.rejoin[impl->infos[m].wants[i]] |= metrics->items[m].unjoined;
		}
	}
	for (uint32_t i = 0; i < impl->place_count; i++)
		stk_unlocks_gather_offers(&planner, i);
	for (uint32_t m = 0; m < metrics->count; m++)
		for (uint32_t i = 0; planner.open[m] && i < impl->place_count; i++)
			if (impl->places[i].destination == metrics->items[m].destination)
				stk_unlocks_find_ways(&planner, i, m);
	choose(&planner);
	free(planner.open);
	free(planner.wanted);
	free(planner.rejoin);
	free(planner.offers);
	free(planner.natives.slots);
	free(planner.strands);
	free(planner.ways);
	free(planner.chosen);
}
