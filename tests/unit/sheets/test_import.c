/* Which platform a row is about, and what its cells mean for what is recorded. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "import_world.h"

/* --- matching --------------------------------------------------------------------------------- */

static void test_a_hidden_id_goes_before_the_name(void **state)
{
	struct world *world = *state;

	sheet(world, "ana-ruiz", "a.csv", "Id,Name,Notes\nhubspot,Our hub,late\n");
	take(world);
	assert_int_equal(outcomes(world, "platforms/hubspot/notes", STK_OUTCOME_FILLS), 1);
	assert_true(speaks(world, "platforms/hubspot/name")); /* renamed: an open contradiction */
	assert_int_equal(world->import.new_platforms, 0);
}

static void test_an_id_yields_to_the_name_of_another(void **state)
{
	struct world *world = *state;

	/* Somebody typed over the name in a row of another, or copied a row. */
	sheet(world, "ana-ruiz", "a.csv",
	      "Id,Name,Notes\nhubspot,Salesforce US,over there\nhubspot,HubSpot,here\n"
	      "salesforce-emea,Canva,new\nsalesforce-emea,Salesforce EMEA,old\n");
	take(world);
	assert_true(speaks(world, "platforms/salesforce-us/notes"));
	assert_true(speaks(world, "platforms/hubspot/notes"));
	assert_true(speaks(world, "platforms/salesforce-emea/notes"));
	assert_true(speaks(world, "platforms/canva"));
	assert_int_equal(world->import.new_platforms, 1);
}

static void test_names_other_names_and_case(void **state)
{
	struct world *world = *state;

	sheet(world, "ana-ruiz", "a.csv", "Tool,Notes\nHUB SPOT,one\nthe spot,two\n");
	sheet(world, "tom-okafor", "t.csv", "Tool,Notes\nhubspot,three\n");
	take(world);
	assert_int_equal(world->import.new_platforms, 0);
	assert_int_equal(world->import.unread_count, 0);
	for (size_t i = 0; i < world->import.said_count; i++)
		assert_string_equal(world->import.said[i].platform, "hubspot");
}

static void test_a_like_name_is_kept_apart_and_told(void **state)
{
	struct world *world = *state;

	sheet(world, "ana-ruiz", "a.csv", "Tool,Notes\nHubspt,late\n");
	take(world);
	assert_int_equal(world->import.new_platforms, 1);
	assert_true(speaks(world, "platforms/hubspt"));
	assert_false(speaks(world, "platforms/hubspot"));
	assert_int_equal(world->import.pair_count, 1);
	assert_string_equal(world->import.pairs[0].a, "hubspt");
	assert_string_equal(world->import.pairs[0].b, "hubspot");
}

static void test_a_like_name_is_asked(void **state)
{
	struct world *world = *state;

	world->answer = 0;
	sheet(world, "ana-ruiz", "a.csv", "Tool,Notes\nHubspt,late\nHubspt,later\n");
	take(world);
	assert_int_equal(world->asked, 1); /* the same name is not asked twice */
	assert_string_equal(world->doubted, "Hubspt: hubspot");
	assert_false(world->doubt.is_certain);
	assert_int_equal(world->import.new_platforms, 0);
	assert_true(speaks(world, "platforms/hubspot/aka")); /* the next time it is certain */
	assert_true(speaks(world, "platforms/hubspot/notes"));
	world->answer = STK_IMPORT_NEW;
	take(world);
	assert_int_equal(world->import.new_platforms, 1);
	assert_int_equal(world->import.pair_count, 0); /* it was said that it is another */
}

static void test_instances_of_one_product_are_a_choice(void **state)
{
	struct world *world = *state;

	sheet(world, "ana-ruiz", "a.csv", "Tool,Notes\nSalesforce,late\n");
	take(world);
	assert_int_equal(world->import.new_platforms, 1); /* never folded by guess */
	assert_int_equal(world->import.pair_count, 2);
	world->answer = 1;
	take(world);
	assert_int_equal(world->asked, 1);
	assert_string_equal(world->doubted, "Salesforce: salesforce-emea salesforce-us");
	assert_int_equal(world->import.new_platforms, 0);
	assert_true(speaks(world, "platforms/salesforce-us/notes"));
}

static void test_several_systems_in_one_cell(void **state)
{
	struct world *world = *state;

	sheet(world, "ana-ruiz", "a.csv",
	      "Tool,Notes\n\"HubSpot, and sometimes Canva\",both\n\"Slack\nAsana; "
	      "Trello\",three\n");
	take(world);
	assert_true(speaks(world, "platforms/hubspot"));
	assert_true(speaks(world, "platforms/canva"));
	assert_true(speaks(world, "platforms/slack"));
	assert_true(speaks(world, "platforms/asana"));
	assert_true(speaks(world, "platforms/trello"));
	assert_int_equal(world->import.new_platforms, 4);
	assert_string_equal(unread(world, "B2")->text, "both"); /* of which? */
	assert_string_equal(unread(world, "B3")->text, "three");
}

static void test_new_to_two_people_is_one(void **state)
{
	struct world *world = *state;

	sheet(world, "ana-ruiz", "a.csv", "Tool,Website\nAbacus,https://a.example\n");
	sheet(world, "tom-okafor", "t.csv", "Tool,Website\nABACUS,https://a.example\n");
	take(world);
	assert_int_equal(world->import.new_platforms, 1);
	assert_int_equal(outcomes(world, "platforms/abacus/website", STK_OUTCOME_AGREES), 1);
}

/* --- cells ------------------------------------------------------------------------------------ */

