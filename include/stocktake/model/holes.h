/*
 * Holes: what has not been asked or answered, computed from the schema table, the inventory and its
 * evidence. The next question is the largest hole.
 */
#ifndef STOCKTAKE_MODEL_HOLES_H
#define STOCKTAKE_MODEL_HOLES_H

#include "stocktake/model/evidence.h"
#include "stocktake/model/metrics.h"
#include "stocktake/model/scope.h"

struct stk_hole {
	char *address;             /* "platforms/hubspot/owner" */
	const struct stk_key *key; /* its question */
	const char *who; /* stakeholder id to ask: routed to, else owner, admin, user's team; NULL:
			    anybody, and where the key is the keeper's */
	enum stk_answer_state state; /* SAYS: not asked; UNKNOWN: asked, not known; ASK: routed to
					`who`. Not-applicable is no hole */
	uint64_t metrics; /* which metrics it holds up: bits by their index, the first 64 */
	uint32_t weight;  /* metrics that it holds up, times 16, plus a fixed order of keys */
	int32_t since;    /* day it was answered unknown or routed, STK_DATE_NONE */
};

struct stk_holes {
	struct stk_arena arena;
	struct stk_hole *items; /* heaviest first, then address */
	size_t count, cap;
	const struct stk_scope *scope; /* whose holes these are; NULL: everybody's */
};

/* Asked keys of inventory, stakeholders, platforms (and their integrations) and metrics; retired
 * platforms are left alone. A hole goes to nobody who already said "I don't know" to it. metrics
 * may be NULL: then weights are the order of keys alone. */
struct stk_holes *stk_holes_new(struct stk_inventory *inventory,
				const struct stk_evidence *evidence,
				const struct stk_metrics *metrics);
/* The same of what is in the scope alone; it outlives the result. */
struct stk_holes *stk_holes_within(struct stk_inventory *inventory,
				   const struct stk_evidence *evidence,
				   const struct stk_metrics *metrics,
				   const struct stk_scope *scope);
void stk_holes_free(struct stk_holes *holes);

/* Whom to ask about one address, found without all the holes of a large inventory. */
struct stk_asker;
struct stk_asker *stk_asker_new(const struct stk_inventory *inventory,
				const struct stk_evidence *evidence);
void stk_asker_free(struct stk_asker *asker);
/* True if there is a hole at this address, spelled as holes spell theirs; *who as in stk_hole. */
bool stk_asker_at(struct stk_asker *asker, const char *address, const char **who);

/* Answers counted over all asked keys of all platforms that are not retired, integrations included.
 */
struct stk_answer_counts {
	uint32_t known, unknown, not_applicable, open;
};
void stk_answers_count(struct stk_inventory *inventory, const struct stk_evidence *evidence,
		       struct stk_answer_counts *counts);

#endif
