/* Validation: every defect, with its address, place, message and remedy. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "stocktake/base/mem.h"
#include "stocktake/model/inventory.h"

static const struct stk_clock clock_ = {1796120400, 20788, true};

#define BASE                                                                                       \
	"stocktake: 1\nname: T\nstages: [awareness]\ndestination: [bi]\n"                          \
	"teams: [{id: sales, name: Sales reps, chain: down}]\n"                                    \
	"columns: {tier: {choices: [1, 2]}, any: {ask: x}}\n"

struct expected {
	const char *check;
	enum stk_severity severity;
	const char *address;
	unsigned line, col;
	const char *message, *remedy; /* parts of them */
};

static struct stk_inventory *load(struct stk_source **source, const struct stk_memory_file *more,
				  size_t count)
{
	struct stk_memory_file files[16] = {
		{"inventory.yaml", BASE, sizeof BASE - 1},
		{"platforms/bi.yaml", "name: BI\n", 9},
		{"platforms/salesforce.yaml", "name: Salesforce\n", 17},
		{"stakeholders/ana-ruiz.yaml", "name: Ana Ruiz\n", 15},
		{"metrics/win-rate.yaml", "name: Win rate\n", 15},
	};
	struct stk_err err = {0};
	struct stk_inventory *inventory;
	size_t i;

	for (i = 0; i < count; i++) {
		files[5 + i] = more[i];
		if (!files[5 + i].len_bytes)
			files[5 + i].len_bytes = strlen(more[i].data);
	}
	*source = stk_source_memory(files, 5 + count);
	inventory = stk_inventory_load(*source, &clock_, STK_LOAD_ALL, &err);
	assert_non_null(inventory);
	stk_findings_locate(inventory, &inventory->defects);
	stk_findings_sort(&inventory->defects);
	return inventory;
}

static bool fits(const struct stk_finding *finding, const struct expected *expected)
{
	return !strcmp(finding->check, expected->check) &&
	       finding->severity == expected->severity &&
	       !strcmp(finding->address, expected->address) && finding->line == expected->line &&
	       finding->col == expected->col && strstr(finding->message, expected->message) &&
	       strstr(finding->remedy, expected->remedy);
}

/* Exactly these defects, in any order. */
static void expect(const char *path, const char *text, const struct expected *expected,
		   size_t count)
{
	struct stk_memory_file file = {path, text, strlen(text)};
	struct stk_source *source;
	struct stk_inventory *inventory = load(&source, &file, 1);
	size_t i, j;
	bool right = inventory->defects.count == count;

	for (i = 0; right && i < count; i++) {
		for (j = 0; j < count && !fits(&inventory->defects.items[j], &expected[i]); j++)
			;
		right = j < count;
		if (!right)
			print_error("not found: %s %s\n", expected[i].check, expected[i].address);
	}
	for (i = 0; !right && i < inventory->defects.count; i++) {
		struct stk_finding *it = &inventory->defects.items[i];

		print_error("%s %s %s %s:%u:%u %s (%s)\n", it->check,
			    stk_severity_name(it->severity), it->address, it->file, it->line,
			    it->col, it->message, it->remedy);
	}
	for (i = 1; right && i < count; i++)
		for (j = 0; j < i; j++)
			assert_string_not_equal(inventory->defects.items[i].fingerprint,
						inventory->defects.items[j].fingerprint);
	assert_true(right);
	stk_inventory_free(inventory);
	stk_source_close(source);
}
#define EXPECT(path, text, ...)                                                                    \
	do {                                                                                       \
		static const struct expected expected_[] = {__VA_ARGS__};                          \
		expect(path, text, expected_, STK_COUNT(expected_));                               \
	} while (0)

