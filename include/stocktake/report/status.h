/*
 * How far the audit is, and who is next: one screen for the facilitator.
 */
#ifndef STOCKTAKE_REPORT_STATUS_H
#define STOCKTAKE_REPORT_STATUS_H

#include <stdbool.h>

#include "stocktake/base/term.h"
#include "stocktake/report/facts.h"

/* The facts with STK_FACTS_PEOPLE and STK_FACTS_UNLOCKS. JSON as DESIGN has it. */
void stk_status_render(const struct stk_facts *facts, bool json, const struct stk_terminal *term,
		       struct stk_str *out);

#endif
