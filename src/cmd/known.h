/*
 * What is known already and does not count again: a baseline, or an earlier revision.
 */
#ifndef CMD_KNOWN_H
#define CMD_KNOWN_H

#include "judge.h"

/* Marks the findings of the case that were there before, and counts in the page those that are
 * gone. `baseline`: a file, "-" stdin; `since`: a revision, whose inventory is judged by the checks
 * and settings of the case and by today's date, so that what is left over is what the change
 * brought. At most one of them is given; with neither nothing happens. Returns 0, or an exit status
 * that was told of. */
int stk_known(const struct stk_app *app, const char *baseline, const char *since,
	      const char *select, struct stk_case *it, struct stk_findings_page *page);

#endif
