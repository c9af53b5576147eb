#include "repo_private.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "stocktake/base/mem.h"
#include "stocktake/base/str.h"
#include "stocktake/base/tr.h"

static void trim(struct stk_str *str)
{
	while (str->len && (str->data[str->len - 1] == '\n' || str->data[str->len - 1] == '\r'))
		stk_str_truncate(str, str->len - 1);
}

/* The words of a command with the paths behind them. */
static const char **with_paths(const char *const *argv, const struct stk_commit *commit)
{
	size_t count = 0;
	const char **full;

	while (argv[count])
		count++;
	full = stk_xcalloc(count + commit->path_count + 1, sizeof *full);
	memcpy(full, argv, count * sizeof *full);
	for (size_t i = 0; i < commit->path_count; i++)
		full[count + i] = commit->paths[i].path;
	return full;
}

static char *blob_of(struct stk_repo *repo, const char *rev_path, struct stk_err *err)
{
	const char *argv[] = {"rev-parse", "--verify", "--quiet", rev_path, NULL};
	struct stk_str out = STK_STR_INIT;

	if (stk_git_run(repo, argv, NULL, NULL, 0, &out, err)) {
		stk_str_release(&out);
		return stk_xstrdup("");
	}
	trim(&out);
	return stk_str_detach(&out);
}

/* Puts the bytes that stood there before into a side index, where they differ from HEAD. */
static int stage_before(struct stk_repo *repo, const struct stk_commit_path *path,
			const char *const *env, bool *any, struct stk_err *err)
{
	char *place = stk_xasprintf("HEAD:%s", path->path), *old = blob_of(repo, place, err),
	     *option = stk_xasprintf("--path=%s", path->path);
	const char *hash[] = {"hash-object", "-w", "--stdin", option, NULL};
	struct stk_str id = STK_STR_INIT;
	int failed = 0;

	if (path->before_unknown)
		goto out;
	if (path->before) {
		failed = stk_git_run(repo, hash, NULL, path->before, path->before_bytes, &id, err);
		trim(&id);
		if (!failed && strcmp(id.data, old) != 0) {
			char *info = stk_xasprintf("100644,%s,%s", id.data, path->path);
			const char *update[] = {"update-index", "--add", "--cacheinfo", info, NULL};

			*any = true;
			failed = stk_git_run(repo, update, env, NULL, 0, NULL, err);
			free(info);
		}
	} else if (*old) {
		const char *update[] = {"update-index", "--force-remove", "--", path->path, NULL};

		*any = true;
		failed = stk_git_run(repo, update, env, NULL, 0, NULL, err);
	}
out:
	stk_str_release(&id);
	free(option);
	free(old);
	free(place);
	return failed;
}

/* Earlier hand edits in the paths get a commit of their own, through an index at the side. */
static int commit_hand_edits(struct stk_repo *repo, const struct stk_commit *commit,
			     const char *when, struct stk_err *err)
{
	static const char *const head_argv[] = {"rev-parse", "--verify", "--quiet", "HEAD", NULL},
				 *const read_argv[] = {"read-tree", "HEAD", NULL};
	const char *commit_argv[] = {"commit", "--quiet", "-m",
				     commit->hand_message ? commit->hand_message : "Edit by hand",
				     NULL};
	struct stk_str git_dir = STK_STR_INIT;
	static const char *const dir_argv[] = {"rev-parse", "--absolute-git-dir", NULL};
	char *index = NULL;
	const char *env[] = {NULL, when, NULL};
	bool any = false;
	int failed = 0;
	struct stk_err ignored;

	if (stk_git_run(repo, head_argv, NULL, NULL, 0, NULL, &ignored))
		return 0; /* nothing was committed yet: what was there by hand goes along with the
			     first commit */
	failed = stk_git_run(repo, dir_argv, NULL, NULL, 0, &git_dir, err);
	trim(&git_dir);
	index = stk_xasprintf("GIT_INDEX_FILE=%s/stocktake-index-%ld", git_dir.data,
			      (long)getpid());
	env[0] = index;
	if (!failed)
		failed = stk_git_run(repo, read_argv, env, NULL, 0, NULL, err);
	for (size_t i = 0; !failed && i < commit->path_count; i++)
		failed = stage_before(repo, &commit->paths[i], env, &any, err);
	if (!failed && any)
		failed = stk_git_run(repo, commit_argv, env, NULL, 0, NULL, err);
	unlink(index + strlen("GIT_INDEX_FILE="));
	free(index);
	stk_str_release(&git_dir);
	return failed;
}

/* True if one of the paths differs from HEAD. */
static bool differs(struct stk_repo *repo, const struct stk_commit *commit)
{
	static const char *const status[] = {"status", "--porcelain", "--untracked-files=all", "--",
					     NULL};
	const char **argv = with_paths(status, commit);
	struct stk_str out = STK_STR_INIT;
	struct stk_err ignored;
	bool any = stk_git_run(repo, argv, NULL, NULL, 0, &out, &ignored) != 0 || out.len > 0;

	stk_str_release(&out);
	free(argv);
	return any;
}

int stk_commit_by_program(struct stk_repo *repo, const struct stk_commit *commit, const char *why,
			  enum stk_commit_result *result, char id[65], struct stk_err *err)
{
	static const char *const add[] = {"add", "--intent-to-add", "--", NULL},
				 *const head[] = {"rev-parse", "HEAD", NULL};
	char *author = commit->author_name ? stk_xasprintf("--author=%s <%s>", commit->author_name,
							   commit->author_email)
					   : NULL;
	const char *only[] = {"commit", "--quiet", "--only",
			      "-F",     "-",       author ? author : "--no-status",
			      "--",     NULL};
	char *author_date =
		stk_xasprintf("GIT_AUTHOR_DATE=@%lld +0000", (long long)commit->now_seconds);
	char *committer_date =
		stk_xasprintf("GIT_COMMITTER_DATE=@%lld +0000", (long long)commit->now_seconds);
	const char *env[] = {author_date, committer_date, NULL};
	const char **add_argv = with_paths(add, commit), **argv = with_paths(only, commit);
	struct stk_str out = STK_STR_INIT;
	char *why_copy = stk_xstrdup(why);
	int failed;

	*result = STK_COMMIT_NOTHING;
	failed = commit_hand_edits(repo, commit, committer_date, err);
	if (!failed && differs(repo, commit)) {
		struct stk_err ignored; /* paths that are gone cannot be added: commit --only takes
					   their removal */

		stk_git_run(repo, add_argv, NULL, NULL, 0, NULL, &ignored);
		failed = stk_git_run(repo, argv, env, commit->message, strlen(commit->message),
				     NULL, err);
		if (!failed)
			*result = STK_COMMITTED;
		else if (strcmp(err->message, stk_t("the git program is needed here and there is "
						    "none; the files are "
						    "saved, not committed")) == 0)
			stk_err_set(err, STK_EIO,
				    "%s asks for the git program, and there is none; the files are "
				    "saved, not committed",
				    why_copy);
	}
	if (*result == STK_COMMITTED && stk_git_run(repo, head, NULL, NULL, 0, &out, err) == 0) {
		trim(&out);
		snprintf(id, 65, "%s", out.data);
	}
	stk_str_release(&out);
	free(why_copy);
	free(author);
	free(author_date);
	free(committer_date);
	free(add_argv);
	free(argv);
	return failed;
}
