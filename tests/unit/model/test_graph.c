/* What platforms hold, what goes between them, and the shape of it all. */
#include "model/world.h"

#include "graph_impl.h"

static void test_holding(void **state)
{
	struct world world =
		world_open("inventory: {destination: [bi]}\n"
			   "platforms:\n"
			   "  bi: {name: BI, status: planned}\n"
			   "  asked: {holds: [deal.amount, Lead]}\n"
			   "  none: {holds: []}\n"
			   "  quiet: {name: Q}\n"
			   "  fields: {fields: [{name: A, term: deal.stage}, {name: B, term: "
			   "[lead.id, lead.email]}]}\n"
			   "  columns: {fields: [{name: Event}, {name: Follow up}]}\n"
			   "  old: {status: retired, holds: [deal.amount]}\n"
			   "  next: {status: planned, holds: [deal.amount]}\n"
			   "  leaving: {status: retiring, holds: [deal.amount], copies: 3}\n");

	(void)state;
	assert_true(holds(&world, "asked", "deal.amount"));
	assert_false(may_hold(&world, "asked", "deal.stage"));
	assert_false(holds(&world, "asked", "lead.email"));
	assert_true(may_hold(&world, "asked", "lead.email"));
	assert_false(may_hold(&world, "none", "lead.email"));
	assert_true(may_hold(&world, "quiet", "lead.email"));
	assert_false(holds(&world, "quiet", "lead.email"));
	assert_true(holds(&world, "fields", "deal.stage"));
	assert_true(holds(&world, "fields", "lead.email"));
	assert_false(may_hold(&world, "fields", "lead.source"));
	assert_true(may_hold(&world, "columns", "lead.source"));
	assert_false(may_hold(&world, "old", "deal.amount"));
	assert_false(may_hold(&world, "next", "deal.amount"));
	assert_true(holds(&world, "leaving", "deal.amount"));
	assert_int_equal(facts(&world, "asked")->holds, STK_SAID_SOME);
	assert_int_equal(facts(&world, "none")->holds, STK_SAID_NONE);
	assert_int_equal(facts(&world, "quiet")->holds, STK_SAID_NOTHING);
	assert_int_equal(facts(&world, "columns")->holds, STK_SAID_SOME);
	assert_true(facts(&world, "bi")->active);
	assert_true(facts(&world, "bi")->destination);
	assert_false(facts(&world, "old")->active);
	assert_true(facts(&world, "leaving")->retiring);
	assert_true(facts(&world, "leaving")->personal_copies);
	assert_int_equal(facts(&world, "old")->component, STK_NONE);
	world_close(&world);
}

static void test_standard_terms(void **state)
{
	struct world world = world_open("platforms:\n"
					"  hub: {product: hubspot, holds: [contact]}\n"
					"  named: {product: hubspot, holds: [deal]}\n"
					"  odd: {product: no-such-product, holds: [contact]}\n"
					"  quiet: {product: hubspot}\n");

	(void)state;
	/* Only where the catalogue ships the product with fields. */
	if (stk_inventory_find(world.inventory, STK_PLATFORM, "hub") &&
	    holds(&world, "hub", "contact.email"))
		assert_false(holds(&world, "named", "contact.email"));
	assert_false(holds(&world, "odd", "contact.email"));
	assert_true(may_hold(&world, "odd", "contact.email"));
	assert_false(holds(&world, "quiet", "contact.email"));
	world_close(&world);
}

static void test_directions(void **state)
{
	struct world world =
		world_open("platforms:\n"
			   "  a: {integrations: [{with: b, flow: both, carries: [lead], back: "
			   "[activity], every: 15 minutes, method: native},\n"
			   "    {with: c, flow: in, carries: [deal], method: file, who: li}, "
			   "{with: d, flow: both, carries: [lead]}, {with: e}]}\n"
			   "  b: {name: B}\n"
			   "  c: {name: C}\n"
			   "  d: {name: D}\n"
			   "  e: {name: E}\n");
	const struct stk_link *link = link_of(&world, "a", "b");
	const struct stk_node *first;

	(void)state;
	assert_non_null(link);
	assert_true(link->twin && link->native && link->carries_known && !link->disputed);
	assert_int_equal(link->every_minutes, 15);
	first = stk_values_first(link->carries);
	assert_string_equal(stk_sym_text(&world.inventory->syms, first->value), "lead");
	first = stk_values_first(link_of(&world, "b", "a")->carries);
	assert_string_equal(stk_sym_text(&world.inventory->syms, first->value), "activity");
	assert_null(link_of(&world, "a", "c"));
	link = link_of(&world, "c", "a");
	assert_true(link->by_hand && !link->twin);
	assert_non_null(link->who);
	assert_int_equal(link->every_minutes, STK_EVERY_NONE);
	/* Without `back` the same goes both ways. */
	first = stk_values_first(link_of(&world, "d", "a")->carries);
	assert_string_equal(stk_sym_text(&world.inventory->syms, first->value), "lead");
	assert_true(link_of(&world, "a", "e")->flow_unknown);
	assert_true(link_of(&world, "e", "a")->flow_unknown);
	assert_false(link_of(&world, "e", "a")->carries_known);
	assert_int_equal(facts(&world, "a")->degree, 4);
	assert_int_equal(facts(&world, "b")->degree, 1);
	assert_true(facts(&world, "b")->declared_to);
	assert_false(facts(&world, "a")->declared_to);
	world_close(&world);
}

