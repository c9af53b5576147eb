/* Files that are broken, half written or made to hurt: one message each, exact to the letter, with
 * its place and what to do, and none takes its time. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "slow.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/str.h"
#include "stocktake/yaml/tree.h"

static const struct {
	const char *text, *expected;
} files[] = {
	{"a: 1\nb: [x, y",
	 "2:9: the list that begins with [ in line 2 lacks a comma or its ] | Put , between items "
	 "and ] at the end; put items with : or [ in quotes."},
	{"a: {b: 1", "1:9: the { in line 1 lacks a comma or its } | Put , between entries and } at "
		     "the end; put values with : or { in quotes."},
	{"a: \"x\nb: 1\n", "1:4: this quote is never closed | Close it where the value ends."},
	{"a: 'x", "1:4: this quote is never closed | Close it where the value ends."},
	{"a: 1\nb", "2:1: a line that is no \"key: value\" | Write \"key: value\"; indent text "
		    "that goes on with the value above."},
	{"a: 1\n- b\n", "2:1: a list item among the keys that begin in line 1 | Give the list a "
			"key of its own, and put its items below it."},
	{"a: caf\xe9\n", "1:7: byte 0xE9 is not UTF-8: the file has another encoding (Latin-1?) | "
			 "Save it again with the encoding UTF-8."},
	{"\xe9", "1:1: byte 0xE9 is not UTF-8: the file has another encoding (Latin-1?) | Save it "
		 "again with the encoding UTF-8."},
	{"\xff\xfez",
	 "1:1: this file is UTF-16, not UTF-8 | Save it again with the encoding UTF-8."},
	{"\xfe\xff",
	 "1:1: this file is UTF-16, not UTF-8 | Save it again with the encoding UTF-8."},
	{"a: \xed\xa0\x80\n", "1:4: byte 0xED is not UTF-8: the file has another encoding "
			      "(Latin-1?) | Save it again with the encoding UTF-8."},
	{"a: \xc0\xaf\n", "1:4: byte 0xC0 is not UTF-8: the file has another encoding (Latin-1?) | "
			  "Save it again with the encoding UTF-8."},
	{"a: 1\nb: 2\na: 3\n",
	 "3:1: the key \"a\" is there twice; first in line 1 | Keep one of the two."},
	{"a: {b: 1, c: 2, b: 3}\n",
	 "1:17: the key \"b\" is there twice; first in line 1 | Keep one of the two."},
	{"- {a: 1}\n- \"a\": 1\n  a: 2\n",
	 "3:3: the key \"a\" is there twice; first in line 2 | Keep one of the two."},
	{"a: 1\n\xe5\x90\x8d: 2\n\xe5\x90\x8d: 3\n",
	 "3:1: the key \"名\" is there twice; first in line 2 | Keep one of the two."},
	{"a: &x 1\n", "1:4: an anchor (&): values cannot be named and used again here | Write the "
		      "value out, or put text that begins with & in quotes."},
	{"a: *x\n", "1:4: an alias (*): values cannot be named and used again here | Write the "
		    "value out, or put text that begins with * in quotes."},
	{"a: *\n", "1:4: a value cannot begin with * | Put it in quotes."},
	{"&x a: 1\n", "1:1: an anchor (&): values cannot be named and used again here | Write the "
		      "value out, or put text that begins with & in quotes."},
	{"a: &x [1]\n", "1:4: an anchor (&): values cannot be named and used again here | Write "
			"the value out, or put text that begins with & in quotes."},
	{"&x {a: 1}\n", "1:1: an anchor (&): values cannot be named and used again here | Write "
			"the value out, or put text that begins with & in quotes."},
	{"a: !!str 1\n", "1:4: a tag (!): types cannot be given here | Leave it out, or put text "
			 "that begins with ! in quotes."},
	{"a: !x {b: 1}\n", "1:4: a tag (!): types cannot be given here | Leave it out, or put text "
			   "that begins with ! in quotes."},
	{"a: !y [1]\n", "1:4: a tag (!): types cannot be given here | Leave it out, or put text "
			"that begins with ! in quotes."},
	{"a: !e!x 1\n", "1:4: a tag (!): types cannot be given here | Leave it out, or put text "
			"that begins with ! in quotes."},
	{"%TAG ! x:\n---\na: 1\n",
	 "1:1: a %TAG line: tags cannot be used here | Leave the line out."},
	{"<<: {a: 1}\n",
	 "1:1: a merge key (<<): entries cannot be mixed in here | Write the keys out."},
	{"[a]: 1\n", "1:1: a key must be text, not a list or a map | Put text that begins with [ "
		     "or { in quotes."},
	{"{a: b}: 1\n", "1:1: a key must be text, not a list or a map | Put text that begins with "
			"[ or { in quotes."},
	{"? [a]\n: 1\n", "1:3: a key must be text, not a list or a map | Put text that begins with "
			 "[ or { in quotes."},
	{": x\n", "1:1: a key is missing before the : | Write \"key: value\"."},
	{"{: x}\n", "1:2: a value is missing here | Write a value, or take out the comma or "
		    "bracket that is too much."},
	{"a: 1\n---\nb: 1\n",
	 "2:1: a second document begins here; one file holds one | Put it in a file of its own."},
	{"a: 1\n...\n---\nb: 1\n",
	 "3:1: a second document begins here; one file holds one | Put it in a file of its own."},
	{"a: 1\n...\nb: 1\n", "3:1: something follows after the end of the data | One file holds "
			      "one entry: indent it so that it belongs to it, or take it out."},
	{"a: 1\n}\n", "2:1: a } that closes nothing | Take it out, or put the text in quotes."},
	{"a: \xc2\x85\n", "1:4: a line separator that editors do not show (U+0085) | Take it out, "
			  "or write it as an escape in double quotes: \\u and its number."},
	{"# \xe2\x80\xa8\na: 1\n",
	 "1:3: a line separator that editors do not show (U+2028) | Take it out, or write it as an "
	 "escape in double quotes: \\u and its number."},
	{"a: \"x\xe2\x80\xa9y\"\n",
	 "1:6: a line separator that editors do not show (U+2029) | Take it out, or write it as an "
	 "escape in double quotes: \\u and its number."},
	{"a: x\x01y\n", "1:5: a control character (U+0001) | Take it out, or write it as an escape "
			"in double quotes: \\u and its number."},
	{"# \x1b[0m\n", "1:3: a control character (U+001B) | Take it out, or write it as an escape "
			"in double quotes: \\u and its number."},
	{"\xe5\x90\x8d: \x07\n", "1:4: a control character (U+0007) | Take it out, or write it as "
				 "an escape in double quotes: \\u and its number."},
	{"a: \xc2\x9b\n", "1:4: a control character (U+009B) | Take it out, or write it as an "
			  "escape in double quotes: \\u and its number."},
	{"a: \"\\0\"\n", "1:4: text cannot hold the character NUL | Leave \\0 out."},
	{"\xef\xbb\xbfn: \x01\n", "1:4: a control character (U+0001) | Take it out, or write it as "
				  "an escape in double quotes: \\u and its number."},
	{"a: b: c\n", "1:5: a second \": \" in one value, or a line indented too far | Put the "
		      "value in quotes, or indent the line like the keys beside it."},
	{"a: 1\n b: 2\n", "2:3: a second \": \" in one value, or a line indented too far | Put the "
			  "value in quotes, or indent the line like the keys beside it."},
	{"a: 1\n  - b\n", "read"},
	{"a:\n  b: 1\n c: 2\n", "3:2: this line is not indented like the keys that begin in line 1 "
				"| Indent all keys of one entry alike."},
	{"a: \"x\" y\n", "1:8: text after the end of a value | Put the whole value in quotes."},
	{"a: 1\nword\nb: 2\n", "2:1: a line that is no \"key: value\" | Write \"key: value\"; "
			       "indent text that goes on with the value above."},
	{"a:\n\tb: 1\n", "2:1: a tab cannot indent | Use blanks."},
	{"\ta: 1\n", "1:1: a tab cannot indent | Use blanks."},
	{"a:\n  - b\n\t- c\n", "3:1: a tab cannot indent | Use blanks."},
	{"a: @x\n", "1:4: a value cannot begin with @ | Put it in quotes."},
	{"a: `x`\n", "1:4: a value cannot begin with ` | Put it in quotes."},
	{"a: %x\n", "1:4: a value cannot begin with % | Put it in quotes."},
	{"%x\na: 1\n", "1:3: a line that begins with % | Put text that begins with % in quotes."},
	{"a: - b\n", "1:4: a list item cannot begin here | Put \"- \" on a line of its own; put "
		     "text that begins with - in quotes."},
	{"a: ? b\n", "1:4: a key cannot begin here | Put it on a line of its own; put text that "
		     "begins with ? in quotes."},
	{"a: [b, , c]\n", "1:8: a value is missing here | Write a value, or take out the comma or "
			  "bracket that is too much."},
	{"a: [b]]\n", "1:7: a ] that closes nothing | Take it out, or put the text in quotes."},
	{"a: | x\n", "1:4: after | or > the text begins on the next line | Put text that begins "
		     "with | or > in quotes."},
	{"a: \"\\q\"\n", "1:5: an unknown escape after \\ in double quotes | Write \\\\ for a "
			 "backslash, or use single quotes."},
	{"a: \"\\u12\"\n", "1:7: an escape like \\u needs hexadecimal digits | Write \\\\ for a "
			   "backslash, or use single quotes."},
	{"a: \"\\ud800\"\n", "1:7: an escape that is no character | Write the character itself."},
	{"a: \"x\n---\n",
	 "1:4: this quote is not closed before the document ends | Close it where the value ends."},
	{"a: {b:[c]}\n", "1:6: a : that is followed by a bracket or comma | Put the value in "
			 "quotes, or a blank after the colon."},
	{"%YAML 9.9\n---\na: 1\n", "1:1: a %YAML line of another version | Leave the line out."},
	{"a: [x:[y]]\n", "1:6: a : that is followed by a bracket or comma | Put the value in "
			 "quotes, or a blank after the colon."},
	{"a: ]\n", "1:4: a value is missing here | Write a value, or take out the comma or bracket "
		   "that is too much."},
	{"a: \"x\n...\n",
	 "1:4: this quote is not closed before the document ends | Close it where the value ends."},
};

/* "LINE:COL: message | hint", or "read" if there is no error. */
static void read_text(const char *text, size_t len, struct stk_str *out)
{
	struct stk_arena arena = STK_ARENA_INIT;
	struct stk_syms syms;
	struct stk_err err = {0};

	stk_syms_init(&syms);
	stk_str_reset(out);
	if (stk_yaml_parse("f.yaml", text, len, &arena, &syms, &err)) {
		stk_str_add(out, "read");
	} else {
		assert_string_equal(err.file, "f.yaml");
		assert_int_equal(err.code, STK_EUSAGE);
		stk_str_addf(out, "%u:%u: %s%s%s", err.line, err.col, err.message,
			     err.hint[0] ? " | " : "", err.hint);
	}
	stk_syms_release(&syms);
	stk_arena_release(&arena);
}

