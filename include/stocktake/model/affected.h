/*
 * Whom a change of platforms, links and metrics concerns, and why.
 */
#ifndef STOCKTAKE_MODEL_AFFECTED_H
#define STOCKTAKE_MODEL_AFFECTED_H

#include "stocktake/model/compare.h"

enum stk_concern {
	STK_CONCERN_OWNS,        /* the platform */
	STK_CONCERN_ADMINISTERS, /* the platform */
	STK_CONCERN_USES,        /* the platform, which goes */
	STK_CONCERN_BY_HAND,     /* carries data from the platform to `other` */
	STK_CONCERN_WOULD,       /* carry data by hand from the platform to `other` */
	STK_CONCERN_READS,       /* the metric, on the platform that shows it */
	STK_CONCERN_MEANT_FOR    /* the metric, by its audience */
};

struct stk_reason {
	enum stk_concern why;
	const char *platform; /* id; NULL: none */
	const char *other;    /* BY_HAND: the platform that it goes to */
	const char *metric;   /* id; NULL: none */
};

struct stk_person {
	const char *who; /* address: stakeholders/ID, or inventory/teams/ID */
	struct stk_reason *reasons;
	size_t reason_count, reason_cap;
};

/* What the change touches directly. */
struct stk_touched {
	const char *platform; /* id */
	const char *other;    /* a link with it comes; NULL */
	const char *who;      /* stakeholder id: who would do that by hand; NULL */
	bool goes;            /* the platform is no longer used */
};

struct stk_affected {
	struct stk_arena arena;
	struct stk_person *items; /* people, then teams; sorted by address */
	size_t count, cap;
};

/* Owners and administrators of what is touched; who uses what goes; who carries data by hand to or
 * from what goes, or between the two ends of a new link, and who would; who reads the metrics that
 * change: the teams of the platforms that show them, and by `audience` the teams up the chain
 * (board), down (rep) and at home (manager, team). As the inventory of `graph`, the one before, has
 * it. */
void stk_affected_gather(const struct stk_graph *graph, const struct stk_touched *touched,
			 size_t count, const struct stk_compared *compared,
			 struct stk_affected *affected);
void stk_affected_release(struct stk_affected *affected);

#endif
