/* What stands in a cell, as changes: ticks, remarks, parts, names of fields, answers to questions.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "import_private.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/source.h"

static const char inventory_text[] = "stocktake: 1\nname: Test\nlanguage: en\nteams:\n"
				     "  - {id: sales, name: Sales, chain: down}\n  - {id: "
				     "marketing, name: Marketing, chain: across}\n"
				     "columns: {tier: {ask: How critical?, choices: [1, 2]}}\n";
static const char *const files[][2] = {
	{"inventory.yaml", inventory_text},
	{"stakeholders/ana.yaml", "name: Ana\n"},
	{"stakeholders/ben-li.yaml", "name: Ben Li\n"},
	{"platforms/hub.yaml",
	 "name: Hub\nwebsite: https://a.example\n"
	 "disputes:\n  - {at: website, says: 'https://b.example', by: ben-li}\n"},
	{"platforms/desk.yaml", "name: Desk\n"},
};

struct world {
	struct stk_source *source;
	struct stk_inventory *inventory;
};

static int setup(void **state)
{
	static struct world world;
	struct stk_memory_file memory[STK_COUNT(files)];
	struct stk_clock clock = {1796120400, 20788, true};
	struct stk_err err;

	for (size_t i = 0; i < STK_COUNT(files); i++)
		memory[i] = (struct stk_memory_file){files[i][0], files[i][1], strlen(files[i][1])};
	world.source = stk_source_memory(memory, STK_COUNT(files));
	world.inventory = stk_inventory_load(world.source, &clock, STK_LOAD_EVIDENCE, &err);
	*state = &world;
	return world.inventory ? 0 : -1;
}

static int teardown(void **state)
{
	struct world *world = *state;

	stk_inventory_free(world->inventory);
	stk_source_close(world->source);
	return 0;
}

static void show(const struct stk_statement *said, struct stk_str *out)
{
	static const char *const states[] = {"", "unknown", "not-applicable", "ask "};
	const struct stk_change *change = &said->change;

	stk_str_addf(out, "%s%s%s", out->len ? "; " : "", change->op == STK_CHANGE_ADD ? "+" : "",
		     change->address);
	if (change->op == STK_CHANGE_STATE) {
		stk_str_addf(out, " %s%s", states[change->state], change->ask ? change->ask : "");
	} else {
		stk_str_addc(out, ' ');
		stk_yaml_emit_flow(change->value, out);
	}
	if (said->settles)
		stk_str_add(out, " !");
}

/* The sheet's text, as what it says and what nobody understood. */
static void import(const struct world *world, const char *text, struct stk_str *out)
{
	const struct stk_import_options options = {0};
	struct stk_import_file file = {.path = "t.csv", .name = "t.csv", .by = "ana"};
	struct stk_import import;
	struct stk_book book;
	struct stk_err err;

	assert_int_equal(stk_book_read("t.csv", text, strlen(text), NULL, &book, &err), 0);
	file.book = &book;
	if (stk_import_read(world->inventory, &file, 1, &options, &import, &err))
		fail_msg("%s", err.message);
	for (size_t i = 0; i < import.said_count; i++)
		if (!stk_ends(import.said[i].change.address, "hub/name") &&
		    import.said[i].outcome != STK_OUTCOME_BEFORE)
			show(&import.said[i], out);
	for (size_t i = 0; i < import.unread_count; i++)
		stk_str_addf(out, "%s?%s \"%s\"", out->len ? "; " : "", import.unread[i].cell,
			     import.unread[i].text);
	stk_import_release(&import);
	stk_book_release(&book);
}

struct row {
	const char *heading, *cell, *says;
};

static void check(const struct world *world, const struct row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct stk_str text = STK_STR_INIT, says = STK_STR_INIT;

		stk_str_addf(&text, "Name,%s\nHub,\"%s\"\n", rows[i].heading, rows[i].cell);
		import(world, text.data, &says);
		if (strcmp(says.data, rows[i].says) != 0)
			fail_msg("%s: \"%s\" says\n%s\nnot\n%s", rows[i].heading, rows[i].cell,
				 says.data, rows[i].says);
		stk_str_release(&text);
		stk_str_release(&says);
	}
}

