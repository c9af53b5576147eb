#include "stocktake/sheets/import.h"

#include <stdlib.h>
#include <string.h>

#include "import_private.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/source.h"

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
	struct stk_map *maps[] = {&intake->sent,  &intake->by_name, &intake->by_product,
				  &intake->by_id, &intake->ids,     &intake->people,
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
