#include "list_words.h"

#include <string.h>

#include "stocktake/base/mem.h"
#include "stocktake/base/str.h"
#include "stocktake/base/text.h"
#include "stocktake/model/said.h"

/* Words stand as they are compared: folded, with one blank between. */
struct word {
	const char *text;
	int meaning;
};

static const struct word headings[] = {
	{"name", STK_LIST_NAME},
	{"tool", STK_LIST_NAME},
	{"tool name", STK_LIST_NAME},
	{"tools", STK_LIST_NAME},
	{"platforms", STK_LIST_NAME},
	{"platform", STK_LIST_NAME},
	{"platform name", STK_LIST_NAME},
	{"system", STK_LIST_NAME},
	{"system name", STK_LIST_NAME},
	{"application", STK_LIST_NAME},
	{"application name", STK_LIST_NAME},
	{"app", STK_LIST_NAME},
	{"software", STK_LIST_NAME},
	{"product", STK_LIST_NAME},
	{"名称", STK_LIST_NAME},
	{"名字", STK_LIST_NAME},
	{"工具", STK_LIST_NAME},
	{"工具名称", STK_LIST_NAME},
	{"平台", STK_LIST_NAME},
	{"平台名称", STK_LIST_NAME},
	{"系统", STK_LIST_NAME},
	{"系统名称", STK_LIST_NAME},
	{"软件", STK_LIST_NAME},
	{"软件名称", STK_LIST_NAME},
	{"website", STK_LIST_WEBSITE},
	{"web site", STK_LIST_WEBSITE},
	{"site", STK_LIST_WEBSITE},
	{"url", STK_LIST_WEBSITE},
	{"link", STK_LIST_WEBSITE},
	{"vendor url", STK_LIST_WEBSITE},
	{"vendor website", STK_LIST_WEBSITE},
	{"web address", STK_LIST_WEBSITE},
	{"网站", STK_LIST_WEBSITE},
	{"网址", STK_LIST_WEBSITE},
	{"官网", STK_LIST_WEBSITE},
	{"链接", STK_LIST_WEBSITE},
	{"category", STK_LIST_CATEGORY},
	{"categories", STK_LIST_CATEGORY},
	{"type", STK_LIST_CATEGORY},
	{"kind", STK_LIST_CATEGORY},
	{"类别", STK_LIST_CATEGORY},
	{"分类", STK_LIST_CATEGORY},
	{"类型", STK_LIST_CATEGORY},
	{"owner", STK_LIST_OWNER},
	{"owners", STK_LIST_OWNER},
	{"business owner", STK_LIST_OWNER},
	{"system owner", STK_LIST_OWNER},
	{"owned by", STK_LIST_OWNER},
	{"who owns it", STK_LIST_OWNER},
	{"owner s", STK_LIST_OWNER},
	{"contact person", STK_LIST_OWNER},
	{"responsible", STK_LIST_OWNER},
	{"负责人", STK_LIST_OWNER},
	{"所有者", STK_LIST_OWNER},
	{"责任人", STK_LIST_OWNER},
	{"used by", STK_LIST_USED_BY},
	{"users", STK_LIST_USED_BY},
	{"team", STK_LIST_USED_BY},
	{"teams", STK_LIST_USED_BY},
	{"department", STK_LIST_USED_BY},
	{"departments", STK_LIST_USED_BY},
	{"who uses it", STK_LIST_USED_BY},
	{"team s", STK_LIST_USED_BY},
	{"department s", STK_LIST_USED_BY},
	{"使用者", STK_LIST_USED_BY},
	{"使用部门", STK_LIST_USED_BY},
	{"使用团队", STK_LIST_USED_BY},
	{"部门", STK_LIST_USED_BY},
	{"团队", STK_LIST_USED_BY},
	{"integrates with", STK_LIST_INTEGRATES},
	{"integrations", STK_LIST_INTEGRATES},
	{"integration", STK_LIST_INTEGRATES},
	{"integrated with", STK_LIST_INTEGRATES},
	{"connected to", STK_LIST_INTEGRATES},
	{"connects to", STK_LIST_INTEGRATES},
	{"connections", STK_LIST_INTEGRATES},
	{"syncs with", STK_LIST_INTEGRATES},
	{"systems it integrates with", STK_LIST_INTEGRATES},
	{"integrated systems", STK_LIST_INTEGRATES},
	{"what does it connect to", STK_LIST_INTEGRATES},
	{"集成", STK_LIST_INTEGRATES},
	{"对接", STK_LIST_INTEGRATES},
	{"对接系统", STK_LIST_INTEGRATES},
	{"集成系统", STK_LIST_INTEGRATES},
	{"连接", STK_LIST_INTEGRATES},
	{"notes", STK_LIST_NOTES},
	{"note", STK_LIST_NOTES},
	{"comment", STK_LIST_NOTES},
	{"comments", STK_LIST_NOTES},
	{"remarks", STK_LIST_NOTES},
	{"description", STK_LIST_NOTES},
	{"contact fields", STK_LIST_FIELDS},
	{"contact fields it holds", STK_LIST_FIELDS},
	{"fields", STK_LIST_FIELDS},
	{"data fields", STK_LIST_FIELDS},
	{"联系人字段", STK_LIST_FIELDS},
	{"字段", STK_LIST_FIELDS},
	{"数据字段", STK_LIST_FIELDS},
	{"备注", STK_LIST_NOTES},
	{"说明", STK_LIST_NOTES},
	{"注释", STK_LIST_NOTES},
};

