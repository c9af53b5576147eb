/*
 * The chain as people look at it: who was asked up, down and across, who named whom, and whom to
 * ask next.
 */
#ifndef STOCKTAKE_REPORT_CHAIN_H
#define STOCKTAKE_REPORT_CHAIN_H

#include "stocktake/base/str.h"
#include "stocktake/base/term.h"
#include "stocktake/report/facts.h"

/* Facts with STK_FACTS_PEOPLE. At most `max` of those who should be asked are named. */
void stk_chain_render(const struct stk_facts *facts, size_t max, const struct stk_terminal *term,
		      struct stk_str *out);

/* The day (10 bytes, not ended) of the last thing that the stakeholder said, "" if there is none.
 */
const char *stk_last_said(const struct stk_inventory *inventory, const char *id);

#endif
