/*
 * What came of it: an inventory held against itself as it was at the last workshop.
 */
#ifndef STOCKTAKE_REPORT_FOLLOW_UP_H
#define STOCKTAKE_REPORT_FOLLOW_UP_H

#include "stocktake/base/term.h"
#include "stocktake/model/compare.h"
#include "stocktake/model/task.h"
#include "stocktake/report/facts.h"

struct stk_follow_up {
	const struct stk_facts *before, *after; /* with PEOPLE */
	const struct stk_compared *compared;
	const char *since;    /* the revision */
	const char *workshop; /* the workshop's id that it is counted from; NULL: none */
};

enum stk_follow_up_form { STK_FOLLOW_TEXT, STK_FOLLOW_MARKDOWN, STK_FOLLOW_JSON };

/* Text and Markdown: learnt, silos closed and opened, metrics gained and lost, steps done and
 * overdue. JSON: {"since", "workshop", "learnt": {"platforms": [], "platforms_gone": [], "people":
 * [], "answers": {"before", "after"}}, "silos": {"closed": [], "opened": []}, "metrics": {"before",
 * "after", "gained": [], "lost": []}, "steps": {"done": [], "overdue": [], "open": []}}; silos are
 * findings as in `check`, steps as in `next` with their `who`. */
void stk_follow_up_render(const struct stk_follow_up *page, enum stk_follow_up_form form,
			  const struct stk_terminal *term, struct stk_str *out);

#endif
