/*
 * The words by which columns, categories and teams of a list are recognised.
 */
#ifndef SHEETS_LIST_WORDS_H
#define SHEETS_LIST_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "stocktake/base/str.h"

enum stk_list_role {
	STK_LIST_OWN, /* none of the others: the organisation's own column */
	STK_LIST_NAME,
	STK_LIST_WEBSITE,
	STK_LIST_CATEGORY,
	STK_LIST_OWNER,
	STK_LIST_USED_BY,
	STK_LIST_INTEGRATES,
	STK_LIST_NOTES,
	STK_LIST_FIELDS,
	STK_LIST_ROLES
};

enum stk_list_role stk_list_role_of(const char *heading);
const char *stk_list_role_name(enum stk_list_role role);
/* "don't know", "?", "不知道": asked, and not known. */
bool stk_list_says_unknown(const char *text);
/* "n/a", "not applicable", "不适用". */
bool stk_list_says_not_applicable(const char *text);
/* "ask Mia", "问 Mia": whom; NULL where it says no such thing. Points into text. */
const char *stk_list_says_ask(const char *text);
/* 1 for a tick (x, yes, TRUE, 是, ✓), 0 for its opposite (no, FALSE, 否, ✗), -1 for other text. */
int stk_list_tick(const char *text);
/* What stands before a name without meaning anything: "and sometimes the"; points into text. */
const char *stk_list_after_filler(const char *text);
/* "Total", "合计": a row that sums up the others. */
bool stk_list_is_total(const char *text);
/* "everyone", "all", "全员": no team of its own. */
bool stk_list_is_everybody(const char *text);
/* "Data team", "数据组": by its ending a team, not somebody's name. */
bool stk_list_is_team(const char *text);

#endif
