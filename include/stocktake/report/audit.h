/*
 * The report that an audit ends in, as Markdown (GitHub's): goal, what to do first, what was found,
 * silos, gaps, metrics with the reason, open questions by person, who was asked.
 */
#ifndef STOCKTAKE_REPORT_AUDIT_H
#define STOCKTAKE_REPORT_AUDIT_H

#include "stocktake/report/findings.h"

/* Appends the report. The facts with everything; whatever people said is escaped. */
void stk_audit_markdown(const struct stk_findings_page *findings, struct stk_str *out);

#endif
