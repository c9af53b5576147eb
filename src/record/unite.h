/*
 * What one entry says, taken into another that is the same thing: lists are united, holes filled,
 * what contradicts becomes a dispute, items go by their names. Doing it again changes nothing.
 */
#ifndef RECORD_UNITE_H
#define RECORD_UNITE_H

#include "plan.h"
#include "stocktake/model/evidence.h"
#include "stocktake/model/moves.h"

struct stk_unite {
	struct stk_plan plan; /* by NULL */
	const struct stk_evidence *evidence;
	const struct stk_move *move;
	const struct stk_shape *shape; /* of the entity, or of the team or field */
	struct stk_str *text;          /* of the file that stays */
	const char *entity;      /* address of the entity whose disputes take what contradicts */
	const char *to;          /* address of what stays: the entity, or an integration in it */
	const char *from;        /* address of what goes, as evidence knows it */
	struct stk_str *dropped; /* a line each: what is not kept, and was said nowhere else */
	uint32_t *disputes;
};

/* `value`: the map of what goes, with the ids it will have. */
int stk_unite(const struct stk_unite *unite, const struct stk_shape *shape,
	      const struct stk_value *value, struct stk_err *err);
/* Another name of the entity, unless it goes by that already. */
int stk_unite_aka(const struct stk_unite *unite, const char *name, struct stk_err *err);
/* The old id, unless an id made of one of the names is that. */
int stk_unite_id(const struct stk_unite *unite, const char *id, struct stk_err *err);
/* Takes out of the entity's text what would link it to itself. */
int stk_unite_self(const struct stk_unite *unite, enum stk_kind kind, struct stk_str *text,
		   struct stk_err *err);

#endif
