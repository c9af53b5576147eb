/* Checks that mean no good: each is blamed for what it did, and what the others say stays. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "hostile.h"

/* What ends a run: an error of the check's own, a limit, the clock. */
struct hostile {
	const char *name, *body, *reason;
};

#define FOR_EVER "too many instructions"
#define TOO_BIG  "memory"
#define TOO_LONG "stopped after 1 second"

/* Powers of two in a table's hash make # say 2^62. */
#define BITS(n)                                                                                    \
	"[1 << " #n "] = 1, [1 << " #n " + 1] = 1, [1 << " #n " + 2] = 1, [1 << " #n " + 3] = 1, "
#define BORDER                                                                                     \
	"local t = {" BITS(0) BITS(4) BITS(8) BITS(12) BITS(16) BITS(20) BITS(24) BITS(28)         \
		BITS(32) BITS(36) BITS(40) BITS(44) BITS(48) BITS(52) BITS(56) BITS(60) "} "

static const struct hostile all[] = {
	{"an error", "local x = nil; return x.y", "checks/bad.lua:4: attempt to index a nil value"},
	{"an empty loop", "while true do end", FOR_EVER},
	{"a loop that catches errors", "while true do pcall(error) end", FOR_EVER},
	{"a loop in a loop of pcall",
	 "local function f() while true do end end while true do pcall(f) end", FOR_EVER},
	{"an error handler that loops", "xpcall(error, function() while true do end end)",
	 FOR_EVER},
	{"an error handler that fails", "xpcall(error, function() error() end) error('after')",
	 "after"},
	{"goto", "::again:: goto again", FOR_EVER},
	{"a comparator that never ends", "table.sort({1, 2, 3}, function() while true do end end)",
	 FOR_EVER},
	{"a replacement that never ends",
	 "string.gsub('abc', '.', function() while true do end end)", FOR_EVER},
	{"an iterator that never ends", "for _ in function() return 1 end do end", FOR_EVER},
	{"deep recursion", "local function f() return 1 + f() end f()", TOO_BIG},
	{"recursion through pcall", "local function f() return pcall(f) end f() error('after')",
	 "after"},
	{"rep of nothing", "local s = (''):rep(1e18) error(#s)", "0"},
	{"rep of nothing by nothing", "local s = string.rep('', 9e18, '') error(#s)", "0"},
	{"rep of much", "local s = ('x'):rep(1e10)", "the resulting string is too long"},
	{"rep that is caught and tried again",
	 "local t = {} while true do pcall(function() t[#t + 1] = ('x'):rep(3e7) end) end",
	 TOO_BIG},
	{"a string that doubles", "local s = 'x' while true do s = s .. s end", TOO_BIG},
	{"a table that grows", "local t = {} while true do t[#t + 1] = {} end", TOO_BIG},
	{"a table that grows, with errors caught",
	 "local t = {} while true do pcall(function() while true do t[#t + 1] = {} end end) end",
	 TOO_BIG},
	{"closures that grow", "local f = print_ and 1 while true do end", "'print_' is not there"},
	{"concatenation that grows",
	 "local t = {} for i = 1, 100 do t[i] = ('x'):rep(1e6) end local s = table.concat(t)",
	 TOO_BIG},
	{"gsub that grows", "local s = ('x'):rep(1e6) while true do s = s:gsub('.', '%0%0') end",
	 TOO_BIG},
	{"a border that is not there: insert", BORDER "table.insert(t, 1, 1)",
	 "the table is too long"},
	{"a border that is not there: remove", BORDER "table.remove(t, 1)",
	 "the table is too long"},
	{"a border that is not there: concat", BORDER "table.concat(t)", "the table is too long"},
	{"a border that is not there: sort", BORDER "table.sort(t)", "the table is too long"},
	{"too much unpacked", "table.unpack({}, 1, 1e8)", "too many results to unpack"},
	{"table.move", "table.move({}, 1, 1e18, 2)", "attempt to call a nil value"},
	{"metatables", "setmetatable({}, {__gc = function() while true do end end})",
	 "'setmetatable' is not there"},
	{"the strings' metatable", "getmetatable('').__index = nil", "'getmetatable' is not there"},
	{"coroutines", "coroutine.wrap(function() while true do end end)()",
	 "'coroutine' is not there"},
	{"files", "io.open('/etc/passwd')", "'io' is not there"},
	{"the system", "os.execute('true')", "'os' is not there"},
	{"other code", "require('os')", "'require' is not there"},
	{"code from text", "load('return 1')()", "'load' is not there"},
	{"code from files", "dofile('/etc/passwd')", "'dofile' is not there"},
	{"the debugger", "debug.getregistry()", "'debug' is not there"},
	{"the collector", "collectgarbage('stop')", "'collectgarbage' is not there"},
	{"print", "print('hello')", "'print' is not there"},
	{"string.dump", "string.dump(function() end)", "attempt to call a nil value"},
	{"string.dump by a method", "return ('x').dump(function() end)",
	 "attempt to call a nil value"},
	{"globals", "x = 1", "'x' cannot be set"},
	{"globals of ours", "string = nil", "'string' cannot be set"},
	{"a library's function replaced", "string.format = error", "cannot be set"},
	{"writing to an entity", "inventory:platform('crm').name = 'x'",
	 "the inventory is read only"},
	{"writing to the inventory", "inventory.goal = 'x'", "the inventory is read only"},
	{"a key that is not there", "return inventory:platform('crm').nmae",
	 "a platform has no 'nmae'"},
	{"a method without its object", "return inventory:platform('crm').degree()",
	 "write a colon"},
	{"a method of another kind",
	 "return inventory:platform('crm').degree(inventory:stakeholder('li'))", "write a colon"},
	{"an error that is a table", "error({})", "it raised an error that is a table value"},
	{"an error that is nothing", "error()", "it raised an error that is a nil value"},
	{"an error of a megabyte", "error(('x'):rep(1e6))", "xxxx"},
	{"an error with a terminal's commands", "error('\\27[2J\\27]0;x\\7')",
	 "<U+001B>[2J<U+001B>]0;x<U+0007>"},
	{"a report of nothing", "report()", "checks/bad.lua:4: report: it takes one table"},
	{"a report without a place", "report{message = 'x'}",
	 "checks/bad.lua:4: report: at must be an object"},
	{"a report at no address", "report{at = '../../etc', message = 'x'}",
	 "report: at is no address"},
	{"a report with another's name",
	 "report{at = 'inventory', message = 'x', check = 'silo-isolated'}",
	 "report: it knows no 'check'"},
	{"a format that is none", "report{at = 'inventory', message = {'%n', 1}}",
	 "only %s, %d and %%"},
	{"a format that wants more", "report{at = 'inventory', message = {'%s'}}",
	 "wants more values than it has"},
	{"a format that takes less", "report{at = 'inventory', message = {'x', 1}}",
	 "has 1 values, its format takes 0"},
#ifndef STK_SANITIZED /* minutes */
	{"findings without an end", "while true do report{at = 'inventory', message = 'x'} end",
	 "more than 200,000 findings"},
#endif
};

