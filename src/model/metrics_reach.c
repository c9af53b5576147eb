/* Which terms get from where to a destination, and what the platforms hold of what is wanted. */
#include <stdlib.h>
#include <string.h>

#include "stocktake/base/mem.h"

#include "metrics_impl.h"

/* --- least fixed points, from the destination backwards --- */

struct flow {
	const struct stk_metrics_impl *impl;
	uint64_t *reach;
	uint32_t *queue;
	bool *queued;
	uint32_t head, len, destination;
	enum level level;
};

static void enqueue(struct flow *flow, uint32_t platform)
{
	if (flow->queued[platform])
		return;
	flow->queued[platform] = true;
	flow->queue[(flow->head + flow->len++) % flow->impl->graph->platform_count] = platform;
}

static bool believed(const struct flow *flow, const struct stk_link *link)
{
	if (!stk_link_live(flow->impl->graph, link))
		return false;
	if (link->disputed && flow->level == SURE)
		return false;
	if ((link->flow_unknown || !link->carries_known) && flow->level != MAYBE)
		return false;
	return !link->view || link->to == flow->destination;
}

static void flow_back(struct flow *flow, uint32_t index)
{
	const struct stk_graph *graph = flow->impl->graph;
	const struct stk_link *link = &graph->links[index];
	uint32_t words = graph->term_words;
	const uint64_t *row = stk_link_row(graph, link);
	const uint64_t *contest =
		graph->impl->link_contest_count ? stk_graph_link_contest_of(graph, index) : NULL;
	const uint64_t *to = flow->reach + (size_t)link->to * words;
	uint64_t *from = flow->reach + (size_t)link->from * words;
	uint64_t more = 0;

	if (!believed(flow, link))
		return;
	if (!link->carries_known)
		row = graph->impl->all;
	for (uint32_t w = 0; w < words; w++) {
		uint64_t come = row[w];

		if (contest)
			come = flow->level == SURE ? come & ~contest[w] : come | contest[w];
		come &= to[w] & ~from[w];
		from[w] |= come;
		more |= come;
	}
	if (more)
		enqueue(flow, link->from);
}

/* Where what a platform exchanges is not known, it may send everything everywhere. */
static void start(struct flow *flow)
{
	const struct stk_graph *graph = flow->impl->graph;
	size_t row_bytes = graph->term_words * sizeof(uint64_t);

	memcpy(flow->reach + (size_t)flow->destination * graph->term_words, flow->impl->relevant,
	       row_bytes);
	enqueue(flow, flow->destination);
	if (flow->level == SURE)
		return;
	for (uint32_t p = 0; p < graph->platform_count; p++) {
		const struct stk_contest *contest = stk_graph_contest_of(graph, p);
		bool open = contest && contest->open;

		if (flow->level == MAYBE)
			open |= graph->platforms[p].open;
		if (!open || !graph->platforms[p].active)
			continue;
		memcpy(flow->reach + (size_t)p * graph->term_words, flow->impl->relevant,
		       row_bytes);
		enqueue(flow, p);
	}
}

static uint64_t *fixed_point(const struct stk_metrics_impl *impl, uint32_t destination,
			     enum level level)
{
	const struct stk_graph *graph = impl->graph;
	struct flow flow = {impl, NULL, NULL, NULL, 0, 0, destination, level};

	flow.reach = stk_xcalloc((size_t)graph->platform_count * graph->term_words + 1,
				 sizeof *flow.reach);
	flow.queue = stk_xcalloc((size_t)graph->platform_count + 1, sizeof *flow.queue);
	flow.queued = stk_xcalloc((size_t)graph->platform_count + 1, sizeof *flow.queued);
	start(&flow);
	while (flow.len) {
		uint32_t to = flow.queue[flow.head];

		flow.head = flow.head + 1 == graph->platform_count ? 0 : flow.head + 1;
		flow.len--;
		flow.queued[to] = false;
		for (uint32_t i = graph->in_first[to]; i < graph->in_first[to + 1]; i++)
			flow_back(&flow, graph->in_links[i]);
	}
	free(flow.queue);
	free(flow.queued);
	return flow.reach;
}

static bool anything_disputed(const struct stk_graph *graph)
{
	if (graph->impl->contest_count || graph->impl->link_contest_count)
		return true;
	for (uint32_t i = 0; i < graph->link_count; i++)
		if (graph->links[i].disputed)
			return true;
	return false;
}

