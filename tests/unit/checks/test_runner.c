/* Listing, selecting and testing checks; an inventory's own in the place of one that ships. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "hostile.h"

#define HEAD(id, about)                                                                            \
	"return {id = '" id "', severity = 'note', about = '" about "', title = 'T',\n"            \
	" explain = 'E', remedy = 'R',\n"

static const char quiet[] = HEAD("silo-isolated", "silo") " run = function() end, examples = {}}";
static const char loops[] = "while true do end";
static const char tested[] = HEAD(
	"tested",
	"quality") " run = function(inventory, report)\n"
		   "  for p in inventory:platforms() do report{at = p, message = 'x'} end end,\n"
		   " examples = {{says = 'right', inventory = 'platforms: {a: {name: A}}', finds = "
		   "{'platforms/a'}},\n"
		   " {says = 'wrong', inventory = 'platforms: {a: {name: A}, b: {name: B}}', finds "
		   "= {'platforms/a'}},\n"
		   " {says = 'broken', inventory = 'platforms: {a: [', finds = {}},\n"
		   " {says = 'mistyped', inventory = 'platforms: {a: {name: A, ownr: li}}', finds "
		   "= {'platforms/a'}},\n"
		   " {says = 'nothing', inventory = 'platforms: {}', finds = {}}}}";
static const char one_sided[] =
	HEAD("one-sided",
	     "quality") " run = function() end,\n"
			" examples = {{says = 'none', inventory = 'platforms: {}', finds = {}}}}";

static struct stk_source *source_of(void)
{
	const struct stk_memory_file files[] = {
		{"checks/loops.lua", loops, strlen(loops)},
		{"checks/one-sided.lua", one_sided, strlen(one_sided)},
		{"checks/silo-isolated.lua", quiet, strlen(quiet)},
		{"checks/sub/not-one.lua", loops, strlen(loops)},
		{"checks/tested.lua", tested, strlen(tested)},
		{"checks/Upper.lua", tested, strlen(tested)},
		{"inventory.yaml", "name: x\n", 8},
	};
	return stk_source_memory(files, STK_COUNT(files));
}

static const struct stk_check *check_of(const struct stk_checks *checks, const char *id)
{
	for (size_t i = 0; i < checks->count; i++)
		if (strcmp(checks->items[i].id, id) == 0)
			return &checks->items[i];
	return NULL;
}

static void test_list(void **state)
{
	struct stk_err err = {0};
	struct stk_source *source = source_of();
	(void)state;
	struct stk_checks *checks = stk_checks_list(source, &err);
	assert_non_null(checks);
	struct stk_checks *shipped = stk_checks_list(NULL, &err);
	assert_non_null(shipped);
	assert_int_equal(checks->count, shipped->count + 2);
	stk_checks_free(shipped);
	for (size_t i = 1; i < checks->count; i++)
		assert_true(strcmp(checks->items[i - 1].id, checks->items[i].id) < 0);
	assert_true(check_of(checks, "silo-isolated")->own &&
		    check_of(checks, "silo-isolated")->replaces);
	assert_true(check_of(checks, "tested")->own && !check_of(checks, "tested")->replaces);
	assert_false(check_of(checks, "silo-island")->own);
	assert_int_equal(check_of(checks, "tested")->example_count, 5);
	assert_int_equal(checks->failure_count, 2);
	assert_string_equal(checks->failures[0].check, "Upper");
	assert_non_null(strstr(checks->failures[0].reason, "checks/Upper.lua"));
	assert_string_equal(checks->failures[1].check, "loops");
#ifndef STK_SANITIZED
	assert_null(checks->not_enforced);
#endif
	stk_checks_free(checks);
	stk_source_close(source);
}

static void test_examples(void **state)
{
	static const bool passed[] = {true, false, false, false, true};
	struct stk_check_trial *trials;
	struct stk_err err = {0};
	struct stk_source *source = source_of();
	size_t count;
	(void)state;
	struct stk_checks *checks =
		stk_checks_test(source, "checks/tested.lua", &trials, &count, &err);
	assert_non_null(checks);
	assert_int_equal(checks->failure_count, 0);
	assert_int_equal(count, 5);
	for (size_t i = 0; i < count; i++) {
		assert_string_equal(trials[i].check, "tested");
		assert_int_equal(trials[i].passed, passed[i]);
	}
	assert_string_equal(trials[1].expected, "platforms/a\n");
	assert_string_equal(trials[1].found, "platforms/a\nplatforms/b\n");
	assert_non_null(trials[2].reason);
	assert_non_null(strstr(trials[3].reason, "ownr"));
	stk_checks_free(checks);
	checks = stk_checks_test(source, "one-sided", &trials, &count, &err);
	assert_int_equal(checks->failure_count, 1);
	assert_non_null(
		strstr(checks->failures[0].reason, "no example in which something is found"));
	stk_checks_free(checks);
	assert_null(stk_checks_test(source, "checks/none.lua", &trials, &count, &err));
	assert_int_equal(err.code, STK_EUSAGE);
	stk_source_close(source);
}

static void expect_selected(const char *select, size_t honest, size_t isolated, size_t failures)
{
	struct scene scene;
	scene_open(&scene, "return 1");
	scene_run(&scene, select, 10, 0);
	assert_non_null(scene.checks);
	if (scene_found(&scene, "zz-honest") != honest ||
	    scene_found(&scene, "silo-isolated") != isolated ||
	    scene.checks->failure_count != failures)
		print_error("%s: %zu, %zu, %zu\n", select, scene_found(&scene, "zz-honest"),
			    scene_found(&scene, "silo-isolated"), scene.checks->failure_count);
	assert_int_equal(scene_found(&scene, "zz-honest"), honest);
	assert_int_equal(scene_found(&scene, "silo-isolated"), isolated);
	assert_int_equal(scene.checks->failure_count, failures);
	scene_close(&scene);
}

static void expect_refused(const char *select, const char *message)
{
	struct scene scene;
	scene_open(&scene, "return 1");
	scene_run(&scene, select, 10, 0);
	assert_null(scene.checks);
	assert_int_equal(scene.err.code, STK_EUSAGE);
	assert_non_null(strstr(scene.err.message, message));
	assert_int_equal(scene.findings.count, 0);
	scene_close(&scene);
}

/* One that cannot be read fails wherever it might have been meant. */
static void test_select(void **state)
{
	(void)state;
	expect_selected(NULL, 1, 1, 1);
	expect_selected("silo-isolated", 0, 1, 0);
	expect_selected("zz-*", 1, 0, 0);
	expect_selected("silo or risk", 1, 1, 1);
	expect_selected("silo and not silo-isolated", 0, 0, 1);
	expect_selected("error", 1, 0, 1);
	expect_selected("bad", 0, 0, 1);
	expect_refused("silo or", "");
	expect_refused("silo-isolted", "'silo-isolted' is no check");
	expect_refused("nothing-*", "'nothing-*' is no check");
	expect_selected("quality-dangling or housekeeping", 0, 0, 1);
}

