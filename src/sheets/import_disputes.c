/* Disputes that somebody's answer decides. */
#include <string.h>

#include "import_private.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"

static struct stk_arena *arena_of(const struct stk_intake_cell *cell)
{
	return stk_intake_arena(cell->intake);
}

/* The dispute at a place of an entity; with `by`, what that person says there. NULL: none. */
static const struct stk_node *dispute_at(const struct stk_inventory *inventory,
					 const struct stk_place *place, const char *address,
					 const char *by)
{
	const char *relative = strchr(address, '/');

	if (place->entity && relative && !stk_starts(address, "inventory/"))
		relative = strchr(relative + 1, '/');
	if (!place->entity || !relative)
		return NULL;
	STK_EACH_VALUE(item, stk_node_get(place->entity->node, STK_W_DISPUTES))
	{
		const char *at = stk_text(inventory, item, STK_W_AT),
			   *who = stk_text(inventory, item, STK_W_BY);

		if (at && strcmp(at, relative + 1) == 0 && (!by || (who && strcmp(who, by) == 0)))
			return item;
	}
	return NULL;
}

static const char *const keep_words[] = {"keep", "the first", "as it is", "what stands", "保留",
					 "不变", "前者",      "第一个",   "现在这个",    NULL};
static const char *const both_words[] = {"both",         "both are", "both are right",
					 "both of them", "都对",     "两个都对",
					 "两者都对",     "都是",     NULL};

static bool is_one_of(const struct stk_columns *columns, const char *const *words, const char *text)
{
	bool is = false;

	for (size_t i = 0; words[i] && !is; i++)
		is = stk_text_same(words[i], text);
	for (size_t i = 1; i < columns->tr_count && !is; i++)
		is = stk_text_same(stk_tr(columns->tr[i], words[0]), text);
	return is;
}

/* Of a set both sides may be right. */
static const struct stk_value *both_sides(const struct stk_intake_cell *cell,
					  const struct stk_place *place,
					  const struct stk_node *dispute)
{
	const struct stk_syms *syms = &cell->intake->inventory->syms;
	struct stk_value *list = stk_value_list(arena_of(cell));

	if (!(place->key->flags & STK_KEY_SET) || place->member)
		return NULL;
	STK_EACH_VALUE(item, place->node)
	stk_value_push(list, stk_value_from_node(arena_of(cell), item, syms));
	STK_EACH_VALUE(item, stk_node_get(dispute, STK_W_SAYS))
	stk_value_push(list, stk_value_from_node(arena_of(cell), item, syms));
	return list;
}

static void settle(struct stk_intake_cell *cell, const char *address, const struct stk_value *value)
{
	struct stk_statement *said = stk_intake_say(cell, STK_CHANGE_SET, address, value);

	said->change.on_conflict = STK_CONFLICT_REPLACE;
	said->settles = true;
}

/* "keep", "both", "Ben", or the value that is right. False: the answer is taken as any other. */
bool stk_intake_dispute(struct stk_intake_cell *cell, const struct stk_place *place,
			const char *address)
{
	const struct stk_inventory *inventory = cell->intake->inventory;
	const struct stk_node *dispute = dispute_at(inventory, place, address, NULL), *one;
	const struct stk_value *value = NULL;
	bool keeps = is_one_of(cell->intake->columns, keep_words, cell->text),
	     both = is_one_of(cell->intake->columns, both_words, cell->text);
	const char *who;
	int tick = stk_said_tick(stk_intake_words(cell), cell->text);

	if (!dispute && (keeps || both) && place->node && place->key->type != STK_TYPE_CHOICE)
		return true; /* settled before */
	if (!dispute)
		return false;
	if (place->member && tick >= 0) {
		settle(cell, address, stk_value_text(arena_of(cell), tick ? "true" : "false"));
		return true;
	}
	if (keeps && place->node)
		value = stk_value_from_node(arena_of(cell), place->node, &inventory->syms);
	else if (both)
		value = both_sides(cell, place, dispute);
	if (!value && stk_intake_is_person(cell->intake, cell->text)) {
		who = stk_intake_person(cell, cell->text, false);
		one = who ? dispute_at(inventory, place, address, who) : NULL;
		if (one)
			value = stk_value_from_node(arena_of(cell), stk_node_get(one, STK_W_SAYS),
						    &inventory->syms);
	}
	if (value)
		settle(cell, address, value);
	return value != NULL;
}

/* A value that somebody gave to a question about a dispute decides it. */
void stk_intake_settles(struct stk_intake_cell *cell, const struct stk_place *place,
			const char *address, size_t first)
{
	struct stk_import *import = cell->intake->import;
	struct stk_value *list = NULL;
	struct stk_statement *one = NULL;

	if (!dispute_at(cell->intake->inventory, place, address, NULL))
		return;
	for (size_t i = first; i < import->said_count; i++) {
		struct stk_statement *said = &import->said[i];

		if (strcmp(said->change.address, address) != 0 ||
		    said->change.op == STK_CHANGE_STATE)
			continue;
		if (said->change.op == STK_CHANGE_ADD) { /* several: all of them are right */
			list = list ? list : stk_value_list(arena_of(cell));
			stk_value_push(list,
				       stk_value_text(arena_of(cell), said->change.value->text));
			if (one) {
				said->change.on_conflict = STK_CONFLICT_KEEP;
				continue;
			}
		}
		one = said;
		said->change.on_conflict = STK_CONFLICT_REPLACE;
		said->settles = true;
	}
	if (list) {
		one->change.op = STK_CHANGE_SET;
		one->change.value = list;
	}
}
