/* What SARIF takes for a sign in texts and paths. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "sarif.h"

static void assert_message(const char *text, const char *expected)
{
	json_t *message = stk_sarif_message(text);

	assert_string_equal(json_string_value(json_object_get(message, "text")), expected);
	json_decref(message);
}

static void test_message(void **state)
{
	(void)state;
	assert_message("say `holds: []`, a\\b", "say `holds: []`, a\\b");
	assert_message("[a](b) \\ [c]", "\\[a\\](b) \\\\ \\[c\\]");
	assert_message("a\033b\nc", "a<U+001B>b\nc");
	assert_message("\xff", "<0xFF>");
}

static void assert_uri(const char *path, const char *expected)
{
	struct stk_str out = STK_STR_INIT;

	stk_sarif_uri(&out, path);
	assert_string_equal(out.data, expected);
	stk_str_release(&out);
}

static void test_uri(void **state)
{
	(void)state;
	assert_uri("platforms/a-b_c.yaml", "platforms/a-b_c.yaml");
	assert_uri("销.yaml", "%E9%94%80.yaml");
	assert_uri("a:b c%20?#[x]", "a%3Ab%20c%2520%3F%23%5Bx%5D");
	assert_uri("\xff", "%FF");
}

static void test_place(void **state)
{
	struct stk_findings_page page = {.prefix = "in/it"};
	struct stk_finding finding = {.address = "platforms/x", .file = "platforms/x.yaml"};
	json_t *location = stk_sarif_location(&page, &finding), *place;

	(void)state;
	place = json_object_get(location, "physicalLocation");
	assert_string_equal(json_string_value(json_object_get(
				    json_object_get(place, "artifactLocation"), "uri")),
			    "in/it/platforms/x.yaml");
	assert_null(json_object_get(place, "region")); /* no line is known */
	json_decref(location);
	finding.file = NULL;
	finding.address = "";
	location = stk_sarif_location(&page, &finding);
	assert_int_equal(json_object_size(location), 0);
	json_decref(location);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_message),
		cmocka_unit_test(test_uri),
		cmocka_unit_test(test_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
