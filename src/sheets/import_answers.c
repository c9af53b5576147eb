/* Answers to questions that are more than a value: a dispute, whether all is still so, an own
 * column. */
#include <string.h>

#include "import_private.h"
#include "list_words.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"
#include "stocktake/model/questions.h"
#include "stocktake/model/said.h"

static struct stk_arena *arena_of(const struct stk_intake_cell *cell)
{
	return stk_intake_arena(cell->intake);
}

/* --- which question it is -----------------------------------------------------------------------
 */

static const struct stk_node *own_column(const struct stk_inventory *inventory, const char *key)
{
	const struct stk_node *columns = stk_node_get(inventory->root, STK_W_COLUMNS);
	stk_sym sym = stk_sym_find(&inventory->syms, key, strlen(key));

	return columns && sym && stk_node_kind(columns) == STK_NODE_MAP ? stk_node_get(columns, sym)
									: NULL;
}

/* "platforms/crm/disputes/category": what is contested, "platforms/crm/category". */
static const char *contested(struct stk_arena *arena, const struct stk_address *address)
{
	struct stk_str text = STK_STR_INIT;
	const char *kept;

	stk_str_add(&text, address->parts[0]);
	stk_address_add(&text, address->parts[1]);
	stk_str_addf(&text, "/%s", address->parts[3]);
	kept = stk_arena_strdup(arena, text.data);
	stk_str_release(&text);
	return kept;
}

void stk_intake_asked(const struct stk_intake *intake, const char *id,
		      struct stk_intake_asked *asked)
{
	const struct stk_inventory *inventory = intake->inventory;
	struct stk_address address;
	struct stk_place place = {0};
	struct stk_err ignored;
	bool about_dispute;

	*asked = (struct stk_intake_asked){.address =
						   stk_arena_strdup(stk_intake_arena(intake), id)};
	if (!*id || stk_address_parse(id, &address, &ignored))
		return;
	about_dispute = address.kind == STK_PLATFORM && address.count == 4 &&
			strcmp(address.parts[2], "disputes") == 0;
	if (about_dispute) {
		asked->address = contested(stk_intake_arena(intake), &address);
		stk_address_release(&address);
		if (stk_address_parse(asked->address, &address, &ignored))
			return;
	}
	asked->found = stk_address_resolve(inventory, &address, &place, &ignored) && place.entity;
	asked->key = place.key;
	asked->member = place.member;
	/* Somebody may have settled it meanwhile: then it is an answer like others. */
	asked->disputed = about_dispute && stk_dispute_at(inventory, asked->address);
	if (asked->found && !asked->key && address.kind == STK_PLATFORM && address.count == 3)
		asked->own = own_column(inventory, address.parts[2]);
	asked->found &= asked->key || asked->own;
	stk_address_release(&address);
}

/* --- what was answered --------------------------------------------------------------------------
 */

static void confirm(struct stk_intake_cell *cell, const struct stk_intake_asked *asked)
{
	const struct stk_inventory *inventory = cell->intake->inventory;
	const char *by = cell->intake->import->files[cell->tab->file]->by, *platform;
	const struct stk_entity *person = stk_inventory_find(inventory, STK_STAKEHOLDER, by);
	struct stk_arena *arena = arena_of(cell);
	char day[11];

	stk_date_format(inventory->clock.today, day);
	if (stk_list_tick(cell->text) == 1 ||
	    stk_guide_words_is(cell->intake->columns->words, STK_FLOW_YES, cell->text)) {
		stk_intake_say(cell, STK_CHANGE_SET, asked->address,
			       stk_value_text(arena, stk_arena_strdup(arena, day)))
			->change.on_conflict = STK_CONFLICT_REPLACE;
		return;
	}
	if (stk_list_says_unknown(cell->text) || stk_list_says_not_applicable(cell->text) ||
	    stk_list_says_ask(cell->text)) {
		stk_intake_take(cell, asked->key, asked->address);
		return;
	}
	/* As the interview keeps it: somebody looks at it. */
	platform = stk_arena_printf(arena, "platforms/%s", cell->platform);
	stk_intake_say(
		cell, STK_CHANGE_SET, stk_intake_below(arena, platform, "notes"),
		stk_value_text(arena,
			       stk_arena_printf(arena, "Not so any more (%s, %s): %s",
						person ? stk_entity_name(inventory, person) : by,
						day, cell->text)))
		->replaces = true;
}

