/* What each cell says. */
#include <stdlib.h>
#include <string.h>

#include "import_private.h"
#include "list_words.h"
#include "stocktake/model/said.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"
#include "stocktake/model/said.h"
#include "stocktake/model/catalogue.h"
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

/* --- the cells of Platforms ---------------------------------------------------------------------
 */

static void take_tick(struct stk_intake_cell *cell, const char *address, const char *member)
{
	int tick = stk_list_tick(cell->text);
	const struct stk_entity *platform =
		stk_inventory_find(cell->intake->inventory, STK_PLATFORM, cell->platform);
	const char *list = stk_intake_below(arena_of(cell), address, "holds");

	if (tick == 1)
		/* A field may say so already. */
		stk_intake_say(cell, STK_CHANGE_ADD, list, stk_value_text(arena_of(cell), member))
			->change.heard =
			platform && stk_cell_holds(cell->intake->inventory, platform->node, member);
	else if (tick == 0)
		stk_intake_say(cell, STK_CHANGE_SET, stk_intake_below(arena_of(cell), list, member),
			       stk_value_text(arena_of(cell), "false"));
	else if (stk_list_says_unknown(cell->text))
		stk_intake_state(cell, stk_intake_below(arena_of(cell), list, member),
				 STK_ANSWER_UNKNOWN, NULL);
	else
		stk_intake_misread(cell, cell->text, STK_N("neither a tick nor empty"));
}

static void define_own(struct stk_intake_cell *cell, const struct stk_column *column)
{
	struct stk_arena *arena = arena_of(cell);
	const char *address = stk_intake_below(arena, "inventory/columns", column->member);
	const struct stk_inventory *inventory = cell->intake->inventory;
	const struct stk_node *columns = stk_node_get(inventory->root, STK_W_COLUMNS);
	stk_sym sym = stk_sym_find(&inventory->syms, column->member, strlen(column->member));

	if ((columns && sym && stk_node_kind(columns) == STK_NODE_MAP &&
	     stk_node_get(columns, sym)) ||
	    !stk_map_put(&cell->intake->own, column->member, strlen(column->member), 1))
		return;
	stk_intake_say(cell, STK_CHANGE_SET, address,
		       stk_value_put_text(arena, stk_value_map(arena), "name", column->heading));
}

static void take_name(struct stk_intake_cell *cell, const struct stk_intake_row *row, uint32_t n)
{
	struct stk_arena *arena = arena_of(cell);
	struct stk_target *target = &cell->intake->targets[row->targets[n]];
	const char *address = stk_arena_printf(arena, "platforms/%s", target->id);

	if (row->by_other_name[n]) {
		stk_intake_say(cell, STK_CHANGE_ADD, stk_intake_below(arena, address, "aka"),
			       stk_value_text(arena, row->names[n]));
		return;
	}
	stk_intake_say(cell, STK_CHANGE_SET, stk_intake_below(arena, address, "name"),
		       stk_value_text(arena, row->names[n]));
}

/* Of a new platform, with its first name: what the catalogue knows of the product. */
static void announce(struct stk_intake *intake, struct stk_target *target,
		     struct stk_intake_cell *cell)
{
	struct stk_arena *arena = stk_intake_arena(intake);
	struct stk_inventory *inventory = intake->inventory;
	const char *address = stk_arena_printf(arena, "platforms/%s", target->id), *website;
	const struct stk_node *entry, *category;

	target->announced = true;
	cell->platform = target->id;
	stk_intake_say(cell, STK_CHANGE_SET, stk_intake_below(arena, address, "name"),
		       stk_value_text(arena, target->name));
	cell->accepted = target->product != NULL;
	if (target->product) {
		entry = stk_catalogue_get(inventory, stk_sym_put(&inventory->syms, target->product,
								 strlen(target->product)));
		website = entry ? stk_text(inventory, entry, STK_W_WEBSITE) : NULL;
		category = entry ? stk_node_get(entry, STK_W_CATEGORY) : NULL;
		stk_intake_say(cell, STK_CHANGE_SET, stk_intake_below(arena, address, "product"),
			       stk_value_text(arena, target->product));
		if (website)
			stk_intake_say(cell, STK_CHANGE_SET,
				       stk_intake_below(arena, address, "website"),
				       stk_value_text(arena, website))
				->change.on_conflict = STK_CONFLICT_KEEP;
		if (category)
			stk_intake_say(cell, STK_CHANGE_SET,
				       stk_intake_below(arena, address, "category"),
				       stk_value_from_node(arena, category, &inventory->syms))
				->change.on_conflict = STK_CONFLICT_KEEP;
	}
	cell->accepted = false;
}

/* The cell holds what we sent, or what stands there anyway: nobody typed it. */
static bool is_untouched(const struct stk_intake_cell *cell, const struct stk_column *column)
{
	const struct stk_inventory *inventory = cell->intake->inventory;
	const char *id = stk_intake_text(cell->tab, cell->row, STK_COLUMN_ID, NULL);
	const struct stk_entity *platform =
		*id && cell->tab->page == STK_PAGE_PLATFORMS
			? stk_inventory_find(inventory, STK_PLATFORM, id)
			: NULL;
	struct stk_str text = STK_STR_INIT;
	bool same = false;

	if (stk_intake_is_sent(cell->intake, cell->tab, cell->row, column, cell->text))
		return true;
	if (cell->tab->is_ours || !platform)
		return false;
	if (column->role == STK_COLUMN_KEY) { /* ours as CSV: there is no record of what was sent */
		stk_cell_value(cell->intake->columns, inventory, column->key,
			       stk_node_get(platform->node, (stk_sym)column->key->word), &text);
		same = strcmp(text.data, cell->text) == 0;
	} else if (column->role == STK_COLUMN_HOLDS) {
		same = stk_list_tick(cell->text) == 1 &&
		       stk_cell_holds(inventory, platform->node, column->member);
	}
	stk_str_release(&text);
	return same;
}

