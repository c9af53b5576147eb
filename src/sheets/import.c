#include "stocktake/sheets/import.h"

#include <stdlib.h>
#include <string.h>

#include "import_private.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/source.h"
#include "template_private.h"

static int by_person(const void *a, const void *b)
{
	const struct stk_import_file *left = *(const struct stk_import_file *const *)a,
				     *right = *(const struct stk_import_file *const *)b;
	int order = strcmp(left->by, right->by);

	return order ? order : strcmp(left->path, right->path);
}

static int check_map(struct stk_intake *intake, struct stk_err *err)
{
	const struct stk_import_options *options = intake->options;

	for (size_t i = 0; i < options->map_count; i++) {
		if (stk_columns_meant(intake->columns, intake->inventory, options->map[i][1]))
			continue;
		stk_err_set(err, STK_EUSAGE, "--map: \"%.80s\" is no key, no group and no term",
			    options->map[i][1]);
		stk_err_hint(err, "One of: name, website, category, owner, teams, integrations, "
				  "fields, notes, status, ... as `stocktake schema platform` has "
				  "them; lead, contact.email, ...; - to leave the column out.");
		return -1;
	}
	return 0;
}

static int open_intake(struct stk_intake *intake, struct stk_err *err)
{
	intake->columns = stk_columns_new(intake->inventory, err);
	if (!intake->columns)
		return -1;
	intake->matcher = stk_matcher_new(
		intake->inventory, 1u << STK_MATCH_PLATFORM | 1u << STK_MATCH_PRODUCT |
					   1u << STK_MATCH_STAKEHOLDER | 1u << STK_MATCH_TERM);
	return check_map(intake, err);
}

static void close_intake(struct stk_intake *intake)
{
	struct stk_map *maps[] = {&intake->sent,    &intake->by_text,    &intake->settled,
				  &intake->by_name, &intake->by_product, &intake->by_id,
				  &intake->ids,     &intake->people,     &intake->teams,
				  &intake->own};

	stk_matcher_free(intake->matcher);
	if (intake->future && intake->future != intake->inventory)
		stk_inventory_free(intake->future);
	stk_source_close(intake->future_source);
	stk_draft_release(&intake->draft);
	for (size_t i = 0; i < STK_COUNT(maps); i++)
		stk_map_release(maps[i]);
	free(intake->tabs);
	free(intake->targets);
	free(intake->rows);
}

int stk_import_read(struct stk_inventory *inventory, const struct stk_import_file *files,
		    uint32_t count, const struct stk_import_options *options,
		    struct stk_import *import, struct stk_err *err)
{
	struct stk_intake intake = {.inventory = inventory, .options = options, .import = import};
	struct stk_evidence *evidence = stk_evidence_new(inventory);
	int failed;

	*import = (struct stk_import){.arena = STK_ARENA_INIT, .file_count = count};
	import->files = stk_arena_alloc(&import->arena, (count + 1) * sizeof *import->files);
	for (uint32_t i = 0; i < count; i++)
		import->files[i] = &files[i];
	qsort(import->files, count, sizeof *import->files, by_person);
	intake.evidence = evidence;
	failed = open_intake(&intake, err);
	for (uint32_t i = 0; i < count && !failed; i++) {
		stk_intake_read_stamp(&intake, i);
		failed = stk_intake_tabs(&intake, i, err);
	}
	if (!failed) {
		stk_intake_rows(&intake);
		failed = stk_intake_foresee(&intake, err);
	}
	if (!failed) {
		stk_intake_cells(&intake);
		stk_intake_weigh(&intake);
	}
	close_intake(&intake);
	if (intake.columns) /* headings of unread cells live there */
		stk_arena_adopt(&import->arena, &intake.columns->arena);
	stk_columns_free(intake.columns);
	stk_evidence_free(evidence);
	if (failed)
		stk_import_release(import);
	return failed;
}

void stk_import_release(struct stk_import *import)
{
	free(import->said);
	free(import->unread);
	free(import->mappings);
	free(import->pairs);
	stk_arena_release(&import->arena);
	memset(import, 0, sizeof *import);
}

/* --- a sheet that is only looked at --------------------------------------------------------------
 */

static const char *platform_of(struct stk_intake *intake, const struct stk_row *row)
{
	for (size_t i = 0; i < intake->row_count; i++)
		if (intake->rows[i].row == row &&
		    !intake->targets[intake->rows[i].targets[0]].is_new)
			return intake->targets[intake->rows[i].targets[0]].id;
	return NULL;
}

