/*
 * What the files of holes share: which metrics wait for an answer.
 */
#ifndef STK_MODEL_HOLES_PRIVATE_H
#define STK_MODEL_HOLES_PRIVATE_H

#include "stocktake/model/holes.h"

/* Bits of metrics (by index, the first 64) that wait for... */
struct stk_waits {
	const struct stk_metrics *metrics; /* NULL: nothing waits */
	uint64_t *holds;                   /* ...what a platform holds */
	uint64_t *integrations;            /* ...what it exchanges */
	uint64_t *carries;                 /* ...what a link carries; by link */
	uint64_t *every;                   /* ...how often */
};

void stk_waits_init(struct stk_waits *waits, const struct stk_metrics *metrics);
void stk_waits_release(struct stk_waits *waits);
/* The metrics that wait for a key of a platform, or of its integration (item: the integration's
 * node, else NULL). */
uint64_t stk_waits_for(const struct stk_waits *waits, uint32_t platform,
		       const struct stk_node *item, enum stk_word key);

#endif