static void take_platform_cell(struct stk_intake_cell *cell, const struct stk_intake_row *row,
			       uint32_t n, const struct stk_column *column)
{
	struct stk_arena *arena = arena_of(cell);
	const char *address;

	cell->platform = cell->intake->targets[row->targets[n]].id;
	address = stk_arena_printf(arena, "platforms/%s", cell->platform);
	switch (column->role) {
	case STK_COLUMN_KEY:
		if (strcmp(column->key->name, "name") == 0)
			take_name(cell, row, n);
		else
			stk_intake_take(cell, column->key,
					stk_intake_below(arena, address, column->key->name));
		break;
	case STK_COLUMN_HOLDS: take_tick(cell, address, column->member); break;
	case STK_COLUMN_OWN:
		define_own(cell, column);
		stk_intake_say(cell, STK_CHANGE_SET,
			       stk_intake_below(arena, address, column->member),
			       stk_value_text(arena, cell->text));
		break;
	case STK_COLUMN_CONFIRM:
		if (stk_list_tick(cell->text) == 1) {
			char today[11];

			stk_date_format(cell->intake->inventory->clock.today, today);
			stk_intake_say(cell, STK_CHANGE_SET,
				       stk_intake_below(arena, address, "confirmed"),
				       stk_value_text(arena, stk_arena_strdup(arena, today)))
				->change.on_conflict = STK_CONFLICT_REPLACE;
		} else if (stk_list_tick(cell->text) < 0) {
			stk_intake_misread(cell, cell->text, STK_N("neither a tick nor empty"));
		}
		break;
	default: break;
	}
}

/* What one of several names in a row cannot have to itself. */
static bool is_shared(const struct stk_column *column)
{
	return column->role == STK_COLUMN_HOLDS || column->role == STK_COLUMN_CONFIRM ||
	       (column->role == STK_COLUMN_KEY &&
		((column->key->flags & STK_KEY_MANY) || strcmp(column->key->name, "name") == 0));
}

static void take_row(struct stk_intake *intake, const struct stk_intake_row *row)
{
	for (uint32_t i = 0; i < row->row->count; i++) {
		const struct stk_cell *from = &row->row->cells[i];
		const struct stk_column *column = stk_intake_column(row->tab, from->column);
		struct stk_intake_cell cell = {.intake = intake,
					       .tab = row->tab,
					       .row = row->row,
					       .column = from->column,
					       .text = from->text};

		if (strcmp(from->text, "-") == 0 || strcmp(from->text, "—") == 0 ||
		    (column && (column->role == STK_COLUMN_ID || column->role == STK_COLUMN_ASIDE ||
				column->role == STK_COLUMN_IGNORED)))
			continue;
		if (!column) {
			stk_intake_misread(&cell, from->text,
					   STK_N("there is no heading above it"));
			continue;
		}
		cell.accepted = is_untouched(&cell, column);
		if (cell.accepted && !row->is_confirmed)
			continue;
		if (row->count > 1 && !is_shared(column)) {
			stk_intake_misread(&cell, from->text,
					   STK_N("of which of the tools in this row?"));
			continue;
		}
		for (uint32_t n = 0; n < row->count; n++)
			take_platform_cell(&cell, row, n, column);
	}
}

/* New platforms first, each from the row that names it first; then all that is said of them. */
static void announce_all(struct stk_intake *intake)
{
	for (size_t i = 0; i < intake->row_count; i++) {
		const struct stk_intake_row *row = &intake->rows[i];

		for (uint32_t n = 0; n < row->count; n++) {
			struct stk_target *target = &intake->targets[row->targets[n]];
			struct stk_intake_cell cell = {.intake = intake,
						       .tab = row->tab,
						       .row = row->row,
						       .text = row->names[n]};

			for (uint32_t k = 0; k < row->tab->column_count; k++)
				if (row->tab->columns[k] &&
				    row->tab->columns[k]->role == STK_COLUMN_KEY &&
				    strcmp(row->tab->columns[k]->key->name, "name") == 0)
					cell.column = k;
			if (target->is_new && !target->announced)
				announce(intake, target, &cell);
		}
	}
}

/* Those that are only named in somebody's cell. */
static void announce_rest(struct stk_intake *intake)
{
	for (size_t i = 0; i < intake->target_count; i++) {
		struct stk_target *target = &intake->targets[i];

		for (size_t k = 0; k < intake->tab_count && target->is_new && !target->announced;
		     k++) {
			const struct stk_intake_tab *tab = &intake->tabs[k];
			struct stk_intake_cell cell = {.intake = intake,
						       .tab = tab,
						       .row = &tab->tab->rows[tab->heading],
						       .text = target->name};

			if (tab->file == target->file)
				announce(intake, target, &cell);
		}
	}
}

void stk_intake_cells(struct stk_intake *intake)
{
	announce_all(intake);
	announce_rest(intake);
	for (size_t i = 0; i < intake->row_count; i++)
		take_row(intake, &intake->rows[i]);
	stk_intake_items(intake);
}