static void test_all_is_well(void **state)
{
	(void)state;
	expect("platforms/hubspot.yaml",
	       "name: HubSpot\nproduct: something-else\naka: HS\ncategory: [crm, own-thing]\n"
	       "stages: awareness\nteams: Sales\nowner: [ana-ruiz, sales]\nadmin: "
	       "Ana-Ruiz\nstatus: in-use\n"
	       "part_of: salesforce\ncopies: 12\nholds: [lead, contact.email]\nsystem_of_record: "
	       "[]\n"
	       "patchy: {activity: calls}\nshows: win-rate\nconfirmed: 2026-12-01\ntier: 2\nany: "
	       "[a]\n"
	       "fields: [{name: A, term: [contact.first_name, lead.id], type: odd, personal: "
	       "true}, {name: a}]\n"
	       "integrations:\n  - with: salesforce\n    flow: both\n    carries: all\n    back:\n"
	       "    every: 15 minutes\n    via: bi\n    who: sales\n  - {with: salesforce, name: "
	       "nightly}\n"
	       "disputes:\n  - {at: category, says: [crm], by: ana-ruiz, on: 2026-12-03}\n"
	       "  - {at: category, says: x}\nowner_:\n"
	       "notes: |\n  two\n  lines\n",
	       (const struct expected[]){{"quality-unknown-key", STK_WARNING,
					  "platforms/hubspot/owner_", 32, 1, "`owner_`",
					  "`owner`"}},
	       1);
	expect("workshops/2026-11-30-x.yaml",
	       "kind: organisation\ndate: 2026-11-30\nfacilitator: somebody-from-outside\n"
	       "attendees: [ana-ruiz]\nnext_steps: [{what: x, who: ana-ruiz, due: 2026-12-05, "
	       "done: false}]\n",
	       NULL, 0);
	expect("evidence/x.yaml",
	       "kind: interview\nby: workshops/none\nat: 2026-12-01T10:20:00Z\nanswers:\n"
	       "  - {at: platforms/gone/name, says: {a: [b]}}\n  - {at: platforms/gone/name, "
	       "state: unknown}\n",
	       (const struct expected[]){{"quality-dangling", STK_WARNING, "evidence/x/by", 2, 1,
					  "stakeholder or workshop", "stakeholders/"}},
	       1);
	expect("terms.yaml", "deal.region: {name: Region, from: [deal.stage], key: true}\n", NULL,
	       0);
	expect("waivers.yaml",
	       "- check: silo-isolated\n  at: platforms/bi\n  because: x\n  by: ana-ruiz\n  until: "
	       "2027-01-01\n",
	       NULL, 0);
}

static void test_unknown_keys(void **state)
{
	(void)state;
	EXPECT("platforms/x.yaml",
	       "name: X\nwebiste: a\nfields:\n  - name: A\n    lable: b\nzzzzzz: 1\n",
	       {"quality-unknown-key", STK_WARNING, "platforms/x/webiste", 2, 1, "`webiste`",
		"Did you mean `website`?"},
	       {"quality-unknown-key", STK_WARNING, "platforms/x/fields/A/lable", 5, 5,
		"key of a field", "Did you mean `label`?"},
	       {"quality-unknown-key", STK_WARNING, "platforms/x/zzzzzz", 6, 1, "`zzzzzz`",
		"columns"});
	EXPECT("platforms/x.yaml", "name: X\ntier: 3\n",
	       {"quality-value", STK_WARNING, "platforms/x/tier", 2, 1, "none of the choices",
		"choices"});
	EXPECT("metrics/x.yaml", "name: X\ntier: 1\n",
	       {"quality-unknown-key", STK_WARNING, "metrics/x/tier", 2, 1, "key of a metric",
		"spelling"});
}

