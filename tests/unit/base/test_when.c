#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "stocktake/base/when.h"

#include <time.h>

#include "stocktake/base/mem.h"

static void known_days(void **state)
{
	(void)state;
	assert_int_equal(stk_date_parse("1970-01-01"), 0);
	assert_int_equal(stk_date_parse("1969-12-31"), -1);
	assert_int_equal(stk_date_parse("2000-03-01"), 11017);
	assert_int_equal(stk_date_parse("2026-11-30"), 20787);
	assert_int_equal(stk_date_parse("2026-11-30T10:20:00Z"), 20787);
	assert_int_equal(stk_date_parse("0000-01-01"), -719528);
	assert_int_equal(stk_date_parse("9999-12-31"), 2932896);
}

static void no_dates(void **state)
{
	static const char *none[] = {"",
				     "2026",
				     "2026-13-01",
				     "2026-00-01",
				     "2026-02-29",
				     "2026-02-30",
				     "1900-02-29",
				     "2026-04-31",
				     "2026-11-00",
				     "2026-11-32",
				     "2026-1-01",
				     "2026/11/30",
				     "26-11-30",
				     "2026-11-30x",
				     "2026-11-30 ",
				     " 2026-11-30",
				     "2026-11-3O",
				     "-026-11-30",
				     "2026-11-30T",
				     "2026-11-30Tx",
				     "2026-11-301",
				     "+2026-11-30",
				     "2026-11-30T10:20:00 now"};
	size_t i;

	(void)state;
	for (i = 0; i < STK_COUNT(none); i++)
		if (stk_date_parse(none[i]) != STK_DATE_NONE)
			fail_msg("'%s' is no date", none[i]);
	assert_int_not_equal(stk_date_parse("2028-02-29"), STK_DATE_NONE);
	assert_int_not_equal(stk_date_parse("2000-02-29"), STK_DATE_NONE);
}

/* Every day there is goes round, and follows the day before it. */
static void every_day_goes_round(void **state)
{
	char text[11], before[11] = "";
	int32_t day;

	(void)state;
	for (day = -719528; day <= 2932896; day++) {
		stk_date_format(day, text);
		if (stk_date_parse(text) != day || strcmp(before, text) >= 0)
			fail_msg("%d %s after %s", day, text, before);
		memcpy(before, text, sizeof before);
	}
	stk_date_format(day, text);
	assert_string_equal(text, "");
	stk_date_format(STK_DATE_NONE, text);
	assert_string_equal(text, "");
}

static void every(const char *text, int64_t minutes)
{
	if (stk_every_parse(text) != minutes)
		fail_msg("'%s' is %lld", text, (long long)stk_every_parse(text));
}

static void durations(void **state)
{
	(void)state;
	every("real time", 0);
	every(" Real-Time ", 0);
	every("15 minutes", 15);
	every("15m", 15);
	every("every 15 minutes", 15);
	every("1 hour", 60);
	every("2 h", 120);
	every("hourly", 60);
	every("every Friday", 10080);
	every("daily", 1440);
	every("day", 1440);
	every("Every Day", 1440);
	every("3 weeks", 30240);
	every("weekly", 10080);
	every("1 month", 43200);
	every("monthly", 43200);
	every("6 months", 259200);
	every("quarterly", 129600);
	every("on demand", STK_EVERY_ON_DEMAND);
	every("1000000 months", INT64_C(43200000000));
	every("2739 years", INT64_C(1439618400));
}

static void no_durations(void **state)
{
	static const char *none[] = {"",
				     " ",
				     "m",
				     "15",
				     "-1 day",
				     "1.5 h",
				     "1 dayz",
				     "day 1",
				     "sometimes",
				     "1 2 days",
				     "1000001 days",
				     "2740 years", /* 1,000,100 days */
				     "1000000 quarters",
				     "99999999999999999999 days",
				     "every",
				     "every real time",
				     "1\xc2\xa0"
				     "day",
				     "\xff",
				     "15 minutes\n"};
	size_t i;

	(void)state;
	for (i = 0; i < STK_COUNT(none); i++)
		if (stk_every_parse(none[i]) != STK_EVERY_NONE)
			fail_msg("'%s' is no duration", none[i]);
}

static void says(int64_t minutes, const char *want)
{
	char text[32];

	stk_every_format(minutes, text);
	assert_string_equal(text, want);
	if (minutes != STK_EVERY_NONE && minutes != INT64_MAX)
		assert_int_equal(stk_every_parse(text), minutes);
}

static void durations_in_words(void **state)
{
	(void)state;
	says(0, "real time");
	says(1, "1 minute");
	says(15, "15 minutes");
	says(90, "90 minutes");
	says(60, "1 hour");
	says(1440, "1 day");
	says(2880, "2 days");
	says(10080, "1 week");
	says(43200, "1 month");
	says(259200, "6 months");
	says(STK_EVERY_ON_DEMAND, "on demand");
	says(STK_EVERY_NONE, "");
	says(INT64_MAX, "9223372036854775807 minutes");
}

