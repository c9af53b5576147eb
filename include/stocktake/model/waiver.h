/*
 * Waivers: findings that reviewers accept, with a reason, a person and an end date.
 */
#ifndef STOCKTAKE_MODEL_WAIVER_H
#define STOCKTAKE_MODEL_WAIVER_H

#include "stocktake/model/inventory.h"

/* Marks findings as waived by the inventory's waivers.yaml: same check, and the waiver's address is
 * the finding's or above it; not after `until`. An incomplete or expired waiver suppresses nothing.
 * Of several the finding keeps the nearest. Returns how many were waived. `used` (may be NULL)
 * gets, per waiver, how many findings it suppressed. */
size_t stk_waivers_apply(const struct stk_inventory *inventory, struct stk_findings *findings,
			 uint32_t *used);

#endif
