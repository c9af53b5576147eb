/* Words that answer before they say anything of their subject, in both languages. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "stocktake/base/mem.h"
#include "stocktake/base/when.h"
#include "stocktake/model/said_answer.h"

static int setup(void **state)
{
	struct stk_err err;

	*state = stk_guide_words_load(NULL, "en", &err);
	return *state ? 0 : -1;
}

static int teardown(void **state)
{
	stk_guide_words_free(*state);
	return 0;
}

static void test_plainly(void **state)
{
	static const struct {
		const char *text;
		enum stk_saying saying;
	} rows[] = {
		{"", STK_SAYING_NOTHING},
		{"-", STK_SAYING_NOTHING},
		{"——", STK_SAYING_NOTHING},
		{"don't know", STK_SAYING_UNKNOWN},
		{"Don’t know.", STK_SAYING_UNKNOWN},
		{"??", STK_SAYING_UNKNOWN},
		{"？", STK_SAYING_UNKNOWN},
		{"TBD", STK_SAYING_UNKNOWN},
		{"不知道", STK_SAYING_UNKNOWN},
		{"待定", STK_SAYING_UNKNOWN},
		{"N/A", STK_SAYING_NOT_APPLICABLE},
		{"n.a.", STK_SAYING_NOT_APPLICABLE},
		{"Doesn't apply", STK_SAYING_NOT_APPLICABLE},
		{"不适用", STK_SAYING_NOT_APPLICABLE},
		{"X", STK_SAYING_YES},
		{"yes", STK_SAYING_YES},
		{"TRUE", STK_SAYING_YES},
		{"✓", STK_SAYING_YES},
		{"是", STK_SAYING_YES},
		{"no", STK_SAYING_NO},
		{"None", STK_SAYING_NO},
		{"0", STK_SAYING_NO},
		{"没有", STK_SAYING_NO},
		{"✗", STK_SAYING_NO},
		{"Salesforce", STK_SAYING_TEXT},
		{"no leads", STK_SAYING_TEXT},
		{"xx", STK_SAYING_TEXT},
	};

	for (size_t i = 0; i < STK_COUNT(rows); i++)
		if (stk_said_plainly(*state, rows[i].text) != rows[i].saying)
			fail_msg("\"%s\": %d, not %d", rows[i].text,
				 (int)stk_said_plainly(*state, rows[i].text), (int)rows[i].saying);
	assert_int_equal(stk_said_tick(*state, "√"), 1);
	assert_int_equal(stk_said_tick(*state, "否"), 0);
	assert_int_equal(stk_said_tick(*state, "perhaps"), -1);
	assert_true(stk_said_no(*state, "not integrated"));
	assert_false(stk_said_no(*state, "0"));
	assert_false(stk_said_unknown(*state, ""));
	assert_true(stk_said_not_applicable(*state, "跟我无关"));
}

static bool is_person(void *data, const char *name)
{
	(void)data;
	return strcmp(name, "李伟") == 0;
}

static void test_with_a_remark(void **state)
{
	static const struct {
		const char *text;
		bool loose;
		enum stk_saying saying;
		const char *whom, *remark;
	} rows[] = {
		{"x (only EU)", false, STK_SAYING_YES, "", "only EU"},
		{"x only EU", true, STK_SAYING_YES, "", "only EU"},
		{"x only EU", false, STK_SAYING_TEXT, "", ""},
		{"yes, but not all", false, STK_SAYING_YES, "", "not all"},
		{"✓ 但只有欧洲", true, STK_SAYING_YES, "", "只有欧洲"},
		{"是，但只有欧洲", false, STK_SAYING_YES, "", "只有欧洲"},
		{"n/a - we sell nothing there", false, STK_SAYING_NOT_APPLICABLE, "",
		 "we sell nothing there"},
		{"don't know, ask Ben", false, STK_SAYING_ASK, "Ben", ""},
		{"not sure who does", true, STK_SAYING_UNKNOWN, "", "who does"},
		{"ask Ben Adeyemi (he set it up)", false, STK_SAYING_ASK, "Ben Adeyemi",
		 "he set it up"},
		{"ask: Ben", false, STK_SAYING_ASK, "Ben", ""},
		{"不知道，问李伟", false, STK_SAYING_ASK, "李伟", ""},
		{"问李伟（他负责）", false, STK_SAYING_ASK, "李伟", "他负责"},
		{"问 王芳", false, STK_SAYING_ASK, "王芳", ""},
		{"问卷星", false, STK_SAYING_TEXT, "", ""},
		{"ask", false, STK_SAYING_TEXT, "", ""},
		{"none (we stopped)", false, STK_SAYING_NO, "", "we stopped"},
		{"no leads from there", true, STK_SAYING_TEXT, "", ""},
		{"- leads", true, STK_SAYING_TEXT, "", ""},
		{"x\nsecond line", false, STK_SAYING_YES, "", "second line"},
		{"x.com", false, STK_SAYING_TEXT, "", ""},
		{"x.", false, STK_SAYING_YES, "", ""},
		{"Sales, Marketing", false, STK_SAYING_TEXT, "", ""},
	};
	const struct stk_said_words words = {*state, is_person, NULL};

	for (size_t i = 0; i < STK_COUNT(rows); i++) {
		struct stk_said_answer answer;

		stk_said_answer(&words, rows[i].text, rows[i].loose, &answer);
		if (answer.saying != rows[i].saying || answer.whom_bytes != strlen(rows[i].whom) ||
		    answer.remark_bytes != strlen(rows[i].remark) ||
		    (answer.whom && memcmp(answer.whom, rows[i].whom, answer.whom_bytes)) ||
		    (answer.remark && memcmp(answer.remark, rows[i].remark, answer.remark_bytes)))
			fail_msg("\"%s\": %d, whom \"%.*s\", remark \"%.*s\"", rows[i].text,
				 (int)answer.saying, (int)answer.whom_bytes,
				 answer.whom ? answer.whom : "", (int)answer.remark_bytes,
				 answer.remark ? answer.remark : "");
	}
	assert_string_equal(stk_said_ask(&words, "请问 李伟"), "李伟");
	assert_null(stk_said_ask(&words, "ask ben, tom"));
	assert_null(stk_said_ask(&words, "asking"));
}

static void test_every_and_method(void **state)
{
	assert_int_equal(stk_said_every(*state, "every week"), 10080);
	assert_int_equal(stk_said_every(*state, "weekly"), 10080);
	assert_int_equal(stk_said_every(*state, "每周"), 10080);
	assert_int_equal(stk_said_every(*state, "once a day"), 1440);
	assert_int_equal(stk_said_every(*state, "when asked"), STK_EVERY_ON_DEMAND);
	assert_int_equal(stk_said_every(*state, "按需"), STK_EVERY_ON_DEMAND);
	assert_int_equal(stk_said_every(*state, "实时"), 0);
	assert_int_equal(stk_said_every(*state, "every"), STK_EVERY_NONE);
	assert_int_equal(stk_said_every(*state, "leads"), STK_EVERY_NONE);
	assert_string_equal(stk_said_method(*state, "By hand"), "manual");
	assert_string_equal(stk_said_method(*state, "手工录入"), "manual");
	assert_string_equal(stk_said_method(*state, "接口对接"), "api");
	assert_string_equal(stk_said_method(NULL, "csv"), "file");
	assert_null(stk_said_method(*state, "weekly"));
	assert_int_equal(stk_said_method_begins("接口对接每周"), strlen("接口对接"));
	assert_int_equal(stk_said_method_begins("每周"), 0);
}

static void test_fillers(void **state)
{
	assert_string_equal(stk_said_after_filler(*state, "and sometimes the tracker"), "tracker");
	assert_string_equal(stk_said_after_filler(*state, "以及纷享销客"), "纷享销客");
	assert_string_equal(stk_said_after_filler(*state, "Android"), "Android");
	assert_string_equal(stk_said_after_filler(*state, "the "), "the ");
	assert_string_equal(stk_said_after_filler(*state, ""), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_plainly),
		cmocka_unit_test(test_with_a_remark),
		cmocka_unit_test(test_every_and_method),
		cmocka_unit_test(test_fillers),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
