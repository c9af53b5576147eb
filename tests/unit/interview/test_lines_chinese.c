/* Answer lines in Chinese: without blanks, with wide marks and digits, mixed with Latin names. What
 * was understood is written down in one line, so that a line of a table is a test. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "lines.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/base/when.h"

struct fixture {
	struct stk_arena arena;
	struct stk_guide_words *words;
	struct stk_lines lines;
};

struct line {
	const char *typed, *meant;
};

static bool is_name(void *data, enum stk_line_name what, const char *text)
{
	static const char *const names[3][8] = {
		[STK_LINE_PLATFORM] = {"HubSpot", "销售易", "企业微信", "飞书多维表格", "客户线索",
				       "谷歌分析", "问卷星", "sf"},
		[STK_LINE_METRIC] = {"收入", "赢单率", "win rate"},
		[STK_LINE_PERSON] = {"李伟", "小米", "mia"},
	};

	(void)data;
	for (size_t i = 0; i < 8 && names[what][i]; i++)
		if (stk_text_same(names[what][i], text))
			return true;
	return false;
}

static int setup_in(void **state, const char *language)
{
	struct fixture *fixture = stk_xcalloc(1, sizeof *fixture);
	struct stk_err err;

	fixture->words = stk_guide_words_load(NULL, language, &err);
	assert_non_null(fixture->words);
	fixture->lines = (struct stk_lines){.words = fixture->words,
					    .is_name = is_name,
					    .numbers = 9,
					    .arena = &fixture->arena,
					    .unknown = STK_STR_INIT};
	*state = fixture;
	return 0;
}

static int setup(void **state)
{
	return setup_in(state, "zh_CN");
}

/* The question was English, the answer is not. */
static int setup_english(void **state)
{
	return setup_in(state, "en");
}

static int teardown(void **state)
{
	struct fixture *fixture = *state;

	stk_str_release(&fixture->lines.unknown);
	stk_guide_words_free(fixture->words);
	stk_arena_release(&fixture->arena);
	free(fixture);
	return 0;
}

static void put_pick(struct stk_str *out, const struct stk_pick *pick)
{
	if (pick->name)
		stk_str_add(out, pick->name);
	else
		stk_str_addf(out, "%u", pick->number);
}

static void put_groups(struct stk_str *out, const struct stk_line_groups *groups)
{
	for (size_t i = 0; i < groups->count; i++)
		stk_str_addf(out, " %s", groups->items[i]);
}

static void put_every(struct stk_str *out, int64_t minutes)
{
	char every[32];

	stk_every_format(minutes, every);
	stk_str_addf(out, "%s%s", *every ? " " : "", every);
}

/* What is typed, what it means, and " !" before what was not understood. */
static void check(struct fixture *fixture, const struct line *line, struct stk_str *got)
{
	if (fixture->lines.unknown.len)
		stk_str_addf(got, "%s! %s", got->len ? " " : "", fixture->lines.unknown.data);
	if (strcmp(got->data, line->meant) != 0)
		fail_msg("\n  typed  %s\n  meant  %s\n  got    %s", line->typed, line->meant,
			 got->data);
	stk_str_reset(&fixture->lines.unknown);
	stk_str_release(got);
}

