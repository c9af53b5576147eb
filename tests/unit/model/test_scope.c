/* What is one person's business: their questions are the same, found without those of others. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

#include "stocktake/model/questions.h"
#include "stocktake/model/scope.h"

static const char document[] =
	"inventory:\n"
	"  name: Acme\n"
	"  goal: g\n"
	"  destination: bi\n"
	"  confirm_every: 1 month\n"
	"  columns: {tier: {ask: How critical is it?}}\n"
	"  teams:\n"
	"    - {id: board, name: Board, chain: up}\n"
	"    - {id: sales, name: Sales reps, chain: down}\n"
	"    - {id: marketing, name: Marketing, chain: across}\n"
	"stakeholders:\n"
	"  ana: {name: Ana Ruiz, team: marketing}\n"
	"  ben: {name: Ben, team: board}\n"
	"  dan: {name: Dan, team: sales}\n"
	"  mia: {name: Mia, team: marketing}\n"
	"  nobody: {name: Nobody}\n"
	"platforms:\n"
	"  bi: {name: BI, owner: ben}\n"
	"  hubspot: {name: HubSpot, teams: marketing, admin: mia, integrations: [{with: bi}, "
	"{with: crm}],\n"
	"    disputes: [{at: category, says: crm, by: dan, on: 2026-01-01}], confirmed: "
	"2020-01-01}\n"
	"  crm: {name: CRM, teams: [sales, board], owner: dan, holds: [lead]}\n"
	"  notes: {name: Notes, owner: [dan, nobody]}\n"
	"  old: {name: Old, status: retired, owner: ana}\n"
	"  lost: {name: Lost}\n"
	"evidence:\n"
	"  2026-12-01-dan-a: {kind: interview, by: dan, at: '2026-12-01T10:00:00Z', answers: [\n"
	"    {at: platforms/lost/holds, ask: ana}, {at: platforms/crm/admin, state: unknown},\n"
	"    {at: metrics/win/formula, ask: nobody}, {at: inventory/goal, ask: ben}]}\n"
	"metrics:\n"
	"  win: {name: Win rate, needs: [deal.outcome, lead.created_at], fresh: 1 day}\n";

struct world {
	struct stk_inventory *inventory;
	struct stk_evidence *evidence;
	struct stk_graph *graph;
	struct stk_metrics *metrics;
};

static void open_world(struct world *world)
{
	struct stk_clock clock = {0, 20000, true};
	struct stk_err err;

	world->inventory = stk_inventory_load_document("test", document, strlen(document), &clock,
						       STK_LOAD_EVIDENCE, &err);
	if (!world->inventory)
		fail_msg("%s", err.message);
	world->evidence = stk_evidence_new(world->inventory);
	world->graph = stk_graph_new(world->inventory);
	world->metrics = stk_metrics_new(world->graph);
}

static void close_world(struct world *world)
{
	stk_metrics_free(world->metrics);
	stk_graph_free(world->graph);
	stk_evidence_free(world->evidence);
	stk_inventory_free(world->inventory);
}

/* The next one of theirs from *at on; NULL: none. */
static const struct stk_question *next_of(const struct stk_questions *questions, uint32_t who,
					  size_t *at)
{
	while (*at < questions->count)
		if (stk_question_is_for(&questions->items[(*at)++], who))
			return &questions->items[*at - 1];
	return NULL;
}

static void test_same_questions(void **state)
{
	struct stk_finding finding = {.check = "silo",
				      .address = "platforms/crm",
				      .ask = "platforms/crm/integrations",
				      .message = "m"};
	struct stk_finding other = {.check = "gap",
				    .address = "platforms/hubspot",
				    .ask = "platforms/hubspot/owner",
				    .message = "n"};
	struct stk_findings findings = STK_FINDINGS_INIT;
	struct world world;
	struct stk_holes *holes;
	struct stk_questions *all;
	size_t seen = 0;

	(void)state;
	open_world(&world);
	stk_findings_add(&findings, &finding);
	stk_findings_add(&findings, &other);
	holes = stk_holes_new(world.inventory, world.evidence, world.metrics);
	all = stk_questions_new(world.inventory, world.evidence, holes, &findings);
	for (uint32_t who = 0; who < world.inventory->kinds[STK_STAKEHOLDER].count; who++) {
		struct stk_scope *scope = stk_scope_new(world.inventory, world.evidence, who);
		struct stk_holes *within =
			stk_holes_within(world.inventory, world.evidence, world.metrics, scope);
		struct stk_questions *own =
			stk_questions_new(world.inventory, world.evidence, within, &findings);
		const struct stk_question *one, *two;
		size_t a = 0, b = 0;

		do {
			one = next_of(all, who, &a);
			two = next_of(own, who, &b);
			assert_int_equal(one == NULL, two == NULL);
			if (!one)
				break;
			assert_string_equal(one->address, two->address);
			assert_int_equal(one->kind, two->kind);
			assert_int_equal(one->weight, two->weight);
			assert_true(one->metrics == two->metrics);
			assert_int_equal(one->who_count, two->who_count);
			assert_int_equal(one->message == NULL, two->message == NULL);
			seen++;
		} while (one);
		assert_true(own->count < all->count);
		stk_questions_free(own);
		stk_holes_free(within);
		stk_scope_free(scope);
	}
	assert_true(seen > 12);
	stk_questions_free(all);
	stk_holes_free(holes);
	stk_findings_release(&findings);
	close_world(&world);
}

static void test_whose(void **state)
{
	struct world world;
	uint32_t ana, lost, crm;
	struct stk_scope *scope;

	(void)state;
	open_world(&world);
	ana = stk_entity_index(world.inventory, STK_STAKEHOLDER,
			       stk_inventory_find(world.inventory, STK_STAKEHOLDER, "ana"));
	lost = stk_entity_index(world.inventory, STK_PLATFORM,
				stk_inventory_find(world.inventory, STK_PLATFORM, "lost"));
	crm = stk_entity_index(world.inventory, STK_PLATFORM,
			       stk_inventory_find(world.inventory, STK_PLATFORM, "crm"));
	scope = stk_scope_new(world.inventory, world.evidence, ana);
	assert_true(stk_scope_has(scope, STK_PLATFORM, lost)); /* handed to her */
	assert_false(stk_scope_has(scope, STK_PLATFORM, crm));
	assert_true(stk_scope_has(NULL, STK_PLATFORM, crm));
	stk_scope_free(scope);
	close_world(&world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_same_questions),
		cmocka_unit_test(test_whose),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
