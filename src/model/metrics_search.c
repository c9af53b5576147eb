/* Ways to a destination by age: the youngest first, from the destination backwards. */
#include <stdlib.h>
#include <string.h>

#include "stocktake/base/mem.h"

#include "metrics_impl.h"

/*
 * A cost is one number: the class of its worst link, then minutes, then links. With `fresh`, an
 * unknown age is worse than on demand by hand (stale); without it an unknown age does no harm, so
 * it is better.
 */
#define CLASS_SHIFT   62
#define MINUTES_SHIFT 20
#define MINUTES_MAX   (((uint64_t)1 << (CLASS_SHIFT - MINUTES_SHIFT)) - 1)
#define HOPS_MAX      (((uint64_t)1 << MINUTES_SHIFT) - 1)

static uint64_t class_of(uint64_t cost)
{
	return cost >> CLASS_SHIFT;
}

static uint64_t minutes_of(uint64_t cost)
{
	return (cost >> MINUTES_SHIFT) & MINUTES_MAX;
}

static int64_t age_of(uint64_t cost, bool fresh)
{
	if (!class_of(cost))
		return (int64_t)minutes_of(cost);
	return (class_of(cost) == 1) == fresh ? STK_EVERY_ON_DEMAND : STK_EVERY_NONE;
}

static uint64_t link_cost(const struct stk_link *link, bool fresh)
{
	int64_t minutes = link->every_minutes;
	uint64_t by_demand = fresh ? 1 : 2, unknown = fresh ? 2 : 1;

	if (minutes == STK_EVERY_ON_DEMAND && link->by_hand)
		return by_demand << CLASS_SHIFT | 1;
	if (minutes == STK_EVERY_ON_DEMAND && link->method)
		minutes = 0;
	if (minutes < 0)
		return unknown << CLASS_SHIFT | 1;
	return (uint64_t)minutes << MINUTES_SHIFT | 1;
}

static uint64_t add_costs(uint64_t a, uint64_t b)
{
	uint64_t worst = class_of(a) > class_of(b) ? class_of(a) : class_of(b);
	uint64_t minutes = minutes_of(a) + minutes_of(b);
	uint64_t hops = (a & HOPS_MAX) + (b & HOPS_MAX);

	if (minutes > MINUTES_MAX)
		minutes = MINUTES_MAX;
	if (hops > HOPS_MAX)
		hops = HOPS_MAX;
	return worst << CLASS_SHIFT | minutes << MINUTES_SHIFT | hops;
}

/* --- a heap, least cost first, then smallest platform --- */

static bool before(const struct search *search, size_t a, size_t b)
{
	if (search->heap[a].cost != search->heap[b].cost)
		return search->heap[a].cost < search->heap[b].cost;
	return search->heap[a].platform < search->heap[b].platform;
}

static void swap(struct search *search, size_t a, size_t b)
{
	struct search_entry kept = search->heap[a];

	search->heap[a] = search->heap[b];
	search->heap[b] = kept;
}

static void heap_push(struct search *search, uint64_t cost, uint32_t platform)
{
	size_t at = search->count;

	STK_GROW(search->heap, search->cap, search->count + 1);
	search->heap[search->count++] = (struct search_entry){cost, platform};
	for (; at && before(search, at, (at - 1) / 2); at = (at - 1) / 2)
		swap(search, at, (at - 1) / 2);
}

static struct search_entry heap_pop(struct search *search)
{
	struct search_entry top = search->heap[0];
	size_t at = 0;

	search->heap[0] = search->heap[--search->count];
	for (;;) {
		size_t least = at, child = at * 2 + 1;

		if (child < search->count && before(search, child, least))
			least = child;
		if (child + 1 < search->count && before(search, child + 1, least))
			least = child + 1;
		if (least == at)
			return top;
		swap(search, at, least);
		at = least;
	}
}

/* --- the search --- */

static void search_offer(struct search *search, uint32_t platform, uint64_t cost, uint32_t link)
{
	if (search->stamp[platform] == search->now && search->best[platform] <= cost)
		return;
	search->stamp[platform] = search->now;
	search->best[platform] = cost;
	search->next[platform] = link;
	heap_push(search, cost, platform);
}

