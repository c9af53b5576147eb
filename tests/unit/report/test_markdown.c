/* Text of people made harmless. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "markdown.h"

static void assert_text(const char *text, const char *expected)
{
	struct stk_str out = STK_STR_INIT;

	stk_md_text(&out, text);
	assert_string_equal(out.data, expected);
	stk_str_release(&out);
}

static void test_text(void **state)
{
	(void)state;
	assert_text("plain words, Li's", "plain words, Li's");
	assert_text("a|b", "a\\|b");
	assert_text("<b>*x*</b>", "\\<b\\>\\*x\\*\\</b\\>");
	assert_text("[x](y) `c` ~~d~~ $e$", "\\[x\\](y) \\`c\\` \\~\\~d\\~\\~ \\$e\\$");
	assert_text("a\\|b", "a\\\\\\|b");
	assert_text("system_of_record _it_", "system_of_record \\_it\\_");
	assert_text("&lt;", "&amp;lt;");
	assert_text("# no head", "\\# no head");
	assert_text("- no list", "\\- no list");
	assert_text("12. no list", "12\\. no list");
	assert_text("1) no list", "1\\) no list");
	assert_text("a - b # c 1.5", "a - b # c 1.5");
	assert_text("one\n- two", "one - two");
	assert_text("\n\n  x", "x");
	assert_text("销售数据_表", "销售数据_表");
	assert_text("\033[1m", "\\<U+001B\\>\\[1m");
}

static void test_prose(void **state)
{
	struct stk_str out = STK_STR_INIT;

	(void)state;
	stk_md_prose(&out, "Run `stocktake set a|b` or `x_y` <now>");
	assert_string_equal(out.data, "Run `stocktake set a|b` or `x_y` \\<now\\>");
	stk_str_reset(&out);
	stk_md_prose(&out, "one ` alone, `` empty, `not\nclosed`");
	assert_string_equal(out.data, "one \\` alone, \\`\\` empty, \\`not closed\\`");
	stk_str_release(&out);
}

static void assert_quiet(const char *markdown, const char *expected)
{
	struct stk_str out = STK_STR_INIT;

	stk_md_quiet(&out, markdown);
	assert_string_equal(out.data, expected);
	stk_str_release(&out);
}

static void test_quiet(void **state)
{
	(void)state;
	assert_quiet("plain words, 5 # 6, a @ b, 12:30", "plain words, 5 # 6, a @ b, 12:30");
	assert_quiet("@ana", "@<!-- -->ana");
	assert_quiet("ana@acme.example", "ana@<!-- -->acme.example");
	assert_quiet("\\#12 and x#7", "\\#<!-- -->12 and x#<!-- -->7");
	assert_quiet("https://x and WWW.x.example", "https:<!-- -->//x and W<!-- -->WW.x.example");
	assert_quiet("gh-12", "gh-<!-- -->12");
	assert_quiet("`@ana #1` @li", "`@ana #1` @<!-- -->li");
	assert_quiet("\\`@ana", "\\`@<!-- -->ana");
	assert_quiet("`a\\` @ana", "`a\\` @<!-- -->ana");
	assert_quiet("ends with \\", "ends with \\");
}

static void test_table(void **state)
{
	struct stk_str out = STK_STR_INIT;

	(void)state;
	stk_md_head(&out, 2, "T");
	stk_md_table(&out, "A|B");
	stk_md_cell(&out, "x|y", false);
	stk_md_cell(&out, NULL, true);
	stk_md_cell(&out, "1", false);
	stk_md_cell(&out, "two\nlines", true);
	assert_string_equal(out.data, "## T\n\n| A | B |\n| --- | --- |\n| x\\|y |  |\n"
				      "| 1 | two lines |\n");
	stk_str_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_prose),
		cmocka_unit_test(test_quiet),
		cmocka_unit_test(test_table),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
