/* Terms by their names. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "plain.h"

static struct stk_inventory *load(void)
{
	static const char text[] =
		"inventory: {name: A}\nplatforms:\n"
		"  a: {name: A, holds: [lead.source, deal, activity.done_at, lead.created_at]}\n"
		"  b: {name: B, holds: []}\n"
		"  c: {name: C, holds: contact}\n"
		"  d: {name: D, holds: [lead.nothing, lead]}\n"
		"  e: {name: E}\n  f: {name: F, holds: }\n  g: {name: G, holds: {x: 1}}\n";
	static const struct stk_clock clock = {.today = 20788};
	struct stk_err err = {0};
	struct stk_inventory *inventory =
		stk_inventory_load_document("d", text, sizeof text - 1, &clock, STK_LOAD_ALL, &err);

	assert_non_null(inventory);
	return inventory;
}

static void test_text(void **state)
{
	static const char *const pairs[][2] = {
		{"activity.done_at is held", "\"Done on\" (activity) is held"},
		{"no platform holds deal.id.", "no platform holds \"Deal id\"."},
		{"deal.id, deal.id", "\"Deal id\", \"Deal id\""},
		{"set `deal.id` here, not deal.id", "set `deal.id` here, not \"Deal id\""},
		{"terms/deal.id and x@deal.id and deal.id/x and Xdeal.id",
		 "terms/deal.id and x@deal.id and deal.id/x and Xdeal.id"},
		{"deal.nothing, deal, .id, a.b.c ... ü.id",
		 "deal.nothing, deal, .id, a.b.c ... ü.id"},
		{"deal.id、activity.done_at，deal.id（deal.id）。",
		 "\"Deal id\"、\"Done on\" (activity)，\"Deal id\"（\"Deal id\"）。"},
		{"“deal.id”", "“\"Deal id\"”"},
		{"", ""},
		{"`", "`"},
	};
	struct stk_inventory *inventory = load();
	struct stk_str out = STK_STR_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		stk_str_reset(&out);
		stk_plain_text(inventory, pairs[i][0], &out);
		assert_string_equal(out.len ? out.data : "", pairs[i][1]);
	}
	stk_str_release(&out);
	stk_inventory_free(inventory);
}

static void test_terms(void **state)
{
	static const char *const expected[] = {
		"lead (Lead source, Lead created), deal, activity (Done on)",
		"none",
		"contact",
		"lead",
		"",
		"",
		""};
	struct stk_inventory *inventory = load();
	struct stk_str out = STK_STR_INIT;

	(void)state;
	for (uint32_t i = 0; i < sizeof expected / sizeof *expected; i++) {
		stk_str_reset(&out);
		stk_plain_terms(
			inventory,
			stk_node_get(inventory->kinds[STK_PLATFORM].items[i].node, STK_W_HOLDS),
			&out);
		assert_string_equal(out.len ? out.data : "", expected[i]);
	}
	stk_str_release(&out);
	stk_inventory_free(inventory);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_text),
					   cmocka_unit_test(test_terms)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
