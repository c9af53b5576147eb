#include "repo_private.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

#include "stocktake/base/file.h"
#include "stocktake/base/map.h"
#include "stocktake/base/mem.h"
#include "stocktake/record/move.h"

/* Commits still to be looked at, newest first. libgit2's own walk fails at the edge of a shallow
 * clone, so this one goes by parents and stops where `shallow` says. */
struct log {
	struct stk_repo *repo;
	const char *folder;
	/* The file, then those that it was before, relative to the work tree; none: all of the
	 * folder. Owned. */
	char **paths;
	bool *seen; /* of each: a newer commit changed it */
	size_t path_count, path_cap, seen_cap;
	git_commit **heap;
	size_t count, cap;
	struct stk_map met, shallow;
	int (*each)(void *data, const struct stk_log_entry *entry);
	void *data;
	int result;
};

static bool is_newer(const git_commit *a, const git_commit *b)
{
	git_time_t left = git_commit_time(a), right = git_commit_time(b);

	return left != right ? left > right : git_oid_cmp(git_commit_id(a), git_commit_id(b)) < 0;
}

static void heap_push(struct log *log, git_commit *commit)
{
	size_t at = log->count;

	STK_GROW(log->heap, log->cap, log->count + 1);
	log->heap[log->count++] = commit;
	while (at > 0 && is_newer(log->heap[at], log->heap[(at - 1) / 2])) {
		git_commit *parent = log->heap[(at - 1) / 2];

		log->heap[(at - 1) / 2] = log->heap[at];
		log->heap[at] = parent;
		at = (at - 1) / 2;
	}
}

static git_commit *heap_pop(struct log *log)
{
	git_commit *top = log->heap[0];
	size_t at = 0;

	log->heap[0] = log->heap[--log->count];
	for (;;) {
		size_t best = at;

		for (size_t child = 2 * at + 1; child <= 2 * at + 2 && child < log->count; child++)
			if (is_newer(log->heap[child], log->heap[best]))
				best = child;
		if (best == at)
			return top;
		{
			git_commit *swapped = log->heap[at];

			log->heap[at] = log->heap[best];
			log->heap[best] = swapped;
		}
		at = best;
	}
}

static void see(struct log *log, git_commit *commit)
{
	if (stk_map_put(&log->met, (const char *)git_commit_id(commit)->id, GIT_OID_RAWSZ, 1))
		heap_push(log, commit);
	else
		git_commit_free(commit);
}

static void read_shallow(struct log *log)
{
	char *path = stk_xasprintf("%sshallow", git_repository_commondir(log->repo->git));
	struct stk_str text = STK_STR_INIT;
	struct stk_err ignored;
	git_oid id;

	if (stk_file_read(AT_FDCWD, path, (size_t)16 << 20, &text, NULL, &ignored) == 0)
		for (const char *line = text.data; strlen(line) >= GIT_OID_HEXSZ;
		     line += strcspn(line, "\n"), line += *line == '\n')
			if (git_oid_fromstrn(&id, line, GIT_OID_HEXSZ) == 0)
				stk_map_put(&log->shallow, (const char *)id.id, GIT_OID_RAWSZ, 1);
	stk_str_release(&text);
	free(path);
}

static git_tree *tree_of(const git_commit *commit)
{
	git_tree *tree = NULL;

	return commit && git_commit_tree(&tree, commit) == 0 ? tree : NULL;
}

/* The paths below the folder in which two trees differ; NULL where none. */
static git_diff *compare(struct log *log, git_tree *before, git_tree *after)
{
	git_diff_options options;
	char *folder = (char *)(uintptr_t)log->folder;
	git_diff *diff = NULL;

	git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION);
	if (log->path_count || *folder) {
		options.pathspec.strings = log->path_count ? log->paths : &folder;
		options.pathspec.count = log->path_count ? log->path_count : 1;
	}
	options.flags = GIT_DIFF_DISABLE_PATHSPEC_MATCH | GIT_DIFF_SKIP_BINARY_CHECK;
	if (git_diff_tree_to_tree(&diff, log->repo->git, before, after, &options) < 0 ||
	    git_diff_num_deltas(diff) == 0) {
		git_diff_free(diff);
		diff = NULL;
	}
	return diff;
}

