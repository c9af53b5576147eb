/*
 * Findings as a page, grouped by what to do first, and as JSON.
 *
 * This room does not know the checks room: a command hands over what the checks say of themselves
 * and which of them failed.
 */
#ifndef STOCKTAKE_REPORT_FINDINGS_H
#define STOCKTAKE_REPORT_FINDINGS_H

#include <stdbool.h>

#include "stocktake/base/term.h"
#include "stocktake/model/finding.h"
#include "stocktake/report/facts.h"

/* What a check says of itself. */
struct stk_check_words {
	const char *id, *title, *remedy;
};

struct stk_failed_check {
	const char *check, *reason;
};

struct stk_findings_page {
	const struct stk_facts *facts;        /* text: with STK_FACTS_ASK, for whom to ask */
	const struct stk_findings *findings;  /* located, waivers applied, sorted */
	const struct stk_check_words *checks; /* model/builtin.h has the others */
	size_t check_count;
	const struct stk_failed_check *failed;
	size_t failed_count;
	bool show_waived;      /* text: list them too, not only count them */
	size_t off_count;      /* checks that the inventory switches off */
	const char *since;     /* what the known ones are known from ("main"); NULL: nothing */
	size_t resolved_count; /* found there, and gone since */
};

struct stk_findings_sum {
	size_t by_severity[3]; /* open ones, by enum stk_severity */
	size_t waived, known;
};

void stk_findings_sum(const struct stk_findings *findings, struct stk_findings_sum *sum);
/* The title of a check: its own, else that of a built-in one, else its id. */
const char *stk_findings_title(const struct stk_check_words *checks, size_t count, const char *id);

/* One group a check, those whose findings hold up most metrics first; then the checks that failed
 * and one line that sums up; known findings are only counted. JSON as DESIGN has it, waived ones
 * with their state. */
void stk_findings_render(const struct stk_findings_page *page, bool json,
			 const struct stk_terminal *term, struct stk_str *out);

#endif
