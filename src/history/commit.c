#include "repo_private.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "stocktake/base/file.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/str.h"
#include "stocktake/base/tr.h"

#define MOST_BYTES ((size_t)1 << 30)

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

/* Where the paths stand in a tree. A folder of many files is read once, not for each of them. */
struct tree_at {
	const git_tree *root;
	git_tree *folder; /* the last one, NULL where it is not there */
	char *path;       /* its path, with a slash at its end; NULL: none yet */
};

static void tree_at_release(struct tree_at *at)
{
	git_tree_free(at->folder);
	free(at->path);
}

static void enter_folder(struct tree_at *at, const char *path, size_t len)
{
	git_tree_entry *entry = NULL;

	if (at->path && strlen(at->path) == len && memcmp(at->path, path, len) == 0)
		return;
	tree_at_release(at);
	at->folder = NULL;
	at->path = stk_xasprintf("%.*s", (int)len, path);
	at->path[len - 1] = '\0';
	if (git_tree_entry_bypath(&entry, at->root, at->path) == 0 &&
	    git_tree_entry_type(entry) == GIT_OBJECT_TREE)
		git_tree_lookup(&at->folder, git_tree_owner(at->root), git_tree_entry_id(entry));
	git_tree_entry_free(entry);
	at->path[len - 1] = '/';
}

/* What the tree has at path; false if nothing. */
static bool in_tree(struct tree_at *at, const char *path, git_oid *id, git_filemode_t *mode)
{
	const char *slash = strrchr(path, '/');
	const git_tree_entry *entry = NULL;

	if (slash) {
		enter_folder(at, path, (size_t)(slash + 1 - path));
		entry = at->folder ? git_tree_entry_byname(at->folder, slash + 1) : NULL;
	} else {
		entry = git_tree_entry_byname(at->root, path);
	}
	if (!entry)
		return false;
	git_oid_cpy(id, git_tree_entry_id(entry));
	*mode = git_tree_entry_filemode(entry);
	return true;
}

/* The file in the work tree, its bytes and its blob's id; read but once. None of our paths has a
 * filter: those are the git program's (stk_git_program_needed). */
struct file_now {
	bool there;
	struct stat info;
	struct stk_str bytes;
	git_oid id;
};

static int hash(git_repository *git, struct file_now *now, struct stk_err *err)
{
	if (!now->there ||
	    git_odb_hash(&now->id, now->bytes.data, now->bytes.len, GIT_OBJECT_BLOB) == 0)
		return 0;
	return stk_git_fail(err, 0, "cannot make the commit's tree", git_repository_workdir(git));
}

/* What is to be committed is given. */
static int take_after(git_repository *git, const struct stk_commit_path *path, struct file_now *now,
		      struct stk_err *err)
{
	*now = (struct file_now){.there = path->after != NULL, .bytes = STK_STR_INIT};
	if (now->there)
		stk_str_addn(&now->bytes, path->after, path->after_bytes);
	return hash(git, now, err);
}

static int read_now(git_repository *git, const struct stk_commit_path *path, struct file_now *now,
		    struct stk_err *err)
{
	char *full = stk_xasprintf("%s%s", git_repository_workdir(git), path->path);
	int failed = 0;

	if (path->has_after)
		return take_after(git, path, now, err);
	*now = (struct file_now){.there = access(full, F_OK) == 0, .bytes = STK_STR_INIT};
	if (now->there)
		failed = stk_file_read(AT_FDCWD, full, MOST_BYTES, &now->bytes, &now->info, err);
	free(full);
	return failed ? failed : hash(git, now, err);
}

/* The blob a path is to have: of what it was before, or of the file as it is now. False where it
 * was, or is, not there. */
static bool blob_of(const struct stk_commit_path *path, const struct file_now *now, bool before,
		    git_oid *id)
{
	if (!before) {
		git_oid_cpy(id, &now->id);
		return now->there;
	}
	return path->before &&
	       git_odb_hash(id, path->before, path->before_bytes, GIT_OBJECT_BLOB) == 0;
}

static int write_blob(git_repository *git, const struct stk_commit_path *path,
		      const struct file_now *now, bool before, git_oid *id)
{
	return before ? git_blob_create_from_buffer(id, git, path->before, path->before_bytes)
		      : git_blob_create_from_buffer(id, git, now->bytes.data, now->bytes.len);
}

/* HEAD's tree with the paths as they were before this command, or as they are now. *changed counts
 * the differences. */
static int make_tree(git_repository *git, const struct head *head, const struct stk_commit *commit,
		     const struct file_now *now, bool before, git_oid *tree, size_t *changed,
		     struct stk_err *err)
{
	git_tree_update *updates =
		stk_xcalloc(commit->path_count ? commit->path_count : 1, sizeof *updates);
	struct tree_at at = {.root = head->tree};
	int code = 0;