static void test_dangling(void **state)
{
	(void)state;
	EXPECT("platforms/x.yaml",
	       "name: X\nowner: [Ana Ruiz, nobody]\nteams: [Sales reps]\npart_of: salesfroce\n"
	       "shows: winrate\nintegrations:\n  - with: none\n    via: bii\n    who: zoe\n"
	       "    carries: [leed]\nholds: [all]\nfields: [{name: A, term: contact.emial}]\n"
	       "patchy: {nothing: x}\nstages: [awarness]\n",
	       {"quality-dangling", STK_ERROR, "platforms/x/owner/Ana Ruiz", 2, 9, "`Ana Ruiz`",
		"`ana-ruiz`"},
	       {"quality-dangling", STK_ERROR, "platforms/x/owner/nobody", 2, 19, "`nobody`",
		"stakeholders/nobody.yaml"},
	       {"quality-dangling", STK_ERROR, "platforms/x/teams/Sales reps", 3, 9, "team",
		"`sales`"},
	       {"quality-dangling", STK_ERROR, "platforms/x/part_of", 4, 1, "salesfroce",
		"`salesforce`"},
	       {"quality-dangling", STK_ERROR, "platforms/x/shows/winrate", 5, 1, "metric",
		"`win-rate`"},
	       {"quality-dangling", STK_ERROR, "platforms/x/integrations/none/with", 7, 5, "`none`",
		"platforms/none.yaml"},
	       {"quality-dangling", STK_ERROR, "platforms/x/integrations/none/via", 8, 5, "`bii`",
		"`bi`"},
	       {"quality-dangling", STK_ERROR, "platforms/x/integrations/none/who/zoe", 9, 5,
		"`zoe`", "zoe.yaml"},
	       {"quality-dangling", STK_ERROR, "platforms/x/integrations/none/carries/leed", 10, 15,
		"`leed`", "`lead`"},
	       {"quality-dangling", STK_ERROR, "platforms/x/holds/all", 11, 9, "`all`", ""},
	       {"quality-dangling", STK_ERROR, "platforms/x/fields/A/term/contact.emial", 12, 20,
		"emial", "`contact.email`"},
	       {"quality-dangling", STK_ERROR, "platforms/x/patchy/nothing", 13, 10, "`nothing`",
		"GROUP.NAME"},
	       {"quality-dangling", STK_WARNING, "platforms/x/stages/awarness", 14, 10, "stages",
		"stages"});
	EXPECT("waivers.yaml",
	       "- {check: a, at: platforms/old, because: x, by: ana-ruiz, until: 2027-01-01}\n"
	       "- {check: a, at: platforms/bi/webiste, because: x, by: ana-ruiz, until: "
	       "2027-01-01}\n"
	       "- {check: a, at: nothing, because: x, by: zoe, until: 2027-01-01}\n",
	       {"quality-dangling", STK_ERROR, "waivers/a:platforms~1old/at", 1, 14,
		"leads to nothing", ""},
	       {"quality-dangling", STK_ERROR, "waivers/a:platforms~1bi~1webiste/at", 2, 14,
		"webiste", "website"},
	       {"quality-value", STK_ERROR, "waivers/a:nothing/at", 3, 14, "no address",
		"look like"},
	       {"quality-dangling", STK_ERROR, "waivers/a:nothing/by", 3, 39, "zoe", ""});
	EXPECT("platforms/x.yaml",
	       "name: X\ndisputes: [{at: categry}, {at: name, by: workshops/w}]\n",
	       {"quality-dangling", STK_ERROR, "platforms/x/disputes/categry/at", 2, 13, "categry",
		"category"},
	       {"quality-dangling", STK_ERROR, "platforms/x/disputes/name/by", 2, 38, "workshops/w",
		""});
	EXPECT("stakeholders/x.yaml", "name: X\nteam: board\nreferred_by: [li]\n",
	       {"quality-dangling", STK_ERROR, "stakeholders/x/team", 2, 1, "team `board`",
		"inventory.yaml"},
	       {"quality-dangling", STK_ERROR, "stakeholders/x/referred_by/li", 3, 15, "`li`", ""});
	EXPECT("metrics/x.yaml", "name: X\nneeds: [deal.nothing]\nfresh: 1 day\n",
	       {"quality-dangling", STK_ERROR, "metrics/x/needs/deal.nothing", 2, 9, "deal.nothing",
		""});
	EXPECT("platforms/x.yaml", "name: X\nholds: lead and contact.email\n",
	       {"quality-dangling", STK_ERROR, "platforms/x/holds/lead and contact.email", 2, 1,
		"no group", "`[lead, contact.email]`"});
}

