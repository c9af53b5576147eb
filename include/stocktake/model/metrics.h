/*
 * Which metrics can be computed, from where, and what would make more of them computable: DESIGN's
 * "Metrics, exactly", points 1-6.
 */
#ifndef STOCKTAKE_MODEL_METRICS_H
#define STOCKTAKE_MODEL_METRICS_H

#include "stocktake/model/graph.h"

/* From best to worst: a metric's state is the worst of its groups'. */
enum stk_metric_state {
	STK_READY,
	STK_STALE,
	STK_UNKNOWN,
	STK_DISPUTED,
	STK_SILO,
	STK_MISSING,
	STK_METRIC_STATES
};

/* Caveats, as bits; names by stk_caveat_name in this order. */
#define STK_CAVEAT_BY_HAND         1u
#define STK_CAVEAT_ASSUMED         2u
#define STK_CAVEAT_ONE_VOICE       4u
#define STK_CAVEAT_COPY_NOT_RECORD 8u
#define STK_CAVEAT_PATCHY          16u
#define STK_CAVEAT_COPIES          32u
#define STK_CAVEAT_SHOWN_ELSEWHERE 64u
#define STK_CAVEATS                7

struct stk_need {
	stk_sym group;
	const stk_sym *terms; /* that the metric needs of this group */
	uint32_t term_count;
	enum stk_metric_state state;
	uint32_t from;        /* platform that it comes from, or holds it where it does not arrive;
				 STK_NONE */
	const uint32_t *path; /* link indexes from `from` to the destination */
	uint32_t path_len;
	int64_t age_minutes; /* STK_EVERY_NONE unknown, STK_EVERY_ON_DEMAND */
	const stk_sym *ask;  /* stakeholder ids who could say, where the state is unknown */
	uint32_t ask_count;
	const char *missing_terms; /* space-separated terms that are the trouble, or "" */
	bool together; /* each of missing_terms is held somewhere, but no platform holds all */
};

struct stk_metric {
	uint32_t entity; /* index in kinds[STK_METRIC] */
	enum stk_metric_state state;
	unsigned caveats;
	uint32_t destination; /* platform index, STK_NONE where the inventory names none */
	struct stk_need *needs;
	uint32_t need_count;
	bool unjoined; /* all groups arrive, and no key joins them */
	const char
		*reason; /* one sentence: why it is in this state; English, a translatable whole */
};

struct stk_unlock {
	uint32_t from, to;      /* platforms to connect */
	const stk_sym *carries; /* groups, sorted */
	uint32_t carry_count;
	const uint32_t *metrics; /* indexes into results->items that become ready or stale with it
				    and those before it */
	uint32_t metric_count;
	bool native; /* the catalogue knows a native integration */
};

struct stk_metrics {
	const struct stk_graph *graph;
	struct stk_arena arena;
	struct stk_metric *items; /* one per metric entity, in their order */
	uint32_t count;
	struct stk_unlock *unlocks; /* best first; made by stk_metrics_unlocks */
	uint32_t unlock_count;
	uint32_t by_state[STK_METRIC_STATES];
	struct stk_metrics_impl *impl; /* private */
};

/*
 * How the points are read where they leave a choice:
 * - The system of record is taken first where it is computable (ready or stale) from there; else
 * what is computable elsewhere; of equals the better state, the younger, the shorter way, the
 * smaller index.
 * - A group whose terms arrive over one path is judged by that path; where none from a platform
 * carries them all, term by term, by the oldest.
 * - `every: on demand` is stale where it is done by hand, no delay where a method says that it is
 * not, else unknown. Without `fresh` only what is on demand by hand is stale. An unknown age is
 * unknown only where the metric has `fresh`.
 * - Groups from different platforms are joined by the same key term, held by both and arriving from
 * both; or by two keys that identify the same thing (`key: rep` in terms.yaml: deal.owner,
 * quota.owner, rep.email), where the metric needs one that does. Three platforms may be joined two
 * by two.
 * - A group is `silo` where somebody holds it for sure and none of those may reach the destination,
 * unless a platform that names the group (or is its system of record) may hold it and may reach. It
 * is `disputed` where it would arrive if disputes were settled one way.
 * - Where groups arrive and no key joins them, the last of them bears the state: disputed, unknown
 * (a key may come), silo (held, does not arrive) or missing.
 * - Of several destinations the best state counts, then the order in inventory.yaml.
 */
/* Without unlocks: cheap enough for every prompt of the interview. */
struct stk_metrics *stk_metrics_new(struct stk_graph *graph);
void stk_metrics_unlocks(struct stk_metrics *metrics);
void stk_metrics_free(struct stk_metrics *metrics);
/* Metrics that can be computed today: ready or stale. */
uint32_t stk_metrics_computable(const struct stk_metrics *metrics);
const char *stk_metric_state_name(enum stk_metric_state state);
const char *stk_caveat_name(unsigned index); /* 0 .. STK_CAVEATS-1 */

#endif