static void own_answer(struct stk_intake_cell *cell, const struct stk_intake_asked *asked)
{
	const struct stk_inventory *inventory = cell->intake->inventory;
	const struct stk_node *choices = stk_node_kind(asked->own) == STK_NODE_MAP
						 ? stk_node_get(asked->own, STK_W_CHOICES)
						 : NULL;
	const char *value = choices ? NULL : cell->text;

	STK_EACH_VALUE(choice, choices)
	{
		const char *text = stk_node_kind(choice) == STK_NODE_SCALAR
					   ? stk_sym_text(&inventory->syms, choice->value)
					   : "";

		if (stk_text_same(text, cell->text))
			value = text;
	}
	if (value)
		stk_intake_say(cell, STK_CHANGE_SET, asked->address,
			       stk_value_text(arena_of(cell), value));
	else
		stk_intake_misread(cell, cell->text, STK_N("none of the choices"));
}

static const char *const keep_words[] = {"keep", "the first", "as it is", "what stands", "保留",
					 "不变", "前者",      "第一个",   "现在这个",    NULL};
static const char *const both_words[] = {"both",         "both are", "both are right",
					 "both of them", "都对",     "两个都对",
					 "两者都对",     "都是",     NULL};

static bool is_one_of(const char *const *words, const char *text)
{
	for (size_t i = 0; words[i]; i++)
		if (stk_text_same(words[i], text))
			return true;
	return false;
}

static const struct stk_node *standing(const struct stk_intake *intake, const char *text)
{
	struct stk_address address;
	struct stk_place place = {0};
	struct stk_err ignored;

	if (stk_address_parse(text, &address, &ignored))
		return NULL;
	stk_address_resolve(intake->inventory, &address, &place, &ignored);
	stk_address_release(&address);
	return place.node;
}

/* What stands, and what others say: of a set both may be right. */
static const struct stk_value *both_sides(struct stk_intake_cell *cell,
					  const struct stk_intake_asked *asked)
{
	const struct stk_inventory *inventory = cell->intake->inventory;
	struct stk_value *list = stk_value_list(arena_of(cell));

	STK_EACH_VALUE(item, standing(cell->intake, asked->address))
	stk_value_push(list, stk_value_from_node(arena_of(cell), item, &inventory->syms));
	STK_EACH_VALUE(item, stk_node_get(stk_dispute_at(inventory, asked->address), STK_W_SAYS))
	stk_value_push(list, stk_value_from_node(arena_of(cell), item, &inventory->syms));
	return list;
}

/* The statements from `first` on, which say values of one list one by one, as one that decides. */
static void decide(struct stk_intake_cell *cell, const struct stk_intake_asked *asked, size_t first)
{
	struct stk_import *import = cell->intake->import;
	const struct stk_value *value = NULL;
	struct stk_value *list = stk_value_list(arena_of(cell));

	for (size_t i = first; i < import->said_count; i++) {
		const struct stk_change *change = &import->said[i].change;

		if (strcmp(change->address, asked->address) != 0)
			return; /* somebody or something new is named first: then it is only said */
		if (change->op == STK_CHANGE_ADD)
			stk_value_push(list, stk_value_text(arena_of(cell), change->value->text));
		else if (change->op == STK_CHANGE_SET)
			value = change->value;
	}
	if (first == import->said_count || (!value && !list->first))
		return;
	import->said_count = first;
	stk_intake_say(cell, STK_CHANGE_SET, asked->address, value ? value : list)->settles = true;
}

/* "keep", "both", or the value that is right. */
static void settle(struct stk_intake_cell *cell, const struct stk_intake_asked *asked)
{
	size_t first = cell->intake->import->said_count;
	const struct stk_node *node = standing(cell->intake, asked->address);
	int tick = asked->member ? stk_list_tick(cell->text) : -1;

	if (is_one_of(keep_words, cell->text) && node && !asked->member)
		stk_intake_say(
			cell, STK_CHANGE_SET, asked->address,
			stk_value_from_node(arena_of(cell), node, &cell->intake->inventory->syms))
			->settles = true;
	else if (is_one_of(both_words, cell->text) && (asked->key->flags & STK_KEY_SET) &&
		 !asked->member)
		stk_intake_say(cell, STK_CHANGE_SET, asked->address, both_sides(cell, asked))
			->settles = true;
	else if (tick >= 0)
		stk_intake_say(cell, STK_CHANGE_SET, asked->address,
			       stk_value_text(arena_of(cell), tick ? "true" : "false"))
			->settles = true;
	else
		stk_intake_take(cell, asked->key, asked->address);
	if (cell->intake->import->said_count > first && !cell->intake->import->said[first].settles)
		decide(cell, asked, first);
}

void stk_intake_answer(struct stk_intake_cell *cell, const struct stk_intake_asked *asked)
{
	if (asked->own)
		own_answer(cell, asked);
	else if (asked->disputed)
		settle(cell, asked);
	else if (asked->key->word == STK_W_CONFIRMED)
		confirm(cell, asked);
	else
		stk_intake_take(cell, asked->key, asked->address);
}
