/* Numbers and days on their way back into a workbook: what is written is read as the same text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "number.h"

static void numbers(void **state)
{
	static const struct {
		const char *text;
		double value;
	} taken[] = {{"42", 42},
		     {"-1.5", -1.5},
		     {"0.3", 0.3},
		     {"7%", 0.07},
		     {"7.5%", 0.075},
		     {"0", 0},
		     {"123456789012345", 123456789012345.0}};
	static const char *const left[] = {"00420", "+5",   "1e3",  "",
					   "12a",   "1.50", "0x10", "inf",
					   "1,000", "%",    "--1",  "123456789012345678901"};
	double value;

	(void)state;
	for (size_t i = 0; i < sizeof taken / sizeof *taken; i++) {
		if (!stk_number_value(taken[i].text, &value))
			fail_msg("%s is no number", taken[i].text);
		assert_true(value == taken[i].value);
	}
	for (size_t i = 0; i < sizeof left / sizeof *left; i++)
		if (stk_number_value(left[i], &value))
			fail_msg("\"%s\" would not come back", left[i]);
}

static void days(void **state)
{
	static const char *const left[] = {"2026-13-01", "2026-12-01T10:20", "10:20:00",
					   "",           "2026-12-01 10:20", "1899-12-31",
					   "soon",       "1900-01-15",       "2026-12-01T25:00:00"};
	double serial;

	(void)state;
	assert_true(stk_date_serial("2026-12-01", &serial));
	assert_true(serial == 46357);
	assert_true(stk_date_serial("2026-12-01T12:00:00", &serial));
	assert_true(serial == 46357.5);
	assert_true(stk_date_serial("2026-02-28T23:59:59", &serial));
	assert_true(stk_date_serial("1900-03-01", &serial));
	assert_true(serial == 61);
	for (size_t i = 0; i < sizeof left / sizeof *left; i++)
		if (stk_date_serial(left[i], &serial))
			fail_msg("\"%s\" would not come back", left[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(numbers), cmocka_unit_test(days)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