static void test_values(void **state)
{
	(void)state;
	EXPECT("platforms/x.yaml",
	       "name: [X]\nstatus: inuse\nconfirmed: 2026-02-30\ncopies: many\nwebsite: {a: b}\n"
	       "fields: First name\npatchy: [lead]\nintegrations:\n  - with: bi\n    flow: "
	       "sideways\n"
	       "    every: often\n    method: maunal\nholds: {lead: yes}\ncategory: cmr\naka: [a, "
	       "]\n",
	       {"quality-value", STK_ERROR, "platforms/x/name", 1, 1, "`name` has a list",
		"for example"},
	       {"quality-value", STK_ERROR, "platforms/x/status", 2, 1, "`inuse`", "`in-use`"},
	       {"quality-value", STK_ERROR, "platforms/x/confirmed", 3, 1, "no date",
		"year-month-day"},
	       {"quality-value", STK_ERROR, "platforms/x/copies", 4, 1, "no whole number", "12"},
	       {"quality-value", STK_ERROR, "platforms/x/website", 5, 1,
		"keys and values where one plain", ""},
	       {"quality-value", STK_ERROR, "platforms/x/fields/First name", 6, 1, "`First name`",
		"- {name"},
	       {"quality-value", STK_ERROR, "platforms/x/patchy", 7, 1, "a list", "{activity"},
	       {"quality-value", STK_ERROR, "platforms/x/integrations/bi/flow", 10, 5, "`sideways`",
		"out, in or both"},
	       {"quality-value", STK_ERROR, "platforms/x/integrations/bi/every", 11, 5,
		"no length of time", "15 minutes"},
	       {"quality-value", STK_ERROR, "platforms/x/integrations/bi/method", 12, 5, "`maunal`",
		"`manual`"},
	       {"quality-value", STK_ERROR, "platforms/x/holds", 13, 1, "plain values belong", ""},
	       {"quality-value", STK_NOTE, "platforms/x/category/cmr", 14, 1, "unusual", "`crm`"});
	EXPECT("platforms/x.yaml", "name: X\nfields: [{name: A, personal: yes}]\nnotes: [a]\n",
	       {"quality-value", STK_ERROR, "platforms/x/fields/A/personal", 2, 20,
		"neither true nor false", "true or false"},
	       {"quality-value", STK_ERROR, "platforms/x/notes", 3, 1, "a list where one", ""});
	EXPECT("evidence/x.yaml", "at: 2026-12-01\nby: ana-ruiz\nanswers: [{at: a}]\n",
	       {"quality-value", STK_ERROR, "evidence/x/at", 1, 1, "no time", "10:20:00Z"},
	       {"quality-value", STK_ERROR, "evidence/x/answers/a/at", 3, 12, "no address", ""});
	EXPECT("waivers.yaml", "- {check: a, at: platforms/bi}\n- {check: b}\n- text\n",
	       {"quality-value", STK_ERROR, "waivers/a:platforms~1bi", 1, 3, "`because`", "Add"},
	       {"quality-value", STK_ERROR, "waivers/a:platforms~1bi", 1, 3, "`by`", "Add"},
	       {"quality-value", STK_ERROR, "waivers/a:platforms~1bi", 1, 3, "`until`", "Add"},
	       {"quality-value", STK_ERROR, "waivers", 2, 3, "`at`", "Add"},
	       {"quality-value", STK_ERROR, "waivers", 2, 3, "`because`", "Add"},
	       {"quality-value", STK_ERROR, "waivers", 2, 3, "`by`", "Add"},
	       {"quality-value", STK_ERROR, "waivers", 2, 3, "`until`", "Add"},
	       {"quality-value", STK_ERROR, "waivers", 3, 3, "A text stands", "check:"});
	EXPECT("terms.yaml", "region: {name: R}\ndeal.x: text\n",
	       {"quality-value", STK_ERROR, "terms/region", 1, 1, "`region` is no term",
		"deal.region"},
	       {"quality-value", STK_ERROR, "terms/deal.x", 2, 1, "A text stands", "key: value"});
	EXPECT("platforms/x.yaml", "- a\n",
	       {"quality-unreadable", STK_ERROR, "platforms/x", 1, 1, "A list stands",
		"key: value"},
	       {"quality-unnamed", STK_WARNING, "platforms/x", 1, 1, "no name", "name:"});
}

