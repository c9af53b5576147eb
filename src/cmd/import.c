#include "import.h"

#include <stdlib.h>
#include <string.h>

#include "cell_links.h"
#include "change.h"
#include "look.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/tr.h"
#include "stocktake/history/save.h"
#include "stocktake/model/questions.h"

#define ANSWERS_A_FILE 20000 /* a file of evidence has its bounds */

static const struct stk_option options[] = {
	{0, "by", "STAKEHOLDER...", "whose the sheets are; FILE=NAME for one of them"},
	{0, "map", "HEADING=KEY...", "what a heading means; kept for next time"},
	{0, "answers", "FILE", "take from FILE what would be typed, a line a prompt"},
	{0, "encoding", "NAME", "of CSV, where it is not found out: GB18030, CP1252"},
};

/* --- what the sheets ask back ------------------------------------------------------------------
 */

static int choose(void *data, const struct stk_import_doubt *doubt)
{
	struct stk_importing *it = data;
	struct stk_str question = STK_STR_INIT;
	int chosen;

	if (!it->chooser || it->failed)
		return STK_IMPORT_UNSURE;
	stk_str_addf(&question, stk_t("%s %s%s%s: which is \"%s\"?"), doubt->file, doubt->tab,
		     *doubt->tab ? "!" : "", doubt->cell, doubt->name);
	chosen = stk_chooser_choose(it->chooser,
				    stk_arena_printf(&it->arena, "platform/%s", doubt->name),
				    question.data, doubt->candidates, doubt->count,
				    stk_t("none of them: a tool of its own"), &it->failure);
	stk_str_release(&question);
	it->failed = chosen == STK_CHOOSE_FAILED;
	return chosen >= 0                 ? chosen
	       : chosen == STK_CHOOSE_NONE ? STK_IMPORT_NEW
					   : STK_IMPORT_UNSURE;
}

static bool links(void *data, struct stk_inventory *inventory, const char *here, const char *line,
		  struct stk_arena *arena, struct stk_import_link **found, size_t *count)
{
	struct stk_importing *it = data;

	return stk_cell_links(&it->typed, inventory, here, line, arena, found, count);
}

/* --- writing -----------------------------------------------------------------------------------
 */

/* What --map said of headings, kept for next time: by hand, for nobody's words are changed. */
static int keep_map(struct stk_importing *it, struct stk_err *err)
{
	struct stk_change *changes = stk_heading_map_changes(&it->map, &it->arena);
	struct stk_record *record = NULL;
	struct stk_save save = {.folder = it->opened.folder,
				.message = "Import: what headings mean",
				.no_commit = it->app->no_commit};
	struct stk_saved saved;
	size_t written;
	int failed = 0;

	if (it->map.given) {
		record = stk_record_open(it->opened.folder, it->opened.inventory, NULL, err);
		failed = !record || stk_record_apply(record, changes, it->map.given, err) ? -1 : 0;
	}
	if (!failed && record && stk_record_written(record, &written) && written)
		failed = stk_history_save(it->opened.inventory, record, &save, &saved, err);
	stk_record_close(record);
	return failed;
}

/* The files of one person stand together: from `file` up to the end that is returned. */
static uint32_t end_of_person(const struct stk_import *import, uint32_t file)
{
	uint32_t end = file + 1;

	while (end < import->file_count &&
	       strcmp(import->files[end]->by, import->files[file]->by) == 0)
		end++;
	return end;
}

static size_t changes_of(const struct stk_import *import, uint32_t first, uint32_t end,
			 struct stk_change *changes)
{
	size_t count = 0;

	for (int own = 1; own >= 0; own--)
		for (size_t i = 0; i < import->said_count; i++)
			if (import->said[i].file >= first && import->said[i].file < end &&
			    import->said[i].outcome != STK_OUTCOME_BEFORE &&
			    !import->said[i].settles &&
			    stk_starts(import->said[i].change.address, "inventory/") == own)
				changes[count++] = import->said[i].change;
	return count;
}

static const char *commit_message(struct stk_importing *it, const char *by, const char *source,
				  const struct stk_record_counts *counts)
{
	const struct stk_entity *person =
		stk_inventory_find(it->opened.inventory, STK_STAKEHOLDER, by);
	uint32_t answers = counts->said + counts->stated;

	return stk_arena_printf(&it->arena, "Import %s: %u answer%s, %u dispute%s (%s)",
				person ? stk_entity_name(it->opened.inventory, person) : by,
				answers, answers == 1 ? "" : "s", counts->disputes,
				counts->disputes == 1 ? "" : "s", source);
}

/* One record for all of them: the files are looked at but once. */
static int speak(struct stk_importing *it, const char *by, const char *source, struct stk_err *err)
{
	struct stk_voice voice = {.by = by, .kind = "sheet", .source = source};

	if (it->record)
		stk_record_next_voice(it->record, &voice);
	else
		it->record = stk_record_open(it->opened.folder, it->opened.inventory, &voice, err);
	if (it->record && it->gathers)
		stk_record_gather(it->record);
	return it->record ? 0 : -1;
}

