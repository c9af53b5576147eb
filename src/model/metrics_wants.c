/* What the metrics need, as rows of terms. */
#include <stdlib.h>
#include <string.h>

#include "stocktake/base/mem.h"

#include "metrics_impl.h"

/* Derivations of one term: the row of terms that together give it. False if it has none. */
static bool derived_from(struct stk_metrics_impl *impl, uint32_t term, uint64_t *row)
{
	struct stk_graph *graph = impl->graph;
	const struct stk_node *from = stk_node_get(graph->inventory->terms[term].node, STK_W_FROM);
	uint32_t index;

	if (!stk_values_first(from))
		return false;
	memset(row, 0, graph->term_words * sizeof *row);
	STK_EACH_VALUE(item, from)
	{
		if (stk_node_kind(item) != STK_NODE_SCALAR ||
		    stk_graph_meaning(graph, item->value, &index) != STK_MEANS_TERM ||
		    index == term)
			return false;
		stk_row_set(row, index);
	}
	return true;
}

static bool add_variant(struct stk_metrics_impl *impl, struct want *want, const uint64_t *row)
{
	uint32_t words = impl->graph->term_words;

	if (want->variant_count == MAX_VARIANTS)
		return false;
	for (uint32_t i = 0; i < want->variant_count; i++)
		if (!memcmp(want_variant(impl, want, i), row, words * sizeof *row))
			return false;
	memcpy(want->variants + (size_t)want->variant_count * words, row, words * sizeof *row);
	want->variant_count++;
	return true;
}

/* Replaces each derivable term by what it is derived from, in every combination, until nothing new
 * comes; cycles only repeat. */
static void derive(struct stk_metrics_impl *impl, struct want *want)
{
	uint32_t words = impl->graph->term_words;
	uint64_t *parts = stk_xcalloc((size_t)words * 2, sizeof *parts);
	uint64_t *row = parts + words;

	for (uint32_t at = 0; at < want->variant_count; at++) {
		for (uint32_t t = 0; t < impl->graph->inventory->term_count; t++) {
			const uint64_t *base = want_variant(impl, want, at);

			if (!stk_bits_has(base, t) || !derived_from(impl, t, parts))
				continue;
			memcpy(row, base, words * sizeof *row);
			row[t >> 6] &= ~((uint64_t)1 << (t & 63));
			for (uint32_t w = 0; w < words; w++)
				row[w] |= parts[w];
			add_variant(impl, want, row);
		}
	}
	free(parts);
}

static stk_sym group_of_text(const struct stk_metrics_impl *impl, const char *text)
{
	const char *dot = strchr(text, '.');

	return dot ? stk_sym_find(&impl->graph->inventory->syms, text, (size_t)(dot - text)) : 0;
}

/* The want of this metric for a group, made if there is none yet. */
static struct want *want_for(struct stk_metrics_impl *impl, struct want *wants, uint32_t *count,
			     stk_sym group, uint32_t group_index)
{
	struct want *want;

	for (uint32_t i = 0; i < *count; i++)
		if (wants[i].group == group)
			return &wants[i];
	want = &wants[(*count)++];
	memset(want, 0, sizeof *want);
	want->group = group;
	want->group_index = group_index;
	want->row =
		stk_arena_zalloc(&impl->metrics->arena, impl->graph->term_words * sizeof(uint64_t));
	return want;
}

static void add_need(struct stk_metrics_impl *impl, struct want *wants, uint32_t *count,
		     stk_sym word, uint32_t limit)
{
	struct stk_graph *graph = impl->graph;
	const struct stk_inventory *inventory = graph->inventory;
	struct want *want;
	uint32_t index, group;

	switch (stk_graph_meaning(graph, word, &index)) {
	case STK_MEANS_TERM:
		group = inventory->terms[index].group;
		want = want_for(impl, wants, count, inventory->groups[group], group);
		if (stk_bits_has(want->row, index))
			return;
		stk_row_set(want->row, index);
		word = inventory->terms[index].id;
		break;
	case STK_MEANS_GROUP:
		want = want_for(impl, wants, count, inventory->groups[index], index);
		want->whole = true;
		return;
	default:
		want = want_for(impl, wants, count,
				group_of_text(impl, stk_sym_text(&inventory->syms, word)),
				STK_NONE);
		want->undefined = word;
		break;
	}
	if (!want->terms)
		want->terms = stk_arena_alloc(&impl->metrics->arena, limit * sizeof *want->terms);
	want->terms[want->term_count++] = word;
}

