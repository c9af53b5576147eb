/* Waivers: what they cover, until when, and what they need to count. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

#include "stocktake/model/waiver.h"

static const char document[] =
	"inventory: {name: Acme}\n"
	"platforms: {old-crm: {name: Old CRM}}\n"
	"waivers:\n"
	"  - {check: silo-isolated, at: platforms/Old-CRM, because: off in May, by: li, until: "
	"2027-05-31}\n"
	"  - {check: gap-owner, at: platforms, because: later, by: li, until: 2026-12-01}\n"
	"  - {check: gap-chain, at: inventory/teams, because: later, by: li, until: 2026-11-30}\n"
	"  - {check: gap-category, at: inventory, by: li, until: 2027-01-01}\n"
	"  - {check: gap-owner, at: platforms/old-crm, because: both, by: li, until: 2027-01-01}\n"
	"  - {check: gap-owner, at: platforms/old, because: other, by: li, until: 2027-01-01}\n"
	"  - {check: gap-metric-silo, at: inventory, because: a, by: li, until: tomorrow}\n";

static struct stk_inventory *inventory;
static struct stk_findings findings;

static void add(const char *check, const char *address)
{
	struct stk_finding finding = {.check = check,
				      .address = address,
				      .message = "m",
				      .remedy = "r",
				      .at_bytes = SIZE_MAX};

	stk_findings_add(&findings, &finding);
}

static int set_up(void **state)
{
	struct stk_clock clock = {0, 0, true};
	struct stk_err err;

	(void)state;
	clock.today = stk_date_parse("2026-12-01");
	inventory =
		stk_inventory_load_document("test", document, sizeof document - 1, &clock, 0, &err);
	assert_non_null(inventory);
	findings = (struct stk_findings)STK_FINDINGS_INIT;
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	stk_findings_release(&findings);
	stk_inventory_free(inventory);
	return 0;
}

/* Waivers lie sorted by id: find one by its check and place. */
static uint32_t used_of(const uint32_t *used, const char *id)
{
	const struct stk_entity *waiver = stk_inventory_find(inventory, STK_WAIVER, id);

	if (!waiver)
		fail_msg("no waiver %s", id);
	return used[stk_entity_index(inventory, STK_WAIVER, waiver)];
}

static const char *nearest_of(size_t finding)
{
	uint32_t waiver = findings.items[finding].waiver;

	return waiver ? stk_text(inventory, inventory->kinds[STK_WAIVER].items[waiver - 1].node,
				 STK_W_BECAUSE)
		      : NULL;
}

static void test_apply(void **state)
{
	uint32_t used[16];

	(void)state;
	assert_int_equal(inventory->kinds[STK_WAIVER].count, 7);
	add("silo-isolated", "platforms/old-crm");              /* waived, whatever its case */
	add("silo-isolated", "platforms/old-crm/integrations"); /* below */
	add("silo-island", "platforms/old-crm");                /* another check */
	add("gap-owner", "platforms/old-crm");                  /* by two; one ends today */
	add("gap-owner", "platforms/older");       /* "platforms" covers, "platforms/old" not */
	add("gap-chain", "inventory/teams/board"); /* expired yesterday */
	add("gap-category", "inventory");          /* no reason */
	add("gap-metric-silo", "inventory");       /* no date */
	assert_int_equal(stk_waivers_apply(inventory, &findings, used), 4);
	assert_int_equal(findings.items[0].state, STK_WAIVED);
	assert_int_equal(findings.items[1].state, STK_WAIVED);
	assert_int_equal(findings.items[2].state, STK_OPEN);
	assert_int_equal(findings.items[3].state, STK_WAIVED);
	assert_int_equal(findings.items[4].state, STK_WAIVED);
	for (size_t i = 5; i < 8; i++)
		assert_int_equal(findings.items[i].state, STK_OPEN);
	assert_string_equal(nearest_of(1), "off in May");
	assert_null(nearest_of(2));
	assert_string_equal(nearest_of(3), "both");
	assert_string_equal(nearest_of(4), "later");
	assert_int_equal(used_of(used, "silo-isolated:platforms/Old-CRM"), 2);
	assert_int_equal(used_of(used, "gap-owner:platforms"), 2);
	assert_int_equal(used_of(used, "gap-owner:platforms/old-crm"), 1);
	assert_int_equal(used_of(used, "gap-owner:platforms/old"), 0);
	assert_int_equal(used_of(used, "gap-chain:inventory/teams"), 0);
}

static void test_nothing(void **state)
{
	(void)state;
	assert_int_equal(stk_waivers_apply(inventory, &findings, NULL), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_apply, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_nothing, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
