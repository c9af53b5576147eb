/* Every check that ships passes its own examples, and says of itself what it must. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "stocktake/base/mem.h"
#include "stocktake/checks/runner.h"

static const char *const ids[] = {"conflict-dispute",   "conflict-integration",
				  "conflict-no-record", "conflict-record",
				  "gap-category",       "gap-chain",
				  "gap-destination",    "gap-metric-missing",
				  "gap-metric-silo",    "gap-metric-stale",
				  "gap-owner",          "gap-question-open",
				  "gap-silent",         "gap-stage",
				  "gap-step-overdue",   "gap-team",
				  "gap-workshop",       "quality-contradicts-scan",
				  "quality-duplicate",  "quality-stale",
				  "risk-personal-data", "risk-retiring",
				  "risk-secret",        "silo-by-hand",
				  "silo-dead-end",      "silo-island",
				  "silo-isolated",      "silo-one-person",
				  "silo-single-bridge"};

/* At least two that find and two that do not: one of each is soon found by chance. */
static void count_examples(const char *id, const struct stk_check_trial *trials, size_t count)
{
	size_t finding = 0, silent = 0;
	for (size_t i = 0; i < count; i++) {
		if (strcmp(trials[i].check, id) != 0)
			continue;
		finding += *trials[i].expected != '\0';
		silent += !*trials[i].expected;
	}
	if (finding < 2 || silent < 2)
		fail_msg("%s has %zu examples that find and %zu that do not", id, finding, silent);
}

static void test_examples(void **state)
{
	struct stk_check_trial *trials;
	struct stk_err err = {0};
	size_t count, failed = 0;
	(void)state;
	struct stk_checks *checks = stk_checks_test(NULL, NULL, &trials, &count, &err);
	assert_non_null(checks);
	for (size_t i = 0; i < count; i++) {
		if (trials[i].passed)
			continue;
		failed++;
		print_error("%s, %s:\nexpected\n%sfound\n%s%s\n", trials[i].check, trials[i].says,
			    trials[i].expected, trials[i].found,
			    trials[i].reason ? trials[i].reason : "");
	}
	for (size_t i = 0; i < checks->failure_count; i++)
		print_error("%s: %s\n", checks->failures[i].check, checks->failures[i].reason);
	assert_int_equal(failed, 0);
	assert_int_equal(checks->failure_count, 0);
	assert_int_equal(checks->count, STK_COUNT(ids));
	for (size_t i = 0; i < STK_COUNT(ids); i++)
		count_examples(ids[i], trials, count);
	stk_checks_free(checks);
}

static void test_list(void **state)
{
	struct stk_err err = {0};
	(void)state;
	struct stk_checks *checks = stk_checks_list(NULL, &err);
	assert_non_null(checks);
	assert_int_equal(checks->count, STK_COUNT(ids));
	for (size_t i = 0; i < checks->count; i++) {
		const struct stk_check *check = &checks->items[i];
		size_t about = strlen(check->about);
		assert_string_equal(check->id, ids[i]);
		assert_int_equal(strncmp(check->id, check->about, about), 0);
		assert_int_equal(check->id[about], '-');
		assert_false(check->own);
		assert_in_range(strlen(check->title), 10, 60); /* a line of a narrow screen */
		assert_true(strlen(check->explain) > 50);
		assert_true(strlen(check->remedy) > 20);
		assert_null(strchr(check->remedy, '\n'));
		assert_true(check->example_count >= 4);
	}
	stk_checks_free(checks);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_examples),
		cmocka_unit_test(test_list),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
