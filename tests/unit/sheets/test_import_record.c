/* What an import leaves in the record: agreements as evidence, holes filled, contradictions as
 * disputes with both names, and nothing taken away. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dirent.h>

#include "import_world.h"

/* The evidence of one person, all files in one; valid until the next call. */
static const char *evidence_of(const char *who)
{
	static struct stk_str all;
	DIR *folder = opendir("evidence");
	struct dirent *entry;
	char path[300];

	if (!all.data)
		stk_str_init(&all);
	stk_str_reset(&all);
	while (folder && (entry = readdir(folder)))
		if (strstr(entry->d_name, who)) {
			snprintf(path, sizeof path, "evidence/%s", entry->d_name);
			stk_str_add(&all, file_now(path));
		}
	if (folder)
		closedir(folder);
	return all.data;
}

static void assert_has(const char *text, const char *part)
{
	if (!strstr(text, part))
		fail_msg("\"%s\" is not in:\n%s", part, text);
}

static void assert_lacks(const char *text, const char *part)
{
	if (strstr(text, part))
		fail_msg("\"%s\" is in:\n%s", part, text);
}

static void test_an_agreement_is_evidence(void **state)
{
	struct world *world = *state;

	sheet(world, "ana-ruiz", "a.csv", "Tool,Website\nHubSpot,https://www.hubspot.com\n");
	take(world);
	keep(world);
	assert_has(file_now("platforms/hubspot.yaml"), "name: HubSpot # ours\n");
	assert_lacks(file_now("platforms/hubspot.yaml"), "disputes");
	assert_has(evidence_of("ana-ruiz"), "source: a.csv");
	assert_has(evidence_of("ana-ruiz"),
		   "{at: platforms/hubspot/website, says: https://www.hubspot.com, cell: B2}");
}

static void test_a_hole_is_filled(void **state)
{
	struct world *world = *state;

	sheet(world, "ana-ruiz", "a.csv",
	      "Tool,Owner,Used by,Lead\nHubSpot,Tom Okafor,\"Marketing; sales\",x\n");
	take(world);
	keep(world);
	assert_has(file_now("platforms/hubspot.yaml"), "owner: [tom-okafor]");
	assert_has(file_now("platforms/hubspot.yaml"), "teams: [sales, marketing]");
	assert_has(file_now("platforms/hubspot.yaml"), "holds: [lead]");
}

static void test_a_contradiction_names_both(void **state)
{
	struct world *world = *state;

	sheet(world, "ana-ruiz", "a.csv", "Tool,Website\nAbacus,https://a.example\n");
	sheet(world, "tom-okafor", "t.csv", "Tool,Website\nAbacus,https://t.example\n");
	take(world);
	keep(world);
	assert_has(file_now("platforms/abacus.yaml"), "website: https://a.example");
	assert_has(file_now("platforms/abacus.yaml"),
		   "at: website, says: https://t.example, by: tom-okafor");
	/* Whose the value is that stands there says the evidence. */
	assert_has(evidence_of("ana-ruiz"),
		   "{at: platforms/abacus/website, says: https://a.example, cell: B2}");
	assert_has(evidence_of("tom-okafor"),
		   "{at: platforms/abacus/website, says: https://t.example, cell: B2}");
}

static void test_blanks_and_missing_rows_delete_nothing(void **state)
{
	struct world *world = *state;
	char *before;

	sheet(world, "ana-ruiz", "a.csv",
	      "Id,Tool,Website,Used by,Notes\nhubspot,HubSpot,,,\n"); /* two rows are gone */
	before = stk_xstrdup(file_now("platforms/hubspot.yaml"));
	take(world);
	assert_int_equal(outcomes(world, NULL, STK_OUTCOME_CONTRADICTS), 0);
	keep(world);
	assert_string_equal(file_now("platforms/hubspot.yaml"), before);
	assert_has(file_now("platforms/salesforce-us.yaml"), "name: Salesforce US");
	assert_has(file_now("platforms/salesforce-emea.yaml"), "name: Salesforce EMEA");
	free(before);
}

static void test_the_same_file_twice_changes_nothing(void **state)
{
	static const char ana[] = "Tool,Website,Owner,Lead,Integrates with,Notes\n"
				  "Abacus,https://a.example,Ana Ruiz,x,HubSpot,\"two\nlines\"\n"
				  "HubSpot,https://a.example,?,no,none,\n"
				  "Hubspt,,ask Tom Okafor,,,\n";
	static const char tom[] = "Tool,Website,Lead\nAbacus,https://t.example,no\n";
	struct world *world = *state;
	char *before;

	sheet(world, "ana-ruiz", "a.csv", ana);
	sheet(world, "tom-okafor", "t.csv", tom);
	take(world);
	assert_true(world->import.said_count > 10);
	keep(world);
	before = stk_xstrdup(file_now("platforms/abacus.yaml"));
	sheet(world, "tom-okafor", "t.csv", tom);
	sheet(world, "ana-ruiz", "a.csv", ana);
	take(world);
	assert_int_equal(outcomes(world, NULL, STK_OUTCOME_BEFORE), world->import.said_count);
	assert_int_equal(world->import.new_platforms, 0);
	keep(world);
	assert_string_equal(file_now("platforms/abacus.yaml"), before);
	free(before);
}

static void test_who_changes_their_mind(void **state)
{
	struct world *world = *state;

	sheet(world, "ana-ruiz", "a.csv", "Tool,Website\nAbacus,https://a.example\n");
	take(world);
	keep(world);
	sheet(world, "tom-okafor", "t.csv", "Tool,Website\nAbacus,https://t.example\n");
	take(world);
	keep(world);
	sheet(world, "tom-okafor", "t.csv", "Tool,Website\nAbacus,https://u.example\n");
	take(world);
	keep(world);
	assert_has(file_now("platforms/abacus.yaml"), "says: https://u.example, by: tom-okafor");
	assert_lacks(file_now("platforms/abacus.yaml"), "https://t.example");
	assert_has(evidence_of("tom-okafor"), "https://t.example"); /* it was said, all the same */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define IN_WORLD(test) cmocka_unit_test_setup_teardown(test, enter, leave)
		IN_WORLD(test_an_agreement_is_evidence),
		IN_WORLD(test_a_hole_is_filled),
		IN_WORLD(test_a_contradiction_names_both),
		IN_WORLD(test_blanks_and_missing_rows_delete_nothing),
		IN_WORLD(test_the_same_file_twice_changes_nothing),
		IN_WORLD(test_who_changes_their_mind),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
