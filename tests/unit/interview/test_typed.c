/* Links and names as they are typed, outside of an interview. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "stocktake/base/when.h"
#include "stocktake/interview/typed.h"

static const char text[] =
	"inventory: {language: en}\n"
	"stakeholders: {mia-sol: {name: Mia Sol}, zed-a: {name: Zed A}, zed-b: {name: Zed B}}\n"
	"platforms: {hubspot: {name: HubSpot, product: hubspot}, sf: {name: Salesforce, product: "
	"salesforce}, events-sheet: {name: Events sheet}, pbi: {name: Power BI, product: "
	"power-bi}}\n";

struct fixture {
	struct stk_inventory *inventory;
	struct stk_typed *typed;
};

static int setup(void **state)
{
	static struct fixture fixture;
	struct stk_clock clock = {1796120400, 20788, true};
	struct stk_err err;

	fixture.inventory = stk_inventory_load_document("test.yaml", text, strlen(text), &clock,
							STK_LOAD_ALL, &err);
	fixture.typed = fixture.inventory ? stk_typed_new(fixture.inventory, &err) : NULL;
	*state = &fixture;
	return fixture.typed ? 0 : -1;
}

static int teardown(void **state)
{
	struct fixture *fixture = *state;

	stk_typed_free(fixture->typed);
	stk_inventory_free(fixture->inventory);
	return 0;
}

static void test_links(void **state)
{
	struct fixture *fixture = *state;
	struct stk_typed_link *links;
	size_t count;
	struct stk_err err;

	assert_int_equal(
		stk_typed_links(fixture->typed,
				"hubs > power bi lc daily; salesforce <> hubspot all 15m api; "
				"events sheet > sf l by hand mia; sf > snowflake deals on demand",
				&links, &count, &err),
		0);
	assert_int_equal(count, 4);
	assert_string_equal(links[0].from.id, "hubspot");
	assert_string_equal(links[0].to.id, "pbi");
	assert_int_equal(links[0].group_count, 2);
	assert_string_equal(links[0].groups[1], "contact");
	assert_int_equal(links[0].every_minutes, 1440);
	assert_false(links[0].both);
	assert_true(links[1].both && links[1].all);
	assert_string_equal(links[1].from.id, "sf");
	assert_string_equal(links[1].method, "api");
	assert_string_equal(links[2].from.id, "events-sheet");
	assert_string_equal(links[2].who, "mia-sol");
	assert_string_equal(links[2].method, "manual");
	assert_true(links[3].to.made);
	assert_string_equal(links[3].to.product, "snowflake");
}

static void refuses(struct fixture *fixture, const char *line, const char *why)
{
	struct stk_typed_link *links;
	size_t count;
	struct stk_err err = {0};

	if (stk_typed_links(fixture->typed, line, &links, &count, &err) != -1)
		fail_msg("%s: %zu links", line, count);
	if (!strstr(err.message, why))
		fail_msg("%s: %s", line, err.message);
	assert_int_equal(err.code, STK_EUSAGE);
}

static void test_refused(void **state)
{
	struct fixture *fixture = *state;

	refuses(fixture, "", "not understood");
	refuses(fixture, "hubspot sf", "not understood: hubspot sf");
	refuses(fixture, "hubspot > sf l gibberish", "not understood: gibberish");
	refuses(fixture, "hubspot > sf l; and so on", "not understood");
	refuses(fixture, "hubspot > zork", "there is no platform \"zork\"");
	refuses(fixture, "1 > 2", "");
	refuses(fixture, "sf > salesforce", "to itself");
	refuses(fixture, "hubspot none", "at each end");
	refuses(fixture, "events sheet > sf by hand zed", "several people");
	refuses(fixture, "events sheet > sf by hand zorro", "no stakeholder");
	refuses(fixture, "hubspot > sf l via zork", "there is no platform \"zork\"");
}

/* In the place of a platform that need not be named. */
static void test_in_its_place(void **state)
{
	static const struct {
		const char *text, *from, *to;
		bool both, undirected;
		const char *method, *who, *who_said;
		int64_t every;
	} rows[] = {
		{"-> Salesforce weekly by hand", "hubspot", "sf", false, false, "manual", "", "",
		 10080},
		{"Salesforce weekly", "hubspot", "sf", false, true, "", "", "", 10080},
		{"Salesforce", "hubspot", "sf", false, true, "", "", "", STK_EVERY_NONE},
		{"from Salesforce daily", "sf", "hubspot", false, false, "", "", "", 1440},
		{"Salesforce >", "sf", "hubspot", false, false, "", "", "", STK_EVERY_NONE},
		{"<- Salesforce by hand Fritz", "sf", "hubspot", false, false, "manual", "",
		 "Fritz", STK_EVERY_NONE},
		{"both ways with Salesforce", "hubspot", "sf", true, false, "", "", "",
		 STK_EVERY_NONE},
		{"weekly by hand mia -> power bi", "hubspot", "pbi", false, false, "manual",
		 "mia-sol", "", 10080},
		{"同步到Salesforce每天", "hubspot", "sf", false, false, "", "", "", 1440},
		{"每月同步到 Power BI", "hubspot", "pbi", false, false, "", "", "", 43200},
		{"sf > power bi", "sf", "pbi", false, false, "", "", "", STK_EVERY_NONE},
	};
	static const char *const refused[] = {"", "abacus", "weekly", "-> hubspot", "->", "1 > 2"};
	struct fixture *fixture = *state;
	struct stk_typed_link *links;
	struct stk_err err;
	size_t count;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		if (stk_typed_links_of(fixture->typed, "hubspot", rows[i].text, &links, &count,
				       &err))
			fail_msg("%s: %s", rows[i].text, err.message);
		assert_int_equal(count, 1);
		assert_string_equal(links->from.id, rows[i].from);
		assert_string_equal(links->to.id, rows[i].to);
		assert_int_equal(links->both, rows[i].both);
		assert_int_equal(links->undirected, rows[i].undirected);
		assert_string_equal(links->method ? links->method : "", rows[i].method);
		assert_string_equal(links->who ? links->who : "", rows[i].who);
		assert_string_equal(links->who_said ? links->who_said : "", rows[i].who_said);
		assert_int_equal(links->every_minutes, rows[i].every);
	}
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
		if (!stk_typed_links_of(fixture->typed, "hubspot", refused[i], &links, &count,
					&err))
			fail_msg("%s: %zu links", refused[i], count);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_links),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_in_its_place),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