static void test_links(void **state)
{
	static const struct line table[] = {
		{"hubspot <> 销售易 线索 联系人 15分钟",
		 "hubspot <> 销售易 lead contact 15 minutes"},
		{"hubspot ＜＞ 销售易，线索、联系人，每１５分钟",
		 "hubspot <> 销售易 lead contact 15 minutes"},
		{"hubspot↔销售易 线索联系人 实时", "hubspot <> 销售易 lead contact real time"},
		{"展会名单 → hubspot 线索 每周手动 小米",
		 "展会名单 > hubspot lead 1 week manual by 小米"},
		{"展会名单 → hubspot 线索 每周手动 mia",
		 "展会名单 > hubspot lead 1 week manual by mia"},
		{"展会名单→hubspot线索，每周手动小米",
		 "展会名单 > hubspot lead 1 week manual by 小米"},
		{"展会名单 > hubspot（线索，每周，手动，小米）",
		 "展会名单 > hubspot lead 1 week manual by 小米"},
		{"展会名单 > 销售易，线索，由李伟手动导入，每天",
		 "展会名单 > 销售易 lead 1 day manual by 李伟"},
		{"展会名单 > 销售易 线索 由王小明每周手动导入",
		 "展会名单 > 销售易 lead 1 week manual by 王小明"},
		{"展会名单 同步到 hubspot 线索 每天", "展会名单 > hubspot lead 1 day"},
		{"官网表单同步到hubspot，线索，实时", "官网表单 > hubspot lead real time"},
		{"企业微信 到 销售易 每周手动 mia", "企业微信 > 销售易 1 week manual by mia"},
		{"企业微信到客户表 每天", "企业微信 > 客户表 1 day"},
		{"hubspot to sf leads", "hubspot > sf lead"},
		{"从官网到hubspot 线索 实时", "官网 > hubspot lead real time"},
		{"从销售易同步到飞书多维表格，商机，每天一次", "销售易 > 飞书多维表格 deal 1 day"},
		{"hubspot和销售易双向同步 线索和联系人 每小时",
		 "hubspot <> 销售易 lead contact 1 hour"},
		{"hubspot与销售易之间双向同步", "hubspot <> 销售易"},
		{"hubspot 双向同步 销售易", "hubspot <> 销售易"},
		{"hubspot > 销售易 双向 线索", "hubspot <> 销售易 lead"},
		{"hubspot > 销售易 单向 线索", "hubspot > 销售易 lead"},
		{"销售易 > power bi 商机 金额 每月；企业微信 > 销售易 电话 按需",
		 "销售易 > power bi deal invoice 1 month; 企业微信 > 销售易 activity on demand"},
		{"销售易 > 数仓 全部 每天", "销售易 > 数仓 all 1 day"},
		{"销售易 > 数仓 通过 集简云 接口 每小时", "销售易 > 数仓 1 hour api via 集简云"},
		{"on24、zoom > hubspot 线索", "on24 > hubspot lead; zoom > hubspot lead"},
		{"on24和hubspot > 销售易 线索", "on24 > 销售易 lead; hubspot > 销售易 lead"},
		{"1 > 2 线索 每周五", "1 > 2 lead 1 week"},
		{"１→２ 线索", "1 > 2 lead"},
		{"hubspot 没有", "hubspot none"},
		{"企业微信没有", "企业微信 none"},
		{"稿定设计、企业微信 不对接", "稿定设计 none; 企业微信 none"},
		{"客户线索 > hubspot", "客户线索 > hubspot"},
		{"hubspot > 客户线索 每天", "hubspot > 客户线索 1 day"},
		{"hubspot > 每周报表", "hubspot > 每周报表"},
		{"导入模板 > hubspot 线索", "导入模板 > hubspot lead"},
		{"hubspot > 销售易 线索 手动，我", "hubspot > 销售易 lead manual by 我"},
		{"hubspot > 销售易 l c 每15分钟", "hubspot > 销售易 lead contact 15 minutes"},
		{"hubspot goes to sf leads weekly", "hubspot > sf lead 1 week"},
		{"hubspot > sf (l c, by hand, mia)", "hubspot > sf lead contact manual by mia"},
		{"今天天气不错", "! 今天天气不错"},
	};

	for (size_t t = 0; t < STK_COUNT(table); t++) {
		struct fixture *fixture = *state;
		struct stk_str got = STK_STR_INIT;
		struct stk_line_link *links;
		size_t count = stk_lines_links(&fixture->lines, table[t].typed, &links);

		for (size_t i = 0; i < count; i++) {
			stk_str_add(&got, i ? "; " : "");
			put_pick(&got, &links[i].from);
			stk_str_add(&got, links[i].none ? " none" : links[i].both ? " <> " : " > ");
			if (!links[i].none)
				put_pick(&got, &links[i].to);
			put_groups(&got, &links[i].carries);
			stk_str_add(&got, links[i].all ? " all" : "");
			put_every(&got, links[i].every_minutes);
			if (links[i].method)
				stk_str_addf(&got, " %s", links[i].method);
			if (links[i].via)
				stk_str_addf(&got, " via %s", links[i].via);
			if (links[i].who)
				stk_str_addf(&got, " by %s", links[i].who);
		}
		check(fixture, &table[t], &got);
	}
}

