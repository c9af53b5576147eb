/* What changes would make of the files, with nothing written. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "stocktake/record/draft.h"

static const struct stk_memory_file files[] = {
	{"inventory.yaml", "name: Acme\n", 11},
	{"platforms/crm.yaml", "name: CRM   # ours\nowner: ana\n", 30},
	{"stakeholders/ana.yaml", "name: Ana\n", 10},
	{"waivers.yaml", "# none\n", 7},
};

static void test_draft(void **state)
{
	struct stk_clock clock = {1796120400, 20788, true};
	struct stk_err err = {0};
	struct stk_source *source = stk_source_memory(files, 4);
	struct stk_inventory *inventory = stk_inventory_load(source, &clock, STK_LOAD_ALL, &err);
	struct stk_arena arena = STK_ARENA_INIT;
	struct stk_value *new_one = stk_value_map(&arena), *link = stk_value_map(&arena),
			 *waiver = stk_value_map(&arena);
	struct stk_change changes[] = {
		{.op = STK_CHANGE_SET,
		 .address = "platforms/crm/status",
		 .value = stk_value_text(&arena, "retired")},
		{.op = STK_CHANGE_SET, .address = "platforms/bi", .value = new_one},
		{.op = STK_CHANGE_ADD, .address = "platforms/bi/integrations", .value = link},
		{.op = STK_CHANGE_SET,
		 .address = "platforms/crm/owner",
		 .value = stk_value_text(&arena, "ana")},
		{.op = STK_CHANGE_REMOVE, .address = "stakeholders/ana"},
		{.op = STK_CHANGE_STATE, .address = "inventory/goal"},
		{.op = STK_CHANGE_SET,
		 .address = "waivers/silo-isolated:platforms~1crm",
		 .value = waiver},
	};
	struct stk_draft draft;

	(void)state;
	assert_non_null(inventory);
	stk_value_put_text(&arena, new_one, "name", "BI");
	stk_value_put_text(&arena, link, "with", "crm");
	stk_value_put_text(&arena, waiver, "because", "so");
	assert_int_equal(stk_draft_make(inventory, changes, 7, &draft, &err), 0);
	assert_int_equal(draft.count, 4);
	assert_string_equal(draft.files[0].path, "platforms/crm.yaml");
	/* A hand edit: it replaces, and all other bytes stay. */
	assert_string_equal(draft.files[0].data,
			    "name: CRM   # ours\nowner: ana\nstatus: retired\n");
	assert_string_equal(draft.files[1].path, "platforms/bi.yaml");
	assert_string_equal(draft.files[1].data, "name: BI\nintegrations:\n  - {with: crm}\n");
	assert_string_equal(draft.files[2].path, "stakeholders/ana.yaml");
	assert_null(draft.files[2].data);
	assert_string_equal(draft.files[3].data,
			    "# none\n- {check: silo-isolated, at: platforms/crm, because: so}\n");
	stk_draft_release(&draft);

	changes[0].address = "platforms/crm/name/deeper";
	assert_int_equal(stk_draft_make(inventory, changes, 1, &draft, &err), -1);
	assert_string_not_equal(err.message, "");
	/* What is so already changes nothing. */
	assert_int_equal(stk_draft_make(inventory, &changes[3], 1, &draft, &err), 0);
	assert_int_equal(draft.count, 0);
	stk_draft_release(&draft);
	stk_arena_release(&arena);
	stk_inventory_free(inventory);
	stk_source_close(source);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_draft)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
