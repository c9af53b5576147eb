/* Durations as they are said in Chinese: no blanks, numerals of two scripts, measure words. */
#include <string.h>

#include "stocktake/base/mem.h"
#include "stocktake/base/str.h"
#include "stocktake/base/when.h"
#include "when_private.h"

#define MAX_COUNT 1000000

struct word {
	const char *text;
	int64_t minutes;
};

/* All of what is said. */
static const struct word whole[] = {
	{"实时", 0},
	{"即时", 0},
	{"立即", 0},
	{"立刻", 0},
	{"马上", 0},
	{"实时同步", 0},
	{"按需", STK_EVERY_ON_DEMAND},
	{"需要时", STK_EVERY_ON_DEMAND},
	{"有需要时", STK_EVERY_ON_DEMAND},
	{"不定期", STK_EVERY_ON_DEMAND},
	{"偶尔", STK_EVERY_ON_DEMAND},
	{"天天", 1440},
	{"每晚", 1440},
	{"每早", 1440},
	{"每天早上", 1440},
	{"每天晚上", 1440},
	{"每日凌晨", 1440},
	{"每天凌晨", 1440},
	{"每个工作日", 1440},
	{"每工作日", 1440},
	{"工作日", 1440},
	{"双周", 20160},
	{"隔周", 20160},
	{"每双周", 20160},
	{"每隔一周", 20160},
	{"月底", 43200},
	{"月末", 43200},
	{"月初", 43200},
	{"每月底", 43200},
	{"每月末", 43200},
	{"每月初", 43200},
	{"每个月底", 43200},
	{"每个月初", 43200},
	{"月度", 43200},
	{"季度", 129600},
	{"每季度末", 129600},
	{"年度", 525600},
	{"每半年", 262800},
	{"半年", 262800},
};

/* Longer ones first. */
static const struct word units[] = {
	{"分钟", 1},      {"小时", 60},     {"钟头", 60},  {"星期", 10080}, {"礼拜", 10080},
	{"季度", 129600}, {"工作日", 1440}, {"分", 1},     {"时", 60},      {"天", 1440},
	{"日", 1440},     {"周", 10080},    {"月", 43200}, {"季", 129600},  {"年", 525600},
};

/* What may stand before and behind, and says no more than the rest. */
static const char *const before[] = {"每隔", "每个", "每", "大约", "大概", "约", "差不多", "按"};
static const char *const behind[] = {"一次", "1次", "一回", "同步", "更新", "左右", "各一次"};

static const char *const weeks[] = {"周", "星期", "礼拜"};
static const char *const weekdays[] = {"一", "二", "三", "四", "五", "六", "日",
				       "天", "1",  "2",  "3",  "4",  "5",  "6"};

static int64_t one_of(const struct word *words, size_t count, const char *text)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(words[i].text, text) == 0)
			return words[i].minutes;
	return STK_EVERY_NONE;
}

/* A digit of either width at text: its value, and how many bytes it takes; -1: none. */
static int digit_at(const char *text, size_t *bytes)
{
	if (*text >= '0' && *text <= '9') {
		*bytes = 1;
		return *text - '0';
	}
	if (stk_starts(text, "\xef\xbc") && (unsigned char)text[2] >= 0x90 &&
	    (unsigned char)text[2] <= 0x99) {
		*bytes = 3;
		return (unsigned char)text[2] - 0x90;
	}
	return -1;
}

static int numeral_at(const char *text)
{
	static const char *const numerals[] = {"零", "一", "二", "三", "四", "五",
					       "六", "七", "八", "九", "十", "两"};

	for (size_t i = 0; i < STK_COUNT(numerals); i++)
		if (stk_starts(text, numerals[i]))
			return i == 11 ? 2 : (int)i;
	return -1;
}

/* "15", "１５", "十五", "两", "二十": the number in front and the bytes that it takes; 0 bytes: no
 * number. */
static size_t number_of(const char *text, int64_t *number)
{
	size_t at = 0, bytes = 0;
	int value;

	*number = 0;
	while ((value = digit_at(text + at, &bytes)) >= 0 && *number <= MAX_COUNT) {
		*number = *number * 10 + value;
		at += bytes;
	}
	if (at)
		return at;
	while ((value = numeral_at(text + at)) >= 0 && at < 9) {
		if (value == 10)
			*number = (*number ? *number : 1) * 10;
		else if (*number % 10)
			return 0;
		else
			*number += value;
		at += strlen("十");
	}
	return at;
}

