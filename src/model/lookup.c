#include <string.h>

#include "load.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"

bool stk_is_plain(const char *text, size_t len_bytes)
{
	size_t i;

	for (i = 0; i < len_bytes; i++) {
		unsigned char c = (unsigned char)text[i];

		if (c >= 0x80 || (c >= 'A' && c <= 'Z'))
			return false;
	}
	return true;
}

stk_sym stk_fold_put(struct stk_inventory *inventory, stk_sym sym)
{
	const char *text = stk_sym_text(&inventory->syms, sym);
	size_t len = stk_sym_len(&inventory->syms, sym);
	struct stk_str folded = STK_STR_INIT;

	if (stk_is_plain(text, len))
		return sym;
	if (stk_text_fold(&folded, text, len))
		sym = stk_sym_put(&inventory->syms, folded.data, folded.len);
	stk_str_release(&folded);
	return sym;
}

stk_sym stk_fold_find(const struct stk_inventory *inventory, const char *text, size_t len_bytes)
{
	struct stk_str folded = STK_STR_INIT;
	stk_sym sym = 0;

	if (stk_is_plain(text, len_bytes))
		return stk_sym_find(&inventory->syms, text, len_bytes);
	if (stk_text_fold(&folded, text, len_bytes))
		sym = stk_sym_find(&inventory->syms, folded.data, folded.len);
	stk_str_release(&folded);
	return sym;
}

static const struct stk_entity *find_folded(const struct stk_entities *set, stk_sym fold)
{
	uint32_t mask = set->slot_cap - 1, slot;

	if (!fold || !set->count)
		return NULL;
	for (slot = fold & mask; set->slots[slot]; slot = (slot + 1) & mask)
		if (set->items[set->slots[slot] - 1].fold == fold)
			return &set->items[set->slots[slot] - 1];
	return NULL;
}

const struct stk_entity *stk_inventory_find(const struct stk_inventory *inventory,
					    enum stk_kind kind, const char *id)
{
	return find_folded(&inventory->kinds[kind], stk_fold_find(inventory, id, strlen(id)));
}

const struct stk_entity *stk_inventory_find_sym(const struct stk_inventory *inventory,
						enum stk_kind kind, stk_sym id)
{
	/* What is some entity's folded id is its own folded form: no need to look at the text. */
	const struct stk_entity *entity = find_folded(&inventory->kinds[kind], id);
	const char *text;
	size_t len;

	if (entity || !id)
		return entity;
	text = stk_sym_text(&inventory->syms, id);
	len = stk_sym_len(&inventory->syms, id);
	if (stk_is_plain(text, len))
		return NULL;
	return find_folded(&inventory->kinds[kind], stk_fold_find(inventory, text, len));
}

uint32_t stk_entity_index(const struct stk_inventory *inventory, enum stk_kind kind,
			  const struct stk_entity *entity)
{
	const struct stk_entities *set = &inventory->kinds[kind];
	const struct stk_entity *now;

	if (entity >= set->items && entity < set->items + set->count)
		return (uint32_t)(entity - set->items);
	/* One handed out before a reload moved them. */
	now = find_folded(set, entity->fold);
	return now ? (uint32_t)(now - set->items) : STK_NONE;
}

static bool map_find(const struct stk_map *map, const char *id, uint32_t *index)
{
	struct stk_str folded = STK_STR_INIT;
	size_t len = strlen(id);
	bool found = stk_map_get(map, id, len, index);

	if (!found && !stk_is_plain(id, len) && stk_text_fold(&folded, id, len))
		found = stk_map_get(map, folded.data, folded.len, index);
	stk_str_release(&folded);
	return found;
}

const struct stk_term *stk_term_find(const struct stk_inventory *inventory, const char *id)
{
	uint32_t index;

	return map_find(&inventory->term_by_id, id, &index) ? &inventory->terms[index] : NULL;
}

