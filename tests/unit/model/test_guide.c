/* Guides: the shipped ones are complete, mistakes are placed, an inventory's own stands in. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "stocktake/model/guide.h"

static const char *const names[] = {"up", "down", "across", "home", "room"};

/* Every guide says all there is to say, and between them they use every kind of section. */
static void complete_in(const char *language)
{
	bool used[STK_SECTION_KINDS] = {false};
	struct stk_err err;

	for (size_t i = 0; i < 5; i++) {
		struct stk_guide *guide = stk_guide_load(NULL, language, names[i], &err);

		if (!guide)
			fail_msg("%s:%u:%u: %s", err.file, err.line, err.col, err.message);
		assert_string_equal(guide->name, names[i]);
		assert_non_null(guide->opening);
		assert_non_null(strstr(guide->opening, "{goal}"));
		assert_non_null(guide->closing);
		assert_in_range(guide->count, 4,
				strcmp(names[i], "room") ? STK_GUIDE_MAX_SECTIONS
							 : STK_GUIDE_MAX_ROOM_SECTIONS);
		for (size_t j = 0; j < guide->count; j++) {
			const struct stk_section *section = &guide->sections[j];

			used[section->kind] = true;
			if (!*section->ask || !section->example || !section->help)
				fail_msg("%s: section %zu (%s) has no example or help", names[i],
					 j + 1, stk_section_kind_name(section->kind));
			assert_null(strchr(section->ask, '\n'));
			assert_null(strchr(section->help, '\n'));
		}
		stk_guide_free(guide);
	}
	for (size_t i = 0; i < STK_SECTION_KINDS; i++)
		if (!used[i])
			fail_msg("no guide has a section \"%s\"", stk_section_kind_name(i));
}

static void test_complete(void **state)
{
	(void)state;
	complete_in("en");
	complete_in("zh_CN");
}

static const char *const placeholders[] = {"{goal}",  "{name}",      "{platform}",
					   "{group}", "{platforms}", "{destination}"};

static void same_placeholders(const char *name, const char *english, const char *other)
{
	for (size_t p = 0; p < sizeof placeholders / sizeof *placeholders; p++)
		if (!strstr(english, placeholders[p]) != !strstr(other, placeholders[p]))
			fail_msg("%s: %s is in one of:\n%s\n%s", name, placeholders[p], english,
				 other);
}

/* Another language asks the same, in the same order, of the same things. */
static void test_chinese_asks_the_same(void **state)
{
	struct stk_err err;

	(void)state;
	for (size_t i = 0; i < 5; i++) {
		struct stk_guide *english = stk_guide_load(NULL, "en", names[i], &err),
				 *chinese = stk_guide_load(NULL, "zh", names[i], &err);

		assert_non_null(chinese);
		assert_string_equal(chinese->language, "zh_CN");
		assert_int_equal(english->count, chinese->count);
		same_placeholders(names[i], english->opening, chinese->opening);
		same_placeholders(names[i], english->closing, chinese->closing);
		for (size_t j = 0; j < english->count; j++) {
			const struct stk_section *one = &english->sections[j],
						 *two = &chinese->sections[j];

			assert_int_equal(one->kind, two->kind);
			same_placeholders(names[i], one->ask, two->ask);
			if (!one->fallback != !two->fallback)
				fail_msg("%s: \"%s\" has a fallback in one language", names[i],
					 one->ask);
		}
		stk_guide_free(english);
		stk_guide_free(chinese);
	}
}

static void test_languages(void **state)
{
	static const char *const chinese[] = {"zh", "zh_CN", "zh-cn", "zh_CN.UTF-8", "zh-TW"};
	static const char *const english[] = {"en", "en_GB", "fr", "C", "../en", "zho"};
	struct stk_err err;

	(void)state;
	for (size_t i = 0; i < sizeof chinese / sizeof *chinese; i++) {
		struct stk_guide *guide = stk_guide_load(NULL, chinese[i], "up", &err);

		assert_string_equal(guide->language, "zh_CN");
		assert_true(stk_guide_speaks(guide, chinese[i]));
		stk_guide_free(guide);
	}
	for (size_t i = 0; i < sizeof english / sizeof *english; i++) {
		struct stk_guide *guide = stk_guide_load(NULL, english[i], "up", &err);

		assert_string_equal(guide->language, "en");
		assert_true(stk_guide_speaks(guide, english[i]) == (i < 2));
		stk_guide_free(guide);
	}
}

