#include "stocktake/model/said.h"

#include <string.h>

#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/model/said_answer.h"
#include "stocktake/model/schema.h"

/* Words stand as they are compared: stk_said_form. */
static const struct {
	const char *text, *category;
} categories[] = {
	{"customer relationship management", "crm"},
	{"客户关系管理", "crm"},
	{"客户管理", "crm"},
	{"spreadsheets", "spreadsheet"},
	{"sheet", "spreadsheet"},
	{"excel", "spreadsheet"},
	{"表格", "spreadsheet"},
	{"电子表格", "spreadsheet"},
	{"bi", "business-intelligence"},
	{"reporting", "business-intelligence"},
	{"dashboard", "business-intelligence"},
	{"dashboards", "business-intelligence"},
	{"商业智能", "business-intelligence"},
	{"报表", "business-intelligence"},
	{"marketing", "marketing-automation"},
	{"营销自动化", "marketing-automation"},
	{"support", "customer-service"},
	{"customer support", "customer-service"},
	{"customer service software", "customer-service"},
	{"helpdesk", "customer-service"},
	{"help desk", "customer-service"},
	{"客服", "customer-service"},
	{"客户服务", "customer-service"},
	{"email", "email-outreach"},
	{"e mail outreach", "email-outreach"},
	{"sales engagement", "email-outreach"},
	{"outreach", "email-outreach"},
	{"sequencer", "email-outreach"},
	{"sequencing", "email-outreach"},
	{"邮件", "email-outreach"},
	{"recommendations", "recommendation"},
	{"推荐", "recommendation"},
	{"web analytics", "analytics"},
	{"tracking", "analytics"},
	{"tracking and analytics", "analytics"},
	{"分析", "analytics"},
	{"数据分析", "analytics"},
	{"projects", "project-management"},
	{"项目管理", "project-management"},
	{"prospecting", "sales-intelligence"},
	{"call recording", "sales-intelligence"},
	{"conversation intelligence", "sales-intelligence"},
	{"销售情报", "sales-intelligence"},
	{"warehouse", "data-warehouse"},
	{"数据仓库", "data-warehouse"},
	{"数仓", "data-warehouse"},
	{"etl", "integration"},
	{"middleware", "integration"},
	{"ipaas", "integration"},
	{"集成平台", "integration"},
	{"accounting", "finance"},
	{"erp", "finance"},
	{"billing", "finance"},
	{"财务", "finance"},
	{"misc", "other"},
	{"chat", "other"},
	{"messaging", "other"},
	{"聊天", "other"},
	{"其他", "other"},
};

static const struct {
	const char *text, *team;
} teams[] = {
	{"management", "board"},
	{"executives", "board"},
	{"leadership", "board"},
	{"c level", "board"},
	{"董事会", "board"},
	{"管理层", "board"},
	{"sales leadership", "sales-management"},
	{"sales managers", "sales-management"},
	{"sales ops", "sales-management"},
	{"revops", "sales-management"},
	{"sales operations", "sales-management"},
	{"revenue operations", "sales-management"},
	{"销售管理", "sales-management"},
	{"sales reps", "sales"},
	{"sdr", "sales"},
	{"sdrs", "sales"},
	{"account executives", "sales"},
	{"ae", "sales"},
	{"aes", "sales"},
	{"bdr", "sales"},
	{"bdrs", "sales"},
	{"reps", "sales"},
	{"sales team", "sales"},
	{"销售", "sales"},
	{"销售部", "sales"},
	{"销售团队", "sales"},
	{"marketing team", "marketing"},
	{"marketing ops", "marketing"},
	{"市场", "marketing"},
	{"市场部", "marketing"},
	{"市场团队", "marketing"},
	{"营销", "marketing"},
};

/* Choices of the schema table that people have words of their own for. */
static const struct {
	const char *text, *choice;
} choices_said[] = {
	{"在用", "in-use"},
	{"使用中", "in-use"},
	{"正在使用", "in-use"},
	{"live", "in-use"},
	{"计划中", "planned"},
	{"筹备中", "planned"},
	{"准备上线", "planned"},
	{"即将上线", "planned"},
	{"即将停用", "retiring"},
	{"正在停用", "retiring"},
	{"准备停用", "retiring"},
	{"being retired", "retiring"},
	{"已停用", "retired"},
	{"停用", "retired"},
	{"不用了", "retired"},
	{"switched off", "retired"},
	{"流出", "out"},
	{"出", "out"},
	{"流入", "in"},
	{"入", "in"},
	{"认知", "awareness"},
	{"了解", "awareness"},
	{"考虑", "consideration"},
	{"比较", "consideration"},
	{"决策", "decision"},
	{"购买", "decision"},
	{"成交", "decision"},
	{"留存", "retention"},
	{"续约", "retention"},
	{"复购", "retention"},
	{"董事会", "board"},
	{"管理层", "board"},
	{"经理", "manager"},
	{"团队", "team"},
	{"一线", "rep"},
	{"销售", "rep"},
	{"错误", "error"},
	{"警告", "warning"},
	{"提示", "note"},
};

