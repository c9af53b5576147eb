#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "stocktake/base/text.h"

static void however_it_is_typed(void **state)
{
	(void)state;
	assert_true(stk_text_same_site("https://www.a.example", "a.example"));
	assert_true(stk_text_same_site("www.A.example/", "http://a.example"));
	assert_true(stk_text_same_site("HTTPS://a.example/x/", "https://a.example/x"));
	assert_true(stk_text_same_site("a.example", "www.a.example"));
}

static void what_differs_differs(void **state)
{
	(void)state;
	assert_false(stk_text_same_site("https://a.example", "https://b.example"));
	assert_false(stk_text_same_site("https://a.example/x", "https://a.example"));
	assert_false(stk_text_same_site("https://", "http://"));
	assert_false(stk_text_same_site("CRM", "crm")); /* neither says that it is one */
	assert_false(stk_text_same_site("", "www."));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(however_it_is_typed),
		cmocka_unit_test(what_differs_differs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
