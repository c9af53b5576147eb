/* The tree: kinds, order, positions in bytes whatever libyaml's marks count, what is swallowed, and
 * lookups. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "stocktake/base/mem.h"
#include "stocktake/base/str.h"
#include "stocktake/yaml/tree.h"

struct fixture {
	struct stk_arena arena;
	struct stk_syms syms;
};

static int set_up(void **state)
{
	struct fixture *fix = stk_xcalloc(1, sizeof *fix);

	stk_syms_init(&fix->syms);
	*state = fix;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *fix = *state;

	stk_syms_release(&fix->syms);
	stk_arena_release(&fix->arena);
	free(fix);
	return 0;
}

static const struct stk_node *parse(struct fixture *fix, const char *text)
{
	struct stk_err err = {0};
	const struct stk_node *node =
		stk_yaml_parse("t.yaml", text, strlen(text), &fix->arena, &fix->syms, &err);

	if (!node)
		stk_err_print(&err, stderr);
	assert_non_null(node);
	return node;
}

static void describe(struct fixture *fix, const struct stk_node *node, struct stk_str *out)
{
	static const char *const kinds[] = {"null", "text", "list", "map"};

	if (node->key)
		stk_str_addf(out, "%s=", stk_sym_text(&fix->syms, node->key));
	stk_str_addf(out, "%s@%zu%s", kinds[stk_node_kind(node)], stk_node_at_bytes(node),
		     stk_node_is_marked(node) ? "*" : "");
	if (stk_node_swallowed(node))
		stk_str_addf(out, "!%u", stk_node_swallowed(node));
	if (stk_node_kind(node) == STK_NODE_SCALAR)
		stk_str_addf(out, "<%s>", stk_sym_text(&fix->syms, node->value));
	if (stk_node_kind(node) != STK_NODE_LIST && stk_node_kind(node) != STK_NODE_MAP)
		return;
	stk_str_addf(out, "%u(", node->value);
	STK_EACH_CHILD (child, node) {
		if (child != node + 1)
			stk_str_addc(out, ' ');
		describe(fix, child, out);
	}
	stk_str_addc(out, ')');
}

static void assert_tree(struct fixture *fix, const char *text, const char *expected)
{
	struct stk_str out = STK_STR_INIT;

	describe(fix, parse(fix, text), &out);
	assert_string_equal(out.data, expected);
	stk_str_release(&out);
}

static void test_shapes(void **state)
{
	struct fixture *fix = *state;

	assert_tree(fix, "", "null@0");
	assert_tree(fix, "# only\n", "null@0");
	assert_tree(fix, "a: 1\nb: [x, {y: z}]\nc:\n  - p\n  - q: r\n",
		    "map@0"
		    "3(a=text@0<1> b=list@5*2(text@9<x> map@12*1(y=text@13<z>)) "
		    "c=list@20"
		    "2(text@27<p> map@33"
		    "1(q=text@33<r>)))");
	assert_tree(fix, "a: ''\nb: \"\"\nc:\nd: ~\ne: |\n  x\n",
		    "map@0"
		    "5(a=text@0*<> b=text@6*<> c=null@12 d=text@15<~> e=text@20*<x\n>)");
	assert_tree(fix, "[]\n", "list@0*0()");
	assert_tree(fix, "- \n- x\n",
		    "list@0"
		    "2(null@1 text@5<x>)");
	assert_tree(fix, "a: [b: c]\n",
		    "map@0"
		    "1(a=list@0*1(map@4*1(b=text@4<c>)))");
}

/* libyaml counts code points; we say bytes. */
static void test_positions(void **state)
{
	struct fixture *fix = *state;

	assert_tree(fix, "\xe5\x90\x8d: \xf0\x9f\x98\x80\nb: [\xc3\xa9, x]\nc: d\n",
		    "map@0"
		    "3(\xe5\x90\x8d=text@0<\xf0\x9f\x98\x80> b=list@10*2(text@14<\xc3\xa9> "
		    "text@18<x>) c=text@21<d>)");
	/* a byte order mark is no column, or the second line would be indented less than the first
	 */
	assert_tree(fix,
		    "\xef\xbb\xbf"
		    "a: 1\nb: 2\n",
		    "map@3"
		    "2(a=text@3<1> b=text@8<2>)");
	assert_tree(fix, "a: 1\r\nb: 2\r\n",
		    "map@0"
		    "2(a=text@0<1> b=text@6<2>)");
	assert_tree(fix, "a: 1\rb: 2\r",
		    "map@0"
		    "2(a=text@0<1> b=text@5<2>)");
}

static void test_line_and_column(void **state)
{
	static const struct {
		const char *text;
		size_t at;
		unsigned line, col;
	} cases[] = {
		{"abc", 0, 1, 1},
		{"abc", 2, 1, 3},
		{"abc", 99, 1, 4},
		{"a\nb\nc", 4, 3, 1},
		{"a\r\nb", 3, 2, 1},
		{"a\rb", 2, 2, 1},
		{"\xe5\x90\x8d: x", 5, 1, 4},
		{"\xef\xbb\xbf"
		 "a: x",
		 6, 1, 4},
		{"", 0, 1, 1},
	};

	(void)state;
	for (size_t i = 0; i < STK_COUNT(cases); i++) {
		unsigned line;
		unsigned col;

		stk_yaml_position(cases[i].text, strlen(cases[i].text), cases[i].at, &line, &col);
		assert_int_equal(line, cases[i].line);
		assert_int_equal(col, cases[i].col);
	}
}

