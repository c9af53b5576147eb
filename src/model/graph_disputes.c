/* Recorded disputes, held against what the graph rests on: holdings and links. */
#include <stdlib.h>
#include <string.h>

#include "stocktake/base/mem.h"
#include "stocktake/base/str.h"
#include "stocktake/base/text.h"

#include "graph_impl.h"

#define MAX_PARTS 5

struct at {
	char *memory;
	char *parts[MAX_PARTS];
	uint32_t count;
};

/* "integrations/sales~1force/carries/lead" in its parts. */
static void split(const char *text, struct at *at)
{
	char *write;

	memset(at, 0, sizeof *at);
	at->memory = write = stk_xmalloc(strlen(text) + 1);
	at->parts[at->count++] = write;
	for (; *text; text++) {
		if (*text == '/' && at->count < MAX_PARTS) {
			*write++ = '\0';
			at->parts[at->count++] = write;
		} else if (text[0] == '~' && (text[1] == '0' || text[1] == '1')) {
			*write++ = *++text == '0' ? '~' : '/';
		} else {
			*write++ = *text;
		}
	}
	*write = '\0';
}

static bool at_is(const struct at *at, uint32_t part, const char *text)
{
	return part < at->count && !strcmp(at->parts[part], text);
}

static void word_terms(struct stk_graph *graph, const char *text, uint64_t *row)
{
	const struct stk_inventory *inventory = graph->inventory;
	const struct stk_term *term = stk_term_find(inventory, text);
	uint32_t group;

	if (term) {
		stk_row_set(row, (uint32_t)(term - inventory->terms));
		return;
	}
	group = stk_group_find(inventory, text);
	for (uint32_t i = 0; group != STK_NONE && i < graph->term_words; i++)
		row[i] |= graph->impl->group_rows[(size_t)group * graph->term_words + i];
}

/* Platforms come in ascending order, so the one in work is the last. */
static struct stk_contest *contest_of(struct stk_graph *graph, uint32_t platform)
{
	struct stk_graph_impl *impl = graph->impl;
	struct stk_contest *contest;

	if (impl->contest_count && impl->contests[impl->contest_count - 1].platform == platform)
		return &impl->contests[impl->contest_count - 1];
	STK_GROW(impl->contests, impl->contest_cap, impl->contest_count + 1);
	contest = &impl->contests[impl->contest_count++];
	contest->platform = platform;
	contest->holds = stk_arena_zalloc(&graph->arena, graph->term_words * sizeof(uint64_t));
	contest->claims = stk_arena_zalloc(&graph->arena, graph->term_words * sizeof(uint64_t));
	contest->open = false;
	return contest;
}

/* Terms in dispute: those that are held become doubtful, the others are claimed. */
static void contest_terms(struct stk_graph *graph, uint32_t platform, const uint64_t *row)
{
	struct stk_contest *contest = contest_of(graph, platform);
	const uint64_t *holds = graph->holds + (size_t)platform * graph->term_words;

	for (uint32_t i = 0; i < graph->term_words; i++) {
		contest->holds[i] |= row[i] & holds[i];
		contest->claims[i] |= row[i] & ~holds[i];
	}
}

static void contest_holds(struct stk_graph *graph, uint32_t platform, const struct at *at,
			  const struct stk_node *says)
{
	const struct stk_node *node = graph->inventory->kinds[STK_PLATFORM].items[platform].node;
	uint64_t *row = stk_xcalloc((size_t)graph->term_words * 2, sizeof *row);
	uint64_t *other = row + graph->term_words;

	if (at->count > 1) {
		word_terms(graph, at->parts[1], row);
	} else {
		stk_graph_mask(graph, says, row, NULL);
		stk_graph_mask(graph, stk_node_get(node, STK_W_HOLDS), other, NULL);
		for (uint32_t i = 0; i < graph->term_words; i++)
			row[i] ^= other[i];
	}
	contest_terms(graph, platform, row);
	free(row);
}

