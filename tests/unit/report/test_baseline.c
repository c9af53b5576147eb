/* A baseline read back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "stocktake/report/baseline.h"

#define ONE                                                                                        \
	"{\"check\": \"silo\", \"severity\": \"error\", \"address\": \"platforms/a\", "            \
	"\"fingerprint\": \"0123456789abcdef\", \"state\": \"waived\", \"new\": [1]}"

static int read(const char *text, struct stk_findings *findings, struct stk_err *err)
{
	*findings = (struct stk_findings)STK_FINDINGS_INIT;
	return stk_baseline_read("b.json", text, strlen(text), findings, err);
}

static void test_read(void **state)
{
	struct stk_findings findings;
	struct stk_err err;

	(void)state;
	assert_int_equal(read("{\"findings\": [" ONE "], \"summary\": {}}", &findings, &err), 0);
	assert_int_equal(findings.count, 1);
	assert_string_equal(findings.items[0].fingerprint, "0123456789abcdef");
	assert_int_equal(findings.items[0].state, STK_WAIVED);
	assert_int_equal(findings.items[0].severity, STK_ERROR);
	assert_string_equal(findings.items[0].check, "silo");
	stk_findings_release(&findings);
	assert_int_equal(read("{\"findings\": []}", &findings, &err), 0);
	assert_int_equal(findings.count, 0);
	stk_findings_release(&findings);
}

static void refused(const char *text, const char *why, unsigned line)
{
	struct stk_findings findings;
	struct stk_err err = {0};

	assert_int_equal(read(text, &findings, &err), -1);
	if (!strstr(err.message, why))
		fail_msg("%s: %s", text, err.message);
	assert_string_equal(err.file, "b.json");
	assert_int_equal(err.line, line);
	assert_int_equal(err.code, STK_EUSAGE);
	assert_string_not_equal(err.hint, "");
	stk_findings_release(&findings);
}

static void test_refused(void **state)
{
	(void)state;
	refused("", "not JSON", 1);
	refused("{\n \"findings\": [,]}", "not JSON", 2);
	refused("[]", "no list", 0);
	refused("{\"findings\": {}}", "no list", 0);
	refused("{\"findings\": [" ONE ", 7]}", "finding 2", 0);
	refused("{\"findings\": [{\"check\": \"a\", \"severity\": \"error\", \"fingerprint\": "
		"\"0123456789ABCDEF\", \"state\": \"open\"}]}",
		"finding 1", 0);
	refused("{\"findings\": [{\"check\": \"a\", \"severity\": \"bad\", \"fingerprint\": "
		"\"0123456789abcdef\", \"state\": \"open\"}]}",
		"finding 1", 0);
	refused("{\"findings\": [{\"check\": \"a\", \"severity\": \"note\", \"fingerprint\": "
		"\"0123456789abcdef\", \"state\": \"closed\"}]}",
		"finding 1", 0);
	refused("{\"findings\": [{\"severity\": \"note\", \"fingerprint\": "
		"\"0123456789abcdef\", \"state\": \"open\"}]}",
		"finding 1", 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_read),
		cmocka_unit_test(test_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
