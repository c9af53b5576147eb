/* From which platforms a metric's groups come together, and in which state that leaves it. */
#include <stdlib.h>
#include <string.h>

#include "stocktake/base/mem.h"

#include "metrics_impl.h"

enum stk_metric_state stk_candidate_state(const struct candidate *candidate, int64_t fresh_minutes)
{
	if (candidate->age_minutes == STK_EVERY_ON_DEMAND)
		return STK_STALE;
	if (fresh_minutes == STK_EVERY_NONE)
		return STK_READY;
	if (candidate->age_minutes == STK_EVERY_NONE)
		return STK_UNKNOWN;
	return candidate->age_minutes > fresh_minutes ? STK_STALE : STK_READY;
}

/* --- joining by keys --- */

/* The same key on both sides; or keys that identify the same thing, where the metric needs one of
 * them: quota.owner and deal.owner both identify the rep. */
static bool keys_meet(const struct metric_info *info, const uint64_t *a, const uint64_t *b,
		      uint32_t words)
{
	if (stk_row_meets(a, b, words))
		return true;
	for (uint32_t i = 0; i < info->join_count; i++)
		if (stk_row_meets(a, info->joins[i], words) &&
		    stk_row_meets(b, info->joins[i], words))
			return true;
	return false;
}

/* Spreads from the first platform over shared keys until nothing is added; all of them must be met.
 */
bool stk_metrics_joined(const struct stk_metrics_impl *impl, const struct metric_info *info,
			const uint32_t *platforms, const uint64_t *const *rows, uint32_t count)
{
	uint32_t words = impl->graph->term_words, in = 1;
	bool joined[64] = {true}, more = true;

	if (count > STK_COUNT(joined))
		return false;
	while (more && in < count) {
		more = false;
		for (uint32_t i = 0; i < count; i++)
			for (uint32_t j = 0; joined[i] && j < count; j++)
				if (!joined[j] && (platforms[i] == platforms[j] ||
						   keys_meet(info, rows[i], rows[j], words))) {
					joined[j] = more = true;
					in++;
				}
	}
	return in == count || count == 0;
}

/* Keys that a platform brings along at a level; with no place, those that it holds. */
static uint64_t *keys_of(const struct stk_metrics_impl *impl, const struct place *place,
			 uint32_t platform, enum level level, uint64_t *row)
{
	uint32_t words = impl->graph->term_words;
	const uint64_t *holds = stk_metrics_holds(impl, platform, level, impl->scratch);

	for (uint32_t w = 0; w < words; w++) {
		row[w] = holds[w] & impl->keys[w];
		if (place)
			row[w] &= place->reach[level][(size_t)platform * words + w];
	}
	return row;
}

/* --- every combination of the candidates, one for each group --- */

struct combos {
	uint32_t groups;
	uint32_t *digits,
		*limits; /* which candidate of each group is looked at, and how many there are */
	uint32_t *platforms; /* those of the present combination */
	const uint64_t **rows;
	uint64_t *memory; /* groups * 2 * MAX_LISTED rows of keys */
};

static void combos_init(struct combos *combos, uint32_t groups, uint32_t words)
{
	combos->groups = groups;
	combos->digits = stk_xcalloc((size_t)groups * 3 + 1, sizeof *combos->digits);
	combos->limits = combos->digits + groups;
	combos->platforms = combos->limits + groups;
	combos->rows = stk_xcalloc((size_t)groups + 1, sizeof *combos->rows);
	combos->memory =
		stk_xcalloc((size_t)groups * 2 * MAX_LISTED * words + 1, sizeof *combos->memory);
}

static void combos_release(struct combos *combos)
{
	free(combos->digits);
	free(combos->rows);
	free(combos->memory);
}

/* So few of each group that not more than MAX_COMBOS are tried. */
static void combos_bound(struct combos *combos)
{
	uint32_t most = 2 * MAX_LISTED;

	for (; most > 1; most--) {
		uint64_t total = 1;

		for (uint32_t g = 0; g < combos->groups && total <= MAX_COMBOS; g++)
			total *= combos->limits[g] < most ? combos->limits[g] : most;
		if (total <= MAX_COMBOS)
			break;
	}
	for (uint32_t g = 0; g < combos->groups; g++)
		if (combos->limits[g] > most)
			combos->limits[g] = most;
}

static bool combos_next(struct combos *combos)
{
	for (uint32_t g = combos->groups; g-- > 0;) {
		if (++combos->digits[g] < combos->limits[g])
			return true;
		combos->digits[g] = 0;
	}
	return false;
}

static uint64_t *combos_row(struct combos *combos, uint32_t group, uint32_t item, uint32_t words)
{
	return combos->memory + ((size_t)group * 2 * MAX_LISTED + item) * words;
}

