/*
 * Random small inventories, judged by the program and by a slow and simple reading of DESIGN's
 * "Metrics, exactly": every way is walked, every combination of sources is tried. The reference
 * knows nothing of the program's graph: it reads what the inventory was made from.
 */
#include "model/little.h"

#include <stdio.h>

#include "stocktake/model/metrics.h"

#ifdef STK_SANITIZED /* the sanitizers look for other faults, and valgrind is thirty times as slow \
		      */
#define ROUNDS 400
#else
#define ROUNDS 10000
#endif

/* --- the reference --- */

struct hop {
	bool exists;
	unsigned carries[3]; /* per level */
	bool view;
	int every; /* minutes, -1 not known, -2 by hand on demand */
};

struct reference {
	const struct little *little;
	bool active[MAX];
	unsigned holds[3][MAX];
	bool open[3][MAX];
	/* Two ways to go from one to the other: as declared, and as parts of one another. */
	struct hop hops[MAX][MAX][2];
	int destination;
};

static unsigned named(const struct list *list)
{
	unsigned terms = list->terms;

	for (int g = 0; g < 3; g++)
		if (list->groups >> g & 1)
			terms |= group_terms[g];
	return list->all ? ALL : terms;
}

static void read_holds(struct reference *reference, int p)
{
	const struct thing *thing = &reference->little->things[p];
	unsigned sure = thing->holds.terms, may;

	if (thing->field >= 0)
		sure |= 1u << thing->field;
	may = sure | named(&thing->holds);
	if (!thing->holds.present && thing->field < 0)
		may = ALL;
	reference->holds[SURE][p] = reference->holds[SAID][p] = sure;
	reference->holds[MAYBE][p] = may;
	if (thing->dispute == 1) {
		unsigned about = 1u << thing->dispute_about;

		reference->holds[SURE][p] &= ~about;
		reference->holds[SAID][p] |= about;
		reference->holds[MAYBE][p] |= about;
	}
}

/* What one side says of the direction: 1 it exists, 0 it does not, -1 nothing. */
static int says_flow(const struct declared *side, bool source)
{
	if (!side || !side->flow)
		return -1;
	return side->flow == 3 || (side->flow == 1) == source;
}

/* What one side says goes this way; NULL: nothing said. `flow` is its own word or, failing that,
 * the other's as seen from it. */
static const struct list *says_carries(const struct declared *side, bool source, int flow)
{
	const struct list *list = NULL;

	if (!side)
		return NULL;
	if (flow == 0 || flow == (source ? 1 : 2))
		list = &side->carries;
	else if (flow == 3)
		list = source ? &side->carries : &side->back;
	return list && list->present ? list : NULL;
}

static int turned(int flow)
{
	return flow == 1 ? 2 : flow == 2 ? 1 : flow;
}

static int minutes_of(const struct declared *side)
{
	return side ? side->every : -1;
}

static void read_hop(struct reference *reference, int a, int b)
{
	const struct little *little = reference->little;
	const struct declared *here =
		little->things[a].with[b].present ? &little->things[a].with[b] : NULL;
	const struct declared *there =
		little->things[b].with[a].present ? &little->things[b].with[a] : NULL;
	struct hop *hop = &reference->hops[a][b][0];
	int from = says_flow(here, true), to = says_flow(there, false);
	int here_flow = here && here->flow ? here->flow : there ? turned(there->flow) : 0;
	int there_flow = there && there->flow ? there->flow : here ? turned(here->flow) : 0;
	const struct list *x, *y;
	int method, other, every;
	bool disputed, known;

	if ((!here && !there) || (from < 1 && to < 1 && (from == 0 || to == 0)))
		return;
	hop->exists = true;
	x = says_carries(here, true, here_flow);
	y = says_carries(there, false, there_flow);
	if (!x && !y && there && there->flow == 3 && there->carries.present)
		y = &there->carries;
	disputed = (from == 0 && to == 1) || (from == 1 && to == 0);
	disputed |= x && y && named(x) != named(y);
	method = here ? here->method : 0;
	other = there ? there->method : 0;
	disputed |= method && other && method != other;
	method = method ? method : other;
	every = minutes_of(here);
	disputed |= every != -1 && minutes_of(there) != -1 && every != minutes_of(there);
	every = every != -1 ? every : minutes_of(there);
	disputed |= here && little->things[a].dispute == 2 && little->things[a].dispute_about == b;
	disputed |= there && little->things[b].dispute == 2 && little->things[b].dispute_about == a;
	known = (x || y) && (from == 1 || to == 1);
	hop->carries[MAYBE] = x || y ? (x ? named(x) : 0) | (y ? named(y) : 0) : ALL;
	hop->carries[SAID] = known ? hop->carries[MAYBE] : 0;
	hop->carries[SURE] = disputed ? 0 : hop->carries[SAID];
	hop->view = method == 3;
	if (every == -2)
		every = method == 2 ? -2 : method ? 0 : -1;
	hop->every = every;
}