static void test_holds(void **state)
{
	static const struct line table[] = {
		{"1 lca 2 w", "1 lead contact activity; 2 visit"},
		{"1 线索 联系人；2 访问", "1 lead contact; 2 visit"},
		{"1线索联系人，2访问", "1 lead contact; 2 visit"},
		{"1：线索、联系人；3：商机", "1 lead contact; 3 deal"},
		{"１ 线索和联系人", "1 lead contact"},
		{"1～3 线索", "1 lead; 2 lead; 3 lead"},
		{"1至3 线索", "1 lead; 2 lead; 3 lead"},
		{"4 没有", "4 none"},
		{"4没有", "4 none"},
		{"5 不知道", "5 ?"},
		{"5 ？", "5 ?"},
		{"企业微信 联系人/通话", "企业微信 contact activity"},
		{"销售易：公司、商机、配额", "销售易 company deal quota"},
		{"hubspot线索", "hubspot lead"},
		{"客户线索 联系人", "客户线索 contact"},
		{"3 客户 发票 工单 预测", "3 company invoice ticket forecast"},
		{"3 联系人。", "3 contact"},
		{"3 -线索", "3 -lead"},
		{"3 天气", "! 天气; 3"},
	};

	for (size_t t = 0; t < STK_COUNT(table); t++) {
		struct fixture *fixture = *state;
		struct stk_str got = STK_STR_INIT;
		struct stk_line_holds *items;
		size_t count = stk_lines_holds(&fixture->lines, table[t].typed, &items);

		for (size_t i = 0; i < count; i++) {
			stk_str_add(&got, i ? "; " : "");
			put_pick(&got, &items[i].of);
			put_groups(&got, &items[i].groups);
			for (size_t g = 0; g < items[i].without.count; g++)
				stk_str_addf(&got, " -%s", items[i].without.items[g]);
			stk_str_add(&got, items[i].none ? " none" : "");
			stk_str_add(&got, items[i].unknown ? " ?" : "");
		}
		check(fixture, &table[t], &got);
	}
}

static void test_names(void **state)
{
	static const struct line table[] = {
		{"企业微信、销售易，表格；CRM", "企业微信|销售易|表格|CRM"},
		{"hubspot和销售易", "hubspot|销售易"},
		{"hubspot和on24", "hubspot|on24"},
		{"活动和名片表", "活动和名片表"},
		{"市场和销售台账和hubspot", "市场和销售台账|hubspot"},
		{"“客户表，华东”、企业微信", "客户表，华东|企业微信"},
		{"1．企业微信\n2）钉钉", "企业微信|钉钉"},
		{"1、企业微信", "1|企业微信"},
		{"我们主要用企业微信、飞书多维表格，还有纷享销客",
		 "企业微信|飞书多维表格|纷享销客"},
		{"we use hubspot, sf and gong", "hubspot|sf|gong"},
		{"用友、主要客户表", "用友|主要客户表"},
	};
	static const struct line people[] = {
		{"小米和汤姆", "小米|汤姆"},
		{"李和平、张三", "李和平|张三"},
		{"张三和李和平", "张三|李和平"},
		{"李伟以及王芳", "李伟|王芳"},
	};

	for (size_t t = 0; t < STK_COUNT(table) + STK_COUNT(people); t++) {
		bool of_people = t >= STK_COUNT(table);
		const struct line *line = of_people ? &people[t - STK_COUNT(table)] : &table[t];
		struct fixture *fixture = *state;
		struct stk_str got = STK_STR_INIT;
		const char **names;
		size_t count =
			of_people ? stk_lines_people_names(&fixture->lines, line->typed, &names)
				  : stk_lines_names(&fixture->lines, line->typed, &names);

		for (size_t i = 0; i < count; i++)
			stk_str_addf(&got, "%s%s", i ? "|" : "", names[i]);
		check(fixture, line, &got);
	}
}