static void test_both_sides(void **state)
{
	struct world world = world_open(
		"platforms:\n"
		"  a: {integrations: [{with: b, flow: out, carries: [lead, deal]}, {with: c, flow: "
		"both, carries: [lead]},\n"
		"      {with: d, flow: out, carries: [lead], every: 1 hour}, {with: e, flow: out}, "
		"{with: f, flow: out, name: nightly, every: 1 day}]}\n"
		"  b: {integrations: [{with: a, flow: in, carries: [deal, lead], every: 60 "
		"minutes, method: api}]}\n"
		"  c: {integrations: [{with: a, flow: both, carries: [activity]}]}\n"
		"  d: {integrations: [{with: a, flow: in, carries: [lead], every: 2 hours}]}\n"
		"  e: {integrations: [{with: a, flow: both, carries: [deal]}]}\n"
		"  f: {integrations: [{with: a, flow: in, every: 2 hours}]}\n");
	const struct stk_link *link = link_of(&world, "a", "b");

	(void)state;
	assert_false(link->disputed);
	assert_int_equal(link->every_minutes, 60);
	assert_string_equal(stk_sym_text(&world.inventory->syms, link->method), "api");
	assert_non_null(link->declared_too);
	assert_int_equal(link->declared_by, at(&world, "a"));
	/* Each says what it sends: no contradiction. */
	assert_false(link_of(&world, "a", "c")->disputed);
	assert_false(link_of(&world, "c", "a")->disputed);
	assert_true(stk_link_row(world.graph, link_of(&world, "c", "a"))[0] !=
		    stk_link_row(world.graph, link_of(&world, "a", "c"))[0]);
	assert_true(link_of(&world, "a", "d")->disputed);
	/* One denies the way back, both agree on the way out. */
	assert_false(link_of(&world, "a", "e")->disputed);
	assert_true(link_of(&world, "e", "a")->disputed);
	/* Another name is another link. */
	assert_false(link_named(&world, "a", "f", "nightly")->disputed);
	assert_int_equal(link_named(&world, "a", "f", "nightly")->every_minutes, 1440);
	assert_int_equal(link_of(&world, "a", "f")->every_minutes, 120);
	assert_int_equal(facts(&world, "f")->degree, 2);
	world_close(&world);
}

static void test_recorded_disputes(void **state)
{
	struct world world =
		world_open("platforms:\n"
			   "  a: {holds: [deal.amount], integrations: [{with: b, flow: out, "
			   "carries: [lead]}, {with: c, flow: out, carries: [lead, deal]}],\n"
			   "      disputes: [{at: integrations/b/every, says: 1 day, by: li}, {at: "
			   "integrations/c/carries/deal, says: false, by: li},\n"
			   "        {at: holds/lead, says: true, by: li}, {at: holds/deal.amount, "
			   "says: false, by: li}]}\n"
			   "  b: {name: B}\n"
			   "  c: {name: C}\n");
	const struct stk_contest *contest = stk_graph_contest_of(world.graph, at(&world, "a"));
	const uint64_t *partial;

	(void)state;
	assert_true(link_of(&world, "a", "b")->disputed);
	assert_false(link_of(&world, "a", "c")->disputed);
	partial = stk_graph_link_contest_of(
		world.graph, (uint32_t)(link_of(&world, "a", "c") - world.graph->links));
	assert_non_null(partial);
	assert_true(stk_bits_has(partial, term(&world, "deal.amount")));
	assert_false(stk_bits_has(partial, term(&world, "lead.email")));
	assert_non_null(contest);
	assert_true(stk_bits_has(contest->holds, term(&world, "deal.amount")));
	assert_true(stk_bits_has(contest->claims, term(&world, "lead.email")));
	assert_null(stk_graph_contest_of(world.graph, at(&world, "b")));
	world_close(&world);
}