static void read_all(struct reference *reference, const struct little *little)
{
	memset(reference, 0, sizeof *reference);
	reference->little = little;
	for (int p = 0; p < little->count; p++) {
		const struct thing *thing = &little->things[p];

		reference->active[p] =
			!thing->status || thing->status == 3 || p < little->destinations;
		read_holds(reference, p);
		reference->open[MAYBE][p] = !thing->said_links;
		if (thing->dispute == 2 && !thing->with[thing->dispute_about].present)
			reference->open[SAID][p] = reference->open[MAYBE][p] = true;
		for (int q = 0; q < little->count; q++)
			if (p != q)
				read_hop(reference, p, q);
	}
	for (int p = 0; p < little->count; p++) {
		int whole = little->things[p].part_of;

		if (whole < 0 || whole == p)
			continue;
		reference->hops[p][whole][1] = (struct hop){true, {ALL, ALL, ALL}, false, 0};
		reference->hops[whole][p][1] = reference->hops[p][whole][1];
	}
}

/* A way's age: minutes, or one of these. */
enum { NO_WAY = 3, UNKNOWN_AGE = 2, BY_HAND = 1, KNOWN = 0 };
struct age {
	int kind;
	long minutes;
};

static int goodness(const struct age *age, int fresh)
{
	if (age->kind == BY_HAND)
		return fresh >= 0 ? 1 : 2;
	if (age->kind == UNKNOWN_AGE)
		return fresh >= 0 ? 2 : 1;
	return age->kind;
}

static bool younger(const struct age *a, const struct age *b, int fresh)
{
	int x = goodness(a, fresh), y = goodness(b, fresh);

	return x != y ? x < y : x == 0 && a->minutes < b->minutes;
}

static struct age longer(struct age age, int every, int fresh)
{
	struct age hop = {every == -2 ? BY_HAND : every == -1 ? UNKNOWN_AGE : KNOWN, 0};

	if (hop.kind == KNOWN)
		age.minutes += every;
	if (goodness(&hop, fresh) > goodness(&age, fresh))
		age.kind = hop.kind;
	return age;
}

/* Walks every way without a circle from p on which all the terms go at that level. */
static void walk(const struct reference *reference, int p, unsigned terms, int level, int fresh,
		 unsigned seen, struct age age, struct age *best)
{
	if (p == reference->destination || reference->open[level][p]) {
		if (younger(&age, best, fresh))
			*best = age;
		return;
	}
	for (int q = 0; q < reference->little->count; q++)
		for (int way = 0; way < 2; way++) {
			const struct hop *hop = &reference->hops[p][q][way];

			if (!hop->exists || !reference->active[q] || (seen >> q & 1) ||
			    (terms & ~hop->carries[level]) ||
			    (hop->view && q != reference->destination))
				continue;
			walk(reference, q, terms, level, fresh, seen | 1u << q,
			     longer(age, hop->every, fresh), best);
		}
}

static struct age way(const struct reference *reference, int p, unsigned terms, int level,
		      int fresh)
{
	struct age none = {NO_WAY, 0};

	if (reference->active[p])
		walk(reference, p, terms, level, fresh, 1u << p, (struct age){KNOWN, 0}, &none);
	return none;
}