static uint32_t share_want(struct stk_metrics_impl *impl, struct want *want)
{
	uint32_t words = impl->graph->term_words;

	/* A term of the group beside the group: the term is what is needed. */
	if (want->whole && want->term_count)
		want->whole = false;
	if (want->whole)
		memcpy(want->row, impl->graph->impl->group_rows + (size_t)want->group_index * words,
		       words * sizeof *want->row);
	for (uint32_t i = 0; i < impl->want_count; i++) {
		const struct want *other = &impl->wants[i];

		if (other->group == want->group && other->whole == want->whole &&
		    other->undefined == want->undefined && other->term_count == want->term_count &&
		    (!want->term_count ||
		     !memcmp(other->terms, want->terms, want->term_count * sizeof *want->terms)))
			return i;
	}
	want->variants = stk_arena_alloc(&impl->metrics->arena,
					 (size_t)words * MAX_VARIANTS * sizeof(uint64_t));
	add_variant(impl, want, want->row);
	if (!want->whole)
		derive(impl, want);
	STK_GROW(impl->wants, impl->want_cap, impl->want_count + 1);
	impl->wants[impl->want_count] = *want;
	return impl->want_count++;
}

/* A needed key that identifies something joins with every other key that does. */
static void add_join(struct stk_metrics_impl *impl, struct metric_info *info, stk_sym id)
{
	const struct stk_inventory *inventory = impl->graph->inventory;
	const struct stk_term *term = stk_term_find(inventory, stk_sym_text(&inventory->syms, id));
	uint64_t *row;

	if (!term || !term->identifies || info->join_count == MAX_JOINS)
		return;
	for (uint32_t i = 0; i < info->join_count; i++)
		if (stk_bits_has(info->joins[i], (uint32_t)(term - inventory->terms)))
			return;
	row = stk_arena_zalloc(&impl->metrics->arena, impl->graph->term_words * sizeof *row);
	for (uint32_t t = 0; t < inventory->term_count; t++)
		if (inventory->terms[t].identifies == term->identifies)
			stk_row_set(row, t);
	info->joins[info->join_count++] = row;
}

static void read_metric(struct stk_metrics_impl *impl, uint32_t index)
{
	const struct stk_inventory *inventory = impl->graph->inventory;
	const struct stk_node *node = inventory->kinds[STK_METRIC].items[index].node;
	const struct stk_node *needs = stk_node_get(node, STK_W_NEEDS);
	struct metric_info *info = &impl->infos[index];
	uint32_t limit = stk_values_count(needs), count = 0;
	const char *fresh = stk_text(inventory, node, STK_W_FRESH);
	struct want *wants = stk_xcalloc((size_t)limit + 1, sizeof *wants);

	info->needs_said = needs != NULL;
	info->fresh_minutes = fresh ? stk_every_parse(fresh) : STK_EVERY_NONE;
	if (info->fresh_minutes < 0)
		info->fresh_minutes = STK_EVERY_NONE;
	info->shown_at = info->shown_more = STK_NONE;
	STK_EACH_VALUE(item, needs)
	if (stk_node_kind(item) == STK_NODE_SCALAR) {
		add_need(impl, wants, &count, item->value, limit);
		add_join(impl, info, item->value);
	}
	info->wants =
		stk_arena_alloc(&impl->metrics->arena, ((size_t)count + 1) * sizeof *info->wants);
	for (uint32_t i = 0; i < count; i++)
		info->wants[info->want_count++] = share_want(impl, &wants[i]);
	free(wants);
}

void stk_metrics_wants(struct stk_metrics_impl *impl)
{
	const struct stk_inventory *inventory = impl->graph->inventory;
	uint32_t words = impl->graph->term_words;

	impl->keys = stk_arena_zalloc(&impl->metrics->arena, words * sizeof *impl->keys);
	impl->relevant = stk_arena_zalloc(&impl->metrics->arena, words * sizeof *impl->relevant);
	for (uint32_t t = 0; t < inventory->term_count; t++)
		if (inventory->terms[t].key)
			stk_row_set(impl->keys, t);
	for (uint32_t i = 0; i < impl->metrics->count; i++)
		read_metric(impl, i);
	memcpy(impl->relevant, impl->keys, words * sizeof *impl->relevant);
	for (uint32_t i = 0; i < impl->want_count; i++)
		for (uint32_t v = 0; v < impl->wants[i].variant_count; v++)
			for (uint32_t w = 0; w < words; w++)
				impl->relevant[w] |= want_variant(impl, &impl->wants[i], v)[w];
}
