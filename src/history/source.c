#include "repo_private.h"

#include <stdlib.h>
#include <string.h>

#include "stocktake/base/mem.h"
#include "stocktake/base/str.h"

/* A folder of a revision's tree as a source. */
struct git_source {
	struct stk_source source;
	git_repository *git;
	git_tree *tree; /* of the folder */
};

struct walk {
	stk_source_each_fn each;
	void *data;
	struct stk_str path;
	size_t files;
	int result;
};

static int walk_tree(struct git_source *source, const git_tree *tree, struct walk *walk,
		     unsigned depth, struct stk_err *err)
{
	size_t count = git_tree_entrycount(tree), base = walk->path.len;

	if (depth > STK_SOURCE_MAX_DEPTH)
		return stk_err_set(err, STK_EUSAGE, "%s: folders are nested over %d deep",
				   walk->path.data, STK_SOURCE_MAX_DEPTH);
	for (size_t i = 0; i < count && !walk->result; i++) {
		const git_tree_entry *entry = git_tree_entry_byindex(tree, i);
		const char *name = git_tree_entry_name(entry);

		if (*name == '.')
			continue;
		stk_str_truncate(&walk->path, base);
		stk_str_addf(&walk->path, "%s%s", base ? "/" : "", name);
		if (git_tree_entry_type(entry) == GIT_OBJECT_TREE) {
			git_tree *below = NULL;
			int code = git_tree_lookup(&below, source->git, git_tree_entry_id(entry));

			if (code < 0)
				return stk_git_fail(err, code, "cannot read a folder",
						    walk->path.data);
			code = walk_tree(source, below, walk, depth + 1, err);
			git_tree_free(below);
			if (code)
				return -1;
		} else if (git_tree_entry_type(entry) == GIT_OBJECT_BLOB) {
			if (++walk->files > STK_SOURCE_MAX_FILES)
				return stk_err_set(err, STK_EUSAGE, "more than %d files",
						   STK_SOURCE_MAX_FILES);
			walk->result = walk->each(walk->data, walk->path.data);
		}
	}
	stk_str_truncate(&walk->path, base);
	return 0;
}

static int git_each(struct stk_source *base, const char *under, stk_source_each_fn each, void *data,
		    struct stk_err *err)
{
	struct git_source *source = (struct git_source *)base;
	struct walk walk = {.each = each, .data = data, .path = STK_STR_INIT};
	git_tree *below = NULL;
	git_tree_entry *entry = NULL;
	int result = 0;

	if (*under) {
		char *folder = stk_xstrdup(under);
		size_t len = strlen(folder);

		if (len && folder[len - 1] == '/')
			folder[len - 1] = '\0';
		if (git_tree_entry_bypath(&entry, source->tree, folder) == 0 &&
		    git_tree_entry_type(entry) == GIT_OBJECT_TREE &&
		    git_tree_lookup(&below, source->git, git_tree_entry_id(entry)) == 0) {
			stk_str_add(&walk.path, folder);
			result = walk_tree(source, below, &walk, 1, err);
		}
		free(folder);
	} else {
		result = walk_tree(source, source->tree, &walk, 0, err);
	}
	git_tree_free(below);
	git_tree_entry_free(entry);
	stk_str_release(&walk.path);
	return result ? result : walk.result;
}

static int git_read(struct stk_source *base, const char *path, struct stk_str *out,
		    struct stk_err *err)
{
	struct git_source *source = (struct git_source *)base;
	git_tree_entry *entry = NULL;
	git_blob *blob = NULL;
	int code = git_tree_entry_bypath(&entry, source->tree, path), result = -1;

	if (code < 0) {
		stk_err_set(err, STK_EUSAGE, "%s is not there in %s", path, base->name);
	} else if (git_tree_entry_filemode(entry) == GIT_FILEMODE_LINK) {
		stk_err_set(err, STK_EUSAGE, "%s is a symbolic link; links are not followed", path);
		stk_err_hint(err, "Put the file itself in its place.");
	} else if ((code = git_blob_lookup(&blob, source->git, git_tree_entry_id(entry))) < 0) {
		stk_git_fail(err, code, "cannot read a file", path);
	} else if (git_blob_rawsize(blob) > (git_object_size_t)STK_SOURCE_MAX_FILE_BYTES) {
		stk_err_set(err, STK_EUSAGE, "%s is larger than %zu MiB", path,
			    STK_SOURCE_MAX_FILE_BYTES >> 20);
	} else {
		stk_str_reset(out);
		stk_str_addn(out, git_blob_rawcontent(blob), (size_t)git_blob_rawsize(blob));
		result = 0;
	}
	if (result)
		stk_err_at(err, path, 0, 0);
	git_blob_free(blob);
	git_tree_entry_free(entry);
	return result;
}

static void git_close(struct stk_source *base)
{
	struct git_source *source = (struct git_source *)base;

	git_tree_free(source->tree);
	free(base->name);
	free(source);
}

static const struct stk_source_ops git_source_ops = {
	.each = git_each, .read = git_read, .close = git_close};

/* The tree of `folder` in a commit's tree; takes the reference to `top`. */
static git_tree *folder_tree(git_repository *git, git_tree *top, const char *folder)
{
	git_tree_entry *entry = NULL;
	git_tree *tree = NULL;

	if (!*folder)
		return top;
	if (git_tree_entry_bypath(&entry, top, folder) == 0 &&
	    git_tree_entry_type(entry) == GIT_OBJECT_TREE)
		git_tree_lookup(&tree, git, git_tree_entry_id(entry));
	git_tree_entry_free(entry);
	git_tree_free(top);
	return tree;
}

struct stk_source *stk_repo_source(struct stk_repo *repo, const char *rev, const char *folder,
				   struct stk_err *err)
{
	git_object *object = NULL, *commit = NULL;
	git_tree *tree = NULL;
	struct git_source *source = NULL;

	if (!repo->git) {
		stk_err_set(err, STK_EIO, "revisions of this repository cannot be read: %s",
			    repo->git_only);
		stk_err_hint(err, "Check the revision out with git, then work on the files.");
		return NULL;
	}
	if (git_revparse_single(&object, repo->git, rev) < 0 ||
	    git_object_peel(&commit, object, GIT_OBJECT_COMMIT) < 0) {
		stk_err_set(err, STK_EUSAGE, "there is no revision \"%s\" in this repository", rev);
		stk_err_hint(err, "`stocktake log` lists them; in a shallow clone, `git fetch "
				  "--unshallow` brings the older ones.");
	} else if (git_commit_tree(&tree, (git_commit *)commit) < 0) {
		stk_git_fail(err, 0, "cannot read the revision", rev);
	} else if (!(tree = folder_tree(repo->git, tree, folder))) {
		stk_err_set(err, STK_EUSAGE, "there was no folder %s in %s", folder, rev);
	} else {
		source = stk_xcalloc(1, sizeof *source);
		source->source.ops = &git_source_ops;
		source->source.name = stk_xasprintf("%s:%s", rev, folder);
		source->git = repo->git;
		source->tree = tree;
	}
	git_object_free(object);
	git_object_free(commit);
	return source ? &source->source : NULL;
}
