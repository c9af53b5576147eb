#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "stocktake/base/text.h"

#include <stdio.h>

#include "stocktake/base/mem.h"

static size_t valid(const char *text)
{
	return stk_utf8_valid_bytes(text, strlen(text));
}

static void put(char out[40], const char *text, const char *after)
{
	snprintf(out, 40, "%s%s", text, after);
}

static void only_strict_utf8_is_valid(void **state)
{
	static const char *broken[] = {"\x80",
				       "\xbf",
				       "\xc0\x80",
				       "\xc1\xbf",
				       "\xc3",
				       "\xc3(",
				       "\xe0\x80\x80",
				       "\xe0\x9f\xbf",
				       "\xed\xa0\x80",
				       "\xed\xbf\xbf",
				       "\xe9\x94",
				       "\xe9\x94(",
				       "\xf0\x80\x80\x80",
				       "\xf0\x8f\xbf\xbf",
				       "\xf4\x90\x80\x80",
				       "\xf5\x80\x80\x80",
				       "\xf8\x88\x80\x80",
				       "\xff",
				       "\xfe",
				       "\xf0\x9f\x98"};
	static const char *good[] = {"",
				     "a",
				     "\xc2\x80",
				     "\xdf\xbf",
				     "\xe0\xa0\x80",
				     "\xed\x9f\xbf",
				     "\xee\x80\x80",
				     "\xef\xbf\xbf",
				     "\xf0\x90\x80\x80",
				     "\xf4\x8f\xbf\xbf"};
	char text[64];
	size_t i, lead;
	uint32_t code;

	(void)state;
	for (lead = 0; lead < 20; lead++) {
		memset(text, 'x', lead);
		for (i = 0; i < STK_COUNT(broken); i++) {
			put(text + lead, broken[i], "");
			assert_int_equal(valid(text), lead);
			assert_int_equal(stk_utf8_next(broken[i], strlen(broken[i]), &code), 1);
			assert_int_equal(code, 0xfffd);
			put(text + lead, broken[i], "12345678");
			assert_int_equal(valid(text), lead);
		}
		for (i = 0; i < STK_COUNT(good); i++) {
			put(text + lead, good[i], "");
			assert_int_equal(valid(text), lead + strlen(good[i]));
			put(text + lead, good[i], "12345678\xc3\xa9 12345678");
			assert_int_equal(valid(text), strlen(text));
		}
	}
	assert_int_equal(stk_utf8_valid_bytes("a\0b\xff", 4), 3);
}

static void every_code_point_goes_round(void **state)
{
	struct stk_str out = STK_STR_INIT;
	uint32_t code, back;

	(void)state;
	for (code = 1; code <= 0x10ffff; code++) {
		if (code >= 0xd800 && code <= 0xdfff)
			continue;
		stk_str_reset(&out);
		stk_utf8_add(&out, code);
		if (stk_utf8_next(out.data, out.len, &back) != out.len || back != code)
			fail_msg("U+%04X", code);
	}
	stk_str_reset(&out);
	stk_utf8_add(&out, 0xd800);
	stk_utf8_add(&out, 0x110000);
	assert_string_equal(out.data, "\xef\xbf\xbd\xef\xbf\xbd");
	assert_int_equal(stk_utf8_count("a\xc3\xa9\xff\xe9\x94\x80", 7), 4);
	assert_int_equal(stk_utf8_next("", 0, &back), 0);
	stk_str_release(&out);
}

static void shows_len(const char *text, size_t len, bool keep_newlines, const char *want)
{
	struct stk_str out = STK_STR_INIT;

	stk_text_visible(&out, text, len, keep_newlines);
	assert_string_equal(out.data, want);
	/* Width is that of what is shown. */
	if (!keep_newlines && strlen(text) == len)
		assert_int_equal(stk_text_width_cols(text), stk_text_width_cols(want));
	stk_str_release(&out);
}

static void shows(const char *text, const char *want)
{
	shows_len(text, strlen(text), false, want);
}

