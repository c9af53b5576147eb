/*
 * A baseline: what `check --format json` printed earlier, read back.
 */
#ifndef STOCKTAKE_REPORT_BASELINE_H
#define STOCKTAKE_REPORT_BASELINE_H

#include "stocktake/base/err.h"
#include "stocktake/model/finding.h"

#define STK_BASELINE_MAX_BYTES ((size_t)256 << 20)

/* Adds the findings of the text, with the fingerprints and states that stand there, to an empty
 * list. `path` is what errors call it. Fails, saying where and leaving the list empty, on what is
 * no such file; what a newer version may have added is passed over. */
int stk_baseline_read(const char *path, const char *text, size_t len_bytes,
		      struct stk_findings *findings, struct stk_err *err);

#endif
