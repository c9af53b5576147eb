/* States, caveats and reasons of metrics, one rule at a time. */
#include "model/world.h"

#include "stocktake/model/metrics.h"

struct judged {
	struct world world;
	struct stk_metrics *metrics;
};

static struct judged judge(const char *text)
{
	struct judged judged;

	judged.world = world_open(text);
	judged.metrics = stk_metrics_new(judged.world.graph);
	return judged;
}

static void done(struct judged *judged)
{
	stk_metrics_free(judged->metrics);
	world_close(&judged->world);
}

static const struct stk_metric *metric(const struct judged *judged, const char *id)
{
	const struct stk_entity *entity =
		stk_inventory_find(judged->world.inventory, STK_METRIC, id);

	if (!entity)
		fail_msg("no metric %s", id);
	return &judged->metrics
			->items[stk_entity_index(judged->world.inventory, STK_METRIC, entity)];
}

static void assert_state(const struct judged *judged, const char *id, const char *state,
			 const char *reason)
{
	const struct stk_metric *m = metric(judged, id);

	assert_string_equal(stk_metric_state_name(m->state), state);
	assert_string_equal(m->reason, reason);
}

static void assert_caveats(const struct judged *judged, const char *id, unsigned caveats)
{
	assert_int_equal(metric(judged, id)->caveats, caveats);
}

#define BI                                                                                         \
	"inventory: {destination: [bi]}\nplatforms:\n  bi: {name: Power BI, holds: [], "           \
	"integrations: []}\n"
#define WIN    "metrics: {win: {name: Win, needs: [deal.outcome, deal.closed_at]}}\n"
#define AMOUNT "metrics: {m: {name: M, needs: [deal.amount]}}\n"
#define FRESH  "metrics: {m: {name: M, needs: [deal.amount], fresh: 1 day}}\n"

static void test_ready(void **state)
{
	struct judged j = judge(
		BI
		"  sf: {name: Salesforce, holds: [deal.outcome, deal.closed_at], integrations: [\n"
		"    {with: bi, flow: out, carries: [deal], every: 1 hour}]}\n" WIN);
	const struct stk_need *need = metric(&j, "win")->needs;

	(void)state;
	assert_state(&j, "win", "ready", "all it needs reaches Power BI from Salesforce");
	assert_int_equal(metric(&j, "win")->need_count, 1);
	assert_int_equal(need->path_len, 1);
	assert_int_equal(need->age_minutes, 60);
	assert_int_equal(need->from, at(&j.world, "sf"));
	assert_int_equal(metric(&j, "win")->destination, at(&j.world, "bi"));
	assert_int_equal(stk_metrics_computable(j.metrics), 1);
	assert_caveats(&j, "win", 0);
	done(&j);
}

static void test_at_the_destination(void **state)
{
	struct judged j =
		judge("inventory: {destination: bi}\n"
		      "platforms: {bi: {name: BI, status: planned, holds: [deal.amount]}}\n" FRESH);

	(void)state;
	assert_state(&j, "m", "ready", "BI itself holds all it needs");
	assert_int_equal(metric(&j, "m")->needs[0].path_len, 0);
	assert_int_equal(metric(&j, "m")->needs[0].age_minutes, 0);
	done(&j);
}

static void test_silo(void **state)
{
	struct judged j = judge(BI "  sf: {name: Salesforce, holds: [deal.outcome, "
				   "deal.closed_at], integrations: []}\n" WIN);

	(void)state;
	assert_state(&j, "win", "silo",
		     "deal.outcome and deal.closed_at are held in Salesforce, which sends nothing "
		     "to Power BI");
	done(&j);
	j = judge(
		BI
		"  sf: {name: Salesforce, holds: [deal.outcome, deal.closed_at], integrations: [\n"
		"    {with: bi, flow: out, carries: [deal.outcome]}]}\n" WIN);
	assert_state(&j, "win", "silo",
		     "deal.closed_at is held in Salesforce, which does not get it to Power BI");
	assert_string_equal(metric(&j, "win")->needs[0].missing_terms, "deal.closed_at");
	done(&j);
}

