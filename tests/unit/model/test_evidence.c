/* Evidence: answers by address and time, voices. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

#include "stocktake/model/evidence.h"

static const char document[] =
	"inventory: {name: Acme}\n"
	"stakeholders: {ana-ruiz: {name: Ana Ruiz}, li-wei: {name: Li Wei}, tom: {name: Tom}}\n"
	"platforms: {hubspot: {name: HubSpot}, hubspot-eu: {name: HubSpot EU}}\n"
	"workshops: {2026-11-30-all: {date: 2026-11-30, attendees: [li-wei, tom]}}\n"
	"evidence:\n"
	"  2026-12-02-li-wei-interview-b: {kind: interview, by: li-wei, at: "
	"\"2026-12-02T09:00:00Z\",\n"
	"    answers: [{at: platforms/hubspot/category, says: crm},\n"
	"              {at: platforms/hubspot/owner, ask: ana-ruiz}]}\n"
	"  2026-12-03-tom-interview-c: {kind: interview, by: tom, at: \"2026-12-03T09:00:00Z\",\n"
	"    answers: [{at: platforms/hubspot-eu/owner, state: silent},\n"
	"              {at: platforms/hubspot-eu/copies, state: silent}]}\n"
	"  2026-12-01-ana-ruiz-interview-a: {kind: interview, by: ana-ruiz, at: "
	"\"2026-12-01T09:00:00Z\",\n"
	"    answers: [{at: platforms/hubspot/holds/lead, says: true},\n"
	"              {at: platforms/HubSpot/category, says: marketing-automation, accepted: "
	"true},\n"
	"              {at: platforms/hubspot/stages, state: unknown},\n"
	"              {at: platforms/hubspot-eu/copies, state: not-applicable},\n"
	"              {at: platforms/hubspot/website}]}\n"
	"  2026-11-30-room: {kind: interview, by: workshops/2026-11-30-all,\n"
	"    answers: [{at: platforms/hubspot/holds, says: [lead]},\n"
	"              {at: platforms/hubspot/category, says: [crm]}]}\n";

static struct stk_inventory *inventory;
static struct stk_evidence *evidence;

static int set_up(void **state)
{
	struct stk_clock clock = {0, 0, true};
	struct stk_err err;

	(void)state;
	inventory = stk_inventory_load_document("test", document, sizeof document - 1, &clock,
						STK_LOAD_EVIDENCE, &err);
	assert_non_null(inventory);
	evidence = stk_evidence_new(inventory);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	stk_evidence_free(evidence);
	stk_inventory_free(inventory);
	return 0;
}

static void test_at(void **state)
{
	size_t count;
	const struct stk_answer *const *answers =
		stk_evidence_at(evidence, "platforms/hubspot/category", false, &count);

	(void)state;
	assert_int_equal(count, 3);
	/* In order of time; one without a time goes by its day. */
	assert_string_equal(answers[0]->by, "workshops/2026-11-30-all");
	assert_string_equal(answers[1]->by, "ana-ruiz");
	assert_true(answers[1]->accepted);
	assert_string_equal(answers[1]->address, "platforms/hubspot/category");
	assert_string_equal(answers[2]->by, "li-wei");
	assert_int_equal(answers[2]->state, STK_ANSWER_SAYS);
	assert_string_equal(stk_sym_text(&inventory->syms, answers[2]->says->value), "crm");
	assert_ptr_equal(stk_evidence_last(evidence, "platforms/hubspot/category"), answers[2]);
	assert_null(stk_evidence_last(evidence, "platforms/hubspot"));
	assert_null(stk_evidence_at(evidence, "platforms/hub", true, &count));
	assert_int_equal(count, 0);
}

static void test_below(void **state)
{
	size_t count;
	const struct stk_answer *const *answers =
		stk_evidence_at(evidence, "platforms/hubspot", true, &count);

	(void)state;
	assert_int_equal(count, 7); /* not those of hubspot-eu, nor the one that says nothing */
	for (size_t i = 0; i < count; i++)
		assert_int_equal(strncmp(answers[i]->address, "platforms/hubspot/", 18), 0);
	stk_evidence_at(evidence, "platforms/hubspot/holds", true, &count);
	assert_int_equal(count, 2);
	stk_evidence_at(evidence, "platforms/hubspot/holds", false, &count);
	assert_int_equal(count, 1);
	stk_evidence_all(evidence, &count);
	assert_int_equal(count, 10);
}

static void test_states(void **state)
{
	const struct stk_answer *answer;

	(void)state;
	assert_int_equal(stk_evidence_last(evidence, "platforms/hubspot/stages")->state,
			 STK_ANSWER_UNKNOWN);
	assert_int_equal(stk_evidence_last(evidence, "platforms/hubspot-eu/copies")->state,
			 STK_ANSWER_NOT_APPLICABLE);
	/* Silence is the last word only where there is no other. */
	assert_int_equal(stk_evidence_last(evidence, "platforms/hubspot-eu/owner")->state,
			 STK_ANSWER_SILENT);
	answer = stk_evidence_last(evidence, "platforms/hubspot/owner");
	assert_int_equal(answer->state, STK_ANSWER_ASK);
	assert_string_equal(answer->ask, "ana-ruiz");
}

static void test_voices(void **state)
{
	(void)state;
	/* Ana, Li, and in the room Li again and Tom. */
	assert_int_equal(stk_evidence_voices(evidence, "platforms/hubspot"), 3);
	assert_int_equal(stk_evidence_voices(evidence, "platforms/hubspot/holds/lead"), 1);
	assert_int_equal(stk_evidence_voices(evidence, "platforms/hubspot/holds"), 3);
	/* "I don't know" says nothing. */
	assert_int_equal(stk_evidence_voices(evidence, "platforms/hubspot/stages"), 0);
	assert_int_equal(stk_evidence_voices(evidence, "platforms/nowhere"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_at),
		cmocka_unit_test(test_below),
		cmocka_unit_test(test_states),
		cmocka_unit_test(test_voices),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
