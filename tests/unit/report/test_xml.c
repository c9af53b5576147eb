/* Text in XML: well-formed whatever it is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "xml.h"

static void assert_text(const char *text, const char *expected)
{
	struct stk_str out = STK_STR_INIT;

	stk_xml_text(&out, text);
	assert_string_equal(out.data, expected);
	stk_str_release(&out);
}

static void test_text(void **state)
{
	(void)state;
	assert_text("plain \"words\", Li's", "plain \"words\", Li's");
	assert_text("<b>&amp;", "&lt;b&gt;&amp;amp;");
	assert_text("]]>", "]]&gt;");
	assert_text("one\ntwo", "one\ntwo");
	assert_text("\033[1m\001\r\t",
		    "&lt;U+001B&gt;[1m&lt;U+0001&gt;&lt;U+000D&gt;&lt;U+0009&gt;");
	assert_text("\xef\xbf\xbe\xef\xbf\xbf", "&lt;U+FFFE&gt;&lt;U+FFFF&gt;");
	assert_text("\xff\xed\xa0\x80", "&lt;0xFF&gt;&lt;0xED&gt;&lt;0xA0&gt;&lt;0x80&gt;");
	assert_text("\xe2\x80\xae", "&lt;U+202E&gt;");
	assert_text("销售😀", "销售😀");
}

static void test_attribute(void **state)
{
	struct stk_str out = STK_STR_INIT;

	(void)state;
	stk_xml_attribute(&out, "a", "\"<one>\"\ntwo & 'three'");
	stk_xml_count(&out, "b", 12);
	assert_string_equal(out.data,
			    " a=\"&quot;&lt;one&gt;&quot;&#10;two &amp; 'three'\" b=\"12\"");
	stk_str_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_attribute),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
