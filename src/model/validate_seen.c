#include <stdlib.h>
#include <string.h>

#include "load.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/model/address.h"
#include "validator.h"

enum {
	NEAR_BUDGET = 1000000,
	LOOK_BUDGET = 100000000,
	NAME_MAX_CODES = STK_ADDRESS_MAX_PART_CODES
};

static bool is_hidden_code(uint32_t code)
{
	return (code < 0x20 && code != '\n' && code != '\t' && code != '\r') ||
	       (code >= 0x7f && code < 0xa0) || code == 0x200e || code == 0x200f ||
	       code == 0x061c || (code >= 0x202a && code <= 0x202e) ||
	       (code >= 0x2066 && code <= 0x2069);
}

/* What can be said of a text by itself. */
static unsigned look_at(const char *text, size_t len)
{
	unsigned seen = 0;
	bool ascii = true;
	uint32_t code;
	size_t i;

	for (i = 0; i < len; i++) {
		unsigned char c = (unsigned char)text[i];

		if (c >= 0x80)
			ascii = false;
		else if (is_hidden_code(c))
			seen |= STK_SEEN_CONTROL;
	}
	if (len > NAME_MAX_CODES && stk_utf8_count(text, len) > NAME_MAX_CODES)
		seen |= STK_SEEN_LONG;
	for (i = 0; !ascii && i < len; i += stk_utf8_next(text + i, len - i, &code)) {
		if (stk_utf8_next(text + i, len - i, &code) && is_hidden_code(code))
			seen |= STK_SEEN_CONTROL;
	}
	return seen;
}

static void mark_values(struct stk_validator *walk, const struct stk_node *list, unsigned seen)
{
	STK_EACH_VALUE(item, list)
	if (stk_node_kind(item) == STK_NODE_SCALAR)
		walk->seen[item->value] |= (uint16_t)seen;
}

static void mark_text(struct stk_validator *walk, const char *text, unsigned seen)
{
	stk_sym sym = stk_sym_find(&walk->inventory->syms, text, strlen(text));

	if (sym)
		walk->seen[sym] |= (uint16_t)seen;
}

static stk_sym fold(const struct stk_inventory *inventory, stk_sym sym)
{
	return stk_fold_find(inventory, stk_sym_text(&inventory->syms, sym),
			     stk_sym_len(&inventory->syms, sym));
}

static void mark_broken(struct stk_validator *walk, const struct stk_file *file)
{
	size_t len;
	const char *base = stk_load_base_name(file->path, &len);
	stk_sym id = stk_fold_find(walk->inventory, base, len);

	if (id)
		walk->seen[id] |= (uint16_t)(1u << file->kind);
	walk->no_teams |= file->kind == STK_INVENTORY;
	walk->no_terms |= file->kind == STK_TERM;
}

static void mark_known(struct stk_validator *walk)
{
	const struct stk_inventory *inventory = walk->inventory;
	uint32_t i;
	int kind;

	for (kind = 0; kind < STK_KIND_COUNT && kind < 8; kind++)
		for (i = 0; i < inventory->kinds[kind].count; i++)
			walk->seen[inventory->kinds[kind].items[i].fold] |= (uint16_t)(1u << kind);
	for (i = 0; i < inventory->term_count; i++)
		walk->seen[inventory->terms[i].id] |= STK_SEEN_TERM;
	for (i = 0; i < inventory->group_count; i++)
		walk->seen[inventory->groups[i]] |= STK_SEEN_TERM;
	STK_EACH_VALUE(team, stk_node_get(inventory->root, STK_W_TEAMS))
	{
		stk_sym id = stk_word_of(team, STK_W_ID);

		id = id ? fold(inventory, id) : 0;
		if (id)
			walk->seen[id] |= STK_SEEN_TEAM;
	}
	mark_values(walk, stk_node_get(inventory->root, STK_W_STAGES), STK_SEEN_STAGE);
	mark_values(walk, stk_node_get(inventory->root, STK_W_CATEGORIES), STK_SEEN_CATEGORY);
	for (i = 0; stk_categories[i]; i++)
		mark_text(walk, stk_categories[i], STK_SEEN_CATEGORY);
	for (i = 0; stk_other_categories[i]; i++)
		mark_text(walk, stk_other_categories[i], STK_SEEN_CATEGORY);
}

static void index_shape(struct stk_shape_index *index, const struct stk_shape *shape)
{
	size_t i;

	index->shape = shape;
	for (i = 0; i < shape->count; i++)
		index->at[shape->keys[i].word] = (uint8_t)(i + 1);
}

static int compare_columns(const void *a, const void *b)
{
	stk_sym x = (*(const struct stk_node *const *)a)->key,
		y = (*(const struct stk_node *const *)b)->key;

	return x < y ? -1 : x > y;
}

static void sort_columns(struct stk_validator *walk)
{
	const struct stk_node *map = stk_node_get(walk->inventory->root, STK_W_COLUMNS);

	if (!map || stk_node_kind(map) != STK_NODE_MAP || !map->value)
		return;
	walk->columns = stk_xcalloc(map->value, sizeof *walk->columns);
	STK_EACH_CHILD (child, map)
		walk->columns[walk->column_count++] = child;
	qsort(walk->columns, walk->column_count, sizeof *walk->columns, compare_columns);
}

const struct stk_node *stk_validator_column(const struct stk_validator *walk, stk_sym key)
{
	const struct stk_node wanted = {.key = key}, *pointer = &wanted;
	const struct stk_node **found;

	if (!walk->column_count)
		return NULL;
	found = bsearch(&pointer, walk->columns, walk->column_count, sizeof *walk->columns,
			compare_columns);
	return found ? *found : NULL;
}

void stk_validator_begin(struct stk_validator *walk, struct stk_inventory *inventory)
{
	static const struct stk_shape *const items[] = {
		&stk_shape_field, &stk_shape_integration, &stk_shape_dispute, &stk_shape_team,
		&stk_shape_step,  &stk_shape_answer,      &stk_shape_column};
	const struct stk_syms *syms = &inventory->syms;
	uint32_t i;
	size_t n;

	memset(walk, 0, sizeof *walk);
	walk->inventory = inventory;
	walk->near_budget = NEAR_BUDGET;
	walk->look_budget = LOOK_BUDGET;
	/* The folded forms of teams' ids must be symbols, for references are compared by them. */
	STK_EACH_VALUE(team, stk_node_get(inventory->root, STK_W_TEAMS))
	if (stk_word_of(team, STK_W_ID))
		stk_fold_put(inventory, stk_word_of(team, STK_W_ID));
	walk->seen = stk_xcalloc(syms->count, sizeof *walk->seen);
	for (i = 1; i < syms->count; i++)
		walk->seen[i] = (uint16_t)look_at(syms->entries[i].text, syms->entries[i].len);
	mark_known(walk);
	for (n = 0; n < STK_COUNT(items); n++)
		index_shape(&walk->shapes[n], items[n]);
	for (n = 0; n < STK_KIND_COUNT; n++)
		index_shape(&walk->shapes[STK_COUNT(items) + n], stk_kinds[n].shape);
	for (i = 0; i < inventory->file_count; i++) {
		if (inventory->files[i].broken)
			mark_broken(walk, &inventory->files[i]);
	}
	sort_columns(walk);
}

void stk_validator_end(struct stk_validator *walk)
{
	free(walk->seen);
	free(walk->columns);
}