/* --- what the file was called before ------------------------------------------------------------
 */

static size_t find_path(const struct log *log, const char *path)
{
	size_t at = 0;

	while (at < log->path_count && strcmp(log->paths[at], path) != 0)
		at++;
	return at;
}

static void follow(struct log *log, const char *path)
{
	if (find_path(log, path) < log->path_count)
		return;
	STK_GROW(log->paths, log->path_cap, log->path_count + 1);
	STK_GROW(log->seen, log->seen_cap, log->path_count + 1);
	log->seen[log->path_count] = false;
	log->paths[log->path_count++] = stk_xstrdup(path);
}

/* "OLD -> NEW" with paths in the inventory. Older commits of OLD are those of NEW; where OLD is
 * followed because there is one again, they are not its own. */
static void follow_line(struct log *log, const char *line, size_t len)
{
	char *text = stk_xstrndup(line, len), *arrow = strstr(text, " -> "), *from, *to;
	const char *slash = *log->folder ? "/" : "";
	size_t at;

	if (arrow) {
		*arrow = '\0';
		from = stk_xasprintf("%s%s%s", log->folder, slash, text);
		to = stk_xasprintf("%s%s%s", log->folder, slash, arrow + 4);
		at = find_path(log, from);
		if (find_path(log, to) < log->path_count) {
			follow(log, from);
		} else if (at < log->path_count && log->seen[at] && log->path_count > 1) {
			free(log->paths[at]);
			log->paths[at] = log->paths[--log->path_count];
			log->seen[at] = log->seen[log->path_count];
		} else if (at < log->path_count && log->seen[at]) {
			log->result = 1; /* all that is older is somebody else's */
		}
		free(from);
		free(to);
	}
	free(text);
}

static void follow_message(struct log *log, const git_commit *commit)
{
	const char *line = git_commit_message(commit);

	for (; line && *line; line += strcspn(line, "\n"), line += *line == '\n')
		if (stk_starts(line, STK_MOVED_LINE))
			follow_line(log, line + strlen(STK_MOVED_LINE),
				    strcspn(line, "\n") - strlen(STK_MOVED_LINE));
}

/* Renamed by hand (`git mv`): as git itself finds it, by what both files have in common. */
static void follow_alike(struct log *log, git_tree *before, git_tree *after, git_diff *changed)
{
	bool added = false;
	size_t count = log->path_count;
	git_diff *all = NULL;
	git_diff_options options;
	char *folder = (char *)(uintptr_t)log->folder;

	for (size_t i = 0; i < git_diff_num_deltas(changed); i++)
		added |= git_diff_get_delta(changed, i)->status == GIT_DELTA_ADDED;
	if (!added || !before)
		return;
	git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION);
	options.flags = GIT_DIFF_DISABLE_PATHSPEC_MATCH;
	if (*folder) {
		options.pathspec.strings = &folder;
		options.pathspec.count = 1;
	}
	if (git_diff_tree_to_tree(&all, log->repo->git, before, after, &options) < 0 ||
	    git_diff_find_similar(all, NULL) < 0)
		goto out;
	for (size_t i = 0; i < git_diff_num_deltas(all); i++) {
		const git_diff_delta *delta = git_diff_get_delta(all, i);

		if (delta->status == GIT_DELTA_RENAMED &&
		    find_path(log, delta->new_file.path) < count)
			follow(log, delta->old_file.path);
	}
out:
	git_diff_free(all);
}

/* What the commit says, and shows, of former names; then its own changes count as seen. */
static void follow_commit(struct log *log, const git_commit *commit, git_tree *before,
			  git_tree *after, git_diff *changed)
{
	if (!log->path_count)
		return;
	follow_message(log, commit);
	follow_alike(log, before, after, changed);
	for (size_t i = 0; i < git_diff_num_deltas(changed); i++) {
		size_t at = find_path(log, git_diff_get_delta(changed, i)->new_file.path);

		if (at < log->path_count)
			log->seen[at] = true;
	}
}

