/*
 * Findings in groups: one a check, what to do first on top.
 */
#ifndef REPORT_FINDINGS_H
#define REPORT_FINDINGS_H

#include "stocktake/report/findings.h"

struct stk_finding_group {
	const char *check;
	const char *title,
		*remedy; /* remedy: the one that all its findings share; NULL: each has its own */
	enum stk_severity severity;       /* the worst of its findings */
	const struct stk_finding **items; /* in the order of the list */
	size_t count, cap;
	size_t metrics; /* how many different metrics its findings hold up */
};

struct stk_finding_groups {
	struct stk_finding_group *items;
	size_t count, cap;
};

/* Groups the findings that are open (and, with `waived`, those that are waived). */
void stk_finding_groups_init(struct stk_finding_groups *groups,
			     const struct stk_findings_page *page, bool waived);
void stk_finding_groups_release(struct stk_finding_groups *groups);
/* Appends the JSON of stk_findings_render. */
void stk_findings_json(const struct stk_findings_page *page, struct stk_str *out);
/* "2 errors, 9 warnings, 14 notes, 3 known, 1 waived"; "nothing found" where there are none,
 * "nothing new" where all are known. */
void stk_findings_count(const struct stk_findings *findings, struct stk_str *out);

#endif
