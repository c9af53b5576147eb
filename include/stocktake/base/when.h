/*
 * Dates, durations and the clock.
 *
 * A date is a day number (days since 1970-01-01, proleptic Gregorian). A duration is in minutes.
 */
#ifndef STOCKTAKE_BASE_WHEN_H
#define STOCKTAKE_BASE_WHEN_H

#include <stdbool.h>
#include <stdint.h>

#include "stocktake/base/err.h"

#define STK_DATE_NONE INT32_MIN

/* "2026-11-30" -> day number, STK_DATE_NONE if it is no date (13th month, 30 February). Also takes
 * the date part of "2026-11-30T10:20:00Z". */
int32_t stk_date_parse(const char *text);
/* Writes YYYY-MM-DD and a NUL; "" for STK_DATE_NONE and outside the years 0 to 9999. */
void stk_date_format(int32_t day, char out[11]);

/* How often data goes: "real time" -> 0, "15 minutes", "1 hour",
 * "daily"/"day"/"hourly"/"weekly"/"monthly" too, "15m", "2 h", "3 weeks" -> minutes (a month is 30
 * days = 43200); "on demand" -> STK_EVERY_ON_DEMAND; anything else STK_EVERY_NONE. Folded case,
 * blanks trimmed. Also "every 15 minutes", "every friday" (a week), "quarterly" (90 days), "yearly"
 * (365 days). Chinese as well: "每周", "每15分钟", "两小时一次", "周五", "实时", "按需". A count is
 * a million at most, as it is read and as stk_every_format writes it, which always reads back. */
#define STK_EVERY_ON_DEMAND (-2)
#define STK_EVERY_NONE      (-1)
int64_t stk_every_parse(const char *text);
/* The canonical words for minutes: 15 -> "15 minutes", 1440 -> "1 day", 0 -> "real time".
 * STK_EVERY_NONE gives "". */
void stk_every_format(int64_t minutes, char out[32]);
/* An age as people say it, in its two largest units: 1455 -> "1 day and 15 minutes". 0 and less:
 * "no time". */
void stk_age_format(int64_t minutes, char out[64]);
/* As stk_every_format, for people: in the language of the output. */
void stk_every_words(int64_t minutes, char out[64]);

/* The program's clock, set once in main from --today, else SOURCE_DATE_EPOCH, else the system.
 * Passed down, never global. */
struct stk_clock {
	int64_t now_seconds; /* since 1970-01-01T00:00:00Z */
	int32_t today;       /* day number; --today sets it apart from now */
	bool frozen;         /* set from outside: the time does not pass */
};
/* today_text: the value of --today or NULL. Where only --today is given, now is the midnight (UTC)
 * at which that day begins. Days are those of UTC. Fails (STK_EUSAGE) if either is no date or time.
 */
int stk_clock_init(struct stk_clock *clock, const char *today_text, struct stk_err *err);
/* now, from the system unless frozen. */
int64_t stk_clock_now_seconds(const struct stk_clock *clock);
/* 2026-12-01T10:20:00Z; "" outside the years 0 to 9999. */
void stk_time_format(int64_t seconds, char out[21]);

#endif
