/*
 * Checks: untrusted Lua files, run over an inventory in a sandboxed worker process.
 *
 * The set of checks is what ships (embedded `checks/`) with the inventory's own `checks/` over it;
 * a file of the same id takes the place of a shipped one and that is said. Reading a check's table
 * (its id, title, explanation) already runs its code: it happens in the worker as well, never in
 * the main process.
 */
#ifndef STOCKTAKE_CHECKS_RUNNER_H
#define STOCKTAKE_CHECKS_RUNNER_H

#include "stocktake/model/finding.h"
#include "stocktake/model/metrics.h"

/* What is known of a check without trusting it: plain data that came through the worker's pipe. */
struct stk_check {
	const char *id;
	const char *file; /* "checks/silo-isolated.lua" */
	bool own;         /* from the inventory */
	bool replaces;    /* and stands in for a shipped one */
	enum stk_severity severity;
	const char *about; /* silo gap conflict quality risk housekeeping */
	const char *title, *explain, *remedy;
	uint32_t example_count;
};

struct stk_check_failure {
	const char *check;  /* id, or the file where the id is not known */
	const char *reason; /* "stopped after 2 seconds", "checks/x.lua:7: attempt to index a nil
			       value", ... */
};

struct stk_checks {
	struct stk_arena arena;
	struct stk_check *items; /* sorted by id */
	size_t count;
	struct stk_check_failure *failures; /* sorted by check */
	size_t failure_count;
	const char *not_enforced; /* what the kernel did not give ("seccomp: ..."), or NULL */
};

struct stk_checks_options {
	const char *select;         /* an expression, or NULL for all */
	unsigned seconds_per_check; /* wall clock; 0: 10 */
	size_t memory_bytes;        /* Lua's allocation cap a check; 0: 64 MiB */
	/* Whose own checks are run, with its settings (model/settings.h); NULL: the judged one's.
	 * What was there earlier is judged by the rules of today. */
	const struct stk_inventory *rules;
};

/* The ids of all checks: those that ship, the source's own (NULL: none) and those that are no Lua;
 * sorted, NULL-ended, once each. Runs nothing. Texts and list in the arena; NULL and err where the
 * source cannot be listed. */
const char **stk_checks_ids(struct stk_source *source, struct stk_arena *arena,
			    struct stk_err *err);

/* Reads what the checks say of themselves. `source` is the inventory's (NULL: only what ships). */
struct stk_checks *stk_checks_list(struct stk_source *source, struct stk_err *err);

/* Runs the selected checks over the inventory, adding to findings (located, not sorted). Checks
 * that crash, hang or eat memory are in `failures`; the others finish. The loader's own checks
 * (quality-dangling, quality-unknown-key, quality-swallowed, ...) are in inventory->defects, not
 * here. Checks that are off are not run; what they would find nobody learns. NULL only where
 * nothing could be run (a bad expression, no worker). */
struct stk_checks *stk_checks_run(struct stk_inventory *inventory, struct stk_graph *graph,
				  struct stk_metrics *metrics,
				  const struct stk_checks_options *options,
				  struct stk_findings *findings, struct stk_err *err);

/* One example of a check, tried. */
struct stk_check_trial {
	const char *check, *file;
	const char *says;      /* the example's title */
	const char *inventory; /* its YAML */
	bool passed;
	const char *expected; /* addresses, one a line */
	const char *found;
	const char *told;   /* the same with what was said: "ADDRESS: message" */
	const char *reason; /* where it could not be run */
};
/* Runs the examples of one file's check (path NULL: of all checks of the source and what ships). A
 * check without an example that finds and one that does not is a failure. Results live in *checks'
 * arena. */
struct stk_checks *stk_checks_test(struct stk_source *source, const char *path,
				   struct stk_check_trial **trials, size_t *count,
				   struct stk_err *err);

void stk_checks_free(struct stk_checks *checks);

#endif
