/* Answer lines taken apart. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "lines.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/base/when.h"

struct fixture {
	struct stk_arena arena;
	struct stk_guide_words *words;
	struct stk_lines lines;
};

/* What is known in these tests, whatever its case. */
static bool is_name(void *data, enum stk_line_name what, const char *text)
{
	static const char *const platforms[] = {"HubSpot",  "events sheet", "leads sheet",
						"power bi", "sf",           "my tracker"};
	static const char *const metrics[] = {"revenue", "win rate"};
	static const char *const people[] = {"dana", "dana kim", "li"};
	const char *const *names = what == STK_LINE_PLATFORM ? platforms
				   : what == STK_LINE_METRIC ? metrics
							     : people;
	size_t count = what == STK_LINE_PLATFORM ? STK_COUNT(platforms)
		       : what == STK_LINE_METRIC ? STK_COUNT(metrics)
						 : STK_COUNT(people);

	(void)data;
	for (size_t i = 0; i < count; i++)
		if (stk_text_same(names[i], text))
			return true;
	return false;
}

static int setup(void **state)
{
	struct fixture *fixture = stk_xcalloc(1, sizeof *fixture);
	struct stk_err err;

	fixture->words = stk_guide_words_load(NULL, "en", &err);
	assert_non_null(fixture->words);
	fixture->lines = (struct stk_lines){.words = fixture->words,
					    .is_name = is_name,
					    .numbers = 9,
					    .arena = &fixture->arena,
					    .unknown = STK_STR_INIT};
	*state = fixture;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *fixture = *state;

	stk_str_release(&fixture->lines.unknown);
	stk_guide_words_free(fixture->words);
	stk_arena_release(&fixture->arena);
	free(fixture);
	return 0;
}

static void assert_groups(const struct stk_line_groups *groups, const char *expected)
{
	struct stk_str said = STK_STR_INIT;

	for (size_t i = 0; i < groups->count; i++)
		stk_str_addf(&said, "%s%s", i ? " " : "", groups->items[i]);
	assert_string_equal(said.data, expected);
	stk_str_release(&said);
}

static void assert_unknown(struct fixture *fixture, const char *expected)
{
	assert_string_equal(fixture->lines.unknown.data, expected);
	stk_str_reset(&fixture->lines.unknown);
}

/* --- names and numbers --------------------------------------------------------------------------
 */

static void assert_names(struct fixture *fixture, const char *text, const char *expected)
{
	struct stk_str said = STK_STR_INIT;
	const char **names;
	size_t count = stk_lines_names(&fixture->lines, text, &names);

	for (size_t i = 0; i < count; i++)
		stk_str_addf(&said, "%s%s", i ? "|" : "", names[i]);
	assert_string_equal(said.data, expected);
	stk_str_release(&said);
}

static void test_names(void **state)
{
	struct fixture *fixture = *state;

	assert_names(fixture, "hubspot, ga, events sheet", "hubspot|ga|events sheet");
	assert_names(fixture, "  hubspot ;ga\n\n on24 ,, ", "hubspot|ga|on24");
	assert_names(fixture, "企业微信、销售易，表格；CRM", "企业微信|销售易|表格|CRM");
	assert_names(fixture, "- HubSpot\n* GA\n3. ON24\n4) Canva\n• Jira",
		     "HubSpot|GA|ON24|Canva|Jira");
	assert_names(fixture, "\"Foo, Inc\", bar", "Foo, Inc|bar");
	assert_names(fixture, "12\" monitor list, bar", "12\" monitor list|bar");
	assert_names(fixture, "6sense, 1password", "6sense|1password");
	assert_names(fixture, "", "");
	assert_names(fixture, " ,;、 \n", "");
	assert_unknown(fixture, "");
}

static void test_long_name_is_kept_aside(void **state)
{
	struct fixture *fixture = *state;
	char *text = stk_xmalloc(1000);

	memset(text, 'x', 998);
	text[998] = '\0';
	assert_names(fixture, text, "");
	assert_unknown(fixture, text);
	free(text);
}

static void assert_picks(struct fixture *fixture, const char *text, const char *expected)
{
	struct stk_str said = STK_STR_INIT;
	struct stk_pick *picks;
	size_t count = stk_lines_picks(&fixture->lines, text, &picks);

	for (size_t i = 0; i < count; i++)
		if (picks[i].name)
			stk_str_addf(&said, "%s'%s'", i ? " " : "", picks[i].name);
		else
			stk_str_addf(&said, "%s%u", i ? " " : "", picks[i].number);
	assert_string_equal(said.data, expected);
	stk_str_release(&said);
}