static void test_messages(void **state)
{
	struct stk_str out = STK_STR_INIT;

	(void)state;
	for (size_t i = 0; i < STK_COUNT(files); i++) {
		read_text(files[i].text, strlen(files[i].text), &out);
		assert_string_equal(out.data, files[i].expected);
	}
	read_text("a\0b", 3, &out);
	assert_string_equal(out.data, "1:2: a NUL character | If the file is UTF-16, save it again "
				      "with the encoding UTF-8.");
	stk_str_release(&out);
}

/* Instrumented builds are slow by themselves. */
#define SLACK (is_slow() ? 30 : 1)

static double seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void repeat(struct stk_str *text, const char *part, size_t count)
{
	stk_str_reset(text);
	while (count-- > 0)
		stk_str_add(text, part);
}

static void test_deep(void **state)
{
	static const char *const parts[] = {"[", "[\n", "- ", "{a: ", "a:\n ", "? "};
	struct stk_str text = STK_STR_INIT;
	struct stk_str out = STK_STR_INIT;

	(void)state;
	for (size_t i = 0; i < STK_COUNT(parts); i++) {
		double start = seconds();

		repeat(&text, parts[i], 100000);
		read_text(text.data, text.len, &out);
		assert_string_not_equal(out.data, "read");
		if (i < 4)
			assert_non_null(strstr(out.data, ": nested more than 32 levels deep | Take "
							 "out brackets or levels."));
		assert_true(seconds() - start < 1.0 * SLACK);
	}
	repeat(&text, "[", STK_YAML_MAX_DEPTH);
	for (int i = 0; i < STK_YAML_MAX_DEPTH; i++)
		stk_str_addc(&text, ']');
	read_text(text.data, text.len, &out);
	assert_string_equal(out.data, "read");
	stk_str_release(&text);
	stk_str_release(&out);
}