static void test_findings(void **state)
{
	struct scene scene;
	(void)state;
	scene_open(&scene, "return 1");
	scene_run(&scene, "silo-isolated", 10, 0);
	const struct stk_finding *finding = scene_first(&scene, "silo-isolated");
	assert_non_null(finding);
	assert_string_equal(finding->address, "platforms/sheet");
	assert_string_equal(finding->file, "platforms/sheet.yaml");
	assert_int_equal(finding->line, 1);
	assert_int_equal(finding->col, 1);
	assert_int_equal(finding->severity, STK_WARNING);
	assert_string_equal(finding->message, "Sheet exchanges data with nothing");
	assert_string_equal(finding->ask, "platforms/sheet/integrations");
	assert_true(strlen(finding->remedy) > 20);
	assert_int_equal(scene.checks->count, 1);
	assert_string_equal(scene.checks->items[0].id, "silo-isolated");
	scene_close(&scene);
}

/* Twice the same, byte for byte. */
static void test_same(void **state)
{
	struct stk_str said[2] = {STK_STR_INIT, STK_STR_INIT};
	char *file =
		check_with("local t = {} for p in inventory:platforms() do t[p.name] = {p} end\n"
			   "for name, p in pairs(t) do report{at = p[1], message = {'%s %s', name, "
			   "tostring(p)}} end");
	(void)state;
	for (int i = 0; i < 2; i++) {
		struct scene scene;
		scene_open(&scene, file);
		scene_run(&scene, NULL, 10, 0);
		for (size_t f = 0; f < scene.findings.count; f++)
			stk_str_addf(&said[i], "%s %s %s %s\n", scene.findings.items[f].check,
				     scene.findings.items[f].address,
				     scene.findings.items[f].message,
				     scene.findings.items[f].fingerprint);
		scene_close(&scene);
	}
	assert_true(said[0].len > 100);
	assert_string_equal(said[0].data, said[1].data);
	assert_non_null(strstr(said[0].data, "BI table"));
	stk_str_release(&said[0]);
	stk_str_release(&said[1]);
	free(file);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_list),   cmocka_unit_test(test_examples),
		cmocka_unit_test(test_select), cmocka_unit_test(test_findings),
		cmocka_unit_test(test_same),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