/* These spend their time in C, where hooks count little: the clock ends them, or on a fast machine
 * the budget of instructions. */
static const struct hostile slow[] = {
	{"pcalls that double, each with an overflow to report",
	 "local function f() pcall(f) pcall(f) end f()", TOO_LONG},
	{"a pattern that backtracks",
	 "return ('a'):rep(40):find(('a?'):rep(40) .. ('a'):rep(40) .. 'b')", TOO_LONG},
	{"a pattern that backtracks, with errors caught",
	 "while true do pcall(string.find, ('a'):rep(200), ('.-'):rep(30) .. 'b') end", TOO_LONG},
};

static bool blamed_rightly(const struct hostile *hostile)
{
	struct scene scene;
	char *file = check_with(hostile->body);
	scene_open(&scene, file);
	scene_run(&scene, "silo-isolated or risk", strcmp(hostile->reason, TOO_LONG) == 0 ? 1 : 60,
		  (size_t)8 << 20);
	if (!scene.checks)
		print_error("%s: %s\n", hostile->name, scene.err.message);
	assert_non_null(scene.checks);
	const char *reason =
		scene.checks->failure_count ? scene.checks->failures[0].reason : "(none)";
	bool timed = strcmp(hostile->reason, TOO_LONG) == 0;
	bool named = strstr(reason, hostile->reason) || (timed && strstr(reason, FOR_EVER));
	bool right = scene.checks->failure_count == 1 && named &&
		     strcmp(scene.checks->failures[0].check, "bad") == 0 && strlen(reason) < 1000;
	if (!right)
		print_error("%s: %zu failures, %s\n", hostile->name, scene.checks->failure_count,
			    reason);
	if (scene_found(&scene, "bad") || scene_found(&scene, "zz-honest") != 1 ||
	    scene_found(&scene, "silo-isolated") != 1) {
		print_error("%s: the findings of others are not as they should be\n",
			    hostile->name);
		right = false;
	}
	scene_close(&scene);
	free(file);
	return right;
}

