/* Components, what reaches the destinations, paths, and what each platform has received. */
#include <stdlib.h>
#include <string.h>

#include "stocktake/base/mem.h"

#include "graph_impl.h"

/* --- components: union-find whose roots are the smallest index --- */

static uint32_t root_of(uint32_t *parent, uint32_t node)
{
	while (parent[node] != node) {
		parent[node] = parent[parent[node]];
		node = parent[node];
	}
	return node;
}

static void unite(uint32_t *parent, uint32_t a, uint32_t b)
{
	a = root_of(parent, a);
	b = root_of(parent, b);
	if (a < b)
		parent[b] = a;
	else
		parent[a] = b;
}

/* A platform that a link runs through belongs with its ends. */
static void unite_via(struct stk_graph *graph, uint32_t *parent, const struct stk_link *link)
{
	const struct stk_inventory *inventory = graph->inventory;
	const struct stk_entity *entity =
		link->via ? stk_inventory_find_sym(inventory, STK_PLATFORM, link->via) : NULL;
	uint32_t index = entity ? stk_entity_index(inventory, STK_PLATFORM, entity) : STK_NONE;

	if (index != STK_NONE && graph->platforms[index].active)
		unite(parent, index, link->from);
}

void stk_graph_components(struct stk_graph *graph)
{
	uint32_t count = graph->platform_count;
	uint32_t *parent = stk_xcalloc((size_t)count + 1, sizeof *parent);
	uint32_t *last = stk_xcalloc((size_t)count + 1, sizeof *last);
	uint32_t *next = stk_xcalloc((size_t)count + 1, sizeof *next);

	for (uint32_t p = 0; p < count; p++)
		parent[p] = p;
	for (uint32_t i = 0; i < graph->link_count; i++) {
		const struct stk_link *link = &graph->links[i];

		if (!stk_link_live(graph, link))
			continue;
		unite(parent, link->from, link->to);
		unite_via(graph, parent, link);
	}
	for (uint32_t p = 0; p < count; p++) {
		uint32_t root;

		next[p] = STK_NONE;
		if (!graph->platforms[p].active)
			continue;
		root = root_of(parent, p);
		graph->platforms[p].component = root;
		if (root == p)
			graph->component_count++;
		else
			next[last[root]] = p;
		last[root] = p;
	}
	free(parent);
	free(last);
	graph->impl->component_next = next;
}

uint32_t stk_graph_component(const struct stk_graph *graph, uint32_t component, uint32_t *out,
			     uint32_t max)
{
	uint32_t count = 0;

	if (component >= graph->platform_count ||
	    graph->platforms[component].component != component)
		return 0;
	for (uint32_t p = component; p != STK_NONE; p = graph->impl->component_next[p]) {
		if (count < max)
			out[count] = p;
		count++;
	}
	return count;
}

/* --- reaching a destination, with whatever data --- */

/* What is only shown goes no further, so a view leads somewhere only where its end is the target.
 */
static bool leads(const struct stk_graph *graph, const struct stk_link *link, bool to_target,
		  bool possibly)
{
	if (!stk_link_live(graph, link) || stk_link_empty(link))
		return false;
	if (link->flow_unknown && !possibly)
		return false;
	return !link->view || to_target;
}

static void reach_back(struct stk_graph *graph, uint32_t *queue, uint32_t queued, bool possibly)
{
	for (uint32_t at = 0; at < queued; at++) {
		uint32_t to = queue[at];

		for (uint32_t i = graph->in_first[to]; i < graph->in_first[to + 1]; i++) {
			const struct stk_link *link = &graph->links[graph->in_links[i]];
			struct stk_platform_facts *from = &graph->platforms[link->from];
			bool *flag = possibly ? &from->may_reach : &from->reaches;

			if (*flag ||
			    !leads(graph, link, graph->platforms[to].destination, possibly))
				continue;
			*flag = true;
			queue[queued++] = link->from;
		}
	}
}

void stk_graph_reach(struct stk_graph *graph)
{
	uint32_t *queue = stk_xcalloc((size_t)graph->platform_count + 1, sizeof *queue);
	uint32_t queued = 0;

	for (uint32_t p = 0; p < graph->platform_count; p++) {
		if (!graph->platforms[p].destination)
			continue;
		graph->platforms[p].reaches = true;
		queue[queued++] = p;
	}
	reach_back(graph, queue, queued, false);
	queued = 0;
	for (uint32_t p = 0; p < graph->platform_count; p++) {
		struct stk_platform_facts *facts = &graph->platforms[p];

		if (!facts->destination && !stk_graph_is_open(graph, p))
			continue;
		facts->may_reach = true;
		queue[queued++] = p;
	}
	reach_back(graph, queue, queued, true);
	free(queue);
}

/* --- paths --- */