/* The order that TRANSCRIPTS.md shows. */
static void test_order(void **state)
{
	static const enum stk_section_kind across[] = {
		STK_SECTION_TOOLS, STK_SECTION_NOTHING, STK_SECTION_HOLDS,  STK_SECTION_HEADINGS,
		STK_SECTION_LINKS, STK_SECTION_SHOWS,   STK_SECTION_PATCHY, STK_SECTION_ADMIN,
	};
	struct stk_err err;
	struct stk_guide *guide = stk_guide_load(NULL, "en-GB", "across", &err);

	(void)state;
	assert_non_null(guide);
	for (size_t i = 0; i < 8; i++)
		assert_int_equal(guide->sections[i].kind, across[i]);
	assert_int_equal(guide->sections[guide->count - 1].kind, STK_SECTION_REFER);
	stk_guide_free(guide);
	guide = stk_guide_load(NULL, "en", "up", &err);
	assert_int_equal(guide->sections[0].kind, STK_SECTION_NUMBERS);
	stk_guide_free(guide);
}

static const char *group(const struct stk_guide_words *words, const char *text)
{
	const char *result = stk_guide_words_group(words, text);

	return result ? result : "";
}

static void test_words(void **state)
{
	struct stk_err err;
	struct stk_guide_words *words = stk_guide_words_load(NULL, "en", &err);
	const char *groups[8];

	(void)state;
	if (!words)
		fail_msg("%s:%u:%u: %s", err.file, err.line, err.col, err.message);
	assert_string_equal(words->groups[0].label, "leads");
	assert_string_equal(group(words, "l"), "lead");
	assert_string_equal(group(words, " Leads "), "lead");
	assert_string_equal(group(words, "m"), "invoice");
	assert_string_equal(group(words, "f"), "forecast");
	assert_string_equal(group(words, "emails"), "activity");
	assert_string_equal(group(words, "rep"), "rep");
	assert_string_equal(group(words, "x"), "");
	assert_string_equal(group(words, ""), "");
	assert_int_equal(stk_guide_words_letters(words, "lCal", groups, 8), 3);
	assert_string_equal(groups[0], "lead");
	assert_string_equal(groups[1], "contact");
	assert_string_equal(groups[2], "activity");
	assert_int_equal(stk_guide_words_letters(words, "lx", groups, 8), 0);
	assert_int_equal(stk_guide_words_letters(words, "lcda", groups, 2), 2);
	assert_true(stk_guide_words_is(words, STK_FLOW_NONE, "None"));
	assert_false(stk_guide_words_is(words, STK_FLOW_NONE, "no"));
	assert_int_equal(stk_guide_words_begins(words, STK_FLOW_BY_HAND, "by hand mia"), 7);
	assert_int_equal(stk_guide_words_begins(words, STK_FLOW_BY_HAND, "by handle"), 0);
	assert_int_equal(stk_guide_words_begins(words, STK_FLOW_BY_HAND, "mia"), 0);
	for (size_t i = 0; i < STK_FLOW_WORDS; i++)
		assert_true(words->flows[i].count > 0);
	stk_guide_words_free(words);
}

/* What is shown is of the language; what is typed may be of any. */
static void test_words_of_all_languages(void **state)
{
	struct stk_err err;
	struct stk_guide_words *english = stk_guide_words_load(NULL, "en", &err),
			       *chinese = stk_guide_words_load(NULL, "zh", &err);

	(void)state;
	assert_string_equal(english->groups[0].label, "leads");
	assert_string_equal(chinese->groups[0].label, "线索");
	assert_string_equal(group(english, "线索"), "lead");
	assert_string_equal(group(chinese, "leads"), "lead");
	assert_string_equal(group(chinese, "ｌ"), "lead");
	assert_true(stk_guide_words_is(chinese, STK_FLOW_NONE, "none"));
	assert_true(stk_guide_words_is(english, STK_FLOW_NONE, "没有"));
	assert_int_equal(english->group_count, chinese->group_count);
	for (size_t i = 0; i < english->group_count; i++)
		for (size_t j = 0; j < chinese->group_count; j++)
			if (!strcmp(english->groups[i].group, chinese->groups[j].group))
				assert_string_equal(english->groups[i].letter,
						    chinese->groups[j].letter);
	stk_guide_words_free(english);
	stk_guide_words_free(chinese);
}