static void test_swallowed(void **state)
{
	struct fixture *fix = *state;

	assert_tree(fix, "channel: #mktgops\nb: 1\n",
		    "map@0"
		    "2(channel=null@0!1 b=text@18<1>)");
	assert_tree(fix, "channel: # not known\n",
		    "map@0"
		    "1(channel=null@0)");
	assert_tree(fix, "channel: ##\n",
		    "map@0"
		    "1(channel=null@0)");
	assert_tree(fix, "- #x\n- y\n",
		    "list@0"
		    "2(null@1!1 text@7<y>)");
	assert_tree(fix, "\xe9\x94\x80: #x\n",
		    "map@0"
		    "1(\xe9\x94\x80=null@0!1)");
	assert_tree(fix, "a: \"x\nb: y\nc: z\"\n",
		    "map@0"
		    "1(a=text@0*!2<x b: y c: z>)");
	assert_tree(fix, "a: 'x\n  Note: y'\n",
		    "map@0"
		    "1(a=text@0*<x Note: y>)");
	assert_tree(fix, "a: \"x\n  and y\"\n",
		    "map@0"
		    "1(a=text@0*<x and y>)");
	assert_tree(fix, "i:\n  - name: \"x\n    with: y\"\n",
		    "map@0"
		    "1(i=list@0"
		    "1(map@7"
		    "1(name=text@7*!2<x with: y>)))");
	assert_tree(fix, "a: |\n  b: c\n",
		    "map@0"
		    "1(a=text@0*<b: c\n>)");
}

static void test_get(void **state)
{
	struct fixture *fix = *state;
	const struct stk_node *root = parse(fix, "a: 1\nb:\nc: [x]\n");
	stk_sym c = stk_sym_find(&fix->syms, "c", 1);

	assert_ptr_equal(stk_node_get(root, c), root + 3);
	assert_null(stk_node_get(root, stk_sym_find(&fix->syms, "b", 1)));
	assert_null(stk_node_get(root, stk_sym_find(&fix->syms, "x", 1)));
	assert_null(stk_node_get(NULL, c));
	assert_null(stk_node_get(root + 3, c));
	assert_null(stk_node_get(root + 1, c));
}

static bool same(const char *a, const char *b)
{
	struct fixture left = {STK_ARENA_INIT, {0}};
	struct fixture right = {STK_ARENA_INIT, {0}};
	bool equal;

	stk_syms_init(&left.syms);
	stk_syms_init(&right.syms);
	stk_sym_put(&right.syms, "so that numbers differ", 22);
	equal = stk_node_equal(parse(&left, a), &left.syms, parse(&right, b), &right.syms);
	stk_syms_release(&left.syms);
	stk_syms_release(&right.syms);
	stk_arena_release(&left.arena);
	stk_arena_release(&right.arena);
	return equal;
}

static void test_equal(void **state)
{
	(void)state;
	assert_true(same("a: [1, {b: c}]\n", "# c\na:\n- '1'\n- b: \"c\"\n"));
	assert_true(same("", "# c\n"));
	assert_false(same("a: 1\n", "a: 2\n"));
	assert_false(same("a: 1\n", "b: 1\n"));
	assert_false(same("a: 1\nb: 2\n", "b: 2\na: 1\n"));
	assert_false(same("a:\n", "a: ''\n"));
	assert_false(same("a: []\n", "a: {}\n"));
	assert_false(same("a: [[x], y]\n", "a: [[x, y]]\n"));
	assert_false(same("a: 1\n", "a: 1\nb: 2\n"));
}

/* One reader, many files, a broken one among them. */
static void test_reader(void **state)
{
	struct fixture *fix = *state;
	struct stk_yaml_reader *reader = stk_yaml_reader_new(&fix->arena, &fix->syms);
	struct stk_err err = {0};
	const struct stk_node *first =
		stk_yaml_reader_parse(reader, "1.yaml", "a: {b: 1}\n", 10, &err);
	const struct stk_node *second;

	assert_null(stk_yaml_reader_parse(reader, "2.yaml", "a: [{b: 1\n", 10, &err));
	assert_string_equal(err.file, "2.yaml");
	second = stk_yaml_reader_parse(reader, "3.yaml", "- a\n- b\n", 8, &err);
	assert_int_equal(second->size, 3);
	assert_int_equal(first->size, 3);
	assert_int_equal(stk_node_kind(first + 1), STK_NODE_MAP);
	stk_yaml_reader_free(reader);
	stk_yaml_reader_free(NULL);
}

static void test_bare_pass(void **state)
{
	(void)state;
	assert_int_equal(stk_yaml_bare_pass("a: 1\n", 5), 0);
	assert_int_equal(stk_yaml_bare_pass("a: [\n", 5), -1);
}

/* The largest that is allowed, in one map and in one text. */
static void test_large(void **state)
{
	struct fixture *fix = *state;
	struct stk_str text = STK_STR_INIT;
	struct stk_err err = {0};
	const struct stk_node *root;

	for (unsigned i = 0; text.len + 32 < STK_YAML_MAX_BYTES / 4; i++)
		stk_str_addf(&text, "k%u: v\n", i);
	root = stk_yaml_parse("t.yaml", text.data, text.len, &fix->arena, &fix->syms, &err);
	assert_non_null(root);
	assert_int_equal(root->size, root->value + 1);
	stk_str_reset(&text);
	stk_str_add(&text, "a: ");
	for (unsigned i = 0; i < 1000000; i++)
		stk_str_addc(&text, 'x');
	root = parse(fix, text.data);
	assert_int_equal(stk_sym_len(&fix->syms, root[1].value), 1000000);
	stk_str_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_shapes, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_positions, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_line_and_column, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_swallowed, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_get, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_equal, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_reader, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_bare_pass, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_large, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