static void test_ticks(void **state)
{
	static const struct row rows[] = {
		{"leads", "x", "+platforms/hub/holds lead"},
		{"leads", "有", "+platforms/hub/holds lead"},
		{"leads", "no", "platforms/hub/holds/lead false"},
		{"leads", "?", "platforms/hub/holds/lead unknown"},
		{"leads", "n/a", "platforms/hub/holds/lead not-applicable"},
		{"leads", "ask Ben", "platforms/hub/holds/lead ask ben-li"},
		{"leads", "x (main system)",
		 "+platforms/hub/holds lead; platforms/hub/notes \"leads: main system\""},
		{"leads", "x only EU",
		 "+platforms/hub/holds lead; platforms/hub/patchy/lead only EU"},
		{"leads", "仅部分", "+platforms/hub/holds lead; platforms/hub/patchy/lead 仅部分"},
		{"First name", "called fname",
		 "+platforms/hub/fields {name: fname, term: contact.first_name}"},
		{"Work e-mail", "email=Mail 2",
		 "+platforms/hub/fields {name: Mail 2, term: contact.email}"},
		{"Work e-mail", "contact_email",
		 "+platforms/hub/fields {name: contact_email, term: contact.email}"},
	};

	check(*state, rows, STK_COUNT(rows));
}

static void test_values(void **state)
{
	static const struct row rows[] = {
		{"Owner", "Ben", "platforms/hub/owner [ben-li]"},
		{"Owner", "don't know, ask Zoe",
		 "stakeholders/zoe/name Zoe; +stakeholders/zoe/referred_by ana; "
		 "platforms/hub/owner ask zoe"},
		{"Owner", "somebody", "?B2 \"somebody\""},
		{"Used by", "Sales (EU only)",
		 "platforms/hub/notes \"Used by: EU only\"; +platforms/hub/teams sales"},
		{"Used by", "none", "platforms/hub/teams []"},
		{"Used by", "everyone", "?B2 \"everyone\""},
		{"Category", "CRM & spreadsheet", "platforms/hub/category [crm, spreadsheet]"},
		{"Category", "-", ""},
		{"Website", "https://c.example (old)",
		 "platforms/hub/website https://c.example; platforms/hub/notes \"Website: old\""},
		{"Website", "on the intranet", "?B2 \"on the intranet\""},
		{"Contact fields", "First name; email=Mail 2",
		 "+platforms/hub/fields {name: First name, term: contact.first_name}; "
		 "+platforms/hub/fields {name: Mail 2, term: contact.email}"},
		{"Would not bet on", "calls: never get in; leads late",
		 "platforms/hub/patchy/activity never get in; platforms/hub/patchy/lead leads "
		 "late"},
		{"Would not bet on", "all of it", "?B2 \"all of it\""},
		{"All right?", "x", "platforms/hub/confirmed 2026-12-01"},
		{"All right?", "no", "platforms/hub/notes \"All right?: no\""},
		{"All right?", "x, but old", "platforms/hub/notes \"All right?: x, but old\""},
	};

	check(*state, rows, STK_COUNT(rows));
}

static void question(const struct world *world, const char *row, const char *says)
{
	struct stk_str text = STK_STR_INIT, out = STK_STR_INIT;

	stk_str_addf(&text, "Id,Question,Answer,Don't know,Does not apply,Ask instead\n%s\n", row);
	import(world, text.data, &out);
	if (strcmp(out.data, says) != 0)
		fail_msg("%s says\n%s\nnot\n%s", row, out.data, says);
	stk_str_release(&text);
	stk_str_release(&out);
}

