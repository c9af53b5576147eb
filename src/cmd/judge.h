/*
 * All that is to be said against an inventory: the loader's defects, the checks' findings and the
 * state of the waivers, in one list. For `check`, `report` and whoever else judges.
 */
#ifndef CMD_JUDGE_H
#define CMD_JUDGE_H

#include "open.h"
#include "stocktake/checks/runner.h"
#include "stocktake/report/findings.h"

struct stk_judged {
	struct stk_findings findings; /* waivers applied, located, sorted */
	struct stk_checks *checks;
	struct stk_check_words *words; /* of the checks that were run */
	struct stk_failed_check *failed;
};

/* What to load for a selection: the loader's defects only where they can be among the selected. To
 * look for them costs as much as all checks together. */
unsigned stk_judge_loads(const char *select);
/* Runs the selected checks (NULL: all). The inventory was loaded with stk_judge_loads or
 * STK_LOAD_ALL. What the kernel
 * did not give to the sandbox is said on stderr. */
int stk_judge(const struct stk_opened *opened, const struct stk_facts *facts, const char *select,
	      struct stk_judged *judged, struct stk_err *err);
void stk_judged_release(struct stk_judged *judged);
/* The page that shows them. */
void stk_judged_page(const struct stk_judged *judged, const struct stk_facts *facts,
		     struct stk_findings_page *page);

#endif
