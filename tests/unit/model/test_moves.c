/* Addresses after a move: the entity's own, through it, and those that only look alike. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

#include "stocktake/model/former.h"
#include "stocktake/model/moves.h"

static const char world[] = "inventory: {name: A, teams: [{id: sales}]}\n"
			    "stakeholders: {sales: {name: S}, ana: {name: Ana}}\n"
			    "platforms:\n"
			    "  a: {name: A, aka: [Old A, former-a]}\n"
			    "  b: {name: B, integrations: [{with: c, name: a}]}\n"
			    "  c: {name: C, integrations: [{with: a}]}\n"
			    "  d: {name: D, aka: [twice]}\n"
			    "  e: {name: E, aka: [twice]}\n"
			    "terms: {deal.x: {name: X}}\n";

static struct stk_inventory *load(void)
{
	struct stk_clock clock = {0};
	struct stk_err err;
	struct stk_inventory *inventory =
		stk_inventory_load_document("world", world, strlen(world), &clock, 0, &err);

	assert_non_null(inventory);
	return inventory;
}

static void moves(const struct stk_move *move, const char *address, const char *expected)
{
	struct stk_inventory *inventory = load();
	struct stk_str out = STK_STR_INIT;
	bool moved = stk_move_address(inventory, move, address, &out);

	assert_int_equal(moved, expected != NULL);
	assert_string_equal(out.data, expected ? expected : "");
	stk_str_release(&out);
	stk_inventory_free(inventory);
}

static void test_platform(void **state)
{
	const struct stk_move move = {
		.what = STK_MOVE_ENTITY, .kind = STK_PLATFORM, .from = "a", .to = "z"};

	(void)state;
	moves(&move, "platforms/a", "platforms/z");
	moves(&move, "platforms/A/name", "platforms/z/name");
	moves(&move, "platforms/c/integrations/a/every", "platforms/c/integrations/z/every");
	moves(&move, "platforms/b/integrations/a/every", NULL); /* the link's own name */
	moves(&move, "platforms/c/fields/a", NULL);
	moves(&move, "platforms/c/holds/a", NULL);
	moves(&move, "metrics/a", NULL);
	moves(&move, "inventory/destination/a", "inventory/destination/z");
	moves(&move, "waivers/silo:platforms~1a~1holds/until",
	      "waivers/silo:platforms~1z~1holds/until");
	moves(&move, "no address", NULL);
}

static void test_others(void **state)
{
	const struct stk_move person = {
		.what = STK_MOVE_ENTITY, .kind = STK_STAKEHOLDER, .from = "sales", .to = "sam"};
	const struct stk_move term = {
		.what = STK_MOVE_ENTITY, .kind = STK_TERM, .from = "deal.x", .to = "deal.y"};
	const struct stk_move field = {.what = STK_MOVE_FIELD,
				       .kind = STK_PLATFORM,
				       .platform = "a",
				       .from = "F/1",
				       .to = "G"};

	(void)state;
	moves(&person, "stakeholders/sales/name", "stakeholders/sam/name");
	moves(&person, "platforms/a/owner/sales", NULL); /* the team is meant */
	moves(&person, "workshops/w/attendees/sales", "workshops/w/attendees/sam");
	moves(&term, "platforms/a/patchy/deal.x", "platforms/a/patchy/deal.y");
	moves(&term, "platforms/a/fields/deal.x/term/deal.x",
	      "platforms/a/fields/deal.x/term/deal.y");
	moves(&field, "platforms/a/fields/F~11/term", "platforms/a/fields/G/term");
	moves(&field, "platforms/b/fields/F~11/term", NULL);
}

static void test_former(void **state)
{
	struct stk_inventory *inventory = load();
	const struct stk_entity *a = stk_inventory_find(inventory, STK_PLATFORM, "a");
	struct stk_former *former = stk_former_new(inventory);
	struct stk_str out = STK_STR_INIT;

	(void)state;
	assert_ptr_equal(stk_moved_find(inventory, STK_PLATFORM, "old-a"), a);
	assert_ptr_equal(stk_moved_find(inventory, STK_PLATFORM, "Former-A"), a);
	assert_null(stk_moved_find(inventory, STK_PLATFORM, "b"));     /* it is there */
	assert_null(stk_moved_find(inventory, STK_PLATFORM, "twice")); /* two were called so */
	assert_null(stk_moved_find(inventory, STK_METRIC, "old-a"));
	assert_true(stk_former_address(former, "platforms/old-a/holds", &out));
	assert_string_equal(out.data, "platforms/a/holds");
	assert_false(stk_former_address(former, "platforms/a/holds", &out));
	assert_false(stk_former_address(former, "platforms/nobody", &out));
	stk_str_release(&out);
	stk_former_free(former);
	stk_inventory_free(inventory);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_platform),
		cmocka_unit_test(test_others),
		cmocka_unit_test(test_former),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
