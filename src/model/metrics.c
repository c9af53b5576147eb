/* Metrics: every destination is judged, the best counts. */
#include "stocktake/model/metrics.h"

#include <stdlib.h>
#include <string.h>

#include "stocktake/base/mem.h"
#include "stocktake/base/tr.h"
#include "metrics_impl.h"

static void find_destinations(struct stk_metrics_impl *impl)
{
	const struct stk_inventory *inventory = impl->graph->inventory;
	const struct stk_node *list = stk_node_get(inventory->root, STK_W_DESTINATION);

	impl->places = stk_xcalloc((size_t)stk_values_count(list) + 1, sizeof *impl->places);
	STK_EACH_VALUE(item, list)
	{
		const struct stk_entity *entity = NULL;
		uint32_t index;
		bool seen = false;

		if (stk_node_kind(item) == STK_NODE_SCALAR)
			entity = stk_inventory_find_sym(inventory, STK_PLATFORM, item->value);
		if (!entity)
			continue;
		index = stk_entity_index(inventory, STK_PLATFORM, entity);
		for (uint32_t i = 0; i < impl->place_count; i++)
			seen |= impl->places[i].destination == index;
		if (!seen)
			impl->places[impl->place_count++].destination = index;
	}
}

static void find_anywhere(struct stk_metrics_impl *impl)
{
	const struct stk_graph *graph = impl->graph;

	impl->anywhere =
		stk_arena_zalloc(&impl->metrics->arena, graph->term_words * sizeof(uint64_t));
	for (uint32_t p = 0; p < graph->platform_count; p++) {
		const uint64_t *row = stk_metrics_holds(impl, p, MAYBE, impl->scratch);

		for (uint32_t w = 0; graph->platforms[p].active && w < graph->term_words; w++)
			impl->anywhere[w] |= row[w];
	}
}

/* A metric with its needs laid out and nothing judged. */
static void lay_out(struct stk_metrics_impl *impl, uint32_t index, struct stk_metric *metric)
{
	const struct metric_info *info = &impl->infos[index];

	memset(metric, 0, sizeof *metric);
	metric->entity = index;
	metric->destination = STK_NONE;
	metric->need_count = info->want_count;
	metric->needs = stk_arena_zalloc(&impl->metrics->arena,
					 ((size_t)info->want_count + 1) * sizeof *metric->needs);
	metric->reason = "";
	for (uint32_t i = 0; i < info->want_count; i++) {
		const struct want *want = &impl->wants[info->wants[i]];
		struct stk_need *need = &metric->needs[i];

		need->group = want->group;
		need->terms = want->terms;
		need->term_count = want->term_count;
		need->from = STK_NONE;
		need->age_minutes = STK_EVERY_NONE;
		need->missing_terms = "";
	}
}

static void judge(struct stk_metrics_impl *impl, uint32_t index)
{
	struct stk_metric *best = &impl->metrics->items[index];
	struct place *at = NULL;

	lay_out(impl, index, best);
	if (!impl->infos[index].needs_said || !impl->place_count)
		stk_metrics_nowhere(impl, index, best);
	for (uint32_t i = 0; i < impl->place_count; i++) {
		struct stk_metric metric;

		lay_out(impl, index, &metric);
		metric.destination = impl->places[i].destination;
		stk_metrics_judge(impl, &impl->places[i], index, &metric);
		if (at && metric.state >= best->state)
			continue;
		*best = metric;
		at = &impl->places[i];
	}
	for (uint32_t i = 0; at && i < best->need_count; i++)
		stk_metrics_missing(impl, at, impl->infos[index].wants[i], &best->needs[i]);
	if (at)
		stk_metrics_reason(impl, at, index, best);
	best->caveats = stk_metrics_caveats(impl, at, index, best);
	impl->metrics->by_state[best->state]++;
}

struct stk_metrics *stk_metrics_new(struct stk_graph *graph)
{
	struct stk_metrics *metrics = stk_xcalloc(1, sizeof *metrics);
	struct stk_metrics_impl *impl = stk_xcalloc(1, sizeof *impl);

	metrics->graph = graph;
	metrics->impl = impl;
	metrics->count = graph->inventory->kinds[STK_METRIC].count;
	metrics->items = stk_xcalloc((size_t)metrics->count + 1, sizeof *metrics->items);
	impl->metrics = metrics;
	impl->graph = graph;
	impl->infos = stk_xcalloc((size_t)metrics->count + 1, sizeof *impl->infos);
	impl->scratch = stk_xcalloc((size_t)graph->term_words * 4, sizeof *impl->scratch);
	stk_metrics_wants(impl);
	stk_metrics_shows(impl);
	stk_metrics_voices(impl);
	find_destinations(impl);
	find_anywhere(impl);
	for (uint32_t i = 0; i < impl->place_count; i++) {
		stk_metrics_reach(impl, &impl->places[i]);
		stk_metrics_tally(impl, &impl->places[i]);
	}
	for (uint32_t i = 0; i < metrics->count; i++)
		judge(impl, i);
	return metrics;
}

static void release_place(struct place *place)
{
	if (place->reach[SAID] != place->reach[SURE])
		free(place->reach[SAID]);
	free(place->reach[SURE]);
	free(place->reach[MAYBE]);
	free(place->tallies);
	free(place->candidates);
	free(place->whole);
}

void stk_metrics_free(struct stk_metrics *metrics)
{
	struct stk_metrics_impl *impl;

	if (!metrics)
		return;
	impl = metrics->impl;
	for (uint32_t i = 0; i < impl->place_count; i++)
		release_place(&impl->places[i]);
	stk_search_release(&impl->search);
	free(impl->places);
	free(impl->wants);
	free(impl->infos);
	free(impl->scratch);
	free(impl->hold_voices);
	free(impl);
	free(metrics->items);
	free(metrics->unlocks);
	stk_arena_release(&metrics->arena);
	free(metrics);
}

uint32_t stk_metrics_computable(const struct stk_metrics *metrics)
{
	return metrics->by_state[STK_READY] + metrics->by_state[STK_STALE];
}

const char *stk_metric_state_name(enum stk_metric_state state)
{
	static const char *const names[STK_METRIC_STATES] = {STK_N("ready"),   STK_N("stale"),
							     STK_N("unknown"), STK_N("disputed"),
							     STK_N("silo"),    STK_N("missing")};

	return (unsigned)state < STK_METRIC_STATES ? names[state] : "";
}

const char *stk_caveat_name(unsigned index)
{
	static const char *const names[STK_CAVEATS] = {
		STK_N("by-hand"),         STK_N("assumed"), STK_N("one-voice"),
		STK_N("copy-not-record"), STK_N("patchy"),  STK_N("copies"),
		STK_N("shown-elsewhere")};

	return index < STK_CAVEATS ? names[index] : "";
}
