#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

#include "stocktake/model/builtin.h"

static void each_says_all_of_itself(void **state)
{
	(void)state;
	for (size_t i = 0; i < stk_builtin_count; i++) {
		const struct stk_builtin *check = &stk_builtins[i];

		assert_ptr_equal(stk_builtin_find(check->id), check);
		assert_true(!i || strcmp(stk_builtins[i - 1].id, check->id) < 0);
		assert_true(*check->about && *check->title && *check->explain && *check->remedy);
		assert_int_not_equal(check->title[strlen(check->title) - 1], '.');
	}
	assert_null(stk_builtin_find("quality"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(each_says_all_of_itself)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