void stk_metrics_reach(struct stk_metrics_impl *impl, struct place *place)
{
	place->reach[SURE] = fixed_point(impl, place->destination, SURE);
	place->reach[SAID] = anything_disputed(impl->graph)
				     ? fixed_point(impl, place->destination, SAID)
				     : place->reach[SURE];
	place->reach[MAYBE] = fixed_point(impl, place->destination, MAYBE);
}

/* --- who holds what --- */

const uint64_t *stk_metrics_holds(const struct stk_metrics_impl *impl, uint32_t platform,
				  enum level level, uint64_t *buffer)
{
	const struct stk_graph *graph = impl->graph;
	uint32_t words = graph->term_words;
	const uint64_t *row =
		(level == MAYBE ? graph->may_hold : graph->holds) + (size_t)platform * words;
	const struct stk_contest *contest = stk_graph_contest_of(graph, platform);

	if (!contest)
		return row;
	for (uint32_t w = 0; w < words; w++)
		buffer[w] =
			level == SURE ? row[w] & ~contest->holds[w] : row[w] | contest->claims[w];
	return buffer;
}

/* A group as such is held by who names it. */
static bool holds_group(const struct stk_metrics_impl *impl, uint32_t platform,
			const struct want *want, enum level level)
{
	const struct stk_graph *graph = impl->graph;

	if (level == MAYBE && stk_row_meets(graph->may_hold + (size_t)platform * graph->term_words,
					    want->row, graph->term_words))
		return true;
	return graph->platforms[platform].active &&
	       stk_bits_has(graph->group_holds + (size_t)platform * graph->group_words,
			    want->group_index);
}

uint32_t stk_metrics_fits(const struct stk_metrics_impl *impl, const struct place *place,
			  uint32_t platform, const struct want *want, enum level level)
{
	uint32_t words = impl->graph->term_words;
	const uint64_t *reach = place ? place->reach[level] + (size_t)platform * words : NULL;
	const uint64_t *holds;

	if (want->undefined)
		return STK_NONE;
	if (want->whole) {
		if (!holds_group(impl, platform, want, level))
			return STK_NONE;
		return !reach || stk_row_within(want->row, reach, words) ? 0 : STK_NONE;
	}
	holds = stk_metrics_holds(impl, platform, level, impl->scratch);
	for (uint32_t v = 0; v < want->variant_count; v++) {
		const uint64_t *row = want_variant(impl, want, v);

		if (stk_row_within(row, holds, words) &&
		    (!reach || stk_row_within(row, reach, words)))
			return v;
	}
	return STK_NONE;
}

bool stk_metrics_serves(const struct stk_metrics_impl *impl, uint32_t platform,
			const struct want *want, uint32_t variant)
{
	if (want->undefined)
		return false;
	if (want->whole)
		return holds_group(impl, platform, want, SURE);
	return stk_row_within(want_variant(impl, want, variant),
			      stk_metrics_holds(impl, platform, SURE, impl->scratch),
			      impl->graph->term_words);
}

bool stk_metrics_is_record(const struct stk_metrics_impl *impl, uint32_t platform,
			   const struct want *want)
{
	struct stk_graph *graph = impl->graph;
	uint64_t *row = impl->scratch + graph->term_words;
	const struct stk_node *list;

	if (!graph->platforms[platform].record || !graph->platforms[platform].active)
		return false;
	list = stk_node_get(graph->inventory->kinds[STK_PLATFORM].items[platform].node,
			    STK_W_SYSTEM_OF_RECORD);
	memset(row, 0, graph->term_words * sizeof *row);
	stk_graph_mask(graph, list, row, NULL);
	return stk_row_meets(row, want->row, graph->term_words);
}

/* One platform while it is tallied: what it holds and what would get from it, by level. */
struct rows {
	const struct stk_metrics_impl *impl;
	const struct place *place;
	uint32_t platform;
	const uint64_t *holds[LEVELS], *reach[LEVELS];
	uint64_t *buffers; /* a row for each level */
	bool disputed;     /* SAID is more than SURE */
};

static void look_at(struct rows *rows, uint32_t platform)
{
	uint32_t words = rows->impl->graph->term_words;

	rows->platform = platform;
	for (enum level level = SURE; level < LEVELS; level++) {
		rows->holds[level] = stk_metrics_holds(rows->impl, platform, level,
						       rows->buffers + (size_t)level * words);
		rows->reach[level] = rows->place->reach[level] + (size_t)platform * words;
	}
	rows->disputed =
		rows->holds[SAID] != rows->holds[SURE] || rows->reach[SAID] != rows->reach[SURE];
}

