/* The emitter: whatever text is written reads back as the same text, wherever it stands. With
 * --print the document of all hard strings is written out, each beside its bytes in hex, for
 * tests/cli/yaml-readers.t to give to other readers. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "emit.h"
#include "stocktake/base/mem.h"

static const char *const hard[] = {
	"no",
	"yes",
	"No",
	"ON",
	"off",
	"y",
	"N",
	"true",
	"false",
	"True",
	"FALSE",
	"1.10",
	"0123",
	"12:30",
	"",
	"@ana",
	"trailing ",
	" leading",
	"two  blanks",
	"\xf0\x9f\x98\x80 emoji",
	"cr\rhere",
	"crlf\r\nhere",
	"=",
	"<<",
	"~",
	"null",
	"Null",
	".inf",
	"-.inf",
	".nan",
	".5",
	"0x1F",
	"0o17",
	"0b11",
	"1_000",
	"1e3",
	"+1",
	"-1",
	"0",
	"-0",
	"7",
	"42",
	"007",
	"123456789012345",
	"1234567890123456789",
	"2026-11-30",
	"2026-13-45",
	"0000-01-01",
	"2026-02-30",
	"2026-1-1",
	"2026-12-01T10:20:00Z",
	"2026-12-01T25:20:00Z",
	"2026-12-01 10:20:00",
	"2026-12-01T10:20:00+01:00",
	"190:20:30",
	"- a",
	"-",
	"-a",
	"--- x",
	"? a",
	"?",
	":",
	": x",
	"a: b",
	"a:",
	"a:b",
	"https://x.example/?a=1,2",
	"a #b",
	"a#b",
	"#b",
	"---",
	"...",
	"%x",
	"\ttab",
	"a\tb",
	"tab\t",
	"nel\xc2\x85x",
	"\xe2\x80\xa8",
	"x\xe2\x80\xa9y",
	"\xef\xbb\xbf"
	"bom",
	"a\xef\xbb\xbf",
	"\xc2\x85",
	"del\x7f",
	"esc\x1b[0m",
	"\x01",
	"\xf0\xa0\x80\x80",
	"\xef\xbf\xbf",
	"\xe2\x80\xae"
	"bidi",
	"[a]",
	"{a}",
	"a, b",
	"a]b",
	"What is it?",
	"a?b, c",
	"'q'",
	"\"q\"",
	"it's",
	"back\\slash",
	"\"\\'",
	"`x",
	"!x",
	"&x",
	"*x",
	"|",
	">",
	"|x",
	"a|b",
	"Ana R.",
	"15 minutes",
	"6 months",
	"1 day",
	"12 ab",
	"+49 30 1",
	"contact.email",
	"\xe9\x94\x80\xe5\x94\xae \xe8\xa1\xa8",
	"two\nlines",
	"two\nlines\n",
	"three\n\nlines\n",
	"\nfirst",
	"a\n\n",
	"\n",
	" a\nb",
	"a \nb",
	"a\n b",
	"a\n\tb",
	"a\n# b",
	"a\n---\nb",
	"a\n- b\n",
	"a\nk: v",
	"a\r\nb",
	"x\n\xf0\x9f\x98\x80",
	"long text that goes on and on, well past the hundred columns that we like to "
	"keep our lines in, because people write notes: and they do not stop # ever",
};

struct fixture {
	struct stk_arena arena;
	struct stk_syms syms;
	struct stk_str out;
};

static int set_up(void **state)
{
	struct fixture *fix = stk_xcalloc(1, sizeof *fix);

	stk_syms_init(&fix->syms);
	stk_str_init(&fix->out);
	*state = fix;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *fix = *state;

	stk_str_release(&fix->out);
	stk_syms_release(&fix->syms);
	stk_arena_release(&fix->arena);
	free(fix);
	return 0;
}

static void assert_reads_back(struct fixture *fix, const struct stk_value *value)
{
	struct stk_err err = {0};
	const struct stk_node *node = stk_yaml_parse("out.yaml", fix->out.data, fix->out.len,
						     &fix->arena, &fix->syms, &err);

	if (!node || !stk_value_equals_node(value, node, &fix->syms)) {
		stk_err_print(&err, stderr);
		fprintf(stderr, "%s\n", fix->out.data);
		fail();
	}
}

static void document(struct fixture *fix, const struct stk_value *value)
{
	stk_str_reset(&fix->out);
	stk_yaml_emit_document(value, &fix->out);
}

/* As the value of a key, as a key, as a list item, in flow at two depths, in a map of a list. */
static void test_round_trip(void **state)
{
	struct fixture *fix = *state;
	struct stk_arena *arena = &fix->arena;

	for (size_t i = 0; i < STK_COUNT(hard); i++) {
		struct stk_value *map = stk_value_map(arena);
		struct stk_value *list = stk_value_list(arena);
		struct stk_value *item = stk_value_map(arena);
		struct stk_value *nested = stk_value_list(arena);

		stk_value_put_text(arena, map, "key", hard[i]);
		stk_value_put_text(arena, map, hard[i], "x");
		stk_value_push(list, stk_value_text(arena, hard[i]));
		stk_value_push(list, stk_value_text(arena, "b"));
		stk_value_put(arena, map, "list", list);
		stk_value_put_text(arena, item, "name", hard[i]);
		stk_value_put_text(arena, item, hard[i], hard[i]);
		stk_value_push(nested, item);
		stk_value_put(arena, map, "nested", nested);
		document(fix, map);
		assert_reads_back(fix, map);
		stk_str_reset(&fix->out);
		stk_yaml_emit_flow(map, &fix->out);
		assert_reads_back(fix, map);
	}
}

