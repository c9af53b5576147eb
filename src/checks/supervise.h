/*
 * The parent's side of the worker: it forks, listens, watches the clock, and blames.
 *
 * What comes through the pipe was written by a process that ran untrusted code: everything is
 * bounded, made valid UTF-8 and shown visibly, and a check speaks only for itself, as its name is
 * the parent's own knowledge. What ships shares a worker; each of an inventory's own checks has one
 * to itself, so that nothing it might do reaches what others say.
 */
#ifndef STOCKTAKE_CHECKS_SUPERVISE_H
#define STOCKTAKE_CHECKS_SUPERVISE_H

#include "stocktake/checks/runner.h"
#include "worker.h"

struct stk_trials {
	struct stk_check_trial *items; /* heap; texts in the checks' arena */
	size_t count, cap;
};

/* Runs all checks of the job's set. Adds to checks->items, failures and not_enforced (unsorted), to
 * findings (RUN; may be NULL else) and trials (TEST). -1 only where no worker could be had. */
int stk_supervise(const struct stk_job *job, struct stk_checks *checks,
		  struct stk_findings *findings, struct stk_trials *trials, struct stk_err *err);

#endif