static void strange_characters_are_shown(void **state)
{
	(void)state;
	shows("plain \xe9\x94\x80\xe5\x94\xae \xc3\xa9", "plain \xe9\x94\x80\xe5\x94\xae \xc3\xa9");
	shows("a\033[31mb", "a<U+001B>[31mb");
	shows("a\tb\rc\nd", "a<U+0009>b<U+000D>c<U+000A>d");
	shows_len("a\nb\tc", 5, true, "a\nb<U+0009>c");
	shows_len("a\0b", 3, false, "a<U+0000>b");
	shows("\x7f", "<U+007F>");
	shows("\xc2\x80\xc2\x9f", "<U+0080><U+009F>");
	shows("\xc2\xa0", "\xc2\xa0");
	shows("\xe2\x80\xaa\xe2\x80\xae", "<U+202A><U+202E>");
	shows("\xe2\x81\xa6\xe2\x81\xa9", "<U+2066><U+2069>");
	shows("\xe2\x80\x8e\xe2\x80\x8f\xd8\x9c", "<U+200E><U+200F><U+061C>");
	shows("\xe2\x80\xa8\xe2\x80\xa9", "<U+2028><U+2029>");
	shows("a\xef\xbb\xbf", "a<U+FEFF>");
	shows("\xff\xc3(", "<0xFF><0xC3>(");
	shows("\xed\xa0\x80", "<0xED><0xA0><0x80>");
	shows("\xe2\x80\x8d", "\xe2\x80\x8d"); /* the joiner of emoji and scripts */
}

static void widths(void **state)
{
	(void)state;
	assert_int_equal(stk_text_width_cols(""), 0);
	assert_int_equal(stk_text_width_cols("plain"), 5);
	assert_int_equal(stk_text_width_cols("\xe9\x94\x80\xe5\x94\xae \xe8\xa1\xa8"), 7);
	assert_int_equal(stk_text_width_cols("caf\xc3\xa9"), 4);
	assert_int_equal(stk_text_width_cols("cafe\xcc\x81!"), 5);
	assert_int_equal(stk_text_width_cols("\xcc\x81"), 0);
	assert_int_equal(stk_text_width_cols("\xe0\xa4\x95\xe0\xa4\xbe"), 1);
	assert_int_equal(stk_text_width_cols("\xf0\x9f\x98\x80"), 2);
	/* woman, joiner, computer */
	assert_int_equal(stk_text_width_cols("\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x92\xbb"), 2);
	/* thumb, skin tone */
	assert_int_equal(stk_text_width_cols("\xf0\x9f\x91\x8d\xf0\x9f\x8f\xbd"), 2);
	/* heart, and heart in emoji style */
	assert_int_equal(stk_text_width_cols("\xe2\x9d\xa4"), 1);
	assert_int_equal(stk_text_width_cols("\xe2\x9d\xa4\xef\xb8\x8f"), 2);
	/* the flag of Germany, then a letter of half a flag */
	assert_int_equal(stk_text_width_cols("\xf0\x9f\x87\xa9\xf0\x9f\x87\xaa"), 2);
	assert_int_equal(stk_text_width_cols("\xf0\x9f\x87\xa9\xf0\x9f\x87\xaa\xf0\x9f\x87\xa9"),
			 3);
	/* conjoining Hangul is one syllable */
	assert_int_equal(stk_text_width_cols("\xe1\x84\x92\xe1\x85\xa1"), 2);
}

static void cuts(const char *text, size_t cols, const char *want)
{
	struct stk_str out = STK_STR_INIT;

	stk_text_cut(&out, text, cols);
	assert_string_equal(out.data, want);
	assert_true(stk_text_width_cols(out.data) <= cols);
	stk_str_release(&out);
}

