/* Comments: found outside of values only, and added where they stay comments. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

#include "stocktake/yaml/comments.h"

static void gather(void *data, const char *comment, const char *beside)
{
	stk_str_addf(data, "[%s|%s]", comment, beside ? beside : "");
}

static void find(const char *text, const char *expected)
{
	struct stk_str bytes = STK_STR_INIT, found = STK_STR_INIT;
	struct stk_err err;

	stk_str_add(&bytes, text);
	assert_int_equal(stk_yaml_comments(&bytes, "a.yaml", gather, &found, &err), 0);
	assert_string_equal(found.data, expected);
	stk_str_release(&bytes);
	stk_str_release(&found);
}

static void test_find(void **state)
{
	(void)state;
	find("a: b\n", "");
	find("# top\na: b   # beside\n\n  # in between\nc: 'x # no' # yes\n",
	     "[# top|][# beside|a][# in between|][# yes|c]");
	find("a: |  # header\n  # text\n  more\n# end", "[# header|a][# end|]");
	find("a: x#y\nb:\n  - one # first\n  - {k: v} # second\n", "[# first|one][# second|k]");
	find("a: \"b\n  # inside\n  c\"\r\n# crlf\r\n", "[# crlf|]");
	find("", "");
	find("# only\n", "[# only|]");
}

static void add(const char *text, const char *expected)
{
	struct stk_str bytes = STK_STR_INIT;
	struct stk_err err;

	stk_str_add(&bytes, text);
	assert_int_equal(stk_yaml_add_comments(&bytes, "# more\n", "a.yaml", &err), 0);
	assert_string_equal(bytes.data, expected);
	stk_str_release(&bytes);
}

static void test_add(void **state)
{
	(void)state;
	add("a: b\n", "a: b\n# more\n");
	add("a: b", "a: b\n# more\n");
	add("a: b\r\n", "a: b\r\n# more\r\n");
	add("a: |\n  text\n", "a: |\n  text\n# more\n");
	add("", "# more\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_find),
		cmocka_unit_test(test_add),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
