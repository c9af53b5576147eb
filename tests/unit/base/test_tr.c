#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "plural.h"
#include "stocktake/base/err.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/str.h"
#include "stocktake/base/thread.h"
#include "stocktake/base/tr.h"

struct pair {
	const char *original;
	size_t original_len;
	const char *translation;
	size_t translation_len;
};

/* Both with the NULs inside them, without the last. */
#define PAIR(original, translation)                                                                \
	{                                                                                          \
		original, sizeof(original) - 1, translation, sizeof(translation) - 1               \
	}

static const struct pair polish[] = {
	PAIR("", "Language: pl\nPlural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && "
		 "(n%100<10 || n%100>=20) ? 1 : 2);\n"),
	PAIR("%lu tool\0%lu tools",
	     "%lu narz\304\231dzie\0%lu narz\304\231dzia\0%lu narz\304\231dzi"),
	PAIR("Owner", "W\305\202a\305\233ciciel"),
	PAIR("Untranslated", ""),
	PAIR("flow\004out", "od"),
};

static void add_number(struct stk_str *out, uint32_t value, bool big)
{
	unsigned i;

	for (i = 0; i < 4; i++)
		stk_str_addc(out, (char)(value >> (big ? 24 - 8 * i : 8 * i)));
}

static void add_table(struct stk_str *out, const struct pair *pairs, size_t count, bool originals,
		      uint32_t *offset, bool big)
{
	size_t i, len;

	for (i = 0; i < count; i++) {
		len = originals ? pairs[i].original_len : pairs[i].translation_len;
		add_number(out, (uint32_t)len, big);
		add_number(out, *offset, big);
		*offset += (uint32_t)len + 1;
	}
}

/* A .mo file as msgfmt writes it, without its hash table. */
static void build(struct stk_str *out, const struct pair *pairs, size_t count, bool big)
{
	uint32_t offset = (uint32_t)(28 + 16 * count);
	size_t i;

	stk_str_reset(out);
	add_number(out, 0x950412de, big);
	add_number(out, 0, big);
	add_number(out, (uint32_t)count, big);
	add_number(out, 28, big);
	add_number(out, (uint32_t)(28 + 8 * count), big);
	add_number(out, 0, big);
	add_number(out, 0, big);
	add_table(out, pairs, count, true, &offset, big);
	add_table(out, pairs, count, false, &offset, big);
	for (i = 0; i < count; i++)
		stk_str_addn(out, pairs[i].original, pairs[i].original_len + 1);
	for (i = 0; i < count; i++)
		stk_str_addn(out, pairs[i].translation, pairs[i].translation_len + 1);
}

static void messages_are_translated(void **state)
{
	struct stk_str bytes = STK_STR_INIT;
	struct stk_tr *tr;
	int big;

	(void)state;
	for (big = 0; big < 2; big++) {
		build(&bytes, polish, STK_COUNT(polish), big);
		tr = stk_tr_from(bytes.data, bytes.len);
		assert_non_null(tr);
		assert_string_equal(stk_tr(tr, "Owner"), "W\305\202a\305\233ciciel");
		assert_string_equal(stk_tr(tr, "Owne"), "Owne");
		assert_string_equal(stk_tr(tr, "Owners"), "Owners");
		assert_string_equal(stk_tr(tr, "Untranslated"), "Untranslated");
		assert_string_equal(stk_tr(tr, ""), "");
		assert_string_equal(stk_tr_c(tr, "flow", "out"), "od");
		assert_string_equal(stk_tr_c(tr, "door", "out"), "out");
		assert_string_equal(stk_tr(tr, "out"), "out");
		assert_string_equal(stk_tr_n(tr, "%lu tool", "%lu tools", 1),
				    "%lu narz\304\231dzie");
		assert_string_equal(stk_tr_n(tr, "%lu tool", "%lu tools", 3),
				    "%lu narz\304\231dzia");
		assert_string_equal(stk_tr_n(tr, "%lu tool", "%lu tools", 12),
				    "%lu narz\304\231dzi");
		assert_string_equal(stk_tr_n(tr, "%lu key", "%lu keys", 1), "%lu key");
		assert_string_equal(stk_tr_n(tr, "%lu key", "%lu keys", 0), "%lu keys");
		/* Fewer forms than the rule promises. */
		assert_string_equal(stk_tr_n(tr, "Owner", "Owners", 5), "Owners");
		stk_tr_close(tr);
	}
	stk_str_release(&bytes);
}

static void without_a_catalogue_it_is_english(void **state)
{
	char name[32];

	(void)state;
	assert_null(stk_tr_open("en"));
	assert_null(stk_tr_open("en_GB.UTF-8"));
	assert_null(stk_tr_open("C"));
	assert_null(stk_tr_open(""));
	assert_null(stk_tr_open("xx_YY"));
	assert_null(stk_tr_open("../../etc/passwd"));
	assert_true(stk_tr_has("en-US"));
	assert_true(stk_tr_has("C.UTF-8"));
	assert_true(stk_tr_has("POSIX"));
	assert_false(stk_tr_has("xx"));
	assert_false(stk_tr_has("english"));
	stk_tr_language(NULL, name);
	assert_string_equal(name, "en");
	assert_string_equal(stk_tr(NULL, "Owner"), "Owner");
	assert_string_equal(stk_tr_c(NULL, "flow", "out"), "out");
	assert_string_equal(stk_tr_n(NULL, "one", "many", 1), "one");
	assert_string_equal(stk_tr_n(NULL, "one", "many", 0), "many");
	stk_tr_close(NULL);
}