static void test_picks(void **state)
{
	struct fixture *fixture = *state;

	assert_picks(fixture, "1-4 7", "1 2 3 4 7");
	assert_picks(fixture, "1, 3; canva", "1 3 'canva'");
	assert_picks(fixture, "2–3", "2 3");
	assert_picks(fixture, "10", "'10'"); /* only nine were shown */
	assert_picks(fixture, "0", "'0'");
	assert_picks(fixture, "4-2", "'4-2'");
	assert_picks(fixture, "99999999999999999999", "'99999999999999999999'");
}

/* --- what each holds ----------------------------------------------------------------------------
 */

static void test_holds_letters(void **state)
{
	struct fixture *fixture = *state;
	struct stk_line_holds *items;

	assert_int_equal(stk_lines_holds(&fixture->lines, "1 lca 2 w 5 a", &items), 3);
	assert_int_equal(items[0].of.number, 1);
	assert_groups(&items[0].groups, "lead contact activity");
	assert_int_equal(items[1].of.number, 2);
	assert_groups(&items[1].groups, "visit");
	assert_int_equal(items[2].of.number, 5);
	assert_groups(&items[2].groups, "activity");
	assert_unknown(fixture, "");
}

static void test_holds_words(void **state)
{
	struct fixture *fixture = *state;
	struct stk_line_holds *items;

	assert_int_equal(
		stk_lines_holds(&fixture->lines, "3 leads contacts; hubspot: deals 4 = lc", &items),
		3);
	assert_groups(&items[0].groups, "lead contact");
	assert_string_equal(items[1].of.name, "hubspot");
	assert_groups(&items[1].groups, "deal");
	assert_groups(&items[2].groups, "lead contact");
	assert_unknown(fixture, "");
	assert_int_equal(
		stk_lines_holds(&fixture->lines, "3 Leads, CONTACTS; 4 web visits", &items), 2);
	assert_groups(&items[0].groups, "lead contact");
	assert_groups(&items[1].groups, "visit");
	assert_unknown(fixture, "");
}

static void test_holds_names(void **state)
{
	struct fixture *fixture = *state;
	struct stk_line_holds *items;

	assert_int_equal(
		stk_lines_holds(&fixture->lines, "events sheet lc, leads sheet d, ga w", &items),
		3);
	assert_string_equal(items[0].of.name, "events sheet");
	assert_groups(&items[0].groups, "lead contact");
	assert_string_equal(items[1].of.name, "leads sheet"); /* its first word is a group */
	assert_groups(&items[1].groups, "deal");
	assert_string_equal(items[2].of.name, "ga");
	assert_groups(&items[2].groups, "visit");
	assert_int_equal(stk_lines_holds(&fixture->lines, "3 events sheet lc", &items),
			 1); /* as it was shown */
	assert_int_equal(items[0].of.number, 3);
	assert_groups(&items[0].groups, "lead contact");
	assert_unknown(fixture, "");
}

static void test_holds_ranges_none_without_unknown(void **state)
{
	struct fixture *fixture = *state;
	struct stk_line_holds *items;

	assert_int_equal(stk_lines_holds(&fixture->lines, "1-3 l 4 none 5 ? 6 -l c", &items), 6);
	for (size_t i = 0; i < 3; i++)
		assert_groups(&items[i].groups, "lead");
	assert_true(items[3].none);
	assert_true(items[4].unknown);
	assert_groups(&items[5].without, "lead");
	assert_groups(&items[5].groups, "contact");
	assert_unknown(fixture, "");
}

static void test_holds_denied(void **state)
{
	struct fixture *fixture = *state;
	struct stk_line_holds *items;

	assert_int_equal(stk_lines_holds(&fixture->lines,
					 "5 -l; 6 lcda -a, 7-w; 8 not leads; hubspot no deals",
					 &items),
			 5);
	assert_int_equal(items[0].of.number, 5);
	assert_groups(&items[0].without, "lead");
	assert_groups(&items[1].groups, "lead contact deal activity");
	assert_groups(&items[1].without, "activity");
	assert_int_equal(items[2].of.number, 7);
	assert_groups(&items[2].without, "visit");
	assert_groups(&items[3].without, "lead");
	assert_groups(&items[3].groups, "");
	assert_string_equal(items[4].of.name, "hubspot");
	assert_groups(&items[4].without, "deal");
	assert_unknown(fixture, "");
	/* Of which, where there are several? Where there is one, its number goes without saying. */
	assert_int_equal(stk_lines_holds(&fixture->lines, "-l", &items), 0);
	assert_unknown(fixture, "-l (of which one?)");
	fixture->lines.only = 5;
	assert_int_equal(stk_lines_holds(&fixture->lines, "-l", &items), 1);
	assert_int_equal(items[0].of.number, 5);
	assert_groups(&items[0].without, "lead");
	assert_int_equal(stk_lines_holds(&fixture->lines, "lc", &items), 1);
	assert_int_equal(items[0].of.number, 5);
	assert_groups(&items[0].groups, "lead contact");
	assert_unknown(fixture, "");
}

