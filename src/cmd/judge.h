/*
 * All that is to be said against an inventory: the loader's defects, the checks' findings and the
 * state of the waivers, in one list, as the inventory's settings of checks have it. For `check`,
 * `report`, `what-if` and whoever else judges.
 */
#ifndef CMD_JUDGE_H
#define CMD_JUDGE_H

#include "open.h"
#include "stocktake/checks/runner.h"
#include "stocktake/report/findings.h"

struct stk_judged {
	struct stk_findings findings; /* waivers applied, located, sorted */
	struct stk_checks *checks;
	struct stk_check_words *words; /* of the checks that were run, those that are no Lua too */
	size_t word_count;
	struct stk_failed_check *failed;
	size_t off; /* checks that the settings switch off */
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

/* What stk_open reads for a selection: for those who open by themselves, and then judge. */
unsigned stk_case_loads(const char *select);
/* Judges what was opened elsewhere (a revision, an overlay), which belongs to the case from here
 * on, also where it fails. `rules`: whose own checks and settings are taken. */
int stk_case_judge(struct stk_opened *opened, const struct stk_inventory *rules, unsigned facts,
		   const char *select, struct stk_case *it, struct stk_err *err);
/* True if findings of that kind would be among the case's, had there been any: its check is one
 * that was selected, is not off, and did not fail. */
bool stk_case_covers(const struct stk_case *it, const struct stk_finding *finding,
		     const char *select);
/* All findings of an inventory that belongs to somebody else, waivers applied; failed checks are
 * told on stderr. -1: err, and there is nothing to release. */
int stk_judge(struct stk_inventory *inventory, const struct stk_facts *facts,
	      struct stk_findings *findings, struct stk_err *err);
/* Facts with STK_FACTS_PEOPLE, where what the checks would ask is among the questions. Where they
 * cannot be run that is said, and their questions are missing. Both are released by the caller, the
 * facts first. */
void stk_judge_facts(struct stk_inventory *inventory, struct stk_facts *facts,
		     struct stk_findings *findings);
/* The page that shows what was found; lives as long as the case. */
void stk_case_page(const struct stk_case *it, struct stk_findings_page *page);

#endif
