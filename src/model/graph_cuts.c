/* Single points of failure: articulation points, and how many platforms lose their way to a
 * destination. */
#include <stdlib.h>
#include <string.h>

#include "stocktake/base/mem.h"

#include "graph_impl.h"

/* --- articulation points: Tarjan's walk with its stack in an array --- */

struct walk {
	struct stk_graph *graph;
	uint32_t *found; /* order of discovery, from 1; 0: not yet */
	uint32_t *low;
	uint32_t *parent;
	uint32_t *next; /* how many neighbours were looked at */
	uint32_t *stack;
	uint32_t clock;
};

/* The n-th neighbour over links of either direction, or STK_NONE. */
static uint32_t neighbour(const struct stk_graph *graph, uint32_t platform, uint32_t n)
{
	uint32_t out = graph->out_first[platform + 1] - graph->out_first[platform];

	if (n < out)
		return graph->links[graph->out_first[platform] + n].to;
	n -= out;
	if (n < graph->in_first[platform + 1] - graph->in_first[platform])
		return graph->links[graph->in_links[graph->in_first[platform] + n]].from;
	return STK_NONE;
}

static void enter(struct walk *walk, uint32_t platform, uint32_t parent)
{
	walk->found[platform] = walk->low[platform] = ++walk->clock;
	walk->parent[platform] = parent;
}

static void walk_from(struct walk *walk, uint32_t root)
{
	uint32_t depth = 0, children = 0;

	enter(walk, root, STK_NONE);
	walk->stack[depth++] = root;
	while (depth) {
		uint32_t here = walk->stack[depth - 1];
		uint32_t to = neighbour(walk->graph, here, walk->next[here]++);
		uint32_t up = walk->parent[here];

		if (to == STK_NONE) {
			depth--;
			if (up == STK_NONE)
				continue;
			if (walk->low[here] < walk->low[up])
				walk->low[up] = walk->low[here];
			if (up != root && walk->low[here] >= walk->found[up])
				walk->graph->platforms[up].cut = true;
			continue;
		}
		if (!walk->graph->platforms[to].active || to == up)
			continue;
		if (!walk->found[to]) {
			children += here == root;
			enter(walk, to, here);
			walk->stack[depth++] = to;
		} else if (walk->found[to] < walk->low[here]) {
			walk->low[here] = walk->found[to];
		}
	}
	walk->graph->platforms[root].cut = children > 1;
}

void stk_graph_articulate(struct stk_graph *graph)
{
	size_t count = (size_t)graph->platform_count + 1;
	uint32_t *memory = stk_xcalloc(count * 5, sizeof *memory);
	struct walk walk = {graph,
			    memory,
			    memory + count,
			    memory + count * 2,
			    memory + count * 3,
			    memory + count * 4,
			    0};

	for (uint32_t p = 0; p < graph->platform_count; p++)
		if (graph->platforms[p].active && !walk.found[p])
			walk_from(&walk, p);
	free(memory);
}

/*
 * Cut off: the dominator tree of the ways from the destinations backwards, over all that may be a
 * way, so that nobody is cut off on silence. A platform that was not asked what it exchanges may
 * have a way of its own: it stands beside the destinations. Platform numbers below are orders of
 * discovery, 0 the point before all of these. By Lengauer and Tarjan, so that a long chain costs no
 * more than its length.
 */
struct tree {
	struct stk_graph *graph;
	uint32_t count;
	uint32_t *order;  /* number -> platform */
	uint32_t *number; /* platform -> number, 0: may not reach */
	uint32_t *parent, *semi, *label, *above, *idom, *size, *stack, *next;
	uint32_t *sure;           /* of `size`, those that reach for sure */
	uint32_t *waits, *behind; /* who has which semi-dominator: the first, the next; 0: none */
};

static bool passes(const struct stk_graph *graph, const struct stk_link *link)
{
	if (!stk_link_live(graph, link) || stk_link_empty(link))
		return false;
	return !link->view || graph->platforms[link->to].destination;
}

static bool is_root(const struct stk_graph *graph, uint32_t platform)
{
	return graph->platforms[platform].destination || stk_graph_is_open(graph, platform);
}

static void tree_enter(struct tree *tree, uint32_t platform, uint32_t parent)
{
	uint32_t number = ++tree->count;

	tree->number[platform] = number;
	tree->order[number] = platform;
	tree->parent[number] = parent;
}

static void tree_walk(struct tree *tree, uint32_t root)
{
	const struct stk_graph *graph = tree->graph;
	uint32_t depth = 0;

	tree_enter(tree, root, 0);
	tree->stack[depth++] = root;
	while (depth) {
		uint32_t here = tree->stack[depth - 1];
		uint32_t at = graph->in_first[here] + tree->next[here]++;
		const struct stk_link *link;

		if (at >= graph->in_first[here + 1]) {
			depth--;
			continue;
		}
		link = &graph->links[graph->in_links[at]];
		/* A root is entered from the point before, never from another. */
		if (tree->number[link->from] || is_root(graph, link->from) || !passes(graph, link))
			continue;
		tree_enter(tree, link->from, tree->number[here]);
		tree->stack[depth++] = link->from;
	}
}

/* The number with the least semi-dominator between v and the top of what is linked; paths are
 * shortened on the way. */