static void test_picks(void **state)
{
	static const struct line table[] = {
		{"1～4 7", "1 2 3 4 7"},
		{"1－3", "1 2 3"},
		{"１、３；５", "1 3 5"},
		{"1到3号", "1 2 3"},
		{"1和3", "1 3"},
		{"2，稿定设计", "2 稿定设计"},
		{"hubspot和销售易", "hubspot 销售易"},
	};

	for (size_t t = 0; t < STK_COUNT(table); t++) {
		struct fixture *fixture = *state;
		struct stk_str got = STK_STR_INIT;
		struct stk_pick *picks;
		size_t count = stk_lines_picks(&fixture->lines, table[t].typed, &picks);

		for (size_t i = 0; i < count; i++) {
			stk_str_add(&got, i ? " " : "");
			put_pick(&got, &picks[i]);
		}
		check(fixture, &table[t], &got);
	}
}

static void test_shows_and_patchy(void **state)
{
	static const struct line shows[] = {
		{"1 hubspot，3 展会名单", "1@hubspot 3@展会名单"},
		{"1：销售易；2：power bi", "1@销售易 2@power bi"},
		{"1-2 销售易", "1@销售易 2@销售易"},
		{"赢单率 飞书多维表格", "赢单率@飞书多维表格"},
		{"1hubspot", "! 1hubspot"},
	};
	static const struct line patchy[] = {
		{"3 更新太晚，名字对不上", "3 '更新太晚，名字对不上'"},
		{"3：更新太晚，名字对不上；1 a 手机上的通话从来没记",
		 "3 '更新太晚，名字对不上' 1 activity '手机上的通话从来没记'"},
		{"３ 每周才更新一次", "3 '每周才更新一次'"},
		{"3 每周手动更新，4 不全", "3 '每周手动更新' 4 '不全'"},
		{"销售易 重复录入", "销售易 '重复录入'"},
		{"赢单率 总是晚", "赢单率 '总是晚'"},
	};

	for (size_t t = 0; t < STK_COUNT(shows); t++) {
		struct fixture *fixture = *state;
		struct stk_str got = STK_STR_INIT;
		struct stk_line_shows *items;
		size_t count = stk_lines_shows(&fixture->lines, shows[t].typed, &items);

		for (size_t i = 0; i < count; i++) {
			stk_str_add(&got, i ? " " : "");
			put_pick(&got, &items[i].what);
			stk_str_addf(&got, "@%s", items[i].where.name ? items[i].where.name : "");
		}
		check(fixture, &shows[t], &got);
	}
	for (size_t t = 0; t < STK_COUNT(patchy); t++) {
		struct fixture *fixture = *state;
		struct stk_str got = STK_STR_INIT;
		struct stk_line_patchy *items;
		size_t count = stk_lines_patchy(&fixture->lines, patchy[t].typed, &items);

		for (size_t i = 0; i < count; i++) {
			stk_str_add(&got, i ? " " : "");
			put_pick(&got, &items[i].of);
			put_groups(&got, &items[i].groups);
			stk_str_addf(&got, " '%s'", items[i].reason);
		}
		check(fixture, &patchy[t], &got);
	}
}

