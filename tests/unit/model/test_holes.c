/* Holes: what was not asked, what nobody knew, whom it goes to, and what weighs most. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "stocktake/model/holes.h"

static const char document[] =
	"inventory:\n"
	"  {name: Acme, goal: g, destination: [bi], teams: [{id: sales, name: Sales, chain: "
	"down}]}\n"
	"stakeholders:\n"
	"  ana: {name: Ana, role: r, team: sales, email: a@x}\n"
	"  li: {name: Li, role: r, email: l@x}\n"
	"platforms:\n"
	"  bi: {name: BI, website: w, category: crm, stages: [], teams: [sales], owner: [], admin: "
	"li,\n"
	"    holds: [], integrations: []}\n"
	"  crm: {name: CRM, website: w, category: crm, stages: [], teams: [sales], owner: [li, "
	"ana],\n"
	"    holds: [deal.outcome],\n"
	"    integrations: [{with: bi, flow: out, carries: all}, {with: sheet, flow: both}]}\n"
	"  sheet: {name: Sheet, stages: [], teams: [sales],\n"
	"    fields: [{name: Deal, term: deal.outcome}],\n"
	"    integrations: [{with: crm, every: 1 day, method: file}]}\n"
	"  tool: {name: Tool}\n"
	"  gone: {name: Gone, status: retired}\n"
	"evidence:\n"
	"  2026-12-01-li-a: {kind: interview, by: li, at: \"2026-12-01T09:00:00Z\", answers: [\n"
	"    {at: platforms/crm/admin, state: unknown},\n"
	"    {at: platforms/sheet/owner, ask: li},\n"
	"    {at: platforms/sheet/website, state: not-applicable},\n"
	"    {at: platforms/tool/holds, state: unknown},\n"
	"    {at: platforms/sheet/category, says: crm}]}\n"
	"  2026-12-02-ana-a: {kind: interview, by: ana, answers: [\n"
	"    {at: platforms/crm/integrations/bi/every, state: silent},\n"
	"    {at: platforms/crm/integrations/bi/method, state: silent},\n"
	"    {at: platforms/sheet/admin, state: unknown}]}\n"
	"  2026-12-02-li-b: {kind: interview, by: li, answers: [\n"
	"    {at: platforms/crm/integrations/bi/method, state: silent}]}\n";

static struct stk_inventory *inventory;
static struct stk_evidence *evidence;

static int set_up(void **state)
{
	struct stk_clock clock = {0, 0, true};
	struct stk_err err;

	(void)state;
	inventory = stk_inventory_load_document("test", document, sizeof document - 1, &clock,
						STK_LOAD_EVIDENCE, &err);
	if (!inventory)
		fail_msg("%s", err.message);
	evidence = stk_evidence_new(inventory);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	stk_evidence_free(evidence);
	stk_inventory_free(inventory);
	return 0;
}

static const struct stk_hole *find(const struct stk_holes *holes, const char *address)
{
	for (size_t i = 0; i < holes->count; i++)
		if (!strcmp(holes->items[i].address, address))
			return &holes->items[i];
	return NULL;
}

static void test_what_is_a_hole(void **state)
{
	struct stk_holes *holes = stk_holes_new(inventory, evidence, NULL);

	(void)state;
	/* Said: also "none". */
	assert_null(find(holes, "platforms/crm/owner"));
	assert_null(find(holes, "platforms/bi/owner"));
	assert_null(find(holes, "inventory/goal"));
	/* Not asked. */
	assert_non_null(find(holes, "platforms/tool/integrations"));
	assert_non_null(find(holes, "stakeholders/li/team"));
	/* Nobody is asked what whoever keeps the inventory knows, or finds out. */
	assert_null(find(holes, "stakeholders/li/team")->who);
	assert_ptr_equal(find(holes, "platforms/tool/owner")->key->word, STK_W_OWNER);
	/* Fields say what is held; what does not apply is no hole; what is gone is not asked about.
	 */
	assert_null(find(holes, "platforms/sheet/holds"));
	assert_null(find(holes, "platforms/sheet/website"));
	for (size_t i = 0; i < holes->count; i++)
		assert_null(strstr(holes->items[i].address, "gone"));
	/* Said once, and not in the file any more. */
	assert_int_equal(find(holes, "platforms/sheet/category")->state, STK_ANSWER_SAYS);
	stk_holes_free(holes);
}

