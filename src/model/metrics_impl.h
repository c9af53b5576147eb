/*
 * What the files of the metrics share; nobody else includes it.
 *
 * A *want* is one group with the terms that some metric needs of it; metrics that need the same
 * share it. Its variants are the rows of terms that serve: the terms themselves, and those with
 * derivable ones replaced by what they are derived from.
 *
 * A *level* is how much is believed: what was said and nobody disputes; that and what is disputed;
 * that and what may be.
 */
#ifndef STOCKTAKE_MODEL_METRICS_IMPL_H
#define STOCKTAKE_MODEL_METRICS_IMPL_H

#include "stocktake/base/str.h"
#include "stocktake/model/metrics.h"

#include "graph_impl.h"

#define MAX_VARIANTS 16 /* of one want */
#define MAX_JOINS    8  /* of one metric */
#define MAX_LISTED                                                                                 \
	8 /* candidates looked at for one want: as many systems of record, as many others */
#define MAX_COMBOS 4096
#define MAX_ASKED  8 /* people named for one need */

enum level { SURE, SAID, MAYBE, LEVELS };

struct want {
	stk_sym group;
	uint32_t group_index; /* STK_NONE: no such group */
	stk_sym *terms;       /* as needed, in order of the metric */
	uint32_t term_count;
	bool whole;         /* the group as such is needed, no term of it */
	stk_sym undefined;  /* a term that the dictionary does not have, or 0 */
	uint64_t *row;      /* the terms; the whole group where `whole` */
	uint64_t *variants; /* variant_count rows, the first is `row` */
	uint32_t variant_count;
};

/* A platform from which a want comes for sure. */
struct candidate {
	uint32_t platform, variant;
	bool record;
	int64_t age_minutes;
	uint32_t hops;
	const uint32_t *path;
	uint64_t cost;
};

struct candidates {
	struct candidate items[2 * MAX_LISTED];
	uint32_t count;
	bool made;
};

/* What one walk over the platforms finds out about a want at a destination. */
struct tally {
	uint32_t arrive[LEVELS];             /* platforms from which it comes at that level */
	uint32_t listed[LEVELS][MAX_LISTED]; /* the first of them */
	uint32_t records;                    /* systems of record among arrive[SURE] */
	uint32_t held, held_first; /* platforms that hold it for sure; the first, a system of record
				      before others */
	bool held_record;
	bool held_disputed; /* somebody is said to hold it, which is disputed */
	uint32_t may;       /* platforms that may hold it */
	bool any_record;    /* some platform is its system of record */
	/* Whose silence matters: that of holders about what they exchange; of those who name the
	 * group; of all others. */
	uint32_t silent[3];
	uint32_t silent_first[3][MAX_LISTED];
};

/* One destination. */
struct place {
	uint32_t destination;
	uint64_t *reach[LEVELS]; /* per platform: terms that would get from it to the destination */
	struct tally *tallies;   /* per want */
	struct candidates *candidates; /* per want, twice: without and with `fresh` */
	uint32_t *whole; /* per metric: the first platform from which all its wants come, or
			    STK_NONE */
};

struct metric_info {
	uint32_t *wants;
	uint32_t want_count;
	bool needs_said;
	int64_t fresh_minutes;            /* STK_EVERY_NONE: no `fresh` */
	const uint64_t *joins[MAX_JOINS]; /* rows of keys that identify what a needed key does */
	uint32_t join_count;
	uint32_t shown_at;   /* a platform that shows it, STK_NONE */
	uint32_t shown_more; /* another one, STK_NONE */
};

struct search_entry {
	uint64_t cost;
	uint32_t platform;
};

struct search {
	const struct stk_graph *graph;
	uint64_t *best;  /* cost */
	uint32_t *stamp; /* best and next are of this search */
	uint32_t *next;  /* link towards the destination */
	struct search_entry *heap;
	size_t count, cap;
	uint32_t now;
	uint32_t destination;
	const uint64_t *row;
	bool fresh;
};

