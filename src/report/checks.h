/*
 * JSON of the pages about checks.
 */
#ifndef REPORT_CHECKS_H
#define REPORT_CHECKS_H

#include "stocktake/report/checks.h"

void stk_checks_list_json(const struct stk_checks_page *page, struct stk_str *out);
void stk_checks_show_json(const struct stk_checks_page *page, struct stk_str *out);
void stk_checks_test_json(const struct stk_checks_page *page, struct stk_str *out);

#endif
