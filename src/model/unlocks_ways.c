/* Which new links would let a metric's groups arrive and be joined: the offers of holders, and the
 * smallest sets of them. */
#include <stdlib.h>
#include <string.h>

#include "stocktake/base/mem.h"
#include "stocktake/model/catalogue.h"

#include "unlocks_impl.h"

static stk_sym product_of(const struct stk_graph *graph, uint32_t platform)
{
	return stk_word_of(graph->inventory->kinds[STK_PLATFORM].items[platform].node,
			   STK_W_PRODUCT);
}

bool stk_unlocks_native(const struct stk_graph *graph, uint32_t from, uint32_t to)
{
	stk_sym product = product_of(graph, from), target = product_of(graph, to);

	return product && target && stk_catalogue_native(graph->impl->inventory, product, target);
}

static bool is_native(struct planner *planner, uint32_t from, uint32_t to)
{
	const struct stk_graph *graph = planner->impl->graph;
	stk_sym product = product_of(graph, from), target = product_of(graph, to);
	int64_t *known;

	if (!product || !target)
		return false;
	known = stk_sym_memo_get(&planner->natives, product);
	if (!known)
		known = stk_sym_memo_add(
			&planner->natives, product,
			stk_catalogue_native(graph->impl->inventory, product, target));
	return *known != 0;
}

/* Which are looked at: what serves most, native first, then by index (which is by id). */
static bool offer_before(const struct offer *a, const struct offer *b)
{
	if (a->serves != b->serves)
		return a->serves > b->serves;
	if (a->native != b->native)
		return a->native;
	return a->platform < b->platform;
}

static void add_offer(struct offers *offers, const struct offer *offer)
{
	uint32_t at = offers->count;

	if (at == MAX_OFFERS) {
		if (!offer_before(offer, &offers->items[at - 1]))
			return;
		at--;
	} else {
		offers->count++;
	}
	for (; at && offer_before(offer, &offers->items[at - 1]); at--)
		offers->items[at] = offers->items[at - 1];
	offers->items[at] = *offer;
}

static bool may_connect(const struct stk_graph *graph, uint32_t platform, uint32_t destination)
{
	const struct stk_platform_facts *facts = &graph->platforms[platform];

	return facts->active && !facts->retiring && !facts->personal_copies &&
	       platform != destination;
}

void stk_unlocks_gather_offers(struct planner *planner, uint32_t place_index)
{
	struct stk_metrics_impl *impl = planner->impl;
	const struct place *place = &impl->places[place_index];
	struct offers *offers = planner->offers + (size_t)place_index * impl->want_count;
	bool *holds = stk_xcalloc((size_t)impl->want_count + 1, sizeof *holds);

	planner->natives.count = 0;
	free(planner->natives.slots);
	memset(&planner->natives, 0, sizeof planner->natives);
	for (uint32_t p = 0; p < impl->graph->platform_count; p++) {
		struct offer offer = {p, 0, false};

		if (!may_connect(impl->graph, p, place->destination))
			continue;
		for (uint32_t i = 0; i < impl->want_count; i++) {
			holds[i] = planner->wanted[i] &&
				   stk_metrics_fits(impl, NULL, p, &impl->wants[i], SURE) !=
					   STK_NONE &&
				   (planner->rejoin[i] ||
				    stk_metrics_fits(impl, place, p, &impl->wants[i], SURE) ==
					    STK_NONE);
			offer.serves += holds[i] && !place->tallies[i].arrive[SURE];
		}
		if (!offer.serves)
			for (uint32_t i = 0; i < impl->want_count; i++)
				offer.serves += holds[i] ? 1 : 0;
		if (!offer.serves)
			continue;
		offer.native = is_native(planner, p, place->destination);
		for (uint32_t i = 0; i < impl->want_count; i++)
			if (holds[i])
				add_offer(&offers[i], &offer);
	}
	free(holds);
}