/* As large as may be read, with the defect at the very end: linear, not quadratic. */
static void test_many_keys(void **state)
{
	struct stk_str text = STK_STR_INIT;
	struct stk_str out = STK_STR_INIT;
	double start = seconds();

	(void)state;
	for (unsigned i = 0; text.len < STK_YAML_MAX_BYTES - 100; i++)
		stk_str_addf(&text, "k%u: v\n", i);
	stk_str_add(&text, "k7: again\n");
	read_text(text.data, text.len, &out);
	assert_non_null(strstr(
		out.data,
		":1: the key \"k7\" is there twice; first in line 8 | Keep one of the two."));
	assert_true(seconds() - start < 10.0 * SLACK);
	repeat(&text, "a: 1\n", STK_YAML_MAX_BYTES / 5 + 1);
	read_text(text.data, text.len, &out);
	assert_string_equal(out.data, "1:1: the file has 4194305 bytes; at most 4194304 are read | "
				      "Split it into several files.");
	stk_str_release(&text);
	stk_str_release(&out);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_messages),
		cmocka_unit_test(test_deep),
		cmocka_unit_test(test_many_keys),
	};

	if (argc > 1 && strcmp(argv[1], "--print") == 0) { /* to write the table anew */
		struct stk_str out = STK_STR_INIT;

		for (size_t i = 0; i < STK_COUNT(files); i++) {
			read_text(files[i].text, strlen(files[i].text), &out);
			printf("%s\n", out.data);
		}
		stk_str_release(&out);
		return 0;
	}
	return cmocka_run_group_tests(tests, NULL, NULL);
}