/* Terms get there one by one, by whatever ways. */
static struct age ways(const struct reference *reference, int p, unsigned terms, int level,
		       int fresh)
{
	struct age worst = {KNOWN, 0};

	for (int t = 0; t < TERMS; t++) {
		struct age age;

		if (!(terms >> t & 1))
			continue;
		age = way(reference, p, 1u << t, level, fresh);
		if (younger(&worst, &age, fresh))
			worst = age;
	}
	return worst;
}

static unsigned variant(unsigned terms, int which)
{
	return which && (terms >> OUTCOME & 1) ? (terms & ~(1u << OUTCOME)) | 1u << STAGE : terms;
}

static bool holds_some(const struct reference *reference, int p, unsigned terms, int level)
{
	return reference->active[p] && (!(variant(terms, 0) & ~reference->holds[level][p]) ||
					!(variant(terms, 1) & ~reference->holds[level][p]));
}

/* The group whole from this platform: its age, or NO_WAY. */
static struct age arrives(const struct reference *reference, int p, unsigned terms, int level,
			  int fresh)
{
	struct age best = {NO_WAY, 0};

	for (int v = 0; v < 2; v++) {
		unsigned needed = variant(terms, v);
		struct age age = {NO_WAY, 0};

		if (!reference->active[p] || (needed & ~reference->holds[level][p]))
			continue;
		age = way(reference, p, needed, level, fresh);
		if (younger(&age, &best, fresh))
			best = age;
	}
	for (int v = 0; v < 2 && best.kind == NO_WAY; v++)
		if (reference->active[p] && !(variant(terms, v) & ~reference->holds[level][p]))
			best = ways(reference, p, variant(terms, v), level, fresh);
	return best;
}

static int state_of(const struct age *age, int fresh)
{
	if (age->kind == BY_HAND)
		return STK_STALE;
	if (fresh < 0)
		return STK_READY;
	if (age->kind == UNKNOWN_AGE)
		return STK_UNKNOWN;
	return age->minutes > fresh ? STK_STALE : STK_READY;
}

static unsigned brought(const struct reference *reference, int p, int level, bool held)
{
	unsigned keys = 0;

	for (int t = 0; t < TERMS; t++)
		if ((KEYS >> t & 1) && (reference->holds[level][p] >> t & 1) &&
		    (held || way(reference, p, 1u << t, level, 0).kind != NO_WAY))
			keys |= 1u << t;
	return keys;
}

/* Keys that identify the rep: they join by one another where the metric needs one of them. */
#define REP_KEYS                                                                                   \
	(1u << QUOTA_OWNER | 1u << REP_EMAIL | 1u << DEAL_REST | 1u << REP_REST | 1u << ELSEWHERE)

static bool keys_meet(int metric, unsigned a, unsigned b)
{
	unsigned needed = 0;

	for (int g = 0; g < SOURCES; g++)
		needed |= metrics[metric].sources[g];
	return (a & b) || ((needed & REP_KEYS) && (a & REP_KEYS) && (b & REP_KEYS));
}

static bool joined(const struct reference *reference, int metric, const int *from, int count,
		   int level, bool held)
{
	unsigned keys[SOURCES];
	int together = 1;
	bool in[SOURCES] = {true};

	for (int g = 0; g < count; g++)
		keys[g] = brought(reference, from[g], level, held);
	for (int round = 0; round < count; round++)
		for (int g = 0; g < count; g++)
			for (int h = 0; h < count; h++)
				if (in[g] && !in[h] &&
				    (from[g] == from[h] || keys_meet(metric, keys[g], keys[h]))) {
					in[h] = true;
					together++;
				}
	return together == count;
}

struct verdict {
	int state;
	bool all; /* all groups arrive and are joined */
	int unknown, copies, worst, distinct;
};