static void search_begin(struct search *search, const struct stk_graph *graph, uint32_t destination,
			 const uint64_t *row, bool fresh)
{
	size_t count = (size_t)graph->platform_count + 1;

	if (!search->best) {
		search->best = stk_xcalloc(count, sizeof *search->best);
		search->stamp = stk_xcalloc(count, sizeof *search->stamp);
		search->next = stk_xcalloc(count, sizeof *search->next);
	}
	search->graph = graph;
	search->now++;
	search->count = 0;
	search->destination = destination;
	search->row = row;
	search->fresh = fresh;
	search_offer(search, destination, 0, STK_NONE);
}

static bool search_takes(const struct search *search, uint32_t index)
{
	const struct stk_graph *graph = search->graph;
	const struct stk_link *link = &graph->links[index];
	const uint64_t *contest;

	if (!stk_link_live(graph, link) || link->flow_unknown || !link->carries_known ||
	    link->disputed)
		return false;
	if (link->view && link->to != search->destination)
		return false;
	if (!stk_row_within(search->row, stk_link_row(graph, link), graph->term_words))
		return false;
	contest = graph->impl->link_contest_count ? stk_graph_link_contest_of(graph, index) : NULL;
	return !contest || !stk_row_meets(search->row, contest, graph->term_words);
}

/* The next platform by cost, or STK_NONE. */
static uint32_t search_next(struct search *search)
{
	const struct stk_graph *graph = search->graph;

	while (search->count) {
		struct search_entry top = heap_pop(search);
		uint32_t to = top.platform;

		if (top.cost != search->best[to])
			continue;
		for (uint32_t i = graph->in_first[to]; i < graph->in_first[to + 1]; i++) {
			uint32_t index = graph->in_links[i];
			const struct stk_link *link = &graph->links[index];

			if (search_takes(search, index))
				search_offer(search, link->from,
					     add_costs(top.cost, link_cost(link, search->fresh)),
					     index);
		}
		return to;
	}
	return STK_NONE;
}

static void note_path(struct stk_metrics_impl *impl, uint32_t platform, struct candidate *out)
{
	const struct search *search = &impl->search;
	uint64_t cost = search->best[platform];
	uint32_t *path, len = 0;

	for (uint32_t p = platform; p != search->destination; len++)
		p = search->graph->links[search->next[p]].to;
	path = stk_arena_alloc(&impl->metrics->arena, ((size_t)len + 1) * sizeof *path);
	len = 0;
	for (uint32_t p = platform; p != search->destination;) {
		path[len++] = search->next[p];
		p = search->graph->links[search->next[p]].to;
	}
	out->platform = platform;
	out->cost = cost;
	out->age_minutes = age_of(cost, search->fresh);
	out->hops = len;
	out->path = path;
}

static void keep(struct candidates *list, const struct candidate *candidate)
{
	uint32_t same = 0;

	for (uint32_t i = 0; i < list->count; i++) {
		same += list->items[i].record == candidate->record;
		if (list->items[i].platform != candidate->platform)
			continue;
		if (candidate->cost < list->items[i].cost)
			list->items[i] = *candidate;
		return;
	}
	if (same < MAX_LISTED)
		list->items[list->count++] = *candidate;
}

static void by_variant(struct stk_metrics_impl *impl, struct place *place, const struct want *want,
		       uint32_t variant, bool fresh, uint32_t records, struct candidates *list)
{
	const uint64_t *row = want_variant(impl, want, variant);
	uint32_t found_records = 0, found_others = 0, platform;

	search_begin(&impl->search, impl->graph, place->destination, row, fresh);
	while ((platform = search_next(&impl->search)) != STK_NONE) {
		struct candidate candidate;

		if (!stk_metrics_serves(impl, platform, want, variant))
			continue;
		candidate.record = records && stk_metrics_is_record(impl, platform, want);
		candidate.variant = variant;
		if (candidate.record ? found_records < MAX_LISTED : found_others < MAX_LISTED) {
			note_path(impl, platform, &candidate);
			keep(list, &candidate);
		}
		if (candidate.record)
			found_records++;
		else
			found_others++;
		if (found_others >= MAX_LISTED &&
		    (found_records >= records || found_records >= MAX_LISTED))
			break;
	}
}

