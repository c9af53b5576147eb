/* The splice editor, case by case: the text before, one edit, the text after, byte for byte. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "stocktake/base/mem.h"
#include "stocktake/yaml/edit.h"

/* One edit in short: a path of keys and numbers between slashes, and a value in YAML. */
struct edit_case {
	const char *name;
	enum stk_edit_op op;
	const char *path;
	const char *value; /* YAML; NULL for REMOVE */
	const char *before;
	const char *result; /* NULL: refused */
	const char *after;  /* the sibling */
	int keep;
};

#define SET    STK_EDIT_SET
#define APPEND STK_EDIT_APPEND
#define REMOVE STK_EDIT_REMOVE

static const struct edit_case cases[] = {
	/* SET: scalars */
	{"plain", SET, "b", "new", "a: 1\nb: old # c\nc: 2\n", "a: 1\nb: new # c\nc: 2\n", NULL, 0},
	{"quoted", SET, "b", "\"no\"", "b: 'x y'  # c\n", "b: \"no\"  # c\n", NULL, 0},
	{"crlf", SET, "b", "new", "a: 1\r\nb: old\r\nc: 2\r\n", "a: 1\r\nb: new\r\nc: 2\r\n", NULL,
	 0},
	{"no final newline", SET, "b", "new", "a: 1\nb: old", "a: 1\nb: new", NULL, 0},
	{"many lines plain", SET, "b", "new", "b: one\n  two\n  three # c\nc: 1\n",
	 "b: new # c\nc: 1\n", NULL, 0},
	{"literal to plain", SET, "b", "new", "b: | # c\n  one\n\n  two\n\n# d\nc: 1\n",
	 "b: new # c\n\n# d\nc: 1\n", NULL, 0},
	{"keeping literal", SET, "b", "new", "b: |+\n  one\n\nc: 1\n", "b: new\nc: 1\n", NULL, 0},
	{"plain to literal", SET, "a/b", "\"x\\ny\\n\"", "a:\n  b: old # c\n  c: 1\n",
	 "a:\n  b: | # c\n    x\n    y\n  c: 1\n", NULL, 0},
	{"literal to literal", SET, "b", "\"x\\ny\"", "b: >- # c\n  old\n  text\nc: 1\n",
	 "b: |- # c\n  x\n  y\nc: 1\n", NULL, 0},
	{"null with comment", SET, "b", "new", "a: 1\nb: # c\nc: 2\n", "a: 1\nb: new # c\nc: 2\n",
	 NULL, 0},
	{"lost to comment", SET, "b", "new", "b: #lost\n", "b: new #lost\n", NULL, 0},
	{"null at the end", SET, "b", "new", "a: 1\nb:", "a: 1\nb: new", NULL, 0},
	{"to null", SET, "b", "", "b: old # c\n", "b: # c\n", NULL, 0},
	{"quoted key", SET, "b", "new", "\"b\" : old\n", "\"b\" : new\n", NULL, 0},
	{"cjk", SET, "\xe5\x90\x8d", "\xe6\x96\xb0",
	 "\xe5\xae\xb6: \xe6\x97\xa7 # \xf0\x9f\x98\x80\n\xe5\x90\x8d: \xe6\x97\xa7 # "
	 "\xe6\xb3\xa8\n",
	 "\xe5\xae\xb6: \xe6\x97\xa7 # \xf0\x9f\x98\x80\n\xe5\x90\x8d: \xe6\x96\xb0 # "
	 "\xe6\xb3\xa8\n",
	 NULL, 0},
	{"byte order mark", SET, "a", "new",
	 "\xef\xbb\xbf"
	 "a: 1 # c\n",
	 "\xef\xbb\xbf"
	 "a: new # c\n",
	 NULL, 0},
	{"value below its key", SET, "b", "new", "b: # c\n  old # d\nc: 1\n",
	 "b: # c\n  new # d\nc: 1\n", NULL, 0},
	{"explicit key", SET, "b", "new", "? b\n: old\nc: 1\n", "? b\n: new\nc: 1\n", NULL, 0},
	{"in a list", SET, "a/1", "new", "a:\n- x\n- y # c\n- z\n", "a:\n- x\n- new # c\n- z\n",
	 NULL, 0},
	{"in an item", SET, "i/0/flow", "out", "i:\n  - with: s # c\n    flow: both # d\n",
	 "i:\n  - with: s # c\n    flow: out # d\n", NULL, 0},
	{"first in an item", SET, "i/0/with", "t", "i:\n  - with: s # c\n    flow: both # d\n",
	 "i:\n  - with: t # c\n    flow: both # d\n", NULL, 0},
	{"in flow", SET, "a/b", "[x, \"y, z\"]", "a: {b: 1, c: 2} # c\n",
	 "a: {b: [x, \"y, z\"], c: 2} # c\n", NULL, 0},
	{"text of lines in flow", SET, "a/b", "\"x\\ny\"", "a: {b: 1}\n", "a: {b: \"x\\ny\"}\n",
	 NULL, 0},
	{"null in flow", SET, "a/b", "x", "a: {b: , c}\n", "a: {b: x , c}\n", NULL, 0},
	{"no colon in flow", SET, "a/c", "x", "a: {b: 1, c}\n", "a: {b: 1, c: x}\n", NULL, 0},
	{"pair in flow", SET, "a/0/b", "x", "a: [b: 1, c]\n", "a: [b: x, c]\n", NULL, 0},
	/* SET: collections */
	{"scalar to list", SET, "b", "[x, w]", "b: old # c\n", "b: [x, w] # c\n", NULL, 0},
	{"scalar to block", SET, "b", "[{a: {b: {c: d}}}]", "b: old # c\nc: 1\n",
	 "b: # c\n  - a:\n      b: {c: d}\nc: 1\n", NULL, 0},
	{"block to scalar", SET, "b", "x",
	 "b: # c\n  # d\n  - y # e\n  # f\n  - z # g\n\n# h\nc: 1\n",
	 "b: x # c\n  # d\n\n# h\nc: 1\n", NULL, 0},
	{"flow to scalar", SET, "b", "x", "b: [y,\n  z] # c\n", "b: x # c\n", NULL, 0},
	{"block to flow", SET, "b", "{x: w}", "b:\n- y\n- z\nc: 1\n", "b: {x: w}\nc: 1\n", NULL, 0},
	{"block to block", SET, "b", "[{a: {b: {c: d}}}]", "b:\n  - y\nc: 1\n",
	 "b:\n  - a:\n      b: {c: d}\nc: 1\n", NULL, 0},
	{"item to block", SET, "b/0", "{a: {b: {c: d}}}", "b:\n  - y # c\n  - z\n",
	 "b:\n  - # c\n    a:\n      b: {c: d}\n  - z\n", NULL, 0},
	{"block item to scalar", SET, "b/0", "x", "b:\n  - y: 1 # c\n    z: 2\n  - z\n",
	 "b:\n  - x\n  - z\n", NULL, 0},
	{"block at the end to scalar", SET, "b", "x", "a: 1\nb:\n  - y", "a: 1\nb: x", NULL, 0},
	/* SET: new keys */
	{"new", SET, "c", "3", "a: 1\nb: 2 # c\n\n# tail\n", "a: 1\nb: 2 # c\nc: 3\n\n# tail\n",
	 NULL, 0},
	{"new without final newline", SET, "c", "3", "a: 1\nb: 2", "a: 1\nb: 2\nc: 3", NULL, 0},
	{"new crlf", SET, "c", "[x]", "a: 1\r\nb: 2\r\n", "a: 1\r\nb: 2\r\nc: [x]\r\n", NULL, 0},
	{"new after", SET, "c", "3", "a: 1 # x\nb: 2\n", "a: 1 # x\nc: 3\nb: 2\n", "a", 0},
	{"new after a block", SET, "c", "3", "a:\n  - x\n  # old\n  - y\n  # - z\nb: 2\n",
	 "a:\n  - x\n  # old\n  - y\n  # - z\nc: 3\nb: 2\n", "a", 0},
	{"new after a literal", SET, "c", "3", "a: |\n  x\n\nb: |\n  y",
	 "a: |\n  x\n\nb: |-\n  y\nc: 3", NULL, 0},
	{"new deep", SET, "i/0/flow", "out", "i:\n  - with: s\n    # c\n  - with: t\n",
	 "i:\n  - with: s\n    flow: out\n    # c\n  - with: t\n", NULL, 0},
	{"new block value", SET, "t", "\"a\\nb\\n\"", "a: 1\n", "a: 1\nt: |\n  a\n  b\n", NULL, 0},
	{"new in flow", SET, "a/c", "2", "a: {b: 1} # c\n", "a: {b: 1, c: 2} # c\n", NULL, 0},
	{"new in flow after", SET, "a/d", "2", "a: {b: 1, c: 3}\n", "a: {b: 1, d: 2, c: 3}\n", "b",
	 0},
	{"new in {}", SET, "a/c", "2", "a: {} # c\n", "a: {c: 2} # c\n", NULL, 0},
	{"new in a null", SET, "a/c", "2", "a: # c\nb: 1\n", "a: {c: 2} # c\nb: 1\n", NULL, 0},
	{"new in lines of flow", SET, "a/d", "3", "a: {\n  b: 1, # one\n  c: 2 # two\n}\n",
	 "a: {\n  b: 1, # one\n  c: 2, # two\n  d: 3\n}\n", NULL, 0},
	{"new in lines of flow, comma", SET, "a/d", "3", "a: {\n  b: 1, # one\n  c: 2, # two\n}\n",
	 "a: {\n  b: 1, # one\n  c: 2, # two\n  d: 3,\n}\n", NULL, 0},
	{"new in a pair", SET, "a/0/c", "2", "a: [b: 1]\n", "a: [{b: 1, c: 2}]\n", NULL, 0},
	{"new in an empty file", SET, "a", "1", "", "a: 1\n", NULL, 0},
	{"new below comments", SET, "a", "1", "# c\r\n", "# c\r\na: 1\r\n", NULL, 0},
	{"new below a comment without newline", SET, "a", "1", "# c", "# c\na: 1", NULL, 0},
	{"new between markers", SET, "a", "1", "---\n# c\n...\n", "---\n# c\na: 1\n...\n", NULL, 0},
	{"before the end marker", SET, "b", "2", "---\na: 1\n...\n", "---\na: 1\nb: 2\n...\n", NULL,
	 0},
	{"new in {} at the root", SET, "a", "1", "# c\n{} # d\n", "# c\na: 1 # d\n", NULL, 0},
	{"key that is a number", SET, "12:30", "x", "a: 1\n", "a: 1\n\"12:30\": x\n", NULL, 0},
	/* APPEND */
	{"append indented", APPEND, "a", "z", "a:\n  - x # c\n  - y # d\n# e\nb: 1\n",
	 "a:\n  - x # c\n  - y # d\n  - z\n# e\nb: 1\n", NULL, 0},
	{"append not indented", APPEND, "a", "z", "a:\n- x\n- y\n# e\nb: 1\n",
	 "a:\n- x\n- y\n- z\n# e\nb: 1\n", NULL, 0},
	{"append flow", APPEND, "a", "z", "a: [x, y] # c\n", "a: [x, y, z] # c\n", NULL, 0},
	{"append flow comma", APPEND, "a", "z", "a: [x, y, ] # c\n", "a: [x, y, z, ] # c\n", NULL,
	 0},
	{"append flow lines", APPEND, "a", "z", "a: [\n  x, # c\n  y, # d\n  ]\n",
	 "a: [\n  x, # c\n  y, # d\n  z,\n  ]\n", NULL, 0},
	{"append to []", APPEND, "a", "z", "a: [] # c\n", "a: [z] # c\n", NULL, 0},
	{"append to [] with a comment", APPEND, "a", "z", "a: [ # c\n  ]\n", "a: [ # c\n  z]\n",
	 NULL, 0},
	{"append to a scalar", APPEND, "a", "z", "a: x # c\n", "a: [x, z] # c\n", NULL, 0},
	{"append to a null", APPEND, "a", "z", "a: # c\nb: 1\n", "a: [z] # c\nb: 1\n", NULL, 0},
	{"append to a missing key", APPEND, "b", "z", "a: 1\n", "a: 1\nb: [z]\n", NULL, 0},
	{"append a map", APPEND, "a", "{name: x, term: v}", "a:\n  - {name: w}\n",
	 "a:\n  - {name: w}\n  - {name: x, term: v}\n", NULL, 0},
	{"append at the root", APPEND, "", "{check: x}", "# c\n", "# c\n- {check: x}\n", NULL, 0},
	{"append nested", APPEND, "0", "z", "- - x\n  - y\n- w\n", "- - x\n  - y\n  - z\n- w\n",
	 NULL, 0},
	/* REMOVE */
	{"remove first", REMOVE, "a", NULL, "# top\na: 1 # x\n# about b\nb: 2\n",
	 "# top\n# about b\nb: 2\n", NULL, 0},
	{"remove middle", REMOVE, "b", NULL, "a: 1\n# about b\nb: 2 # x\n# about c\nc: 3\n",
	 "a: 1\n# about c\nc: 3\n", NULL, 0},
	{"remove, keep", REMOVE, "b", NULL, "a: 1\n# about b\nb: 2 # x\nc: 3\n",
	 "a: 1\n# about b\n# x\nc: 3\n", NULL, 1},
	{"remove a block, keep", REMOVE, "b", NULL,
	 "a: 1\nb: # x\n  - 'y # no' # z\n  # w\n  - |  # v\n    # no\n\nc: 3\n",
	 "a: 1\n# x\n# z\n# w\n# v\n\nc: 3\n", NULL, 1},
	{"remove last", REMOVE, "b", NULL, "a: 1\nb: 2", "a: 1\n", NULL, 0},
	{"remove only", REMOVE, "a", NULL, "# top\na: 1 # c\n# tail\n", "# top\n{}\n# tail\n", NULL,
	 0},
	{"remove only below", REMOVE, "a/b", NULL, "a: # c\n  # d\n  b: 1 # e\nc: 2\n",
	 "a: {} # c\nc: 2\n", NULL, 0},
	{"remove item", REMOVE, "a/1", NULL, "a:\n  - x # c\n  # d\n  - y # e\n  - z\n",
	 "a:\n  - x # c\n  - z\n", NULL, 0},
	{"remove only item", REMOVE, "a/0", NULL, "a:\n- x # c\nb: 1\n", "a: []\nb: 1\n", NULL, 0},
	{"remove on the dash", REMOVE, "i/0/with", NULL, "i:\n  - with: s # c\n    flow: both\n",
	 "i:\n  - flow: both\n", NULL, 0},
	{"remove on the dash, comment", REMOVE, "i/0/with", NULL,
	 "i:\n  - with: s # c\n    # d\n    flow: both\n", "i:\n  -\n    # d\n    flow: both\n",
	 NULL, 0},
	{"remove in flow", REMOVE, "a/0", NULL, "a: [x, y, z] # c\n", "a: [y, z] # c\n", NULL, 0},
	{"remove in flow, middle", REMOVE, "a/1", NULL, "a: [x, y, z] # c\n", "a: [x, z] # c\n",
	 NULL, 0},
	{"remove in flow, last", REMOVE, "a/2", NULL, "a: [x, y, z] # c\n", "a: [x, y] # c\n", NULL,
	 0},
	{"remove in flow, only", REMOVE, "a/0", NULL, "a: [ x ] # c\n", "a: [] # c\n", NULL, 0},
	{"remove in flow lines", REMOVE, "a/1", NULL,
	 "a: [\n  x, # c\n  # d\n  y, # e\n  z # f\n]\n", "a: [\n  x, # c\n  z # f\n]\n", NULL, 0},
	{"remove in flow lines, last", REMOVE, "a/1", NULL, "a: [\n  x, # c\n  y # e\n]\n",
	 "a: [\n  x # c\n]\n", NULL, 0},
	{"remove in a flow map", REMOVE, "a/b", NULL, "a: {b: 1, c: 2}\n", "a: {c: 2}\n", NULL, 0},
	{"remove in a pair", REMOVE, "a/0/b", NULL, "a: [b: 1, c]\n", "a: [{}, c]\n", NULL, 0},
	/* refused: nothing there, or no way to write it */
	{"no such key", SET, "x/y", "1", "a: 1\n", NULL, NULL, 0},
	{"no such item", SET, "a/3", "1", "a: [1]\n", NULL, NULL, 0},
	{"key in a list", SET, "a/b", "1", "a: [1]\n", NULL, NULL, 0},
	{"append to a map", APPEND, "a", "1", "a: {b: 1}\n", NULL, NULL, 0},
	{"remove all", REMOVE, "", NULL, "a: 1\n", NULL, NULL, 0},
	{"null in a flow list", SET, "a/0", "", "a: [1]\n", NULL, NULL, 0},
	{"a broken file", SET, "a", "1", "a: [1\n", NULL, NULL, 0},
};