static int group_state(const struct reference *reference, int metric, int g)
{
	unsigned terms = metrics[metric].sources[g];
	int fresh = metrics[metric].fresh, record = metrics[metric].groups[g];
	int best = -1, best_copy = STK_MISSING;
	bool said = false, held = false, held_way = false, doubted = false, named_way = false,
	     may = false;

	for (int p = 0; p < reference->little->count; p++) {
		const struct thing *thing = &reference->little->things[p];
		struct age age = arrives(reference, p, terms, SURE, fresh);
		bool possible = arrives(reference, p, terms, MAYBE, fresh).kind != NO_WAY;
		bool names = thing->record == record || (thing->holds.groups >> record & 1) ||
			     (thing->holds.terms & group_terms[record]) ||
			     (thing->field >= 0 && (group_terms[record] >> thing->field & 1));

		if (!reference->active[p])
			continue;
		if (age.kind != NO_WAY) {
			int state = state_of(&age, fresh);

			if (thing->record == record && state <= STK_STALE &&
			    (best < 0 || state < best))
				best = state;
			if (state < best_copy)
				best_copy = state;
		}
		said |= arrives(reference, p, terms, SAID, fresh).kind != NO_WAY;
		may |= holds_some(reference, p, terms, MAYBE);
		if (holds_some(reference, p, terms, SURE)) {
			held = true;
			held_way |= possible;
		} else {
			doubted |= holds_some(reference, p, terms, SAID);
			named_way |= possible && names;
		}
	}
	if (best >= 0)
		return best;
	if (best_copy != STK_MISSING)
		return best_copy;
	if (said)
		return STK_DISPUTED;
	if (held_way || named_way)
		return STK_UNKNOWN;
	if (held)
		return STK_SILO;
	if (doubted)
		return STK_DISPUTED;
	return may ? STK_UNKNOWN : STK_MISSING;
}

static int groups_of(int metric)
{
	int count = 0;

	while (count < SOURCES && metrics[metric].groups[count] >= 0)
		count++;
	return count;
}

/* How good a combination is: as few unknown ages, copies, then by the worst state, then as few
 * platforms. */
static bool weigh(const struct reference *reference, int metric, const int *from,
		  struct verdict *verdict)
{
	unsigned seen = 0;
	int fresh = metrics[metric].fresh;

	memset(verdict, 0, sizeof *verdict);
	verdict->all = true;
	for (int g = 0; g < groups_of(metric); g++) {
		struct age age =
			arrives(reference, from[g], metrics[metric].sources[g], SURE, fresh);
		int state;

		if (age.kind == NO_WAY)
			return false;
		state = state_of(&age, fresh);
		verdict->unknown += state > STK_STALE;
		verdict->copies +=
			reference->little->things[from[g]].record != metrics[metric].groups[g];
		verdict->worst = state > verdict->worst ? state : verdict->worst;
		verdict->distinct += !(seen >> from[g] & 1);
		seen |= 1u << from[g];
	}
	verdict->state = verdict->worst;
	return joined(reference, metric, from, groups_of(metric), SURE, false);
}

static int compare(const struct verdict *a, const struct verdict *b)
{
	if (a->unknown != b->unknown)
		return a->unknown - b->unknown;
	if (a->copies != b->copies)
		return a->copies - b->copies;
	if (a->worst != b->worst)
		return a->worst - b->worst;
	return a->distinct - b->distinct;
}

static bool next(int *from, int groups, int count)
{
	for (int g = 0; g < groups; g++) {
		if (++from[g] < count)
			return true;
		from[g] = 0;
	}
	return false;
}

static bool any_joined(const struct reference *reference, int metric, int level, bool held)
{
	int from[SOURCES] = {0}, groups = groups_of(metric);

	do {
		bool all = true;

		for (int g = 0; all && g < groups; g++)
			all = arrives(reference, from[g], metrics[metric].sources[g], level, 0)
				      .kind != NO_WAY;
		if (all && joined(reference, metric, from, groups, level, held))
			return true;
	} while (next(from, groups, reference->little->count));
	return false;
}

