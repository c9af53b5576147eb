#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "stocktake/base/err.h"

#include <errno.h>

#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"

static char *printed(const struct stk_err *err)
{
	char *text = NULL;
	size_t len = 0;
	FILE *out = open_memstream(&text, &len);

	stk_err_print(err, out);
	fclose(out);
	return text;
}

static void place_and_hint_are_printed(void **state)
{
	struct stk_err err;
	char *text;

	(void)state;
	assert_int_equal(stk_err_set(&err, STK_EUSAGE, "no such %s", "key"), -1);
	assert_int_equal(err.code, STK_EUSAGE);
	text = printed(&err);
	assert_string_equal(text, "stocktake: no such key\n");
	free(text);
	stk_err_at(&err, "platforms/a.yaml", 7, 3);
	stk_err_hint(&err, "try %d", 5);
	text = printed(&err);
	assert_string_equal(text, "stocktake: platforms/a.yaml:7:3: no such key\ntry 5\n");
	free(text);
	stk_err_at(&err, "b.yaml", 0, 3);
	text = printed(&err);
	assert_string_equal(text, "stocktake: b.yaml: no such key\ntry 5\n");
	free(text);
	stk_err_set(&err, STK_EIO, "fresh");
	assert_string_equal(err.file, "");
	assert_string_equal(err.hint, "");
}

static void errno_is_named(void **state)
{
	struct stk_err err;

	(void)state;
	assert_int_equal(stk_err_errno(&err, ENOENT, "cannot open %s", "x"), -1);
	assert_int_equal(err.code, STK_EIO);
	assert_string_equal(err.message, "cannot open x: No such file or directory");
}

static void an_error_may_quote_itself(void **state)
{
	struct stk_err err;

	(void)state;
	stk_err_set(&err, STK_EIO, "inner");
	stk_err_set(&err, STK_EUSAGE, "outer: %s", err.message);
	assert_string_equal(err.message, "outer: inner");
	stk_err_at(&err, "a/b", 1, 1);
	stk_err_at(&err, err.file + 2, 2, 2);
	assert_string_equal(err.file, "b");
}

static void long_text_is_cut_between_characters(void **state)
{
	struct stk_err err;
	char text[2001];
	size_t shift, i;

	(void)state;
	for (shift = 0; shift < 3; shift++) {
		memset(text, 'x', shift);
		for (i = shift; i + 3 < sizeof text; i += 3)
			memcpy(text + i, "\xe9\x94\x80", 4);
		stk_err_set(&err, STK_EIO, "%s", text);
		assert_true(strlen(err.message) > 470);
		assert_int_equal(stk_utf8_valid_bytes(err.message, strlen(err.message)),
				 strlen(err.message));
		stk_err_hint(&err, "%s", text);
		assert_int_equal(stk_utf8_valid_bytes(err.hint, strlen(err.hint)),
				 strlen(err.hint));
		stk_err_at(&err, text, 1, 1);
		assert_memory_equal(err.file, "...", 3);
		assert_true(strlen(err.file) > 240);
		assert_int_equal(stk_utf8_valid_bytes(err.file, strlen(err.file)),
				 strlen(err.file));
	}
}

static void strange_characters_are_visible(void **state)
{
	struct stk_err err;
	char *text;

	(void)state;
	stk_err_set(&err, STK_EUSAGE, "bad \033[31m name");
	stk_err_at(&err, "a\nb", 0, 0);
	text = printed(&err);
	assert_string_equal(text, "stocktake: a<U+000A>b: bad <U+001B>[31m name\n");
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(place_and_hint_are_printed),
		cmocka_unit_test(errno_is_named),
		cmocka_unit_test(an_error_may_quote_itself),
		cmocka_unit_test(long_text_is_cut_between_characters),
		cmocka_unit_test(strange_characters_are_visible),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
