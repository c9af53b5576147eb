/* Matching of what people type, headings of columns, and twins. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "loose.h"
#include "slow.h"
#include "stocktake/model/match.h"

#define ALL        0xffu
#define KIND(kind) (1u << STK_MATCH_##kind)

static const char document[] =
	"inventory:\n"
	"  name: Acme\n"
	"  teams:\n"
	"    - {id: board, name: Board, chain: up}\n"
	"    - {id: sales-management, name: Sales management, chain: home}\n"
	"stakeholders:\n"
	"  ana-ruiz: {name: Ana Ruiz, aka: [Ana R.], email: ana@acme.example}\n"
	"  anastasia-berg: {name: Anastasia Berg}\n"
	"  mia-sol: {name: Mía Sol}\n"
	"  tom-hill: {name: Tom Hill}\n"
	"  tom-okafor: {name: Tom Okafor}\n"
	"  李伟: {name: 李伟, aka: [\"@liwei\"]}\n"
	"platforms:\n"
	"  events-sheet: {name: Events sheet}\n"
	"  hubspot: {name: HubSpot, product: hubspot}\n"
	"  hubspot-eu: {name: HubSpot EU, product: hubspot}\n"
	"  old-crm: {name: CRM of the old days, product: pipedrive}\n"
	"  quota-plan: {name: Quota planning}\n"
	"  销售线索表: {name: 销售线索表}\n"
	"terms:\n"
	"  deal.region: {name: Sales territory of the deal}\n";

static struct stk_inventory *inventory;
static struct stk_matcher *matcher;

static struct stk_inventory *load(const char *text)
{
	struct stk_clock clock = {0, 0, true};
	struct stk_err err;
	struct stk_inventory *result =
		stk_inventory_load_document("test", text, strlen(text), &clock, 0, &err);

	if (!result)
		fail_msg("%s", err.message);
	return result;
}

static int set_up(void **state)
{
	(void)state;
	inventory = load(document);
	matcher = stk_matcher_new(inventory, ALL);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	stk_matcher_free(matcher);
	stk_inventory_free(inventory);
	return 0;
}

/* "kind:id kind:id" and the grade of what is found. */
static const char *found(const char *text, unsigned kinds)
{
	static const char *const names[] = {"platform", "product", "stakeholder", "team", "term"};
	static const char *const grades[] = {"none", "near", "prefix", "exact"};
	static char out[1024];
	struct stk_match matches[8];
	size_t count = stk_matcher_find(matcher, text, kinds, matches, 8), at = 0;

	at += (size_t)snprintf(out, sizeof out, "%s", grades[count ? matches[0].grade : 0]);
	for (size_t i = 0; i < count; i++)
		at += (size_t)snprintf(out + at, sizeof out - at, " %s:%s", names[matches[i].kind],
				       matches[i].id);
	return out;
}

static const char *tool(const char *text)
{
	return found(text, KIND(PLATFORM) | KIND(PRODUCT));
}

static const char *person(const char *text)
{
	return found(text, KIND(STAKEHOLDER));
}

/* What Ana types. */
static void test_tools(void **state)
{
	(void)state;
	assert_string_equal(tool("hubspot"), "exact platform:hubspot");
	assert_string_equal(tool("Hub-Spot"), "exact platform:hubspot");
	assert_string_equal(tool("ga"), "exact product:google-analytics");
	assert_string_equal(tool("events sheet"), "exact platform:events-sheet");
	assert_string_equal(tool("events"), "prefix platform:events-sheet");
	assert_string_equal(tool("sales nav"), "exact product:linkedin-sales-navigator");
	assert_string_equal(tool("canva"), "exact product:canva");
	assert_string_equal(tool("on24"), "exact product:on24");
	assert_string_equal(tool("ON 24"), "exact product:on24");
	assert_string_equal(tool("sf"), "exact product:salesforce");
	assert_string_equal(tool("hubs"), "prefix platform:hubspot");
	assert_string_equal(tool("zende"), "prefix product:zendesk");
	assert_string_equal(tool("ＺＥＮＤＥＳＫ"), "exact product:zendesk");
	assert_string_equal(tool(""), "none");
	assert_string_equal(tool("..."), "none");
	assert_string_equal(tool("\xff\xfe"), "none");
}