/* --- ways --- */

/* What one group may come from: what arrives already, then new links. */
struct choice {
	uint32_t platforms[MAX_LISTED + MAX_OFFERS];
	uint32_t existing, count;
};

struct plan {
	struct planner *planner;
	const struct place *place;
	const struct metric_info *info;
	uint32_t metric, groups;
	struct choice *choices;
	uint32_t *digits, *platforms;
	const uint64_t **rows;
	uint64_t *memory;
	uint32_t least; /* links of the smallest ways so far */
};

static bool is_new(const struct plan *plan, uint32_t group)
{
	return plan->digits[group] >= plan->choices[group].existing;
}

/* What goes over a new link brings along every key that its platform holds. */
static void fill_keys(struct plan *plan)
{
	const struct stk_metrics_impl *impl = plan->planner->impl;
	uint32_t words = impl->graph->term_words;

	for (uint32_t g = 0; g < plan->groups; g++) {
		uint32_t platform = plan->platforms[g];
		const uint64_t *holds = stk_metrics_holds(impl, platform, SURE, impl->scratch);
		uint64_t *row = plan->memory + (size_t)g * words;
		bool linked = false;

		for (uint32_t h = 0; h < plan->groups; h++)
			linked |= plan->platforms[h] == platform && is_new(plan, h);
		for (uint32_t w = 0; w < words; w++) {
			row[w] = holds[w] & impl->keys[w];
			if (!linked)
				row[w] &= plan->place->reach[SURE][(size_t)platform * words + w];
		}
		plan->rows[g] = row;
	}
}

static uint32_t count_links(const struct plan *plan)
{
	uint32_t links = 0;

	for (uint32_t g = 0; g < plan->groups; g++) {
		bool seen = false;

		for (uint32_t h = 0; h < g; h++)
			seen |= plan->platforms[h] == plan->platforms[g] && is_new(plan, h);
		links += is_new(plan, g) && !seen;
	}
	return links;
}

static struct strand *strand_of(struct plan *plan, struct way *way, uint32_t platform)
{
	struct planner *planner = plan->planner;
	struct strand *strand;

	for (uint32_t i = 0; i < way->count; i++)
		if (planner->strands[way->first + i].from == platform)
			return &planner->strands[way->first + i];
	STK_GROW(planner->strands, planner->strand_cap, planner->strand_count + 1);
	strand = &planner->strands[planner->strand_count++];
	strand->from = platform;
	strand->to = plan->place->destination;
	strand->groups = stk_arena_zalloc(&planner->impl->metrics->arena,
					  planner->impl->graph->group_words * sizeof(uint64_t));
	way->count++;
	return strand;
}

/* The group of the first term that is in both rows; false if none is. */
static bool add_key_group(const struct stk_graph *graph, const uint64_t *keys, const uint64_t *also,
			  struct strand *strand)
{
	for (uint32_t t = 0; t < graph->inventory->term_count; t++) {
		if (!stk_bits_has(keys, t) || !stk_bits_has(also, t))
			continue;
		stk_row_set(strand->groups, graph->inventory->terms[t].group);
		return true;
	}
	return false;
}

/* The groups of the keys by which a new link's platform meets the others: the same key on both
 * sides, else one that identifies the same thing. */
static void add_key_groups(struct plan *plan, uint32_t group, struct strand *strand)
{
	const struct stk_graph *graph = plan->planner->impl->graph;
	const struct metric_info *info = plan->info;
	const uint64_t *keys = plan->rows[group];

	for (uint32_t h = 0; h < plan->groups; h++) {
		if (plan->platforms[h] == plan->platforms[group] ||
		    add_key_group(graph, keys, plan->rows[h], strand))
			continue;
		for (uint32_t i = 0; i < info->join_count; i++)
			if (stk_row_meets(plan->rows[h], info->joins[i], graph->term_words) &&
			    add_key_group(graph, keys, info->joins[i], strand))
				break;
	}
}

