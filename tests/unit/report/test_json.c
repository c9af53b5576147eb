/* Values as their schema row has them; findings as DESIGN has them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "findings.h"
#include "json.h"

static const char text[] =
	"inventory: {name: X, stocktake: 1, columns: {tier: {choices: [1, 2]}}}\n"
	"platforms:\n"
	"  a:\n"
	"    name: no\n"
	"    copies: 012\n"
	"    category: crm\n"
	"    holds: []\n"
	"    owner:\n"
	"    fields: {name: F, personal: true}\n"
	"    tier: 2\n"
	"metrics: {m: {name: M, north_star: false, needs: [deal.amount, deal.stage]}}\n";

static struct stk_inventory *load(void)
{
	struct stk_clock clock = {.now_seconds = 0, .today = 20000, .frozen = true};
	struct stk_err err;
	struct stk_inventory *inventory =
		stk_inventory_load_document("test", text, strlen(text), &clock, STK_LOAD_ALL, &err);

	assert_non_null(inventory);
	return inventory;
}

static void assert_entity(const struct stk_inventory *inventory, enum stk_kind kind,
			  const char *expected)
{
	struct stk_str out = STK_STR_INIT;

	stk_json_write(stk_json_entity(inventory, kind, &inventory->kinds[kind].items[0]), &out);
	assert_string_equal(out.data, expected);
	stk_str_release(&out);
}

static void test_entities(void **state)
{
	struct stk_inventory *inventory = load();

	(void)state;
	assert_entity(inventory, STK_PLATFORM,
		      "{\n  \"address\": \"platforms/a\",\n  \"name\": \"no\",\n"
		      "  \"copies\": 12,\n  \"category\": [\n    \"crm\"\n  ],\n"
		      "  \"holds\": [],\n  \"owner\": null,\n"
		      "  \"fields\": [\n    {\n      \"name\": \"F\",\n"
		      "      \"personal\": true\n    }\n  ],\n  \"tier\": \"2\"\n}\n");
	assert_entity(inventory, STK_METRIC,
		      "{\n  \"address\": \"metrics/m\",\n  \"name\": \"M\",\n"
		      "  \"north_star\": false,\n  \"needs\": [\n    \"deal.amount\",\n"
		      "    \"deal.stage\"\n  ]\n}\n");
	stk_inventory_free(inventory);
}

static void test_broken_text(void **state)
{
	struct stk_str out = STK_STR_INIT;
	json_t *object = json_object();

	(void)state;
	stk_json_set_text(object, "x", "a\xff");
	stk_json_set_text(object, "y", NULL);
	stk_json_write(object, &out);
	assert_string_equal(out.data, "{\n  \"x\": \"a<0xFF>\",\n  \"y\": null\n}\n");
	stk_str_release(&out);
}

static void add(struct stk_findings *findings, const char *check, enum stk_severity severity,
		const char *address, const char *metric)
{
	const char *metrics[] = {metric};
	struct stk_finding finding = {.check = check,
				      .severity = severity,
				      .address = address,
				      .message = "m",
				      .remedy = "r",
				      .metrics = metrics,
				      .metric_count = metric ? 1 : 0,
				      .at_bytes = SIZE_MAX};

	stk_findings_add(findings, &finding);
}

static void test_groups(void **state)
{
	struct stk_findings findings = STK_FINDINGS_INIT;
	struct stk_findings_page page = {.findings = &findings};
	struct stk_finding_groups groups;
	struct stk_findings_sum sum;
	struct stk_str out = STK_STR_INIT;

	(void)state;
	add(&findings, "gap-a", STK_ERROR, "platforms/a", NULL);
	add(&findings, "silo-b", STK_NOTE, "platforms/a", "m1");
	add(&findings, "silo-b", STK_WARNING, "platforms/b", "m1");
	add(&findings, "silo-c", STK_WARNING, "platforms/a", "m2");
	add(&findings, "silo-d", STK_WARNING, "platforms/a", NULL);
	add(&findings, "quality-unreadable", STK_ERROR, "platforms/x", NULL);
	findings.items[4].state = STK_WAIVED;
	stk_finding_groups_init(&groups, &page, false);
	assert_int_equal(groups.count, 4);
	assert_string_equal(groups.items[0].check, "quality-unreadable");
	assert_string_equal(groups.items[0].title, "A file that cannot be read");
	assert_string_equal(groups.items[1].check, "silo-b");
	assert_int_equal(groups.items[1].metrics, 1); /* the same one twice */
	assert_int_equal(groups.items[1].severity, STK_WARNING);
	assert_string_equal(groups.items[1].remedy, "r");
	assert_string_equal(groups.items[2].check, "silo-c");
	assert_string_equal(groups.items[3].check, "gap-a");
	stk_finding_groups_release(&groups);
	stk_finding_groups_init(&groups, &page, true);
	assert_int_equal(groups.count, 5);
	stk_finding_groups_release(&groups);
	stk_findings_sum(&findings, &sum);
	assert_int_equal(sum.by_severity[STK_ERROR], 2);
	assert_int_equal(sum.by_severity[STK_WARNING], 2);
	assert_int_equal(sum.waived, 1);
	stk_findings_count(&findings, &out);
	assert_string_equal(out.data, "2 errors, 2 warnings, 1 note, 1 waived");
	stk_str_release(&out);
	stk_findings_release(&findings);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_entities),
		cmocka_unit_test(test_broken_text),
		cmocka_unit_test(test_groups),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