/* An integration's keys; what the other side says of the same one counts here too. */
static void test_integrations(void **state)
{
	struct stk_holes *holes = stk_holes_new(inventory, evidence, NULL);

	(void)state;
	assert_non_null(find(holes, "platforms/crm/integrations/bi/every"));
	assert_null(find(holes, "platforms/crm/integrations/bi/flow"));
	assert_null(find(holes, "platforms/crm/integrations/sheet/every"));
	assert_null(find(holes, "platforms/sheet/integrations/crm/flow"));
	assert_non_null(find(holes, "platforms/crm/integrations/sheet/carries"));
	assert_non_null(find(holes, "platforms/sheet/integrations/crm/carries"));
	stk_holes_free(holes);
}

static void test_whom(void **state)
{
	struct stk_holes *holes = stk_holes_new(inventory, evidence, NULL);
	const struct stk_hole *hole;

	(void)state;
	/* Li owns it and does not know: Ana, who owns it too. */
	hole = find(holes, "platforms/crm/admin");
	assert_int_equal(hole->state, STK_ANSWER_UNKNOWN);
	assert_string_equal(hole->who, "ana");
	assert_int_equal(hole->since, stk_date_parse("2026-12-01"));
	/* Routed. */
	hole = find(holes, "platforms/sheet/owner");
	assert_int_equal(hole->state, STK_ANSWER_ASK);
	assert_string_equal(hole->who, "li");
	/* The only one of the team does not know; the day is the file's. */
	hole = find(holes, "platforms/sheet/admin");
	assert_null(hole->who);
	assert_int_equal(hole->since, stk_date_parse("2026-12-02"));
	/* Nobody has to do with it. */
	hole = find(holes, "platforms/tool/website");
	assert_null(hole->who);
	assert_int_equal(hole->since, STK_DATE_NONE);
	/* Owner first, then the team. */
	assert_string_equal(find(holes, "platforms/crm/integrations/bi/every")->who, "li");
	assert_string_equal(find(holes, "platforms/sheet/integrations/crm/carries")->who, "ana");
	assert_null(find(holes, "platforms/sheet/category")->who);
	stk_holes_free(holes);
}

/* Silence is as open as before, for anybody but those who were silent. */
static void test_silence(void **state)
{
	struct stk_holes *holes = stk_holes_new(inventory, evidence, NULL);
	struct stk_answer_counts counts;

	(void)state;
	assert_string_equal(find(holes, "platforms/crm/integrations/bi/every")->who, "li");
	assert_null(find(holes, "platforms/crm/integrations/bi/method")->who);
	stk_answers_count(inventory, evidence, &counts);
	assert_int_equal(counts.unknown, 3); /* crm/admin, tool/holds, sheet/admin */
	stk_holes_free(holes);
}

/* One at a time gives what all together give. */
static void test_asker(void **state)
{
	static const char *const none[] = {"platforms/gone/owner",
					   "platforms/crm/owner",
					   "platforms/sheet/holds",
					   "platforms/sheet/website",
					   "platforms/crm",
					   "platforms/nowhere/owner",
					   "platforms/crm/nothing",
					   "metrics",
					   "no address",
					   "terms/deal.outcome/name",
					   ""};
	struct stk_holes *holes = stk_holes_new(inventory, evidence, NULL);
	struct stk_asker *asker = stk_asker_new(inventory, evidence);
	const char *who;

	(void)state;
	assert_true(holes->count > 5);
	for (size_t i = 0; i < holes->count; i++) {
		assert_true(stk_asker_at(asker, holes->items[i].address, &who));
		if (holes->items[i].who)
			assert_string_equal(who, holes->items[i].who);
		else
			assert_null(who);
	}
	for (size_t i = 0; i < sizeof none / sizeof *none; i++)
		assert_false(stk_asker_at(asker, none[i], &who));
	stk_asker_free(asker);
	stk_holes_free(holes);
}

