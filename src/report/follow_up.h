/*
 * What the text and the JSON of follow-up share.
 */
#ifndef REPORT_FOLLOW_UP_H
#define REPORT_FOLLOW_UP_H

#include "stocktake/report/follow_up.h"

/* Calls each with the platforms of one inventory that the other lacks. */
void stk_follow_up_platforms(const struct stk_inventory *has, const struct stk_inventory *lacks,
			     void (*each)(void *data, const struct stk_inventory *inventory,
					  const struct stk_entity *platform),
			     void *data);
/* True if they gave evidence since. */
bool stk_follow_up_spoke(const struct stk_follow_up *page, const struct stk_entity *person);
bool stk_follow_up_is_silo(const struct stk_finding *finding);
/* Can be computed now and could not before; the other way round. */
bool stk_follow_up_is_gained(const struct stk_metric_change *change);
bool stk_follow_up_is_lost(const struct stk_metric_change *change);
/* It is done now, and was not. */
bool stk_follow_up_is_done(const struct stk_follow_up *page, const struct stk_step_taken *step);
void stk_follow_up_json(const struct stk_follow_up *page, struct stk_str *out);

#endif
