/* What was not understood: its lines in the notes. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

#include "stocktake/model/unclear.h"

static const char document[] =
	"inventory: {name: Acme}\n"
	"stakeholders:\n"
	"  ana: {name: Ana, notes: \"A remark\\nNot understood (headings events-sheet): a (b): c\\n"
	"Who is that (referral): the CFO\\nLeft open: Whom to ask (platforms/crm/holds, "
	"platforms/crm/admin): IT\\nNot understood (holds): \\nNot understood: no place\"}\n"
	"  tom: {name: Tom}\n"
	"workshops:\n"
	"  kick-off: {name: Kick-off, notes: \"Not understood (tools): lol\"}\n";

static void test_lines_of_notes(void **state)
{
	struct stk_clock clock = {0, 0, true};
	struct stk_err err;
	struct stk_inventory *inventory =
		stk_inventory_load_document("test", document, sizeof document - 1, &clock, 0, &err);
	struct stk_puzzles *unclears;
	const char *rest, *address;

	(void)state;
	assert_non_null(inventory);
	unclears = stk_unclears_new(inventory);
	assert_int_equal(unclears->count, 4); /* a remark is none, nor a line without words */
	assert_int_equal(unclears->items[0].kind, STK_UNCLEAR_TEXT);
	assert_string_equal(unclears->items[0].where, "headings events-sheet");
	assert_string_equal(unclears->items[0].text, "a (b): c");
	assert_false(unclears->items[0].left);
	assert_int_equal(unclears->items[1].kind, STK_UNCLEAR_WHO);
	assert_string_equal(unclears->items[1].where, STK_UNCLEAR_REFERRAL);
	assert_int_equal(unclears->items[2].kind, STK_UNCLEAR_WHOM);
	assert_true(unclears->items[2].left);
	rest = unclears->items[2].where;
	assert_int_equal(stk_unclear_next(&rest, &address), strlen("platforms/crm/holds"));
	assert_int_equal(stk_unclear_next(&rest, &address), strlen("platforms/crm/admin"));
	assert_string_equal(address, "platforms/crm/admin");
	assert_int_equal(stk_unclear_next(&rest, &address), 0);
	assert_int_equal(unclears->items[3].of, STK_WORKSHOP);
	assert_string_equal(stk_entity_name(inventory, unclears->items[3].entity), "Kick-off");
	stk_unclears_free(unclears);
	stk_inventory_free(inventory);
}

/* What is written is read back as it was. */
static void test_there_and_back(void **state)
{
	static const struct stk_puzzle all[] = {
		{.kind = STK_UNCLEAR_TEXT, .where = "holds", .text = "7 zz"},
		{.kind = STK_UNCLEAR_WHO, .left = true, .where = "referral", .text = "财务的人"},
		{.kind = STK_UNCLEAR_WHOM,
		 .where = "platforms/a/owner",
		 .text = "Who is that ():"}};
	struct stk_arena arena = STK_ARENA_INIT;
	struct stk_str line = STK_STR_INIT;
	struct stk_puzzle read;

	(void)state;
	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		stk_str_reset(&line);
		stk_unclear_write(&all[i], &line);
		assert_true(stk_unclear_read(line.data, line.len, &arena, &read));
		assert_int_equal(read.kind, all[i].kind);
		assert_int_equal(read.left, all[i].left);
		assert_string_equal(read.where, all[i].where);
		assert_string_equal(read.text, all[i].text);
		assert_string_equal(read.line, line.data);
	}
	/* One line, whatever was pasted. */
	stk_str_reset(&line);
	stk_unclear_write(&(struct stk_puzzle){.where = "tools", .text = "a\r\n\nb\n"}, &line);
	assert_string_equal(line.data, "Not understood (tools): a; b");
	stk_str_release(&line);
	stk_arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_lines_of_notes),
					   cmocka_unit_test(test_there_and_back)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
