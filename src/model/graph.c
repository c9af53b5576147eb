/* The graph: what each platform holds, and paths. Links, disputes and shape are in the files
 * beside. */
#include "stocktake/model/graph.h"

#include <stdlib.h>
#include <string.h>

#include "stocktake/base/mem.h"
#include "graph_impl.h"

/* The keys of a platform that matter here, found in one walk over its members. */
struct keys {
	const struct stk_node *holds, *fields, *integrations, *copies, *record, *part_of;
	stk_sym status, product;
	bool disputes;
};

static void read_keys(const struct stk_node *node, struct keys *keys)
{
	memset(keys, 0, sizeof *keys);
	if (!node || stk_node_kind(node) != STK_NODE_MAP)
		return;
	STK_EACH_CHILD (child, node) {
		enum stk_node_kind kind = stk_node_kind(child);

		if (kind == STK_NODE_NULL)
			continue;
		switch (child->key) {
		case STK_W_HOLDS: keys->holds = child; break;
		case STK_W_FIELDS: keys->fields = child; break;
		case STK_W_INTEGRATIONS: keys->integrations = child; break;
		case STK_W_COPIES: keys->copies = child; break;
		case STK_W_PART_OF: keys->part_of = child; break;
		case STK_W_SYSTEM_OF_RECORD: keys->record = child; break;
		case STK_W_DISPUTES: keys->disputes = true; break;
		case STK_W_STATUS: keys->status = kind == STK_NODE_SCALAR ? child->value : 0; break;
		case STK_W_PRODUCT:
			keys->product = kind == STK_NODE_SCALAR ? child->value : 0;
			break;
		default: break;
		}
	}
}

static void add_group(const struct stk_graph *graph, uint32_t group, uint64_t *row)
{
	const uint64_t *more = graph->impl->group_rows + (size_t)group * graph->term_words;

	for (uint32_t i = 0; i < graph->term_words; i++)
		row[i] |= more[i];
}

struct rows {
	uint64_t *holds, *may, *groups;
};

static bool read_field(struct stk_graph *graph, const struct stk_node *terms,
		       const struct rows *rows)
{
	bool found = false;
	uint32_t index;

	STK_EACH_VALUE(term, terms)
	{
		if (stk_node_kind(term) != STK_NODE_SCALAR)
			continue;
		switch (stk_graph_meaning(graph, term->value, &index)) {
		case STK_MEANS_TERM:
			stk_row_set(rows->holds, index);
			stk_row_set(rows->groups, graph->inventory->terms[index].group);
			found = true;
			break;
		case STK_MEANS_GROUP:
			add_group(graph, index, rows->may);
			stk_row_set(rows->groups, index);
			found = true;
			break;
		default: break;
		}
	}
	return found;
}

/* Terms that fields name; where one names only a group, any term of it may be there. True if some
 * name meant something. */
static bool read_fields(struct stk_graph *graph, const struct stk_node *fields,
			const struct rows *rows)
{
	bool found = false;

	STK_EACH_VALUE(field, fields)
	if (stk_node_kind(field) == STK_NODE_MAP)
		found |= read_field(graph, stk_graph_member(field, STK_W_TERM), rows);
	return found;
}

static void read_holds(struct stk_graph *graph, uint32_t platform, const struct keys *keys)
{
	const struct stk_graph_impl *impl = graph->impl;
	uint32_t words = graph->term_words, index;
	uint64_t *holds = graph->holds + (size_t)platform * words;
	uint64_t *may = graph->may_hold + (size_t)platform * words;
	uint64_t *groups = graph->group_holds + (size_t)platform * graph->group_words;
	const struct rows rows = {holds, may, groups};
	bool found = read_fields(graph, keys->fields, &rows);
	const uint64_t *standard = NULL;

	STK_EACH_VALUE(item, keys->holds)
	{
		if (stk_node_kind(item) != STK_NODE_SCALAR)
			continue;
		switch (stk_graph_meaning(graph, item->value, &index)) {
		case STK_MEANS_TERM:
			stk_row_set(holds, index);
			stk_row_set(groups, graph->inventory->terms[index].group);
			break;
		case STK_MEANS_GROUP:
			if (!standard)
				standard = stk_graph_standard(graph, keys->product);
			for (uint32_t i = 0; i < words; i++) {
				uint64_t of_group = impl->group_rows[(size_t)index * words + i];

				may[i] |= of_group;
				if (standard)
					holds[i] |= standard[i] & of_group;
			}
			stk_row_set(groups, index);
			break;
		case STK_MEANS_ALL: memcpy(may, impl->all, words * sizeof *may); break;
		case STK_MEANS_NOTHING: break;
		}
	}
	if (!keys->holds && !found)
		memcpy(may, impl->all, words * sizeof *may);
	for (uint32_t i = 0; i < words; i++)
		may[i] |= holds[i];
}

