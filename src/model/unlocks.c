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
#include "stocktake/model/catalogue.h"

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

static stk_sym product_of(const struct stk_graph *graph, uint32_t platform)
{
	return stk_word_of(graph->inventory->kinds[STK_PLATFORM].items[platform].node,
			   STK_W_PRODUCT);
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

static void gather_offers(struct planner *planner, uint32_t place_index)
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

/* The groups of the keys by which a new link's platform meets the others. */
static void add_key_groups(struct plan *plan, uint32_t group, struct strand *strand)
{
	const struct stk_graph *graph = plan->planner->impl->graph;

	for (uint32_t h = 0; h < plan->groups; h++) {
		if (plan->platforms[h] == plan->platforms[group])
			continue;
		for (uint32_t t = 0; t < graph->inventory->term_count; t++) {
			if (!stk_bits_has(plan->rows[group], t) || !stk_bits_has(plan->rows[h], t))
				continue;
			stk_row_set(strand->groups, graph->inventory->terms[t].group);
			break;
		}
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
		if (!stk_metrics_joined(plan->planner->impl, plan->platforms, plan->rows,
					plan->groups))
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

static void find_ways(struct planner *planner, uint32_t place_index, uint32_t index)
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
		score.natives += stk_catalogue_native(graph->impl->inventory,
						      product_of(graph, strand->from),
						      product_of(graph, strand->to));
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
	unlock->native =
		stk_catalogue_native(graph->impl->inventory, product_of(graph, strand->from),
				     product_of(graph, strand->to));
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
		gather_offers(&planner, i);
	for (uint32_t m = 0; m < metrics->count; m++)
		for (uint32_t i = 0; planner.open[m] && i < impl->place_count; i++)
			if (impl->places[i].destination == metrics->items[m].destination)
				find_ways(&planner, i, m);
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
