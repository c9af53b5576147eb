/* What each cell of Platforms says. */
#include <stdlib.h>
#include <string.h>

#include "import_private.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"
#include "stocktake/model/catalogue.h"
#include "stocktake/sheets/csv.h"
#include "template_private.h"

static struct stk_arena *arena_of(const struct stk_intake_cell *cell)
{
	return stk_intake_arena(cell->intake);
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
		       stk_value_put_text(arena, stk_value_map(arena),
					  cell->intake->options->begins ? "ask" : "name",
					  column->heading));
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

/* The cell says what stands there, in one of the languages in which it may have been sent. */
static bool is_value(const struct stk_intake_cell *cell, const struct stk_column *column,
		     const struct stk_node *value)
{
	const struct stk_columns *columns = cell->intake->columns;
	const struct stk_tr *used = stk_tr_used();
	struct stk_str text = STK_STR_INIT;
	bool same = false;

	for (size_t i = 0; i < columns->tr_count && !same; i++) {
		stk_tr_use(columns->tr[i]);
		stk_str_reset(&text);
		stk_cell_value(columns, cell->intake->inventory, column->key, value, &text);
		while (text.len && strchr(" \n", text.data[text.len - 1]))
			stk_str_truncate(&text, text.len - 1);
		same = strcmp(text.data, cell->text) == 0;
	}
	stk_tr_use(used);
	stk_str_release(&text);
	return same;
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
	bool same = false;

	if (stk_intake_is_sent(cell->intake, cell->tab, cell->row, column, cell->text))
		return true;
	if (cell->tab->is_ours || !platform)
		return false;
	if (column->role == STK_COLUMN_KEY) { /* ours as CSV: there is no record of what was sent */
		same = is_value(cell, column,
				stk_node_get(platform->node, (stk_sym)column->key->word));
	} else if (column->role == STK_COLUMN_HOLDS) {
		same = stk_said_tick(stk_intake_words(cell), cell->text) == 1 &&
		       stk_cell_holds(inventory, platform->node, column->member);
	} else if (column->role == STK_COLUMN_OWN) {
		same = strcmp(stk_cell_own(inventory, platform->node, column->member),
			      cell->text) == 0;
	}
	return same;
}

/* A tick behind a row: all of it is right. Words behind the tick are kept, and may say that it is
 * not quite so. */
static void take_confirm(struct stk_intake_cell *cell, const char *address)
{
	struct stk_arena *arena = arena_of(cell);
	struct stk_said_answer answer;
	const char *remark, *at = stk_intake_below(arena, address, "confirmed");
	char today[11];

	stk_intake_answer(cell, NULL, cell->text, true, &answer);
	remark = answer.remark ? stk_arena_strndup(arena, answer.remark, answer.remark_bytes) : "";
	if (answer.saying == STK_SAYING_YES && !stk_cell_limits(remark)) {
		stk_date_format(cell->intake->inventory->clock.today, today);
		stk_intake_say(cell, STK_CHANGE_SET, at,
			       stk_value_text(arena, stk_arena_strdup(arena, today)))
			->change.on_conflict = STK_CONFLICT_REPLACE;
		stk_intake_remark(cell, stk_intake_about(cell, NULL), remark, strlen(remark));
	} else if (answer.saying == STK_SAYING_YES || answer.saying == STK_SAYING_NO) {
		stk_intake_remark(cell, stk_intake_about(cell, NULL), cell->text,
				  strlen(cell->text));
	} else if (answer.saying != STK_SAYING_NOTHING &&
		   !stk_intake_stated(cell, NULL, at, &answer)) {
		stk_intake_misread(cell, cell->text, STK_N("neither a tick nor empty"));
	}
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
	case STK_COLUMN_HOLDS: stk_intake_tick(cell, address, column->member); break;
	case STK_COLUMN_OWN:
		define_own(cell, column);
		stk_intake_say(cell, STK_CHANGE_SET,
			       stk_intake_below(arena, address, column->member),
			       stk_value_text(arena, cell->text));
		break;
	case STK_COLUMN_CONFIRM: take_confirm(cell, address); break;
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
		if (stk_intake_is_error(from)) {
			stk_intake_misread(&cell, from->text, STK_INTAKE_ERROR);
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