/* Marks, digits and letters of full width are the plain ones. */
static void narrow(struct stk_str *text)
{
	for (size_t at = 0; at + 2 < text->len; at++) {
		const unsigned char *c = (const unsigned char *)text->data + at;
		char plain;

		if (c[0] != 0xef || (c[1] != 0xbc && c[1] != 0xbd) || c[2] > 0xbf ||
		    (c[1] == 0xbc && c[2] < 0x81) || (c[1] == 0xbd && c[2] > 0x9e))
			continue;
		plain = (char)(c[1] == 0xbc ? c[2] - 0x80 + 0x20 : c[2] - 0x80 + 0x60);
		stk_str_splice(text, at, 3, &plain, 1);
	}
}

void stk_said_form(struct stk_str *out, const char *text)
{
	struct stk_str folded = STK_STR_INIT;

	stk_text_fold(&folded, text, strlen(text));
	narrow(&folded);
	for (const char *c = folded.data; *c; c++) {
		if (stk_starts(c, "’")) {
			c += strlen("’") - 1;
			continue;
		}
		if (*c == '\'')
			continue;
		if (!strchr(" \t\r\n-_*:?()", *c))
			stk_str_addc(out, *c);
		else if (out->len && out->data[out->len - 1] != ' ')
			stk_str_addc(out, ' ');
	}
	while (out->len && out->data[out->len - 1] == ' ')
		stk_str_truncate(out, out->len - 1);
	stk_str_release(&folded);
}

static const char *own_word(const char *const *list, const char *text)
{
	struct stk_str slug = STK_STR_INIT, form = STK_STR_INIT;
	const char *found = NULL;

	stk_said_form(&form, text);
	stk_text_slug(&slug, form.data);
	stk_str_release(&form);
	for (size_t i = 0; list[i] && !found; i++)
		if (strcmp(list[i], slug.data) == 0)
			found = list[i];
	stk_str_release(&slug);
	return found;
}

const char *stk_said_category(const char *text)
{
	struct stk_str word = STK_STR_INIT;
	const char *found = own_word(stk_categories, text);

	if (!found)
		found = own_word(stk_other_categories, text);
	stk_said_form(&word, text);
	for (size_t i = 0; i < STK_COUNT(categories) && !found; i++)
		if (strcmp(categories[i].text, word.data) == 0)
			found = categories[i].category;
	stk_str_release(&word);
	return found;
}

const char *stk_said_team(const char *text)
{
	struct stk_str word = STK_STR_INIT;
	const char *found = NULL;

	stk_said_form(&word, text);
	for (size_t i = 0; i < STK_COUNT(teams) && !found; i++)
		if (strcmp(teams[i].text, word.data) == 0)
			found = teams[i].team;
	stk_str_release(&word);
	return found;
}

/* What the words of the guides say of the choices of a key. */
static const char *choice_by_words(const struct stk_guide_words *words, const char *text)
{
	int tick = stk_said_tick(words, text);

	if (stk_said_method(words, text))
		return stk_said_method(words, text);
	if (stk_guide_words_is(words, STK_FLOW_BOTH, text))
		return "both";
	return tick == 1 ? "true" : tick == 0 ? "false" : NULL;
}

static const char *one_of(const char *const *choices, const char *said)
{
	for (size_t c = 0; said && choices[c]; c++)
		if (stk_text_same(choices[c], said))
			return choices[c];
	return NULL;
}

const char *stk_said_choice(const struct stk_guide_words *words, const char *const *choices,
			    const char *text)
{
	struct stk_str word = STK_STR_INIT;
	const char *found = one_of(choices, text);

	stk_said_form(&word, text);
	for (size_t i = 0; i < STK_COUNT(choices_said) && !found; i++)
		if (strcmp(choices_said[i].text, word.data) == 0)
			found = one_of(choices, choices_said[i].choice);
	if (!found && words)
		found = one_of(choices, choice_by_words(words, text));
	if (!found)
		found = one_of(choices, stk_said_category(text));
	if (!found)
		found = own_word(choices, text);
	stk_str_release(&word);
	return found;
}
