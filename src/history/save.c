#include "stocktake/history/save.h"

#include <stdlib.h>
#include <string.h>

#include "stocktake/base/arena.h"
#include "stocktake/base/map.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/tr.h"

/* A name or an address as git takes it: brackets and line ends would end it. NULL where nothing is
 * left of it. */
static const char *git_word(struct stk_arena *arena, const char *text)
{
	char *word = stk_arena_strdup(arena, text), *out = word;
	bool says_something = false;

	for (; *text; text++) {
		unsigned char byte = (unsigned char)*text;

		if (byte < 0x20 || byte == 0x7f || byte == '<' || byte == '>')
			continue;
		says_something |= byte > 0x20 && !strchr(".,:;\"'\\", byte);
		*out++ = *text;
	}
	*out = '\0';
	return says_something ? word : NULL;
}

/* The author's name and address: the stakeholder whose words are committed. A room has none of its
 * own. */
static void name_author(const struct stk_inventory *inventory, const char *by,
			struct stk_arena *arena, struct stk_commit *commit)
{
	const struct stk_entity *who =
		by && !strchr(by, '/') ? stk_inventory_find(inventory, STK_STAKEHOLDER, by) : NULL;
	const char *id = by && !strchr(by, '/') ? git_word(arena, by) : NULL, *name, *email;

	if (!id)
		return;
	name = who ? git_word(arena, stk_entity_name(inventory, who)) : NULL;
	email = who ? stk_text(inventory, who->node, STK_W_EMAIL) : NULL;
	email = email ? git_word(arena, email) : NULL;
	commit->author_name = name ? name : id;
	commit->author_email =
		email ? email : stk_arena_printf(arena, "%s@stakeholder.invalid", id);
}

static int finish(struct stk_repo *repo, const struct stk_commit *commit, struct stk_saved *saved,
		  struct stk_err *err)
{
	enum stk_commit_result result;

	if (stk_repo_commit(repo, commit, &result, saved->id, err)) {
		snprintf(saved->said, sizeof saved->said, stk_t("Saved, not committed."));
		return -1;
	}
	saved->committed = result == STK_COMMITTED;
	if (result == STK_COMMIT_POSTPONED)
		snprintf(saved->said, sizeof saved->said, stk_t("Saved, not committed: %.250s."),
			 err->message);
	else if (result == STK_COMMIT_NOTHING)
		snprintf(saved->said, sizeof saved->said, stk_t("Nothing to commit."));
	else if (*err->message)
		snprintf(saved->said, sizeof saved->said, stk_t("Saved and committed. %.250s."),
			 err->message);
	else
		snprintf(saved->said, sizeof saved->said, stk_t("Saved and committed."));
	return 0;
}

static const char *below(struct stk_arena *arena, const char *folder, const char *path)
{
	return *folder ? stk_arena_printf(arena, "%s/%s", folder, path) : path;
}

static int save_all(const struct stk_inventory *inventory, struct stk_commit_path *paths,
		    size_t count, const struct stk_save *save, struct stk_saved *saved,
		    struct stk_err *err)
{
	struct stk_arena arena = STK_ARENA_INIT;
	struct stk_commit commit = {.paths = paths,
				    .path_count = count,
				    .message = save->message,
				    .leave_index = save->leave_index};
	struct stk_repo *repo;
	char *relative = NULL;
	bool found = true;
	int result = 0;

	memset(saved, 0, sizeof *saved);
	if (save->no_commit || !count) {
		snprintf(saved->said, sizeof saved->said,
			 count ? stk_t("Saved, not committed (--no-commit).")
			       : stk_t("Nothing was changed."));
		return 0;
	}
	repo = save->repo ? save->repo : stk_repo_open(save->folder, &found, err);
	if (!repo) {
		snprintf(saved->said, sizeof saved->said,
			 found ? stk_t("Saved, not committed.")
			       : stk_t("Saved. There is no git repository here, so there is no "
				       "history; "
				       "`git init` begins one."));
		return found ? -1 : 0;
	}
	relative = stk_repo_relative(repo, save->folder);
	if (!relative) {
		snprintf(saved->said, sizeof saved->said,
			 stk_t("Saved. The inventory lies outside the repository's work tree, so "
			       "nothing "
			       "was committed."));
		goto out;
	}
	for (size_t i = 0; i < count; i++)
		paths[i].path = below(&arena, relative, paths[i].path);
	name_author(inventory, save->by, &arena, &commit);
	commit.now_seconds = stk_clock_now_seconds(&inventory->clock);
	result = finish(repo, &commit, saved, err);
out:
	free(relative);
	if (repo != save->repo)
		stk_repo_close(repo);
	stk_arena_release(&arena);
	return result;
}

int stk_history_save(const struct stk_inventory *inventory, const struct stk_record *record,
		     const struct stk_save *save, struct stk_saved *saved, struct stk_err *err)
{
	size_t count;
	const struct stk_written *written = stk_record_written(record, &count);
	struct stk_commit_path *paths = stk_xcalloc(count + 1, sizeof *paths);
	const char *evidence = stk_record_evidence_path(record);
	int result = 0;
	bool held;

	for (size_t i = 0; i < count; i++)
		paths[i] = (struct stk_commit_path){.path = written[i].path,
						    .before = written[i].before,
						    .before_bytes = written[i].before_bytes};
	if (evidence)
		paths[count++].path = evidence;
	/* Two that end at once commit one after the other. */
	held = count && !save->no_commit && stk_record_hold(record, err) == 0;
	result = save_all(inventory, paths, count, save, saved, err);
	if (held)
		stk_record_let_go(record);
	free(paths);
	return result;
}

