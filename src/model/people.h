/*
 * Who has to do with a platform, and where people stand in the chain.
 */
#ifndef STK_MODEL_PEOPLE_H
#define STK_MODEL_PEOPLE_H

#include "stocktake/model/chain.h"

struct stk_people {
	const struct stk_inventory *inventory;
	const struct stk_node **teams; /* per stakeholder: their team in inventory.yaml, or NULL */
};

void stk_people_init(struct stk_people *people, const struct stk_inventory *inventory);
void stk_people_release(struct stk_people *people);

/* Indexes of the stakeholders who own, administer or use the platform, each once, in this order; a
 * team stands for its members. At most max. */
size_t stk_people_of(const struct stk_people *people, const struct stk_entity *platform,
		     uint32_t *out, size_t max);
#define STK_PEOPLE_MAX 256

#endif