/* A platform goes by its product's names, unless another is really called so. */
static void test_instances(void **state)
{
	(void)state;
	assert_string_equal(tool("pipedrive"), "exact platform:old-crm");
	assert_string_equal(tool("marketing hub"), "exact platform:hubspot platform:hubspot-eu");
	assert_string_equal(tool("hubspot eu"), "exact platform:hubspot-eu");
	assert_string_equal(found("hubspot", KIND(PRODUCT)), "exact product:hubspot");
}

static void test_spelling(void **state)
{
	(void)state;
	assert_string_equal(tool("hubspto"), "near platform:hubspot");
	assert_string_equal(tool("slaesforce"), "near product:salesforce");
	assert_string_equal(tool("salesfroce"), "near product:salesforce");
	assert_string_equal(tool("quota plannning"), "near platform:quota-plan");
	/* One edit in fewer than six letters is another word. */
	assert_string_equal(tool("canve"), "none");
	/* No guess: neither is a spelling of the other. */
	assert_string_equal(tool("Sales Cluod 9"), "none");
	assert_string_equal(tool("on25"), "none");
}

static void test_sales_cloud(void **state)
{
	struct stk_inventory *other = load("inventory: {name: A}\n"
					   "platforms: {salesforce: {name: Salesforce}}\n");
	struct stk_matcher *mine = stk_matcher_new(other, KIND(PLATFORM));
	struct stk_match match;

	(void)state;
	assert_int_equal(stk_matcher_find(mine, "Sales Cloud", ALL, &match, 1), 0);
	assert_int_equal(stk_matcher_find(mine, "salesforce", ALL, &match, 1), 1);
	stk_matcher_free(mine);
	stk_inventory_free(other);
}

static void test_people(void **state)
{
	(void)state;
	assert_string_equal(person("anaruiz"), "exact stakeholder:ana-ruiz");
	assert_string_equal(person("@anaruiz"), "exact stakeholder:ana-ruiz");
	assert_string_equal(person("Ana R"), "exact stakeholder:ana-ruiz");
	assert_string_equal(person("ANA@ACME.EXAMPLE"), "exact stakeholder:ana-ruiz");
	/* Ana is not Anastasia; Tom may be either. */
	assert_string_equal(person("ana"), "prefix stakeholder:ana-ruiz");
	assert_string_equal(person("anas"), "none");
	assert_string_equal(person("tom"), "prefix stakeholder:tom-hill stakeholder:tom-okafor");
	assert_string_equal(person("okafor"), "prefix stakeholder:tom-okafor");
	assert_string_equal(person("Mia"), "prefix stakeholder:mia-sol");
	assert_string_equal(person("李伟"), "exact stakeholder:李伟");
	assert_string_equal(person("liwei"), "exact stakeholder:李伟");
	assert_string_equal(found("board", KIND(TEAM)), "exact team:board");
	assert_string_equal(found("sales management", ALL), "exact team:sales-management");
}

static void test_other_scripts(void **state)
{
	(void)state;
	assert_string_equal(tool("销售线索表"), "exact platform:销售线索表");
	assert_string_equal(tool("销售 线索 表"), "exact platform:销售线索表");
	assert_string_equal(tool("销售线索"), "prefix platform:销售线索表");
	/* One ideograph is another thing. */
	assert_string_equal(tool("销售客户表"), "none");
	assert_string_equal(tool("赛富时"), "exact product:salesforce");
}

static void test_terms(void **state)
{
	(void)state;
	assert_string_equal(found("work email", KIND(TERM)), "exact term:contact.email");
	assert_string_equal(found("contact.email", KIND(TERM)), "exact term:contact.email");
	assert_string_equal(found("sales territory of the deal", KIND(TERM)),
			    "exact term:deal.region");
}

static const char *heading_in(const char *text, uint64_t groups)
{
	uint32_t term = stk_matcher_heading(matcher, text, groups);

	return term == STK_NONE ? "none"
				: stk_sym_text(&inventory->syms, inventory->terms[term].id);
}

static const char *heading(const char *text)
{
	return heading_in(text, 0);
}

static uint64_t group(const char *id)
{
	return UINT64_C(1) << stk_group_find(inventory, id);
}

