#include "repo_private.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "stocktake/base/mem.h"
#include "stocktake/base/tr.h"

/* HEAD's commit and tree; both NULL on an unborn branch. */
struct head {
	git_commit *commit;
	git_tree *tree;
};

static void head_release(struct head *head)
{
	git_commit_free(head->commit);
	git_tree_free(head->tree);
	head->commit = NULL;
	head->tree = NULL;
}

static int head_read(git_repository *git, struct head *head, struct stk_err *err)
{
	git_reference *reference = NULL;
	git_treebuilder *empty = NULL;
	git_oid id;
	int code = git_repository_head(&reference, git);

	memset(head, 0, sizeof *head);
	if (code == GIT_EUNBORNBRANCH || code == GIT_ENOTFOUND) {
		code = git_treebuilder_new(&empty, git, NULL);
		if (!code)
			code = git_treebuilder_write(&id, empty);
		if (!code)
			code = git_tree_lookup(&head->tree, git, &id);
		git_treebuilder_free(empty);
	} else if (!code) {
		code = git_reference_peel((git_object **)&head->commit, reference,
					  GIT_OBJECT_COMMIT);
		if (!code)
			code = git_commit_tree(&head->tree, head->commit);
	}
	git_reference_free(reference);
	return code < 0 ? stk_git_fail(err, code, "cannot read HEAD", git_repository_workdir(git))
			: 0;
}

/* What the tree has at path; false if nothing. */
static bool in_tree(const git_tree *tree, const char *path, git_oid *id, git_filemode_t *mode)
{
	git_tree_entry *entry = NULL;

	if (git_tree_entry_bypath(&entry, tree, path) < 0)
		return false;
	git_oid_cpy(id, git_tree_entry_id(entry));
	*mode = git_tree_entry_filemode(entry);
	git_tree_entry_free(entry);
	return true;
}

/* The blob a path is to have: of `bytes`, or of the file in the work tree. False where the file is
 * not there. */
static int make_blob(git_repository *git, const struct stk_commit_path *path, bool before,
		     git_oid *id, bool *there)
{
	*there = true;
	if (before) {
		*there = path->before != NULL;
		return *there ? git_blob_create_from_buffer(id, git, path->before,
							    path->before_bytes)
			      : 0;
	}
	{
		char *full = stk_xasprintf("%s%s", git_repository_workdir(git), path->path);

		*there = access(full, F_OK) == 0;
		free(full);
	}
	return *there ? git_blob_create_from_workdir(id, git, path->path) : 0;
}

/* True if the file in the work tree is what HEAD has (NULL: nothing). */
static bool is_committed(git_repository *git, const char *path, const git_oid *head)
{
	char *full = stk_xasprintf("%s%s", git_repository_workdir(git), path);
	git_oid now;
	bool there = access(full, F_OK) == 0, same = !there && !head;

	free(full);
	if (there && head && git_repository_hashfile(&now, git, path, GIT_OBJECT_BLOB, NULL) == 0)
		same = git_oid_equal(&now, head);
	return same;
}

/* HEAD's tree with the paths as they were before this command, or as they are now. *changed counts
 * the differences. */
static int make_tree(git_repository *git, const struct head *head, const struct stk_commit *commit,
		     bool before, git_oid *tree, size_t *changed, struct stk_err *err)
{
	git_tree_update *updates =
		stk_xcalloc(commit->path_count ? commit->path_count : 1, sizeof *updates);
	int code = 0;

	*changed = 0;
	for (size_t i = 0; i < commit->path_count && !code; i++) {
		git_tree_update *update = &updates[*changed];
		git_oid old;
		git_filemode_t mode = GIT_FILEMODE_BLOB;
		bool there, was;

		if (before && commit->paths[i].before_unknown)
			continue;
		was = in_tree(head->tree, commit->paths[i].path, &old, &mode);
		/* Somebody else committed what we wrote with what they wrote: there are no earlier
		 * edits to tell apart. */
		if (before && is_committed(git, commit->paths[i].path, was ? &old : NULL))
			continue;
		code = make_blob(git, &commit->paths[i], before, &update->id, &there);
		if (code || (there && was && git_oid_equal(&old, &update->id)) || (!there && !was))
			continue;
		update->action = there ? GIT_TREE_UPDATE_UPSERT : GIT_TREE_UPDATE_REMOVE;
		update->filemode = mode;
		update->path = commit->paths[i].path;
		(*changed)++;
	}
	if (!code && *changed)
		code = git_tree_create_updated(tree, git, (git_tree *)head->tree, *changed,
					       updates);
	free(updates);
	return code < 0 ? stk_git_fail(err, code, "cannot make the commit's tree",
				       git_repository_workdir(git))
			: 0;
}