static void contest_field(struct stk_graph *graph, uint32_t platform, const struct at *at,
			  const struct stk_node *says)
{
	const struct stk_inventory *inventory = graph->inventory;
	const struct stk_node *node = inventory->kinds[STK_PLATFORM].items[platform].node;
	uint64_t *row;

	if (at->count > 2 && !at_is(at, 2, "term"))
		return;
	row = stk_xcalloc(graph->term_words, sizeof *row);
	STK_EACH_VALUE(field, stk_node_get(node, STK_W_FIELDS))
	{
		const char *name = NULL;

		if (stk_node_kind(field) == STK_NODE_MAP)
			name = stk_text(inventory, field, STK_W_NAME);
		if (at->count == 1 || (name && !strcmp(name, at->parts[1])))
			stk_graph_mask(graph, stk_node_get(field, STK_W_TERM), row, NULL);
	}
	if (at->count > 2)
		stk_graph_mask(graph, says, row, NULL);
	contest_terms(graph, platform, row);
	free(row);
}

/* What is held only because the product is what it is said to be. */
static void contest_product(struct stk_graph *graph, uint32_t platform)
{
	const uint64_t *holds = graph->holds + (size_t)platform * graph->term_words;
	struct stk_contest *contest = contest_of(graph, platform);

	for (uint32_t t = 0; t < graph->inventory->term_count; t++)
		if (stk_bits_has(holds, t) && !stk_graph_names_term(graph, platform, t))
			stk_row_set(contest->holds, t);
}

static bool link_is_called(const struct stk_graph *graph, const struct stk_link *link,
			   uint32_t platform, const char *name)
{
	const struct stk_inventory *inventory = graph->inventory;
	uint32_t other = link->from == platform ? link->to : link->from;
	bool declares = link->declared_by == platform || link->declared_too;

	if (!declares || link->part_of)
		return false;
	if (link->name)
		return stk_text_same(stk_sym_text(&inventory->syms, link->name), name);
	return stk_text_same(
		stk_sym_text(&inventory->syms, inventory->kinds[STK_PLATFORM].items[other].id),
		name);
}

static void contest_link(struct stk_graph *graph, uint32_t index, const struct at *at)
{
	struct stk_graph_impl *impl = graph->impl;
	struct stk_link_contest *contest;

	if (at->count < 4 || !(at_is(at, 2, "carries") || at_is(at, 2, "back"))) {
		graph->links[index].disputed = true;
		return;
	}
	STK_GROW(impl->link_contests, impl->link_contest_cap, impl->link_contest_count + 1);
	contest = &impl->link_contests[impl->link_contest_count++];
	contest->link = index;
	contest->terms = stk_arena_zalloc(&graph->arena, graph->term_words * sizeof(uint64_t));
	word_terms(graph, at->parts[3], contest->terms);
}

/* With no name, all that the platform declares. */
static void contest_links(struct stk_graph *graph, uint32_t platform, const struct at *at)
{
	static const char *const harmless[] = {"notes", "who", "name"};
	bool found = false;

	for (uint32_t i = 0; i < STK_COUNT(harmless); i++)
		if (at_is(at, 2, harmless[i]))
			return;
	for (uint32_t i = graph->out_first[platform]; i < graph->out_first[platform + 1]; i++) {
		if (at->count > 1 &&
		    !link_is_called(graph, &graph->links[i], platform, at->parts[1]))
			continue;
		found = true;
		contest_link(graph, i, at);
	}
	for (uint32_t i = graph->in_first[platform]; i < graph->in_first[platform + 1]; i++) {
		uint32_t in = graph->in_links[i];

		if (at->count > 1 &&
		    !link_is_called(graph, &graph->links[in], platform, at->parts[1]))
			continue;
		found = true;
		contest_link(graph, in, at);
	}
	if (!found || at->count == 1)
		contest_of(graph, platform)->open = true;
}