static void test_names(void **state)
{
	(void)state;
	EXPECT("platforms/x.yaml", "website: x\n",
	       {"quality-unnamed", STK_WARNING, "platforms/x", 1, 1, "This platform has no name",
		"name: HubSpot"});
	EXPECT("platforms/x.yaml",
	       "name: X\nfields:\n  - {name: A}\n  - {label: b}\n  - {name: A}\n  - {type: text}\n",
	       {"quality-unnamed", STK_ERROR, "platforms/x/fields", 4, 5, "no name", "`name`"},
	       {"quality-unnamed", STK_ERROR, "platforms/x/fields", 6, 5, "no name", "`name`"},
	       {"quality-same-name", STK_ERROR, "platforms/x/fields", 5, 5, "`A` stands twice",
		"name of its own"});
	EXPECT("platforms/x.yaml",
	       "name: X\nintegrations:\n  - {with: bi}\n  - {with: bi}\n  - {flow: in}\n"
	       "  - {name: nightly}\n",
	       {"quality-same-name", STK_ERROR, "platforms/x/integrations", 4, 5,
		"`bi` stands twice", "`name`"},
	       {"quality-unnamed", STK_ERROR, "platforms/x/integrations", 5, 5, "no name",
		"`with`"},
	       {"quality-value", STK_ERROR, "platforms/x/integrations/nightly", 6, 5,
		"`with` is missing", "with:"});
}

static void test_long_lists_and_names(void **state)
{
	struct stk_str text = STK_STR_INIT;
	int i;

	(void)state;
	stk_str_add(&text, "name: X\nfields:\n");
	for (i = 0; i < 100; i++)
		stk_str_addf(&text, "  - {name: f%d}\n", i % 99);
	expect("platforms/x.yaml", text.data,
	       (const struct expected[]){{"quality-same-name", STK_ERROR, "platforms/x/fields", 102,
					  5, "`f0` stands twice", ""}},
	       1);
	stk_str_reset(&text);
	stk_str_add(&text, "name: X\nfields:\n  - {name: ");
	for (i = 0; i < 257; i++)
		stk_str_add(&text, "\xe9\x94\x80");
	stk_str_add(&text, "}\n");
	expect("platforms/x.yaml", text.data,
	       (const struct expected[]){{"quality-value", STK_ERROR, "platforms/x/fields", 3, 6,
					  "longer than 256", "Shorten"}},
	       1);
	stk_str_release(&text);
}

static void test_swallowed_and_control(void **state)
{
	(void)state;
	EXPECT("platforms/x.yaml",
	       "name: X\nnotes: #mktgops\nfields:\n  - name: A\n    label: #x\n",
	       {"quality-swallowed", STK_WARNING, "platforms/x/notes", 2, 1, "comment", "quotes"},
	       {"quality-swallowed", STK_WARNING, "platforms/x/fields/A/label", 5, 5, "comment",
		"quotes"});
	EXPECT("platforms/x.yaml", "name: \"X\nwebsite: a\nnotes: b\"\n",
	       {"quality-swallowed", STK_WARNING, "platforms/x/name", 1, 1, "next keys",
		"Close the quote"});
	EXPECT("platforms/x.yaml", "name: X\nwebsite: \"a\\e[31m\"\naka: [\"\xe2\x80\xae\x61\"]\n",
	       {"quality-value", STK_WARNING, "platforms/x/website", 2, 1, "control", "again"},
	       {"quality-value", STK_WARNING, "platforms/x/aka", 3, 7, "control", "again"});
}