static void the_environment_is_asked_in_order(void **state)
{
	(void)state;
	setenv("LC_ALL", "zh_CN.UTF-8", 1);
	setenv("LC_MESSAGES", "de_DE", 1);
	setenv("LANG", "fr_FR", 1);
	assert_string_equal(stk_tr_env(), "zh_CN.UTF-8");
	setenv("LC_ALL", "", 1);
	assert_string_equal(stk_tr_env(), "de_DE");
	unsetenv("LC_MESSAGES");
	assert_string_equal(stk_tr_env(), "fr_FR");
	unsetenv("LANG");
	assert_string_equal(stk_tr_env(), "C");
}

/* Whatever is cut off or changed, it is refused or read inside its bounds. */
static void broken_catalogues_are_refused(void **state)
{
	static const struct pair unsorted[] = {PAIR("b", "x"), PAIR("a", "y")};
	static const struct pair twice[] = {PAIR("a", "x"), PAIR("a", "y")};
	static const struct pair latin1[] = {PAIR("a", "\xe9")};
	struct stk_str bytes = STK_STR_INIT;
	struct stk_tr *tr;
	size_t len, i;
	char *copy;

	(void)state;
	build(&bytes, unsorted, 2, false);
	assert_null(stk_tr_from(bytes.data, bytes.len));
	build(&bytes, twice, 2, false);
	assert_null(stk_tr_from(bytes.data, bytes.len));
	build(&bytes, latin1, 1, false);
	assert_null(stk_tr_from(bytes.data, bytes.len));
	build(&bytes, polish, STK_COUNT(polish), false);
	for (len = 0; len < bytes.len; len++) {
		copy = stk_xmalloc(len);
		memcpy(copy, bytes.data, len);
		assert_null(stk_tr_from(copy, len));
		free(copy);
	}
	for (i = 0; i < 28 + 16 * STK_COUNT(polish); i++) {
		copy = stk_xmalloc(bytes.len);
		memcpy(copy, bytes.data, bytes.len);
		copy[i] = (char)(copy[i] ^ 0xff);
		tr = stk_tr_from(copy, bytes.len);
		assert_non_null(stk_tr(tr, "Owner"));
		assert_non_null(stk_tr_n(tr, "%lu tool", "%lu tools", 7));
		/* Only the minor revision and the hash table, which we do not use, may change. */
		if (tr && !(i >= 4 && i < 6) && !(i >= 20 && i < 28))
			fail_msg("byte %zu changed, and it was read", i);
		stk_tr_close(tr);
		free(copy);
	}
	stk_str_release(&bytes);
}

static void form_is(const char *rule, unsigned long n, unsigned want)
{
	struct stk_plural plural;

	if (!stk_plural_parse(&plural, rule))
		fail_msg("%s: not read", rule);
	if (stk_plural_form(&plural, n) != want)
		fail_msg("%s: %lu is form %u", rule, n, stk_plural_form(&plural, n));
}

static void plural_rules(void **state)
{
	const char *slovenian =
		" nplurals=4; plural=(n%100==1 ? 0 : n%100==2 ? 1 : n%100==3 || n%100==4 ? 2 : 3);";

	(void)state;
	form_is("nplurals=1; plural=0;", 5, 0);
	form_is("nplurals=2; plural=n > 1;\nX: y\n", 1, 0);
	form_is("nplurals=2; plural=n > 1;\nX: y\n", 2, 1);
	form_is(slovenian, 101, 0);
	form_is(slovenian, 202, 1);
	form_is(slovenian, 4, 2);
	form_is(slovenian, 100, 3);
	form_is("nplurals=9; plural=1+2*3", 0, 7);
	form_is("nplurals=9; plural=9-3-2", 0, 4);
	form_is("nplurals=9; plural=(9-3)/2%2", 0, 1);
	form_is("nplurals=9; plural=!n+!!n", 3, 1);
	form_is("nplurals=9; plural=n<=3==1", 3, 1);
	form_is("nplurals=9; plural=0&&0||1", 0, 1);
	form_is("nplurals=9; plural=1||0&&0", 0, 1);
	form_is("nplurals=9; plural=n/0+n%0", 3, 0);
	/* A form that there is none of is the first. */
	form_is("nplurals=2; plural=n", 7, 0);
	form_is("nplurals=2; plural=n-1", 0, 0);
}