static void test_every_way_to_tick(void **state)
{
	static const char *const yes[] = {"x", "X", "y", "yes", "YES", "TRUE", "1", "✓", "✔",
					  "☑", "✅", "√", "是",  "有",  "ok",   "v", "●", "on"};
	static const char *const no[] = {"n", "no", "FALSE", "0",    "✗",
					 "✘", "❌",  "否",    "没有", "无"};
	struct world *world = *state;
	struct stk_str csv = STK_STR_INIT;
	char address[64];

	stk_str_add(&csv, "Tool,Lead\n");
	for (size_t i = 0; i < STK_COUNT(yes); i++)
		stk_str_addf(&csv, "Yes %zu,%s\n", i, yes[i]);
	for (size_t i = 0; i < STK_COUNT(no); i++)
		stk_str_addf(&csv, "No %zu,%s\n", i, no[i]);
	stk_str_add(&csv, "Perhaps,maybe so\nWho knows,?\nEmpty,\n");
	sheet(world, "ana-ruiz", "a.csv", csv.data);
	take(world);
	for (size_t i = 0; i < STK_COUNT(yes); i++) {
		snprintf(address, sizeof address, "platforms/yes-%zu/holds", i);
		if (outcomes(world, address, STK_OUTCOME_FILLS) != 1)
			fail_msg("\"%s\" is no tick", yes[i]);
	}
	for (size_t i = 0; i < STK_COUNT(no); i++) {
		snprintf(address, sizeof address, "platforms/no-%zu/holds/lead", i);
		if (!speaks(world, address))
			fail_msg("\"%s\" is no cross", no[i]);
	}
	snprintf(address, sizeof address, "B%zu", 2 + STK_COUNT(yes) + STK_COUNT(no));
	assert_non_null(unread(world, address)); /* neither yes nor no */
	assert_string_equal(unread(world, address)->text, "maybe so");
	assert_true(outcomes(world, NULL, STK_OUTCOME_STATED) >= 1);
	assert_false(speaks(world, "platforms/empty/holds"));
	stk_str_release(&csv);
}

static void test_what_is_not_understood_is_told(void **state)
{
	struct world *world = *state;

	sheet(world, "ana-ruiz", "a.csv",
	      "Tool,Category,Owner,\nHubSpot,toaster,,in the margin\n,,Ana Ruiz,\nTotal,,,9\n");
	take(world);
	assert_non_null(unread(world, "B2"));
	assert_string_equal(unread(world, "B2")->heading, "Category");
	assert_string_equal(unread(world, "D2")->text, "in the margin");
	assert_non_null(unread(world, "C3")); /* a row without a name */
	assert_non_null(unread(world, "D4"));
}

static void test_outcomes(void **state)
{
	struct world *world = *state;

	sheet(world, "ana-ruiz", "a.csv",
	      "Tool,Website,Used by,Notes\nHubSpot,www.hubspot.com,Marketing,late\n");
	sheet(world, "tom-okafor", "t.csv", "Tool,Website\nHubSpot,https://other.example\n");
	take(world);
	assert_int_equal(outcomes(world, "platforms/hubspot/website", STK_OUTCOME_AGREES), 1);
	assert_int_equal(outcomes(world, "platforms/hubspot/website", STK_OUTCOME_CONTRADICTS), 1);
	assert_int_equal(outcomes(world, "platforms/hubspot/teams", STK_OUTCOME_FILLS), 1);
	assert_int_equal(outcomes(world, "platforms/hubspot/notes", STK_OUTCOME_FILLS), 1);
	for (size_t i = 0; i < world->import.said_count; i++)
		if (world->import.said[i].outcome == STK_OUTCOME_CONTRADICTS)
			assert_string_equal(world->import.said[i].was, "https://www.hubspot.com");
}

/* The order in which the files are given changes nothing: the bytes of all statements. */
static void all_statements(const struct world *world, struct stk_str *out)
{
	for (size_t i = 0; i < world->import.said_count; i++) {
		const struct stk_statement *said = &world->import.said[i];

		stk_str_addf(out, "%s %s %s %s %d\n", world->import.files[said->file]->by,
			     said->place, said->change.address, said->text, (int)said->outcome);
	}
}

static void test_order_of_files(void **state)
{
	static const char ana[] = "Tool,Website,Lead\nAbacus,https://a.example,x\nHubSpot,,no\n";
	static const char tom[] = "Tool,Website,Lead\nabacus,https://t.example,\nHubSpot,,x\n";
	struct world *world = *state;
	struct stk_str one = STK_STR_INIT, other = STK_STR_INIT;

	sheet(world, "ana-ruiz", "a.csv", ana);
	sheet(world, "tom-okafor", "t.csv", tom);
	take(world);
	all_statements(world, &one);
	forget_sheets(world);
	sheet(world, "tom-okafor", "t.csv", tom);
	sheet(world, "ana-ruiz", "a.csv", ana);
	take(world);
	all_statements(world, &other);
	assert_true(one.len > 0);
	assert_string_equal(one.data, other.data);
	stk_str_release(&one);
	stk_str_release(&other);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define IN_WORLD(test) cmocka_unit_test_setup_teardown(test, enter, leave)
		IN_WORLD(test_a_hidden_id_goes_before_the_name),
		IN_WORLD(test_an_id_yields_to_the_name_of_another),
		IN_WORLD(test_names_other_names_and_case),
		IN_WORLD(test_a_like_name_is_kept_apart_and_told),
		IN_WORLD(test_a_like_name_is_asked),
		IN_WORLD(test_instances_of_one_product_are_a_choice),
		IN_WORLD(test_several_systems_in_one_cell),
		IN_WORLD(test_new_to_two_people_is_one),
		IN_WORLD(test_every_way_to_tick),
		IN_WORLD(test_what_is_not_understood_is_told),
		IN_WORLD(test_outcomes),
		IN_WORLD(test_order_of_files),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