static void test_silence_is_not_a_silo(void **state)
{
	struct judged j = judge(
		BI "  sf: {name: Salesforce, owner: ana, holds: [deal.outcome, deal.closed_at]}\n"
		   "stakeholders: {ana: {name: Ana Ruiz}}\n" WIN);
	const struct stk_need *need = metric(&j, "win")->needs;

	(void)state;
	assert_state(&j, "win", "unknown",
		     "nobody has said what Salesforce exchanges; ask Ana Ruiz");
	assert_int_equal(need->ask_count, 1);
	assert_string_equal(stk_sym_text(&j.world.inventory->syms, need->ask[0]), "ana");
	done(&j);
	/* The silence may be further on. */
	j = judge(
		BI
		"  sf: {name: Salesforce, holds: [deal.outcome, deal.closed_at], integrations: [\n"
		"    {with: hub, flow: out, carries: [deal]}]}\n"
		"  hub: {name: HubSpot, holds: [], teams: [marketing]}\n"
		"stakeholders: {bo: {name: Bo, team: marketing}, cy: {name: Cy, team: "
		"sales}}\n" WIN);
	assert_state(
		&j, "win", "unknown",
		"deal.outcome and deal.closed_at are held in Salesforce, but nobody has said what "
		"HubSpot exchanges; ask Bo");
	done(&j);
	j = judge(BI "  sf: {name: Salesforce, admin: bo, holds: [deal.outcome, deal.closed_at], "
		     "integrations: [\n"
		     "    {with: bi, flow: out}]}\n"
		     "stakeholders: {bo: {name: Bo}}\n" WIN);
	assert_state(&j, "win", "unknown",
		     "deal.outcome and deal.closed_at are held in Salesforce, but nobody has said "
		     "what goes "
		     "from Salesforce to Power BI; ask Bo");
	done(&j);
	j = judge(
		BI
		"  sf: {name: Salesforce, holds: [deal.outcome, deal.closed_at], integrations: [\n"
		"    {with: bi, carries: [deal]}]}\n" WIN);
	assert_state(&j, "win", "unknown",
		     "deal.outcome and deal.closed_at are held in Salesforce, but nobody has said "
		     "which way "
		     "data goes between Salesforce and Power BI");
	done(&j);
}

static void test_missing(void **state)
{
	struct judged j = judge(BI "  a: {name: A, holds: [deal.outcome], integrations: []}\n" WIN);

	(void)state;
	assert_state(&j, "win", "missing", "no platform holds deal.closed_at");
	assert_string_equal(metric(&j, "win")->needs[0].missing_terms, "deal.closed_at");
	done(&j);
	j = judge(BI "  a: {name: A, holds: [deal.outcome], integrations: [{with: bi, flow: out, "
		     "carries: all}]}\n"
		     "  b: {name: B, holds: [deal.closed_at], integrations: [{with: bi, flow: out, "
		     "carries: all}]}\n" WIN);
	assert_state(&j, "win", "missing",
		     "no platform holds deal.outcome and deal.closed_at together");
	done(&j);
	/* Retired and planned platforms do not count, silence does. */
	j = judge(BI "  a: {name: A, status: retired, holds: [deal.amount]}\n"
		     "  b: {name: B, status: planned}\n" AMOUNT);
	assert_state(&j, "m", "missing", "no platform holds deal.amount");
	done(&j);
	j = judge(BI "  a: {name: A, integrations: []}\n  b: {name: B}\n  c: {name: C}\n  d: "
		     "{name: D}\n" AMOUNT);
	assert_state(&j, "m", "unknown", "nobody has said what A, B and 2 more hold");
	done(&j);
	j = judge(BI "  a: {name: A, holds: [deal], owner: ana, integrations: [{with: bi, flow: "
		     "out, carries: all}]}\n"
		     "stakeholders: {ana: {name: Ana}}\n" AMOUNT);
	assert_state(&j, "m", "unknown", "nobody has said whether A holds deal.amount; ask Ana");
	done(&j);
	j = judge(BI "  xl: {name: Board slides, holds: [], shows: [m]}\n" AMOUNT);
	assert_state(&j, "m", "missing",
		     "no platform holds deal.amount, though Board slides shows the metric");
	assert_caveats(&j, "m", STK_CAVEAT_SHOWN_ELSEWHERE);
	done(&j);
}

static void test_no_destination(void **state)
{
	struct judged j = judge("platforms: {a: {name: A, holds: [deal.amount]}}\n" AMOUNT);

	(void)state;
	assert_state(&j, "m", "unknown", "nobody has said where the reports are made");
	assert_int_equal(metric(&j, "m")->destination, STK_NONE);
	done(&j);
	j = judge("inventory: {destination: [looker]}\nplatforms: {a: {name: A, holds: "
		  "[deal.amount]}}\n" AMOUNT);
	assert_state(&j, "m", "unknown",
		     "the reports are to be made in looker, which is not among the platforms");
	done(&j);
	j = judge(BI "metrics: {m: {name: M}, n: {name: N, needs: []}}\n");
	assert_state(&j, "m", "unknown", "nobody has said what it needs");
	assert_state(&j, "n", "ready", "it needs no data");
	done(&j);
}

