/*
 * Which metrics can be computed, from where, and what would make more of them computable.
 */
#ifndef STOCKTAKE_REPORT_METRICS_H
#define STOCKTAKE_REPORT_METRICS_H

#include <stdbool.h>

#include "stocktake/base/term.h"
#include "stocktake/report/facts.h"

/* All metrics by state, then the unlocks; `only` (an index; STK_NONE: all) tells one in full: where
 * its data comes from hop by hop, why it is in its state, whom to ask, which unlock helps. The
 * facts with STK_FACTS_UNLOCKS. JSON as DESIGN has it, with the one metric in place of all and the
 * unlocks that make it computable. */
void stk_metrics_render(const struct stk_facts *facts, uint32_t only, bool json,
			const struct stk_terminal *term, struct stk_str *out);

#endif