/* An inventory says only what is to be other than what ships. */
static void test_own_in_part(void **state)
{
	static const char text[] = "guides:\n  up:\n    opening: Why\n    closing: Thanks\n"
				   "    sections: [{kind: tools, ask: What?}]\n";
	struct stk_memory_file file = {"guides/en.yaml", text, sizeof text - 1};
	struct stk_source *source = stk_source_memory(&file, 1);
	struct stk_err err;
	struct stk_guide *up = stk_guide_load(source, "en", "up", &err),
			 *down = stk_guide_load(source, "en", "down", &err);
	struct stk_guide_words *words = stk_guide_words_load(source, "en", &err);

	(void)state;
	assert_string_equal(up->opening, "Why");
	assert_string_equal(down->opening, "Why we ask: {goal}");
	assert_string_equal(group(words, "leads"), "lead");
	stk_guide_free(up);
	stk_guide_free(down);
	stk_guide_words_free(words);
	stk_source_close(source);
}

/* Every group that exists can be answered, and each named group exists. */
static void test_groups(void **state)
{
	struct stk_err err;
	struct stk_guide_words *words = stk_guide_words_load(NULL, "en", &err);
	size_t standard = 0;

	(void)state;
	assert_non_null(words);
	while (stk_groups[standard]) {
		assert_string_equal(group(words, stk_groups[standard]), stk_groups[standard]);
		standard++;
	}
	assert_int_equal(words->group_count, standard);
	stk_guide_words_free(words);
}

/* --- an inventory's own -------------------------------------------------------------------------
 */

#define HEAD "groups: [{letter: l, group: lead, words: [Leads]}]\nflows: {by_hand: von Hand}\n"
#define UP   HEAD "guides:\n  up:\n    opening: Warum\n    closing: Danke\n    sections:"

/* "FILE:LINE:COL: message" of loading `name` in German from a file with this text; "" if it loads.
 */
static const char *trouble(const char *text, const char *name, bool want_words)
{
	static char out[1024];
	struct stk_memory_file file = {"guides/de.yaml", text, strlen(text)};
	struct stk_source *source = stk_source_memory(&file, 1);
	struct stk_err err = {.code = STK_OK};
	struct stk_guide *guide = NULL;
	struct stk_guide_words *words = NULL;

	if (want_words)
		words = stk_guide_words_load(source, "de", &err);
	else
		guide = stk_guide_load(source, "de", name, &err);
	out[0] = 0;
	if (!guide && !words)
		snprintf(out, sizeof out, "%s:%u:%u: %s", err.file, err.line, err.col, err.message);
	stk_guide_free(guide);
	stk_guide_words_free(words);
	stk_source_close(source);
	return out;
}

static void test_own(void **state)
{
	static const char text[] = UP " [{kind: tools, ask: Was?}]\n";
	struct stk_memory_file file = {"guides/de.yaml", text, sizeof text - 1};
	struct stk_source *source = stk_source_memory(&file, 1);
	struct stk_err err;
	struct stk_guide *guide = stk_guide_load(source, "de-AT", "up", &err);
	struct stk_guide_words *words = stk_guide_words_load(source, "de", &err);

	(void)state;
	assert_non_null(guide);
	assert_string_equal(guide->opening, "Warum");
	assert_string_equal(guide->closing, "Danke");
	assert_string_equal(guide->sections[0].ask, "Was?");
	assert_null(guide->sections[0].help);
	assert_int_equal(stk_guide_words_begins(words, STK_FLOW_BY_HAND, "von Hand Mia"), 8);
	stk_guide_free(guide);
	stk_guide_words_free(words);
	/* A language without a guide is asked in English. */
	guide = stk_guide_load(source, "fr", "up", &err);
	assert_non_null(guide);
	assert_string_not_equal(guide->opening, "Warum");
	stk_guide_free(guide);
	stk_source_close(source);
}