static void test_age(void **state)
{
	struct judged j = judge(BI "  a: {name: A, holds: [deal.amount], integrations: [{with: b, "
				   "flow: out, carries: [deal], every: 12 hours}]}\n"
				   "  b: {name: B, holds: [], integrations: [{with: bi, flow: out, "
				   "carries: [deal], every: 13 hours}]}\n" FRESH);

	(void)state;
	assert_state(&j, "m", "stale",
		     "deal.amount from A is up to 1 day and 1 hour old in Power BI, and must not "
		     "be older "
		     "than 1 day");
	assert_int_equal(metric(&j, "m")->needs[0].age_minutes, 25 * 60);
	done(&j);
	/* A younger way counts. */
	j = judge(BI "  a: {name: A, holds: [deal.amount], integrations: [{with: bi, flow: out, "
		     "carries: [deal], every: 2 days},\n"
		     "    {with: b, flow: out, carries: [deal], every: 1 hour}]}\n"
		     "  b: {name: B, holds: [], integrations: [{with: bi, flow: out, carries: "
		     "[deal], every: 2 hours}]}\n" FRESH);
	assert_state(&j, "m", "ready", "all it needs reaches Power BI from A");
	assert_int_equal(metric(&j, "m")->needs[0].age_minutes, 180);
	assert_int_equal(metric(&j, "m")->needs[0].path_len, 2);
	done(&j);
	j = judge(BI "  a: {name: A, holds: [deal.amount], owner: ana, integrations: [{with: bi, "
		     "flow: out, carries: [deal]}]}\n"
		     "stakeholders: {ana: {name: Ana}, jo: {name: Jo}}\n" FRESH);
	assert_state(&j, "m", "unknown",
		     "nobody has said how often deal.amount goes from A to Power BI; ask Ana");
	done(&j);
	/* Without `fresh` nobody needs to know. */
	j = judge(BI "  a: {name: A, holds: [deal.amount], integrations: [{with: bi, flow: out, "
		     "carries: [deal]}]}\n" AMOUNT);
	assert_state(&j, "m", "ready", "all it needs reaches Power BI from A");
	done(&j);
	j = judge(BI "  a: {name: A, holds: [deal.amount], integrations: [{with: bi, flow: out, "
		     "carries: [deal], every: on demand, method: manual}]}\n" AMOUNT);
	assert_state(&j, "m", "stale",
		     "deal.amount reaches Power BI from A only when somebody sends it by hand");
	assert_caveats(&j, "m", STK_CAVEAT_BY_HAND);
	done(&j);
	j = judge(BI "  a: {name: A, holds: [deal.amount], integrations: [{with: bi, flow: out, "
		     "carries: [deal], every: on demand, method: api}]}\n" FRESH);
	assert_state(&j, "m", "ready", "all it needs reaches Power BI from A");
	done(&j);
}

static void test_disputes(void **state)
{
	struct judged j =
		judge(BI "  a: {name: A, holds: [deal.amount], integrations: [{with: bi, flow: "
			 "out, carries: [deal]}],\n"
			 "    disputes: [{at: holds/deal.amount, says: false, by: li}]}\n" AMOUNT);

	(void)state;
	assert_state(&j, "m", "disputed", "it is disputed whether A holds deal.amount");
	done(&j);
	j = judge(BI "  a: {name: A, holds: [deal.amount], integrations: [{with: bi, flow: out, "
		     "carries: [deal]}],\n"
		     "    disputes: [{at: integrations/bi/flow, says: in, by: li}]}\n" AMOUNT);
	assert_state(&j, "m", "disputed", "it is disputed how deal.amount gets from A to Power BI");
	done(&j);
	/* Another platform, or a dispute about something else, does no harm. */
	j = judge(BI "  a: {name: A, holds: [deal.amount], integrations: [{with: bi, flow: out, "
		     "carries: [deal]}],\n"
		     "    disputes: [{at: category, says: crm, by: li}, {at: holds/lead, says: "
		     "true, by: li}]}\n" AMOUNT);
	assert_state(&j, "m", "ready", "all it needs reaches Power BI from A");
	done(&j);
	j = judge("inventory: {destination: [bi]}\nplatforms:\n"
		  "  bi: {name: BI, holds: [], integrations: [{with: a, flow: in, carries: "
		  "[lead]}]}\n"
		  "  a: {name: A, holds: [deal.amount], integrations: [{with: bi, flow: out, "
		  "carries: [deal]}]}\n" AMOUNT);
	assert_state(&j, "m", "disputed", "it is disputed how deal.amount gets from A to BI");
	done(&j);
	/* Somebody says that it is held: then it is not missing. */
	j = judge(BI "  a: {name: A, holds: [lead], integrations: [], disputes: [{at: holds/deal, "
		     "says: true, by: li}]}\n" AMOUNT);
	assert_state(&j, "m", "disputed", "it is disputed who holds deal.amount");
	done(&j);
}