static void note_way(struct plan *plan)
{
	struct planner *planner = plan->planner;
	struct way way = {plan->metric, planner->strand_count, 0};

	for (uint32_t g = 0; g < plan->groups; g++) {
		struct strand *strand;

		if (!is_new(plan, g))
			continue;
		strand = strand_of(plan, &way, plan->platforms[g]);
		stk_row_set(strand->groups, planner->impl->wants[plan->info->wants[g]].group_index);
		add_key_groups(plan, g, strand);
	}
	STK_GROW(planner->ways, planner->way_cap, planner->way_count + 1);
	planner->ways[planner->way_count++] = way;
}

static bool plan_next(struct plan *plan)
{
	for (uint32_t g = plan->groups; g-- > 0;) {
		if (++plan->digits[g] < plan->choices[g].count)
			return true;
		plan->digits[g] = 0;
	}
	return false;
}

static void try_ways(struct plan *plan)
{
	uint32_t tried = 0, begun = plan->planner->way_count;

	do {
		uint32_t links;

		for (uint32_t g = 0; g < plan->groups; g++)
			plan->platforms[g] = plan->choices[g].platforms[plan->digits[g]];
		links = count_links(plan);
		if (!links || links > plan->least)
			continue;
		fill_keys(plan);
		if (!stk_metrics_joined(plan->planner->impl, plan->info, plan->platforms,
					plan->rows, plan->groups))
			continue;
		if (links < plan->least)
			plan->planner->way_count = begun;
		plan->least = links;
		if (plan->planner->way_count - begun < MAX_WAYS)
			note_way(plan);
	} while (plan_next(plan) && ++tried < MAX_COMBOS);
}

/* False if some group has nowhere to come from. */
static bool fill_choices(struct plan *plan, const struct offers *offers)
{
	const struct stk_metrics_impl *impl = plan->planner->impl;
	bool fresh = plan->info->fresh_minutes != STK_EVERY_NONE;

	for (uint32_t g = 0; g < plan->groups; g++) {
		uint32_t want = plan->info->wants[g];
		const struct candidates *list = &plan->place->candidates[want * 2 + fresh];
		struct choice *choice = &plan->choices[g];

		for (uint32_t i = 0; i < list->count && choice->count < MAX_LISTED; i++)
			if (stk_candidate_state(&list->items[i], plan->info->fresh_minutes) <=
			    STK_STALE)
				choice->platforms[choice->count++] = list->items[i].platform;
		choice->existing = choice->count;
		for (uint32_t i = 0; i < offers[want].count; i++)
			choice->platforms[choice->count++] = offers[want].items[i].platform;
		if (!choice->count || impl->wants[want].undefined)
			return false;
	}
	return true;
}

void stk_unlocks_find_ways(struct planner *planner, uint32_t place_index, uint32_t index)
{
	struct stk_metrics_impl *impl = planner->impl;
	const struct metric_info *info = &impl->infos[index];
	size_t groups = info->want_count;
	struct plan plan = {planner,
			    &impl->places[place_index],
			    info,
			    index,
			    (uint32_t)groups,
			    NULL,
			    NULL,
			    NULL,
			    NULL,
			    NULL,
			    STK_NONE};

	plan.choices = stk_xcalloc(groups + 1, sizeof *plan.choices);
	plan.digits = stk_xcalloc(groups * 2 + 1, sizeof *plan.digits);
	plan.platforms = plan.digits + groups;
	plan.rows = stk_xcalloc(groups + 1, sizeof(*plan.rows));
	plan.memory = stk_xcalloc(groups * impl->graph->term_words + 1, sizeof *plan.memory);
	if (groups && fill_choices(&plan, planner->offers + (size_t)place_index * impl->want_count))
		try_ways(&plan);
	free(plan.choices);
	free(plan.digits);
	free(plan.rows);
	free(plan.memory);
}