	*changed = 0;
	for (size_t i = 0; i < commit->path_count && !code; i++) {
		const struct stk_commit_path *path = &commit->paths[i];
		git_tree_update *update = &updates[*changed];
		git_filemode_t mode = GIT_FILEMODE_BLOB;
		bool there, was;
		git_oid old;

		if (before && path->before_unknown)
			continue;
		was = in_tree(&at, path->path, &old, &mode);
		there = blob_of(path, &now[i], before, &update->id);
		if (there == was && (!was || git_oid_equal(&old, &update->id)))
			continue;
		/* Somebody else committed what we wrote with what they wrote: there are no earlier
		 * edits to tell apart. */
		if (before && now[i].there == was && (!was || git_oid_equal(&old, &now[i].id)))
			continue;
		code = there ? write_blob(git, path, &now[i], before, &update->id) : 0;
		update->action = there ? GIT_TREE_UPDATE_UPSERT : GIT_TREE_UPDATE_REMOVE;
		update->filemode = mode;
		update->path = path->path;
		(*changed)++;
	}
	if (!code && *changed)
		code = git_tree_create_updated(tree, git, (git_tree *)head->tree, *changed,
					       updates);
	tree_at_release(&at);
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

/* The entry as git would make it of the file that was read: should it be written meanwhile, its
 * times tell. */
static int add_to_index(git_index *index, const char *path, const struct file_now *now)
{
	const git_index_entry *old = git_index_get_bypath(index, path, 0);
	git_index_entry entry = {
		.ctime = {(int32_t)now->info.st_ctim.tv_sec, (uint32_t)now->info.st_ctim.tv_nsec},
		.mtime = {(int32_t)now->info.st_mtim.tv_sec, (uint32_t)now->info.st_mtim.tv_nsec},
		.dev = (uint32_t)now->info.st_dev,
		.ino = (uint32_t)now->info.st_ino,
		.mode = old ? old->mode : GIT_FILEMODE_BLOB,
		.uid = (uint32_t)now->info.st_uid,
		.gid = (uint32_t)now->info.st_gid,
		.file_size = (uint32_t)now->info.st_size,
		.id = now->id,
		.path = path,
	};

	return git_index_add(index, &entry);
}

/* The index gets the committed paths and nothing else, so that what others staged stays as it is.
 */
static int refresh_index(git_repository *git, const struct stk_commit *commit,
			 const struct file_now *now, struct stk_err *err)
{
	git_index *index = NULL;
	int code = git_repository_index(&index, git);

	if (!code)
		code = git_index_read(index, 1);
	for (size_t i = 0; i < commit->path_count && !code; i++)
		if (now[i].there)
			code = add_to_index(index, commit->paths[i].path, &now[i]);
		else
			git_index_remove_bypath(index, commit->paths[i].path);
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

static int one_commit(struct stk_repo *repo, const struct stk_commit *commit,
		      const struct file_now *now, bool before, const git_signature *author,
		      const git_signature *committer, bool *done, git_oid *id, struct stk_err *err)
{
	struct head head;
	git_oid tree;
	size_t changed;
	int result = -1;

	*done = false;
	if (head_read(repo->git, &head, err))
		return -1;
	if (make_tree(repo->git, &head, commit, now, before, &tree, &changed, err))
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
	struct file_now *now = stk_xcalloc(commit->path_count + 1, sizeof *now);
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
	for (size_t i = 0; i < commit->path_count; i++)
		if (read_now(repo->git, &commit->paths[i], &now[i], err))
			goto out;
	if (one_commit(repo, commit, now, true, committer, committer, &by_hand, &oid, err) ||
	    one_commit(repo, commit, now, false, author ? author : committer, committer, &done,
		       &oid, err))
		goto out;
	*result = done ? STK_COMMITTED : STK_COMMIT_NOTHING;
	if (done || by_hand)
		git_oid_tostr(id, GIT_OID_HEXSZ + 1, &oid);
	/* Also where all is committed: whoever did that may have died before the index had it. */
	failed = commit->leave_index ? 0 : refresh_index(repo->git, commit, now, err);
out:
	for (size_t i = 0; i < commit->path_count; i++)
		stk_str_release(&now[i].bytes);
	free(now);
	git_signature_free(author);
	git_signature_free(committer);
	return failed;
}

bool stk_repo_takes_bytes(struct stk_repo *repo, const struct stk_commit *commit)
{
	return !stk_git_program_needed(repo, commit);
}

int stk_repo_refresh_index(struct stk_repo *repo, const struct stk_commit *commit,
			   struct stk_err *err)
{
	struct file_now *now = stk_xcalloc(commit->path_count + 1, sizeof *now);
	int failed = 0;

	for (size_t i = 0; i < commit->path_count && !failed; i++)
		failed = read_now(repo->git, &commit->paths[i], &now[i], err);
	if (!failed)
		failed = refresh_index(repo->git, commit, now, err);
	for (size_t i = 0; i < commit->path_count; i++)
		stk_str_release(&now[i].bytes);
	free(now);
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