static void fill_missing(struct stk_intake *intake, const struct stk_intake_tab *tab,
			 const struct stk_entity *platform, const char **texts)
{
	struct stk_arena *arena = stk_intake_arena(intake);
	const struct stk_syms *syms = &intake->inventory->syms;

	for (uint32_t i = 0; i < tab->column_count; i++) {
		const struct stk_column *column = tab->columns[i];
		struct stk_str text = STK_STR_INIT;
		texts[i] = "";
		if (!column)
			continue;
		if (column->role == STK_COLUMN_ID)
			stk_str_add(&text, stk_sym_text(syms, platform->id));
		else if (column->role == STK_COLUMN_KEY)
			stk_cell_value(intake->columns, intake->inventory, column->key,
				       stk_node_get(platform->node, (stk_sym)column->key->word),
				       &text);
		else if (column->role == STK_COLUMN_HOLDS &&
			 stk_cell_holds(intake->inventory, platform->node, column->member))
			stk_str_add(&text, "x");
		else if (column->role == STK_COLUMN_OWN)
			stk_str_add(&text, stk_cell_own(intake->inventory, platform->node,
							column->member));
		texts[i] = stk_arena_strdup(arena, text.data);
		stk_str_release(&text);
	}
}

static void find_missing(struct stk_intake *intake, const struct stk_intake_tab *tab,
			 struct stk_like_tab *like)
{
	struct stk_arena *arena = stk_intake_arena(intake);
	const struct stk_entities *all = &intake->inventory->kinds[STK_PLATFORM];

	like->missing = stk_arena_alloc(arena, (all->count + 1) * sizeof *like->missing);
	for (uint32_t i = 0; i < all->count; i++) {
		const char *id = stk_sym_text(&intake->inventory->syms, all->items[i].id);
		const char **texts;
		bool there = false;

		for (size_t k = 0; k < intake->row_count && !there; k++)
			for (uint32_t n = 0; n < intake->rows[k].count && !there; n++)
				there = strcmp(intake->targets[intake->rows[k].targets[n]].id,
					       id) == 0;
		if (there)
			continue;
		texts = stk_arena_alloc(arena, (tab->column_count + 1) * sizeof *texts);
		fill_missing(intake, tab, &all->items[i], texts);
		like->missing[like->missing_count++] = (struct stk_like_missing){id, texts};
	}
}

int stk_import_like(struct stk_inventory *inventory, const char *path, const struct stk_book *book,
		    const struct stk_import_options *options, struct stk_import *import,
		    struct stk_like_tab *like, struct stk_err *err)
{
	struct stk_intake intake = {.inventory = inventory, .options = options, .import = import};
	struct stk_import_file file = {.path = path, .name = path, .book = book, .by = ""};
	const struct stk_intake_tab *tab = NULL;
	int failed;

	*import = (struct stk_import){.arena = STK_ARENA_INIT, .file_count = 1};
	import->files = stk_arena_alloc(&import->arena, sizeof *import->files);
	import->files[0] = &file;
	*like = (struct stk_like_tab){0};
	failed = open_intake(&intake, err);
	if (!failed)
		failed = stk_intake_tabs(&intake, 0, err);
	for (size_t i = 0; i < intake.tab_count && !failed && !tab; i++)
		tab = intake.tabs[i].page == STK_PAGE_PLATFORMS ? &intake.tabs[i] : NULL;
	if (!failed)
		stk_intake_rows(&intake);
	if (!failed && tab) {
		like->tab = tab->tab;
		like->heading = tab->heading;
		like->columns = tab->column_count;
		like->platforms = stk_arena_alloc(&import->arena,
						  (tab->tab->count + 1) * sizeof *like->platforms);
		for (size_t i = 0; i < tab->tab->count; i++)
			like->platforms[i] =
				i > tab->heading ? platform_of(&intake, &tab->tab->rows[i]) : NULL;
		like->aside = stk_arena_zalloc(&import->arena, tab->column_count + 1);
		for (uint32_t i = 0; i < tab->column_count; i++)
			like->aside[i] =
				tab->columns[i] && tab->columns[i]->role == STK_COLUMN_ASIDE;
		find_missing(&intake, tab, like);
	}
	close_intake(&intake);
	stk_columns_free(intake.columns);
	if (failed)
		stk_import_release(import);
	return failed;
}
