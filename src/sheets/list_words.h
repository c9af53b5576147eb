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
/* "Total", "合计": a row that sums up the others. */
bool stk_list_is_total(const char *text);
/* "everyone", "all", "全员": no team of its own. */
bool stk_list_is_everybody(const char *text);
/* "Data team", "数据组": by its ending a team, not somebody's name. */
bool stk_list_is_team(const char *text);

#endif
