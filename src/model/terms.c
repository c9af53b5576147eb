#include <stdlib.h>
#include <string.h>

#include "load.h"
#include "stocktake/base/embed.h"
#include "stocktake/base/mem.h"

/* A map with the members of `over`, and those of `under` that it lacks. Positions are those of
 * `over`, where they exist. */
static const struct stk_node *merge(struct stk_arena *arena, const struct stk_node *over,
				    const struct stk_node *under)
{
	struct stk_node *map;
	uint32_t size = over->size, members = over->value;

	if (stk_node_kind(under) != STK_NODE_MAP)
		return over;
	map = stk_arena_alloc(arena, (size_t)(over->size + under->size) * sizeof *map);
	memcpy(map, over, over->size * sizeof *map);
	STK_EACH_CHILD (child, under) {
		if (stk_node_get(over, child->key))
			continue;
		memcpy(map + size, child, child->size * sizeof *map);
		size += child->size;
		members++;
	}
	map->size = size;
	map->value = members;
	return map;
}

static void read_term(const struct stk_inventory *inventory, struct stk_term *term)
{
	term->name = stk_text(inventory, term->node, STK_W_NAME);
	if (!term->name)
		term->name = stk_sym_text(&inventory->syms, term->id);
	term->type = stk_text(inventory, term->node, STK_W_TYPE);
	term->identifies = stk_word_of(term->node, STK_W_KEY);
	term->key = term->identifies && term->identifies != STK_W_FALSE;
	if (term->identifies == STK_W_TRUE || !term->key)
		term->identifies = 0;
	term->personal = stk_word_of(term->node, STK_W_PERSONAL) == STK_W_TRUE;
}

/* The group of "contact.email", made if new. */
static uint32_t group_of(struct stk_inventory *inventory, const char *id, size_t len)
{
	uint32_t index;

	if (stk_map_get(&inventory->group_by_id, id, len, &index))
		return index;
	index = inventory->group_count++;
	inventory->groups[index] = stk_sym_put(&inventory->syms, id, len);
	stk_map_put(&inventory->group_by_id, id, len, index);
	return index;
}

static int compare_terms(const void *a, const void *b, void *data)
{
	const struct stk_term *x = a, *y = b;
	const struct stk_syms *syms = data;

	return strcmp(stk_sym_text(syms, x->id), stk_sym_text(syms, y->id));
}

static const struct stk_node *standard_terms(struct stk_inventory *inventory)
{
	const struct stk_embedded *file = stk_embedded_find("terms.yaml");
	struct stk_err err;
	const struct stk_node *root;

	if (!file)
		return NULL;
	root = stk_yaml_parse("terms.yaml", file->data, file->size_bytes, &inventory->arena,
			      &inventory->syms, &err);
	return root && stk_node_kind(root) == STK_NODE_MAP ? root : NULL;
}

/* Puts a term over the one of its id, or adds it. */
static void put_term(struct stk_inventory *inventory, stk_sym id, const struct stk_node *node,
		     bool own)
{
	const char *text = stk_sym_text(&inventory->syms, id);
	size_t len = stk_sym_len(&inventory->syms, id);
	const char *dot = memchr(text, '.', len);
	struct stk_term *term;
	uint32_t index;

	if (!dot || dot == text || !dot[1])
		return;
	if (stk_map_get(&inventory->term_by_id, text, len, &index)) {
		term = &inventory->terms[index];
		term->node = node && term->node ? merge(&inventory->arena, node, term->node)
						: term->node;
	} else {
		index = inventory->term_count++;
		stk_map_put(&inventory->term_by_id, text, len, index);
		term = &inventory->terms[index];
		memset(term, 0, sizeof *term);
		term->id = id;
		term->node = node;
	}
	term->own = own;
}

void stk_terms_build(struct stk_inventory *inventory)
{
	const struct stk_node *standard = standard_terms(inventory);
	const struct stk_entities *own = &inventory->kinds[STK_TERM];
	size_t i, max = (standard ? standard->value : 0) + (size_t)own->count;
	uint32_t standard_groups = 0;

	stk_map_release(&inventory->term_by_id);
	stk_map_release(&inventory->group_by_id);
	while (stk_groups[standard_groups])
		standard_groups++;
	inventory->term_count = inventory->group_count = 0;
	inventory->terms = stk_arena_alloc(&inventory->arena, (max + 1) * sizeof *inventory->terms);
	inventory->groups = stk_arena_alloc(&inventory->arena,
					    (standard_groups + max) * sizeof *inventory->groups);
	for (i = 0; i < standard_groups; i++)
		group_of(inventory, stk_groups[i], strlen(stk_groups[i]));
	if (standard)
		STK_EACH_CHILD (child, standard)
			put_term(inventory, child->key,
				 stk_node_kind(child) == STK_NODE_MAP ? child : NULL, false);
	for (i = 0; i < own->count; i++)
		put_term(inventory, own->items[i].fold, own->items[i].node, true);
	qsort_r(inventory->terms, inventory->term_count, sizeof *inventory->terms, compare_terms,
		&inventory->syms);
	for (i = 0; i < inventory->term_count; i++) {
		struct stk_term *term = &inventory->terms[i];
		const char *id = stk_sym_text(&inventory->syms, term->id);

		term->group = group_of(inventory, id, strcspn(id, "."));
		read_term(inventory, term);
		stk_map_put(&inventory->term_by_id, id, stk_sym_len(&inventory->syms, term->id),
			    (uint32_t)i);
	}
}
