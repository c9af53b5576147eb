/*
 * One change on the text of one file: finds the place, makes the splice.
 */
#ifndef RECORD_PLAN_H
#define RECORD_PLAN_H

#include "stocktake/base/str.h"
#include "stocktake/record/record.h"
#include "stocktake/yaml/reading.h"

/* What became of a change. */
enum stk_plan_result {
	STK_PLAN_NOTHING, /* it is so already */
	STK_PLAN_CHANGED,
	STK_PLAN_DISPUTED, /* the record stays; a dispute was added */
	STK_PLAN_KEPT      /* the record stays: on_conflict KEEP */
};

struct stk_plan {
	struct stk_arena *arena;
	const struct stk_inventory *inventory;
	const char *path; /* of the file, for messages */
	const char *by;   /* who speaks; NULL: a hand edit */
	int32_t today;
	struct stk_reading *reading; /* of the file, kept from change to change; may be NULL */
};

/* Applies a SET, ADD or REMOVE to text (empty: the file is not there yet). On failure text is as it
 * was. */
int stk_plan_change(const struct stk_plan *plan, struct stk_str *text,
		    const struct stk_change *change, enum stk_plan_result *result,
		    struct stk_err *err);
/* Takes out the disputes at the address (of an entity's own file); with `by` only that person's. */
int stk_plan_settle(const struct stk_plan *plan, struct stk_str *text,
		    const struct stk_address *address, const char *by, size_t *taken_out,
		    struct stk_err *err);

#endif