static void cutting_keeps_cells_whole(void **state)
{
	(void)state;
	cuts("plain", 5, "plain");
	cuts("plain", 4, "pla\xe2\x80\xa6");
	cuts("plain", 1, "\xe2\x80\xa6");
	cuts("plain", 0, "");
	cuts("", 0, "");
	cuts("two words", 5, "two\xe2\x80\xa6");
	cuts("\xe9\x94\x80\xe5\x94\xae\xe8\xa1\xa8", 6, "\xe9\x94\x80\xe5\x94\xae\xe8\xa1\xa8");
	cuts("\xe9\x94\x80\xe5\x94\xae\xe8\xa1\xa8", 5, "\xe9\x94\x80\xe5\x94\xae\xe2\x80\xa6");
	cuts("\xe9\x94\x80\xe5\x94\xae\xe8\xa1\xa8", 4, "\xe9\x94\x80\xe2\x80\xa6");
	cuts("\xe9\x94\x80\xe5\x94\xae", 1, "\xe2\x80\xa6");
	/* A mark after the last column is part of it. */
	cuts("cafe\xcc\x81", 4, "cafe\xcc\x81");
	cuts("cafe\xcc\x81s", 4, "caf\xe2\x80\xa6");
	/* No half of an emoji. */
	cuts("\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x92\xbb ok", 3,
	     "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x92\xbb\xe2\x80\xa6");
	cuts("\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x92\xbb ok", 2, "\xe2\x80\xa6");
}

static void pads(void **state)
{
	struct stk_str out = STK_STR_INIT;

	(void)state;
	stk_text_pad(&out, "ab", 4, false);
	stk_text_pad(&out, "\xe8\xa1\xa8", 4, true);
	stk_text_pad(&out, "long", 2, true);
	assert_string_equal(out.data, "ab    \xe8\xa1\xa8long");
	stk_str_release(&out);
}

static void wraps(const char *text, size_t width, size_t first, size_t indent, const char *want)
{
	struct stk_str out = STK_STR_INIT;

	stk_text_wrap(&out, text, width, first, indent);
	assert_string_equal(out.data, want);
	stk_str_release(&out);
}

static void wrapping(void **state)
{
	(void)state;
	wraps("one two three", 20, 0, 0, "one two three");
	wraps("one two three", 13, 0, 0, "one two three");
	wraps("one two three", 12, 0, 0, "one two\nthree");
	wraps("one two three", 9, 0, 2, "one two\n  three");
	wraps("one two three", 9, 2, 2, "one two\n  three");
	wraps("one two", 10, 5, 2, "one\n  two");
	wraps("one two", 7, 5, 2, "\n  one\n  two");
	wraps("a  b \n\nc ", 10, 2, 2, "a b\n\n  c");
	wraps("averyverylongword x", 5, 0, 0, "averyverylongword\nx");
	wraps("", 5, 0, 0, "");
	wraps("one two three", 0, 0, 0, "one two three");
	wraps("\xe9\x94\x80\xe5\x94\xae\xe8\xa1\xa8", 4, 0, 0,
	      "\xe9\x94\x80\xe5\x94\xae\n\xe8\xa1\xa8");
	/* A full stop does not begin a line. */
	wraps("\xe9\x94\x80\xe5\x94\xae\xe8\xa1\xa8\xe3\x80\x82", 6, 0, 0,
	      "\xe9\x94\x80\xe5\x94\xae\n\xe8\xa1\xa8\xe3\x80\x82");
	/* A Latin word among wide ones stays whole. */
	wraps("\xe9\x94\x80"
	      "CRM\xe8\xa1\xa8",
	      4, 0, 0,
	      "\xe9\x94\x80"
	      "CRM\xe8\xa1\xa8");
	/* After wide punctuation a line may end, whatever follows: "a、b". */
	wraps("aaa\xe3\x80\x81"
	      "bbb",
	      6, 0, 0,
	      "aaa\xe3\x80\x81\n"
	      "bbb");
	wraps("aaa\xef\xbc\x88"
	      "b\xef\xbc\x89\xe3\x80\x82",
	      4, 0, 0,
	      "aaa\n\xef\xbc\x88"
	      "b\xef\xbc\x89\xe3\x80\x82");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_strict_utf8_is_valid),
		cmocka_unit_test(every_code_point_goes_round),
		cmocka_unit_test(strange_characters_are_shown),
		cmocka_unit_test(widths),
		cmocka_unit_test(cutting_keeps_cells_whole),
		cmocka_unit_test(pads),
		cmocka_unit_test(wrapping),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
