/*
 * Git: repositories found or made, revisions as sources, commits of exactly the paths written, the
 * log.
 *
 * Everything local is done in-process through libgit2, unless the repository asks for what only git
 * itself honours (hooks, filters on the paths, commit.gpgsign, a split or sparse index, an unknown
 * extension): then `git commit --only` does it, and where there is no `git` program the refusal
 * says so. libgit2 is initialised by the first call here.
 */
#ifndef STOCKTAKE_HISTORY_REPO_H
#define STOCKTAKE_HISTORY_REPO_H

#include <stdbool.h>
#include <stdint.h>

#include "stocktake/base/err.h"
#include "stocktake/base/source.h"

struct stk_repo;

/* The repository that holds `folder` (searched upwards). *found is false, and NULL returned without
 * an error set, where there is none. Ownership refusal, bare, SHA-256 and unreadable repositories:
 * NULL with an error whose hint is the remedy. */
struct stk_repo *stk_repo_open(const char *folder, bool *found, struct stk_err *err);
/* Makes a repository (initial branch main unless init.defaultBranch says otherwise). */
struct stk_repo *stk_repo_init(const char *folder, struct stk_err *err);
void stk_repo_close(struct stk_repo *repo);
/* Absolute path of the work tree, with a slash at its end. */
const char *stk_repo_worktree(const struct stk_repo *repo);
/* The folder's path relative to the work tree ("inventories/acme", "" for the top); caller frees.
 * NULL if it lies outside. */
char *stk_repo_relative(const struct stk_repo *repo, const char *folder);

/* The files of a folder as they stand in a revision ("HEAD~2", a tag, a branch). `folder` is
 * relative to the work tree. */
struct stk_source *stk_repo_source(struct stk_repo *repo, const char *rev, const char *folder,
				   struct stk_err *err);

struct stk_commit_path {
	const char *path;   /* relative to the work tree; a file that is gone is a removal */
	const char *before; /* its bytes before this command wrote, NULL: it was not there. Where
			       they differ from HEAD, these hand edits are committed first, as the
			       git identity */
	size_t before_bytes;
	bool before_unknown; /* no hand edits are told apart in this path */
	bool has_after;      /* `after` is committed, whatever the work tree has by now */
	const char *after;   /* NULL: it is gone */
	size_t after_bytes;
};

struct stk_commit {
	const struct stk_commit_path *paths;
	size_t path_count;
	const char *author_name, *author_email; /* NULL: the git identity */
	const char *message;
	const char *hand_message; /* of the commit that takes in earlier hand edits; "Edit by hand"
				     if NULL */
	int64_t now_seconds;      /* of author and committer */
	bool leave_index;         /* stk_repo_refresh_index follows */
};

enum stk_commit_result {
	STK_COMMITTED,
	STK_COMMIT_NOTHING,  /* no path differs from HEAD */
	STK_COMMIT_POSTPONED /* a merge, rebase, ... is in progress: saved, not committed; err holds
				the words to say so */
};

/* Commits exactly these paths on HEAD's branch (an unborn one too; a detached HEAD is committed on
 * and said in err->message with code STK_OK). What else is staged stays staged and is not
 * committed. id gets the hex id. Returns -1 with the remedy in err: no identity, a locked index, an
 * ownership refusal, ... */
int stk_repo_commit(struct stk_repo *repo, const struct stk_commit *commit,
		    enum stk_commit_result *result, char id[65], struct stk_err *err);

/* True where commits are made in-process: only then may they differ from the work tree. */
bool stk_repo_takes_bytes(struct stk_repo *repo, const struct stk_commit *commit);
/* The index gets the commit's paths as they are in the work tree, and no others. */
int stk_repo_refresh_index(struct stk_repo *repo, const struct stk_commit *commit,
			   struct stk_err *err);

struct stk_log_entry {
	const char *id; /* full hex */
	const char *author, *email;
	int64_t time_seconds;
	const char *subject;
	const char *message;
	const char *const *paths; /* changed below the folder, relative to it; NULL-ended */
};
/* Calls each with the commits that changed something below `folder` (relative to the work tree; ""
 * for all), newest first; `path` (relative to folder, or NULL) narrows to one file, and to what
 * that was before it was renamed or another was folded into it. A nonzero return stops quietly.
 * Works on shallow clones (stops at their edge). */
int stk_repo_log(struct stk_repo *repo, const char *rev, const char *folder, const char *path,
		 int (*each)(void *data, const struct stk_log_entry *entry), void *data,
		 struct stk_err *err);

/* What someone should know before writing, in words ("a rebase is in progress: ..."), or NULL;
 * owned by the repo. */
const char *stk_repo_warning(struct stk_repo *repo);

/* The e-mail of the git identity; NULL where git knows none. The caller frees it. */
char *stk_repo_email(struct stk_repo *repo);

#endif