static size_t parse_path(const char *text, struct stk_step *steps, char *buffer)
{
	size_t count = 0;

	strcpy(buffer, text);
	for (char *part = strtok(buffer, "/"); part; part = strtok(NULL, "/")) {
		steps[count].key = part[0] >= '0' && part[0] <= '9' && !part[1] ? NULL : part;
		steps[count].index = (size_t)atoi(part);
		count++;
	}
	return count;
}

static bool run_case(const struct edit_case *test)
{
	struct stk_arena arena = STK_ARENA_INIT;
	struct stk_syms syms;
	struct stk_str text = STK_STR_INIT;
	struct stk_err err = {0};
	struct stk_step steps[8];
	char buffer[64];
	struct stk_edit edit = {
		.op = test->op, .path = steps, .after = test->after, .keep_comments = test->keep};
	const char *expected = test->result ? test->result : test->before;
	bool good;
	int result;

	stk_syms_init(&syms);
	edit.path_len = parse_path(test->path, steps, buffer);
	if (test->value)
		edit.value = stk_value_from_node(&arena,
						 stk_yaml_parse("value", test->value,
								strlen(test->value), &arena, &syms,
								&err),
						 &syms);
	stk_str_add(&text, test->before);
	result = stk_yaml_edit(&text, &edit, "f.yaml", &err);
	good = strcmp(text.data, expected) == 0 && (result == 0) == (test->result != NULL) &&
	       (result == 0 || (err.message[0] && err.code == STK_EUSAGE));
	if (!good)
		fprintf(stderr, "--- %s: result %d %s\n%s--- expected\n%s", test->name, result,
			err.message, text.data, expected);
	stk_str_release(&text);
	stk_syms_release(&syms);
	stk_arena_release(&arena);
	return good;
}

static void test_cases(void **state)
{
	size_t bad = 0;

	(void)state;
	for (size_t i = 0; i < STK_COUNT(cases); i++)
		bad += !run_case(&cases[i]);
	assert_int_equal(bad, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cases),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
