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

/* An inventory opened and judged. */
struct stk_case {
	struct stk_opened opened;
	struct stk_facts facts;
	struct stk_judged judged;
};

/* Opens the inventory (of the loader's defects only what can be among the selected), gathers
 * `facts` (STK_FACTS_...) and runs the selected checks (NULL: all). What the kernel did not give to
 * the sandbox is said on stderr. Where it fails there is nothing to release. */
int stk_case_open(const struct stk_app *app, unsigned facts, const char *select,
		  struct stk_case *it, struct stk_err *err);
void stk_case_release(struct stk_case *it);
/* The page that shows what was found; lives as long as the case. */
void stk_case_page(const struct stk_case *it, struct stk_findings_page *page);

#endif