static uint32_t tree_eval(struct tree *tree, uint32_t v)
{
	uint32_t depth = 0;

	if (tree->above[v] == STK_NONE)
		return tree->label[v];
	for (uint32_t at = v; tree->above[tree->above[at]] != STK_NONE; at = tree->above[at])
		tree->stack[depth++] = at;
	while (depth) {
		uint32_t at = tree->stack[--depth];
		uint32_t up = tree->above[at];

		if (tree->semi[tree->label[up]] < tree->semi[tree->label[at]])
			tree->label[at] = tree->label[up];
		tree->above[at] = tree->above[up];
	}
	return tree->label[v];
}

/* The least of those by which v may be entered from outside of what lies below it. */
static uint32_t semi_of(struct tree *tree, uint32_t v)
{
	const struct stk_graph *graph = tree->graph;
	uint32_t platform = tree->order[v], semi = v;

	if (is_root(graph, platform))
		return 0;
	/* The ways go backwards, so what comes before v are the ends of the links out of it. */
	for (uint32_t i = graph->out_first[platform]; i < graph->out_first[platform + 1]; i++) {
		const struct stk_link *link = &graph->links[i];
		uint32_t before = tree->number[link->to], least;

		if (!before || !passes(graph, link))
			continue;
		least = tree->semi[tree_eval(tree, before)];
		if (least < semi)
			semi = least;
	}
	return semi;
}

/* Those whose semi-dominator is `up`, all below a child of it that was just linked: it dominates
 * them, or what has a lesser one on the way dominates both alike. */
static void tree_settle(struct tree *tree, uint32_t up)
{
	for (uint32_t w = tree->waits[up]; w; w = tree->behind[w]) {
		uint32_t least = tree_eval(tree, w);

		tree->idom[w] = tree->semi[least] < tree->semi[w] ? least : up;
	}
	tree->waits[up] = 0;
}

static void tree_immediate(struct tree *tree)
{
	for (uint32_t v = 0; v <= tree->count; v++) {
		tree->semi[v] = tree->label[v] = v;
		tree->above[v] = STK_NONE;
	}
	for (uint32_t v = tree->count; v > 0; v--) {
		uint32_t semi = semi_of(tree, v);

		tree->semi[v] = semi;
		tree->behind[v] = tree->waits[semi];
		tree->waits[semi] = v;
		tree->above[v] = tree->parent[v];
		tree_settle(tree, tree->parent[v]);
	}
	for (uint32_t v = 1; v <= tree->count; v++)
		if (tree->idom[v] != tree->semi[v])
			tree->idom[v] = tree->idom[tree->idom[v]];
}

/* How many each has below it in the dominator tree, itself included. */
static void tree_sizes(struct tree *tree)
{
	for (uint32_t v = 1; v <= tree->count; v++) {
		tree->size[v] = 1;
		tree->sure[v] = tree->graph->platforms[tree->order[v]].reaches;
	}
	for (uint32_t v = tree->count; v > 0; v--) {
		if (!tree->idom[v])
			continue;
		tree->size[tree->idom[v]] += tree->size[v];
		tree->sure[tree->idom[v]] += tree->sure[v];
	}
}

/* Numbers in the order of the dominator tree into `above`, which is no longer needed: what v cuts
 * off are the size[v] - 1 that follow it. */
static void tree_nest(struct tree *tree)
{
	uint32_t *place = tree->above, *free_place = tree->label;

	place[0] = 0;
	free_place[0] = 1;
	for (uint32_t v = 1; v <= tree->count; v++) {
		uint32_t up = tree->idom[v];

		place[v] = free_place[up];
		free_place[up] += tree->size[v];
		free_place[v] = place[v] + 1;
	}
}

/* The only link out of v that leads on, not back to what depends on v. Data that is shared with the
 * platform around (`part_of`) goes over no link that could fail. */
static uint32_t tree_bridge(const struct tree *tree, uint32_t v)
{
	const struct stk_graph *graph = tree->graph;
	uint32_t platform = tree->order[v], found = STK_NONE;

	for (uint32_t i = graph->out_first[platform]; i < graph->out_first[platform + 1]; i++) {
		const struct stk_link *link = &graph->links[i];
		uint32_t to = tree->number[link->to];

		if (!to || !passes(graph, link) || tree->above[to] - tree->above[v] < tree->size[v])
			continue;
		if (found != STK_NONE || link->part_of)
			return STK_NONE;
		found = i;
	}
	return found;
}

void stk_graph_dominate(struct stk_graph *graph)
{
	size_t count = (size_t)graph->platform_count + 2;
	uint32_t *memory = stk_xcalloc(count * 13, sizeof *memory);
	struct tree tree = {graph,
			    0,
			    memory,
			    memory + count,
			    memory + count * 2,
			    memory + count * 3,
			    memory + count * 4,
			    memory + count * 5,
			    memory + count * 6,
			    memory + count * 7,
			    memory + count * 8,
			    memory + count * 9,
			    memory + count * 10,
			    memory + count * 11,
			    memory + count * 12};

	for (uint32_t p = 0; p < graph->platform_count; p++) {
		graph->platforms[p].gate = graph->platforms[p].bridge = STK_NONE;
		if (is_root(graph, p))
			tree_walk(&tree, p);
	}
	tree_immediate(&tree);
	tree_sizes(&tree);
	tree_nest(&tree);
	for (uint32_t v = 1; v <= tree.count; v++) {
		struct stk_platform_facts *facts = &graph->platforms[tree.order[v]];
		uint32_t gate = tree.order[tree.idom[v]];

		facts->cuts_off = tree.sure[v] - facts->reaches;
		if (!facts->reaches || is_root(graph, tree.order[v]))
			continue;
		if (tree.idom[v] && !graph->platforms[gate].destination)
			facts->gate = gate;
		facts->bridge = tree_bridge(&tree, v);
	}
	free(memory);
}
