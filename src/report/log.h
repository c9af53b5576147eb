/*
 * Commits inside other pages of this room.
 */
#ifndef REPORT_LOG_H
#define REPORT_LOG_H

#include <jansson.h>

#include "page.h"
#include "stocktake/report/log.h"

void stk_log_table(struct stk_page *page, const struct stk_commit_lines *lines, size_t indent);
json_t *stk_log_json(const struct stk_commit_lines *lines);

#endif