static const char *const total_words[] = {"total",       "totals", "sum",  "subtotal", "sub total",
					  "grand total", "合计",   "总计", "小计"};
static const char *const everybody_words[] = {
	"everyone",     "everybody", "all",    "all staff", "all teams", "whole company",
	"company wide", "全员",      "所有人", "全公司",    "大家"};
static const char *const team_words[] = {"it",  "finance", "hr",      "legal",
					 "ops", "cs",      "support", "customer success"};
/* How a name ends that is a team's and nobody's own. */
static const char *const team_endings[] = {" team", " department", " dept", " group", " desk",
					   "部",    "组",          "部门",  "团队",   "小组"};

enum stk_list_role stk_list_role_of(const char *heading)
{
	struct stk_str word = STK_STR_INIT;
	int role = STK_LIST_OWN;

	stk_said_form(&word, heading);
	for (size_t i = 0; i < STK_COUNT(headings) && role == STK_LIST_OWN; i++)
		if (strcmp(headings[i].text, word.data) == 0)
			role = headings[i].meaning;
	stk_str_release(&word);
	return (enum stk_list_role)role;
}

static bool is_one_of(const char *const *list, size_t count, const char *text)
{
	for (size_t i = 0; i < count; i++)
		if (stk_text_same(list[i], text))
			return true;
	return false;
}

static bool is_word(const char *const *list, size_t count, const char *text)
{
	struct stk_str word = STK_STR_INIT;
	bool found;

	stk_said_form(&word, text);
	found = is_one_of(list, count, word.data);
	stk_str_release(&word);
	return found;
}

bool stk_list_is_total(const char *text)
{
	return is_word(total_words, STK_COUNT(total_words), text);
}

bool stk_list_is_everybody(const char *text)
{
	return is_word(everybody_words, STK_COUNT(everybody_words), text);
}

bool stk_list_is_team(const char *text)
{
	struct stk_str word = STK_STR_INIT;
	bool found = is_word(team_words, STK_COUNT(team_words), text);

	stk_said_form(&word, text);
	for (size_t i = 0; i < STK_COUNT(team_endings) && !found; i++)
		found = stk_ends(word.data, team_endings[i]) && word.len > strlen(team_endings[i]);
	stk_str_release(&word);
	return found;
}