static void test_headings(void **state)
{
	(void)state;
	assert_string_equal(heading("Contact.firstname"), "contact.first_name");
	assert_string_equal(heading("First name"), "contact.first_name");
	assert_string_equal(heading("first_name"), "contact.first_name");
	assert_string_equal(heading("FIRST NAME"), "contact.first_name");
	assert_string_equal(heading("  First-Name "), "contact.first_name");
	assert_string_equal(heading("Frist name"), "contact.first_name");
	assert_string_equal(heading("E-mail (work)"), "contact.email");
	assert_string_equal(heading("名"), "contact.first_name");
	assert_string_equal(heading("邮箱"), "contact.email");
	assert_string_equal(heading("联系人.邮箱"), "contact.email");
	assert_string_equal(heading("Ｅｍａｉｌ"), "contact.email");
	assert_string_equal(heading("Opportunity.CloseDate"), "deal.closed_at");
	assert_string_equal(heading("lost_reason"), "deal.lost_reason");
	assert_string_equal(heading("Territory"), "rep.region");
	assert_string_equal(heading("Favourite colour"), "none");
	assert_string_equal(heading(""), "none");
	assert_string_equal(heading("()"), "none");
}

/* The row of TRANSCRIPTS.md: five of seven. */
static void test_heading_row(void **state)
{
	uint64_t groups = group("lead") | group("contact");

	(void)state;
	assert_string_equal(heading_in("First name", groups), "contact.first_name");
	assert_string_equal(heading_in("Last name", groups), "contact.last_name");
	assert_string_equal(heading_in("Work email", groups), "contact.email");
	assert_string_equal(heading_in("Company", groups), "contact.company");
	assert_string_equal(heading_in("Event", groups), "none");
	assert_string_equal(heading_in("Scanned on", groups), "lead.created_at");
	assert_string_equal(heading_in("Follow up?", groups), "none");
	assert_string_equal(heading("Event"), "none");
}

static void test_heading_groups(void **state)
{
	(void)state;
	/* A word that stands on the contact means the lead's where leads are held. */
	assert_string_equal(heading_in("First name", group("lead")), "lead.first_name");
	assert_string_equal(heading_in("Created", group("lead")), "lead.created_at");
	assert_string_equal(heading_in("Amount", group("invoice")), "invoice.amount");
	assert_string_equal(heading_in("Lead: E-mail", 0), "lead.email");
	/* Where the group has no such term, the word still means what it means. */
	assert_string_equal(heading_in("First name", group("quota")), "contact.first_name");
}

/* --- distance -----------------------------------------------------------------------------------
 */

static unsigned distance(const char *a, const char *b, unsigned limit)
{
	struct stk_codes one, two;

	stk_codes_read(&one, a, strlen(a));
	stk_codes_read(&two, b, strlen(b));
	return stk_codes_distance(&one, &two, limit);
}

static void test_distance(void **state)
{
	(void)state;
	assert_int_equal(distance("hubspot", "hubspot", 2), 0);
	assert_int_equal(distance("hubspot", "hubpsot", 2), 1);
	assert_int_equal(distance("hubspot", "hubspt", 2), 1);
	assert_int_equal(distance("hubspot", "hubbspot", 2), 1);
	assert_int_equal(distance("hubspot", "hebspat", 2), 2);
	assert_int_equal(distance("hubspot", "hebspat", 1), 2);
	assert_int_equal(distance("hubspot", "salesforce", 2), 3);
	/* Digits and ideographs are not misspelt. */
	assert_int_equal(distance("sheet1", "sheet2", 2), 3);
	assert_int_equal(distance("sheet1", "sheet", 2), 3);
	assert_int_equal(distance("shete1", "sheet1", 2), 1);
	assert_true(stk_name_near_words("HubSpot", "Hub Spt"));
	assert_false(stk_name_near_words("Events UK", "Events US"));
	assert_true(stk_name_near_words("Evnets UK", "Events UK"));
}

/* --- twins --------------------------------------------------------------------------------------
 */

struct seen {
	const struct stk_inventory *inventory;
	char text[2048];
	size_t count;
};

static int see(void *data, uint32_t a, uint32_t b, bool exact)
{
	struct seen *seen = data;
	const struct stk_entity *items = seen->inventory->kinds[STK_PLATFORM].items;
	size_t at = strlen(seen->text);

	seen->count++;
	if (at < 1900)
		snprintf(seen->text + at, sizeof seen->text - at, "%s%c%s ",
			 stk_sym_text(&seen->inventory->syms, items[a].id), exact ? '=' : '~',
			 stk_sym_text(&seen->inventory->syms, items[b].id));
	return 0;
}

