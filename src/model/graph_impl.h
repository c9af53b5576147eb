/*
 * What the files of the graph share with one another and with the metrics; nobody else includes it.
 */
#ifndef STOCKTAKE_MODEL_GRAPH_IMPL_H
#define STOCKTAKE_MODEL_GRAPH_IMPL_H

#include <stdlib.h>

#include "stocktake/model/graph.h"

/* A small hash table from symbols to numbers: what a word of the files means, found once. */
struct stk_sym_memo {
	struct {
		stk_sym sym; /* 0: free */
		int64_t value;
	} * slots;
	uint32_t cap, count;
};

/* What a word in `holds`, `carries` and the like means. */
enum stk_meaning { STK_MEANS_NOTHING, STK_MEANS_ALL, STK_MEANS_GROUP, STK_MEANS_TERM };

/* A row of terms that many platforms or links share. */
struct stk_rows {
	uint64_t *bits; /* count rows */
	uint32_t count, cap;
	uint32_t *slots; /* hash table of row number + 1 */
	uint32_t slot_cap;
};

/* What is in dispute about a platform's holdings and links. */
struct stk_contest {
	uint32_t platform;
	uint64_t *holds;  /* terms whose holding is disputed */
	uint64_t *claims; /* terms that somebody says it holds, and the record does not */
	bool open;        /* somebody says that it has links which the record lacks */
};

/* A dispute about some of what a link carries. */
struct stk_link_contest {
	uint32_t link;
	uint64_t *terms;
};

struct stk_graph_impl {
	struct stk_inventory *inventory;
	struct stk_sym_memo meanings, everys, standards;
	uint64_t *group_rows; /* per group: its terms */
	uint64_t *all;        /* every term */
	uint64_t *scratch;    /* two rows */
	struct stk_rows rows; /* masks of links, standard terms of products; row 0 is empty */
	struct stk_contest *contests; /* ascending by platform */
	uint32_t contest_count, contest_cap;
	struct stk_link_contest *link_contests; /* ascending by link */
	uint32_t link_contest_count, link_contest_cap;
	uint32_t *component_next; /* the next platform of the same component, or STK_NONE */
	uint64_t *has, *may_have; /* held or received, made on first use */
	uint32_t *stack;          /* scratch of paths, platform_count entries */
	uint32_t *came;           /* scratch of paths: link + 1 by which a platform was reached */
};

/* --- graph_terms.c --- */
int64_t *stk_sym_memo_get(struct stk_sym_memo *memo, stk_sym sym);
int64_t *stk_sym_memo_add(struct stk_sym_memo *memo, stk_sym sym, int64_t value);
enum stk_meaning stk_graph_meaning(struct stk_graph *graph, stk_sym word, uint32_t *index);
/* Adds the terms that a list (or one value) of groups, terms and `all` names; `all` sets every bit.
 * `groups` (may be NULL) gets the groups named as such. Returns true if `all` is among them. */
bool stk_graph_mask(struct stk_graph *graph, const struct stk_node *list, uint64_t *row,
		    uint64_t *groups);
/* The number of a shared row with this content. */
uint32_t stk_rows_put(struct stk_rows *rows, const uint64_t *row, uint32_t words);
/* The standard terms of a product, as a row; NULL if the catalogue does not know it. */
const uint64_t *stk_graph_standard(struct stk_graph *graph, stk_sym product);
int64_t stk_graph_every(struct stk_graph *graph, stk_sym text);
void stk_graph_terms_init(struct stk_graph *graph);
/* True if a field or `holds` names the term itself. */
bool stk_graph_names_term(struct stk_graph *graph, uint32_t platform, uint32_t term);

/* stk_node_get without a call, for the loops over every field and integration. */
static inline const struct stk_node *stk_graph_member(const struct stk_node *map, stk_sym key)
{
	if (!map || stk_node_kind(map) != STK_NODE_MAP)
		return NULL;
	STK_EACH_CHILD (child, map)
		if (child->key == key)
			return stk_node_kind(child) == STK_NODE_NULL ? NULL : child;
	return NULL;
}

static inline stk_sym stk_graph_word(const struct stk_node *map, stk_sym key)
{
	const struct stk_node *member = stk_graph_member(map, key);

	return member && stk_node_kind(member) == STK_NODE_SCALAR ? member->value : 0;
}

static inline bool stk_row_within(const uint64_t *row, const uint64_t *outer, uint32_t words)
{
	for (uint32_t i = 0; i < words; i++)
		if (row[i] & ~outer[i])
			return false;
	return true;
}

static inline bool stk_row_meets(const uint64_t *a, const uint64_t *b, uint32_t words)
{
	for (uint32_t i = 0; i < words; i++)
		if (a[i] & b[i])
			return true;
	return false;
}

static inline void stk_row_set(uint64_t *row, uint32_t bit)
{
	row[bit >> 6] |= (uint64_t)1 << (bit & 63);
}

/* As qsort_r; most buckets hold a handful. */
static inline void stk_sort_bucket(uint32_t *items, size_t count,
				   int (*compare)(const void *a, const void *b, void *data),
				   void *data)
{
	if (count > 24) {
		qsort_r(items, count, sizeof *items, compare, data);
		return;
	}
	for (size_t i = 1; i < count; i++) {
		uint32_t item = items[i];
		size_t at = i;

		for (; at && compare(&items[at - 1], &item, data) > 0; at--)
			items[at] = items[at - 1];
		items[at] = item;
	}
}

/* --- graph_links.c --- */
struct stk_graph_builder;
struct stk_graph_builder *stk_graph_builder_new(struct stk_graph *graph);
/* Notes what one platform declares. */
void stk_graph_gather(struct stk_graph_builder *builder, uint32_t platform,
		      const struct stk_node *integrations, const struct stk_node *whole);
/* Makes the links of all that was gathered, and frees the builder. */
void stk_graph_link(struct stk_graph_builder *builder);
/* --- graph_disputes.c --- */
void stk_graph_contest(struct stk_graph *graph);
const struct stk_contest *stk_graph_contest_of(const struct stk_graph *graph, uint32_t platform);
const uint64_t *stk_graph_link_contest_of(const struct stk_graph *graph, uint32_t link);
/* What an active platform exchanges is not known, or somebody says that it is more: it may have a
 * way that nobody wrote down. */
bool stk_graph_is_open(const struct stk_graph *graph, uint32_t platform);
/* --- graph_shape.c, graph_cuts.c --- */
void stk_graph_components(struct stk_graph *graph);
void stk_graph_reach(struct stk_graph *graph);
void stk_graph_articulate(struct stk_graph *graph);
void stk_graph_dominate(struct stk_graph *graph);

/* Both ends hold and carry. */
static inline bool stk_link_live(const struct stk_graph *graph, const struct stk_link *link)
{
	return graph->platforms[link->from].active && graph->platforms[link->to].active;
}

/* Whether something may go over it at all: not where nothing was said to be carried, nor to where a
 * view would have to be passed on. */
static inline bool stk_link_empty(const struct stk_link *link)
{
	return link->carries_known && !link->carries_all && link->mask == 0;
}

static inline const uint64_t *stk_link_row(const struct stk_graph *graph,
					   const struct stk_link *link)
{
	return graph->impl->rows.bits + (size_t)link->mask * graph->term_words;
}

#endif