static void broken_plural_rules_are_english(void **state)
{
	static const char *broken[] = {"",
				       "nplurals=2;",
				       "nplurals=0; plural=0;",
				       "nplurals=99; plural=0;",
				       "nplurals=2; plural=;",
				       "nplurals=2; plural=n!=;",
				       "nplurals=2; plural=(n;",
				       "nplurals=2; plural=n ? 1;",
				       "nplurals=2; plural=n ? : 1;",
				       "nplurals=2; plural=n m;",
				       "nplurals=2; plural=9999999999;",
				       "nplurals=2; plural=n=1;",
				       "plural=n; nplurals=2;"};
	struct stk_str deep = STK_STR_INIT;
	struct stk_plural plural;
	size_t i;

	(void)state;
	for (i = 0; i < STK_COUNT(broken); i++) {
		if (stk_plural_parse(&plural, broken[i]))
			fail_msg("%s was read", broken[i]);
		assert_int_equal(plural.forms, 2);
		assert_int_equal(stk_plural_form(&plural, 1), 0);
		assert_int_equal(stk_plural_form(&plural, 0), 1);
	}
	stk_str_add(&deep, "nplurals=2; plural=");
	for (i = 0; i < 100000; i++)
		stk_str_add(&deep, i % 2 ? "(" : "!");
	assert_false(stk_plural_parse(&plural, deep.data));
	stk_str_reset(&deep);
	stk_str_add(&deep, "nplurals=2; plural=n");
	for (i = 0; i < 100000; i++)
		stk_str_add(&deep, "+n");
	assert_false(stk_plural_parse(&plural, deep.data));
	stk_str_release(&deep);
}

static void share(void *data, unsigned thread)
{
	const char **said = data;

	said[thread] = stk_t("Owner");
}

static void the_language_is_the_threads(void **state)
{
	const char *said[3] = {NULL, NULL, NULL};
	struct stk_str bytes = STK_STR_INIT;
	struct stk_err err;
	struct stk_tr *tr;

	(void)state;
	build(&bytes, polish, STK_COUNT(polish), false);
	tr = stk_tr_from(bytes.data, bytes.len);
	assert_null(stk_tr_used());
	assert_string_equal(stk_t("Owner"), "Owner");
	assert_null(stk_tr_use(tr));
	assert_ptr_equal(stk_tr_used(), tr);
	assert_string_equal(stk_t("Owner"), "W\305\202a\305\233ciciel");
	assert_string_equal(stk_tn("%lu tool", "%lu tools", 3), "%lu narz\304\231dzia");
	assert_string_equal(stk_tc("flow", "out"), "od");
	/* Formats translate themselves; what fills them does not. */
	stk_err_set(&err, STK_EIO, "Owner");
	assert_string_equal(err.message, "W\305\202a\305\233ciciel");
	stk_err_hint(&err, "%s", "Owner");
	assert_string_equal(err.hint, "Owner");
	stk_threads_run(3, share, said);
	assert_string_equal(said[0], "W\305\202a\305\233ciciel");
	if (said[2])
		assert_string_equal(said[2], said[0]);
	assert_ptr_equal(stk_tr_use(NULL), tr);
	assert_string_equal(stk_t("Owner"), "Owner");
	stk_tr_close(tr);
	stk_str_release(&bytes);
}

static void languages_go_by_many_names(void **state)
{
	static const char *const chinese[] = {"zh",      "zh_CN", "zh-CN", "zh_CN.UTF-8",
					      "zh-Hans", "zh_TW", "zh@x",  "zh_CN.GB2312@y"};
	static const char *const english[] = {"en", "en_GB.UTF-8", "C", "C.UTF-8", "POSIX", ""};
	static const char *const none[] = {"fr", "z", "zhx", "zh/../zh_CN", "zu_ZA", "../zh_CN"};
	struct stk_str names = STK_STR_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < STK_COUNT(chinese); i++) {
		assert_true(stk_tr_has(chinese[i]));
		assert_string_equal(stk_tr_name(chinese[i]), "zh_CN");
	}
	for (i = 0; i < STK_COUNT(english); i++)
		assert_string_equal(stk_tr_name(english[i]), "en");
	for (i = 0; i < STK_COUNT(none); i++) {
		assert_false(stk_tr_has(none[i]));
		assert_null(stk_tr_name(none[i]));
	}
	stk_tr_names(&names);
	assert_string_equal(names.data, "en, zh_CN");
	stk_str_release(&names);
}

static void one_speaks_by_name(void **state)
{
	(void)state;
	stk_tr_speak("zh-Hans");
	assert_string_equal(stk_t("Begin"), "\345\274\200\345\247\213");
	stk_tr_speak("zh");
	assert_string_equal(stk_t("Begin"), "\345\274\200\345\247\213");
	stk_tr_speak("fr");
	assert_string_equal(stk_t("Begin"), "Begin");
	stk_tr_speak(NULL);
	assert_null(stk_tr_used());
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(messages_are_translated),
		cmocka_unit_test(without_a_catalogue_it_is_english),
		cmocka_unit_test(the_environment_is_asked_in_order),
		cmocka_unit_test(broken_catalogues_are_refused),
		cmocka_unit_test(plural_rules),
		cmocka_unit_test(broken_plural_rules_are_english),
		cmocka_unit_test(the_language_is_the_threads),
		cmocka_unit_test(languages_go_by_many_names),
		cmocka_unit_test(one_speaks_by_name),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
