/* Lines on a terminal: wrapped, coloured, made visible. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "page.h"
#include "stocktake/base/table.h"

static const struct stk_terminal plain = {.width_cols = 20},
				 colored = {.width_cols = 20, .color = true};

static void test_text(void **state)
{
	struct stk_str out = STK_STR_INIT;
	struct stk_page page = {&out, &plain};

	(void)state;
	stk_page_text(&page, 2, STK_RED, "one two three four five\n");
	assert_string_equal(out.data, "  one two three four\n  five\n");
	stk_str_reset(&out);
	stk_page_text(&page, 0, STK_PLAIN, "a\033[1mb");
	assert_string_equal(out.data, "a<U+001B>[1mb\n");
	stk_str_reset(&out);
	page.term = &colored;
	stk_page_text(&page, 1, STK_RED, "x");
	assert_string_equal(out.data, " \033[31mx\033[m\n");
	stk_str_release(&out);
}

static void test_pair(void **state)
{
	struct stk_str out = STK_STR_INIT;
	struct stk_page page = {&out, &plain};

	(void)state;
	stk_page_pair(&page, 1, 6, STK_BOLD, "key", "value", NULL);
	assert_string_equal(out.data, " key   value\n");
	stk_str_reset(&out);
	stk_page_pair(&page, 1, 6, STK_BOLD, "key", "value and more of it", NULL);
	assert_string_equal(out.data, " key   value and\n       more of it\n");
	stk_str_reset(&out);
	stk_page_pair(&page, 1, 6, STK_BOLD, "much-longer", "value", NULL);
	assert_string_equal(out.data, " much-longer  value\n");
	stk_str_reset(&out);
	stk_page_pair(&page, 1, 6, STK_BOLD, "key", "", NULL);
	assert_string_equal(out.data, " key\n");
	stk_str_reset(&out);
	stk_page_pair(&page, 0, 4, STK_BOLD, "销售", "值", NULL);
	assert_string_equal(out.data, "销售  值\n");
	stk_str_release(&out);
}

static void test_after(void **state)
{
	struct stk_str out = STK_STR_INIT;
	struct stk_page page = {&out, &plain};

	(void)state;
	stk_page_pair(&page, 0, 4, STK_PLAIN, "k", "value", "(Ana)");
	assert_string_equal(out.data, "k   value  (Ana)\n");
	stk_str_reset(&out);
	stk_page_pair(&page, 0, 4, STK_PLAIN, "k", "value", "(Ana Maria R.)");
	assert_string_equal(out.data, "k   value\n    (Ana Maria R.)\n");
	stk_str_reset(&out);
	stk_page_pair(&page, 0, 0, STK_PLAIN, "title", "", "id");
	assert_string_equal(out.data, "title  id\n");
	stk_str_reset(&out);
	stk_page_pair(&page, 0, 0, STK_PLAIN, "a long title", "", "a long id");
	assert_string_equal(out.data, "a long title\n  a long id\n");
	stk_str_reset(&out);
	page.term = &colored;
	stk_page_value(&page, 0, 4, "k", STK_RED, "v", "w");
	assert_string_equal(out.data, "k   \033[31mv\033[m  \033[2mw\033[m\n");
	stk_str_reset(&out);
	stk_page_value(&page, 0, 4, "k", STK_RED, "v", NULL);
	assert_string_equal(out.data, "k   \033[31mv\033[m\n");
	stk_str_release(&out);
}

static void test_gaps_and_tables(void **state)
{
	struct stk_str out = STK_STR_INIT;
	struct stk_page page = {&out, &plain};
	struct stk_table table;

	(void)state;
	stk_page_gap(&page);
	assert_string_equal(out.data, "");
	stk_page_head(&page, "One");
	stk_page_gap(&page);
	stk_page_gap(&page);
	stk_page_head(&page, "Two");
	assert_string_equal(out.data, "One\n\nTwo\n");
	stk_str_reset(&out);
	stk_table_init(&table, 2);
	stk_table_head(&table);
	stk_table_keep(&table, 0);
	stk_table_add(&table, "THE ID OF IT");
	stk_table_add(&table, "WHAT");
	stk_table_add(&table, "kept-as-it-is");
	stk_table_add(&table, "cut where it must be");
	stk_page_table(&page, &table, 0);
	assert_string_equal(out.data, "THE ID OF IT   WHAT\nkept-as-it-is  cut…\n");
	stk_str_reset(&out);
	page.term = &colored;
	stk_page_table(&page, &table, 0);
	assert_string_equal(out.data, "\033[2mTHE ID OF IT   WHAT\033[m\nkept-as-it-is  cut…\n");
	stk_table_release(&table);
	stk_str_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_pair),
		cmocka_unit_test(test_after),
		cmocka_unit_test(test_gaps_and_tables),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
