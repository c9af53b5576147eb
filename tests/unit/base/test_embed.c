/* The table of embedded files: sorted, terminated, and the same bytes as the files it was made
 * from. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "stocktake/base/embed.h"

static void test_sorted(void **state)
{
	(void)state;
	for (size_t i = 1; i < stk_embedded_count; i++)
		assert_true(strcmp(stk_embedded_files[i - 1].name, stk_embedded_files[i].name) < 0);
}

static void test_terminated(void **state)
{
	(void)state;
	for (size_t i = 0; i < stk_embedded_count; i++)
		assert_int_equal(stk_embedded_files[i].data[stk_embedded_files[i].size_bytes], 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sorted),
		cmocka_unit_test(test_terminated),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