static void test_view_and_via_and_cycles(void **state)
{
	struct world world = world_open(
		"inventory: {destination: [bi]}\n"
		"platforms:\n"
		"  bi: {integrations: []}\n"
		"  crm: {holds: [deal.amount, lead.email], integrations: [{with: hub, flow: both, "
		"carries: [deal.amount]},\n"
		"    {with: board, flow: out, carries: [lead], method: view}]}\n"
		"  hub: {holds: [], integrations: [{with: bi, flow: out, carries: all, via: "
		"pipe}]}\n"
		"  board: {holds: [], integrations: [{with: bi, flow: out, carries: all}]}\n"
		"  pipe: {integrations: []}\n"
		"  alone: {integrations: []}\n"
		"  shy: {name: Shy}\n");
	const struct stk_graph *graph = world.graph;
	uint32_t path[4];

	(void)state;
	assert_true(stk_link_carries(graph, link_of(&world, "hub", "bi"),
				     term(&world, "deal.amount"), false));
	assert_false(stk_link_carries(graph, link_of(&world, "hub", "bi"),
				      term(&world, "lead.email"), true));
	/* What is only shown goes no further. */
	assert_false(stk_link_carries(graph, link_of(&world, "board", "bi"),
				      term(&world, "lead.email"), true));
	assert_true(stk_link_carries(graph, link_of(&world, "hub", "crm"),
				     term(&world, "deal.amount"), false));
	assert_int_equal(
		stk_graph_path(graph, at(&world, "crm"), at(&world, "bi"), NULL, false, path, 4),
		2);
	assert_ptr_equal(&graph->links[path[0]], link_of(&world, "crm", "hub"));
	assert_ptr_equal(&graph->links[path[1]], link_of(&world, "hub", "bi"));
	assert_int_equal(
		stk_graph_path(graph, at(&world, "bi"), at(&world, "crm"), NULL, true, path, 4),
		STK_NONE);
	assert_int_equal(
		stk_graph_path(graph, at(&world, "bi"), at(&world, "bi"), NULL, false, path, 4), 0);
	/* Middleware is not alone, and carries nothing itself. */
	assert_int_equal(facts(&world, "pipe")->degree, 1);
	assert_int_equal(facts(&world, "pipe")->component, facts(&world, "bi")->component);
	assert_false(facts(&world, "pipe")->may_reach);
	assert_true(facts(&world, "crm")->reaches);
	assert_false(facts(&world, "alone")->may_reach);
	assert_true(facts(&world, "shy")->may_reach);
	assert_false(facts(&world, "shy")->reaches);
	assert_int_equal(facts(&world, "alone")->degree, 0);
	world_close(&world);
}

static void test_components_and_cuts(void **state)
{
	struct world world =
		world_open("inventory: {destination: [z]}\n"
			   "platforms:\n"
			   "  a: {integrations: [{with: c, flow: out}]}\n"
			   "  b: {integrations: [{with: c, flow: out}]}\n"
			   "  c: {integrations: [{with: z, flow: out}]}\n"
			   "  d: {integrations: [{with: c, flow: out}, {with: z, flow: out}]}\n"
			   "  e: {integrations: [{with: f, flow: out}]}\n"
			   "  f: {integrations: []}\n"
			   "  g: {status: retired, integrations: [{with: e, flow: out}, {with: z, "
			   "flow: in}]}\n"
			   "  z: {integrations: []}\n");
	uint32_t members[8];

	(void)state;
	assert_int_equal(world.graph->component_count, 2);
	assert_int_equal(facts(&world, "z")->component, at(&world, "a"));
	assert_int_equal(stk_graph_component(world.graph, at(&world, "a"), members, 8), 5);
	assert_int_equal(members[0], at(&world, "a"));
	assert_int_equal(members[4], at(&world, "z"));
	assert_int_equal(stk_graph_component(world.graph, at(&world, "e"), members, 1), 2);
	assert_int_equal(stk_graph_component(world.graph, at(&world, "f"), members, 8), 0);
	assert_true(facts(&world, "c")->cut);
	assert_int_equal(facts(&world, "c")->cuts_off, 2);
	assert_false(facts(&world, "d")->cut);
	assert_int_equal(facts(&world, "d")->cuts_off, 0);
	assert_int_equal(facts(&world, "z")->cuts_off, 4);
	assert_int_equal(facts(&world, "e")->degree, 1);
	world_close(&world);
}