/* What decides a dispute; where somebody else has decided it by now, it is an answer like others.
 */
static int settle_all(struct stk_importing *it, const struct stk_change *settled, size_t count,
		      struct stk_err *err)
{
	int failed = 0;

	for (size_t i = 0; i < count && !failed; i++) {
		struct stk_change change = settled[i];
		bool disputed = stk_dispute_at(it->opened.inventory, change.address) != NULL;

		change.on_conflict = disputed ? STK_CONFLICT_REPLACE : STK_CONFLICT_DISPUTE;
		failed = stk_record_apply(it->record, &change, 1, err);
		if (!failed && disputed)
			failed = stk_record_settle(it->record, change.address, NULL, err);
	}
	return failed;
}

static size_t settled_by(const struct stk_import *import, uint32_t first, uint32_t end,
			 struct stk_change *changes)
{
	size_t count = 0;

	for (size_t i = 0; i < import->said_count; i++)
		if (import->said[i].file >= first && import->said[i].file < end &&
		    import->said[i].outcome != STK_OUTCOME_BEFORE && import->said[i].settles)
			changes[count++] = import->said[i].change;
	return count;
}

static int write_part(struct stk_importing *it, const char *by, const char *source,
		      const struct stk_change *changes, size_t count,
		      const struct stk_change *settled, size_t settled_count, struct stk_err *err)
{
	struct stk_save save = {.folder = it->opened.folder,
				.by = by,
				.no_commit = it->app->no_commit,
				.repo = it->repo};
	struct stk_saved saved;
	size_t first = 0;
	int failed = speak(it, by, source, err);

	/* The organisation's own columns first: only then are they keys. */
	while (first < count && stk_starts(changes[first].address, "inventory/"))
		first++;
	if (!failed && first)
		failed = stk_record_apply(it->record, changes, first, err);
	if (!failed && first < count)
		failed = stk_record_apply(it->record, changes + first, count - first, err);
	if (!failed)
		failed = settle_all(it, settled, settled_count, err);
	if (!failed && !it->gathers) {
		save.message = commit_message(it, by, source, stk_record_counts(it->record));
		failed = stk_history_save(it->opened.inventory, it->record, &save, &saved, err);
		stk_tell("%s\n", saved.said);
	}
	return failed;
}

/* The files that a person's sheets came in: "a.csv, b.xlsx". */
static const char *source_of(struct stk_importing *it, uint32_t first, uint32_t end)
{
	struct stk_str source = STK_STR_INIT;
	const char *kept;

	for (uint32_t i = first; i < end; i++)
		stk_str_addf(&source, "%s%s", i > first ? ", " : "", it->import.files[i]->name);
	kept = stk_arena_strdup(&it->arena, source.data);
	stk_str_release(&source);
	return kept;
}

static int write_person(struct stk_importing *it, uint32_t first, uint32_t end, struct stk_err *err)
{
	const struct stk_import *import = &it->import;
	struct stk_change *changes = stk_xcalloc(import->said_count + 1, sizeof *changes);
	struct stk_change *settled = stk_xcalloc(import->said_count + 1, sizeof *settled);
	size_t count = changes_of(import, first, end, changes),
	       settled_count = settled_by(import, first, end, settled);
	const char *source = source_of(it, first, end);
	int failed = 0;

	/* What is decided comes last, when all that was only said is there. */
	for (size_t at = 0; (at < count || settled_count) && !failed; at += ANSWERS_A_FILE) {
		bool last = count - at <= ANSWERS_A_FILE;

		failed = write_part(it, import->files[first]->by, source, changes + at,
				    last ? count - at : ANSWERS_A_FILE, settled,
				    last ? settled_count : 0, err);
		if (last)
			break;
	}
	free(settled);
	free(changes);
	return failed;
}

static int write_people(struct stk_importing *it, struct stk_err *err)
{
	const struct stk_import *import = &it->import;
	int failed = 0;

	for (uint32_t i = 0, end; i < import->file_count && !failed; i = end) {
		end = end_of_person(import, i);
		failed = write_person(it, i, end, err);
	}
	return failed;
}

static const char *turn_message(void *data, const struct stk_turn *turn)
{
	struct stk_importing *it = data;
	const struct stk_import *import = &it->import;
	const char *source = "";

	for (uint32_t i = 0, end; i < import->file_count; i = end) {
		end = end_of_person(import, i);
		if (strcmp(import->files[i]->by, turn->by) == 0)
			source = source_of(it, i, end);
	}
	return commit_message(it, turn->by, source, &turn->counts);
}

static void tell_saved(void *data, const struct stk_saved *saved)
{
	(void)data;
	stk_tell("%s\n", saved->said);
}

/* Everybody at once: each file is written but once, whoever spoke of it. *done is false where that
 * cannot be, and nothing was written: git itself is to commit, somebody else writes at the same
 * time, a file cannot be changed now. */