struct stk_metrics_impl {
	struct stk_metrics *metrics;
	struct stk_graph *graph;
	struct want *wants;
	uint32_t want_count, want_cap;
	struct metric_info *infos; /* per metric */
	uint64_t *keys;            /* terms that join groups */
	uint64_t *relevant;        /* terms that matter to any metric */
	struct place *places;
	uint32_t place_count;
	struct search search;
	uint64_t *scratch;  /* 4 rows */
	uint64_t *anywhere; /* terms that some platform holds or may hold */
	stk_sym *hold_voices,
		*link_voices; /* per platform: who said it; 0 nobody, STK_NONE several */
};

/* --- metrics_wants.c --- */
void stk_metrics_wants(struct stk_metrics_impl *impl);
/* --- metrics_reach.c --- */
void stk_metrics_reach(struct stk_metrics_impl *impl, struct place *place);
void stk_metrics_tally(struct stk_metrics_impl *impl, struct place *place);
const uint64_t *stk_metrics_holds(const struct stk_metrics_impl *impl, uint32_t platform,
				  enum level level, uint64_t *buffer);
/* The variant that the platform holds (and, with a place, that gets from it to the destination);
 * STK_NONE if none. */
uint32_t stk_metrics_fits(const struct stk_metrics_impl *impl, const struct place *place,
			  uint32_t platform, const struct want *want, enum level level);
/* True if the platform holds this variant for sure. */
bool stk_metrics_serves(const struct stk_metrics_impl *impl, uint32_t platform,
			const struct want *want, uint32_t variant);
bool stk_metrics_is_record(const struct stk_metrics_impl *impl, uint32_t platform,
			   const struct want *want);
/* --- metrics_search.c --- */
void stk_metrics_candidates(struct stk_metrics_impl *impl, struct place *place, uint32_t want,
			    bool fresh);
/* The way from one platform, whether or not it is among the candidates; false if there is none. */
bool stk_metrics_candidate(struct stk_metrics_impl *impl, struct place *place, uint32_t want,
			   bool fresh, uint32_t platform, struct candidate *out);
void stk_search_release(struct search *search);
/* --- metrics_join.c --- */
enum stk_metric_state stk_candidate_state(const struct candidate *candidate, int64_t fresh_minutes);
void stk_metrics_judge(struct stk_metrics_impl *impl, struct place *place, uint32_t index,
		       struct stk_metric *metric);
/* True if the platforms (count of them, one for each group) are joined by keys. rows: what each
 * brings along. */
bool stk_metrics_joined(const struct stk_metrics_impl *impl, const struct metric_info *info,
			const uint32_t *platforms, const uint64_t *const *rows, uint32_t count);
/* --- metrics_ask.c --- */
/* The first silence on the way from a platform: one that has not said what it exchanges, or a link
 * of which nobody said what it carries. */
struct stk_gap {
	uint32_t platform, link; /* STK_NONE */
};
struct stk_gap stk_metrics_gap(const struct stk_metrics_impl *impl, const struct place *place,
			       uint32_t want, uint32_t from);
void stk_metrics_ask(struct stk_metrics_impl *impl, struct place *place, uint32_t want,
		     struct stk_need *need);
void stk_metrics_ask_age(struct stk_metrics_impl *impl, struct stk_need *need);
/* Adds who could speak for the platform to need->ask. */
void stk_metrics_ask_platform(struct stk_metrics_impl *impl, uint32_t platform,
			      struct stk_need *need);
/* --- metrics_reason.c --- */
void stk_metrics_missing(struct stk_metrics_impl *impl, struct place *place, uint32_t want,
			 struct stk_need *need);
void stk_metrics_reason(struct stk_metrics_impl *impl, struct place *place, uint32_t index,
			struct stk_metric *metric);
/* Where nothing reaches for want of a destination. */
void stk_metrics_nowhere(struct stk_metrics_impl *impl, uint32_t index, struct stk_metric *metric);
/* --- metrics_caveats.c --- */
void stk_metrics_voices(struct stk_metrics_impl *impl);
void stk_metrics_shows(struct stk_metrics_impl *impl);
unsigned stk_metrics_caveats(struct stk_metrics_impl *impl, struct place *place, uint32_t index,
			     const struct stk_metric *metric);

static inline const uint64_t *want_variant(const struct stk_metrics_impl *impl,
					   const struct want *want, uint32_t variant)
{
	return want->variants + (size_t)variant * impl->graph->term_words;
}

#endif
