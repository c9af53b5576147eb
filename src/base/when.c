#include "stocktake/base/when.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"
#include "when_private.h"

#define DAY_SECONDS  86400
#define LAST_SECONDS INT64_C(253402300799) /* of the year 9999 */
#define FIRST_DAY    (-719528)             /* 0000-01-01 */
#define LAST_DAY     2932896               /* 9999-12-31 */

/* --- dates --- */

/* Both count in years that begin in March, so that the leap day comes last, and in eras of 400. */
static int32_t day_of(int year, int month, int day)
{
	int y = year - (month <= 2), era, year_of_era, day_of_year;

	era = (y >= 0 ? y : y - 399) / 400;
	year_of_era = y - era * 400;
	day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 +
	       day_of_year - 719468;
}

static void date_of(int32_t number, int *year, int *month, int *day)
{
	int32_t shifted = number + 719468;
	int32_t era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
	int32_t day_of_era = shifted - era * 146097;
	int32_t year_of_era =
		(day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
	int32_t day_of_year =
		day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int32_t march_month = (5 * day_of_year + 2) / 153;

	*day = day_of_year - (153 * march_month + 2) / 5 + 1;
	*month = march_month < 10 ? march_month + 3 : march_month - 9;
	*year = year_of_era + era * 400 + (*month <= 2);
}

/* The number of `count` digits, or -1. */
static int digits(const char *text, size_t count)
{
	int value = 0;
	size_t i;

	for (i = 0; i < count; i++) {
		if (text[i] < '0' || text[i] > '9')
			return -1;
		value = value * 10 + (text[i] - '0');
	}
	return value;
}

static int days_in(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	return month == 2 && leap ? 29 : days[month - 1];
}

int32_t stk_date_parse(const char *text)
{
	int year, month, day;

	if (strnlen(text, 10) < 10 || text[4] != '-' || text[7] != '-')
		return STK_DATE_NONE;
	year = digits(text, 4);
	month = digits(text + 5, 2);
	day = digits(text + 8, 2);
	if (year < 0 || month < 1 || month > 12 || day < 1 || day > days_in(year, month))
		return STK_DATE_NONE;
	if (text[10] && (text[10] != 'T' || digits(text + 11, 1) < 0 ||
			 text[11 + strspn(text + 11, "0123456789:.+-Z")]))
		return STK_DATE_NONE;
	return day_of(year, month, day);
}

static void put_digits(char *out, int value, size_t count)
{
	while (count--) {
		out[count] = (char)('0' + value % 10);
		value /= 10;
	}
}

void stk_date_format(int32_t day, char out[11])
{
	int year, month, day_of_month;

	if (day < FIRST_DAY || day > LAST_DAY) {
		out[0] = '\0';
		return;
	}
	date_of(day, &year, &month, &day_of_month);
	memcpy(out, "0000-00-00", 11);
	put_digits(out, year, 4);
	put_digits(out + 5, month, 2);
	put_digits(out + 8, day_of_month, 2);
}

/* --- durations --- */

#define MAX_COUNT 1000000 /* of whatever unit, read or written */

struct word {
	const char *text;
	int64_t minutes;
};

static const struct word units[] = {
	{"m", 1},
	{"min", 1},
	{"mins", 1},
	{"minute", 1},
	{"minutes", 1},
	{"h", 60},
	{"hr", 60},
	{"hrs", 60},
	{"hour", 60},
	{"hours", 60},
	{"d", 1440},
	{"day", 1440},
	{"days", 1440},
	{"w", 10080},
	{"wk", 10080},
	{"wks", 10080},
	{"week", 10080},
	{"weeks", 10080},
	{"mo", 43200},
	{"month", 43200},
	{"months", 43200},
	{"quarter", 129600},
	{"quarters", 129600},
	{"year", 525600},
	{"years", 525600},
	{"monday", 10080},
	{"tuesday", 10080},
	{"wednesday", 10080},
	{"thursday", 10080},
	{"friday", 10080},
	{"saturday", 10080},
	{"sunday", 10080},
};

static const struct word whole[] = {
	{"real time", 0},
	{"real-time", 0},
	{"realtime", 0},
	{"on demand", STK_EVERY_ON_DEMAND},
	{"on-demand", STK_EVERY_ON_DEMAND},
	{"hourly", 60},
	{"daily", 1440},
	{"nightly", 1440},
	{"weekly", 10080},
	{"fortnightly", 20160},
	{"monthly", 43200},
	{"quarterly", 129600},
	{"yearly", 525600},
	{"annually", 525600},
};

static int64_t word_find(const struct word *words, size_t count, const char *text)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (strcmp(words[i].text, text) == 0)
			return words[i].minutes;
	return STK_EVERY_NONE;
}

/* What a duration is written in: the largest unit that it is a whole number of. */
static const struct word names[] = {
	{"month", 43200}, {"week", 10080}, {"day", 1440}, {"hour", 60}, {"minute", 1}};

static const struct word *unit_of(int64_t minutes)
{
	size_t i = 0;

	while (minutes % names[i].minutes)
		i++;
	return names + i;
}

/* text is folded and trimmed. */
static int64_t every_of(const char *text)
{
	int64_t minutes = word_find(whole, STK_COUNT(whole), text), number = 0;
	const char *unit = text;

	if (minutes != STK_EVERY_NONE)
		return minutes;
	if (strncmp(text, "every ", 6) == 0) {
		text += 6;
		text += strspn(text, " ");
		unit = text;
	}
	for (; *unit >= '0' && *unit <= '9'; unit++) {
		number = number * 10 + (*unit - '0');
		if (number > MAX_COUNT)
			return STK_EVERY_NONE;
	}
	if (unit == text) {
		/* A unit alone is one of it; its first letter alone says nothing. */
		if (strlen(unit) < 3)
			return STK_EVERY_NONE;
		number = 1;
	}
	minutes = word_find(units, STK_COUNT(units), unit + strspn(unit, " "));
	if (minutes == STK_EVERY_NONE)
		return STK_EVERY_NONE;
	return minutes * number;
}