static void test_mistakes(void **state)
{
	(void)state;
	assert_string_equal(trouble(HEAD "guide: {}\n", "up", false),
			    "guides/de.yaml:3:1: the file has no key \"guide\"");
	assert_string_equal(trouble(HEAD "guides:\n  upp: {}\n", "up", false),
			    "guides/de.yaml:4:3: \"guides\" has no key \"upp\"");
	assert_string_equal(
		trouble(UP "\n      - {kind: tools, ask: a, exmaple: b}\n", "up", false),
		"guides/de.yaml:8:31: a section has no key \"exmaple\"");
	assert_string_equal(trouble(UP "\n      - {kind: tool, ask: a}\n", "up", false),
			    "guides/de.yaml:8:10: there is no kind of section \"tool\"");
	assert_string_equal(trouble(UP "\n      - {kind: tools}\n", "up", false),
			    "guides/de.yaml:8:9: a section needs \"ask\"");
	assert_string_equal(trouble(UP " []\n", "up", false),
			    "guides/de.yaml:7:5: a guide needs \"sections\"");
	assert_string_equal(trouble(UP " [{kind: tools, ask: a}]\n", "down", false), "");
	assert_string_equal(trouble(HEAD "guides: {up: {closing: a}}\n", "up", false),
			    "guides/de.yaml:3:10: a guide needs \"opening\"");
	assert_string_equal(
		trouble("groups: [{letter: ll, group: lead, words: a}]\nflows: {}\n", "", true),
		"guides/de.yaml:1:11: \"letter\" must be one character");
	assert_string_equal(trouble("groups: [{letter: l, group: lead, words: a},\n"
				    "  {letter: L, group: deal, words: b}]\nflows: {}\n",
				    "", true),
			    "guides/de.yaml:2:4: the letter \"L\" stands for \"lead\" already");
	assert_string_equal(trouble("groups: []\nflows: {byhand: x}\n", "", true),
			    "guides/de.yaml:2:9: \"flows\" has no key \"byhand\"");
	assert_string_equal(trouble("groups: []\nflows: [\n", "", true)[0] ? "fails" : "", "fails");
	assert_string_equal(trouble("just text\n", "up", false),
			    "guides/de.yaml:1:1: the file must be a map");
	assert_string_equal(trouble("", "up", false)[0] ? "fails" : "", "fails");
}

static void test_too_many(void **state)
{
	struct stk_str text = STK_STR_INIT;

	(void)state;
	stk_str_add(&text, UP "\n");
	for (int i = 0; i < 11; i++)
		stk_str_add(&text, "      - {kind: tools, ask: a}\n");
	assert_string_equal(trouble(text.data, "up", false),
			    "guides/de.yaml:18:9: the guide \"up\" has more than 10 sections");
	stk_str_release(&text);
}

/* A language is a tag, not a way out of the folder. */
static void test_language(void **state)
{
	struct stk_err err;
	struct stk_guide *guide = stk_guide_load(NULL, "../../etc/passwd", "up", &err);

	(void)state;
	assert_non_null(guide);
	stk_guide_free(guide);
	guide = stk_guide_load(NULL, NULL, "up", &err);
	assert_non_null(guide);
	stk_guide_free(guide);
	assert_null(stk_guide_load(NULL, "en", "sideways", &err));
	assert_string_equal(err.file, "guides/en.yaml");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_complete),    cmocka_unit_test(test_chinese_asks_the_same),
		cmocka_unit_test(test_languages),   cmocka_unit_test(test_words_of_all_languages),
		cmocka_unit_test(test_own_in_part), cmocka_unit_test(test_order),
		cmocka_unit_test(test_words),       cmocka_unit_test(test_groups),
		cmocka_unit_test(test_own),         cmocka_unit_test(test_mistakes),
		cmocka_unit_test(test_too_many),    cmocka_unit_test(test_language),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
