/*
 * The parts of the report.
 */
#ifndef REPORT_AUDIT_H
#define REPORT_AUDIT_H

#include "stocktake/report/audit.h"

struct stk_audit {
	const struct stk_findings_page *findings;
	const struct stk_facts *facts;
	const struct stk_inventory *inventory;
	struct stk_str *out;
};

/* Text with the names of terms in place of their ids, made harmless. */
void stk_audit_text(const struct stk_audit *audit, const char *text);
/* What was found, judged: silos, gaps and the rest, and what is accepted. */
void stk_audit_findings(const struct stk_audit *audit);
/* The findings that are about the inventory's own files. */
void stk_audit_housekeeping(const struct stk_audit *audit);
/* Platforms, and the metrics with the reason. */
void stk_audit_platforms(const struct stk_audit *audit);
void stk_audit_metrics(const struct stk_audit *audit);
/* What was said and not understood; nothing where all was. */
void stk_audit_unclear(const struct stk_audit *audit);
/* Open questions by person; who was asked; next steps. */
void stk_audit_people(const struct stk_audit *audit);

#endif