static bool carries_row(const struct stk_graph *graph, const struct stk_link *link,
			const uint64_t *terms, bool possibly)
{
	if (!terms)
		return true;
	if (!link->carries_known)
		return possibly;
	return stk_row_within(terms, stk_link_row(graph, link), graph->term_words);
}

static void make_scratch(const struct stk_graph *graph)
{
	struct stk_graph_impl *impl = graph->impl;

	if (!impl->stack) {
		impl->stack = stk_xcalloc((size_t)graph->platform_count + 1, sizeof *impl->stack);
		impl->came = stk_xcalloc((size_t)graph->platform_count + 1, sizeof *impl->came);
	}
}

/* Links are sorted, so the first way found to a platform is by the smallest indexes. */
static bool search(const struct stk_graph *graph, uint32_t from, uint32_t to, const uint64_t *terms,
		   bool possibly, uint32_t *queued)
{
	uint32_t *queue = graph->impl->stack, *came = graph->impl->came;

	*queued = 0;
	queue[(*queued)++] = from;
	for (uint32_t at = 0; at < *queued; at++) {
		for (uint32_t i = graph->out_first[queue[at]]; i < graph->out_first[queue[at] + 1];
		     i++) {
			const struct stk_link *link = &graph->links[i];

			if (came[link->to] || link->to == from ||
			    !leads(graph, link, link->to == to, possibly) ||
			    !carries_row(graph, link, terms, possibly))
				continue;
			came[link->to] = i + 1;
			queue[(*queued)++] = link->to;
			if (link->to == to)
				return true;
		}
	}
	return false;
}

uint32_t stk_graph_path(const struct stk_graph *graph, uint32_t from, uint32_t to,
			const uint64_t *terms, bool possibly, uint32_t *path, uint32_t max)
{
	uint32_t *came, queued, len = 0;

	if (from == to)
		return 0;
	make_scratch(graph);
	came = graph->impl->came;
	if (search(graph, from, to, terms, possibly, &queued)) {
		for (uint32_t p = to; p != from; p = graph->links[came[p] - 1].from)
			len++;
		for (uint32_t p = to, at = len; at-- > 0; p = graph->links[came[p] - 1].from)
			if (at < max)
				path[at] = came[p] - 1;
	} else {
		len = STK_NONE;
	}
	for (uint32_t i = 0; i < queued; i++)
		came[graph->impl->stack[i]] = 0;
	return len == STK_NONE || len <= max ? len : max;
}

/* --- what has been received: the least fixed point --- */

static const uint64_t *possible_row(const struct stk_graph *graph, const struct stk_link *link,
				    bool possibly)
{
	if (possibly && !link->carries_known)
		return graph->impl->all;
	return stk_link_row(graph, link);
}

static uint64_t *receive(const struct stk_graph *graph, const uint64_t *holds, bool possibly)
{
	uint32_t count = graph->platform_count, words = graph->term_words;
	size_t size_bytes = (size_t)count * words * sizeof(uint64_t);
	uint64_t *has = stk_xmalloc(size_bytes + sizeof *has);
	uint32_t *queue = stk_xcalloc((size_t)count + 1, sizeof *queue);
	bool *queued = stk_xcalloc((size_t)count + 1, sizeof *queued);
	uint32_t head = 0, len = count;

	memcpy(has, holds, size_bytes);
	for (uint32_t p = 0; p < count; p++) {
		queue[p] = p;
		queued[p] = true;
	}
	while (len) {
		uint32_t from = queue[head];

		head = head + 1 == count ? 0 : head + 1;
		len--;
		queued[from] = false;
		for (uint32_t i = graph->out_first[from]; i < graph->out_first[from + 1]; i++) {
			const struct stk_link *link = &graph->links[i];
			const uint64_t *row = possible_row(graph, link, possibly);
			uint64_t more = 0;

			if (!leads(graph, link, false, possibly))
				continue;
			for (uint32_t w = 0; w < words; w++) {
				uint64_t come = has[(size_t)from * words + w] & row[w];

				more |= come & ~has[(size_t)link->to * words + w];
				has[(size_t)link->to * words + w] |= come;
			}
			if (more && !queued[link->to]) {
				queued[link->to] = true;
				queue[(head + len++) % count] = link->to;
			}
		}
	}
	free(queue);
	free(queued);
	return has;
}

bool stk_link_carries(const struct stk_graph *graph, const struct stk_link *link, uint32_t term,
		      bool possibly)
{
	struct stk_graph_impl *impl = graph->impl;
	uint64_t **has = possibly ? &impl->may_have : &impl->has;

	if (!stk_link_live(graph, link) || (link->flow_unknown && !possibly))
		return false;
	if (!stk_bits_has(possible_row(graph, link, possibly), term))
		return false;
	if (!*has)
		*has = receive(graph, possibly ? graph->may_hold : graph->holds, possibly);
	return stk_bits_has(*has + (size_t)link->from * graph->term_words, term);
}