static int write_together(struct stk_importing *it, bool *done, struct stk_err *err)
{
	struct stk_save_turns turns = {.save = {.folder = it->opened.folder,
						.no_commit = it->app->no_commit,
						.repo = it->repo},
				       .message = turn_message,
				       .each = tell_saved,
				       .data = it};
	bool stale;
	int failed;

	it->gathers = true;
	*done = !write_people(it, err) &&
		(!it->record || stk_history_takes(it->record, &turns.save));
	failed = *done && it->record ? stk_record_write_gathered(it->record, &stale, err) : 0;
	if (failed && stale)
		*done = false;
	if (*done && !failed && it->record)
		failed = stk_history_save_turns(it->opened.inventory, it->record, &turns, err);
	stk_record_close(it->record);
	it->record = NULL;
	it->gathers = false;
	return *done ? failed : 0;
}

static int write_all(struct stk_importing *it, struct stk_err *err)
{
	int failed = keep_map(it, err);
	struct stk_err none;
	bool found, done = true;

	if (!failed && !it->app->no_commit)
		it->repo = stk_repo_open(it->opened.folder, &found, &none);
	if (!failed)
		failed = write_together(it, &done, err);
	if (!failed && !done)
		failed = write_people(it, err);
	stk_record_close(it->record);
	stk_repo_close(it->repo);
	if (!failed)
		failed = stk_importing_unread(it, err);
	return failed;
}

/* --- the command --------------------------------------------------------------------------------
 */

static int ask_and_read(struct stk_importing *it, struct stk_err *err)
{
	const char *answers = stk_arg(it->args, "answers");
	struct stk_import_options how = {.choose = choose, .links = links, .data = it};

	if (answers || it->app->interactive)
		it->chooser = stk_chooser_new(answers, it->app->interactive, &it->app->err, err);
	if (!it->chooser && (answers || it->app->interactive))
		return -1;
	if (stk_importing_read(it, err) ||
	    stk_heading_map_read(&it->map, it->opened.inventory, it->args, &it->arena, err))
		return -1;
	how.map = (const char *const(*)[2])it->map.items;
	how.map_count = it->map.count;
	if (stk_import_read(it->opened.inventory, it->files, it->count, &how, &it->import, err))
		return -1;
	if (it->failed) {
		*err = it->failure;
		return -1;
	}
	return it->chooser ? stk_chooser_finish(it->chooser, err) : 0;
}

static void release(struct stk_importing *it)
{
	stk_import_release(&it->import);
	stk_typed_free(it->typed);
	stk_chooser_free(it->chooser);
	for (uint32_t i = 0; i < it->count && it->notes; i++) {
		stk_book_release(&it->books[i]);
		free(it->notes[i].items);
	}
	free(it->books);
	free(it->notes);
	free(it->files);
	free(it->remarks);
	stk_heading_map_release(&it->map);
	stk_arena_release(&it->arena);
	stk_opened_release(&it->opened);
}

static bool has_news(const struct stk_import *import)
{
	for (size_t i = 0; i < import->said_count; i++)
		if (import->said[i].outcome != STK_OUTCOME_BEFORE)
			return true;
	return false;
}

static int run_import(const struct stk_app *app, const struct stk_args *args)
{
	struct stk_importing it = {.app = app, .args = args, .arena = STK_ARENA_INIT};
	struct stk_str out = STK_STR_INIT;
	struct stk_err err;
	int status;

	if (stk_open_writing(app, 0, &it.opened, &err))
		return stk_fail(&err);
	status = stk_opened_complain(&it.opened);
	if (ask_and_read(&it, &err)) {
		status = stk_worse(status, stk_fail(&err));
	} else {
		stk_importing_tell(&it, &out);
		status = stk_worse(status, stk_put(&out));
		fflush(stdout);
		if (!app->dry_run && write_all(&it, &err))
			status = stk_worse(status, stk_fail(&err));
		else if (!has_news(&it.import))
			stk_tell("Nothing new: all of it was said before.\n");
	}
	release(&it);
	stk_str_release(&out);
	return status;
}

const struct stk_cmd stk_cmd_import = {
	.name = "import",
	.group = "collect",
	.usage = "FILE...",
	.about = "Take in spreadsheets: ours filled in, or people's own",
	.help = "XLSX, ODS and CSV; workbooks of `template` after people did with them what people "
		"do, and sheets that are not ours: a table with headings that can be recognised, "
		"in "
		"any language the program speaks. All files are taken together. Rows are matched "
		"to "
		"platforms by hidden id, name and other names; where that is not certain it is "
		"asked, and with nobody to ask the row is kept apart and told.\n"
		"\n"
		"What is new fills holes, what agrees is evidence, what contradicts becomes a "
		"dispute. An empty cell and a missing row never delete. The same file again "
		"changes "
		"nothing. What was not understood is listed by cell, and written to "
		"FILE-unread.xlsx, which can be filled in and imported itself. One commit a "
		"person; --dry-run only shows what it would mean.\n"
		"\n"
		"  stocktake import sheets/*.xlsx\n"
		"  stocktake import tools.csv --by ana --map 'Tool=name,Vendor URL=website'\n",
	.options = options,
	.option_count = STK_COUNT(options),
	.takes = STK_TAKES_INVENTORY | STK_TAKES_WRITING,
	.min_words = 1,
	.max_words = -1,
	.run = run_import,
};
