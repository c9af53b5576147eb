/* What Tab completes. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "complete.h"

#define ALL (~0u)

struct fixture {
	struct stk_completer *completer;
	struct stk_candidates found;
};

static int begin(void **state)
{
	static struct fixture fixture;
	static const struct {
		enum stk_word_kind kind;
		const char *key, *text;
	} words[] = {
		{STK_WORD_PLATFORM, "HubSpot", "HubSpot"},
		{STK_WORD_PLATFORM, "events sheet", "events sheet"},
		{STK_WORD_OWN, "events sheet", "events sheet"},
		{STK_WORD_PRODUCT, "Google Analytics", "Google Analytics"},
		{STK_WORD_PRODUCT, "Google Ads", "Google Ads"},
		{STK_WORD_PRODUCT, "Google Mail", "Gmail"},
		{STK_WORD_PRODUCT, "Gmail", "Gmail"},
		{STK_WORD_PLATFORM, "企业微信", "企业微信"},
		{STK_WORD_PLATFORM, "企业微店", "企业微店"},
		{STK_WORD_PERSON, "Mia Sol", "Mia Sol"},
		{STK_WORD_PERSON, "Sol", "Mia Sol"},
		{STK_WORD_GROUP, "leads", "leads"},
		{STK_WORD_COMMAND, ":skip", ":skip"},
		{STK_WORD_COMMAND, ":undo", ":undo"},
	};

	fixture = (struct fixture){.completer = stk_completer_new(), .found = STK_CANDIDATES_INIT};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		stk_completer_add(fixture.completer, words[i].kind, words[i].key, words[i].text);
	*state = &fixture;
	return 0;
}

static int end(void **state)
{
	struct fixture *fixture = *state;

	stk_candidates_release(&fixture->found);
	stk_completer_free(fixture->completer);
	return 0;
}

/* The line after one Tab at its end; "?" and how many there are where it stays as it is. */
static const char *tab_among(struct fixture *fixture, const char *line, unsigned first)
{
	static char after[256];
	struct stk_candidates *found = &fixture->found;

	if (!stk_completer_find(fixture->completer, line, strlen(line), first, found))
		return "none";
	if (found->common)
		snprintf(after, sizeof after, "%.*s%s", (int)found->from, line, found->common);
	else
		snprintf(after, sizeof after, "?%zu", found->count);
	return after;
}

static const char *tab(void **state, const char *line)
{
	return tab_among(*state, line, ALL);
}

static void test_names(void **state)
{
	assert_string_equal(tab(state, "hubs"), "HubSpot");
	assert_string_equal(tab(state, "hubspot, ev"), "hubspot, events sheet");
	assert_string_equal(tab(state, "hubspot; 3 ev"), "hubspot; 3 events sheet");
	assert_string_equal(tab(state, "on24 > hubspot l by hand mi"),
			    "on24 > hubspot l by hand Mia Sol");
	assert_string_equal(tab(state, "sol"), "Mia Sol");
	assert_string_equal(tab(state, "HUBS"), "HubSpot");
	assert_string_equal(tab(state, "zzz"), "none");
	assert_string_equal(tab(state, "HubSpot"), "?1");
}

static void test_several(void **state)
{
	struct fixture *fixture = *state;

	assert_string_equal(tab(state, "goo"), "Google A");
	assert_string_equal(tab(state, "Google A"), "?2");
	assert_string_equal(fixture->found.items[0], "Google Ads");
	assert_string_equal(tab(state, "google m"), "Gmail");
	assert_string_equal(tab(state, "企"), "企业微");
	assert_string_equal(tab(state, "HubSpot，企业微信"), "?1");
}

static void test_kinds(void **state)
{
	struct fixture *fixture = *state;

	assert_string_equal(tab_among(fixture, "e", 1u << STK_WORD_GROUP), "events sheet");
	assert_string_equal(tab_among(fixture, "1 l", 1u << STK_WORD_GROUP), "1 leads");
	assert_string_equal(tab(state, ":u"), ":undo");
	assert_string_equal(tab(state, "hubspot :u"), "none");
}

static void test_empty(void **state)
{
	struct fixture *fixture = *state;

	assert_string_equal(tab(state, ""), "?3");
	assert_string_equal(tab(state, "hubspot > "), "?1");
	assert_string_equal(fixture->found.items[0], "events sheet");
	assert_int_equal(fixture->found.from, strlen("hubspot > "));
}

static void test_many(void **state)
{
	struct fixture *fixture = *state;
	char name[32];

	for (int i = 0; i < 100; i++) {
		snprintf(name, sizeof name, "tool %d", i);
		stk_completer_add(fixture->completer, STK_WORD_PLATFORM, name, name);
	}
	assert_string_equal(tab(state, "to"), "tool ");
	assert_string_equal(tab(state, "tool "), "?24");
	assert_int_equal(fixture->found.more, 76);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_names, begin, end),
		cmocka_unit_test_setup_teardown(test_several, begin, end),
		cmocka_unit_test_setup_teardown(test_kinds, begin, end),
		cmocka_unit_test_setup_teardown(test_empty, begin, end),
		cmocka_unit_test_setup_teardown(test_many, begin, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