uint32_t stk_group_find(const struct stk_inventory *inventory, const char *id)
{
	uint32_t index;

	return map_find(&inventory->group_by_id, id, &index) ? index : STK_NONE;
}

static bool same_id(const char *a, const char *b)
{
	if (!strcmp(a, b))
		return true;
	if (stk_is_plain(a, strlen(a)) && stk_is_plain(b, strlen(b)))
		return false;
	return stk_text_same(a, b);
}

const struct stk_node *stk_team_find(const struct stk_inventory *inventory, const char *id)
{
	STK_EACH_VALUE(team, stk_node_get(inventory->root, STK_W_TEAMS))
	{
		const char *its = stk_text(inventory, team, STK_W_ID);

		if (its && same_id(its, id))
			return team;
	}
	return NULL;
}

stk_sym stk_team_chain(const struct stk_inventory *inventory, const char *id)
{
	return stk_word_of(stk_team_find(inventory, id), STK_W_CHAIN);
}

/* --- reading values --- */

const char *stk_text(const struct stk_inventory *inventory, const struct stk_node *map,
		     enum stk_word key)
{
	const struct stk_node *node = stk_node_get(map, key);

	if (!node || stk_node_kind(node) != STK_NODE_SCALAR)
		return NULL;
	return stk_sym_text(&inventory->syms, node->value);
}

stk_sym stk_word_of(const struct stk_node *map, enum stk_word key)
{
	const struct stk_node *node = stk_node_get(map, key);

	return node && stk_node_kind(node) == STK_NODE_SCALAR ? node->value : 0;
}

const char *stk_entity_name(const struct stk_inventory *inventory, const struct stk_entity *entity)
{
	const char *name = stk_text(inventory, entity->node, STK_W_NAME);

	return name && *name ? name : stk_sym_text(&inventory->syms, entity->id);
}

const char *stk_entity_shown(const struct stk_inventory *inventory, const struct stk_entity *entity)
{
	const struct stk_entities *metrics = &inventory->kinds[STK_METRIC];
	const char *name = stk_entity_name(inventory, entity);

	return metrics->count && entity >= metrics->items &&
			       entity < metrics->items + metrics->count
		       ? stk_tc("metric", name)
		       : name;
}

const char *stk_word_shown(const char *word)
{
	return stk_tc("word", word);
}

/* What one word means for one key, it may not for another: an activity is a kind of metric, and a
 * group of data. */
const char *stk_choice_in(const struct stk_tr *tr, const struct stk_key *key, const char *choice)
{
	static const char *const of_kind[] = {"metric kind", "workshop kind", "evidence kind"};
	const char *shown = choice;

	switch (key->word) {
	case STK_W_METHOD: return stk_tr_c(tr, "method", choice);
	case STK_W_FLOW: return stk_tr_c(tr, "flow", choice);
	case STK_W_TYPE: return stk_tr_c(tr, "type", choice);
	case STK_W_STATUS: return stk_tr_c(tr, "status", choice);
	case STK_W_AUDIENCE: return stk_tr_c(tr, "audience", choice);
	case STK_W_KIND:
		for (size_t i = 0; i < STK_COUNT(of_kind) && shown == choice; i++)
			shown = stk_tr_c(tr, of_kind[i], choice);
		return shown;
	default: return stk_tr_c(tr, "word", choice);
	}
}

const char *stk_choice_shown(const struct stk_key *key, const char *choice)
{
	return stk_choice_in(stk_tr_used(), key, choice);
}

uint32_t stk_values_count(const struct stk_node *list)
{
	if (!list || stk_node_kind(list) == STK_NODE_NULL)
		return 0;
	return stk_node_kind(list) == STK_NODE_LIST ? list->value : 1;
}

bool stk_values_has(const struct stk_node *list, stk_sym value)
{
	STK_EACH_VALUE(item, list)
	if (stk_node_kind(item) == STK_NODE_SCALAR && item->value == value)
		return true;
	return false;
}