static void test_holds_says_what_it_did_not_understand(void **state)
{
	struct fixture *fixture = *state;
	struct stk_line_holds *items;

	assert_int_equal(stk_lines_holds(&fixture->lines, "3 lc 4", &items), 1);
	assert_unknown(fixture, "4");
	assert_int_equal(stk_lines_holds(&fixture->lines, "3 lc whatever", &items), 1);
	assert_unknown(fixture, "whatever");
	assert_int_equal(stk_lines_holds(&fixture->lines, "12 lc", &items),
			 1); /* a name, as nothing has that number */
	assert_string_equal(items[0].of.name, "12");
	assert_int_equal(stk_lines_holds(&fixture->lines, "lc", &items), 0);
	assert_unknown(fixture, "lc");
}

/* --- links --------------------------------------------------------------------------------------
 */

static void test_links_of_the_transcript(void **state)
{
	struct fixture *fixture = *state;
	struct stk_line_link *links;

	assert_int_equal(stk_lines_links(&fixture->lines,
					 "hubspot <> sf l c 15m; on24 > hubspot l daily; events > "
					 "hubspot l by hand mia",
					 &links),
			 3);
	assert_string_equal(links[0].from.name, "hubspot");
	assert_string_equal(links[0].to.name, "sf");
	assert_true(links[0].both);
	assert_groups(&links[0].carries, "lead contact");
	assert_int_equal(links[0].every_minutes, 15);
	assert_null(links[0].method);
	assert_false(links[1].both);
	assert_int_equal(links[1].every_minutes, 1440);
	assert_string_equal(links[2].from.name, "events");
	assert_string_equal(links[2].method, "manual");
	assert_string_equal(links[2].who, "mia");
	assert_int_equal(links[2].every_minutes, STK_EVERY_NONE);
	assert_unknown(fixture, "");
}

static void test_links_names_and_arrows(void **state)
{
	struct fixture *fixture = *state;
	struct stk_line_link *links;

	assert_int_equal(stk_lines_links(&fixture->lines, "1 -> power bi lda daily", &links), 1);
	assert_int_equal(links[0].from.number, 1);
	assert_string_equal(links[0].to.name, "power bi");
	assert_groups(&links[0].carries, "lead deal activity");
	assert_int_equal(stk_lines_links(&fixture->lines, "hubspot < sf d", &links), 1);
	assert_string_equal(links[0].from.name, "sf");
	assert_string_equal(links[0].to.name, "hubspot");
	assert_int_equal(stk_lines_links(&fixture->lines, "on24, zoom > hubspot l", &links), 2);
	assert_string_equal(links[1].from.name, "zoom");
	assert_groups(&links[1].carries, "lead");
	assert_int_equal(stk_lines_links(&fixture->lines, "a > b l > c d", &links), 2);
	assert_string_equal(links[1].from.name, "b");
	assert_string_equal(links[1].to.name, "c");
	assert_groups(&links[1].carries, "deal");
	assert_int_equal(stk_lines_links(&fixture->lines, "销售易 → 表格 线索 每天", &links), 1);
	assert_string_equal(links[0].from.name, "销售易");
	stk_str_reset(&fixture->lines.unknown);
	assert_int_equal(stk_lines_links(&fixture->lines, "sf > leads sheet l", &links), 1);
	assert_string_equal(links[0].to.name, "leads sheet");
	assert_unknown(fixture, "");
}

