/*
 * The checks themselves: a list, one in full, and the results of their examples.
 *
 * This room does not know the checks room: a command hands over what the checks say of themselves.
 */
#ifndef STOCKTAKE_REPORT_CHECKS_H
#define STOCKTAKE_REPORT_CHECKS_H

#include <stdbool.h>
#include <stddef.h>

#include "stocktake/base/str.h"
#include "stocktake/base/term.h"
#include "stocktake/report/findings.h"

struct stk_check_card {
	const char *id, *file, *severity, *about, *title, *explain, *remedy;
	bool own, replaces; /* the inventory's; and in place of a shipped one */
	bool builtin;       /* no file of its own: model/builtin.h */
	bool off;           /* the inventory switches it off */
	bool set;           /* the severity is the inventory's, not its own */
};

struct stk_example_card {
	const char *check, *file, *says;
	bool passed;
	const char *inventory;        /* its YAML */
	const char *expected, *found; /* addresses, one a line */
	const char *told;             /* what was found, in words: "ADDRESS: message", one a line */
	const char *reason;           /* where it could not be run, else NULL or "" */
};

struct stk_checks_page {
	const struct stk_check_card *cards;
	size_t count;
	const struct stk_example_card *examples; /* for show and test */
	size_t example_count;
	const struct stk_failed_check *failed;
	size_t failed_count;
};

/* A line each. JSON: {"checks": [{"check", "severity", "about", "title", "file", "own", "off"}],
 * "failed_checks": [{"check", "reason"}]}. */
void stk_checks_list_render(const struct stk_checks_page *page, bool json,
			    const struct stk_terminal *term, struct stk_str *out);
/* The first card in full, with its examples as they stand in its file. JSON: the same keys,
 * "explain", "remedy" and "examples": [{"says", "finds": [], "inventory"}]. */
void stk_checks_show_render(const struct stk_checks_page *page, bool json,
			    const struct stk_terminal *term, struct stk_str *out);
/* What passed, as numbers; what did not, with the difference. JSON: {"examples": [{"check", "file",
 * "says", "passed", "expected": [], "found": [], "reason"}], "failed_checks"}. */
void stk_checks_test_render(const struct stk_checks_page *page, bool json,
			    const struct stk_terminal *term, struct stk_str *out);

#endif
