#include "stocktake/history/save.h"

#include <stdlib.h>
#include <string.h>

#include "stocktake/base/arena.h"
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

static int save_all(const struct stk_inventory *inventory, struct stk_commit_path *paths,
		    size_t count, const struct stk_save *save, struct stk_saved *saved,
		    struct stk_err *err)
{
	struct stk_arena arena = STK_ARENA_INIT;
	struct stk_commit commit = {.paths = paths, .path_count = count, .message = save->message};
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
		paths[i].path = *relative
					? stk_arena_printf(&arena, "%s/%s", relative, paths[i].path)
					: paths[i].path;
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
