/* The table: whole, without contradictions, and enough for people. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

#include "stocktake/base/mem.h"
#include "stocktake/model/inventory.h"

static void check_shape(const struct stk_shape *shape, const struct stk_syms *syms, int depth)
{
	size_t i, j;

	assert_true(depth < 4);
	assert_true(shape->count > 0 && shape->count <= 32); /* validation keeps a bit for each */
	for (i = 0; i < shape->count; i++) {
		const struct stk_key *key = &shape->keys[i];

		assert_string_equal(stk_sym_text(syms, key->word), key->name);
		assert_non_null(key->about);
		assert_true(key->about[0] >= 'A' && key->about[0] <= 'Z');
		if (key->flags & STK_KEY_ASKED)
			assert_non_null(key->ask);
		if (key->ask)
			assert_true(key->ask[strlen(key->ask) - 1] == '?');
		assert_int_equal(key->type == STK_TYPE_ITEM, key->item != NULL);
		assert_int_equal(key->type == STK_TYPE_CHOICE || key->type == STK_TYPE_SETTINGS,
				 key->choices != NULL);
		if (key->type == STK_TYPE_REF)
			assert_true(key->refs || key->flags & STK_KEY_TEAMS);
		if (key->flags & STK_KEY_SET)
			assert_true(key->flags & STK_KEY_MANY);
		for (j = 0; j < i; j++)
			assert_int_not_equal(shape->keys[j].word, key->word);
		assert_ptr_equal(stk_shape_key(shape, key->word), key);
		assert_ptr_equal(stk_shape_key_by_name(shape, key->name), key);
		if (key->item)
			check_shape(key->item, syms, depth + 1);
	}
	for (i = 0; i < 3 && shape->item_names[i]; i++)
		assert_non_null(stk_shape_key(shape, shape->item_names[i]));
	assert_null(stk_shape_key(shape, 0));
	assert_null(stk_shape_key(shape, STK_W_ALL));
	assert_null(stk_shape_key_by_name(shape, "nothing"));
}

static void test_table(void **state)
{
	struct stk_syms syms;
	int kind;

	(void)state;
	stk_syms_init(&syms);
	stk_words_preload(&syms);
	for (kind = 0; kind < STK_KIND_COUNT; kind++) {
		assert_int_equal(stk_kinds[kind].kind, kind);
		check_shape(stk_kinds[kind].shape, &syms, 0);
		assert_int_equal(stk_kind_by_name(stk_kinds[kind].name), kind);
		assert_int_equal(stk_kind_by_name(stk_kinds[kind].plural), kind);
	}
	assert_int_equal(stk_kind_by_name("thing"), -1);
	stk_syms_release(&syms);
}

static void test_words(void **state)
{
	struct stk_syms syms;

	(void)state;
	stk_syms_init(&syms);
	stk_words_preload(&syms);
	assert_int_equal(stk_sym_find(&syms, "stocktake", 9), STK_W_STOCKTAKE);
	assert_int_equal(stk_sym_find(&syms, "not-applicable", 14), STK_W_NOT_APPLICABLE);
	assert_int_equal(syms.count, STK_W_COUNT);
	stk_syms_release(&syms);
}

/* Validation of categories takes them from the lists, the table from its own copy: they are the
 * same. */
static void test_categories(void **state)
{
	const struct stk_key *key = stk_shape_key(stk_kinds[STK_PLATFORM].shape, STK_W_CATEGORY);
	size_t i, j;

	(void)state;
	for (i = 0; stk_categories[i]; i++)
		assert_string_equal(key->choices[i], stk_categories[i]);
	assert_int_equal(i, 10);
	for (j = 0; stk_other_categories[j]; j++)
		assert_string_equal(key->choices[i + j], stk_other_categories[j]);
	assert_null(key->choices[i + j]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_table),
					   cmocka_unit_test(test_words),
					   cmocka_unit_test(test_categories)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