static void contest_platform(struct stk_graph *graph, uint32_t platform, const struct at *at,
			     const struct stk_node *says)
{
	uint64_t *holds = graph->holds + (size_t)platform * graph->term_words;

	if (at_is(at, 0, "holds")) {
		contest_holds(graph, platform, at, says);
	} else if (at_is(at, 0, "fields")) {
		contest_field(graph, platform, at, says);
	} else if (at_is(at, 0, "product")) {
		contest_product(graph, platform);
	} else if (at_is(at, 0, "integrations")) {
		contest_links(graph, platform, at);
	} else if (at_is(at, 0, "status")) {
		contest_terms(graph, platform, holds);
		for (uint32_t i = graph->out_first[platform]; i < graph->out_first[platform + 1];
		     i++)
			graph->links[i].disputed = true;
		for (uint32_t i = graph->in_first[platform]; i < graph->in_first[platform + 1]; i++)
			graph->links[graph->in_links[i]].disputed = true;
	} else if (at_is(at, 0, "part_of")) {
		for (uint32_t i = graph->out_first[platform]; i < graph->out_first[platform + 1];
		     i++)
			graph->links[i].disputed |= graph->links[i].part_of;
		for (uint32_t i = graph->in_first[platform]; i < graph->in_first[platform + 1]; i++)
			graph->links[graph->in_links[i]].disputed |=
				graph->links[graph->in_links[i]].part_of;
	}
}

static int by_link(const void *a, const void *b)
{
	const struct stk_link_contest *x = a, *y = b;

	return x->link < y->link ? -1 : x->link > y->link;
}

/* Disputes about one link become one row. */
static void join_link_contests(struct stk_graph *graph)
{
	struct stk_graph_impl *impl = graph->impl;
	uint32_t kept = 0;

	if (!impl->link_contest_count)
		return;
	qsort(impl->link_contests, impl->link_contest_count, sizeof *impl->link_contests, by_link);
	for (uint32_t i = 1; i < impl->link_contest_count; i++) {
		struct stk_link_contest *last = &impl->link_contests[kept];
		const struct stk_link_contest *next = &impl->link_contests[i];

		if (last->link != next->link) {
			impl->link_contests[++kept] = *next;
			continue;
		}
		for (uint32_t w = 0; w < graph->term_words; w++)
			last->terms[w] |= next->terms[w];
	}
	impl->link_contest_count = kept + 1;
}

void stk_graph_contest(struct stk_graph *graph)
{
	const struct stk_inventory *inventory = graph->inventory;

	for (uint32_t p = 0; p < graph->platform_count; p++) {
		if (!graph->platforms[p].contested)
			continue;
		STK_EACH_VALUE(dispute, stk_node_get(inventory->kinds[STK_PLATFORM].items[p].node,
						     STK_W_DISPUTES))
		{
			const char *where = NULL;
			struct at at;

			if (stk_node_kind(dispute) == STK_NODE_MAP)
				where = stk_text(inventory, dispute, STK_W_AT);
			if (!where)
				continue;
			split(where, &at);
			contest_platform(graph, p, &at, stk_node_get(dispute, STK_W_SAYS));
			free(at.memory);
		}
	}
	join_link_contests(graph);
}

const struct stk_contest *stk_graph_contest_of(const struct stk_graph *graph, uint32_t platform)
{
	const struct stk_graph_impl *impl = graph->impl;
	uint32_t low = 0, high = impl->contest_count;

	if (!graph->platforms[platform].contested)
		return NULL;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (impl->contests[middle].platform < platform)
			low = middle + 1;
		else
			high = middle;
	}
	return low < impl->contest_count && impl->contests[low].platform == platform
		       ? &impl->contests[low]
		       : NULL;
}

bool stk_graph_is_open(const struct stk_graph *graph, uint32_t platform)
{
	const struct stk_platform_facts *facts = &graph->platforms[platform];
	const struct stk_contest *contest = stk_graph_contest_of(graph, platform);

	return facts->active && (facts->open || (contest && contest->open));
}

const uint64_t *stk_graph_link_contest_of(const struct stk_graph *graph, uint32_t link)
{
	const struct stk_graph_impl *impl = graph->impl;
	uint32_t low = 0, high = impl->link_contest_count;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (impl->link_contests[middle].link < link)
			low = middle + 1;
		else
			high = middle;
	}
	return low < impl->link_contest_count && impl->link_contests[low].link == link
		       ? impl->link_contests[low].terms
		       : NULL;
}
