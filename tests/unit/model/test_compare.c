/* Two judged inventories held against each other, and whom the difference concerns. */
#include "world.h"

#include "stocktake/model/affected.h"
#include "stocktake/model/compare.h"

static struct stk_finding *add(struct stk_findings *findings, const char *check,
			       const char *address, enum stk_finding_state state)
{
	struct stk_finding finding = {.check = check, .address = address, .at_bytes = SIZE_MAX};
	struct stk_finding *added = stk_findings_add(findings, &finding);

	added->state = state;
	return added;
}

static void compare(const struct stk_findings *before, const struct stk_findings *after,
		    const char *fresh, const char *gone)
{
	struct stk_compared compared;
	struct stk_str got = STK_STR_INIT;

	stk_compare(before, after, NULL, NULL, &compared);
	for (size_t i = 0; i < compared.fresh_count; i++)
		stk_str_addf(&got, "%s ", compared.fresh[i]->address);
	assert_string_equal(got.data, fresh);
	stk_str_reset(&got);
	for (size_t i = 0; i < compared.gone_count; i++)
		stk_str_addf(&got, "%s ", compared.gone[i]->address);
	assert_string_equal(got.data, gone);
	assert_int_equal(compared.metric_count, 0);
	stk_str_release(&got);
	stk_compared_release(&compared);
}

static void test_findings(void **state)
{
	struct stk_findings before = STK_FINDINGS_INIT, after = STK_FINDINGS_INIT;

	(void)state;
	compare(&before, &after, "", "");
	add(&before, "silo", "platforms/a", STK_OPEN);
	add(&before, "silo", "platforms/b", STK_OPEN);
	add(&after, "silo", "platforms/b", STK_OPEN)->line = 7;
	add(&after, "gap", "platforms/b", STK_OPEN);
	add(&after, "silo", "platforms/c", STK_OPEN);
	compare(&before, &after, "platforms/b platforms/c ", "platforms/a ");
	stk_findings_release(&before);
	stk_findings_release(&after);
}

/* Two findings of one fingerprint are two. */
static void test_as_often(void **state)
{
	struct stk_findings before = STK_FINDINGS_INIT, after = STK_FINDINGS_INIT;

	(void)state;
	add(&before, "silo", "platforms/a", STK_OPEN);
	add(&after, "silo", "platforms/a", STK_OPEN);
	add(&after, "silo", "platforms/a", STK_OPEN);
	compare(&before, &after, "platforms/a ", "");
	compare(&after, &before, "", "platforms/a ");
	assert_int_equal(stk_findings_know(&after, &before), 0);
	assert_int_equal(after.items[0].state, STK_KNOWN);
	assert_int_equal(after.items[1].state, STK_OPEN);
	stk_findings_release(&before);
	stk_findings_release(&after);
}

static void test_waived(void **state)
{
	struct stk_findings before = STK_FINDINGS_INIT, after = STK_FINDINGS_INIT;

	(void)state;
	add(&before, "silo", "platforms/a", STK_WAIVED); /* its waiver goes: new */
	add(&after, "silo", "platforms/a", STK_OPEN);
	add(&before, "silo", "platforms/b", STK_OPEN); /* a waiver comes: accepted, not gone */
	add(&after, "silo", "platforms/b", STK_WAIVED);
	add(&before, "silo", "platforms/c", STK_WAIVED); /* nobody saw it, nobody misses it */
	add(&after, "silo", "platforms/d", STK_WAIVED);
	add(&before, "silo", "platforms/e", STK_KNOWN); /* known of an earlier baseline */
	add(&after, "silo", "platforms/e", STK_OPEN);
	compare(&before, &after, "platforms/a ", "");
	assert_int_equal(stk_findings_know(&after, &before), 0);
	assert_int_equal(after.items[0].state, STK_OPEN);
	assert_int_equal(after.items[1].state, STK_WAIVED);
	assert_int_equal(after.items[2].state, STK_WAIVED);
	assert_int_equal(after.items[3].state, STK_KNOWN);
	stk_findings_release(&before);
	stk_findings_release(&after);
}

static void test_know_counts_what_is_gone(void **state)
{
	struct stk_findings known = STK_FINDINGS_INIT, now = STK_FINDINGS_INIT;

	(void)state;
	add(&known, "silo", "platforms/a", STK_OPEN);
	add(&known, "silo", "platforms/b", STK_OPEN);
	add(&known, "silo", "platforms/c", STK_WAIVED);
	add(&now, "silo", "platforms/b", STK_OPEN);
	assert_int_equal(stk_findings_know(&now, &known), 1);
	assert_int_equal(now.items[0].state, STK_KNOWN);
	stk_findings_release(&known);
	stk_findings_release(&now);
}