static void test_part_of(void **state)
{
	struct world world =
		world_open("inventory: {destination: [bi]}\n"
			   "platforms:\n"
			   "  bi: {integrations: []}\n"
			   "  sf: {integrations: [{with: bi, flow: out, carries: [deal]}]}\n"
			   "  app: {holds: [deal.amount], part_of: sf, integrations: []}\n");

	(void)state;
	assert_true(link_of(&world, "app", "sf")->part_of);
	assert_int_equal(link_of(&world, "sf", "app")->every_minutes, 0);
	assert_true(facts(&world, "app")->reaches);
	assert_int_equal(facts(&world, "app")->degree, 1);
	assert_true(stk_link_carries(world.graph, link_of(&world, "sf", "bi"),
				     term(&world, "deal.amount"), false));
	world_close(&world);
}

static void test_dangling_is_silence(void **state)
{
	struct world world = world_open("inventory: {destination: [bi]}\n"
					"platforms:\n"
					"  bi: {integrations: []}\n"
					"  a: {integrations: [{with: powerbi, flow: out}]}\n");

	(void)state;
	assert_int_equal(world.graph->link_count, 0);
	assert_true(facts(&world, "a")->may_reach);
	world_close(&world);
}

/* What the graph says of its shape against taking each platform, and each link, out and looking
 * again. */
enum way { SURELY, POSSIBLY, EITHER };

/* With SURELY and POSSIBLY what reaches a destination; with EITHER what is connected with `start`.
 */
static uint32_t reached(const struct stk_graph *graph, uint32_t without, uint32_t dropped,
			enum way way, uint32_t start, bool *seen)
{
	uint32_t count = 0;
	bool more = true;

	for (uint32_t p = 0; p < graph->platform_count; p++) {
		const struct stk_platform_facts *f = &graph->platforms[p];

		seen[p] = way == EITHER ? p == start
					: f->destination || (way == POSSIBLY &&
							     f->integrations == STK_SAID_NOTHING);
		seen[p] = seen[p] && p != without;
	}
	while (more) {
		more = false;
		for (uint32_t i = 0; i < graph->link_count; i++) {
			uint32_t from = graph->links[i].from, to = graph->links[i].to;

			if (from == without || to == without || i == dropped ||
			    (way == SURELY && graph->links[i].flow_unknown))
				continue;
			if (seen[to] && !seen[from])
				seen[from] = more = true;
			if (way == EITHER && seen[from] && !seen[to])
				seen[to] = more = true;
		}
	}
	for (uint32_t p = 0; p < graph->platform_count; p++)
		count += seen[p];
	return count;
}

/* One that reaches a destination for sure, and without the other one cannot. */
static bool cuts(const struct stk_graph *graph, uint32_t which, uint32_t off)
{
	bool sure[16], may[16];

	reached(graph, STK_NONE, STK_NONE, SURELY, 0, sure);
	reached(graph, which, STK_NONE, POSSIBLY, 0, may);
	return which != off && sure[off] && !may[off];
}

static uint32_t cut_off_by(const struct stk_graph *graph, uint32_t which)
{
	uint32_t count = 0;

	for (uint32_t p = 0; p < graph->platform_count; p++)
		count += cuts(graph, which, p);
	return count;
}

/* The one that all others cut off as well. */
static uint32_t gate_of(const struct stk_graph *graph, uint32_t platform)
{
	for (uint32_t g = 0; g < graph->platform_count; g++) {
		bool nearest = !graph->platforms[g].destination && cuts(graph, g, platform);

		for (uint32_t h = 0; nearest && h < graph->platform_count; h++)
			nearest = h == g || graph->platforms[h].destination ||
				  !cuts(graph, h, platform) || cuts(graph, h, g);
		if (nearest)
			return g;
	}
	return STK_NONE;
}

static uint32_t bridge_of(const struct stk_graph *graph, uint32_t platform)
{
	bool seen[16];

	reached(graph, STK_NONE, STK_NONE, SURELY, 0, seen);
	if (!seen[platform])
		return STK_NONE;
	for (uint32_t i = graph->out_first[platform]; i < graph->out_first[platform + 1]; i++) {
		reached(graph, STK_NONE, i, POSSIBLY, 0, seen);
		if (!seen[platform])
			return i;
	}
	return STK_NONE;
}

/* Some platforms were not asked, and of some links nobody has said which way they go. */
static struct world random_world(uint32_t count, uint32_t *seed)
{
	static const char *const flows[] = {", flow: out", ", flow: in", ", flow: out", ""};
	struct stk_str text = STK_STR_INIT;
	struct world world;