static void test_twins(void **state)
{
	struct stk_inventory *other = load("inventory: {name: A}\n"
					   "platforms:\n"
					   "  a1: {name: Leads sheet}\n"
					   "  a2: {name: leads-sheet}\n"
					   "  a3: {name: Lead sheet}\n"
					   "  b1: {name: HubSpot, product: hubspot}\n"
					   "  b2: {name: Hubspto}\n"
					   "  b3: {name: HubSpot EU, product: hubspot}\n"
					   "  b4: {name: Hubspott, product: hubspot}\n"
					   "  c1: {name: Sheet 1}\n"
					   "  c2: {name: Sheet 2}\n"
					   "  d1: {name: Salesforce, aka: [SFDC]}\n"
					   "  d2: {name: Old thing, aka: [sfdc]}\n"
					   "  e1: {name: Events UK}\n"
					   "  e2: {name: Events US}\n"
					   "  f1: {name: Monday, product: monday}\n"
					   "  f2: {name: Monday, product: other}\n"
					   "  g1: {name: Marketing automation}\n"
					   "  g2: {name: Markting automaton}\n"
					   "  w1: {name: workday.com}\n"
					   "  w2: {name: Workday}\n"
					   "  x1: {name: Box.com, product: box}\n"
					   "  x2: {name: Box, product: box}\n"
					   "  h1: {name: abcdef}\n"
					   "  h2: {name: abdcef}\n"
					   "  i1: {name: 北京销售线索表}\n"
					   "  i2: {name: 南京销售线索表}\n");
	struct seen seen = {other, "", 0};

	(void)state;
	assert_int_equal(stk_matcher_twins(other, see, &seen), 0);
	assert_string_equal(seen.text, "a1=a2 a1~a3 b1~b2 d1=d2 g1~g2 h1~h2 w1=w2 x1=x2 ");
	stk_inventory_free(other);
}

static int stop(void *data, uint32_t a, uint32_t b, bool exact)
{
	(void)a, (void)b, (void)exact;
	++*(int *)data;
	return 7;
}

static void test_twins_stop(void **state)
{
	struct stk_inventory *other = load("inventory: {name: A}\nplatforms: {a: {name: Xy}, "
					   "b: {name: xy}, c: {name: X y}}\n");
	int calls = 0;

	(void)state;
	assert_int_equal(stk_matcher_twins(other, stop, &calls), 7);
	assert_int_equal(calls, 1);
	stk_inventory_free(other);
}

/* --- against all pairs --------------------------------------------------------------------------
 */

static unsigned dice(unsigned *seed, unsigned sides)
{
	*seed = *seed * 1103515245u + 12345u;
	return (*seed >> 16) % sides;
}

/* One letter changed, left out or added; in short names also two that change places. */
static void misspell(char *name, unsigned *seed)
{
	size_t len = strlen(name), at = dice(seed, (unsigned)len - 1);
	char letter = (char)('a' + dice(seed, 26)), other = name[at + 1];

	switch (dice(seed, len < 12 ? 4 : 3)) {
	case 0: name[at] = letter; break;
	case 1: memmove(name + at, name + at + 1, len - at); break;
	case 2:
		memmove(name + at + 1, name + at, len - at + 1);
		name[at] = letter;
		break;
	default: name[at + 1] = name[at]; name[at] = other;
	}
}

#define FAMILIES 60
#define KIN      4

static void near_pairs_count(char names[][40], size_t count, bool *wanted)
{
	for (size_t a = 0; a < count; a++)
		for (size_t b = 0; b < count; b++) {
			unsigned limit = stk_codes_edits(strlen(names[a]), strlen(names[b]));

			wanted[a * count + b] = a != b && strcmp(names[a], names[b]) && limit &&
						distance(names[a], names[b], limit) <= limit;
		}
}

struct table {
	bool *found;
	size_t count;
};

static int put(void *data, uint32_t a, uint32_t b, bool exact)
{
	struct table *table = data;

	if (!exact)
		table->found[a * table->count + b] = table->found[b * table->count + a] = true;
	return 0;
}

