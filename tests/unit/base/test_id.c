#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "stocktake/base/text.h"

#include "stocktake/base/mem.h"

static void folds(const char *text, const char *want)
{
	struct stk_str out = STK_STR_INIT;

	assert_true(stk_text_fold(&out, text, strlen(text)));
	assert_string_equal(out.data, want);
	stk_str_release(&out);
}

static void folding(void **state)
{
	struct stk_str out = STK_STR_INIT, text = STK_STR_INIT, want = STK_STR_INIT;
	size_t i;

	(void)state;
	folds("", "");
	folds("HubSpot CRM [x]@`{Z", "hubspot crm [x]@`{z");
	folds("Caf\xc3\x89", "caf\xc3\xa9");
	folds("CAFE\xcc\x81", "caf\xc3\xa9");
	folds("Stra\xc3\x9f"
	      "e",
	      "strasse");
	folds("\xe2\x84\xaa", "k"); /* the Kelvin sign */
	folds("\xce\xa3\xcf\x82", "\xcf\x83\xcf\x83");
	assert_true(stk_text_fold(&out, "A\0\xc3\x89", 4));
	assert_int_equal(out.len, 4);
	assert_memory_equal(out.data, "a\0\xc3\xa9", 5);
	assert_false(stk_text_fold(&out, "A\xff", 2));
	assert_int_equal(out.len, 4);
	/* Longer than what is folded without asking for memory; each letter becomes two. */
	for (i = 0; i < 1000; i++) {
		stk_str_add(&text, "\xc3\x9f\xc3\x89");
		stk_str_add(&want, "ss\xc3\xa9");
	}
	folds(text.data, want.data);
	stk_str_release(&out);
	stk_str_release(&text);
	stk_str_release(&want);
}

static void sameness(void **state)
{
	(void)state;
	assert_true(stk_text_same("", ""));
	assert_true(stk_text_same("HubSpot", "hubSPOT"));
	assert_false(stk_text_same("hubspot", "hubspots"));
	assert_false(stk_text_same("a[", "a{"));
	assert_true(stk_text_same("Cafe\xcc\x81", "CAF\xc3\x89"));
	assert_false(stk_text_same("cafe", "cafe\xcc\x81"));
	assert_false(stk_text_same("cafe\xcc\x81", "cafe"));
	assert_true(stk_text_same("\xe2\x84\xaa"
				  "m",
				  "KM"));
	assert_true(stk_text_same("STRASSE", "stra\xc3\x9f"
					     "e"));
	assert_false(stk_text_same("\xe9\x94\x80", "\xe5\x94\xae"));
	/* Broken text is only like itself. */
	assert_true(stk_text_same("a\xff", "a\xff"));
	assert_false(stk_text_same("a\xff", "a\xfe"));
}

static void composed_form(void **state)
{
	(void)state;
	assert_true(stk_text_is_nfc("plain", 5));
	assert_true(stk_text_is_nfc("caf\xc3\xa9", 5));
	assert_false(stk_text_is_nfc("cafe\xcc\x81", 6));
	assert_false(stk_text_is_nfc("\xe2\x84\xaa", 3));
	assert_true(stk_text_is_nfc("\xe9\x94\x80", 3));
	assert_false(stk_text_is_nfc("\xff", 1));
	/* Marks in the wrong order: below (U+0323), above (U+0301). */
	assert_false(stk_text_is_nfc("q\xcc\x81\xcc\xa3", 5));
	assert_true(stk_text_is_nfc("q\xcc\xa3\xcc\x81", 5));
}

static void slug(const char *name, const char *want)
{
	struct stk_str out = STK_STR_INIT;
	const char *why;

	stk_text_slug(&out, name);
	assert_string_equal(out.data, want);
	why = out.len ? stk_text_id_defect(out.data, out.len) : NULL;
	if (why)
		fail_msg("%s %s", out.data, why);
	stk_str_release(&out);
}