#define QUOTA "metrics: {q: {name: Q, needs: [quota.amount, deal.amount]}}\n"

static void test_keys(void **state)
{
	struct judged j = judge(BI "  x: {name: Xactly, holds: [quota.amount], integrations: "
				   "[{with: bi, flow: out, carries: all}]}\n"
				   "  sf: {name: SF, holds: [deal.amount], integrations: [{with: "
				   "bi, flow: out, carries: all}]}\n" QUOTA);

	(void)state;
	assert_state(&j, "q", "missing",
		     "no key joins the quota data of Xactly with the deal data of SF");
	assert_true(metric(&j, "q")->unjoined);
	done(&j);
	/* quota.owner and deal.owner both identify the rep: they join where the metric needs one of
	 * them. */
#define OWNED(needs)                                                                               \
	BI "  x: {name: Xactly, holds: [quota.amount, quota.owner], integrations: [{with: bi, "    \
	   "flow: out, carries: all}]}\n"                                                          \
	   "  sf: {name: SF, holds: [deal.amount, deal.owner], integrations: [{with: bi, flow: "   \
	   "out, "                                                                                 \
	   "carries: all}]}\nmetrics: {q: {name: Q, needs: [" needs "]}}\n"
	j = judge(OWNED("quota.amount, deal.amount, deal.owner"));
	assert_state(&j, "q", "ready", "all it needs reaches Power BI from Xactly and SF");
	done(&j);
	j = judge(OWNED("quota.amount, deal.amount"));
	assert_state(&j, "q", "missing",
		     "no key joins the quota data of Xactly with the deal data of SF");
	done(&j);
	j = judge(BI "  x: {name: Xactly, holds: [quota.amount, rep.email], integrations: [{with: "
		     "bi, flow: out, carries: all}]}\n"
		     "  sf: {name: SF, holds: [deal.amount, rep.email], integrations: [{with: bi, "
		     "flow: out, carries: all}]}\n" QUOTA);
	assert_state(&j, "q", "ready", "all it needs reaches Power BI from Xactly and SF");
	done(&j);
	j = judge(BI "  x: {name: Xactly, holds: [quota.amount, rep.email], integrations: [{with: "
		     "bi, flow: out, carries: [quota]}]}\n"
		     "  sf: {name: SF, holds: [deal.amount, rep.email], integrations: [{with: bi, "
		     "flow: out, carries: all}]}\n" QUOTA);
	assert_state(&j, "q", "silo",
		     "the key that would join the quota data of Xactly with the deal data of SF "
		     "does not reach Power BI");
	done(&j);
	j = judge(BI "  x: {name: Xactly, holds: [quota.amount, rep], owner: li, integrations: "
		     "[{with: bi, flow: out, carries: all}]}\n"
		     "  sf: {name: SF, holds: [deal.amount, rep.email], integrations: [{with: bi, "
		     "flow: out, carries: all}]}\n"
		     "stakeholders: {li: {name: Li}}\n" QUOTA);
	assert_state(&j, "q", "unknown",
		     "nobody has said which key joins the quota data of Xactly with the deal data "
		     "of SF; ask Li");
	done(&j);
	/* One platform needs no key. */
	j = judge(BI "  sf: {name: SF, holds: [deal.amount, quota.amount], integrations: [{with: "
		     "bi, flow: out, carries: all}]}\n"
		     "  x: {name: Xactly, system_of_record: [quota], holds: [quota.amount], "
		     "integrations: [{with: bi, flow: out, carries: all}]}\n" QUOTA);
	assert_state(&j, "q", "ready", "all it needs reaches Power BI from SF");
	assert_caveats(&j, "q", STK_CAVEAT_COPY_NOT_RECORD);
	done(&j);
}

