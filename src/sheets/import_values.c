/* What one cell means for one key. */
#include <stdlib.h>
#include <string.h>

#include "import_private.h"
#include "list_words.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"
#include "stocktake/model/catalogue.h"
#include "stocktake/model/said.h"
#include "stocktake/sheets/csv.h"
#include "template_private.h"

#define MAX_VALUES 256 /* of one cell */

static struct stk_arena *arena_of(const struct stk_intake_cell *cell)
{
	return stk_intake_arena(cell->intake);
}

const char *stk_intake_below(struct stk_arena *arena, const char *address, const char *part)
{
	struct stk_str text = STK_STR_INIT;
	const char *copy;

	stk_str_add(&text, address);
	stk_address_add(&text, part);
	copy = stk_arena_strdup(arena, text.data);
	stk_str_release(&text);
	return copy;
}

/* --- saying ------------------------------------------------------------------------------------
 */

struct stk_statement *stk_intake_say(struct stk_intake_cell *cell, enum stk_change_op op,
				     const char *address, const struct stk_value *value)
{
	struct stk_import *import = cell->intake->import;
	struct stk_statement *said;
	const struct stk_import_file *file = import->files[cell->tab->file];
	uint32_t files = 0;

	for (uint32_t i = 0; i < import->file_count; i++)
		files += strcmp(import->files[i]->by, file->by) == 0;
	STK_GROW(import->said, import->said_cap, import->said_count + 1);
	said = &import->said[import->said_count++];
	*said = (struct stk_statement){
		.file = cell->tab->file,
		.tab = cell->tab->tab->name,
		.text = cell->text,
		.platform = cell->platform,
		.order = cell->intake->order++,
		.change = {
			.op = op, .address = address, .value = value, .accepted = cell->accepted}};
	stk_cell_name(cell->column, cell->row->number, said->cell);
	/* Of several files of one person: as spreadsheets write it themselves. */
	said->place = stk_arena_printf(&import->arena, "%s%s%s%s%s%s", files > 1 ? "[" : "",
				       files > 1 ? file->name : "", files > 1 ? "]" : "", said->tab,
				       *said->tab ? "!" : "", said->cell);
	said->change.cell = said->place;
	return said;
}

void stk_intake_state(struct stk_intake_cell *cell, const char *address,
		      enum stk_answer_state state, const char *ask)
{
	struct stk_statement *said = stk_intake_say(cell, STK_CHANGE_STATE, address, NULL);

	said->change.state = state;
	said->change.ask = ask;
}

void stk_intake_misread(struct stk_intake_cell *cell, const char *text, const char *why)
{
	stk_intake_unread(cell->intake, cell->tab, cell->row, cell->column, text, why);
}

/* --- one value ---------------------------------------------------------------------------------
 */

/* NULL and *why where the text is no value for the key. */
static const char *meant(struct stk_intake_cell *cell, const struct stk_key *key, const char *text,
			 const char **why)
{
	struct stk_intake *intake = cell->intake;
	const char *found = NULL;
	int64_t every;
	char words[32];

	switch (key->type) {
	case STK_TYPE_TERMS:
		*why = STK_N("no kind of data that we know");
		if ((key->flags & STK_KEY_ALL) &&
		    (stk_guide_words_is(intake->columns->words, STK_FLOW_ALL, text) ||
		     stk_text_same(text, stk_t("everything"))))
			return "all";
		return stk_columns_term(intake->columns, intake->inventory, text);
	case STK_TYPE_CHOICE:
		*why = STK_N("none of the choices");
		return stk_intake_choice(intake, key, text);
	case STK_TYPE_REF:
		*why = STK_N("nobody and nothing of that name is known");
		if (key->refs & (1u << STK_PLATFORM))
			return stk_intake_platform(intake, text);
		if (key->refs & (1u << STK_METRIC))
			return stk_intake_metric(intake, text);
		if (key->flags & STK_KEY_TEAMS)
			found = stk_intake_team(intake, text);
		if (!found && stk_list_is_everybody(text))
			return NULL;
		if (!found && (key->refs & (1u << STK_STAKEHOLDER)))
			found = stk_intake_person(cell, text, !stk_list_is_team(text));
		return found;
	case STK_TYPE_DATE:
		*why = STK_N("no date as in 2026-11-30");
		return stk_date_parse(text) != STK_DATE_NONE
			       ? stk_arena_strndup(arena_of(cell), text, 10)
			       : NULL;
	case STK_TYPE_EVERY:
		*why = STK_N("not how often, as in 15 minutes, 1 day, real time, on demand");
		every = stk_every_parse(text);
		stk_every_format(every, words);
		return every == STK_EVERY_NONE ? NULL : stk_arena_strdup(arena_of(cell), words);
	case STK_TYPE_NUMBER:
		*why = STK_N("no whole number");
		return *text && strspn(text, "0123456789") == strlen(text) && strlen(text) < 10
			       ? text
			       : NULL;
	case STK_TYPE_BOOL:
		*why = STK_N("neither a tick nor empty");
		return stk_list_tick(text) < 0 ? NULL : stk_list_tick(text) ? "true" : "false";
	case STK_TYPE_TEXT: return text;
	default: *why = STK_N("a sheet has no room for this; use `stocktake set`"); return NULL;
	}
}

