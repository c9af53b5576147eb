/* From the integrations that platforms declare to links, each side's word merged with the other's.
 */
#include <stdlib.h>
#include <string.h>

#include "stocktake/base/mem.h"

#include "graph_impl.h"

/* An integration as one platform declares it, read while its nodes are at hand: coming back to them
 * later costs most. There are many, and none outlives the builder: kept small. */
struct decl {
	uint32_t low, high; /* the pair, smaller index first */
	stk_sym name, method, via, every;
	uint32_t carries, back, who; /* how far behind `node`; 0: not said */
	uint16_t flow;               /* a word */
	bool by_high;                /* who says it: high, else low */
	const struct stk_node *node;
};

/* One link to be made: a direction of a merged pair of declarations. */
struct edge {
	uint32_t from, to;
	stk_sym name;
	uint32_t at_from, at_to; /* what each side declares: index of the declaration + 1; 0:
				    nothing. Of a `part_of`: at_from is its index + 1 */
	bool twin, part, back;   /* back: from the whole to its part */
};

struct stk_graph_builder {
	struct stk_graph *graph;
	struct decl *decls;
	size_t decl_count, decl_cap;
	struct edge *edges;
	size_t edge_count, edge_cap;
	struct {
		uint32_t platform;
		const struct stk_node *whole;
	} * parts;
	size_t part_count, part_cap;
};

/* What one side says, seen from the link. */
struct side {
	const struct stk_node *carries, *back, *who;
	stk_sym method, via, every;
	unsigned flow; /* bits, seen from the link's `from`: 1 goes along it, 2 comes back; 0 not
			  said */
};

static const struct decl *decl_at(const struct stk_graph_builder *builder, uint32_t at)
{
	return at ? &builder->decls[at - 1] : NULL;
}

static const struct stk_node *behind(const struct decl *decl, uint32_t offset)
{
	return offset ? decl->node + offset : NULL;
}

static unsigned flow_bits(const struct decl *decl, bool at_from)
{
	switch (decl ? decl->flow : 0) {
	case STK_W_BOTH: return 3;
	case STK_W_OUT: return at_from ? 1 : 2;
	case STK_W_IN: return at_from ? 2 : 1;
	default: return 0;
	}
}

static struct side side_of(const struct decl *decl, bool at_from)
{
	if (!decl)
		return (struct side){0};
	return (struct side){behind(decl, decl->carries),
			     behind(decl, decl->back),
			     behind(decl, decl->who),
			     decl->method,
			     decl->via,
			     decl->every,
			     flow_bits(decl, at_from)};
}

static void read_decl(const struct stk_node *node, struct decl *decl, stk_sym *with)
{
	*with = 0;
	if (stk_node_kind(node) != STK_NODE_MAP)
		return;
	decl->node = node;
	STK_EACH_CHILD (child, node) {
		stk_sym word = stk_node_kind(child) == STK_NODE_SCALAR ? child->value : 0;
		uint32_t offset = (uint32_t)(child - node);

		if (stk_node_kind(child) == STK_NODE_NULL)
			continue;
		switch (child->key) {
		case STK_W_WITH: *with = word; break;
		case STK_W_NAME: decl->name = word; break;
		case STK_W_FLOW: decl->flow = word < STK_W_COUNT ? (uint16_t)word : 0; break;
		case STK_W_METHOD: decl->method = word; break;
		case STK_W_VIA: decl->via = word; break;
		case STK_W_EVERY: decl->every = word; break;
		case STK_W_CARRIES: decl->carries = offset; break;
		case STK_W_BACK: decl->back = offset; break;
		case STK_W_WHO: decl->who = offset; break;
		default: break;
		}
	}
}

/* What a side says goes along the link. `effective` is its own flow, or the merged one where it
 * says none. */
static const struct stk_node *carried(const struct side *side, unsigned effective, bool at_from)
{
	if (effective == 0 || effective == 1)
		return side->carries;
	if (effective == 3)
		return at_from ? side->carries : side->back;
	return NULL;
}

static bool same_members(const struct stk_node *a, const struct stk_node *b)
{
	STK_EACH_VALUE(item, a)
	if (stk_node_kind(item) != STK_NODE_SCALAR || !stk_values_has(b, item->value))
		return false;
	STK_EACH_VALUE(item, b)
	if (stk_node_kind(item) != STK_NODE_SCALAR || !stk_values_has(a, item->value))
		return false;
	return true;
}

static stk_sym merge_words(stk_sym a, stk_sym b, bool *disputed)
{
	if (a && b && a != b)
		*disputed = true;
	return a ? a : b;
}

