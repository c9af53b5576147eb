/*
 * The graph of platforms and what goes between them, computed once from a loaded inventory
 * ("Metrics, exactly" in DESIGN, points 1 and 2).
 *
 * Platforms go by their index in kinds[STK_PLATFORM]. Terms and groups go by their index in the
 * inventory; a set of terms is a row of `term_words` 64-bit words. "Definite" follows only what was
 * said; "possible" also follows what may be (a group alone, absent `holds`, absent `carries`), so
 * that silence never makes a silo.
 */
#ifndef STOCKTAKE_MODEL_GRAPH_H
#define STOCKTAKE_MODEL_GRAPH_H

#include "stocktake/model/inventory.h"

/*
 * One direction of an integration. Declared from both sides it is one link, merged key by key:
 * silence yields, differing values make it disputed (`flow`: only the direction that one side
 * denies). With `flow: both`, what each side says of `carries` is what it sends; where only one
 * side speaks and gives no `back`, its `carries` goes both ways. An app inside another (`part_of`)
 * shares its data: that is a pair of real-time links that carry all. Links with platforms that are
 * not in the inventory, and with itself, are none.
 */
struct stk_link {
	uint32_t from, to;    /* platform indexes */
	stk_sym name;         /* for a second link between the same pair, else 0 */
	stk_sym method;       /* 0: not said */
	stk_sym via;          /* platform id as written, 0: none */
	uint32_t declared_by; /* platform index of the entity that declares it (the first, if both)
			       */
	uint32_t mask;        /* private: what `carries` names, as a row of terms */
	bool carries_known : 1; /* `carries` (or `back`) was said */
	bool carries_all : 1;
	bool disputed : 1; /* the two sides say different things, or a dispute is recorded about the
			      whole of it */
	bool view : 1;     /* shown, not stored */
	bool by_hand : 1;  /* method file or manual */
	bool native : 1;
	bool twin : 1;                       /* half of a `both` */
	bool flow_unknown : 1;               /* nobody said which way it goes: it may be this one */
	bool part_of : 1;                    /* from `part_of`; declared is then that key's node */
	const struct stk_node *who;          /* who does it by hand; may be NULL */
	int64_t every_minutes;               /* STK_EVERY_NONE: not said; STK_EVERY_ON_DEMAND */
	const struct stk_node *carries;      /* as written: groups, terms, all; NULL: not said */
	const struct stk_node *declared;     /* the integration's node, at `from` or `to` */
	const struct stk_node *declared_too; /* the other side's node, or NULL */
};

enum stk_said { STK_SAID_NOTHING, STK_SAID_NONE, STK_SAID_SOME };

struct stk_platform_facts {
	enum stk_said holds;        /* absent and no fields; [] and no fields; something */
	enum stk_said integrations; /* absent; []; something */
	bool active; /* neither planned nor retired, or a destination: holds and carries */
	bool retiring, destination, personal_copies; /* copies > 1 */
	bool record;                                 /* `system_of_record` names something */
	bool contested;                              /* it has `disputes` */
	bool open; /* what it exchanges is not known: not asked, or it names a platform that is not
		      there */
	bool declared_to; /* some other platform declares a link with it, or one `via` it */
	bool reaches;     /* a definite path of links to a destination (itself counts) */
	bool may_reach;  /* or one over what may be: a platform on the way, itself included, was not
			    asked what it exchanges */
	uint32_t degree; /* links to or from other active platforms, a `both` once; one `via` it
			    counts too */
	uint32_t component; /* connected group, numbered by its smallest platform index; undirected,
			       active platforms only, else STK_NONE */
	bool cut;           /* articulation point of its component */
	/* Of platforms that reach a destination for sure. Who was not asked what it exchanges may
	 * have another way, so nothing is claimed of it, nor of what goes through it. */
	uint32_t cuts_off; /* platforms that no longer reach a destination without it */
	uint32_t gate;     /* the nearest platform without which it does not reach one; STK_NONE: no
			      single one, or it does not reach any. Itself no destination */
	uint32_t bridge;   /* the only link by which it reaches one: index, else STK_NONE */
};

struct stk_graph {
	const struct stk_inventory *inventory;
	struct stk_arena arena;
	uint32_t platform_count;
	struct stk_platform_facts *platforms;
	struct stk_link *links; /* sorted by from, to, name */
	uint32_t link_count;
	uint32_t *out_first; /* links out of platform p: links[out_first[p] .. out_first[p+1]) */
	uint32_t *in_first,
		*in_links; /* links into p: links[in_links[in_first[p] .. in_first[p+1])] */
	uint32_t term_words;
	uint64_t *holds;       /* platform_count rows: terms held for sure */
	uint64_t *may_hold;    /* superset of holds */
	uint64_t *group_holds; /* platform_count rows of group_words: groups named in `holds` (or
				  with a field) */
	uint32_t group_words;
	uint32_t component_count;
	struct stk_graph_impl *impl; /* private */
};

/* `fields` of which none names a term count as silence about what is held, as an absent `holds`
 * does. */
struct stk_graph *stk_graph_new(struct stk_inventory *inventory);
void stk_graph_free(struct stk_graph *graph);

static inline bool stk_bits_has(const uint64_t *row, uint32_t bit)
{
	return (row[bit >> 6] >> (bit & 63)) & 1u;
}

/* True if the link carries the term (definitely / possibly), given what its source holds or has
 * received. */
bool stk_link_carries(const struct stk_graph *graph, const struct stk_link *link, uint32_t term,
		      bool possibly);

/* The shortest path of links (fewest hops, then smallest indexes) by which `terms` (a row; NULL:
 * any data) get from platform to platform; definite links only unless `possibly`. Fills path with
 * link indexes from source to target and returns their number; 0 if from == to; STK_NONE if there
 * is none. At most max links. */
uint32_t stk_graph_path(const struct stk_graph *graph, uint32_t from, uint32_t to,
			const uint64_t *terms, bool possibly, uint32_t *path, uint32_t max);

/* The platforms of a component, ascending, into out (at most max); returns how many there are. */
uint32_t stk_graph_component(const struct stk_graph *graph, uint32_t component, uint32_t *out,
			     uint32_t max);

#endif
