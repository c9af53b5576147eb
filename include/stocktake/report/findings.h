/*
 * Findings as a page, grouped by what to do first, and in the formats of those who read them by
 * machine: JSON, SARIF, JUnit, workflow commands, a comment in Markdown.
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
	const char *about, *explain;
	enum stk_severity severity;
};

struct stk_failed_check {
	const char *check, *reason;
};

struct stk_findings_page {
	const struct stk_facts *facts;        /* text: with STK_FACTS_ASK, for whom to ask */
	const struct stk_findings *findings;  /* located, waivers applied, sorted */
	const struct stk_check_words *checks; /* those that had their say */
	size_t check_count;
	const struct stk_failed_check *failed;
	size_t failed_count;
	bool show_waived;      /* text: list them too, not only count them */
	size_t off_count;      /* checks that the inventory switches off */
	const char *since;     /* what the known ones are known from ("main"); NULL: nothing */
	size_t resolved_count; /* found there, and gone since */
	const char *prefix;    /* the inventory's path in its repository, "" for the top; NULL where
				  it is in none: then paths are the inventory's */
	enum stk_severity fail_on; /* junit: what fails a test */
};

struct stk_findings_sum {
	size_t by_severity[3]; /* open ones, by enum stk_severity */
	size_t waived, known;
};

void stk_findings_sum(const struct stk_findings *findings, struct stk_findings_sum *sum);
/* The title of a check: its own, else that of a built-in one, else its id. */
const char *stk_findings_title(const struct stk_check_words *checks, size_t count, const char *id);

/* A way to show findings: what --format takes. */
struct stk_findings_format {
	const char *name;
	bool asks;   /* says whom to ask: wants facts with STK_FACTS_ASK */
	bool places; /* its readers look for files in the repository: wants the prefix */
	void (*render)(const struct stk_findings_page *page, const struct stk_terminal *term,
		       struct stk_str *out);
};

/* NULL if there is none of that name. They are:
 *
 * text      One group a check, those whose findings hold up most metrics first; then the checks
 *           that failed and one line that sums up. Known findings are only counted.
 * json      As DESIGN has it, waived ones with their state.
 * sarif     SARIF 2.1.0: a rule a check, a result a finding, known and waived ones marked.
 * junit     A test a check; open findings from fail_on upwards fail it.
 * github    Annotations of a workflow's run, one a line, and one that sums up at the end.
 * markdown  A comment for a pull request: at most 65,536 characters.
 *
 * Text in them comes from files and people: each makes it harmless for its readers. */
const struct stk_findings_format *stk_findings_format(const char *name);

#endif