static void test_questions(void **state)
{
	question(*state, "platforms/hub/owner,,Ben,,,", "platforms/hub/owner [ben-li]");
	question(*state, "platforms/hub/owner,,Ben made it,x,,",
		 "platforms/hub/owner unknown; platforms/hub/notes \"Owner: Ben made it\"");
	question(*state, "platforms/hub/owner,,,,x (closed),",
		 "platforms/hub/owner not-applicable; platforms/hub/notes \"Owner: closed\"");
	question(*state, "platforms/hub/owner,,,,,Ben", "platforms/hub/owner ask ben-li");
	question(*state, "platforms/hub/owner,,,x,x,", "platforms/hub/owner unknown; ?E2 \"x\"");
	question(*state, "platforms/hub/owner,,,no,,", "");
	question(*state, "platforms/hub/tier,,2,,,", "platforms/hub/tier 2");
	question(*state, "platforms/hub/tier,,7,,,", "?C2 \"7\"");
	question(*state, "platforms/hub/confirmed,,是,,,", "platforms/hub/confirmed 2026-12-01");
	question(*state, "platforms/hub/confirmed,,moved away,,,",
		 "platforms/hub/notes \"Not so any more (Ana, 2026-12-01): moved away\"");
	question(*state, "platforms/hub/website,,保留,,,",
		 "platforms/hub/website https://a.example !");
	question(*state, "platforms/hub/website,,Ben,,,",
		 "platforms/hub/website https://b.example !");
	question(*state, "platforms/hub/website,,https://c.example,,,",
		 "platforms/hub/website https://c.example !");
	question(*state, "platforms/hub/website,,?,,,", "platforms/hub/website unknown");
	question(*state, "platforms/gone/owner,,Ben,,,", "?C2 \"Ben\"");
}

static void test_value_and_remark(void **state)
{
	static const struct {
		const char *text;
		bool commas;
		size_t len;
		const char *remark;
	} rows[] = {
		{"weekly (Mondays)", false, 6, "Mondays"},
		{"weekly - Mondays", false, 6, "Mondays"},
		{"weekly, Mondays", false, 0, ""},
		{"weekly, Mondays", true, 6, "Mondays"},
		{"每周（周一）", false, 6, "周一"},
		{"每周，周一", true, 6, "周一"},
		{"weekly", true, 0, ""},
		{"(weekly)", false, 0, ""},
		{"", true, 0, ""},
	};

	(void)state;
	for (size_t i = 0; i < STK_COUNT(rows); i++) {
		const char *remark;
		size_t bytes, len = stk_cell_value_bytes(rows[i].text, rows[i].commas, 0, &remark,
							 &bytes);

		if (len != rows[i].len || bytes != strlen(rows[i].remark) ||
		    (bytes && memcmp(remark, rows[i].remark, bytes)))
			fail_msg("\"%s\": %zu, \"%.*s\"", rows[i].text, len, (int)bytes,
				 remark ? remark : "");
	}
	assert_true(stk_cell_limits("Only EU"));
	assert_true(stk_cell_limits("数据不全"));
	assert_false(stk_cell_limits("commonly used"));
	assert_false(stk_cell_limits(""));
}

static void test_maps(void **state)
{
	struct stk_arena arena = STK_ARENA_INIT;
	const char *value;

	(void)state;
	assert_string_equal(stk_cell_map(&arena, "email = \"Mail 2\"", &value), "email");
	assert_string_equal(value, "Mail 2");
	assert_string_equal(stk_cell_map(&arena, "邮箱＝工作邮箱", &value), "邮箱");
	assert_string_equal(value, "工作邮箱");
	assert_null(stk_cell_map(&arena, "=SUM(A1)", &value));
	assert_null(stk_cell_map(&arena, "email=", &value));
	assert_null(stk_cell_map(&arena, "email", &value));
	assert_string_equal(stk_cell_unquoted(&arena, "“工作邮箱”."), "工作邮箱");
	assert_string_equal(stk_cell_unquoted(&arena, "\""), "\"");
	stk_arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ticks),     cmocka_unit_test(test_values),
		cmocka_unit_test(test_questions), cmocka_unit_test(test_value_and_remark),
		cmocka_unit_test(test_maps),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