static void test_order(void **state)
{
	struct stk_holes *holes = stk_holes_new(inventory, evidence, NULL);

	(void)state;
	assert_string_equal(holes->items[0].address, "platforms/tool/holds");
	for (size_t i = 1; i < holes->count; i++) {
		const struct stk_hole *a = &holes->items[i - 1], *b = &holes->items[i];

		assert_true(a->weight > b->weight ||
			    (a->weight == b->weight && strcmp(a->address, b->address) < 0));
	}
	stk_holes_free(holes);
}

/* A metric that waits: for what the silent tool holds, or for what a link that is there carries. */
static void test_weights(void **state)
{
	struct stk_graph *graph = stk_graph_new(inventory);
	stk_sym outcome = stk_sym_find(&inventory->syms, "deal.outcome", 12);
	stk_sym duration = stk_sym_find(&inventory->syms, "activity.duration", 17);
	uint32_t path[1] = {STK_NONE};
	struct stk_need needs[2] = {{.terms = &outcome, .term_count = 1, .state = STK_UNKNOWN},
				    {.terms = &duration, .term_count = 1, .state = STK_UNKNOWN}};
	struct stk_metric items[2] = {
		{.state = STK_UNKNOWN, .needs = &needs[0], .need_count = 1},
		{.state = STK_UNKNOWN, .needs = &needs[1], .need_count = 1},
	};
	struct stk_metrics metrics = {.graph = graph, .items = items, .count = 2};
	struct stk_holes *holes;
	const struct stk_hole *hole;

	(void)state;
	assert_true(outcome && duration);
	for (uint32_t i = 0; i < graph->link_count; i++)
		if (graph->links[i].carries_all)
			path[0] = i;
	assert_int_not_equal(path[0], STK_NONE);
	needs[0].path = path;
	needs[0].path_len = 1;
	holes = stk_holes_new(inventory, evidence, &metrics);
	/* Duration is held by nobody who spoke: the silent tool may. */
	hole = find(holes, "platforms/tool/holds");
	assert_int_equal(hole->metrics, 2);
	assert_int_equal(hole->weight >> 4, 1);
	/* The outcome is held: its way is what is asked for, and how often it goes. */
	hole = find(holes, "platforms/crm/integrations/bi/every");
	assert_int_equal(hole->metrics, 1);
	hole = find(holes, "platforms/crm/integrations/sheet/carries");
	assert_int_equal(hole->metrics, 1);
	hole = find(holes, "platforms/tool/website");
	assert_int_equal(hole->metrics, 0);
	/* What holds up a metric comes before everything else. */
	for (size_t i = 0; i < holes->count; i++)
		assert_int_equal(holes->items[i].metrics == 0, holes->items[i].weight < 16);
	/* Known metrics wait for nothing. */
	stk_holes_free(holes);
	items[0].state = items[1].state = STK_MISSING;
	holes = stk_holes_new(inventory, evidence, &metrics);
	assert_true(holes->items[0].weight < 16);
	stk_holes_free(holes);
	stk_graph_free(graph);
}

static void test_counts(void **state)
{
	struct stk_holes *holes = stk_holes_new(inventory, evidence, NULL);
	struct stk_answer_counts counts;
	uint32_t unknown = 0, open = 0;

	(void)state;
	stk_answers_count(inventory, evidence, &counts);
	for (size_t i = 0; i < holes->count; i++) {
		if (!stk_starts(holes->items[i].address, "platforms/"))
			continue;
		unknown += holes->items[i].state == STK_ANSWER_UNKNOWN;
		open += holes->items[i].state != STK_ANSWER_UNKNOWN;
	}
	assert_int_equal(counts.unknown, unknown);
	assert_int_equal(counts.unknown, 3);
	assert_int_equal(counts.open, open);
	assert_int_equal(counts.not_applicable, 1);
	/* BI 8; CRM 7, flow and carries, flow; sheet 3 and its fields, every and method. */
	assert_int_equal(counts.known, 8 + 7 + 3 + 4 + 2);
	stk_holes_free(holes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_is_a_hole), cmocka_unit_test(test_integrations),
		cmocka_unit_test(test_whom),           cmocka_unit_test(test_order),
		cmocka_unit_test(test_weights),        cmocka_unit_test(test_counts),
		cmocka_unit_test(test_silence),        cmocka_unit_test(test_asker),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
