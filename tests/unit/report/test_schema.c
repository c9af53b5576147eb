/* The JSON Schema: valid JSON for every kind, from the table. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <jansson.h>
#include <string.h>

#include "stocktake/model/schema.h"
#include "stocktake/report/schema.h"

static json_t *schema(int kind)
{
	struct stk_str out = STK_STR_INIT;
	json_error_t error;
	json_t *root;

	assert_int_equal(stk_report_schema(kind, &out), 0);
	assert_true(stk_str_ends(&out, "}\n"));
	root = json_loads(out.data, JSON_REJECT_DUPLICATES, &error);
	assert_non_null(root);
	assert_string_equal(json_string_value(json_object_get(root, "$schema")),
			    "http://json-schema.org/draft-07/schema#");
	stk_str_release(&out);
	return root;
}

static void test_kinds(void **state)
{
	size_t i;
	int kind;

	(void)state;
	for (kind = 0; kind < STK_KIND_COUNT; kind++) {
		json_t *root = schema(kind), *shape = root;
		const struct stk_shape *table = stk_kinds[kind].shape;

		if (kind == STK_TERM)
			shape = json_object_get(root, "additionalProperties");
		else if (kind == STK_WAIVER)
			shape = json_object_get(root, "items");
		for (i = 0; i < table->count; i++) {
			json_t *key = json_object_get(json_object_get(shape, "properties"),
						      table->keys[i].name);

			assert_non_null(key);
			assert_string_equal(json_string_value(json_object_get(key, "description")),
					    table->keys[i].about);
		}
		json_decref(root);
	}
}

static void test_platform(void **state)
{
	json_t *root = schema(STK_PLATFORM);
	json_t *status = json_object_get(json_object_get(root, "properties"), "status");
	json_t *choices =
		json_object_get(json_array_get(json_object_get(status, "anyOf"), 0), "enum");

	(void)state;
	assert_int_equal(json_array_size(choices), 4);
	assert_string_equal(json_string_value(json_array_get(json_object_get(root, "required"), 0)),
			    "name");
	assert_null(json_object_get(root, "additionalProperties")); /* own columns */
	json_decref(root);
}

static void test_document_and_none(void **state)
{
	struct stk_str out = STK_STR_INIT;
	json_t *root = schema(-1);

	(void)state;
	assert_int_equal(json_object_size(json_object_get(root, "properties")), STK_KIND_COUNT);
	json_decref(root);
	assert_int_equal(stk_report_schema(STK_KIND_COUNT, &out), -1);
	assert_int_equal(stk_report_schema(-2, &out), -1);
	assert_int_equal(out.len, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_kinds),
					   cmocka_unit_test(test_platform),
					   cmocka_unit_test(test_document_and_none)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
