/* Which new links make most metrics computable. */
#include "model/world.h"

#include "stocktake/model/metrics.h"

struct planned {
	struct world world;
	struct stk_metrics *metrics;
	struct stk_str text; /* the unlocks, a line each: from>to groups: metrics */
};

static void tell(struct planned *planned, const struct stk_unlock *unlock)
{
	const struct stk_inventory *inventory = planned->world.inventory;
	const struct stk_syms *syms = &inventory->syms;

	stk_str_addf(&planned->text, "%s>%s",
		     stk_sym_text(syms, inventory->kinds[STK_PLATFORM].items[unlock->from].id),
		     stk_sym_text(syms, inventory->kinds[STK_PLATFORM].items[unlock->to].id));
	for (uint32_t i = 0; i < unlock->carry_count; i++)
		stk_str_addf(&planned->text, " %s", stk_sym_text(syms, unlock->carries[i]));
	stk_str_add(&planned->text, ":");
	for (uint32_t i = 0; i < unlock->metric_count; i++) {
		uint32_t entity = planned->metrics->items[unlock->metrics[i]].entity;

		stk_str_addf(&planned->text, " %s",
			     stk_sym_text(syms, inventory->kinds[STK_METRIC].items[entity].id));
	}
	stk_str_add(&planned->text, unlock->native ? " (native)\n" : "\n");
}

static void assert_unlocks(const char *document, const char *expected)
{
	struct planned planned = {world_open(document), NULL, STK_STR_INIT};

	planned.metrics = stk_metrics_new(planned.world.graph);
	stk_metrics_unlocks(planned.metrics);
	for (uint32_t i = 0; i < planned.metrics->unlock_count; i++)
		tell(&planned, &planned.metrics->unlocks[i]);
	assert_string_equal(planned.text.data, expected);
	stk_str_release(&planned.text);
	stk_metrics_free(planned.metrics);
	world_close(&planned.world);
}

#define BI                                                                                         \
	"inventory: {destination: [bi]}\nplatforms:\n  bi: {name: BI, holds: [], integrations: "   \
	"[]}\n"

static void test_one_link(void **state)
{
	(void)state;
	assert_unlocks(BI "  sf: {holds: [deal.amount, lead.source], integrations: []}\n"
			  "metrics: {a: {needs: [deal.amount]}, b: {needs: [lead.source]}, c: "
			  "{needs: [ticket.id]}}\n",
		       "sf>bi deal lead: a b\n");
}

static void test_nothing_to_do(void **state)
{
	(void)state;
	assert_unlocks(BI "  sf: {holds: [deal.amount], integrations: [{with: bi, flow: out, "
			  "carries: all}]}\n"
			  "metrics: {a: {needs: [deal.amount]}, c: {needs: [ticket.id]}}\n",
		       "");
	assert_unlocks(
		"platforms: {sf: {holds: [deal.amount]}}\nmetrics: {a: {needs: [deal.amount]}}\n",
		"");
}

/* The one that serves most comes first, and the other's links are not needed any more. */
static void test_fewest_links(void **state)
{
	(void)state;
	assert_unlocks(BI "  a: {holds: [deal.amount], integrations: []}\n"
			  "  b: {holds: [lead.source], integrations: []}\n"
			  "  c: {holds: [deal.amount, lead.source], integrations: []}\n"
			  "  d: {holds: [ticket.id], integrations: []}\n"
			  "metrics: {m: {needs: [deal.amount]}, n: {needs: [lead.source]}, o: "
			  "{needs: [ticket.id]}}\n",
		       "c>bi deal lead: m n\nd>bi ticket: o\n");
}

/* Ties go by id. */
static void test_ties(void **state)
{
	(void)state;
	assert_unlocks(BI "  b: {holds: [deal.amount], integrations: []}\n"
			  "  a: {holds: [deal.amount], integrations: []}\n"
			  "metrics: {m: {needs: [deal.amount]}}\n",
		       "a>bi deal: m\n");
}

