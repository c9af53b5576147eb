/* Words of people for ids: typed or in a cell, of either language, width and case. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>

#include <cmocka.h>
#include <string.h>

#include "stocktake/base/mem.h"
#include "stocktake/model/said.h"
#include "stocktake/model/schema.h"

struct word {
	const char *said, *means; /* "": nothing */
};

static void check(const struct word *words, size_t count, const char *(*find)(const char *text))
{
	for (size_t i = 0; i < count; i++) {
		const char *found = find(words[i].said);

		if (strcmp(found ? found : "", words[i].means) != 0)
			fail_msg("\"%s\" is %s", words[i].said, found ? found : "nothing");
	}
}

static void test_categories(void **state)
{
	static const struct word words[] = {
		{"crm", "crm"},
		{"ＣＲＭ", "crm"},
		{"客户管理", "crm"},
		{"Help-Desk", "customer-service"},
		{"客服", "customer-service"},
		{"电子表格", "spreadsheet"},
		{"business intelligence", "business-intelligence"},
		{"报表", "business-intelligence"},
		{"天气", ""},
		{"", ""},
	};

	(void)state;
	check(words, STK_COUNT(words), stk_said_category);
}

static void test_teams(void **state)
{
	static const struct word words[] = {
		{"市场部", "marketing"}, {"Reps", "sales"}, {"销售", "sales"},
		{"董事会", "board"},     {"财务部", ""},
	};

	(void)state;
	check(words, STK_COUNT(words), stk_said_team);
}

static const char *category_choice(const char *text)
{
	return stk_said_choice(NULL, stk_categories, text);
}

static struct stk_guide_words *guide;

static const char *flow_choice(const char *text)
{
	static const char *const flows[] = {"out", "in", "both", NULL};

	return stk_said_choice(guide, flows, text);
}

static const char *status_choice(const char *text)
{
	static const char *const states[] = {"planned", "in-use", "retiring", "retired", NULL};

	return stk_said_choice(guide, states, text);
}

static const char *method_choice(const char *text)
{
	static const char *const methods[] = {"native", "api",    "webhook", "etl",
					      "file",   "manual", "view",    NULL};

	return stk_said_choice(guide, methods, text);
}

static const char *truth_choice(const char *text)
{
	static const char *const truths[] = {"true", "false", NULL};

	return stk_said_choice(guide, truths, text);
}

static void test_choices(void **state)
{
	static const struct word flows[] = {
		{"双向", "both"}, {"BOTH", "both"}, {"both ways", "both"}, {"手动", ""}};
	static const struct word methods[] = {{"by hand", "manual"},  {"手动", "manual"},
					      {"接口", "api"},        {"etl", "etl"},
					      {"Built-in", "native"}, {"weekly", ""}};
	static const struct word truths[] = {
		{"是", "true"}, {"x", "true"}, {"no", "false"}, {"?", ""}};
	static const struct word states[] = {{"在用", "in-use"},
					     {"in use", "in-use"},
					     {"手动", ""},
					     {"In-use", "in-use"},
					     {"已停用", "retired"}};
	static const struct word categories[] = {{"客服", "customer-service"}, {"双向", ""}};

	(void)state;
	check(flows, STK_COUNT(flows), flow_choice);
	check(states, STK_COUNT(states), status_choice);
	check(categories, STK_COUNT(categories), category_choice);
	check(methods, STK_COUNT(methods), method_choice);
	check(truths, STK_COUNT(truths), truth_choice);
}

static int load_words(void **state)
{
	struct stk_err err;

	(void)state;
	guide = stk_guide_words_load(NULL, "en", &err);
	return guide ? 0 : -1;
}

static int free_words(void **state)
{
	(void)state;
	stk_guide_words_free(guide);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_categories),
		cmocka_unit_test(test_teams),
		cmocka_unit_test(test_choices),
	};

	return cmocka_run_group_tests(tests, load_words, free_words);
}