#define WORLD(crm)                                                                                 \
	"inventory: {destination: [bi], teams: [{id: board, chain: up}, {id: sales, chain: "       \
	"home}]}\n"                                                                                \
	"stakeholders: {ana: {name: Ana}, tom: {name: Tom}}\n"                                     \
	"platforms:\n"                                                                             \
	"  bi: {name: BI, holds: [], integrations: [], teams: [sales], shows: [Wins]}\n"           \
	"  sheet: {name: Sheet, holds: [], integrations: [{with: crm, flow: in, method: manual, "  \
	"who: tom}]}\n" crm

static const char held[] = WORLD(
	"  crm: {name: CRM, owner: ana, admin: [ana, sales], teams: [sales], holds: "
	"[deal.outcome], "
	"integrations: [{with: bi, flow: out, carries: all, every: 1 hour}]}\n"
	"metrics: {wins: {name: Wins, needs: [deal.outcome], audience: [board]}, old: {name: Old, "
	"needs: [lead.source]}}\n");
static const char gone[] =
	WORLD("  crm: {name: CRM, status: retired, owner: ana, holds: [deal.outcome], "
	      "integrations: []}\n"
	      "metrics: {wins: {name: Wins, needs: [deal.outcome]}, fresh: {name: Fresh, needs: "
	      "[lead.source]}}\n");

static void test_metrics(void **state)
{
	struct world before = world_open(held), after = world_open(gone);
	struct stk_metrics *was = stk_metrics_new(before.graph), *is = stk_metrics_new(after.graph);
	struct stk_findings none = STK_FINDINGS_INIT;
	struct stk_compared compared;

	(void)state;
	stk_compare(&none, &none, was, is, &compared);
	assert_int_equal(compared.metric_count, 3);
	assert_string_equal(compared.metrics[0].metric, "fresh");
	assert_null(compared.metrics[0].was);
	assert_string_equal(compared.metrics[1].metric, "old");
	assert_null(compared.metrics[1].is);
	assert_string_equal(compared.metrics[2].metric, "wins");
	assert_int_equal(compared.metrics[2].was->state, STK_READY);
	assert_int_equal(compared.metrics[2].is->state, STK_MISSING);
	stk_compared_release(&compared);
	stk_compare(&none, &none, was, was, &compared);
	assert_int_equal(compared.metric_count, 0);
	stk_compared_release(&compared);
	stk_metrics_free(was);
	stk_metrics_free(is);
	world_close(&before);
	world_close(&after);
}

static void describe(const struct stk_affected *affected, struct stk_str *out)
{
	static const char *const verbs[] = {"owns",  "administers", "uses", "carries",
					    "would", "reads",       "meant"};

	stk_str_reset(out);
	for (size_t i = 0; i < affected->count; i++) {
		const struct stk_person *person = &affected->items[i];

		stk_str_addf(out, "%s:", person->who);
		for (size_t j = 0; j < person->reason_count; j++)
			stk_str_addf(out, " %s %s", verbs[person->reasons[j].why],
				     person->reasons[j].metric ? person->reasons[j].metric
							       : person->reasons[j].platform);
		stk_str_addc(out, '\n');
	}
}

static void test_affected(void **state)
{
	struct world before = world_open(held), after = world_open(gone);
	struct stk_metrics *was = stk_metrics_new(before.graph), *is = stk_metrics_new(after.graph);
	struct stk_findings none = STK_FINDINGS_INIT;
	struct stk_touched goes = {"crm", NULL, NULL, true}, link = {"sheet", "crm", "ana", false},
			   fresh = {"not-there", "crm", NULL, false};
	struct stk_affected affected;
	struct stk_compared compared;
	struct stk_str got = STK_STR_INIT;

	(void)state;
	stk_compare(&none, &none, was, is, &compared);
	stk_affected_gather(before.graph, &goes, 1, &compared, &affected);
	describe(&affected, &got);
	assert_string_equal(got.data,
			    "stakeholders/ana: owns crm administers crm\n"
			    "stakeholders/tom: carries crm\n"
			    "inventory/teams/board: meant wins\n"
			    "inventory/teams/sales: administers crm uses crm reads wins\n");
	stk_affected_release(&affected);
	stk_compared_release(&compared);

	/* A new link: who does it by hand today, who would, and nobody who uses its ends. */
	stk_compare(&none, &none, was, was, &compared);
	stk_affected_gather(before.graph, &link, 1, &compared, &affected);
	describe(&affected, &got);
	assert_string_equal(got.data,
			    "stakeholders/ana: would sheet\nstakeholders/tom: carries crm\n");
	stk_affected_release(&affected);
	stk_affected_gather(before.graph, &fresh, 1, &compared, &affected);
	assert_int_equal(affected.count, 0);
	stk_affected_release(&affected);
	stk_compared_release(&compared);
	stk_str_release(&got);
	stk_metrics_free(was);
	stk_metrics_free(is);
	world_close(&before);
	world_close(&after);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_findings), cmocka_unit_test(test_as_often),
		cmocka_unit_test(test_waived),   cmocka_unit_test(test_know_counts_what_is_gone),
		cmocka_unit_test(test_metrics),  cmocka_unit_test(test_affected),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
