#include <stdlib.h>
#include <string.h>

#include "load.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/model/address.h"
#include "validate_walk.h"

enum { NEAR_BUDGET = 1000000, NAME_MAX_CODES = STK_ADDRESS_MAX_PART_CODES };

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

static void mark_values(struct stk_walk *walk, const struct stk_node *list, unsigned seen)
{
	STK_EACH_VALUE(item, list)
	if (stk_node_kind(item) == STK_NODE_SCALAR)
		walk->seen[item->value] |= (uint16_t)seen;
}

static void mark_text(struct stk_walk *walk, const char *text, unsigned seen)
{
	stk_sym sym = stk_sym_find(&walk->inventory->syms, text, strlen(text));

	if (sym)
		walk->seen[sym] |= (uint16_t)seen;
}

static void mark_known(struct stk_walk *walk)
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

void stk_walk_begin(struct stk_walk *walk, struct stk_inventory *inventory)
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
	walk->seen = stk_xcalloc(syms->count, sizeof *walk->seen);
	for (i = 1; i < syms->count; i++)
		walk->seen[i] = (uint16_t)look_at(syms->entries[i].text, syms->entries[i].len);
	mark_known(walk);
	for (n = 0; n < STK_COUNT(items); n++)
		index_shape(&walk->shapes[n], items[n]);
	for (n = 0; n < STK_KIND_COUNT; n++)
		index_shape(&walk->shapes[STK_COUNT(items) + n], stk_kinds[n].shape);
	for (i = 0; i < inventory->file_count; i++) {
		if (!inventory->files[i].broken)
			continue;
		walk->no_teams |= inventory->files[i].kind == STK_INVENTORY;
		walk->no_terms |= inventory->files[i].kind == STK_TERM;
	}
}

void stk_walk_end(struct stk_walk *walk)
{
	free(walk->seen);
}
