/* Commands in Chinese, with a colon of either width. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>

#include <cmocka.h>

#include "command_words.h"
#include "stocktake/base/mem.h"

static void test_commands(void **state)
{
	static const struct {
		const char *typed, *command;
	} table[] = {
		{"：跳过", ":skip"},
		{":跳过", ":skip"},
		{"： 跳过", ":skip"},
		{"：skip", ":skip"},
		{":skip", ":skip"},
		{"：不适用", ":na"},
		{"：问 李伟", ":ask 李伟"},
		{"：问李伟", ":ask 李伟"},
		{":问", ":ask"},
		{"：备注 合同五月到期", ":note 合同五月到期"},
		{"：撤销", ":undo"},
		{"：退出", ":quit"},
		{"：退出吧", ":退出吧"},
		{"：？", ":?"},
		{"跳过", "跳过"},
		{"", ""},
		{"：", ":"},
		{":ask 李伟", ":ask 李伟"},
	};

	(void)state;
	for (size_t i = 0; i < STK_COUNT(table); i++) {
		struct stk_str text = STK_STR_INIT;

		stk_str_add(&text, table[i].typed);
		stk_command_in_english(&text);
		assert_string_equal(text.data, table[i].command);
		stk_str_release(&text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_commands)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
