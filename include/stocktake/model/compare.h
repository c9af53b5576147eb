/*
 * Two judged inventories held against each other: findings by fingerprint, metrics by id.
 *
 * One mechanism for whoever asks what a change brought: `check --baseline` and `--since`,
 * `what-if`, later `diff` and `review`. Of findings with one fingerprint as many are the same as
 * there are on both sides. A finding that is waived counts as accepted, not as found: where its
 * waiver goes, it is new; where a waiver comes, it is not resolved.
 */
#ifndef STOCKTAKE_MODEL_COMPARE_H
#define STOCKTAKE_MODEL_COMPARE_H

#include "stocktake/model/finding.h"
#include "stocktake/model/metrics.h"

struct stk_metric_change {
	const char *metric;           /* id */
	const struct stk_metric *was; /* NULL: there was none of that id */
	const struct stk_metric *is;  /* NULL: there is none any more */
};

/* Points into both sides, which outlive it. */
struct stk_compared {
	const struct stk_finding **fresh; /* open after, not open before; in the order of after */
	size_t fresh_count;
	const struct stk_finding **gone; /* open before, not there after; in the order of before */
	size_t gone_count;
	struct stk_metric_change *metrics; /* whose state is another one; by id */
	size_t metric_count;
};

/* The metrics may be NULL, both: then only findings are compared. */
void stk_compare(const struct stk_findings *before, const struct stk_findings *after,
		 const struct stk_metrics *metrics_before, const struct stk_metrics *metrics_after,
		 struct stk_compared *compared);
void stk_compared_release(struct stk_compared *compared);

/* Marks the open findings that `known` has as STK_KNOWN; returns how many of `known` are gone. */
size_t stk_findings_know(struct stk_findings *findings, const struct stk_findings *known);

#endif