/* As stk_metrics_fits: held, and with `arrives` also brought along. */
static bool fits(const struct rows *rows, const struct want *want, enum level level, bool arrives)
{
	uint32_t words = rows->impl->graph->term_words;

	if (want->whole || want->undefined)
		return stk_metrics_fits(rows->impl, arrives ? rows->place : NULL, rows->platform,
					want, level) != STK_NONE;
	for (uint32_t v = 0; v < want->variant_count; v++) {
		const uint64_t *row = want_variant(rows->impl, want, v);

		if (stk_row_within(row, rows->holds[level], words) &&
		    (!arrives || stk_row_within(row, rows->reach[level], words)))
			return true;
	}
	return false;
}

static void note_silence(struct tally *tally, uint32_t tier, uint32_t platform)
{
	if (tally->silent[tier] < MAX_LISTED)
		tally->silent_first[tier][tally->silent[tier]] = platform;
	tally->silent[tier]++;
}

static void tally_maybe(const struct rows *rows, const struct want *want, struct tally *tally,
			bool record)
{
	const struct stk_graph *graph = rows->impl->graph;
	uint32_t platform = rows->platform;
	bool held = fits(rows, want, SURE, false);
	bool arrives = fits(rows, want, MAYBE, true);
	bool names = want->group_index != STK_NONE &&
		     stk_bits_has(graph->group_holds + (size_t)platform * graph->group_words,
				  want->group_index);

	tally->may++;
	if (held && (!tally->held || (record && !tally->held_record))) {
		tally->held_first = platform;
		tally->held_record = record;
	}
	tally->held += held;
	if (!held && rows->disputed && fits(rows, want, SAID, false))
		tally->held_disputed = true;
	if (arrives) {
		if (tally->arrive[MAYBE] < MAX_LISTED)
			tally->listed[MAYBE][tally->arrive[MAYBE]] = platform;
		tally->arrive[MAYBE]++;
		note_silence(tally, held ? 0 : names || record ? 1 : 2, platform);
	} else if (!held) {
		note_silence(tally, 2, platform);
	}
}

static bool tally_platform(const struct rows *rows, const struct want *want, struct tally *tally)
{
	const struct stk_metrics_impl *impl = rows->impl;
	uint32_t platform = rows->platform;
	bool record = impl->graph->platforms[platform].record &&
		      stk_metrics_is_record(impl, platform, want);
	bool sure;

	tally->any_record |= record;
	if (!fits(rows, want, MAYBE, false))
		return false;
	tally_maybe(rows, want, tally, record);
	sure = fits(rows, want, SURE, true);
	if (sure) {
		if (tally->arrive[SURE] < MAX_LISTED)
			tally->listed[SURE][tally->arrive[SURE]] = platform;
		tally->arrive[SURE]++;
		tally->records += record;
	}
	if (sure || (rows->disputed && fits(rows, want, SAID, true))) {
		if (tally->arrive[SAID] < MAX_LISTED)
			tally->listed[SAID][tally->arrive[SAID]] = platform;
		tally->arrive[SAID]++;
	}
	return sure;
}

void stk_metrics_tally(struct stk_metrics_impl *impl, struct place *place)
{
	const struct stk_graph *graph = impl->graph;
	bool *comes = stk_xcalloc((size_t)impl->want_count + 1, sizeof *comes);
	struct rows rows = {.impl = impl, .place = place};

	rows.buffers = stk_xcalloc((size_t)graph->term_words * LEVELS, sizeof *rows.buffers);
	place->tallies = stk_xcalloc((size_t)impl->want_count + 1, sizeof *place->tallies);
	place->candidates =
		stk_xcalloc((size_t)impl->want_count * 2 + 1, sizeof *place->candidates);
	place->whole = stk_xcalloc((size_t)impl->metrics->count + 1, sizeof *place->whole);
	for (uint32_t m = 0; m < impl->metrics->count; m++)
		place->whole[m] = STK_NONE;
	for (uint32_t p = 0; p < graph->platform_count; p++) {
		if (!graph->platforms[p].active)
			continue;
		look_at(&rows, p);
		for (uint32_t i = 0; i < impl->want_count; i++)
			comes[i] = tally_platform(&rows, &impl->wants[i], &place->tallies[i]);
		for (uint32_t m = 0; m < impl->metrics->count; m++) {
			const struct metric_info *info = &impl->infos[m];
			bool all = place->whole[m] == STK_NONE && info->want_count > 1;

			for (uint32_t i = 0; all && i < info->want_count; i++)
				all = comes[info->wants[i]];
			if (all)
				place->whole[m] = p;
		}
	}
	free(rows.buffers);
	free(comes);
}
