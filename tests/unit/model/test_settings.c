/* What an inventory says of checks. */
#include "world.h"

#include "stocktake/model/settings.h"

static void test_words(void **state)
{
	struct world world = world_open("inventory: {checks: {a: off, b: error, c: note, d: , "
					"quality-value: off, e: [off], f: sideways}}\n");

	(void)state;
	assert_true(stk_setting_of(world.inventory, "a").off);
	assert_false(stk_setting_of(world.inventory, "a").set);
	assert_true(stk_setting_of(world.inventory, "b").set);
	assert_int_equal(stk_setting_of(world.inventory, "b").severity, STK_ERROR);
	assert_int_equal(stk_setting_of(world.inventory, "c").severity, STK_NOTE);
	for (const char *const *id = (const char *const[]){"d", "e", "f", "not-there", NULL}; *id;
	     id++) {
		assert_false(stk_setting_of(world.inventory, *id).off);
		assert_false(stk_setting_of(world.inventory, *id).set);
	}
	assert_int_equal(stk_settings_off(world.inventory), 2);
	world_close(&world);
}

/* Whatever is written: what could not be read is an error. */
static void test_what_cannot_be_set(void **state)
{
	struct world world = world_open(
		"inventory: {checks: {quality-unreadable: off, quality-version: note}}\n");
	size_t refused = 0;

	(void)state;
	assert_false(stk_setting_of(world.inventory, "quality-unreadable").off);
	assert_false(stk_setting_of(world.inventory, "quality-version").set);
	assert_int_equal(stk_settings_off(world.inventory), 0);
	for (size_t i = 0; i < world.inventory->defects.count; i++)
		refused +=
			strstr(world.inventory->defects.items[i].message, "cannot be set") != NULL;
	assert_int_equal(refused, 2);
	world_close(&world);
}

static void test_defects(void **state)
{
	struct world world =
		world_open("inventory: {checks: {a: of, b: [off]}}\nplatforms: {x: {name: X}}\n");
	const struct stk_findings *defects = &world.inventory->defects;

	(void)state;
	assert_int_equal(defects->count, 2);
	assert_string_equal(defects->items[0].check, "quality-value");
	assert_string_equal(defects->items[0].address, "inventory/checks/a");
	assert_string_equal(defects->items[0].remedy, "Did you mean `off`?");
	assert_string_equal(defects->items[1].address, "inventory/checks/b");
	world_close(&world);
	world = world_open("inventory: {checks: off}\n");
	assert_int_equal(world.inventory->defects.count, 1);
	assert_int_equal(stk_settings_off(world.inventory), 0);
	world_close(&world);
}

static void test_unknown(void **state)
{
	static const char *const ids[] = {"gap-owner", "silo-island", NULL};
	struct world world =
		world_open("inventory: {checks: {gap-owner: off, silo-islnd: off, zzzz: note}}\n");
	struct stk_findings found = STK_FINDINGS_INIT;

	(void)state;
	stk_settings_unknown(world.inventory, ids, &found);
	assert_int_equal(found.count, 2);
	assert_string_equal(found.items[0].check, "quality-dangling");
	assert_string_equal(found.items[0].address, "inventory/checks/silo-islnd");
	assert_string_equal(found.items[0].remedy, "Did you mean `silo-island`?");
	assert_string_equal(found.items[1].address, "inventory/checks/zzzz");
	stk_findings_release(&found);
	world_close(&world);
	world = world_open("platforms: {x: {name: X}}\n");
	stk_settings_unknown(world.inventory, ids, &found);
	assert_int_equal(found.count, 0);
	stk_findings_release(&found);
	world_close(&world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_what_cannot_be_set),
		cmocka_unit_test(test_defects),
		cmocka_unit_test(test_unknown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
