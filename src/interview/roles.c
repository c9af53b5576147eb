/* People without a name: "the CFO", "somebody in finance", "the guy from IT". */
#include <ctype.h>
#include <string.h>

#include "lines_private.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "unclear.h"

#define MAX_NAME_WORDS 4 /* without a capital: more is a sentence */

static const char *const nobody[] = {"somebody", "someone", "anybody",  "anyone", "everybody",
				     "everyone", "whoever", "whomever", "who"};
static const char *const certain[] = {"the", "some", "one"}; /* no name begins so */
/* These may be names as well: "My Nguyen", "An Li". */
static const char *const articles[] = {"a",   "an",    "my",  "our",   "your",  "his",
				       "her", "their", "any", "every", "other", "another"};
static const char *const roles[] = {
	"accountant", "accounting", "accounts",   "admin",      "administrator",
	"analyst",    "assistant",  "boss",       "bosses",     "ceo",
	"cfo",        "chair",      "chairman",   "chief",      "cio",
	"cmo",        "colleague",  "colleagues", "controller", "controlling",
	"coo",        "cro",        "cto",        "department", "dept",
	"developer",  "developers", "director",   "engineer",   "engineering",
	"finance",    "founder",    "guy",        "guys",       "girl",
	"head",       "helpdesk",   "hr",         "intern",     "interns",
	"it",         "lady",       "lead",       "leader",     "legal",
	"management", "manager",    "managers",   "marketing",  "officer",
	"operations", "ops",        "owner",      "people",     "person",
	"president",  "product",    "rep",        "reps",       "revops",
	"sales",      "salesops",   "secretary",  "service",    "support",
	"svp",        "team",       "teams",      "vice",       "vp"};
static const char *const between[] = {"and", "at", "for", "from", "in", "of", "on", "the", "with"};
static const char *const chinese[] = {
	"某个", "某人", "有人", "谁",   "老板", "领导", "经理", "总监", "主管", "总裁", "董事长",
	"助理", "秘书", "同事", "财务", "销售", "市场", "运营", "客服", "技术", "人事", "法务",
	"会计", "部门", "部",   "组",   "团队", "的",   "人",   "首席", "负责", "我们", "我",
	"那个", "这个", "副",   "长",   "官",   "IT",   "CFO",  "CEO",  "CRM"};

static bool is_among(const char *const *words, size_t count, const char *word)
{
	for (size_t i = 0; i < count; i++)
		if (stk_text_same(words[i], word))
			return true;
	return false;
}
#define IS_AMONG(words, word) is_among(words, STK_COUNT(words), word)

/* All of it is words for what people are, in a script that leaves no blanks. */
static bool is_chinese_role(const char *text)
{
	bool wide = false;

	while (*text) {
		size_t longest = 0;

		for (size_t i = 0; i < STK_COUNT(chinese); i++)
			if (strlen(chinese[i]) > longest && stk_starts(text, chinese[i]))
				longest = strlen(chinese[i]);
		if (!longest)
			return false;
		wide |= (unsigned char)*text >= 0x80;
		text += longest;
	}
	return wide;
}

static bool has_capital(const struct stk_clause *clause, size_t from)
{
	for (size_t i = from; i < clause->count; i++)
		if (isupper((unsigned char)*clause->words[i]) ||
		    (unsigned char)*clause->words[i] >= 0x80)
			return true;
	return false;
}

static bool is_all_roles(const struct stk_clause *clause, size_t from)
{
	bool any = false;

	for (size_t i = from; i < clause->count; i++) {
		if (!IS_AMONG(roles, clause->words[i]) && !IS_AMONG(between, clause->words[i]))
			return false;
		any |= IS_AMONG(roles, clause->words[i]);
	}
	return any;
}

/* A team is asked through its people. */
static bool is_team(const struct stk_walk *walk, const char *text)
{
	struct stk_match found[1];

	return stk_matcher_find(walk->matcher, text, 1u << STK_MATCH_TEAM, found, 1) &&
	       found[0].grade == STK_MATCH_EXACT;
}

static bool says_role(const struct stk_guide_words *words, const char *text)
{
	struct stk_arena arena = STK_ARENA_INIT;
	struct stk_lines lines = {.words = words, .arena = &arena, .unknown = STK_STR_INIT};
	struct stk_clause clause = {.text = text};
	bool is = false;

	stk_clause_words(&lines, &clause);
	if (!clause.count)
		goto out;
	is = IS_AMONG(nobody, clause.words[0]) || is_chinese_role(text) || is_all_roles(&clause, 0);
	if (clause.count > 1 && IS_AMONG(certain, clause.words[0]))
		is = true;
	if (clause.count > 1 && IS_AMONG(articles, clause.words[0]))
		is |= is_all_roles(&clause, 1) || !has_capital(&clause, 1);
	is |= clause.count > MAX_NAME_WORDS && !has_capital(&clause, 0);
out:
	stk_str_release(&lines.unknown);
	stk_arena_release(&arena);
	return is;
}

bool stk_is_role(const struct stk_walk *walk, const char *text)
{
	return is_team(walk, text) || says_role(walk->words, text);
}

bool stk_names_role(const char *text)
{
	static const struct stk_guide_words none = {.group_count = 0};

	for (const char *c = text; *c; c++)
		if ((unsigned char)*c >= 0x80)
			return is_chinese_role(text);
	return says_role(&none, text);
}

int stk_take_someone(struct stk_walk *walk, const char *text, const char *team,
		     enum stk_unclear_kind kind, const char *where, struct stk_named *named)
{
	if (stk_take_person(walk, text, team, named) == 0)
		return 0;
	if (!stk_is_role(walk, text))
		return -1;
	stk_unclear_keep(walk, kind, where, text);
	return 1;
}
