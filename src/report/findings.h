/*
 * Findings in groups: one a check, what to do first on top.
 */
#ifndef REPORT_FINDINGS_H
#define REPORT_FINDINGS_H

#include "stocktake/base/map.h"
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
/* The checks of a page in the order of their ids, and whatever else found something; with `failed`
 * those that failed, too. */
struct stk_finding_rules {
	struct stk_check_words *items;
	size_t count, cap;
	struct stk_map at; /* index by id */
};
void stk_finding_rules_init(struct stk_finding_rules *rules, const struct stk_findings_page *page,
			    bool failed);
void stk_finding_rules_release(struct stk_finding_rules *rules);

/* The formats. */
void stk_findings_text(const struct stk_findings_page *page, const struct stk_terminal *term,
		       struct stk_str *out);
void stk_findings_json(const struct stk_findings_page *page, const struct stk_terminal *term,
		       struct stk_str *out);
void stk_findings_sarif(const struct stk_findings_page *page, const struct stk_terminal *term,
			struct stk_str *out);
void stk_findings_junit(const struct stk_findings_page *page, const struct stk_terminal *term,
			struct stk_str *out);
void stk_findings_github(const struct stk_findings_page *page, const struct stk_terminal *term,
			 struct stk_str *out);
void stk_findings_markdown(const struct stk_findings_page *page, const struct stk_terminal *term,
			   struct stk_str *out);

/* The file of a finding as its readers know it: in the repository where that is known. */
void stk_findings_path(const struct stk_findings_page *page, const char *file, struct stk_str *out);
/* "platforms/hubspot.yaml:7:3", the column where it is not the first; the address where there is no
 * file. */
void stk_findings_where(const struct stk_findings_page *page, const struct stk_finding *finding,
			struct stk_str *out);
/* "Win rate, Total revenue": the metrics a finding holds up, unless it is about one of them. */
void stk_findings_metrics(const struct stk_facts *facts, const struct stk_finding *finding,
			  struct stk_str *out);
/* "Ask Ana Ruiz about HubSpot: Who decides about it?", the question that would close a finding;
 * false where it has none. Whom to ask needs STK_FACTS_ASK. */
bool stk_findings_question(const struct stk_facts *facts, const struct stk_finding *finding,
			   struct stk_str *out);
/* Why a waived finding is accepted, or NULL. */
const char *stk_findings_because(const struct stk_facts *facts, const struct stk_finding *finding);
/* The line that sums up: "20 warnings, 5 notes, 1 waived, 1 check failed". Begins small. */
void stk_findings_summary(const struct stk_findings_page *page, struct stk_str *out);
/* "2 errors, 9 warnings, 14 notes, 3 known, 1 waived"; "nothing found" where there are none,
 * "nothing new" where all are known. */
void stk_findings_count(const struct stk_findings *findings, struct stk_str *out);

#endif