/* --- the best that is joined --- */

struct ranking {
	int64_t fresh_minutes;
};

static int by_rank(const void *a, const void *b, void *data)
{
	const struct ranking *ranking = data;
	const struct candidate *x = a, *y = b;
	enum stk_metric_state x_state = stk_candidate_state(x, ranking->fresh_minutes);
	enum stk_metric_state y_state = stk_candidate_state(y, ranking->fresh_minutes);

	if ((x_state > STK_STALE) != (y_state > STK_STALE))
		return x_state > STK_STALE ? 1 : -1;
	if (x->record != y->record)
		return x->record ? -1 : 1;
	if (x_state != y_state)
		return x_state < y_state ? -1 : 1;
	if (x->cost != y->cost)
		return x->cost < y->cost ? -1 : 1;
	return x->platform < y->platform ? -1 : x->platform > y->platform;
}

static uint64_t combo_cost(const struct combos *combos, struct candidates *const *lists,
			   int64_t fresh_minutes)
{
	uint64_t unknown = 0, copies = 0, worst = 0, distinct = 0, ranks = 0;

	for (uint32_t g = 0; g < combos->groups; g++) {
		const struct candidate *candidate = &lists[g]->items[combos->digits[g]];
		enum stk_metric_state state = stk_candidate_state(candidate, fresh_minutes);
		bool seen = false;

		for (uint32_t h = 0; h < g; h++)
			seen |= combos->platforms[h] == candidate->platform;
		unknown += state > STK_STALE;
		copies += !candidate->record;
		worst = state > worst ? state : worst;
		distinct += !seen;
		ranks += combos->digits[g];
	}
	return unknown << 48 | copies << 40 | worst << 32 | distinct << 24 | ranks;
}

static void take(struct stk_need *need, const struct candidate *candidate, int64_t fresh_minutes)
{
	need->state = stk_candidate_state(candidate, fresh_minutes);
	need->from = candidate->platform;
	need->path = candidate->path;
	need->path_len = candidate->hops;
	need->age_minutes = candidate->age_minutes;
}

static bool take_whole(struct stk_metrics_impl *impl, struct place *place, uint32_t index,
		       struct stk_metric *metric)
{
	const struct metric_info *info = &impl->infos[index];
	bool fresh = info->fresh_minutes != STK_EVERY_NONE;

	if (place->whole[index] == STK_NONE)
		return false;
	for (uint32_t g = 0; g < info->want_count; g++) {
		struct candidate candidate;

		if (!stk_metrics_candidate(impl, place, info->wants[g], fresh, place->whole[index],
					   &candidate))
			return false;
		take(&metric->needs[g], &candidate, info->fresh_minutes);
	}
	return true;
}

/* All groups arrive: the best combination of their sources that keys join. False if no keys join
 * any. */
static bool take_joined(struct stk_metrics_impl *impl, struct place *place, uint32_t index,
			struct stk_metric *metric, struct candidates *const *lists)
{
	const struct metric_info *info = &impl->infos[index];
	uint32_t words = impl->graph->term_words, groups = info->want_count;
	uint32_t *best = stk_xcalloc((size_t)groups + 1, sizeof *best);
	uint64_t least = UINT64_MAX;
	struct combos combos;

	combos_init(&combos, groups, words);
	for (uint32_t g = 0; g < groups; g++) {
		combos.limits[g] = lists[g]->count;
		for (uint32_t i = 0; i < lists[g]->count; i++)
			keys_of(impl, place, lists[g]->items[i].platform, SURE,
				combos_row(&combos, g, i, words));
	}
	combos_bound(&combos);
	do {
		uint64_t cost;

		for (uint32_t g = 0; g < groups; g++) {
			combos.platforms[g] = lists[g]->items[combos.digits[g]].platform;
			combos.rows[g] = combos_row(&combos, g, combos.digits[g], words);
		}
		cost = combo_cost(&combos, lists, info->fresh_minutes);
		if (cost < least &&
		    stk_metrics_joined(impl, info, combos.platforms, combos.rows, groups)) {
			least = cost;
			memcpy(best, combos.digits, groups * sizeof *best);
		}
	} while (combos_next(&combos));
	for (uint32_t g = 0; g < groups; g++)
		take(&metric->needs[g], &lists[g]->items[best[g]], info->fresh_minutes);
	combos_release(&combos);
	free(best);
	return least != UINT64_MAX || take_whole(impl, place, index, metric);
}

/* --- where no keys join what arrives --- */