static struct stk_value *all_hard(struct stk_arena *arena)
{
	struct stk_value *root = stk_value_list(arena);

	for (size_t i = 0; i < STK_COUNT(hard); i++) {
		struct stk_value *pair = stk_value_map(arena);
		struct stk_str hex = STK_STR_INIT;

		stk_str_addc(&hex, 'x');
		for (const char *byte = hard[i]; *byte; byte++)
			stk_str_addf(&hex, "%02x", (unsigned char)*byte);
		stk_value_put_text(arena, pair, "hex", hex.data);
		stk_value_put_text(arena, pair, "text", hard[i]);
		stk_value_push(root, pair);
		stk_str_release(&hex);
	}
	return root;
}

static void test_layout(void **state)
{
	struct fixture *fix = *state;
	struct stk_arena *arena = &fix->arena;
	struct stk_value *root = stk_value_map(arena);
	struct stk_value *teams = stk_value_list(arena);
	struct stk_value *fields = stk_value_list(arena);
	struct stk_value *field = stk_value_map(arena);
	struct stk_value *wide = stk_value_map(arena);
	struct stk_value *terms = stk_value_list(arena);

	stk_value_put_text(arena, root, "name", "HubSpot");
	stk_value_push(teams, stk_value_text(arena, "Ana R."));
	stk_value_push(teams, stk_value_text(arena, "@ana"));
	stk_value_put(arena, root, "teams", teams);
	stk_value_put(arena, root, "holds", stk_value_list(arena));
	stk_value_put(arena, root, "patchy", stk_value_map(arena));
	stk_value_put_text(arena, field, "name", "Contact.createdate");
	stk_value_push(stk_value_push(terms, stk_value_text(arena, "contact.created_at")),
		       stk_value_text(arena, "b"));
	stk_value_put(arena, field, "term", terms);
	stk_value_put_text(arena, field, "personal", "true");
	stk_value_push(fields, field);
	stk_value_put_text(arena, wide, "name", "A name");
	stk_value_put_text(arena, wide, "label",
			   "A label of many words that takes the item past the hundred columns of "
			   "a line, and then on");
	stk_value_push(fields, wide);
	stk_value_put(arena, root, "fields", fields);
	stk_value_put_text(arena, root, "notes", "One line\nand another\n");
	stk_value_put_text(arena, root, "confirmed", "2026-12-01");
	stk_value_put(arena, root, "owner", stk_value_null(arena));
	document(fix, root);
	assert_string_equal(
		fix->out.data,
		"name: HubSpot\n"
		"teams: [Ana R., \"@ana\"]\n"
		"holds: []\n"
		"patchy: {}\n"
		"fields:\n"
		"  - {name: Contact.createdate, term: [contact.created_at, b], personal: true}\n"
		"  - name: A name\n"
		"    label: A label of many words that takes the item past the hundred columns of "
		"a line, and then on\n"
		"notes: |\n"
		"  One line\n"
		"  and another\n"
		"confirmed: 2026-12-01\n"
		"owner:\n");
	assert_reads_back(fix, root);
}

