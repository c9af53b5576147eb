/* Addresses: parsing, rendering, resolving. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

#include "stocktake/model/address.h"

static const struct stk_clock clock_ = {1796120400, 20788, true};

static void round_trip(const char *text)
{
	struct stk_address address;
	struct stk_str out = STK_STR_INIT;
	struct stk_err err;

	assert_int_equal(stk_address_parse(text, &address, &err), 0);
	stk_address_render(&address, &out);
	assert_string_equal(out.data, text);
	stk_address_release(&address);
	stk_str_release(&out);
}

static void refused(const char *text, const char *why)
{
	struct stk_address address;
	struct stk_err err;

	assert_int_equal(stk_address_parse(text, &address, &err), -1);
	assert_int_equal(err.code, STK_EUSAGE);
	if (!strstr(err.message, why) && !strstr(err.hint, why))
		fail_msg("`%s`: `%s` (%s) does not say `%s`", text, err.message, err.hint, why);
	stk_address_release(&address);
}

static void test_round_trips(void **state)
{
	(void)state;
	round_trip("inventory");
	round_trip("inventory/goal");
	round_trip("platforms/hubspot/fields/Contact.firstname/term");
	round_trip("platforms/hubspot/fields/a~1b~0c/type");
	round_trip("waivers/silo-isolated:platforms~1old");
	round_trip("terms/contact.email/name");
	round_trip("platforms/\xe9\x94\x80\xe5\x94\xae-\xe8\xa1\xa8/name");
}

static void test_unescapes_and_folds(void **state)
{
	struct stk_address address;
	struct stk_str out = STK_STR_INIT;
	struct stk_err err;

	(void)state;
	assert_int_equal(stk_address_parse("platforms/Cafe\xcc\x81/fields/A~1B~01", &address, &err),
			 0);
	assert_int_equal(address.kind, STK_PLATFORM);
	assert_int_equal(address.count, 4);
	assert_string_equal(address.parts[1], "caf\xc3\xa9");
	assert_string_equal(address.parts[2], "fields");
	assert_string_equal(address.parts[3], "A/B~1");
	stk_address_render(&address, &out);
	assert_string_equal(out.data, "platforms/caf\xc3\xa9/fields/A~1B~01");
	stk_address_release(&address);
	stk_str_release(&out);
}

static void test_refusals(void **state)
{
	char text[2048];
	int i;

	(void)state;
	refused("", "empty");
	refused("/platforms/a", "without a slash");
	refused("platforms//a", "empty");
	refused("platforms/a/", "empty");
	refused("platforms/a~2", "~0");
	refused("platforms/a~", "~0");
	refused("platforms/a\x01", "control");
	refused("platforms/\xff", "UTF-8");
	refused("platform/a", "platforms/a");
	refused("plattforms/a", "platforms/a");
	refused("things/a", "no kind");
	strcpy(text, "platforms");
	for (i = 0; i < 15; i++)
		strcat(text, "/a");
	round_trip(text);
	strcat(text, "/a");
	refused(text, "16 parts");
	strcpy(text, "platforms/");
	memset(text + 10, 'x', 256);
	text[266] = '\0';
	round_trip(text);
	strcat(text, "x");
	refused(text, "256");
}

static const char document[] =
	"inventory: {goal: g, columns: {tier: {ask: how}}, teams: [{id: sales, name: S}]}\n"
	"platforms:\n"
	"  crm:\n"
	"    name: CRM\n"
	"    teams: sales\n"
	"    holds: [lead, Contact]\n"
	"    patchy: {activity: why}\n"
	"    odd: {a: [x, y]}\n"
	"    owner:\n"
	"    fields: [{name: A, term: lead.id}, {name: B}, {name: B}, {name: a}]\n"
	"    integrations: [{with: bi, every: 1 day}, {with: bi, name: nightly}]\n"
	"  bi: {name: BI}\n";

struct expected {
	const char *address;
	const char *key;   /* of place->key, or NULL */
	const char *value; /* of a scalar node; "" any node, NULL a hole */
	size_t found;
	bool member;
};

