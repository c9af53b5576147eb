/* Who is here, from what is typed. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

#include "stocktake/interview/attend.h"

static const char document[] = "stakeholders:\n"
			       "  ana: {name: Ana Ruiz}\n"
			       "  ana-lind: {name: Ana Lind, aka: [Lindy]}\n"
			       "  ana-ruiz-2: {name: Ana Roth}\n"
			       "  tom: {name: Tom}\n"
			       "  李薇: {name: 李薇}\n"
			       "workshops:\n"
			       "  new: {invited: [ana, ana-lind, tom, 李薇, nobody]}\n"
			       "  noted: {invited: [ana, tom], attendees: [tom]}\n"
			       "  two: {invited: [ana-ruiz-2, ana-lind]}\n";

/* Takes the text and gives who is here as letters of the list, "!" where it fails, names after a
 * blank. */
static void is_here(const char *workshop, const char *text, const char *expected)
{
	static const struct stk_clock clock = {.frozen = true};
	struct stk_attend attend;
	struct stk_str got = STK_STR_INIT;
	struct stk_err err;
	struct stk_inventory *inventory =
		stk_inventory_load_document("test", document, strlen(document), &clock, 0, &err);

	assert_non_null(inventory);
	stk_attend_init(&attend, inventory, stk_inventory_find(inventory, STK_WORKSHOP, workshop));
	if (stk_attend_take(&attend, inventory, text, &err))
		stk_str_addf(&got, "!%s", err.message);
	else
		for (size_t i = 0; i < attend.listed_count; i++)
			stk_str_add(&got, attend.here[i] ? stk_sym_text(&inventory->syms,
									attend.listed[i]->id)
							 : "-");
	if (attend.names.len)
		stk_str_addf(&got, " %s", attend.names.data);
	assert_string_equal(got.data, expected);
	stk_str_release(&got);
	stk_attend_release(&attend);
	stk_inventory_free(inventory);
}

static void test_said(void **state)
{
	(void)state;
	is_here("new", "", "anaana-lindtom李薇");
	is_here("new", "all", "anaana-lindtom李薇");
	is_here("new", "1 3-4", "ana-tom李薇");
	is_here("new", "-2", "ana-tom李薇");
	is_here("new", "-tom, -李薇", "anaana-lind--");
	is_here("new", "-1 -2", "--tom李薇");
	is_here("new", "all, -1", "-ana-lindtom李薇");
	is_here("new", "Ana Ruiz; lindy", "anaana-lind--");
	is_here("new", "tom, Nina Park, Jo", "--tom- Nina Park, Jo");
	is_here("new", "Nina Park", "---- Nina Park");
	is_here("new", " , ;", "anaana-lindtom李薇");
}

static void test_noted(void **state)
{
	(void)state;
	is_here("noted", "", "tom-");
	is_here("noted", "ana", "tomana");
	is_here("noted", "-tom", "--");
	is_here("noted", "2", "tomana");
}

static void test_refused(void **state)
{
	(void)state;
	is_here("new", "5", "!5: the list goes from 1 to 4");
	is_here("new", "0", "!0: the list goes from 1 to 4");
	is_here("new", "3-2", "!3-2: the list goes from 1 to 4");
	is_here("new", "99999999999999999999", "!99999999999999999999: the list goes from 1 to 4");
	is_here("new", "ana-lind, ana", "anaana-lind--"); /* an id goes before a first name */
	is_here("two", "ana", "!\"ana\" may be Ana Roth or Ana Lind: say the number");
	is_here("new", "-nina", "!\"nina\" is not on the list");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_said),
		cmocka_unit_test(test_noted),
		cmocka_unit_test(test_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
