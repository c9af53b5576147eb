/*
 * Unlocks held to their word on random small inventories: each new link is built in the order in
 * which it is proposed, and the metrics that it promises must then be computable. And none that
 * could have been built in place of the first may bring more.
 */
#include "model/little.h"

#include <stdio.h>

#include "stocktake/model/metrics.h"

#ifdef STK_SANITIZED
#define ROUNDS 150
#else
#define ROUNDS 3000
#endif

struct judged {
	struct stk_str text;
	struct world world;
	struct stk_metrics *metrics;
};

static struct judged judge(const struct little *little)
{
	struct judged judged = {.text = STK_STR_INIT};

	write_out(&judged.text, little);
	judged.world = world_open(judged.text.data);
	judged.metrics = stk_metrics_new(judged.world.graph);
	return judged;
}

static void release(struct judged *judged)
{
	stk_metrics_free(judged->metrics);
	world_close(&judged->world);
	stk_str_release(&judged->text);
}

/* Platforms are p0, p1, ... and few: their index is their number. */
static void build(struct little *little, const struct judged *judged, const struct stk_unlock *link)
{
	struct built *built = &little->built[little->built_count++];

	assert_true((size_t)little->built_count <= STK_COUNT(little->built));
	*built = (struct built){(int)link->from, (int)link->to, {.present = true}};
	for (uint32_t i = 0; i < link->carry_count; i++) {
		const char *group = stk_sym_text(&judged->world.inventory->syms, link->carries[i]);

		for (int g = 0; g < 3; g++)
			if (strcmp(group, group_names[g]) == 0)
				built->carries.groups |= 1u << g;
	}
	assert_true(built->carries.groups);
}

static bool computable(const struct judged *judged, uint32_t metric)
{
	return judged->metrics->items[metric].state <= STK_STALE;
}

/* Only who may be a source: in use, nobody's own copy; and it ends where reports are made. */
static void check_ends(const struct little *little, const struct stk_unlock *link, const char *text)
{
	const struct thing *from = &little->things[link->from];

	if (link->to >= (uint32_t)little->destinations || from->copies || from->status == 3 ||
	    (from->status && link->from >= (uint32_t)little->destinations))
		fail_msg("P%u to P%u is no link to propose\n%s", link->from, link->to, text);
}

static int gain(const struct judged *before, const struct little *little)
{
	struct judged after = judge(little);
	int count = 0;

	for (uint32_t m = 0; m < METRICS; m++)
		count += !computable(before, m) && computable(&after, m);
	release(&after);
	return count;
}

/* Linked with nothing: a new link from it brings along what it holds itself and nothing else, and
 * is not a second way for what arrives already, where one would rather ask how often it does. */
static bool alone(const struct little *little, int p)
{
	for (int q = 0; q < little->count; q++)
		if (little->things[q].with[p].present || little->things[p].with[q].present ||
		    little->things[q].part_of == p)
			return false;
	return little->things[p].part_of < 0;
}

/* What one link could bring that carries what its source is sure to hold. */
static uint32_t check_first(const struct little *little, const struct judged *before)
{
	struct little other = *little;
	const struct stk_metrics *found = before->metrics;
	int first = found->unlock_count ? (int)found->unlocks[0].metric_count : 0;
	uint32_t tried = 0;

	if (little->destinations != 1 || (found->unlock_count && !first))
		return 0; /* two destinations: they choose where; none at once: it takes two links
			   */
	other.built_count = 1;
	for (int p = 1; p < little->count; p++) {
		const struct thing *thing = &little->things[p];
		unsigned terms = thing->holds.terms;
		int brings;

		if (thing->status || thing->copies || !alone(little, p))
			continue;
		if (thing->field >= 0)
			terms |= 1u << thing->field;
		if (thing->dispute == 1)
			terms &= ~(1u << thing->dispute_about);
		other.built[0] = (struct built){p, 0, {.present = true, .terms = terms}};
		brings = gain(before, &other);
		tried += brings > 0;
		if (brings > first) {
			fputs(before->text.data, stderr);
			fail_msg("P%d to P0 brings %d, the first proposed %d", p, brings, first);
		}
	}
	return tried;
}

static uint32_t keep_word(const struct little *little, const struct judged *before)
{
	const struct stk_metrics *found = before->metrics;
	struct little built = *little;

	for (uint32_t i = 0; i < found->unlock_count; i++) {
		const struct stk_unlock *link = &found->unlocks[i];
		struct judged after;

		check_ends(little, link, before->text.data);
		build(&built, before, link);
		after = judge(&built);
		for (uint32_t j = 0; j < link->metric_count; j++)
			if (computable(before, link->metrics[j]) ||
			    !computable(&after, link->metrics[j])) {
				fputs(after.text.data, stderr); /* cmocka cuts long messages */
				fail_msg("P%u to P%u promised m%u, but %s", link->from, link->to,
					 link->metrics[j],
					 after.metrics->items[link->metrics[j]].reason);
			}
		release(&after);
	}
	return found->unlock_count;
}

static void proposals_keep_their_word(void **state)
{
	uint32_t proposed = 0, rivals = 0;

	(void)state;
	for (uint64_t round = 1; round <= ROUNDS; round++) {
		struct little little;
		struct judged before;

		seed = round * 104729;
		make(&little);
		before = judge(&little);
		stk_metrics_unlocks(before.metrics);
		proposed += keep_word(&little, &before);
		rivals += check_first(&little, &before);
		release(&before);
	}
	/* The worlds are rich enough for both. */
	assert_true(proposed > ROUNDS / 10);
	assert_true(rivals > ROUNDS / 100);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(proposals_keep_their_word),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