/* No one path carries all: each term by its own, the oldest counts. */
static bool term_by_term(struct stk_metrics_impl *impl, struct place *place,
			 const struct want *want, bool fresh, struct candidate *out)
{
	const struct stk_graph *graph = impl->graph;
	const uint64_t *row = want_variant(impl, want, out->variant);
	uint64_t *single = stk_xcalloc(graph->term_words, sizeof *single);
	uint32_t source = out->platform;
	bool any = false, all = true;

	for (uint32_t t = 0; all && t < graph->inventory->term_count; t++) {
		struct candidate part = {0};
		uint32_t platform;

		if (!stk_bits_has(row, t))
			continue;
		memset(single, 0, graph->term_words * sizeof *single);
		stk_row_set(single, t);
		search_begin(&impl->search, graph, place->destination, single, fresh);
		while ((platform = search_next(&impl->search)) != STK_NONE && platform != source)
			;
		all = platform == source;
		if (!all)
			break;
		note_path(impl, platform, &part);
		part.variant = out->variant;
		part.record = out->record;
		if (!any || part.cost > out->cost)
			*out = part;
		any = true;
	}
	free(single);
	return any && all;
}

static bool is_listed(const struct candidates *list, uint32_t platform)
{
	for (uint32_t i = 0; i < list->count; i++)
		if (list->items[i].platform == platform)
			return true;
	return false;
}

static void by_terms(struct stk_metrics_impl *impl, struct place *place, const struct want *want,
		     bool fresh, struct candidates *list)
{
	for (uint32_t p = 0; p < impl->graph->platform_count; p++) {
		struct candidate candidate = {.platform = p};

		if (!impl->graph->platforms[p].active || is_listed(list, p))
			continue;
		candidate.variant = stk_metrics_fits(impl, place, p, want, SURE);
		if (candidate.variant == STK_NONE)
			continue;
		candidate.record = stk_metrics_is_record(impl, p, want);
		if (term_by_term(impl, place, want, fresh, &candidate))
			keep(list, &candidate);
		if (list->count >= MAX_LISTED)
			return;
	}
}

void stk_metrics_candidates(struct stk_metrics_impl *impl, struct place *place, uint32_t index,
			    bool fresh)
{
	struct candidates *list = &place->candidates[index * 2 + fresh];
	const struct want *want = &impl->wants[index];
	const struct tally *tally = &place->tallies[index];

	if (list->made)
		return;
	list->made = true;
	for (uint32_t v = 0; tally->arrive[SURE] && v < want->variant_count; v++)
		by_variant(impl, place, want, v, fresh, tally->records, list);
	/* Fewer than arrive, though not all places are taken: the others do so by several ways. */
	if (list->count < tally->arrive[SURE] && list->count < MAX_LISTED)
		by_terms(impl, place, want, fresh, list);
}

bool stk_metrics_candidate(struct stk_metrics_impl *impl, struct place *place, uint32_t index,
			   bool fresh, uint32_t platform, struct candidate *out)
{
	const struct want *want = &impl->wants[index];
	uint32_t found;

	memset(out, 0, sizeof *out);
	out->platform = platform;
	out->variant = stk_metrics_fits(impl, place, platform, want, SURE);
	if (out->variant == STK_NONE)
		return false;
	out->record = stk_metrics_is_record(impl, platform, want);
	search_begin(&impl->search, impl->graph, place->destination,
		     want_variant(impl, want, out->variant), fresh);
	while ((found = search_next(&impl->search)) != STK_NONE && found != platform)
		;
	if (found != platform)
		return term_by_term(impl, place, want, fresh, out);
	note_path(impl, platform, out);
	return true;
}

void stk_search_release(struct search *search)
{
	free(search->best);
	free(search->stamp);
	free(search->next);
	free(search->heap);
}