/* Keys whose values gather: one more is no contradiction. */
static bool gathers(const struct stk_key *key)
{
	return (key->flags & STK_KEY_MANY) && strcmp(key->name, "category") != 0 &&
	       strcmp(key->name, "owner") != 0 && strcmp(key->name, "admin") != 0;
}

static const struct stk_node *present(const struct stk_intake *intake, const char *text)
{
	struct stk_address address;
	struct stk_place place = {0};
	struct stk_err ignored;
	const struct stk_node *node = NULL;

	if (stk_address_parse(text, &address, &ignored))
		return NULL;
	if (stk_address_resolve(intake->inventory, &address, &place, &ignored))
		node = place.node;
	stk_address_release(&address);
	return node;
}

/* All that stands there is among what was said, and more: nobody is contradicted. */
static bool says_more(const struct stk_intake *intake, const struct stk_node *node,
		      const struct stk_value *list)
{
	STK_EACH_VALUE(item, node)
	{
		bool found = false;

		for (const struct stk_value *value = list->first; value && !found;
		     value = value->next)
			found = stk_value_equals_node(value, item, &intake->inventory->syms);
		if (!found)
			return false;
	}
	return node != NULL;
}

static void say_each(struct stk_intake_cell *cell, const char *address,
		     const struct stk_value *list)
{
	for (const struct stk_value *value = list->first; value; value = value->next)
		stk_intake_say(cell, STK_CHANGE_ADD, address,
			       stk_value_text(arena_of(cell), value->text));
}

static const char *whole_text(struct stk_arena *arena, const struct stk_value *list)
{
	struct stk_str text = STK_STR_INIT;
	const char *copy;

	stk_yaml_emit_flow(list, &text);
	copy = stk_arena_strdup(arena, text.data);
	stk_str_release(&text);
	return copy;
}

static void take_many(struct stk_intake_cell *cell, const struct stk_key *key, const char *address)
{
	struct stk_arena *arena = arena_of(cell);
	const char *parts[MAX_VALUES], *why = NULL;
	size_t count = stk_intake_split(arena, cell->text, parts, MAX_VALUES);
	struct stk_value *list = stk_value_list(arena);
	size_t first;
	const char *whole = meant(cell, key, cell->text, &why);

	if (whole && key->type != STK_TYPE_TEXT) { /* "Sales, Marketing" may be one team's name */
		parts[0] = cell->text;
		count = 1;
	}
	for (size_t i = 0; i < count; i++) {
		const char *value = meant(cell, key, stk_list_after_filler(parts[i]), &why);
		bool twice = false;

		for (const struct stk_value *item = list->first; item && value; item = item->next)
			twice |= strcmp(item->text, value) == 0;
		if (!value)
			stk_intake_misread(cell, parts[i], why);
		else if (!twice)
			stk_value_push(list, stk_value_text(arena, value));
	}
	if (!list->first)
		return;
	first = cell->intake->import->said_count;
	if (gathers(key) || says_more(cell->intake, present(cell->intake, address), list))
		say_each(cell, address, list);
	else if (list->first == list->last && present(cell->intake, address))
		stk_intake_say(cell, STK_CHANGE_SET, address, /* as a dispute has it */
			       stk_value_text(arena, list->first->text));
	else
		stk_intake_say(cell, STK_CHANGE_SET, address, list);
	for (size_t i = first; i < cell->intake->import->said_count && !gathers(key); i++)
		cell->intake->import->said[i].whole = whole_text(arena, list);
}

