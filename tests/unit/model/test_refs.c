/* References: who points at an entity, in order, from everywhere the table says. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

#include "stocktake/model/refs.h"

static const struct stk_clock clock_ = {1796120400, 20788, true};

static const char document[] =
	"inventory: {destination: [bi]}\n"
	"stakeholders: {ana: {name: Ana}, li: {name: Li, referred_by: ANA}}\n"
	"platforms:\n"
	"  bi: {name: BI}\n"
	"  crm: {name: CRM, owner: [ana, nobody], part_of: bi, integrations: [{with: bi, who: "
	"ana}, {with: bi, name: x}]}\n"
	"metrics: {m: {name: M}}\n"
	"workshops: {w: {attendees: [ana], next_steps: [{what: x, who: ana}]}}\n"
	"evidence: {e: {by: workshops/w, answers: [{at: platforms/crm/name, ask: ana}]}}\n"
	"waivers: [{check: c, at: platforms/bi, by: ana}]\n";

struct seen {
	const struct stk_inventory *inventory;
	struct stk_str text;
	int stop_after;
};

static int note(void *data, const struct stk_ref *ref)
{
	struct seen *seen = data;
	const struct stk_entity *from = &seen->inventory->kinds[ref->from_kind].items[ref->from];

	stk_str_addf(&seen->text, "%s/%s.%s ", stk_kinds[ref->from_kind].plural,
		     stk_sym_text(&seen->inventory->syms, from->id), ref->key->name);
	return seen->stop_after && --seen->stop_after == 0 ? 7 : 0;
}

static void test_refs(void **state)
{
	struct stk_err err = {0};
	struct stk_inventory *inventory = stk_inventory_load_document(
		"d", document, sizeof document - 1, &clock_, STK_LOAD_ALL, &err);
	struct stk_refs *refs;
	struct seen seen = {inventory, STK_STR_INIT, 0};

	(void)state;
	assert_non_null(inventory);
	refs = stk_refs_new(inventory);
	assert_int_equal(stk_refs_to(refs, STK_STAKEHOLDER, 0, note, &seen), 0);
	assert_string_equal(
		seen.text.data,
		"stakeholders/li.referred_by platforms/crm.owner platforms/crm.who "
		"workshops/w.attendees workshops/w.who evidence/e.ask waivers/c:platforms/bi.by ");
	stk_str_reset(&seen.text);
	stk_refs_to(refs, STK_PLATFORM, 0, note, &seen);
	assert_string_equal(seen.text.data, "inventory/inventory.destination platforms/crm.part_of "
					    "platforms/crm.with platforms/crm.with ");
	stk_str_reset(&seen.text);
	stk_refs_to(refs, STK_WORKSHOP, 0, note, &seen);
	assert_string_equal(seen.text.data, "evidence/e.by ");
	stk_str_reset(&seen.text);
	seen.stop_after = 2;
	assert_int_equal(stk_refs_to(refs, STK_STAKEHOLDER, 0, note, &seen), 7);
	assert_int_equal(stk_refs_to(refs, STK_METRIC, 0, note, &seen), 0);
	assert_int_equal(stk_refs_to(refs, STK_METRIC, 5, note, &seen), 0);
	stk_str_release(&seen.text);
	stk_refs_free(refs);
	stk_inventory_free(inventory);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_refs)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