static void merge_carries(struct stk_graph *graph, const struct side *from, const struct side *to,
			  unsigned merged, struct stk_link *link)
{
	const struct stk_node *here = carried(from, from->flow ? from->flow : merged, true);
	const struct stk_node *there = carried(to, to->flow ? to->flow : merged, false);
	uint64_t *row = graph->impl->scratch;
	uint64_t *other = row + graph->term_words;

	memset(row, 0, (size_t)graph->term_words * 2 * sizeof *row);
	/* One side alone says `both` and no `back`: what it says goes both ways. */
	if (!here && !there && to->flow == 3)
		there = to->carries;
	link->carries = here ? here : there;
	link->carries_known = link->carries != NULL;
	link->carries_all = stk_graph_mask(graph, here, row, NULL);
	link->carries_all |= stk_graph_mask(graph, there, other, NULL);
	if (here && there && memcmp(row, other, graph->term_words * sizeof *row))
		link->disputed = true;
	for (uint32_t i = 0; i < graph->term_words; i++)
		row[i] |= other[i];
	link->mask = stk_rows_put(&graph->impl->rows, row, graph->term_words);
}

static void merge_every(struct stk_graph *graph, const struct side *from, const struct side *to,
			struct stk_link *link)
{
	int64_t here = from->every ? stk_graph_every(graph, from->every) : STK_EVERY_NONE;
	int64_t there = to->every ? stk_graph_every(graph, to->every) : STK_EVERY_NONE;

	if (here != STK_EVERY_NONE && there != STK_EVERY_NONE && here != there)
		link->disputed = true;
	link->every_minutes = here != STK_EVERY_NONE ? here : there;
}

static void fill_part(struct stk_graph_builder *builder, const struct edge *edge,
		      struct stk_link *link)
{
	struct stk_graph *graph = builder->graph;

	link->declared = builder->parts[edge->at_from - 1].whole;
	link->declared_by = edge->back ? edge->to : edge->from;
	link->part_of = link->carries_known = link->carries_all = true;
	link->mask = stk_rows_put(&graph->impl->rows, graph->impl->all, graph->term_words);
}

static void fill_link(struct stk_graph_builder *builder, const struct edge *edge,
		      struct stk_link *link)
{
	const struct decl *at_from = decl_at(builder, edge->part ? 0 : edge->at_from);
	const struct decl *at_to = decl_at(builder, edge->at_to);
	const struct decl *declared = at_from ? at_from : at_to;
	struct side from = side_of(at_from, true), to = side_of(at_to, false);
	unsigned merged = from.flow | to.flow;
	bool disputed = false;

	link->from = edge->from;
	link->to = edge->to;
	link->name = edge->name;
	link->twin = edge->twin;
	if (!declared) {
		fill_part(builder, edge, link);
		return;
	}
	link->declared = declared->node;
	link->declared_by = declared->by_high ? declared->high : declared->low;
	link->declared_too = at_from && at_to ? at_to->node : NULL;
	link->flow_unknown = merged == 0;
	if (from.flow && to.flow && (from.flow & 1) != (to.flow & 1))
		disputed = true;
	link->method = merge_words(from.method, to.method, &disputed);
	link->via = merge_words(from.via, to.via, &disputed);
	link->who = from.who ? from.who : to.who;
	if (from.who && to.who && !same_members(from.who, to.who))
		disputed = true;
	link->disputed = disputed;
	link->view = link->method == STK_W_VIEW;
	link->by_hand = link->method == STK_W_FILE || link->method == STK_W_MANUAL;
	link->native = link->method == STK_W_NATIVE;
	merge_every(builder->graph, &from, &to, link);
	merge_carries(builder->graph, &from, &to, merged, link);
}

/* --- gathering --- */

static uint32_t platform_of(const struct stk_inventory *inventory, stk_sym id)
{
	const struct stk_entity *entity =
		id ? stk_inventory_find_sym(inventory, STK_PLATFORM, id) : NULL;

	return entity ? stk_entity_index(inventory, STK_PLATFORM, entity) : STK_NONE;
}

static struct edge *push_edge(struct stk_graph_builder *builder, uint32_t from, uint32_t to)
{
	struct edge *edge;

	STK_GROW(builder->edges, builder->edge_cap, builder->edge_count + 1);
	edge = &builder->edges[builder->edge_count++];
	memset(edge, 0, sizeof *edge);
	edge->from = from;
	edge->to = to;
	return edge;
}

static void push_direction(struct stk_graph_builder *builder, uint32_t at_from, uint32_t at_to,
			   bool twin)
{
	const struct decl *any = decl_at(builder, at_from ? at_from : at_to);
	/* At one's own end of it speaks who declares it. */
	bool from_high = any->by_high == (at_from != 0);
	struct edge *edge = push_edge(builder, from_high ? any->high : any->low,
				      from_high ? any->low : any->high);

	edge->name = any->name;
	edge->at_from = at_from;
	edge->at_to = at_to;
	edge->twin = twin;
}