int64_t stk_every_parse(const char *text)
{
	struct stk_str folded = STK_STR_INIT;
	int64_t minutes = STK_EVERY_NONE;
	size_t len;

	text += strspn(text, " \t");
	len = strlen(text);
	while (len && (text[len - 1] == ' ' || text[len - 1] == '\t'))
		len--;
	if (len && len <= 64 && stk_text_fold(&folded, text, len))
		minutes = every_of(folded.data);
	if (minutes == STK_EVERY_NONE)
		minutes = stk_every_chinese(folded.data);
	/* Years are written in days: what is read must be readable when it was written. */
	if (minutes > 0 && minutes / unit_of(minutes)->minutes > MAX_COUNT)
		minutes = STK_EVERY_NONE;
	stk_str_release(&folded);
	return minutes;
}

void stk_every_format(int64_t minutes, char out[32])
{
	const char *special = minutes == STK_EVERY_ON_DEMAND ? "on demand" : "";
	const struct word *unit;

	if (minutes <= 0) {
		snprintf(out, 32, "%s", minutes == 0 ? "real time" : special);
		return;
	}
	unit = unit_of(minutes);
	minutes /= unit->minutes;
	snprintf(out, 32, "%lld %s%s", (long long)minutes, unit->text, minutes == 1 ? "" : "s");
}

void stk_every_words(int64_t minutes, char out[64])
{
	long long count;

	if (minutes <= 0) {
		snprintf(out, 64, "%s",
			 minutes == 0                     ? stk_t("real time")
			 : minutes == STK_EVERY_ON_DEMAND ? stk_t("on demand")
							  : "");
		return;
	}
	count = minutes / unit_of(minutes)->minutes;
	switch (minutes / count) {
	case 43200: snprintf(out, 64, stk_tn("%lld month", "%lld months", count), count); break;
	case 10080: snprintf(out, 64, stk_tn("%lld week", "%lld weeks", count), count); break;
	case 1440: snprintf(out, 64, stk_tn("%lld day", "%lld days", count), count); break;
	case 60: snprintf(out, 64, stk_tn("%lld hour", "%lld hours", count), count); break;
	default: snprintf(out, 64, stk_tn("%lld minute", "%lld minutes", count), count); break;
	}
}

void stk_age_format(int64_t minutes, char out[64])
{
	size_t len = 0;

	out[0] = '\0';
	for (size_t i = 0; i < sizeof names / sizeof *names && minutes > 0; i++) {
		long long count = minutes / names[i].minutes;
		char part[64];

		if (!count)
			continue;
		stk_every_words(count * names[i].minutes, part);
		/* The largest unit and what is left of it; more would only look exact. */
		snprintf(out + len, 64 - len, "%s%s", len ? stk_tc("length of time", " and ") : "",
			 part);
		if (len)
			break;
		len = strlen(out);
		minutes %= names[i].minutes;
	}
	if (!*out)
		snprintf(out, 64, "%s", stk_t("no time"));
}

/* --- the clock --- */

static int32_t day_at(int64_t seconds)
{
	return (int32_t)(seconds >= 0 ? seconds / DAY_SECONDS
				      : -((DAY_SECONDS - 1 - seconds) / DAY_SECONDS));
}

static int64_t system_seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	return now.tv_sec;
}

int stk_clock_init(struct stk_clock *clock, const char *today_text, struct stk_err *err)
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	int32_t today = STK_DATE_NONE;

	if (today_text) {
		today = strlen(today_text) == 10 ? stk_date_parse(today_text) : STK_DATE_NONE;
		if (today == STK_DATE_NONE) {
			stk_err_set(err, STK_EUSAGE, "--today %s: that is no date", today_text);
			stk_err_hint(err, "write it as 2026-11-30");
			return -1;
		}
	}
	if (epoch && *epoch) {
		size_t len = strspn(epoch, "0123456789");

		if (epoch[len] || len > 12 || strtoll(epoch, NULL, 10) > LAST_SECONDS) {
			stk_err_set(err, STK_EUSAGE, "SOURCE_DATE_EPOCH=%s: that is no time",
				    epoch);
			stk_err_hint(err, "it counts the seconds since 1970-01-01T00:00:00Z");
			return -1;
		}
		clock->now_seconds = strtoll(epoch, NULL, 10);
		clock->frozen = true;
	} else if (today_text) {
		clock->now_seconds = (int64_t)today * DAY_SECONDS;
		clock->frozen = true;
	} else {
		clock->now_seconds = system_seconds();
		clock->frozen = false;
	}
	clock->today = today_text ? today : day_at(clock->now_seconds);
	return 0;
}

int64_t stk_clock_now_seconds(const struct stk_clock *clock)
{
	return clock->frozen ? clock->now_seconds : system_seconds();
}

void stk_time_format(int64_t seconds, char out[21])
{
	int32_t day;
	int rest;

	if (seconds < (int64_t)FIRST_DAY * DAY_SECONDS || seconds > LAST_SECONDS) {
		out[0] = '\0';
		return;
	}
	day = day_at(seconds);
	rest = (int)(seconds - (int64_t)day * DAY_SECONDS);
	stk_date_format(day, out);
	memcpy(out + 10, "T00:00:00Z", 11);
	put_digits(out + 11, rest / 3600, 2);
	put_digits(out + 14, rest / 60 % 60, 2);
	put_digits(out + 17, rest % 60, 2);
}
