/* What words in `holds` and `carries` mean: groups and terms as rows of bits. */
#include <stdlib.h>
#include <string.h>

#include "stocktake/base/mem.h"
#include "stocktake/model/catalogue.h"

#include "graph_impl.h"

static uint32_t memo_slot(const struct stk_sym_memo *memo, stk_sym sym)
{
	uint32_t at = (sym * 2654435761u) & (memo->cap - 1);

	while (memo->slots[at].sym && memo->slots[at].sym != sym)
		at = (at + 1) & (memo->cap - 1);
	return at;
}

int64_t *stk_sym_memo_get(struct stk_sym_memo *memo, stk_sym sym)
{
	uint32_t at;

	if (!memo->cap)
		return NULL;
	at = memo_slot(memo, sym);
	return memo->slots[at].sym ? &memo->slots[at].value : NULL;
}

int64_t *stk_sym_memo_add(struct stk_sym_memo *memo, stk_sym sym, int64_t value)
{
	uint32_t at;

	if (memo->count * 2 >= memo->cap) {
		struct stk_sym_memo old = *memo;

		memo->cap = old.cap ? old.cap * 2 : 256;
		memo->slots = stk_xcalloc(memo->cap, sizeof *memo->slots);
		for (uint32_t i = 0; i < old.cap; i++)
			if (old.slots[i].sym)
				memo->slots[memo_slot(memo, old.slots[i].sym)] = old.slots[i];
		free(old.slots);
	}
	at = memo_slot(memo, sym);
	memo->slots[at].sym = sym;
	memo->slots[at].value = value;
	memo->count++;
	return &memo->slots[at].value;
}

static enum stk_meaning look_up(struct stk_inventory *inventory, const char *text, uint32_t *index)
{
	const struct stk_term *term = stk_term_find(inventory, text);

	if (term) {
		*index = (uint32_t)(term - inventory->terms);
		return STK_MEANS_TERM;
	}
	*index = stk_group_find(inventory, text);
	return *index == STK_NONE ? STK_MEANS_NOTHING : STK_MEANS_GROUP;
}

enum stk_meaning stk_graph_meaning(struct stk_graph *graph, stk_sym word, uint32_t *index)
{
	struct stk_graph_impl *impl = graph->impl;
	const int64_t *known = stk_sym_memo_get(&impl->meanings, word);
	enum stk_meaning meaning;

	if (known) {
		*index = (uint32_t)*known;
		return (enum stk_meaning)(*known >> 32);
	}
	*index = 0;
	if (word == STK_W_ALL)
		meaning = STK_MEANS_ALL;
	else
		meaning =
			look_up(impl->inventory, stk_sym_text(&impl->inventory->syms, word), index);
	stk_sym_memo_add(&impl->meanings, word, (int64_t)meaning << 32 | *index);
	return meaning;
}

bool stk_graph_mask(struct stk_graph *graph, const struct stk_node *list, uint64_t *row,
		    uint64_t *groups)
{
	const struct stk_graph_impl *impl = graph->impl;
	const uint64_t *more;
	bool all = false;
	uint32_t index;

	STK_EACH_VALUE(item, list)
	{
		if (stk_node_kind(item) != STK_NODE_SCALAR)
			continue;
		switch (stk_graph_meaning(graph, item->value, &index)) {
		case STK_MEANS_TERM: stk_row_set(row, index); break;
		case STK_MEANS_GROUP:
			more = impl->group_rows + (size_t)index * graph->term_words;
			for (uint32_t i = 0; i < graph->term_words; i++)
				row[i] |= more[i];
			if (groups)
				stk_row_set(groups, index);
			break;
		case STK_MEANS_ALL:
			memcpy(row, impl->all, graph->term_words * sizeof *row);
			all = true;
			break;
		case STK_MEANS_NOTHING: break;
		}
	}
	return all;
}

static void rows_grow(struct stk_rows *rows, uint32_t words)
{
	uint32_t cap = rows->slot_cap ? rows->slot_cap * 2 : 64;

	free(rows->slots);
	rows->slots = stk_xcalloc(cap, sizeof *rows->slots);
	rows->slot_cap = cap;
	for (uint32_t i = 0; i < rows->count; i++) {
		const uint64_t *row = rows->bits + (size_t)i * words;
		uint32_t at = stk_hash(row, words * sizeof *row) & (cap - 1);

		while (rows->slots[at])
			at = (at + 1) & (cap - 1);
		rows->slots[at] = i + 1;
	}
}