static const char *without_before(const char *text)
{
	bool found = true;

	while (found) {
		found = false;
		for (size_t i = 0; i < STK_COUNT(before) && !found; i++)
			if (stk_starts(text, before[i])) {
				text += strlen(before[i]);
				found = true;
			}
	}
	return text;
}

/* "周一", "星期天": once a week. */
static bool is_weekday(const char *text)
{
	for (size_t i = 0; i < STK_COUNT(weeks); i++)
		for (size_t j = 0; j < STK_COUNT(weekdays) && stk_starts(text, weeks[i]); j++)
			if (strcmp(text + strlen(weeks[i]), weekdays[j]) == 0)
				return true;
	return false;
}

/* "15分钟", "两个小时", "半小时", "周": what is left of "每周", "两个小时一次". `bare`: neither
 * stood there, so that "3月" is March and "3日" a date. */
static int64_t span(const char *text, bool bare)
{
	static const char *const dates[] = {"月", "日", "时", "分"};
	int64_t number, minutes = STK_EVERY_NONE;
	bool half = stk_starts(text, "半");
	size_t digits = number_of(text, &number), n = half ? strlen("半") : digits;
	const char *unit = text + n;

	for (size_t i = 0; i < STK_COUNT(dates) && bare; i++)
		if (strcmp(unit, dates[i]) == 0)
			return STK_EVERY_NONE;
	number = digits ? number : 1;
	if (number < 1 || number > MAX_COUNT || (bare && !n))
		return STK_EVERY_NONE;
	if (stk_starts(unit, "个"))
		unit += strlen("个");
	if (stk_starts(unit, "半") && n) { /* "一个半小时" */
		minutes = one_of(units, STK_COUNT(units), unit + strlen("半"));
		return minutes == STK_EVERY_NONE ? minutes : minutes * number + minutes / 2;
	}
	minutes = one_of(units, STK_COUNT(units), unit);
	if (minutes == STK_EVERY_NONE || (half && minutes < 2))
		return STK_EVERY_NONE;
	return half ? minutes / 2 : minutes * number;
}

/* "每月5号": a day of the month. */
static bool is_day_of_month(const char *text)
{
	int64_t day;
	size_t n;

	if (stk_starts(text, "个"))
		text += strlen("个");
	if (!stk_starts(text, "月"))
		return false;
	text += strlen("月");
	n = number_of(text, &day);
	return n && day >= 1 && day <= 31 &&
	       (strcmp(text + n, "号") == 0 || strcmp(text + n, "日") == 0);
}

int64_t stk_every_chinese(const char *text)
{
	struct stk_str rest = STK_STR_INIT;
	const char *bare;
	int64_t minutes = STK_EVERY_NONE;
	bool said = false, more = true;

	if (!(*text & 0x80) && !(*text >= '0' && *text <= '9'))
		return STK_EVERY_NONE;
	for (const char *c = text; *c; c++)
		if (*c != ' ' && *c != '\t')
			stk_str_addc(&rest, *c);
	minutes = one_of(whole, STK_COUNT(whole), rest.data);
	while (more && minutes == STK_EVERY_NONE) {
		more = false;
		for (size_t i = 0; i < STK_COUNT(behind) && !more; i++)
			if (stk_ends(rest.data, behind[i]) && rest.len > strlen(behind[i])) {
				stk_str_truncate(&rest, rest.len - strlen(behind[i]));
				more = said = true;
			}
		if (more)
			minutes = one_of(whole, STK_COUNT(whole), rest.data);
	}
	bare = without_before(rest.data);
	said |= bare != rest.data;
	if (minutes == STK_EVERY_NONE && is_weekday(bare))
		minutes = one_of(units, STK_COUNT(units), "周");
	if (minutes == STK_EVERY_NONE && said && is_day_of_month(bare))
		minutes = one_of(units, STK_COUNT(units), "月");
	if (minutes == STK_EVERY_NONE)
		minutes = span(bare, !said);
	stk_str_release(&rest);
	return minutes;
}