	stk_str_add(&text, "inventory: {destination: [p0, p1]}\nplatforms:\n");
	for (uint32_t p = 0; p < count; p++) {
		*seed = *seed * 1664525u + 1013904223u;
		if ((*seed >> 16) % 5 == 0) {
			stk_str_addf(&text, "  p%u: {name: P}\n", p);
			continue;
		}
		stk_str_addf(&text, "  p%u: {integrations: [", p);
		for (uint32_t n = 0; n < 2; n++) {
			*seed = *seed * 1664525u + 1013904223u;
			if ((*seed >> 16) % 4)
				stk_str_addf(&text, "{with: p%u%s},", (*seed >> 20) % count,
					     flows[(*seed >> 18) % STK_COUNT(flows)]);
		}
		stk_str_add(&text, "]}\n");
	}
	world = world_open(text.data);
	stk_str_release(&text);
	return world;
}

static bool is_cut(const struct stk_graph *graph, uint32_t platform)
{
	bool seen[16];
	uint32_t whole = reached(graph, STK_NONE, STK_NONE, EITHER, platform, seen);

	for (uint32_t q = 0; q < graph->platform_count; q++)
		if (q != platform && seen[q])
			return reached(graph, platform, STK_NONE, EITHER, q, seen) + 1 < whole;
	return false;
}

static void test_shape_by_brute_force(void **state)
{
	uint32_t seed = 1, gates = 0, bridges = 0, spared = 0;
	bool sure[16], may[16];

	(void)state;
	for (int round = 0; round < 600; round++) {
		uint32_t count = 2 + (uint32_t)round % 9;
		struct world world = random_world(count, &seed);
		const struct stk_graph *graph = world.graph;

		reached(graph, STK_NONE, STK_NONE, SURELY, 0, sure);
		reached(graph, STK_NONE, STK_NONE, POSSIBLY, 0, may);
		for (uint32_t p = 0; p < count; p++) {
			const struct stk_platform_facts *f = &graph->platforms[p];

			assert_int_equal(f->reaches, sure[p]);
			assert_int_equal(f->may_reach, may[p]);
			assert_int_equal(f->cut, is_cut(graph, p));
			assert_int_equal(f->cuts_off, cut_off_by(graph, p));
			if (f->destination)
				continue;
			assert_int_equal(f->gate, gate_of(graph, p));
			assert_int_equal(f->bridge, bridge_of(graph, p));
			gates += f->gate != STK_NONE;
			bridges += f->bridge != STK_NONE;
			spared += sure[p] && f->integrations == STK_SAID_NOTHING;
		}
		world_close(&world);
	}
	assert_true(gates > 100 && bridges > 200 && spared > 50);
}

/* What was not asked may have a way of its own: it is not cut off, nor is what goes through it. */
static void test_silence_cuts_off_nobody(void **state)
{
	struct world world = world_open(
		"inventory: {destination: [z]}\n"
		"platforms:\n"
		"  asked: {integrations: [{with: hub, flow: out}]}\n"
		"  behind: {integrations: [{with: x, flow: out}, {with: y, flow: out}]}\n"
		"  hub: {integrations: [{with: z, flow: out}, {with: x, flow: in},\n"
		"    {with: y, flow: in}]}\n"
		"  x: {name: X}\n"
		"  y: {name: Y}\n"
		"  z: {integrations: []}\n");

	(void)state;
	assert_true(facts(&world, "behind")->reaches);
	assert_int_equal(facts(&world, "hub")->cuts_off, 1);
	assert_int_equal(facts(&world, "asked")->gate, at(&world, "hub"));
	assert_int_equal(facts(&world, "x")->gate, STK_NONE);
	assert_int_equal(facts(&world, "x")->bridge, STK_NONE);
	assert_int_equal(facts(&world, "behind")->gate, STK_NONE);
	world_close(&world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_holding),
		cmocka_unit_test(test_standard_terms),
		cmocka_unit_test(test_directions),
		cmocka_unit_test(test_both_sides),
		cmocka_unit_test(test_recorded_disputes),
		cmocka_unit_test(test_view_and_via_and_cycles),
		cmocka_unit_test(test_components_and_cuts),
		cmocka_unit_test(test_part_of),
		cmocka_unit_test(test_dangling_is_silence),
		cmocka_unit_test(test_shape_by_brute_force),
		cmocka_unit_test(test_silence_cuts_off_nobody),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