static void test_from(void **state)
{
	struct judged j = judge(BI "  sf: {name: SF, holds: [deal.stage], integrations: [{with: "
				   "bi, flow: out, carries: [deal.stage]}]}\n"
				   "terms: {deal.outcome: {from: [deal.stage]}}\n"
				   "metrics: {m: {name: M, needs: [deal.outcome]}}\n");

	(void)state;
	assert_state(&j, "m", "ready", "all it needs reaches Power BI from SF");
	done(&j);
	j = judge(BI "  sf: {name: SF, holds: [lead.first_name, lead.last_name], integrations: "
		     "[{with: bi, flow: out, carries: [lead]}]}\n"
		     "terms: {lead.email: {from: [lead.full_name]}}\n"
		     "metrics: {m: {name: M, needs: [lead.email]}}\n");
	assert_state(&j, "m", "ready", "all it needs reaches Power BI from SF");
	done(&j);
	/* A cycle of derivations gives nothing. */
	j = judge(BI "terms: {deal.a: {from: [deal.b]}, deal.b: {from: [deal.a]}}\n"
		     "metrics: {m: {name: M, needs: [deal.a]}}\n");
	assert_state(&j, "m", "missing", "no platform holds deal.a");
	done(&j);
}

static void test_record_first(void **state)
{
	struct judged j = judge(
		BI "  hub: {name: HubSpot, holds: [deal.amount], integrations: [{with: bi, flow: "
		   "out, carries: all, every: 1 hour}]}\n"
		   "  sf: {name: SF, holds: [deal.amount], system_of_record: [deal], integrations: "
		   "[{with: bi, flow: out, carries: all, every: 2 hours}]}\n" FRESH);

	(void)state;
	assert_int_equal(metric(&j, "m")->needs[0].from, at(&j.world, "sf"));
	assert_caveats(&j, "m", 0);
	done(&j);
	j = judge(BI "  hub: {name: HubSpot, holds: [deal.amount], integrations: [{with: bi, flow: "
		     "out, carries: all, every: 1 hour}]}\n"
		     "  sf: {name: SF, holds: [deal.amount], system_of_record: deal.amount, "
		     "integrations: []}\n" FRESH);
	assert_int_equal(metric(&j, "m")->needs[0].from, at(&j.world, "hub"));
	assert_state(&j, "m", "ready", "all it needs reaches Power BI from HubSpot");
	assert_caveats(&j, "m", STK_CAVEAT_COPY_NOT_RECORD);
	done(&j);
}

static void test_caveats(void **state)
{
	struct judged j =
		judge(BI "  a: {name: A, holds: [deal.amount], copies: 12, patchy: {deal: late}, "
			 "integrations: [{with: bi, flow: out, carries: [deal], method: file, "
			 "every: 1 day}]}\n"
			 "  b: {name: B, holds: [], shows: [m]}\n"
			 "evidence:\n"
			 "  e1: {kind: interview, by: ana, at: 2026-12-01T10:20:00Z, answers: "
			 "[{at: platforms/a/holds/deal.amount, says: true}]}\n" FRESH);

	(void)state;
	assert_state(&j, "m", "ready", "all it needs reaches Power BI from A");
	assert_caveats(&j, "m",
		       STK_CAVEAT_BY_HAND | STK_CAVEAT_ONE_VOICE | STK_CAVEAT_PATCHY |
			       STK_CAVEAT_COPIES | STK_CAVEAT_SHOWN_ELSEWHERE);
	done(&j);
	j = judge("inventory: {destination: [bi]}\nplatforms:\n"
		  "  bi: {name: BI, holds: [], integrations: [], shows: m}\n"
		  "  a: {name: A, holds: [deal.amount], integrations: [{with: bi, flow: out, "
		  "carries: [deal], every: 1 day}]}\n"
		  "evidence:\n"
		  "  e1: {kind: interview, by: ana, at: 2026-12-01T10:20:00Z, answers: [{at: "
		  "platforms/a/holds/deal.amount, says: true}]}\n"
		  "  e2: {kind: interview, by: bo, at: 2026-12-02T10:20:00Z, answers: [{at: "
		  "platforms/a/integrations/bi/flow, says: out}]}\n" FRESH);
	assert_caveats(&j, "m", 0);
	done(&j);
}