static void slugs(void **state)
{
	struct stk_str name = STK_STR_INIT, out = STK_STR_INIT;
	int i;

	(void)state;
	slug("HubSpot CRM (EU)", "hubspot-crm-eu");
	slug("\xe9\x94\x80\xe5\x94\xae \xe8\xa1\xa8", "\xe9\x94\x80\xe5\x94\xae-\xe8\xa1\xa8");
	slug("  --a__b..c//d  ", "a-b-c-d");
	slug("CAFE\xcc\x81", "caf\xc3\xa9");
	slug("Stra\xc3\x9f"
	     "e",
	     "strasse");
	slug("../../etc/passwd", "etc-passwd");
	slug("", "");
	slug("!!! \xf0\x9f\x98\x80", "");
	slug("\xcc\x81", "");
	slug("soft\xc2\xad"
	     "hyphen",
	     "softhyphen");
	slug("a\xe2\x80\x8d\xcc\x81", "\xc3\xa1");
	slug("a\xff\xfe"
	     "b",
	     "a-b");
	slug("\xe0\xa4\xb9\xe0\xa4\xbf\xe0\xa4\xa8\xe0\xa5\x8d\xe0\xa4\xa6\xe0\xa5\x80",
	     "\xe0\xa4\xb9\xe0\xa4\xbf\xe0\xa4\xa8\xe0\xa5\x8d\xe0\xa4\xa6\xe0\xa5\x80");
	slug("CON", "con-1");
	slug("Lpt9", "lpt9-1");
	slug("Aux.", "aux-1");
	slug("console", "console");
	slug("com10", "com10");
	/* 78 + 3 bytes: the 81st byte is in the middle of the code point. */
	for (i = 0; i < 78; i++)
		stk_str_addc(&name, 'x');
	stk_str_add(&name, "\xe9\x94\x80");
	stk_text_slug(&out, name.data);
	assert_int_equal(out.len, 78);
	stk_str_reset(&out);
	/* 77 + 3 fit; the word after it does not, nor does its "-". */
	stk_str_splice(&name, 0, 1, "", 0);
	stk_str_add(&name, " more");
	stk_text_slug(&out, name.data);
	assert_int_equal(out.len, 80);
	assert_true(stk_str_ends(&out, "\xe9\x94\x80"));
	/* It is appended. */
	stk_str_truncate(&out, 0);
	stk_str_add(&out, "platforms/");
	stk_text_slug(&out, "CON");
	assert_string_equal(out.data, "platforms/con-1");
	stk_text_slug(&out, "?");
	assert_string_equal(out.data, "platforms/con-1");
	stk_str_release(&name);
	stk_str_release(&out);
}

/* Whatever the name, the slug is an id or nothing: every code point alone, and after and between
 * letters. */
static void every_slug_is_an_id(void **state)
{
	struct stk_str name = STK_STR_INIT, out = STK_STR_INIT;
	uint32_t code;

	(void)state;
	for (code = 1; code <= 0x10ffff; code++) {
		if (code >= 0x20000 && code < 0xe0000 && code % 251)
			continue; /* ideographs and nothing */
		stk_str_reset(&name);
		stk_str_reset(&out);
		stk_utf8_add(&name, code);
		stk_str_add(&name, "a");
		stk_utf8_add(&name, code);
		stk_str_add(&name, "\xcc\x81\xcc\xa3");
		stk_utf8_add(&name, code);
		stk_text_slug(&out, name.data);
		if (!out.len || stk_text_id_defect(out.data, out.len))
			fail_msg("U+%04X: %s %s", code, out.data,
				 stk_text_id_defect(out.data, out.len));
	}
	stk_str_release(&name);
	stk_str_release(&out);
}

static void defect(const char *id, const char *want)
{
	const char *why = stk_text_id_defect(id, strlen(id));

	if (!want)
		assert_null(why);
	else if (!why)
		fail_msg("%s is no defect: %s", id, want);
	else
		assert_non_null(strstr(why, want));
}

static void defects(void **state)
{
	char longest[82];

	(void)state;
	defect("hubspot", NULL);
	defect("hubspot-crm-2", NULL);
	defect("\xe9\x94\x80\xe5\x94\xae-\xe8\xa1\xa8", NULL);
	defect("\xd9\xa3", NULL);
	defect("", "is empty");
	defect("HubSpot", "upper case");
	defect("\xc3\x89t\xc3\xa9", "upper case");
	defect("stra\xc3\x9f"
	       "e",
	       "case is folded");
	defect("cafe\xcc\x81", "NFC");
	defect("a b", "blank");
	defect("a_b", "no letters, digits");
	defect("a.b", "no letters, digits");
	defect("a/b", "no letters, digits");
	defect("a\nb", "no letters, digits");
	defect("a\xe2\x80\xae"
	       "b",
	       "no letters, digits");
	defect(".hidden", "dot");
	defect("-a", "begins with");
	defect("a-", "ends with");
	defect("a--b", "two");
	defect("-", "begins with");
	defect("con", "device");
	defect("com1", "device");
	defect("com0", "device");
	defect("lpt9", "device");
	defect("comx", NULL);
	defect("a\xff", "UTF-8");
	assert_non_null(stk_text_id_defect("a\0b", 3));
	memset(longest, 'x', sizeof longest);
	assert_null(stk_text_id_defect(longest, 80));
	assert_non_null(stk_text_id_defect(longest, 81));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(folding),
		cmocka_unit_test(sameness),
		cmocka_unit_test(composed_form),
		cmocka_unit_test(slugs),
		cmocka_unit_test(every_slug_is_an_id),
		cmocka_unit_test(defects),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