static void test_numbers(void **state)
{
	static const struct line table[] = {
		{"收入 每月 pdf 丹娜；赢单率 每季度 ppt 李伟",
		 "收入 1 month pdf by 丹娜; 赢单率 3 months ppt by 李伟"},
		{"收入，每月，pdf，丹娜；赢单率 每周", "收入 1 month pdf by 丹娜; 赢单率 1 week"},
		{"收入每月 pdf", "收入 1 month pdf"},
		{"收入 每周五 由 丹娜", "收入 1 week by 丹娜"},
		{"revenue monthly pdf dana, 赢单率 每周",
		 "revenue 1 month pdf by dana; 赢单率 1 week"},
	};

	for (size_t t = 0; t < STK_COUNT(table); t++) {
		struct fixture *fixture = *state;
		struct stk_str got = STK_STR_INIT;
		struct stk_line_number *items;
		size_t count = stk_lines_numbers(&fixture->lines, table[t].typed, &items);

		for (size_t i = 0; i < count; i++) {
			stk_str_addf(&got, "%s%s", i ? "; " : "", items[i].name);
			put_every(&got, items[i].every_minutes);
			if (items[i].form)
				stk_str_addf(&got, " %s", items[i].form);
			if (items[i].who)
				stk_str_addf(&got, " by %s", items[i].who);
		}
		check(fixture, &table[t], &got);
	}
}

static void test_replies(void **state)
{
	static const struct line table[] = {
		{"1 每周；？2 丹娜；3 ？", "1=每周 2->丹娜 3?"},
		{"1：每周；2：问 李伟；3：不知道", "1=每周 2->李伟 3?"},
		{"１ 每天；２ 问李伟", "1=每天 2->李伟"},
		{"2 ask mia; 3 don't know", "2->mia 3?"},
		{"2 问卷星", "2=问卷星"},
		{"1～2 不清楚", "1? 2?"},
		{"每周", "! 每周"},
	};

	for (size_t t = 0; t < STK_COUNT(table); t++) {
		struct fixture *fixture = *state;
		struct stk_str got = STK_STR_INIT;
		struct stk_line_reply *items;
		size_t count = stk_lines_replies(&fixture->lines, table[t].typed, &items);

		for (size_t i = 0; i < count; i++) {
			stk_str_addf(&got, "%s%u", i ? " " : "", items[i].number);
			if (items[i].unknown)
				stk_str_add(&got, "?");
			else
				stk_str_addf(&got, "%s%s", items[i].ask ? "->" : "=",
					     items[i].ask ? items[i].ask : items[i].answer);
		}
		check(fixture, &table[t], &got);
	}
}

static void test_people(void **state)
{
	static const struct line table[] = {
		{"小米，汤姆 在 销售部", "小米|汤姆@销售部"},
		{"汤姆（销售部）、小娜(市场)", "汤姆@销售部|小娜@市场"},
		{"销售部的汤姆", "汤姆@销售部"},
		{"mia and tom in sales", "mia|tom@sales"},
	};
	static const struct line owners[] = {
		{"1、3 小米；2 汤姆", "1,3:小米 2:汤姆"},
		{"小米", ":小米"},
		{"1～2：汤姆", "1,2:汤姆"},
	};

	for (size_t t = 0; t < STK_COUNT(table); t++) {
		struct fixture *fixture = *state;
		struct stk_str got = STK_STR_INIT;
		struct stk_line_person *items;
		size_t count = stk_lines_referrals(&fixture->lines, table[t].typed, &items);

		for (size_t i = 0; i < count; i++)
			stk_str_addf(&got, "%s%s%s%s", i ? "|" : "", items[i].name,
				     items[i].where ? "@" : "",
				     items[i].where ? items[i].where : "");
		check(fixture, &table[t], &got);
	}
	for (size_t t = 0; t < STK_COUNT(owners); t++) {
		struct fixture *fixture = *state;
		struct stk_str got = STK_STR_INIT;
		struct stk_line_people *items;
		size_t count = stk_lines_people(&fixture->lines, owners[t].typed, &items);

		for (size_t i = 0; i < count; i++) {
			stk_str_add(&got, i ? " " : "");
			for (size_t p = 0; p < items[i].of_count; p++) {
				stk_str_add(&got, p ? "," : "");
				put_pick(&got, &items[i].of[p]);
			}
			stk_str_addf(&got, ":%s", items[i].who);
		}
		check(fixture, &owners[t], &got);
	}
}