static void test_quoting(void **state)
{
	struct fixture *fix = *state;
	static const struct {
		const char *text, *block, *flow;
	} cases[] = {
		{"HubSpot", "HubSpot", "HubSpot"},
		{"no", "\"no\"", "\"no\""},
		{"y", "\"y\"", "\"y\""},
		{"1.10", "\"1.10\"", "\"1.10\""},
		{"0123", "\"0123\"", "\"0123\""},
		{"12", "12", "12"},
		{"2026-11-30", "2026-11-30", "2026-11-30"},
		{"2026-02-30", "\"2026-02-30\"", "\"2026-02-30\""},
		{"", "\"\"", "\"\""},
		{"a, b", "a, b", "\"a, b\""},
		{"\"hi\" she", "'\"hi\" she'", "'\"hi\" she'"},
		{"https://www.hubspot.com", "https://www.hubspot.com", "https://www.hubspot.com"},
		{"15 minutes", "15 minutes", "15 minutes"},
		{"a\nb", "\"a\\nb\"", "\"a\\nb\""},
		{"\xc2\x85", "\"\\x85\"", "\"\\x85\""},
		{"\xe2\x80\xa8", "\"\\u2028\"", "\"\\u2028\""},
	};

	for (size_t i = 0; i < STK_COUNT(cases); i++) {
		stk_str_reset(&fix->out);
		stk_yaml_emit_scalar(cases[i].text, false, &fix->out);
		assert_string_equal(fix->out.data, cases[i].block);
		stk_str_reset(&fix->out);
		stk_yaml_emit_scalar(cases[i].text, true, &fix->out);
		assert_string_equal(fix->out.data, cases[i].flow);
	}
}

/* Nested lists, NULLs in lists, empty roots: nothing that the struct can hold is written wrongly.
 */
static void test_odd_shapes(void **state)
{
	struct fixture *fix = *state;
	struct stk_arena *arena = &fix->arena;
	struct stk_value *root = stk_value_list(arena);
	struct stk_value *inner = stk_value_list(arena);
	struct stk_value *deep = stk_value_list(arena);

	stk_value_push(inner, stk_value_null(arena));
	stk_value_push(inner, stk_value_text(arena, "a\nb"));
	stk_value_push(deep, stk_value_put_text(arena, stk_value_map(arena), "k", "l\nm\n"));
	stk_value_push(inner, deep);
	stk_value_push(root, inner);
	stk_value_push(root,
		       stk_value_put(arena, stk_value_map(arena), "k", stk_value_null(arena)));
	stk_value_push(root, stk_value_map(arena));
	document(fix, root);
	assert_reads_back(fix, root);
	document(fix, stk_value_map(arena));
	assert_string_equal(fix->out.data, "{}\n");
	document(fix, stk_value_null(arena));
	assert_string_equal(fix->out.data, "");
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_round_trip, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_layout, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_quoting, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_odd_shapes, set_up, tear_down),
	};

	if (argc > 1 && strcmp(argv[1], "--print") == 0) {
		struct stk_arena arena = STK_ARENA_INIT;
		struct stk_str out = STK_STR_INIT;

		stk_yaml_emit_document(all_hard(&arena), &out);
		fwrite(out.data, 1, out.len, stdout);
		stk_str_release(&out);
		stk_arena_release(&arena);
		return 0;
	}
	return cmocka_run_group_tests(tests, NULL, NULL);
}