static int write_commit(git_repository *git, struct head *head, const git_oid *tree_id,
			const git_signature *author, const git_signature *committer,
			const char *message, git_oid *id, struct stk_err *err)
{
	git_tree *tree = NULL;
	const git_commit *parents[1] = {head->commit};
	git_buf clean = GIT_BUF_INIT;
	int code = git_tree_lookup(&tree, git, tree_id);

	if (!code)
		code = git_message_prettify(&clean, message, 0, '#');
	if (!code)
		code = git_commit_create(id, git, "HEAD", author, committer, NULL, clean.ptr, tree,
					 head->commit ? 1 : 0, parents);
	git_buf_dispose(&clean);
	git_tree_free(tree);
	return code < 0 ? stk_git_fail(err, code, "cannot commit", git_repository_workdir(git)) : 0;
}

/* The index gets the committed paths and nothing else, so that what others staged stays as it is.
 */
static int refresh_index(git_repository *git, const struct stk_commit *commit, struct stk_err *err)
{
	git_index *index = NULL;
	int code = git_repository_index(&index, git);

	if (!code)
		code = git_index_read(index, 1);
	for (size_t i = 0; i < commit->path_count && !code; i++) {
		char *full =
			stk_xasprintf("%s%s", git_repository_workdir(git), commit->paths[i].path);

		if (access(full, F_OK) == 0)
			code = git_index_add_bypath(index, commit->paths[i].path);
		else
			git_index_remove_bypath(index, commit->paths[i].path);
		free(full);
	}
	if (!code)
		code = git_index_write(index);
	git_index_free(index);
	return code < 0 ? stk_git_fail(err, code,
				       "the commit is made, but the index could not be brought up "
				       "to date",
				       git_repository_workdir(git))
			: 0;
}

static int index_is_free(struct stk_repo *repo, struct stk_err *err)
{
	char *lock = stk_xasprintf("%sindex.lock", git_repository_path(repo->git));
	int result = 0;

	if (access(lock, F_OK) == 0) {
		stk_err_set(err, STK_EIO,
			    "git's index is locked: another git works in this repository, or one "
			    "died; the files are saved, not committed");
		stk_err_hint(err,
			     "Wait for it to end; if there is none, remove %s, then commit again.",
			     lock);
		result = -1;
	}
	free(lock);
	return result;
}

static int one_commit(struct stk_repo *repo, const struct stk_commit *commit, bool before,
		      const git_signature *author, const git_signature *committer, bool *done,
		      git_oid *id, struct stk_err *err)
{
	struct head head;
	git_oid tree;
	size_t changed;
	int result = -1;

	*done = false;
	if (head_read(repo->git, &head, err))
		return -1;
	if (make_tree(repo->git, &head, commit, before, &tree, &changed, err))
		goto out;
	if (changed) {
		const char *message =
			before ? (commit->hand_message ? commit->hand_message : "Edit by hand")
			       : commit->message;

		if (write_commit(repo->git, &head, &tree, before ? committer : author, committer,
				 message, id, err))
			goto out;
		*done = true;
	}
	result = 0;
out:
	head_release(&head);
	return result;
}

static int commit_in_process(struct stk_repo *repo, const struct stk_commit *commit,
			     enum stk_commit_result *result, char id[65], struct stk_err *err)
{
	git_signature *committer = NULL, *author = NULL;
	git_oid oid;
	bool by_hand, done = false;
	int failed = -1;

	if (index_is_free(repo, err) ||
	    stk_git_identity(repo, commit->now_seconds, &committer, err))
		goto out;
	if (commit->author_name &&
	    git_signature_new(&author, commit->author_name, commit->author_email,
			      committer->when.time, committer->when.offset) < 0) {
		stk_git_fail(err, 0, "cannot name the author", commit->author_name);
		goto out;
	}
	if (one_commit(repo, commit, true, committer, committer, &by_hand, &oid, err) ||
	    one_commit(repo, commit, false, author ? author : committer, committer, &done, &oid,
		       err))
		goto out;
	*result = done ? STK_COMMITTED : STK_COMMIT_NOTHING;
	if (done || by_hand)
		git_oid_tostr(id, GIT_OID_HEXSZ + 1, &oid);
	/* Also where all is committed: whoever did that may have died before the index had it. */
	failed = refresh_index(repo->git, commit, err);
out:
	git_signature_free(author);
	git_signature_free(committer);
	return failed;
}

int stk_repo_commit(struct stk_repo *repo, const struct stk_commit *commit,
		    enum stk_commit_result *result, char id[65], struct stk_err *err)
{
	const char *warning = stk_repo_warning(repo), *why;

	*err = (struct stk_err){0};
	id[0] = '\0';
	if (warning) {
		*result = STK_COMMIT_POSTPONED;
		snprintf(err->message, sizeof err->message, "%s", warning);
		return 0;
	}
	why = stk_git_program_needed(repo, commit);
	if (why ? stk_commit_by_program(repo, commit, why, result, id, err)
		: commit_in_process(repo, commit, result, id, err))
		return -1;
	if (repo->git && git_repository_head_detached(repo->git) == 1)
		snprintf(err->message, sizeof err->message,
			 stk_t("HEAD is detached: keep the commit with `git branch NAME %.10s`"),
			 id);
	return 0;
}