uint32_t stk_rows_put(struct stk_rows *rows, const uint64_t *row, uint32_t words)
{
	size_t size_bytes = words * sizeof *row;
	uint32_t at;

	if (rows->count * 2 >= rows->slot_cap)
		rows_grow(rows, words);
	at = stk_hash(row, size_bytes) & (rows->slot_cap - 1);
	for (; rows->slots[at]; at = (at + 1) & (rows->slot_cap - 1))
		if (!memcmp(rows->bits + (size_t)(rows->slots[at] - 1) * words, row, size_bytes))
			return rows->slots[at] - 1;
	if (rows->count == rows->cap) {
		rows->cap = rows->cap ? rows->cap * 2 : 32;
		rows->bits = stk_xrealloc(rows->bits, rows->cap, size_bytes);
	}
	memcpy(rows->bits + (size_t)rows->count * words, row, size_bytes);
	rows->slots[at] = rows->count + 1;
	return rows->count++;
}

static void named_terms(struct stk_graph *graph, const struct stk_node *list, uint64_t *row)
{
	uint32_t index;

	STK_EACH_VALUE(item, list)
	if (stk_node_kind(item) == STK_NODE_SCALAR &&
	    stk_graph_meaning(graph, item->value, &index) == STK_MEANS_TERM)
		stk_row_set(row, index);
}

/* A catalogue's entry lists a term as standard by a field of it, or by name in its `holds`. */
static void standard_terms(struct stk_graph *graph, const struct stk_node *entry, uint64_t *row)
{
	STK_EACH_VALUE(field, stk_node_get(entry, STK_W_FIELDS))
	if (stk_node_kind(field) == STK_NODE_MAP)
		named_terms(graph, stk_node_get(field, STK_W_TERM), row);
	named_terms(graph, stk_node_get(entry, STK_W_HOLDS), row);
}

const uint64_t *stk_graph_standard(struct stk_graph *graph, stk_sym product)
{
	struct stk_graph_impl *impl = graph->impl;
	int64_t *known = product ? stk_sym_memo_get(&impl->standards, product) : NULL;

	if (!product)
		return NULL;
	if (!known) {
		const struct stk_node *entry = stk_catalogue_get(impl->inventory, product);
		uint64_t *row = NULL;

		if (entry) {
			row = stk_arena_zalloc(&graph->arena, graph->term_words * sizeof *row);
			standard_terms(graph, entry, row);
		}
		known = stk_sym_memo_add(&impl->standards, product, (int64_t)(intptr_t)row);
	}
	return (const uint64_t *)(intptr_t)*known;
}

int64_t stk_graph_every(struct stk_graph *graph, stk_sym text)
{
	struct stk_graph_impl *impl = graph->impl;
	int64_t *known = stk_sym_memo_get(&impl->everys, text);

	if (!known)
		known = stk_sym_memo_add(
			&impl->everys, text,
			stk_every_parse(stk_sym_text(&impl->inventory->syms, text)));
	return *known;
}

void stk_graph_terms_init(struct stk_graph *graph)
{
	struct stk_graph_impl *impl = graph->impl;
	const struct stk_inventory *inventory = impl->inventory;
	uint32_t words = (inventory->term_count + 63) / 64;

	graph->term_words = words ? words : 1;
	graph->group_words = inventory->group_count ? (inventory->group_count + 63) / 64 : 1;
	impl->all = stk_arena_zalloc(&graph->arena, graph->term_words * sizeof(uint64_t));
	impl->scratch = stk_arena_zalloc(&graph->arena, graph->term_words * 2 * sizeof(uint64_t));
	impl->group_rows =
		stk_arena_zalloc(&graph->arena, ((size_t)inventory->group_count + 1) *
							graph->term_words * sizeof(uint64_t));
	for (uint32_t i = 0; i < inventory->term_count; i++) {
		stk_row_set(impl->all, i);
		stk_row_set(impl->group_rows +
				    (size_t)inventory->terms[i].group * graph->term_words,
			    i);
	}
	/* An empty row is number 0. */
	uint64_t *empty = stk_xcalloc(graph->term_words, sizeof *empty);
	stk_rows_put(&impl->rows, empty, graph->term_words);
	free(empty);
}

static bool list_names(struct stk_graph *graph, const struct stk_node *list, uint32_t term)
{
	uint32_t index;

	STK_EACH_VALUE(item, list)
	if (stk_node_kind(item) == STK_NODE_SCALAR &&
	    stk_graph_meaning(graph, item->value, &index) == STK_MEANS_TERM && index == term)
		return true;
	return false;
}

bool stk_graph_names_term(struct stk_graph *graph, uint32_t platform, uint32_t term)
{
	const struct stk_node *node = graph->inventory->kinds[STK_PLATFORM].items[platform].node;

	if (list_names(graph, stk_node_get(node, STK_W_HOLDS), term))
		return true;
	STK_EACH_VALUE(field, stk_node_get(node, STK_W_FIELDS))
	if (stk_node_kind(field) == STK_NODE_MAP &&
	    list_names(graph, stk_node_get(field, STK_W_TERM), term))
		return true;
	return false;
}