static void test_resolves(void **state)
{
	static const struct expected all[] = {
		{"inventory", NULL, "", 1, false},
		{"inventory/goal", "goal", "g", 2, false},
		{"inventory/teams/Sales/name", "name", "S", 4, false},
		{"inventory/columns/tier/ask", "ask", "how", 4, false},
		{"platforms", NULL, NULL, 1, false},
		{"platforms/CRM", NULL, "", 2, false},
		{"platforms/none", NULL, NULL, 1, false},
		{"platforms/none/fields/X/term", "term", NULL, 1, false},
		{"platforms/crm/website", "website", NULL, 2, false},
		{"platforms/crm/owner", "owner", NULL, 2, false},
		{"platforms/crm/tier", NULL, NULL, 2, false},
		{"platforms/crm/odd", NULL, "", 3, false},
		{"platforms/crm/odd/a/y", NULL, "y", 5, true},
		{"platforms/crm/teams/sales", "teams", "sales", 4, true},
		{"platforms/crm/teams/board", "teams", NULL, 3, true},
		{"platforms/crm/holds/contact", "holds", "Contact", 4, true},
		{"platforms/crm/patchy/activity", "patchy", "why", 4, false},
		{"platforms/crm/fields/A", "fields", "", 4, false},
		{"platforms/crm/fields/A/term", "term", "", 5, false},
		{"platforms/crm/fields/A/term/lead.id", "term", "lead.id", 6, true},
		{"platforms/crm/fields/C", "fields", NULL, 3, false},
		{"platforms/crm/integrations/bi/every", "every", "1 day", 5, false},
		{"platforms/crm/integrations/nightly/with", "with", "bi", 5, false},
		{"terms/contact.email/name", "name", "Work e-mail", 3, false},
	};
	struct stk_err err = {0};
	struct stk_inventory *inventory =
		stk_inventory_load_document("d", document, sizeof document - 1, &clock_, 0, &err);
	size_t i;

	(void)state;
	assert_non_null(inventory);
	for (i = 0; i < sizeof all / sizeof *all; i++) {
		struct stk_address address;
		struct stk_place place;
		bool right;

		assert_int_equal(stk_address_parse(all[i].address, &address, &err), 0);
		assert_true(stk_address_resolve(inventory, &address, &place, &err));
		right = place.found == all[i].found && place.member == all[i].member &&
			!place.key == !all[i].key &&
			(!place.key || !strcmp(place.key->name, all[i].key)) &&
			!place.node == !all[i].value;
		if (right && all[i].value && *all[i].value)
			right = !strcmp(stk_sym_text(&inventory->syms, place.node->value),
					all[i].value);
		if (!right)
			fail_msg("%s: key %s, found %zu, member %d, node %s", all[i].address,
				 place.key ? place.key->name : "-", place.found, place.member,
				 place.node ? "there" : "none");
		stk_address_release(&address);
	}
	stk_inventory_free(inventory);
}

static void test_resolve_refuses(void **state)
{
	static const char *const all[][2] = {
		{"platforms/crm/webiste", "website"},
		{"platforms/crm/name/x", "below a plain value"},
		{"platforms/crm/teams/sales/x", "below a plain value"},
		{"platforms/crm/fields/B", "more than one"},
		{"platforms/none/nothing", "not a key"},
		{"inventory/tier", "not a key"},
	};
	struct stk_err err = {0};
	struct stk_inventory *inventory =
		stk_inventory_load_document("d", document, sizeof document - 1, &clock_, 0, &err);
	size_t i;

	(void)state;
	assert_non_null(inventory);
	for (i = 0; i < sizeof all / sizeof *all; i++) {
		struct stk_address address;
		struct stk_place place;

		memset(&err, 0, sizeof err);
		assert_int_equal(stk_address_parse(all[i][0], &address, &err), 0);
		assert_false(stk_address_resolve(inventory, &address, &place, &err));
		if (!strstr(err.message, all[i][1]) && !strstr(err.hint, all[i][1]))
			fail_msg("%s: %s (%s)", all[i][0], err.message, err.hint);
		stk_address_release(&address);
	}
	stk_inventory_free(inventory);
}

static void test_entity_address(void **state)
{
	struct stk_err err = {0};
	struct stk_inventory *inventory =
		stk_inventory_load_document("d", document, sizeof document - 1, &clock_, 0, &err);
	struct stk_str out = STK_STR_INIT;

	(void)state;
	stk_entity_address(inventory, STK_PLATFORM,
			   stk_inventory_find(inventory, STK_PLATFORM, "crm"), &out);
	assert_string_equal(out.data, "platforms/crm");
	stk_str_reset(&out);
	stk_entity_address(inventory, STK_INVENTORY, &inventory->kinds[STK_INVENTORY].items[0],
			   &out);
	assert_string_equal(out.data, "inventory");
	stk_str_release(&out);
	stk_inventory_free(inventory);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_round_trips),     cmocka_unit_test(test_unescapes_and_folds),
		cmocka_unit_test(test_refusals),        cmocka_unit_test(test_resolves),
		cmocka_unit_test(test_resolve_refuses), cmocka_unit_test(test_entity_address),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