static void test_links_how(void **state)
{
	struct fixture *fixture = *state;
	struct stk_line_link *links;

	assert_int_equal(stk_lines_links(&fixture->lines,
					 "quota sheet > powerbi q by hand jo becker monthly",
					 &links),
			 1);
	assert_string_equal(links[0].to.name, "powerbi");
	assert_string_equal(links[0].who, "jo becker");
	assert_int_equal(links[0].every_minutes, 30 * 1440);
	assert_int_equal(stk_lines_links(&fixture->lines,
					 "sf > hubspot everything api via zapier every 2 hours",
					 &links),
			 1);
	assert_true(links[0].all);
	assert_string_equal(links[0].method, "api");
	assert_string_equal(links[0].via, "zapier");
	assert_int_equal(links[0].every_minutes, 120);
	assert_int_equal(stk_lines_links(&fixture->lines, "sf > hubspot l, c, real time", &links),
			 1);
	assert_groups(&links[0].carries, "lead contact");
	assert_int_equal(links[0].every_minutes, 0);
	assert_int_equal(stk_lines_links(&fixture->lines, "sf > hubspot l when asked", &links), 1);
	assert_int_equal(links[0].every_minutes, STK_EVERY_ON_DEMAND);
	assert_int_equal(stk_lines_links(&fixture->lines, "sf > hubspot csv weekly", &links), 1);
	assert_string_equal(links[0].method, "file");
	assert_int_equal(stk_lines_links(&fixture->lines, "canva, jira none", &links), 2);
	assert_true(links[0].none && links[1].none);
	assert_string_equal(links[1].from.name, "jira");
	assert_unknown(fixture, "");
}

static void test_links_not_understood(void **state)
{
	struct fixture *fixture = *state;
	struct stk_line_link *links;

	assert_int_equal(
		stk_lines_links(&fixture->lines, "hubspot <> sf l whenever; nonsense", &links), 1);
	assert_groups(&links[0].carries, "lead");
	assert_unknown(fixture, "whenever; nonsense");
	assert_int_equal(stk_lines_links(&fixture->lines, "> sf l", &links), 0);
	assert_unknown(fixture, "> sf l");
	assert_int_equal(stk_lines_links(&fixture->lines, "hubspot >", &links), 0);
	assert_unknown(fixture, "hubspot >");
}

/* --- the others ---------------------------------------------------------------------------------
 */

static void test_shows(void **state)
{
	struct fixture *fixture = *state;
	struct stk_line_shows *items;

	assert_int_equal(stk_lines_shows(&fixture->lines,
					 "1 hubspot, 3 events sheet, win rate power bi, 4", &items),
			 4);
	assert_int_equal(items[0].what.number, 1);
	assert_string_equal(items[0].where.name, "hubspot");
	assert_string_equal(items[1].where.name, "events sheet");
	assert_string_equal(items[2].what.name, "win rate");
	assert_string_equal(items[2].where.name, "power bi");
	assert_null(items[3].where.name);
	assert_int_equal(stk_lines_shows(&fixture->lines, "1-3 salesforce", &items), 3);
	assert_unknown(fixture, "");
	assert_int_equal(stk_lines_shows(&fixture->lines, "churn hubspot", &items), 0);
	assert_unknown(fixture, "churn hubspot");
}

static void test_patchy(void **state)
{
	struct fixture *fixture = *state;
	struct stk_line_patchy *items;

	assert_int_equal(stk_lines_patchy(&fixture->lines, "3 late, names differ", &items), 1);
	assert_int_equal(items[0].of.number, 3);
	assert_string_equal(items[0].reason, "late, names differ");
	assert_int_equal(
		stk_lines_patchy(&fixture->lines,
				 "1 a mobile calls; hubspot old, 2 late; what I type twice",
				 &items),
		4);
	assert_groups(&items[0].groups, "activity");
	assert_string_equal(items[0].reason, "mobile calls");
	assert_string_equal(items[1].of.name, "hubspot");
	assert_string_equal(items[1].reason, "old");
	assert_int_equal(items[2].of.number, 2);
	assert_int_equal(items[3].of.number, 0);
	assert_null(items[3].of.name);
	assert_string_equal(items[3].reason, "what I type twice");
	assert_int_equal(stk_lines_patchy(&fixture->lines, "win rate late", &items), 1);
	assert_string_equal(items[0].of.name, "win rate");
	assert_unknown(fixture, "");
}

static void test_numbers(void **state)
{
	struct fixture *fixture = *state;
	struct stk_line_number *items;

	assert_int_equal(stk_lines_numbers(&fixture->lines,
					   "revenue monthly pdf dana; win rate quarterly slide li",
					   &items),
			 2);
	assert_string_equal(items[0].name, "revenue");
	assert_int_equal(items[0].every_minutes, 30 * 1440);
	assert_string_equal(items[0].form, "pdf");
	assert_string_equal(items[0].who, "dana");
	assert_string_equal(items[1].name, "win rate");
	assert_string_equal(items[1].form, "slide");
	assert_string_equal(items[1].who, "li");
	assert_int_equal(
		stk_lines_numbers(&fixture->lines,
				  "churn weekly power bi from dana kim; revenue; revenue from dana",
				  &items),
		3);
	assert_string_equal(items[0].name, "churn");
	assert_string_equal(items[0].form, "power bi");
	assert_string_equal(items[0].who, "dana kim");
	assert_null(items[1].form);
	assert_null(items[1].who);
	assert_null(items[2].form);
	assert_string_equal(items[2].who, "dana");
}