static struct verdict verdict_at(struct reference *reference, int metric, int destination)
{
	struct verdict best = {STK_READY, false, 0, 0, 0, 0}, one;
	int from[SOURCES] = {0}, groups = groups_of(metric), last = 0;
	bool all = true;

	reference->destination = destination;
	do {
		if (weigh(reference, metric, from, &one) && (!best.all || compare(&one, &best) < 0))
			best = one;
	} while (next(from, groups, reference->little->count));
	if (best.all)
		return best;
	for (int g = 0; g < groups; g++) {
		bool comes = false;

		for (int p = 0; p < reference->little->count; p++)
			comes |= arrives(reference, p, metrics[metric].sources[g], SURE, 0).kind !=
				 NO_WAY;
		all &= comes;
		last = group_state(reference, metric, g);
		if (g + 1 < groups || !all)
			best.state = last > best.state ? last : best.state;
	}
	if (all) { /* they arrive, and nothing joins them: the last group bears it */
		last = any_joined(reference, metric, SAID, false)    ? STK_DISPUTED
		       : any_joined(reference, metric, MAYBE, false) ? STK_UNKNOWN
		       : any_joined(reference, metric, SURE, true)   ? STK_SILO
								     : STK_MISSING;
		best.state = last > best.state ? last : best.state;
	}
	return best;
}

/* --- comparing --- */

static void hold_against(const struct little *little, const struct stk_metrics *made,
			 const char *text)
{
	struct reference reference;

	read_all(&reference, little);
	for (int m = 0; m < METRICS; m++) {
		const struct stk_metric *metric = &made->items[m];
		struct verdict best = verdict_at(&reference, m, 0), second, chosen;
		int from[SOURCES], destination = 0;

		if (little->destinations == 2) {
			second = verdict_at(&reference, m, 1);
			if (second.state < best.state) {
				best = second;
				destination = 1;
			}
		}
		if (best.state != (int)metric->state)
			fputs(text, stderr);
		if (best.state != (int)metric->state)
			fail_msg("m%d: %s, should be %s (%s)\n%s", m,
				 stk_metric_state_name(metric->state),
				 stk_metric_state_name((enum stk_metric_state)best.state),
				 metric->reason, text);
		assert_int_equal(metric->destination, destination);
		assert_true(*metric->reason);
		if (!best.all)
			continue;
		reference.destination = destination;
		for (int g = 0; g < groups_of(m); g++) {
			const struct stk_need *need = &metric->needs[g];
			struct age age = arrives(&reference, (int)need->from, metrics[m].sources[g],
						 SURE, metrics[m].fresh);
			long minutes = age.kind == KNOWN     ? age.minutes
				       : age.kind == BY_HAND ? -2
							     : -1;

			from[g] = (int)need->from;
			if (need->age_minutes != minutes)
				fail_msg("m%d: from P%d %ld minutes, should be %ld\n%s", m, from[g],
					 (long)need->age_minutes, minutes, text);
		}
		if (!weigh(&reference, m, from, &chosen) || compare(&chosen, &best))
			fail_msg("m%d: not from where it is best (P%d)\n%s", m, from[0], text);
	}
}

static void test_agreement(void **state)
{
	uint32_t states[STK_METRIC_STATES] = {0};

	(void)state;
	for (uint64_t round = 1; round <= ROUNDS; round++) {
		struct stk_str text = STK_STR_INIT;
		struct little little;
		struct stk_metrics *made;
		struct world world;

		seed = round * 7919;
		make(&little);
		write_out(&text, &little);
		world = world_open(text.data);
		made = stk_metrics_new(world.graph);
		stk_metrics_unlocks(made);
		hold_against(&little, made, text.data);
		for (int s = 0; s < STK_METRIC_STATES; s++)
			states[s] += made->by_state[s];
		stk_metrics_free(made);
		world_close(&world);
		stk_str_release(&text);
	}
	/* The worlds are rich enough: every state comes up often. */
	for (int s = 0; s < STK_METRIC_STATES; s++)
		assert_true(states[s] > ROUNDS / 60);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_agreement),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