static bool joined_at(struct stk_metrics_impl *impl, const struct place *place, uint32_t index,
		      enum level level, bool held_only)
{
	const struct metric_info *info = &impl->infos[index];
	uint32_t words = impl->graph->term_words, groups = info->want_count;
	bool joined = false;
	struct combos combos;

	combos_init(&combos, groups, words);
	for (uint32_t g = 0; g < groups; g++) {
		const struct tally *tally = &place->tallies[info->wants[g]];

		combos.limits[g] =
			tally->arrive[level] < MAX_LISTED ? tally->arrive[level] : MAX_LISTED;
		/* More than are looked at: who knows. */
		joined |= level == MAYBE && tally->arrive[level] > MAX_LISTED;
		for (uint32_t i = 0; i < combos.limits[g]; i++)
			keys_of(impl, held_only ? NULL : place, tally->listed[level][i], level,
				combos_row(&combos, g, i, words));
	}
	combos_bound(&combos);
	do {
		for (uint32_t g = 0; g < groups; g++) {
			combos.platforms[g] =
				place->tallies[info->wants[g]].listed[level][combos.digits[g]];
			combos.rows[g] = combos_row(&combos, g, combos.digits[g], words);
		}
		joined = joined ||
			 stk_metrics_joined(impl, info, combos.platforms, combos.rows, groups);
	} while (!joined && combos_next(&combos));
	combos_release(&combos);
	return joined;
}

static void judge_unjoined(struct stk_metrics_impl *impl, struct place *place, uint32_t index,
			   struct stk_metric *metric)
{
	struct stk_need *last = &metric->needs[metric->need_count - 1];

	metric->unjoined = true;
	if (joined_at(impl, place, index, SAID, false)) {
		last->state = STK_DISPUTED;
	} else if (joined_at(impl, place, index, MAYBE, false)) {
		last->state = STK_UNKNOWN;
		for (uint32_t i = 0; i < metric->need_count; i++)
			stk_metrics_ask_platform(impl, metric->needs[i].from, last);
	} else {
		last->state = joined_at(impl, place, index, SURE, true) ? STK_SILO : STK_MISSING;
	}
}

/* --- one group that does not arrive for sure --- */

static void judge_group(struct stk_metrics_impl *impl, struct place *place, uint32_t index,
			struct stk_need *need)
{
	const struct want *want = &impl->wants[index];
	const struct tally *tally = &place->tallies[index];

	if (want->undefined) {
		need->state = STK_UNKNOWN;
	} else if (tally->arrive[SAID]) {
		need->state = STK_DISPUTED;
		need->from = tally->listed[SAID][0];
	} else if (tally->silent[0] || (tally->silent[1] && tally->arrive[MAYBE])) {
		need->state = STK_UNKNOWN;
		need->from = tally->silent[0] ? tally->silent_first[0][0] : STK_NONE;
	} else if (tally->held) {
		need->state = STK_SILO;
		need->from = tally->held_first;
	} else if (tally->held_disputed) {
		need->state = STK_DISPUTED;
	} else {
		need->state = tally->may ? STK_UNKNOWN : STK_MISSING;
	}
	if (need->state == STK_UNKNOWN)
		stk_metrics_ask(impl, place, index, need);
}

void stk_metrics_judge(struct stk_metrics_impl *impl, struct place *place, uint32_t index,
		       struct stk_metric *metric)
{
	const struct metric_info *info = &impl->infos[index];
	struct ranking ranking = {info->fresh_minutes};
	bool fresh = info->fresh_minutes != STK_EVERY_NONE, all = info->want_count > 0;
	struct candidates **lists = stk_xcalloc((size_t)info->want_count + 1, sizeof(*lists));

	for (uint32_t g = 0; g < info->want_count; g++) {
		struct stk_need *need = &metric->needs[g];

		stk_metrics_candidates(impl, place, info->wants[g], fresh);
		lists[g] = &place->candidates[info->wants[g] * 2 + fresh];
		qsort_r(lists[g]->items, lists[g]->count, sizeof *lists[g]->items, by_rank,
			&ranking);
		if (lists[g]->count) {
			take(need, &lists[g]->items[0], info->fresh_minutes);
		} else {
			judge_group(impl, place, info->wants[g], need);
			all = false;
		}
	}
	if (all && !take_joined(impl, place, index, metric, lists))
		judge_unjoined(impl, place, index, metric);
	free(lists);
	metric->state = info->needs_said ? STK_READY : STK_UNKNOWN;
	for (uint32_t g = 0; g < metric->need_count; g++) {
		struct stk_need *need = &metric->needs[g];

		if (need->state == STK_UNKNOWN && !need->ask_count && need->path)
			stk_metrics_ask_age(impl, need);
		if (need->state > metric->state)
			metric->state = need->state;
	}
}