int stk_history_save_paths(const struct stk_inventory *inventory, const char *const *names,
			   const struct stk_save *save, struct stk_saved *saved,
			   struct stk_err *err)
{
	struct stk_commit_path *paths;
	size_t count = 0;
	int result;

	while (names[count])
		count++;
	paths = stk_xcalloc(count + 1, sizeof *paths);
	for (size_t i = 0; i < count; i++)
		paths[i] = (struct stk_commit_path){.path = names[i], .before_unknown = true};
	result = save_all(inventory, paths, count, save, saved, err);
	free(paths);
	return result;
}

/* --- what was gathered -------------------------------------------------------------------------
 */

static size_t paths_of_turn(const struct stk_turn *turn, struct stk_commit_path *paths)
{
	size_t count = 0;

	for (size_t i = 0; i < turn->written_count; i++)
		paths[count++] = (struct stk_commit_path){
			.path = turn->written[i].path,
			.before = turn->written[i].before,
			.before_bytes = turn->written[i].before_bytes,
			.has_after = true,
			.after = turn->after[i].len ? turn->after[i].data : NULL,
			.after_bytes = turn->after[i].len};
	if (turn->evidence_path)
		paths[count++] = (struct stk_commit_path){.path = turn->evidence_path,
							  .has_after = true,
							  .after = turn->evidence->data,
							  .after_bytes = turn->evidence->len};
	return count;
}

/* Every path of all turns, once each, as the repository calls them. */
static struct stk_commit_path *paths_of_all(const struct stk_record *record, const char *folder,
					    struct stk_arena *arena, size_t *count)
{
	struct stk_commit_path *paths = NULL;
	struct stk_map seen = STK_MAP_INIT;
	size_t cap = 0;

	*count = 0;
	for (size_t i = 0; i < stk_record_turns(record); i++) {
		struct stk_turn turn;

		stk_record_turn(record, i, &turn);
		for (size_t k = 0; k <= turn.written_count; k++) {
			const char *path =
				k < turn.written_count ? turn.written[k].path : turn.evidence_path;

			if (!path || !stk_map_put(&seen, path, strlen(path), 1))
				continue;
			STK_GROW(paths, cap, *count + 1);
			paths[(*count)++] =
				(struct stk_commit_path){.path = below(arena, folder, path)};
		}
	}
	stk_map_release(&seen);
	return paths;
}

bool stk_history_takes(const struct stk_record *record, const struct stk_save *save)
{
	struct stk_arena arena = STK_ARENA_INIT;
	struct stk_commit commit = {0};
	struct stk_commit_path *paths;
	char *relative;
	bool takes = true;

	if (save->no_commit || !save->repo)
		return true;
	relative = stk_repo_relative(save->repo, save->folder);
	if (relative) {
		commit.paths = paths = paths_of_all(record, relative, &arena, &commit.path_count);
		takes = stk_repo_takes_bytes(save->repo, &commit);
		free(paths);
	}
	free(relative);
	stk_arena_release(&arena);
	return takes;
}

static int save_turn(const struct stk_inventory *inventory, const struct stk_turn *turn,
		     const struct stk_save_turns *turns, struct stk_saved *saved,
		     struct stk_err *err)
{
	struct stk_commit_path *paths = stk_xcalloc(turn->written_count + 2, sizeof *paths);
	struct stk_save save = turns->save;
	int failed;

	save.by = turn->by;
	save.message = turns->message(turns->data, turn);
	save.leave_index = true;
	failed = save_all(inventory, paths, paths_of_turn(turn, paths), &save, saved, err);
	turns->each(turns->data, saved);
	free(paths);
	return failed;
}

static int bring_index(const struct stk_record *record, const struct stk_save *save,
		       struct stk_err *err)
{
	struct stk_arena arena = STK_ARENA_INIT;
	struct stk_commit commit = {0};
	char *relative = stk_repo_relative(save->repo, save->folder);
	struct stk_commit_path *paths =
		paths_of_all(record, relative ? relative : "", &arena, &commit.path_count);
	int failed;

	commit.paths = paths;
	failed = relative ? stk_repo_refresh_index(save->repo, &commit, err) : 0;
	free(paths);
	free(relative);
	stk_arena_release(&arena);
	return failed;
}

int stk_history_save_turns(const struct stk_inventory *inventory, const struct stk_record *record,
			   const struct stk_save_turns *turns, struct stk_err *err)
{
	bool commits = !turns->save.no_commit && turns->save.repo, committed = false;
	bool held = commits && stk_record_hold(record, err) == 0;
	struct stk_err later;
	int failed = 0;

	for (size_t i = 0; i < stk_record_turns(record) && !failed; i++) {
		struct stk_saved saved;
		struct stk_turn turn;

		stk_record_turn(record, i, &turn);
		failed = save_turn(inventory, &turn, turns, &saved, err);
		committed |= saved.committed;
	}
	if (committed && bring_index(record, &turns->save, failed ? &later : err))
		failed = -1;
	if (held)
		stk_record_let_go(record);
	return failed;
}