/* Buckets find what comparing all with all finds, and nothing else. */
static void test_all_pairs(void **state)
{
	enum { COUNT = FAMILIES * KIN };
	static char names[COUNT][40];
	static bool wanted[COUNT * COUNT], found[COUNT * COUNT];
	struct table table = {found, COUNT};
	struct stk_str text = STK_STR_INIT;
	struct stk_inventory *other;
	unsigned seed = 7, pairs = 0;

	(void)state;
	stk_str_add(&text, "inventory: {name: A}\nplatforms:\n");
	for (size_t i = 0; i < COUNT; i++) {
		size_t len = 6 + (i / KIN) % 20;

		if (i % KIN)
			strcpy(names[i], names[i - i % KIN]);
		for (size_t j = 0; !(i % KIN) && j < len; j++)
			names[i][j] = (char)('a' + dice(&seed, 26));
		for (size_t edits = 0; i % KIN && edits < len / 6 && edits < i % KIN; edits++)
			misspell(names[i], &seed);
		stk_str_addf(&text, "  p%03zu: {name: %s}\n", i, names[i]);
	}
	other = load(text.data);
	near_pairs_count(names, COUNT, wanted);
	stk_matcher_twins(other, put, &table);
	for (size_t a = 0; a < COUNT; a++)
		for (size_t b = 0; b < COUNT; b++) {
			bool first = true;

			/* Of equal names the first is compared. */
			for (size_t c = 0; c < a; c++)
				first &= strcmp(names[a], names[c]) != 0;
			for (size_t c = 0; c < b; c++)
				first &= strcmp(names[b], names[c]) != 0;
			pairs += wanted[a * COUNT + b];
			if (found[a * COUNT + b] != wanted[a * COUNT + b] && first)
				fail_msg("%s, %s: %d", names[a], names[b], found[a * COUNT + b]);
		}
	assert_true(pairs > FAMILIES);
	stk_inventory_free(other);
	stk_str_release(&text);
}

/* --- size ---------------------------------------------------------------------------------------
 */

static double seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static struct stk_inventory *many(unsigned count, const char *format)
{
	struct stk_str text = STK_STR_INIT;
	struct stk_inventory *result;

	stk_str_add(&text, "inventory: {name: A}\nplatforms:\n");
	for (unsigned i = 0; i < count; i++) {
		stk_str_addf(&text, "  p%u: {name: ", i);
		if (format)
			stk_str_add(&text, format);
		else
			for (unsigned j = 0, x = i * 2654435761u; j < 14;
			     j++, x = x * 1103515245u + 12345u)
				stk_str_addc(&text, (char)('a' + (x >> 16) % 26));
		stk_str_add(&text, "}\n");
	}
	result = load(text.data);
	stk_str_release(&text);
	return result;
}

/* Bounds with much room: a matcher that compared all pairs would miss them by far. */
static void test_fast(void **state)
{
	struct stk_inventory *other = many(2000, NULL);
	struct stk_matcher *mine;
	struct stk_match match;
	struct seen seen = {other, "", 0};
	double start = seconds(), built, asked;

	(void)state;
	mine = stk_matcher_new(other, ALL);
	built = seconds() - start;
	start = seconds();
	for (int i = 0; i < 1000; i++) {
		stk_matcher_find(mine, i & 1 ? "hubspto" : "mailchmp", ALL, &match, 1);
		stk_matcher_heading(mine, "Scanned on", 0);
	}
	asked = (seconds() - start) / 1000;
	start = seconds();
	stk_matcher_twins(other, see, &seen);
	print_message("# 2000 platforms: built in %.1f ms, asked in %.1f us, twins in %.1f ms\n",
		      built * 1e3, asked * 1e6, (seconds() - start) * 1e3);
	if (!is_slow()) {
		assert_true(built < 0.5);
		assert_true(asked < 0.005);
	}
	stk_matcher_free(mine);
	stk_inventory_free(other);
}

/* Ten thousand platforms of one name: bounded, and each is still reported. */
static void test_all_alike(void **state)
{
	struct stk_inventory *other = many(10000, "Leads sheet");
	struct seen seen = {other, "", 0};

	(void)state;
	assert_int_equal(stk_matcher_twins(other, see, &seen), 0);
	assert_int_equal(seen.count, 9999);
	stk_inventory_free(other);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_tools),       cmocka_unit_test(test_instances),
		cmocka_unit_test(test_spelling),    cmocka_unit_test(test_sales_cloud),
		cmocka_unit_test(test_people),      cmocka_unit_test(test_other_scripts),
		cmocka_unit_test(test_terms),       cmocka_unit_test(test_headings),
		cmocka_unit_test(test_heading_row), cmocka_unit_test(test_heading_groups),
		cmocka_unit_test(test_distance),    cmocka_unit_test(test_twins),
		cmocka_unit_test(test_twins_stop),  cmocka_unit_test(test_fast),
		cmocka_unit_test(test_all_alike),   cmocka_unit_test(test_all_pairs),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