static void test_all(void **state)
{
	size_t wrong = 0;
	(void)state;
	for (size_t i = 0; i < STK_COUNT(all); i++)
		wrong += !blamed_rightly(&all[i]);
	assert_int_equal(wrong, 0);
}

static void test_slow(void **state)
{
	size_t wrong = 0;
	(void)state;
	for (size_t i = 0; i < STK_COUNT(slow); i++)
		wrong += !blamed_rightly(&slow[i]);
	assert_int_equal(wrong, 0);
}

/* A file whose text, not its run, is the trouble. */
static void expect_load_error(const char *file, const char *reason)
{
	struct scene scene;
	scene_open(&scene, file);
	scene_run(&scene, NULL, 20, 0);
	assert_non_null(scene.checks);
	if (scene.checks->failure_count != 1 || !strstr(scene.checks->failures[0].reason, reason))
		print_error("wanted %s, got %zu: %s\n", reason, scene.checks->failure_count,
			    scene.checks->failure_count ? scene.checks->failures[0].reason : "");
	assert_int_equal(scene.checks->failure_count, 1);
	assert_string_equal(scene.checks->failures[0].check, "bad");
	assert_non_null(strstr(scene.checks->failures[0].reason, reason));
	assert_non_null(strstr(scene.checks->failures[0].reason, "checks/bad.lua"));
	assert_int_equal(scene_found(&scene, "zz-honest"), 1);
	scene_close(&scene);
}

static void test_files(void **state)
{
	(void)state;
	expect_load_error("return 1", "must return a table, not number");
	expect_load_error("", "must return a table, not nil");
	expect_load_error("return {", "unexpected symbol near <eof>");
	expect_load_error("\x1bLua", "binary chunk");
	expect_load_error("while true do", "'end' expected");
	expect_load_error("return {id = 'silo-isolated'}",
			  "its id is 'silo-isolated', but the file is called bad.lua");
	expect_load_error("return {id = 'bad', severty = 'note'}", "unknown key 'severty'");
	expect_load_error("return {id = 'bad', 1}", "a value without a key");
	expect_load_error("return {id = 'bad', severity = 'fatal'}", "'severity' must be");
	expect_load_error("return {id = 'bad', severity = 'note', about = 'x'}", "'about' must be");
	expect_load_error("return {id = 'bad', severity = 'note', about = 'gap'}",
			  "has no 'title'");
	expect_load_error(
		"return {id = 'bad', severity = 'note', about = 'gap', title = 'x', explain = 'x', "
		"remedy = 'x', run = 1}",
		"'run' must be a function");
	expect_load_error("error('at once')", "checks/bad.lua:1: at once");
}