static void the_clock_can_be_frozen(void **state)
{
	struct stk_clock clock;
	struct stk_err err;
	char text[21];

	(void)state;
	setenv("SOURCE_DATE_EPOCH", "1796120400", 1);
	assert_int_equal(stk_clock_init(&clock, NULL, &err), 0);
	assert_true(clock.frozen);
	assert_int_equal(stk_clock_now_seconds(&clock), 1796120400);
	stk_time_format(clock.now_seconds, text);
	assert_string_equal(text, "2026-12-01T10:20:00Z");
	assert_int_equal(clock.today, stk_date_parse("2026-12-01"));
	assert_int_equal(stk_clock_init(&clock, "2027-01-15", &err), 0);
	assert_int_equal(clock.today, stk_date_parse("2027-01-15"));
	assert_int_equal(stk_clock_now_seconds(&clock), 1796120400);
	unsetenv("SOURCE_DATE_EPOCH");
	assert_int_equal(stk_clock_init(&clock, "2027-01-15", &err), 0);
	assert_true(clock.frozen);
	stk_time_format(stk_clock_now_seconds(&clock), text);
	assert_string_equal(text, "2027-01-15T00:00:00Z");
	assert_int_equal(stk_clock_init(&clock, NULL, &err), 0);
	assert_false(clock.frozen);
	assert_in_range(stk_clock_now_seconds(&clock), time(NULL) - 5, time(NULL) + 5);
	assert_in_range(clock.today, time(NULL) / 86400 - 1, time(NULL) / 86400);
}

static void a_wrong_clock_is_refused(void **state)
{
	static const char *wrong[] = {"x", "-5", "1 ", "99999999999999999999", "253402300800"};
	struct stk_clock clock;
	struct stk_err err;
	size_t i;

	(void)state;
	assert_int_equal(stk_clock_init(&clock, "tomorrow", &err), -1);
	assert_int_equal(err.code, STK_EUSAGE);
	assert_non_null(strstr(err.message, "tomorrow"));
	assert_int_equal(stk_clock_init(&clock, "2027-01-15T10:00:00Z", &err), -1);
	for (i = 0; i < STK_COUNT(wrong); i++) {
		setenv("SOURCE_DATE_EPOCH", wrong[i], 1);
		assert_int_equal(stk_clock_init(&clock, NULL, &err), -1);
		assert_int_equal(err.code, STK_EUSAGE);
	}
	unsetenv("SOURCE_DATE_EPOCH");
}

static void times(void **state)
{
	char text[21];

	(void)state;
	stk_time_format(0, text);
	assert_string_equal(text, "1970-01-01T00:00:00Z");
	stk_time_format(-1, text);
	assert_string_equal(text, "1969-12-31T23:59:59Z");
	stk_time_format(INT64_C(253402300799), text);
	assert_string_equal(text, "9999-12-31T23:59:59Z");
	stk_time_format(INT64_MAX, text);
	assert_string_equal(text, "");
	stk_time_format(INT64_MIN, text);
	assert_string_equal(text, "");
}

static void test_ages(void **state)
{
	static const struct {
		int64_t minutes;
		const char *text;
	} ages[] = {{0, "no time"},
		    {1, "1 minute"},
		    {75, "1 hour and 15 minutes"},
		    {1455, "1 day and 15 minutes"},
		    {44640, "1 month and 1 day"},
		    {43200 + 10080 + 1441, "1 month and 1 week"},
		    {20160, "2 weeks"}};
	char text[64];

	(void)state;
	for (size_t i = 0; i < sizeof ages / sizeof *ages; i++) {
		stk_age_format(ages[i].minutes, text);
		assert_string_equal(text, ages[i].text);
	}
}

static void test_every_chinese(void **state)
{
	static const char *const none[] = {
		"每",     "周",       "月", "3月", "3日",      "周报",     "每周报表",   "一",
		"每零天", "实时报表", "半", "按",  "每月32号", "二零天天", "每1000001天"};

	(void)state;
	every("每周", 10080);
	every("每 周", 10080);
	every("每周一次", 10080);
	every("一周一次", 10080);
	every("每两周", 20160);
	every("双周", 20160);
	every("每周五", 10080);
	every("周五", 10080);
	every("星期天", 10080);
	every("每个礼拜一", 10080);
	every("每星期", 10080);
	every("每天", 1440);
	every("每日", 1440);
	every("天天", 1440);
	every("每个工作日", 1440);
	every("一天一次", 1440);
	every("3天", 4320);
	every("每15分钟", 15);
	every("15分钟", 15);
	every("15 分钟一次", 15);
	every("每隔１５分钟", 15);
	every("十五分钟", 15);
	every("每二十五分钟", 25);
	every("半小时", 30);
	every("每半个小时", 30);
	every("一个半小时", 90);
	every("两个小时", 120);
	every("大约每小时", 60);
	every("每月", 43200);
	every("每个月", 43200);
	every("3个月", 129600);
	every("每月5号", 43200);
	every("月底", 43200);
	every("每季度", 129600);
	every("每季", 129600);
	every("每年", 525600);
	every("实时", 0);
	every("按需", STK_EVERY_ON_DEMAND);
	every("不定期", STK_EVERY_ON_DEMAND);
	for (size_t i = 0; i < sizeof none / sizeof *none; i++)
		if (stk_every_parse(none[i]) != STK_EVERY_NONE)
			fail_msg("'%s' is a duration", none[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ages),
		cmocka_unit_test(known_days),
		cmocka_unit_test(no_dates),
		cmocka_unit_test(test_every_chinese),
		cmocka_unit_test(every_day_goes_round),
		cmocka_unit_test(durations),
		cmocka_unit_test(no_durations),
		cmocka_unit_test(durations_in_words),
		cmocka_unit_test(the_clock_can_be_frozen),
		cmocka_unit_test(a_wrong_clock_is_refused),
		cmocka_unit_test(times),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