static void count_degree(struct stk_graph *graph, uint32_t a, uint32_t b)
{
	if (graph->platforms[a].active && graph->platforms[b].active) {
		graph->platforms[a].degree++;
		graph->platforms[b].degree++;
	}
}

static void count_via(struct stk_graph_builder *builder, uint32_t low, uint32_t high, stk_sym via)
{
	struct stk_graph *graph = builder->graph;
	uint32_t middle = platform_of(graph->inventory, via);

	if (middle == STK_NONE || middle == low || middle == high)
		return;
	graph->platforms[middle].declared_to = true;
	if (graph->platforms[middle].active && graph->platforms[low].active &&
	    graph->platforms[high].active)
		graph->platforms[middle].degree++;
}

static void push_pair(struct stk_graph_builder *builder, uint32_t low, uint32_t high)
{
	const struct decl *at_low = decl_at(builder, low), *at_high = decl_at(builder, high);
	const struct decl *any = at_low ? at_low : at_high;
	unsigned flow = flow_bits(at_low, true) | flow_bits(at_high, false);

	if (flow == 0)
		flow = 3;
	if (flow & 1)
		push_direction(builder, low, high, flow == 3);
	if (flow & 2)
		push_direction(builder, high, low, flow == 3);
	count_degree(builder->graph, any->low, any->high);
	if (at_low)
		builder->graph->platforms[any->high].declared_to = true;
	if (at_high)
		builder->graph->platforms[any->low].declared_to = true;
	if (at_low && at_low->via)
		count_via(builder, any->low, any->high, at_low->via);
	if (at_high && at_high->via && (!at_low || at_high->via != at_low->via))
		count_via(builder, any->low, any->high, at_high->via);
}

struct stk_graph_builder *stk_graph_builder_new(struct stk_graph *graph)
{
	struct stk_graph_builder *builder = stk_xcalloc(1, sizeof *builder);

	builder->graph = graph;
	return builder;
}

void stk_graph_gather(struct stk_graph_builder *builder, uint32_t platform,
		      const struct stk_node *integrations, const struct stk_node *whole)
{
	const struct stk_inventory *inventory = builder->graph->inventory;

	if (whole && stk_node_kind(whole) == STK_NODE_SCALAR) {
		STK_GROW(builder->parts, builder->part_cap, builder->part_count + 1);
		builder->parts[builder->part_count].platform = platform;
		builder->parts[builder->part_count++].whole = whole;
	}
	STK_EACH_VALUE(item, integrations)
	{
		struct decl decl = {0};
		stk_sym id;
		uint32_t with;

		read_decl(item, &decl, &id);
		with = platform_of(inventory, id);
		if (with == STK_NONE)
			builder->graph->platforms[platform].open = true;
		if (with == STK_NONE || with == platform)
			continue;
		decl.low = platform < with ? platform : with;
		decl.high = platform < with ? with : platform;
		decl.by_high = platform > with;
		STK_GROW(builder->decls, builder->decl_cap, builder->decl_count + 1);
		builder->decls[builder->decl_count++] = decl;
	}
}

/* An app inside another: a pair of edges, of which the first goes out of the part. */
static void push_parts(struct stk_graph_builder *builder)
{
	for (size_t i = 0; i < builder->part_count; i++) {
		uint32_t part = builder->parts[i].platform;
		uint32_t whole =
			platform_of(builder->graph->inventory, builder->parts[i].whole->value);
		struct edge *edge;

		if (whole == STK_NONE || whole == part)
			continue;
		edge = push_edge(builder, part, whole);
		edge->at_from = (uint32_t)i + 1;
		edge->part = edge->twin = true;
		edge = push_edge(builder, whole, part);
		edge->at_from = (uint32_t)i + 1;
		edge->part = edge->twin = edge->back = true;
		builder->graph->platforms[whole].declared_to = true;
		count_degree(builder->graph, part, whole);
	}
}

/* --- sorting: by counting on the first key, then each small bucket by the rest --- */

#define SMALL 24

