#include "open.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "stocktake/base/file.h"
#include "stocktake/base/mem.h"
#include "stocktake/history/save.h"
#include "stocktake/record/move.h"
#include "stocktake/record/record.h"

static bool is_inventory(const char *folder)
{
	char *path = stk_path_join(folder, "inventory.yaml");
	bool there = access(path, F_OK) == 0;

	free(path);
	return there;
}

/* The nearest folder from here upwards that is an inventory, or that has inventories/ (*below is
 * set). */
static char *look_upwards(char **below)
{
	char *here = getcwd(NULL, 0);

	*below = NULL;
	while (here) {
		char *home = stk_path_join(here, "inventories");
		char *slash = strrchr(here, '/');

		if (is_inventory(here)) {
			free(home);
			return here;
		}
		if (!*below && access(home, F_OK) == 0)
			*below = home;
		else
			free(home);
		if (!slash || !here[1])
			break;
		if (slash == here)
			here[1] = '\0';
		else
			*slash = '\0';
	}
	free(here);
	return NULL;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The names of the inventories below a folder, sorted; the caller frees each and the array. */
static char **list_inventories(const char *home, size_t *count)
{
	DIR *folder = opendir(home);
	struct dirent *entry;
	char **names = NULL;
	size_t cap = 0;

	*count = 0;
	while (folder && (entry = readdir(folder))) {
		char *path = stk_path_join(home, entry->d_name);

		if (entry->d_name[0] != '.' && is_inventory(path)) {
			STK_GROW(names, cap, *count + 1);
			names[(*count)++] = stk_xstrdup(entry->d_name);
		}
		free(path);
	}
	if (folder)
		closedir(folder);
	if (*count)
		qsort(names, *count, sizeof *names, by_name);
	return names;
}

static char *choose(const char *home, struct stk_err *err)
{
	size_t count;
	char **names = list_inventories(home, &count), *chosen = NULL;

	if (count == 1) {
		chosen = stk_path_join(home, names[0]);
	} else if (count) {
		struct stk_str list = STK_STR_INIT;

		for (size_t i = 0; i < count; i++)
			stk_str_addf(&list, "%s%s", i ? ", " : "", names[i]);
		stk_err_set(err, STK_EUSAGE, "there are %zu inventories here: %s", count,
			    list.data);
		stk_err_hint(err, "Choose one with -i NAME.");
		stk_str_release(&list);
	} else if (strcmp(home, ".") == 0) {
		stk_err_set(err, STK_EUSAGE,
			    "no inventory here: no inventory.yaml in this folder, above it or in "
			    "one below it");
		stk_err_hint(err,
			     "`stocktake init` begins one; -C DIR and -i INVENTORY lead to one.");
	} else {
		stk_err_set(err, STK_EUSAGE, "no inventory here: %s has none in it", home);
		stk_err_hint(err, "`stocktake init` begins one.");
	}
	for (size_t i = 0; i < count; i++)
		free(names[i]);
	free(names);
	return chosen;
}

char *stk_open_find(const struct stk_app *app, struct stk_err *err)
{
	char *below, *found = look_upwards(&below);

	if (app->inventory) { /* a path, else a name under inventories/ */
		char *named = below && !strchr(app->inventory, '/')
				      ? stk_path_join(below, app->inventory)
				      : NULL;

		free(found);
		found = NULL;
		if (is_inventory(app->inventory) || app->rev) {
			found = stk_xstrdup(
				named && !is_inventory(app->inventory) ? named : app->inventory);
		} else if (named && is_inventory(named)) {
			found = stk_xstrdup(named);
		} else {
			stk_err_set(err, STK_EUSAGE, "there is no inventory \"%s\"",
				    app->inventory);
			stk_err_hint(err, "It is a folder with inventory.yaml in it: give its "
					  "path, or its name under inventories/.");
		}
		free(named);
	} else if (!found && below) {
		found = choose(below, err);
	} else if (!found) { /* beside the folder that `init` has just made */
		found = choose(".", err);
	}
	free(below);
	return found;
}

/* What a dead process left behind was said by somebody: it is committed in their name. */
struct recovery {
	const struct stk_app *app;
	const struct stk_opened *opened;
};

static void commit_recovered(void *data, const char *by, const char *const *paths)
{
	const struct recovery *recovery = data;
	struct stk_save save = {.folder = recovery->opened->folder,
				.by = by,
				.message = "Take in answers that an interrupted session had saved",
				.no_commit = recovery->app->no_commit};
	struct stk_saved saved;
	struct stk_err err;

	if (stk_history_save_paths(recovery->opened->inventory, paths, &save, &saved, &err))
		stk_err_print(&err, stderr);
	else if (saved.committed)
		stk_tell("An earlier session ended suddenly; what was said in it is in the "
			 "inventory.\n%s\n",
			 saved.said);
}

static void commit_move(void *data, const char *by, const char *message, const char *const *paths)
{
	const struct recovery *recovery = data;
	struct stk_save save = {.folder = recovery->opened->folder,
				.by = by,
				.message = message,
				.no_commit = recovery->app->no_commit};
	struct stk_saved saved;
	struct stk_err err;

	stk_tell("An earlier command ended suddenly (%.*s); it is finished now.\n",
		 (int)strcspn(message, "\n"), message);
	if (stk_history_save_paths(recovery->opened->inventory, paths, &save, &saved, &err))
		stk_err_print(&err, stderr);
	else if (saved.committed)
		stk_tell("%s\n", saved.said);
}

int stk_open_recover(const struct stk_app *app, const struct stk_opened *opened,
		     struct stk_err *err)
{
	struct recovery recovery = {app, opened};

	/* What was said is taken in where it belongs by then. */
	if (stk_record_finish_moves(opened->folder, opened->inventory, commit_move, &recovery, err))
		return -1;
	return stk_record_recover(opened->folder, opened->inventory, commit_recovered, &recovery,
				  err);
}

/* The inventory's folder at a revision. *missing: there is such a revision, without that folder. */
static struct stk_source *source_at(struct stk_opened *opened, const char *rev, bool *missing,
				    struct stk_err *err)
{
	struct stk_source *source = NULL, *top;
	char *relative;
	bool found;

	*missing = false;
	opened->repo = stk_repo_open(opened->folder, &found, err);
	if (!opened->repo) {
		if (!found)
			stk_err_set(err, STK_EUSAGE,
				    "there is no git repository at %s, and so no revision %s",
				    opened->folder, rev);
		return NULL;
	}
	relative = stk_repo_relative(opened->repo, opened->folder);
	if (relative)
		source = stk_repo_source(opened->repo, rev, relative, err);
	else
		stk_err_set(err, STK_EUSAGE,
			    "the inventory lies outside the repository's work tree");
	if (relative && !source) {
		struct stk_err ignored;

		top = stk_repo_source(opened->repo, rev, "", &ignored);
		*missing = top != NULL;
		stk_source_close(top);
	}
	free(relative);
	return source;
}

static int load(const struct stk_app *app, unsigned what, struct stk_opened *opened,
		struct stk_err *err)
{
	if (opened->source)
		opened->inventory = stk_inventory_load(opened->source, &app->clock, what, err);
	if (opened->inventory)
		return 0;
	stk_opened_release(opened);
	return -1;
}

int stk_open(const struct stk_app *app, unsigned what, struct stk_opened *opened,
	     struct stk_err *err)
{
	bool missing;

	memset(opened, 0, sizeof *opened);
	opened->folder = stk_open_find(app, err);
	if (opened->folder)
		opened->source = app->rev ? source_at(opened, app->rev, &missing, err)
					  : stk_source_folder(opened->folder, err);
	return load(app, what, opened, err);
}

int stk_open_at(const struct stk_app *app, const char *rev, unsigned what,
		struct stk_opened *opened, bool *missing, struct stk_err *err)
{
	struct stk_str text = STK_STR_INIT;
	struct stk_err ignored;

	*missing = false;
	memset(opened, 0, sizeof *opened);
	opened->folder = stk_open_find(app, err);
	if (opened->folder)
		opened->source = source_at(opened, rev, missing, err);
	if (opened->source)
		*missing = stk_source_read(opened->source, "inventory.yaml", &text, &ignored) != 0;
	stk_str_release(&text);
	return load(app, what, opened, err);
}

int stk_open_source(const struct stk_app *app, struct stk_source *source, unsigned what,
		    struct stk_opened *opened, struct stk_err *err)
{
	memset(opened, 0, sizeof *opened);
	opened->source = source;
	return load(app, what, opened, err);
}

int stk_open_writing(const struct stk_app *app, unsigned what, struct stk_opened *opened,
		     struct stk_err *err)
{
	if (stk_open(app, what | STK_LOAD_EVIDENCE, opened, err))
		return -1;
	/* What cannot be taken in now keeps waiting; the command that mends it must not. */
	if (!app->dry_run && stk_open_recover(app, opened, err)) {
		stk_err_print(err, stderr);
		stk_tell("What an earlier session said there is kept, and taken in once that is "
			 "mended.\n");
	}
	return 0;
}

void stk_opened_release(struct stk_opened *opened)
{
	stk_inventory_free(opened->inventory);
	stk_source_close(opened->source);
	stk_repo_close(opened->repo);
	free(opened->folder);
	memset(opened, 0, sizeof *opened);
}

int stk_opened_complain(const struct stk_opened *opened)
{
	struct stk_inventory *inventory = opened->inventory;
	size_t shown = 0;

	if (!inventory->unreadable)
		return 0;
	stk_findings_locate(inventory, &inventory->defects);
	for (size_t i = 0; i < inventory->defects.count; i++) {
		const struct stk_finding *finding = &inventory->defects.items[i];
		struct stk_err err;

		if (strcmp(finding->check, "quality-unreadable") != 0)
			continue;
		if (++shown > 20)
			continue;
		stk_err_set(&err, STK_EUSAGE, "%s", finding->message);
		stk_err_at(&err, finding->file, finding->line, finding->col);
		stk_err_hint(&err, "%s", finding->remedy ? finding->remedy : "");
		stk_err_print(&err, stderr);
	}
	if (shown > 20)
		stk_tell("stocktake: and %zu more files that cannot be read; `stocktake check` "
			 "lists them all\n",
			 shown - 20);
	return STK_EUSAGE;
}
