/* Selection of checks by expression. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "stocktake/model/select.h"

/* A check with three names. */
static bool is(void *data, const char *word)
{
	const char *const *names = data;

	for (size_t i = 0; i < 3; i++)
		if (stk_select_word_is(word, names[i]))
			return true;
	return false;
}

static bool selects(const char *text, const char *id, const char *about)
{
	const char *names[] = {id, about, "warning"};
	struct stk_err err;
	struct stk_select *select = stk_select_parse(text, &err);
	bool result;

	if (!select)
		fail_msg("%s: %s", text, err.message);
	result = stk_select_matches(select, is, names);
	stk_select_free(select);
	return result;
}

static void test_matches(void **state)
{
	static const char design[] = "silo or (gap and not gap-owner)";

	(void)state;
	assert_true(selects(design, "silo-isolated", "silo"));
	assert_true(selects(design, "gap-chain", "gap"));
	assert_false(selects(design, "gap-owner", "gap"));
	assert_false(selects(design, "quality-duplicate", "quality"));
	assert_true(selects("gap-*", "gap-owner", "gap"));
	assert_false(selects("gap-*", "gapless", "gap"));
	assert_true(selects("*", "anything", "at"));
	assert_true(selects("error, warning", "a", "b"));
	assert_true(selects("NOT error", "a", "b"));
	assert_true(selects("not not a", "a", "b"));
	assert_false(selects("gapp", "gap", "gap"));
}

/* or < and < not. */
static void test_precedence(void **state)
{
	(void)state;
	assert_true(selects("a or x and y", "a", "b"));
	assert_false(selects("(a or x) and y", "a", "b"));
	assert_true(selects("x and y or a", "a", "b"));
	assert_true(selects("not x and a", "a", "b"));
	assert_false(selects("not (x or a)", "a", "b"));
	assert_true(selects("x, y and z, a", "a", "b"));
	assert_true(selects(" a and b and warning ", "a", "b"));
}

static const char *trouble(const char *text)
{
	static char out[600];
	struct stk_err err = {.code = STK_OK};
	struct stk_select *select = stk_select_parse(text, &err);

	assert_null(select);
	assert_int_equal(err.code, STK_EUSAGE);
	snprintf(out, sizeof out, "%s", err.message);
	return out;
}

static void test_errors(void **state)
{
	char deep[80], longer[5000];

	(void)state;
	assert_string_equal(trouble(""), "selection, column 1: a word is missing at the end");
	assert_string_equal(trouble("silo or"),
			    "selection, column 8: a word is missing at the end");
	assert_string_equal(trouble("silo or )"), "selection, column 9: a word is missing here");
	assert_string_equal(trouble("a and (b or c"),
			    "selection, column 7: this parenthesis is not closed");
	assert_string_equal(trouble("a)"), "selection, column 2: this parenthesis was not opened");
	assert_string_equal(trouble("silo gap"),
			    "selection, column 6: `and`, `or` or a comma is missing here");
	assert_string_equal(trouble("silo & gap"),
			    "selection, column 6: not a word, nor one of ( ) ,");
	/* Columns count characters. */
	assert_string_equal(trouble("a,é"), "selection, column 3: not a word, nor one of ( ) ,");
	assert_string_equal(trouble("gap*x"), "selection, column 5: `*` ends a word");
	memset(deep, '(', 40);
	deep[40] = 0;
	assert_string_equal(trouble(deep), "selection, column 33: nested too deeply");
	memset(longer, 'a', sizeof longer);
	longer[sizeof longer - 1] = 0;
	assert_string_equal(trouble(longer), "selection, column 1: longer than 4096 bytes");
}

/* A long list is no nesting. */
static void test_long_list(void **state)
{
	char text[2000] = "a";

	(void)state;
	for (size_t i = 1; i + 3 < sizeof text; i += 2)
		memcpy(text + i, ",x", 3);
	assert_true(selects(text, "a", "b"));
}

static void collect(void *data, const char *word)
{
	strcat(strcat(data, word), " ");
}

static void test_words(void **state)
{
	struct stk_err err;
	struct stk_select *select = stk_select_parse("a or not (b and gap-*), a", &err);
	char words[64] = "";

	(void)state;
	stk_select_words(select, collect, words);
	assert_string_equal(words, "a b gap-* a ");
	stk_select_free(select);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_matches), cmocka_unit_test(test_precedence),
		cmocka_unit_test(test_errors),  cmocka_unit_test(test_long_list),
		cmocka_unit_test(test_words),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
