#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "stocktake/base/str.h"

#include "stocktake/base/mem.h"

static void grows_and_stays_terminated(void **state)
{
	struct stk_str str = STK_STR_INIT;
	char *mine;
	int i;

	(void)state;
	assert_string_equal(str.data, "");
	for (i = 0; i < 1000; i++)
		stk_str_addc(&str, 'x');
	assert_int_equal(strlen(str.data), 1000);
	stk_str_reset(&str);
	assert_string_equal(str.data, "");
	stk_str_add(&str, "ab");
	stk_str_addn(&str, "c\0d", 3);
	assert_int_equal(str.len, 5);
	assert_memory_equal(str.data, "abc\0d", 6);
	mine = stk_str_detach(&str);
	assert_string_equal(str.data, "");
	assert_int_equal(str.cap, 0);
	free(mine);
	mine = stk_str_detach(&str);
	assert_string_equal(mine, "");
	free(mine);
	stk_str_release(&str);
}

static void the_shared_empty_string_is_never_written(void **state)
{
	struct stk_str str = STK_STR_INIT;

	(void)state;
	stk_str_add(&str, "");
	stk_str_addf(&str, "%s", "");
	stk_str_addn(&str, NULL, 0);
	stk_str_reset(&str);
	stk_str_truncate(&str, 0);
	stk_str_splice(&str, 0, 0, "", 0);
	assert_string_equal(str.data, "");
	stk_str_release(&str);
	assert_ptr_equal(str.data, stk_str_empty);
	assert_int_equal(stk_str_empty[0], 0);
}

static void formats_at_every_length(void **state)
{
	struct stk_str str = STK_STR_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < 300; i++) {
		stk_str_reset(&str);
		stk_str_addf(&str, "%*s|", (int)i, "");
		assert_int_equal(str.len, i + 1);
		assert_int_equal(str.data[i], '|');
		assert_int_equal(str.data[i + 1], 0);
		if (i % 50 == 0)
			stk_str_release(&str);
	}
	stk_str_release(&str);
}

static void splices(void **state)
{
	struct stk_str str = STK_STR_INIT;

	(void)state;
	stk_str_add(&str, "0123456789");
	stk_str_splice(&str, 2, 3, "ab", 2);
	assert_string_equal(str.data, "01ab56789");
	stk_str_splice(&str, 0, 0, ">>>", 3);
	assert_string_equal(str.data, ">>>01ab56789");
	stk_str_splice(&str, str.len, 0, "<", 1);
	assert_string_equal(str.data, ">>>01ab56789<");
	stk_str_splice(&str, 3, str.len - 3, NULL, 0);
	assert_string_equal(str.data, ">>>");
	stk_str_release(&str);
	stk_str_splice(&str, 0, 0, "new", 3);
	assert_string_equal(str.data, "new");
	stk_str_release(&str);
}

static void ends_and_starts(void **state)
{
	struct stk_str str = STK_STR_INIT;

	(void)state;
	stk_str_add(&str, "a.yaml");
	assert_true(stk_str_ends(&str, ".yaml"));
	assert_false(stk_str_ends(&str, "xa.yaml"));
	assert_true(stk_str_ends(&str, ""));
	stk_str_release(&str);
	assert_true(stk_starts("platforms/x", "platforms/"));
	assert_false(stk_starts("plat", "platforms/"));
	assert_true(stk_ends("x.lua", ".lua"));
	assert_false(stk_ends("lua", ".lua"));
}

static void memory_copies(void **state)
{
	int *items = NULL;
	size_t cap = 0, i;
	char *text;

	(void)state;
	for (i = 0; i < 100; i++) {
		STK_GROW(items, cap, i + 1);
		items[i] = (int)i;
	}
	assert_int_equal(items[99], 99);
	free(items);
	text = stk_xstrndup("abcdef", 3);
	assert_string_equal(text, "abc");
	free(text);
	text = stk_xasprintf("%s-%d", "x", 7);
	assert_string_equal(text, "x-7");
	free(text);
	free(stk_xmalloc(0));
	free(stk_xcalloc(0, 0));
	free(stk_xrealloc(NULL, 0, 0));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(grows_and_stays_terminated),
		cmocka_unit_test(the_shared_empty_string_is_never_written),
		cmocka_unit_test(formats_at_every_length),
		cmocka_unit_test(splices),
		cmocka_unit_test(ends_and_starts),
		cmocka_unit_test(memory_copies),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
