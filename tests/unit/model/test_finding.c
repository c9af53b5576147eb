/* Findings: copies, fingerprints, order, places. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

#include "stocktake/model/inventory.h"

static void test_add_copies(void **state)
{
	struct stk_findings findings = STK_FINDINGS_INIT;
	char check[] = "silo-isolated", address[] = "platforms/a";
	const char *metrics[] = {"win-rate", "revenue"};
	struct stk_finding finding = {.check = check,
				      .address = address,
				      .severity = STK_WARNING,
				      .metrics = metrics,
				      .metric_count = 2,
				      .state = STK_WAIVED,
				      .at_bytes = SIZE_MAX};
	struct stk_finding *added = stk_findings_add(&findings, &finding);

	(void)state;
	memset(check, 'x', 3);
	metrics[0] = NULL;
	assert_string_equal(added->check, "silo-isolated");
	assert_string_equal(added->metrics[0], "win-rate");
	assert_string_equal(added->message, "");
	assert_int_equal(added->state, STK_OPEN);
	assert_int_equal(strlen(added->fingerprint), 16);
	stk_findings_release(&findings);
	assert_null(findings.items);
}

static void test_fingerprints(void **state)
{
	struct stk_findings findings = STK_FINDINGS_INIT;
	struct stk_finding one = {.check = "a", .address = "bc", .line = 1};
	struct stk_finding two = {.check = "ab", .address = "c", .line = 1};
	struct stk_finding keyed = {.check = "a", .address = "bc", .key = "k"};
	struct stk_finding moved = {.check = "a", .address = "bc", .line = 9, .message = "other"};
	size_t i, j;

	(void)state;
	stk_findings_add(&findings, &one);
	stk_findings_add(&findings, &two);
	stk_findings_add(&findings, &keyed);
	for (i = 0; i < 3; i++)
		for (j = 0; j < i; j++)
			assert_string_not_equal(findings.items[i].fingerprint,
						findings.items[j].fingerprint);
	/* A line number or another wording does not make another finding. */
	assert_string_equal(stk_findings_add(&findings, &moved)->fingerprint,
			    findings.items[0].fingerprint);
	stk_findings_release(&findings);
}

static void test_order(void **state)
{
	static const char *metric[] = {"m"};
	struct stk_finding all[] = {
		{.check = "b", .address = "x", .severity = STK_NOTE},
		{.check = "b", .address = "y", .severity = STK_ERROR},
		{.check = "a", .address = "z", .severity = STK_ERROR},
		{.check = "b", .address = "x", .severity = STK_ERROR},
		{.check = "z",
		 .address = "z",
		 .severity = STK_NOTE,
		 .metrics = metric,
		 .metric_count = 1},
	};
	static const char *const order[] = {"zz", "az", "bx", "by", "bx"};
	struct stk_findings findings = STK_FINDINGS_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < 5; i++)
		stk_findings_add(&findings, &all[i]);
	stk_findings_sort(&findings);
	for (i = 0; i < 5; i++) {
		assert_int_equal(findings.items[i].check[0], order[i][0]);
		assert_int_equal(findings.items[i].address[0], order[i][1]);
	}
	stk_findings_release(&findings);
}

static void test_severities(void **state)
{
	(void)state;
	assert_string_equal(stk_severity_name(STK_WARNING), "warning");
	assert_int_equal(stk_severity_parse("error"), STK_ERROR);
	assert_int_equal(stk_severity_parse("fatal"), -1);
}

/* Places in the middle of files with a byte order mark, CRLF and characters of several bytes. */
static void test_locate(void **state)
{
	static const char inventory_text[] = "name: x\n";
	static const char text[] = "\xef\xbb\xbfname: \xe9\x94\x80\r\n# \xe9\x94\x80\rzzz: "
				   "1\r\nyyy: {\xc3\xa4: b, c: d}\n";
	static const struct stk_memory_file files[] = {
		{"inventory.yaml", inventory_text, sizeof inventory_text - 1},
		{"platforms/a.yaml", text, sizeof text - 1},
	};
	static const struct stk_clock clock = {0, 0, true};
	struct stk_findings findings = STK_FINDINGS_INIT;
	struct stk_source *source = stk_source_memory(files, 2);
	struct stk_err err = {0};
	struct stk_inventory *inventory = stk_inventory_load(source, &clock, 0, &err);
	size_t i;
	uint32_t line, col;

	(void)state;
	assert_non_null(inventory);
	for (i = 0; i <= sizeof text; i++)
		stk_findings_add(&findings, &(struct stk_finding){.check = "c",
								  .file = "platforms/a.yaml",
								  .at_bytes = sizeof text - i});
	stk_findings_add(&findings,
			 &(struct stk_finding){.check = "c", .file = "gone.yaml", .at_bytes = 1});
	stk_findings_add(&findings, &(struct stk_finding){.check = "c", .at_bytes = SIZE_MAX});
	stk_findings_locate(inventory, &findings);
	for (i = 0; i <= sizeof text; i++) {
		stk_inventory_position(inventory, 1, findings.items[i].at_bytes, &line, &col);
		assert_int_equal(findings.items[i].line, line);
		assert_int_equal(findings.items[i].col, col);
	}
	assert_int_equal(findings.items[i].line, 0);
	assert_int_equal(findings.items[i + 1].line, 0);
	stk_findings_release(&findings);
	stk_inventory_free(inventory);
	stk_source_close(source);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_add_copies), cmocka_unit_test(test_fingerprints),
		cmocka_unit_test(test_order),      cmocka_unit_test(test_severities),
		cmocka_unit_test(test_locate),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