/* As qsort_r; most buckets hold a handful. */
static void sort_bucket(uint32_t *items, size_t count,
			int (*compare)(const void *a, const void *b, void *data), void *data)
{
	if (count > SMALL) {
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

/* In the order of reading where all else is the same: by platform, and as they stand there. */
static int by_pair(const void *a, const void *b, void *data)
{
	const struct decl *decls = data;
	uint32_t i = *(const uint32_t *)a, j = *(const uint32_t *)b;
	const struct decl *x = &decls[i], *y = &decls[j];

	if (x->high != y->high)
		return x->high < y->high ? -1 : 1;
	if (x->name != y->name)
		return x->name < y->name ? -1 : 1;
	return i < j ? -1 : i > j;
}

/* The declarations by pair and name, the smaller platform's before the other's. */
static uint32_t *sort_decls(const struct stk_graph_builder *builder)
{
	uint32_t count = builder->graph->platform_count;
	uint32_t *first = stk_xcalloc((size_t)count + 2, sizeof *first);
	uint32_t *sorted = stk_xcalloc(builder->decl_count + 1, sizeof *sorted);

	for (size_t i = 0; i < builder->decl_count; i++)
		first[builder->decls[i].low + 2]++;
	for (uint32_t p = 0; p < count; p++)
		first[p + 1] += first[p];
	for (size_t i = 0; i < builder->decl_count; i++)
		sorted[first[builder->decls[i].low + 1]++] = (uint32_t)i;
	for (uint32_t p = 0; p < count; p++)
		if (first[p + 1] - first[p] > 1)
			sort_bucket(sorted + first[p], first[p + 1] - first[p], by_pair,
				    builder->decls);
	free(first);
	return sorted;
}

static bool same_link(const struct decl *a, const struct decl *b)
{
	return a->low == b->low && a->high == b->high && a->name == b->name;
}

/* The n-th declaration of one side goes with the n-th of the other. */
static void pair_decls(struct stk_graph_builder *builder)
{
	uint32_t *sorted = sort_decls(builder);
	const struct decl *decls = builder->decls;
	size_t at = 0;

	while (at < builder->decl_count) {
		const uint32_t *run = sorted + at;
		size_t len = 0, low = 0, high;

		while (at + len < builder->decl_count &&
		       same_link(&decls[run[len]], &decls[run[0]])) {
			low += !decls[run[len]].by_high;
			len++;
		}
		high = len - low;
		for (size_t i = 0; i < low || i < high; i++)
			push_pair(builder, i < low ? run[i] + 1 : 0,
				  i < high ? run[low + i] + 1 : 0);
		at += len;
	}
	free(sorted);
}

/* Names of links compare as text, so that the order does not hang on the order of reading. */
static int by_target(const void *a, const void *b, void *data)
{
	const struct stk_graph_builder *builder = data;
	uint32_t i = *(const uint32_t *)a, j = *(const uint32_t *)b;
	const struct edge *x = &builder->edges[i], *y = &builder->edges[j];
	const struct stk_syms *syms = &builder->graph->inventory->syms;

	if (x->to != y->to)
		return x->to < y->to ? -1 : 1;
	if (x->name != y->name)
		return strcmp(stk_sym_text(syms, x->name), stk_sym_text(syms, y->name));
	return i < j ? -1 : i > j;
}

static void make_links(struct stk_graph_builder *builder)
{
	struct stk_graph *graph = builder->graph;
	uint32_t count = graph->platform_count;
	uint32_t total = (uint32_t)builder->edge_count;
	uint32_t *first = stk_xcalloc((size_t)count + 2, sizeof *first);
	uint32_t *orders = stk_xcalloc((size_t)total + 1, sizeof *orders);

	for (uint32_t i = 0; i < total; i++)
		first[builder->edges[i].from + 2]++;
	for (uint32_t p = 0; p < count; p++)
		first[p + 1] += first[p];
	for (uint32_t i = 0; i < total; i++)
		orders[first[builder->edges[i].from + 1]++] = i;
	graph->link_count = total;
	graph->links = stk_xcalloc((size_t)total + 1, sizeof *graph->links);
	for (uint32_t p = 0; p < count; p++)
		if (first[p + 1] - first[p] > 1)
			sort_bucket(orders + first[p], first[p + 1] - first[p], by_target, builder);
	for (uint32_t i = 0; i < total; i++)
		fill_link(builder, &builder->edges[orders[i]], &graph->links[i]);
	free(orders);
	graph->out_first = first;
}

static void index_targets(struct stk_graph *graph)
{
	uint32_t count = graph->platform_count;
	uint32_t *first = stk_xcalloc((size_t)count + 2, sizeof *first);

	graph->in_links = stk_xcalloc((size_t)graph->link_count + 1, sizeof *graph->in_links);
	for (uint32_t i = 0; i < graph->link_count; i++)
		first[graph->links[i].to + 2]++;
	for (uint32_t p = 0; p < count; p++)
		first[p + 1] += first[p];
	for (uint32_t i = 0; i < graph->link_count; i++)
		graph->in_links[first[graph->links[i].to + 1]++] = i;
	graph->in_first = first;
}

void stk_graph_link(struct stk_graph_builder *builder)
{
	pair_decls(builder);
	push_parts(builder);
	make_links(builder);
	index_targets(builder->graph);
	free(builder->decls);
	free(builder->edges);
	free(builder->parts);
	free(builder);
}
