/* What is open, and for whom: what was handed on, what is nobody's, what is the keeper's. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

#include "stocktake/model/questions.h"

static const char document[] =
	"inventory:\n"
	"  name: Acme\n"
	"  goal: g\n"
	"  destination: [bi, crm]\n"
	"  columns: {tier: {ask: How critical is it?}}\n"
	"stakeholders:\n"
	"  ana: {name: Ana}\n"
	"  li: {name: Li}\n"
	"  mia: {name: Mia}\n"
	"platforms:\n"
	"  bi: {name: BI, category: business-intelligence, owner: li}\n"
	"  crm: {name: CRM, category: crm, owner: li, confirmed: 2026-01-01,\n"
	"    disputes: [{at: website, says: x, by: ana}, {at: holds/lead, says: true}]}\n"
	"  gone: {name: Gone, category: spreadsheet, status: retired}\n"
	"  sheet: {name: Sheet, category: spreadsheet, owner: ana}\n"
	"evidence:\n"
	"  2026-11-01-ana-a: {kind: interview, by: ana, at: \"2026-11-01T09:00:00Z\", answers: [\n"
	"    {at: platforms/sheet/fields, ask: mia}, {at: platforms/gone/fields, ask: mia},\n"
	"    {at: platforms/sheet/holds, ask: mia}, {at: platforms/sheet/tier, ask: li},\n"
	"    {at: platforms/sheet/integrations, ask: li},\n"
	"    {at: platforms/crm/website, ask: mia}, {at: platforms/crm/confirmed, ask: ana}]}\n"
	"  2026-11-02-li-b: {kind: interview, by: li, at: \"2026-11-02T09:00:00Z\", answers: [\n"
	"    {at: platforms/sheet/fields, state: unknown}, {at: platforms/sheet/holds, state: "
	"unknown},\n"
	"    {at: platforms/sheet/integrations, state: unknown}]}\n";

struct world {
	struct stk_inventory *inventory;
	struct stk_evidence *evidence;
	struct stk_holes *holes;
	struct stk_questions *questions;
};

static int set_up(void **state)
{
	static struct world world;
	struct stk_clock clock;
	struct stk_err err;

	assert_int_equal(stk_clock_init(&clock, "2026-12-01", &err), 0);
	world.inventory = stk_inventory_load_document("test", document, strlen(document), &clock,
						      STK_LOAD_EVIDENCE, &err);
	assert_non_null(world.inventory);
	world.evidence = stk_evidence_new(world.inventory);
	world.holes = stk_holes_new(world.inventory, world.evidence, NULL);
	world.questions = stk_questions_new(world.inventory, world.evidence, world.holes, NULL);
	*state = &world;
	return 0;
}

static int tear_down(void **state)
{
	struct world *world = *state;

	stk_questions_free(world->questions);
	stk_holes_free(world->holes);
	stk_evidence_free(world->evidence);
	stk_inventory_free(world->inventory);
	return 0;
}

/* Who is asked at an address: "mia", "" for nobody, "-" where nothing is open. */
static const char *whom(const struct world *world, const char *address)
{
	for (size_t i = 0; i < world->questions->count; i++) {
		const struct stk_question *question = &world->questions->items[i];

		if (strcmp(question->address, address) != 0)
			continue;
		if (!question->who_count)
			return "";
		assert_int_equal(question->who_count, 1);
		return stk_sym_text(
			&world->inventory->syms,
			world->inventory->kinds[STK_STAKEHOLDER].items[question->who[0]].id);
	}
	return "-";
}

static void test_handed_on(void **state)
{
	const struct world *world = *state;

	/* What Li does not know is Mia's still: the schema asks nobody for the fields. */
	assert_string_equal(whom(world, "platforms/sheet/fields"), "mia");
	assert_string_equal(whom(world, "platforms/sheet/holds"), "mia");
	/* Who was named does not know: it is the next one's. */
	assert_string_equal(whom(world, "platforms/sheet/integrations"), "ana");
	assert_string_equal(whom(world, "platforms/sheet/tier"), "li");
	assert_string_equal(whom(world, "platforms/crm/website"), "mia");
	assert_string_equal(whom(world, "platforms/crm/confirmed"), "ana");
	assert_string_equal(whom(world, "platforms/crm/tier"), "li");
	assert_string_equal(whom(world, "platforms/gone/fields"), "-");
}

/* Reports are made in a tool that shows, and may be made in one that holds. */
static void test_destination(void **state)
{
	const struct world *world = *state;
	size_t keepers = 0;

	assert_string_equal(whom(world, "platforms/bi/holds"), "");
	assert_string_equal(whom(world, "platforms/crm/holds"), "li");
	for (size_t i = 0; i < world->questions->count; i++) {
		assert_false(stk_question_is_nobodys(&world->questions->items[i]));
		keepers += world->questions->items[i].keeper;
	}
	assert_true(keepers > 0);
}

static void test_dispute(void **state)
{
	const struct world *world = *state;

	assert_non_null(stk_dispute_at(world->inventory, "platforms/crm/website"));
	assert_non_null(stk_dispute_at(world->inventory, "platforms/crm/holds/lead"));
	assert_null(stk_dispute_at(world->inventory, "platforms/crm/holds"));
	assert_null(stk_dispute_at(world->inventory, "platforms/sheet/website"));
	assert_null(stk_dispute_at(world->inventory, "platforms/nothing/website"));
	assert_null(stk_dispute_at(world->inventory, "inventory/goal"));
	assert_null(stk_dispute_at(world->inventory, "platforms/crm"));
	assert_null(stk_dispute_at(world->inventory, ""));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_handed_on, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_destination, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_dispute, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