static void test_ask(void **state)
{
	static const struct line table[] = {
		{"问李伟", "李伟"},    {"问 王芳", "王芳"}, {"ask mia", "mia"},
		{"请问 王芳", "王芳"}, {"问卷星", "-"},     {"问题", "-"},
		{"ask", "-"},          {"问卷  姓名", "-"}, {"asked twice", "-"},
	};

	for (size_t t = 0; t < STK_COUNT(table); t++) {
		struct fixture *fixture = *state;
		const char *who = stk_lines_ask(&fixture->lines, table[t].typed);

		assert_string_equal(who ? who : "-", table[t].meant);
	}
}

static void test_groups_in_a_sentence(void **state)
{
	struct fixture *fixture = *state;
	struct stk_line_groups groups = {.count = 0};

	stk_lines_groups_in(fixture->words, "手机上的通话从来没记，发票也常常晚", &groups);
	assert_int_equal(groups.count, 2);
	assert_string_equal(groups.items[0], "activity");
	assert_string_equal(groups.items[1], "invoice");
}

static void test_about_link(void **state)
{
	struct fixture *fixture = *state;
	struct stk_line_link link;

	stk_lines_about_link(&fixture->lines, "每周手动 mia", &link);
	assert_int_equal(link.every_minutes, 10080);
	assert_string_equal(link.method, "manual");
	assert_string_equal(link.who, "mia");
	stk_lines_about_link(&fixture->lines, "weekly by hand 李伟", &link);
	assert_int_equal(link.every_minutes, 10080);
	assert_string_equal(link.who, "李伟");
	assert_string_equal(fixture->lines.unknown.len ? fixture->lines.unknown.data : "", "");
}

/* Whole answers of one word. */
static void test_small_words(void **state)
{
	static const struct {
		enum stk_flow_word flow;
		const char *text;
	} table[] = {
		{STK_FLOW_UNKNOWN, "不知道"},
		{STK_FLOW_UNKNOWN, "不清楚。"},
		{STK_FLOW_UNKNOWN, "don't know"},
		{STK_FLOW_NOT_APPLICABLE, "不适用"},
		{STK_FLOW_NOT_APPLICABLE, "N/A"},
		{STK_FLOW_NONE, "没有"},
		{STK_FLOW_NONE, "无"},
		{STK_FLOW_YES, "是"},
		{STK_FLOW_YES, "对"},
		{STK_FLOW_YES, "ｙ"},
		{STK_FLOW_NO, "否"},
		{STK_FLOW_NO, "不是"},
		{STK_FLOW_ME, "我"},
		{STK_FLOW_ALL, "全部"},
	};
	struct fixture *fixture = *state;

	for (size_t i = 0; i < STK_COUNT(table); i++)
		if (!stk_guide_words_is(fixture->words, table[i].flow, table[i].text))
			fail_msg("%s", table[i].text);
}

#define BOTH(test)                                                                                 \
	cmocka_unit_test_setup_teardown(test, setup, teardown),                                    \
		cmocka_unit_test_setup_teardown(test, setup_english, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		BOTH(test_links),
		BOTH(test_holds),
		BOTH(test_names),
		BOTH(test_picks),
		BOTH(test_shows_and_patchy),
		BOTH(test_numbers),
		BOTH(test_replies),
		BOTH(test_people),
		BOTH(test_ask),
		BOTH(test_groups_in_a_sentence),
		BOTH(test_about_link),
		BOTH(test_small_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
