/* Facts after files were read again: what follows from them is made anew, all else stays. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "../tmp.h"
#include "stocktake/report/facts.h"

struct world {
	void *folder; /* tmp.h's */
	struct stk_clock clock;
	struct stk_source *source;
	struct stk_inventory *inventory;
	struct stk_facts facts;
};

static void put(const char *path, const char *text)
{
	tmp_put(path, text, strlen(text));
}

static void reload(struct world *world, const char *path, const char *text)
{
	struct stk_err err;

	put(path, text);
	assert_int_equal(stk_inventory_reload(world->inventory, path, &err), 0);
}

static int setup(void **state)
{
	static struct world world;
	struct stk_err err;

	memset(&world, 0, sizeof world);
	if (tmp_enter(&world.folder) || mkdir("stakeholders", 0777) || mkdir("platforms", 0777) ||
	    mkdir("metrics", 0777) || mkdir("evidence", 0777))
		return -1;
	put("inventory.yaml", "name: Acme\ndestination: bi\n"
			      "teams: [{id: sales, name: Sales, chain: down}]\n");
	put("stakeholders/ana.yaml", "name: Ana\nteam: sales\n");
	put("stakeholders/ben.yaml", "name: Ben\n");
	put("platforms/bi.yaml", "name: BI\nholds: []\n");
	put("platforms/crm.yaml", "name: CRM\nowner: ana\nholds: [deal.outcome]\n");
	put("metrics/win.yaml", "name: Win\nneeds: [deal.outcome]\n");
	world.clock = (struct stk_clock){.now_seconds = 1796120400, .today = 20788, .frozen = true};
	world.source = stk_source_folder(".", &err);
	world.inventory = stk_inventory_load(world.source, &world.clock, STK_LOAD_ALL, &err);
	stk_facts_init(&world.facts, world.inventory, 0);
	*state = &world;
	return world.inventory ? 0 : -1;
}

static int teardown(void **state)
{
	struct world *world = *state;

	stk_facts_release(&world->facts);
	stk_inventory_free(world->inventory);
	stk_source_close(world->source);
	return tmp_leave(&world->folder);
}

static uint32_t index_of(const struct world *world, const char *id)
{
	return stk_entity_index(world->inventory, STK_STAKEHOLDER,
				stk_inventory_find(world->inventory, STK_STAKEHOLDER, id));
}

static void test_platform(void **state)
{
	struct world *world = *state;

	assert_int_equal(stk_metrics_computable(world->facts.metrics), 0);
	reload(world, "platforms/crm.yaml",
	       "name: CRM\nowner: ana\nholds: [deal.outcome]\nintegrations:\n"
	       "  - {with: bi, flow: out, carries: [deal.outcome], every: 1 day}\n");
	stk_facts_renew(&world->facts, false);
	assert_int_equal(stk_metrics_computable(world->facts.metrics), 1);
}

static void test_evidence(void **state)
{
	struct world *world = *state;
	const struct stk_graph *graph = world->facts.graph;
	const struct stk_metrics *metrics = world->facts.metrics;
	size_t before;

	stk_facts_ask_one(&world->facts, NULL, index_of(world, "ana"));
	assert_null(world->facts.chain);
	before = world->facts.questions->count;
	assert_true(before > 0);
	stk_facts_renew(&world->facts, false);
	assert_non_null(world->facts.questions); /* nothing was read again */
	reload(world, "evidence/2026-12-01-ana-interview-aaaa.yaml",
	       "kind: interview\nby: ana\nat: 2026-12-01T10:20:00Z\nanswers:\n"
	       "  - {at: platforms/crm/integrations, state: not-applicable}\n");
	stk_facts_renew(&world->facts, false);
	assert_ptr_equal(world->facts.graph, graph);
	assert_ptr_equal(world->facts.metrics, metrics);
	assert_null(world->facts.questions);
	stk_facts_ask_one(&world->facts, NULL, index_of(world, "ana"));
	assert_int_equal(world->facts.questions->count, before - 1);
}

static void test_exactly(void **state)
{
	struct world *world = *state;
	const struct stk_graph *graph = world->facts.graph;
	unsigned caveats;

	reload(world, "platforms/crm.yaml",
	       "name: CRM\nholds: [deal.outcome]\nintegrations:\n"
	       "  - {with: bi, flow: out, carries: [deal.outcome], every: 1 day}\n");
	stk_facts_renew(&world->facts, false);
	graph = world->facts.graph;
	caveats = world->facts.metrics->items[0].caveats;
	assert_false(caveats & STK_CAVEAT_ONE_VOICE);
	reload(world, "evidence/2026-12-01-ana-interview-aaaa.yaml",
	       "kind: interview\nby: ana\nat: 2026-12-01T10:20:00Z\nanswers:\n"
	       "  - {at: platforms/crm/holds/deal.outcome, says: true}\n");
	stk_facts_renew(&world->facts, false);
	assert_int_equal(world->facts.metrics->items[0].caveats, caveats); /* as they were */
	stk_facts_renew(&world->facts, true);
	assert_true(world->facts.metrics->items[0].caveats & STK_CAVEAT_ONE_VOICE);
	assert_ptr_equal(world->facts.graph, graph);
}

static void test_whose(void **state)
{
	struct world *world = *state;

	stk_facts_ask_one(&world->facts, NULL, index_of(world, "ana"));
	assert_non_null(world->facts.scope);
	stk_facts_ask(&world->facts, NULL);
	assert_null(world->facts.scope);
	assert_non_null(world->facts.chain);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_platform, setup, teardown),
		cmocka_unit_test_setup_teardown(test_evidence, setup, teardown),
		cmocka_unit_test_setup_teardown(test_exactly, setup, teardown),
		cmocka_unit_test_setup_teardown(test_whose, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
