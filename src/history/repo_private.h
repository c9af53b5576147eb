/*
 * What the files of this room share about an open repository.
 */
#ifndef HISTORY_REPO_PRIVATE_H
#define HISTORY_REPO_PRIVATE_H

#include <git2.h>

#include "stocktake/history/repo.h"

struct stk_repo {
	git_repository *git; /* NULL where only the git program can work here (git_only) */
	char *worktree;      /* absolute, with a slash at its end */
	char *git_only;      /* why, in words; NULL: libgit2 does it */
	char warning[320];
};

/* Fills err from libgit2's last error, with a remedy where one is known. Returns -1. */
int stk_git_fail(struct stk_err *err, int code, const char *doing, const char *folder);

/* Why this commit is git's own work ("a pre-commit hook", "commit.gpgsign", ...); NULL: libgit2 may
 * do it. Static or owned by the repo. */
const char *stk_git_program_needed(struct stk_repo *repo, const struct stk_commit *commit);
/* The commit through the git program. */
int stk_commit_by_program(struct stk_repo *repo, const struct stk_commit *commit, const char *why,
			  enum stk_commit_result *result, char id[65], struct stk_err *err);
/* Runs git in the work tree: argv without "git", NULL-ended; env: NAME=VALUE strings or NULL. input
 * may be NULL. Output (may be NULL) gets stdout; where git fails err gets its last words. */
int stk_git_run(struct stk_repo *repo, const char *const *argv, const char *const *env,
		const char *input, size_t input_bytes, struct stk_str *output, struct stk_err *err);

/* Signature of the git identity: GIT_COMMITTER_NAME/EMAIL, else the configuration. Caller frees. */
int stk_git_identity(struct stk_repo *repo, int64_t now_seconds, git_signature **out,
		     struct stk_err *err);

#endif