static void test_ids_and_files(void **state)
{
	static const struct stk_memory_file files[] = {
		{"platforms/emea/bi.yaml", "name: BI too\n", 0},
		{"platforms/Big.yaml", "name: x\n", 0},
		{"platforms/old.yml", "name: x\n", 0},
		{"notes/x.yaml", "a: b\n", 0},
		{"checks/x.yaml", "a: b\n", 0},
		{"platforms/broken.yaml", "name: [\n", 0},
		{"platforms/user.yaml", "name: U\nintegrations: [{with: broken}]\n", 0},
	};
	static const struct expected all[] = {
		{"quality-same-id", STK_ERROR, "platforms/bi", 1, 1,
		 "platforms/bi.yaml and platforms/emea/bi.yaml", "Rename"},
		{"quality-id", STK_ERROR, "platforms", 0, 0, "upper case", "`big`"},
		{"quality-unknown-key", STK_WARNING, "inventory", 0, 0, "must end in .yaml",
		 "Rename"},
		{"quality-unknown-key", STK_NOTE, "inventory", 0, 0, "notes/x.yaml", "Move"},
		{"quality-unreadable", STK_ERROR, "platforms/broken", 2, 1, "", ""},
	};
	struct stk_source *source;
	struct stk_inventory *inventory = load(&source, files, STK_COUNT(files));
	size_t i, j;

	(void)state;
	for (i = 0; i < inventory->defects.count; i++) {
		for (j = 0; j < STK_COUNT(all) && !fits(&inventory->defects.items[i], &all[j]); j++)
			;
		if (j == STK_COUNT(all))
			fail_msg("%s %s:%u:%u %s", inventory->defects.items[i].check,
				 inventory->defects.items[i].address,
				 inventory->defects.items[i].line, inventory->defects.items[i].col,
				 inventory->defects.items[i].message);
	}
	assert_int_equal(inventory->defects.count, STK_COUNT(all));
	assert_int_equal(inventory->kinds[STK_PLATFORM].count, 4); /* bi twice, salesforce, user */
	stk_inventory_free(inventory);
	stk_source_close(source);
}

static void test_version(void **state)
{
	static const struct stk_memory_file files[] = {
		{"inventory.yaml", "stocktake: 2\nname: x\n", 21},
	};
	struct stk_source *source = stk_source_memory(files, 1);
	struct stk_err err = {0};
	struct stk_inventory *inventory =
		stk_inventory_load(source, &clock_, STK_LOAD_VALIDATE, &err);

	(void)state;
	assert_non_null(inventory);
	assert_int_equal(inventory->defects.count, 1);
	assert_string_equal(inventory->defects.items[0].check, "quality-version");
	assert_string_equal(inventory->defects.items[0].remedy, "Install a newer stocktake");
	assert_true(inventory->unreadable);
	stk_inventory_free(inventory);
	stk_source_close(source);
}

static void test_document_kinds(void **state)
{
	static const char text[] =
		"platfroms: {a: {name: A}}\nplatforms: {A: {name: x}, b: text}\n";
	struct stk_err err = {0};
	struct stk_inventory *inventory = stk_inventory_load_document("d", text, sizeof text - 1,
								      &clock_, STK_LOAD_ALL, &err);

	(void)state;
	assert_non_null(inventory);
	stk_findings_locate(inventory, &inventory->defects);
	assert_int_equal(inventory->defects.count, 4);
	assert_string_equal(inventory->defects.items[0].remedy, "Did you mean `platforms`?");
	assert_string_equal(inventory->defects.items[1].check, "quality-id");
	assert_int_equal(inventory->defects.items[1].line, 2);
	assert_int_equal(inventory->defects.items[1].col, 13);
	assert_string_equal(inventory->defects.items[2].check, "quality-value");
	assert_string_equal(inventory->defects.items[3].check, "quality-unnamed");
	stk_inventory_free(inventory);
}

/* A defect is reported once however deep, and never twice for one place: a bound on "did you mean"
 * keeps it quick. */
static void test_many_defects_are_quick(void **state)
{
	struct stk_str text = STK_STR_INIT;
	struct stk_memory_file file = {"platforms/x.yaml", NULL, 0};
	struct stk_source *source;
	struct stk_inventory *inventory;
	int i;

	(void)state;
	stk_str_add(&text, "name: X\nowner: [");
	for (i = 0; i < 50000; i++)
		stk_str_addf(&text, "nobody-%d, ", i);
	stk_str_add(&text, "]\n");
	file.data = text.data;
	inventory = load(&source, &file, 1);
	assert_int_equal(inventory->defects.count, 50000);
	stk_inventory_free(inventory);
	stk_source_close(source);
	stk_str_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_all_is_well),
		cmocka_unit_test(test_unknown_keys),
		cmocka_unit_test(test_dangling),
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_long_lists_and_names),
		cmocka_unit_test(test_swallowed_and_control),
		cmocka_unit_test(test_ids_and_files),
		cmocka_unit_test(test_version),
		cmocka_unit_test(test_document_kinds),
		cmocka_unit_test(test_many_defects_are_quick),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