static void test_replies(void **state)
{
	struct fixture *fixture = *state;
	struct stk_line_reply *items;

	assert_int_equal(
		stk_lines_replies(&fixture->lines, "?6 dana; 3 ?; 1 weekly; 2 ?mia", &items), 4);
	assert_string_equal(items[0].ask, "dana");
	assert_true(items[1].unknown);
	assert_string_equal(items[2].answer, "weekly");
	assert_string_equal(items[3].ask, "mia");
	assert_int_equal(stk_lines_replies(&fixture->lines, "weekly", &items), 0);
	assert_unknown(fixture, "weekly");
	fixture->lines.numbers = 1;
	assert_int_equal(stk_lines_replies(&fixture->lines, "weekly", &items),
			 1); /* one question needs no number */
	assert_string_equal(items[0].answer, "weekly");
	/* A number that begins an answer is none of the list. */
	assert_int_equal(stk_lines_replies(&fixture->lines, "15m", &items), 1);
	assert_int_equal(items[0].number, 1);
	assert_string_equal(items[0].answer, "15m");
}

static void assert_headings(struct fixture *fixture, const char *text, const char *expected)
{
	struct stk_str said = STK_STR_INIT;
	const char **names;
	size_t count = stk_lines_headings(&fixture->lines, text, &names);

	for (size_t i = 0; i < count; i++)
		stk_str_addf(&said, "%s%s", i ? "|" : "", names[i]);
	assert_string_equal(said.data, expected);
	stk_str_release(&said);
}

static void test_headings(void **state)
{
	struct fixture *fixture = *state;

	assert_headings(fixture, "First name\tLast name\tWork email",
			"First name|Last name|Work email");
	assert_headings(fixture, "First name\tEmail\r\nAna\tana@acme.example\n",
			"First name|Email"); /* the row below is no heading */
	assert_headings(fixture, "First name  Last name   Follow up?",
			"First name|Last name|Follow up?");
	assert_headings(fixture, "First name, Last name, Work email",
			"First name|Last name|Work email");
	assert_headings(fixture, "First name\nLast name\n\nWork email",
			"First name|Last name|Work email");
	assert_headings(fixture, "姓名，手机，公司", "姓名|手机|公司");
	assert_headings(fixture, "Name | Phone", "Name|Phone");
	assert_headings(fixture, "Name\t\tName\tPhone", "Name|Phone"); /* each once, none empty */
	assert_headings(fixture, "Name", "Name");
	assert_headings(fixture, "", "");
}

static void test_people(void **state)
{
	struct fixture *fixture = *state;
	struct stk_line_people *items;
	struct stk_line_person *persons;

	assert_int_equal(stk_lines_people(&fixture->lines, "mia; 1 3 tom; 2 owner li", &items), 3);
	assert_int_equal(items[0].of_count, 0);
	assert_string_equal(items[0].who, "mia");
	assert_int_equal(items[1].of_count, 2);
	assert_int_equal(items[1].of[1].number, 3);
	assert_string_equal(items[2].who, "owner li");
	assert_int_equal(stk_lines_people(&fixture->lines, "1, 3 mia", &items), 1);
	assert_int_equal(items[0].of_count, 2);
	assert_int_equal(stk_lines_referrals(&fixture->lines,
					     "mia, tom in sales, Jo Becker (finance)", &persons),
			 3);
	assert_null(persons[0].where);
	assert_string_equal(persons[1].name, "tom");
	assert_string_equal(persons[1].where, "sales");
	assert_string_equal(persons[2].name, "Jo Becker");
	assert_string_equal(persons[2].where, "finance");
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(test_names),
		TEST(test_long_name_is_kept_aside),
		TEST(test_picks),
		TEST(test_holds_letters),
		TEST(test_holds_words),
		TEST(test_holds_names),
		TEST(test_holds_ranges_none_without_unknown),
		TEST(test_holds_denied),
		TEST(test_holds_says_what_it_did_not_understand),
		TEST(test_links_of_the_transcript),
		TEST(test_links_names_and_arrows),
		TEST(test_links_how),
		TEST(test_links_not_understood),
		TEST(test_shows),
		TEST(test_patchy),
		TEST(test_numbers),
		TEST(test_replies),
		TEST(test_headings),
		TEST(test_people),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