static void take_fields(struct stk_intake_cell *cell, const char *address)
{
	struct stk_intake *intake = cell->intake;
	struct stk_arena *arena = arena_of(cell);
	const char *parts[MAX_VALUES];
	size_t count = stk_intake_split(arena, cell->text, parts, MAX_VALUES);
	uint32_t contact = stk_group_find(intake->inventory, "contact");

	for (size_t i = 0; i < count; i++) {
		struct stk_value *field =
			stk_value_put_text(arena, stk_value_map(arena), "name", parts[i]);
		uint32_t term =
			stk_matcher_heading(intake->matcher, parts[i],
					    contact == STK_NONE ? 0 : UINT64_C(1) << contact);

		if (strlen(parts[i]) > 256) {
			stk_intake_misread(cell, parts[i], STK_N("too long for a name"));
			continue;
		}
		if (term != STK_NONE) {
			const struct stk_inventory *future = intake->future;

			stk_value_put_text(
				arena, field, "term",
				stk_arena_strdup(arena, stk_sym_text(&future->syms,
								     future->terms[term].id)));
		}
		stk_intake_say(cell, STK_CHANGE_ADD, address, field);
	}
}

/* Notes of several people stand one below the other. */
static void take_notes(struct stk_intake_cell *cell, const char *address)
{
	struct stk_statement *said = stk_intake_say(cell, STK_CHANGE_SET, address,
						    stk_value_text(arena_of(cell), cell->text));

	said->replaces = true;
}

void stk_intake_take(struct stk_intake_cell *cell, const struct stk_key *key, const char *address)
{
	const char *whom = stk_list_says_ask(cell->text), *id, *why = NULL;
	bool free_text = key->type == STK_TYPE_TEXT && !(key->flags & STK_KEY_ASKED);

	if (!free_text && stk_list_says_unknown(cell->text)) {
		stk_intake_state(cell, address, STK_ANSWER_UNKNOWN, NULL);
	} else if (!free_text && stk_list_says_not_applicable(cell->text)) {
		stk_intake_state(cell, address, STK_ANSWER_NOT_APPLICABLE, NULL);
	} else if (!free_text && whom) {
		id = stk_intake_person(cell, whom, true);
		if (id)
			stk_intake_state(cell, address, STK_ANSWER_ASK, id);
		else
			stk_intake_misread(cell, cell->text, STK_N("nobody of that name is known"));
	} else if (strcmp(key->name, "integrations") == 0) {
		stk_intake_links(cell);
	} else if ((key->flags & STK_KEY_MANY) && !free_text && stk_said_none(cell->text)) {
		stk_intake_say(cell, STK_CHANGE_SET, address, stk_value_list(arena_of(cell)));
	} else if (strcmp(key->name, "fields") == 0) {
		take_fields(cell, address);
	} else if (strcmp(key->name, "notes") == 0) {
		take_notes(cell, address);
	} else if (key->flags & STK_KEY_MANY) {
		take_many(cell, key, address);
	} else if (strcmp(key->name, "website") == 0 &&
		   (!strchr(cell->text, '.') || strpbrk(cell->text, " \t\n@"))) {
		stk_intake_misread(cell, cell->text, STK_N("no web address"));
	} else {
		const char *value = meant(cell, key, cell->text, &why);

		if (value)
			stk_intake_say(cell, STK_CHANGE_SET, address,
				       stk_value_text(arena_of(cell), value));
		else
			stk_intake_misread(cell, cell->text, why);
	}
}