static void test_several_destinations(void **state)
{
	struct judged j =
		judge("inventory: {destination: [z, y]}\n"
		      "platforms:\n"
		      "  y: {name: Y, holds: [], integrations: []}\n"
		      "  z: {name: Z, holds: [], integrations: []}\n"
		      "  a: {name: A, holds: [deal.amount], integrations: [{with: y, flow: out, "
		      "carries: [deal]}]}\n"
		      "  b: {name: B, holds: [lead.email], integrations: [{with: y, flow: out, "
		      "carries: [lead]}, {with: z, flow: out, carries: [lead]}]}\n"
		      "metrics: {m: {name: M, needs: [deal.amount]}, n: {name: N, needs: "
		      "[lead.email]}, o: {name: O, needs: [deal.amount, lead.email]}}\n");

	(void)state;
	assert_int_equal(metric(&j, "m")->destination, at(&j.world, "y"));
	assert_int_equal(metric(&j, "n")->destination, at(&j.world, "z"));
	assert_state(&j, "m", "ready", "all it needs reaches Y from A");
	done(&j);
}

static void test_view_via_part_of(void **state)
{
	struct judged j = judge(BI "  a: {name: A, holds: [deal.amount], integrations: [{with: bi, "
				   "flow: out, carries: [deal], method: view}]}\n" AMOUNT);

	(void)state;
	assert_state(&j, "m", "ready", "all it needs reaches Power BI from A");
	done(&j);
	j = judge(BI "  a: {name: A, holds: [deal.amount], integrations: [{with: b, flow: out, "
		     "carries: [deal], method: view}]}\n"
		     "  b: {name: B, holds: [], integrations: [{with: bi, flow: out, carries: "
		     "all}]}\n" AMOUNT);
	assert_state(&j, "m", "silo", "deal.amount is held in A, which sends nothing to Power BI");
	done(&j);
	j = judge(BI "  a: {name: A, holds: [deal.amount], integrations: [{with: b, flow: out, "
		     "carries: [deal], via: pipe}]}\n"
		     "  b: {name: B, holds: [], integrations: []}\n"
		     "  pipe: {name: Pipe, holds: [], integrations: [{with: bi, flow: out, "
		     "carries: all}]}\n" AMOUNT);
	assert_state(&j, "m", "silo", "deal.amount is held in A, which sends nothing to Power BI");
	done(&j);
	j = judge(BI "  a: {name: A, holds: [deal.amount], part_of: b, integrations: []}\n"
		     "  b: {name: B, holds: [], integrations: [{with: bi, flow: out, carries: all, "
		     "every: 1 day}]}\n" FRESH);
	assert_state(&j, "m", "ready", "all it needs reaches Power BI from A");
	assert_int_equal(metric(&j, "m")->needs[0].age_minutes, 1440);
	done(&j);
}

static void test_two_links_share_a_group(void **state)
{
	struct judged j =
		judge(BI "  a: {name: A, holds: [deal.outcome, deal.closed_at], integrations: [\n"
			 "    {with: bi, flow: out, carries: [deal.outcome], every: 1 hour},\n"
			 "    {with: bi, name: nightly, flow: out, carries: [deal.closed_at], "
			 "every: 1 day}]}\n" WIN);

	(void)state;
	assert_state(&j, "win", "ready", "all it needs reaches Power BI from A");
	assert_int_equal(metric(&j, "win")->needs[0].age_minutes, 1440);
	done(&j);
}

static void test_undefined_and_whole(void **state)
{
	struct judged j = judge(
		BI "  a: {name: A, holds: [lead], integrations: [{with: bi, flow: out, carries: "
		   "[lead]}]}\n"
		   "metrics: {m: {name: M, needs: [deal.no_such]}, n: {name: N, needs: [lead]}}\n");

	(void)state;
	assert_state(&j, "m", "unknown", "deal.no_such is not in the data dictionary");
	assert_state(&j, "n", "ready", "all it needs reaches Power BI from A");
	done(&j);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ready),
		cmocka_unit_test(test_at_the_destination),
		cmocka_unit_test(test_silo),
		cmocka_unit_test(test_silence_is_not_a_silo),
		cmocka_unit_test(test_missing),
		cmocka_unit_test(test_no_destination),
		cmocka_unit_test(test_age),
		cmocka_unit_test(test_disputes),
		cmocka_unit_test(test_keys),
		cmocka_unit_test(test_from),
		cmocka_unit_test(test_record_first),
		cmocka_unit_test(test_caveats),
		cmocka_unit_test(test_several_destinations),
		cmocka_unit_test(test_view_via_part_of),
		cmocka_unit_test(test_two_links_share_a_group),
		cmocka_unit_test(test_undefined_and_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