static void report(struct log *log, const git_commit *commit, git_diff *diff)
{
	const git_signature *author = git_commit_author(commit);
	size_t count = git_diff_num_deltas(diff), under = strlen(log->folder);
	const char **paths = stk_xcalloc(count + 1, sizeof *paths);
	char id[GIT_OID_HEXSZ + 1];
	struct stk_log_entry entry = {
		.author = author->name, .email = author->email, .time_seconds = author->when.time};

	for (size_t i = 0; i < count; i++) {
		const git_diff_delta *delta = git_diff_get_delta(diff, i);
		const char *path =
			delta->new_file.path ? delta->new_file.path : delta->old_file.path;

		paths[i] = under && strncmp(path, log->folder, under) == 0 && path[under] == '/'
				   ? path + under + 1
				   : path;
	}
	git_oid_tostr(id, sizeof id, git_commit_id(commit));
	entry.id = id;
	entry.subject = git_commit_summary((git_commit *)commit);
	entry.message = git_commit_message(commit);
	entry.paths = paths;
	log->result = log->each(log->data, &entry);
	free(paths);
}

/* Tells of the commit if it changed something against each of its parents, and queues these. */
static void visit(struct log *log, git_commit *commit)
{
	bool at_edge = stk_map_get(&log->shallow, (const char *)git_commit_id(commit)->id,
				   GIT_OID_RAWSZ, NULL);
	unsigned parents = at_edge ? 0 : git_commit_parentcount(commit);
	git_tree *tree = tree_of(commit);
	git_diff *first = parents ? NULL : compare(log, NULL, tree);
	git_tree *older = NULL; /* of the first parent */
	bool same = false;

	for (unsigned i = 0; i < parents; i++) {
		git_commit *parent = NULL;
		git_tree *before;
		git_diff *diff;

		if (git_commit_parent(&parent, commit, i) < 0)
			continue;
		before = tree_of(parent);
		diff = compare(log, before, tree);
		same |= diff == NULL;
		if (!first)
			first = diff;
		else
			git_diff_free(diff);
		if (!older)
			older = before;
		else
			git_tree_free(before);
		see(log, parent);
	}
	if (first && !same) {
		report(log, commit, first);
		if (!log->result)
			follow_commit(log, commit, older, tree, first);
	}
	git_tree_free(older);
	git_diff_free(first);
	git_tree_free(tree);
}

int stk_repo_log(struct stk_repo *repo, const char *rev, const char *folder, const char *path,
		 int (*each)(void *data, const struct stk_log_entry *entry), void *data,
		 struct stk_err *err)
{
	struct log log = {.repo = repo,
			  .folder = folder,
			  .met = STK_MAP_INIT,
			  .shallow = STK_MAP_INIT,
			  .each = each,
			  .data = data};
	git_object *object = NULL, *commit = NULL;

	if (!repo->git) {
		stk_err_set(err, STK_EIO, "the history of this repository cannot be read: %s",
			    repo->git_only);
		stk_err_hint(err, "Use `git log` on the inventory's folder.");
		return -1;
	}
	if (!rev && git_repository_head_unborn(repo->git) == 1)
		return 0;
	if (git_revparse_single(&object, repo->git, rev ? rev : "HEAD") < 0 ||
	    git_object_peel(&commit, object, GIT_OBJECT_COMMIT) < 0) {
		git_object_free(object);
		return stk_err_set(err, STK_EUSAGE,
				   "there is no revision \"%s\" in this repository",
				   rev ? rev : "HEAD");
	}
	git_object_free(object);
	read_shallow(&log);
	if (path) {
		char *whole = stk_xasprintf("%s%s%s", folder, *folder ? "/" : "", path);

		follow(&log, whole);
		free(whole);
	}
	see(&log, (git_commit *)commit);
	while (log.count && !log.result) {
		git_commit *next = heap_pop(&log);

		visit(&log, next);
		git_commit_free(next);
	}
	while (log.count)
		git_commit_free(log.heap[--log.count]);
	free(log.heap);
	for (size_t i = 0; i < log.path_count; i++)
		free(log.paths[i]);
	free(log.paths);
	free(log.seen);
	stk_map_release(&log.met);
	stk_map_release(&log.shallow);
	return 0;
}
