/*
 * What would come of a change: metrics, findings and people, before and after.
 */
#ifndef STOCKTAKE_REPORT_WHAT_IF_H
#define STOCKTAKE_REPORT_WHAT_IF_H

#include "stocktake/base/term.h"
#include "stocktake/model/affected.h"
#include "stocktake/report/facts.h"

struct stk_what_if_page {
	const struct stk_facts *before, *after;
	const struct stk_compared *compared;
	const struct stk_affected *affected; /* as the inventory before has them */
	const char *const *changes;          /* what is supposed, in words; NULL-ended */
	const char *const *not_judged;       /* sentences: what nobody can say; NULL-ended */
};

/* Text: what is supposed, then metrics, findings, people, what could not be judged. JSON:
 * {"changes": [], "metrics": [{"metric", "before", "after"}], "new_findings": [],
 * "resolved_findings": [], "people": [{"who", "name", "why": []}], "not_judged": []}, findings as
 * in `check`. */
void stk_what_if_render(const struct stk_what_if_page *page, bool json,
			const struct stk_terminal *term, struct stk_str *out);

#endif