static void test_file_that_loops(void **state)
{
	struct scene scene;
	(void)state;
	scene_open(&scene, "while true do end");
	scene_run(&scene, NULL, 20, 0);
	assert_int_equal(scene.checks->failure_count, 1);
	assert_non_null(strstr(scene.checks->failures[0].reason, FOR_EVER));
	assert_int_equal(scene_found(&scene, "zz-honest"), 1);
	scene_close(&scene);
}

/* Nested deep enough to use up the parser's stack. */
static void test_deep_source(void **state)
{
	struct stk_str text = STK_STR_INIT;
	(void)state;
	stk_str_add(&text, "return ");
	for (int i = 0; i < 100000; i++)
		stk_str_addc(&text, '(');
	expect_load_error(text.data, "C stack overflow");
	stk_str_reset(&text);
	for (int i = 0; i < 100000; i++)
		stk_str_add(&text, "do ");
	expect_load_error(text.data, "overflow");
	stk_str_release(&text);
}

/* What it says on the way is shown visibly, cut, and made valid. */
static void test_messages(void **state)
{
	struct scene scene;
	char *file = check_with(
		"report{at = 'platforms/crm', message = '\\27[31mred\\27[0m \\xe2\\x80\\xae "
		"\\xff\\n\\r',\n"
		"  key = 'a\\nb', remedy = {'%s %d%%', inventory:platform('crm'), 7}}\n"
		"report{at = 'platforms/crm', message = ('x'):rep(100000), key = 'long'}");
	(void)state;
	scene_open(&scene, file);
	scene_run(&scene, "bad", 20, 0);
	assert_int_equal(scene.checks->failure_count, 0);
	assert_int_equal(scene.findings.count, 2);
	assert_string_equal(scene.findings.items[0].message,
			    "<U+001B>[31mred<U+001B>[0m <U+202E> <0xFF> <U+000D>");
	assert_string_equal(scene.findings.items[0].remedy, "CRM 7%");
	assert_string_equal(scene.findings.items[0].file, "platforms/crm.yaml");
	assert_int_equal(scene.findings.items[0].line, 1);
	assert_null(strchr(scene.findings.items[0].key, '\n'));
	assert_int_equal(strlen(scene.findings.items[1].message), 2000);
	assert_string_equal(scene.findings.items[1].remedy, "None.");
	scene_close(&scene);
	free(file);
}

/* Findings before the fall are dropped: half of what a check would have said is no answer. */
static void test_partial(void **state)
{
	struct scene scene;
	char *file = check_with("for i = 1, 5000 do report{at = 'inventory', message = {'%d', i}, "
				"key = tostring(i)} end\n"
				"error('late')");
	(void)state;
	scene_open(&scene, file);
	scene_run(&scene, NULL, 20, 0);
	assert_int_equal(scene.checks->failure_count, 1);
	assert_int_equal(scene_found(&scene, "bad"), 0);
	assert_true(scene.findings.count > 0);
	scene_close(&scene);
	free(file);
}

#ifndef STK_SANITIZED
static void test_many_findings(void **state)
{
	struct scene scene;
	char *file = check_with("for i = 1, 150000 do report{at = 'inventory', message = 'x', key "
				"= tostring(i)} end");
	(void)state;
	scene_open(&scene, file);
	scene_run(&scene, "risk", 60, 0);
	assert_int_equal(scene.checks->failure_count, 0);
	assert_int_equal(scene_found(&scene, "bad"), 150000);
	assert_int_equal(scene_found(&scene, "zz-honest"), 1);
	scene_close(&scene);
	free(file);
}
#endif

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_all),           cmocka_unit_test(test_slow),
		cmocka_unit_test(test_files),         cmocka_unit_test(test_file_that_loops),
		cmocka_unit_test(test_deep_source),   cmocka_unit_test(test_messages),
		cmocka_unit_test(test_partial),
#ifndef STK_SANITIZED
		cmocka_unit_test(test_many_findings),
#endif
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