static void test_never_from(void **state)
{
	(void)state;
	assert_unlocks(BI "  a: {holds: [deal.amount], integrations: [], status: retiring}\n"
			  "  b: {holds: [deal.amount], integrations: [], copies: 9}\n"
			  "  c: {holds: [deal.amount], integrations: [], status: retired}\n"
			  "  d: {holds: [deal], integrations: []}\n"
			  "  e: {integrations: []}\n"
			  "metrics: {m: {needs: [deal.amount]}}\n",
		       "");
}

/* A metric that needs two links counts when both are in. */
static void test_two_links(void **state)
{
	(void)state;
	assert_unlocks(BI "  x: {holds: [quota.amount, rep.email], integrations: []}\n"
			  "  sf: {holds: [deal.amount, rep.email], integrations: []}\n"
			  "metrics: {m: {needs: [quota.amount, deal.amount]}}\n",
		       "x>bi quota rep:\nsf>bi deal rep: m\n");
	/* One of them is there already, with its key. */
	assert_unlocks(
		BI
		"  x: {holds: [quota.amount, rep.email], integrations: []}\n"
		"  sf: {holds: [deal.amount, rep.email], integrations: [{with: bi, flow: out, "
		"carries: all}]}\n"
		"metrics: {m: {needs: [quota.amount, deal.amount]}, n: {needs: [quota.amount]}}\n",
		"x>bi quota rep: m n\n");
	/* Without a common key there is no way. */
	assert_unlocks(BI "  x: {holds: [quota.amount], integrations: []}\n"
			  "  sf: {holds: [deal.amount, rep.email], integrations: []}\n"
			  "metrics: {m: {needs: [quota.amount, deal.amount]}}\n",
		       "");
}

/* Three metrics that need two links together are worth more than one that needs one. */
static void test_looks_ahead(void **state)
{
	(void)state;
	assert_unlocks(
		BI "  a: {holds: [ticket.id], integrations: []}\n"
		   "  x: {holds: [quota.amount, rep.email], integrations: []}\n"
		   "  sf: {holds: [deal.amount, deal.stage, deal.closed_at, rep.email], "
		   "integrations: []}\n"
		   "metrics: {k: {needs: [ticket.id]}, m: {needs: [quota.amount, deal.amount]},\n"
		   "  n: {needs: [quota.amount, deal.stage]}, o: {needs: [quota.amount, "
		   "deal.closed_at]}}\n",
		"x>bi quota rep:\nsf>bi deal rep: m n o\na>bi ticket: k\n");
}

/* What arrives, but without the key, may be brought again with it. */
static void test_key_on_the_way(void **state)
{
	(void)state;
	assert_unlocks(BI "  x: {holds: [quota.amount, rep.email], integrations: [{with: bi, flow: "
			  "out, carries: [quota]}]}\n"
			  "  sf: {holds: [deal.amount, rep.email], integrations: [{with: bi, flow: "
			  "out, carries: all}]}\n"
			  "metrics: {m: {needs: [quota.amount, deal.amount]}}\n",
		       "x>bi quota rep: m\n");
}

static void test_several_destinations(void **state)
{
	(void)state;
	assert_unlocks("inventory: {destination: [y, z]}\nplatforms:\n"
		       "  y: {holds: [], integrations: []}\n"
		       "  z: {holds: [], integrations: []}\n"
		       "  a: {holds: [deal.amount], integrations: []}\n"
		       "metrics: {m: {needs: [deal.amount]}}\n",
		       "a>y deal: m\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_one_link),
		cmocka_unit_test(test_nothing_to_do),
		cmocka_unit_test(test_fewest_links),
		cmocka_unit_test(test_ties),
		cmocka_unit_test(test_never_from),
		cmocka_unit_test(test_two_links),
		cmocka_unit_test(test_looks_ahead),
		cmocka_unit_test(test_key_on_the_way),
		cmocka_unit_test(test_several_destinations),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