static enum stk_said said(const struct stk_node *list)
{
	if (!list)
		return STK_SAID_NOTHING;
	return stk_values_first(list) ? STK_SAID_SOME : STK_SAID_NONE;
}

static int64_t number(const struct stk_graph *graph, const struct stk_node *node)
{
	if (!node || stk_node_kind(node) != STK_NODE_SCALAR)
		return 0;
	return strtoll(stk_sym_text(&graph->inventory->syms, node->value), NULL, 10);
}

static void read_platform(struct stk_graph *graph, uint32_t platform,
			  struct stk_graph_builder *builder)
{
	struct stk_platform_facts *facts = &graph->platforms[platform];
	struct keys keys;

	read_keys(graph->inventory->kinds[STK_PLATFORM].items[platform].node, &keys);
	facts->holds = said(keys.holds);
	if (said(keys.fields) == STK_SAID_SOME)
		facts->holds = STK_SAID_SOME;
	facts->integrations = said(keys.integrations);
	facts->open = facts->integrations == STK_SAID_NOTHING;
	facts->active = facts->destination ||
			(keys.status != STK_W_PLANNED && keys.status != STK_W_RETIRED);
	facts->retiring = keys.status == STK_W_RETIRING;
	facts->personal_copies = number(graph, keys.copies) > 1;
	facts->record = said(keys.record) == STK_SAID_SOME;
	facts->contested = keys.disputes;
	facts->component = STK_NONE;
	stk_graph_gather(builder, platform, keys.integrations, keys.part_of);
	if (facts->active)
		read_holds(graph, platform, &keys);
}

static void mark_destinations(struct stk_graph *graph)
{
	const struct stk_inventory *inventory = graph->inventory;

	STK_EACH_VALUE(item, stk_node_get(inventory->root, STK_W_DESTINATION))
	{
		const struct stk_entity *entity = NULL;

		if (stk_node_kind(item) == STK_NODE_SCALAR)
			entity = stk_inventory_find_sym(inventory, STK_PLATFORM, item->value);
		if (entity)
			graph->platforms[stk_entity_index(inventory, STK_PLATFORM, entity)]
				.destination = true;
	}
}

struct stk_graph *stk_graph_new(struct stk_inventory *inventory)
{
	struct stk_graph *graph = stk_xcalloc(1, sizeof *graph);
	uint32_t count = inventory->kinds[STK_PLATFORM].count;
	struct stk_graph_builder *builder;
	size_t rows;

	graph->inventory = inventory;
	graph->impl = stk_xcalloc(1, sizeof *graph->impl);
	graph->impl->inventory = inventory;
	graph->platform_count = count;
	stk_graph_terms_init(graph);
	rows = (size_t)count * graph->term_words;
	graph->platforms = stk_xcalloc(count + 1, sizeof *graph->platforms);
	graph->holds = stk_xcalloc(rows + 1, sizeof(uint64_t));
	graph->may_hold = stk_xcalloc(rows + 1, sizeof(uint64_t));
	graph->group_holds = stk_xcalloc((size_t)count * graph->group_words + 1, sizeof(uint64_t));
	mark_destinations(graph);
	builder = stk_graph_builder_new(graph);
	for (uint32_t i = 0; i < count; i++)
		read_platform(graph, i, builder);
	stk_graph_link(builder);
	stk_graph_contest(graph);
	stk_graph_components(graph);
	stk_graph_reach(graph);
	stk_graph_articulate(graph);
	stk_graph_dominate(graph);
	return graph;
}

void stk_graph_free(struct stk_graph *graph)
{
	struct stk_graph_impl *impl;

	if (!graph)
		return;
	impl = graph->impl;
	free(impl->meanings.slots);
	free(impl->everys.slots);
	free(impl->standards.slots);
	free(impl->rows.bits);
	free(impl->rows.slots);
	free(impl->contests);
	free(impl->link_contests);
	free(impl->component_next);
	free(impl->has);
	free(impl->may_have);
	free(impl->stack);
	free(impl->came);
	free(impl);
	free(graph->platforms);
	free(graph->links);
	free(graph->out_first);
	free(graph->in_first);
	free(graph->in_links);
	free(graph->holds);
	free(graph->may_hold);
	free(graph->group_holds);
	stk_arena_release(&graph->arena);
	free(graph);
}
