#include "repo_private.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "stocktake/base/mem.h"
#include "stocktake/base/str.h"
#include "stocktake/base/tr.h"

int stk_git_fail(struct stk_err *err, int code, const char *doing, const char *folder)
{
	const git_error *last = git_error_last();

	stk_err_set(err, STK_EIO, "git: %s: %s", stk_t(doing),
		    last && last->message ? last->message : stk_t("it gave no reason"));
	if (code == GIT_EOWNER) {
		stk_err_set(err, STK_EIO,
			    "git does not trust the repository at %s: it belongs to another user",
			    folder);
		stk_err_hint(err, "If you trust it: git config --global --add safe.directory '%s'",
			     folder);
	} else if (code == GIT_ELOCKED) {
		stk_err_set(err, STK_EIO, "git: a lock is held: %s",
			    last && last->message ? last->message : stk_t("by another git"));
		stk_err_hint(err,
			     "Wait for the other git to end; if there is none, it died: remove "
			     "the .lock file, then commit again.");
	}
	return -1;
}

static char *with_slash(const char *path)
{
	size_t len = strlen(path);

	return stk_xasprintf("%s%s", path, len && path[len - 1] == '/' ? "" : "/");
}

static struct stk_repo *repo_new(git_repository *git, const char *worktree, const char *git_only)
{
	struct stk_repo *repo = stk_xcalloc(1, sizeof *repo);

	repo->git = git;
	repo->worktree = with_slash(worktree);
	if (git_only)
		repo->git_only = stk_xstrdup(git_only);
	return repo;
}

/* libgit2 does not know the repository's format (an extension, SHA-256): the program git may. */
static struct stk_repo *open_by_program(const char *folder, const char *why, struct stk_err *err)
{
	struct stk_repo *repo = repo_new(NULL, folder, why);
	static const char *const argv[] = {"rev-parse", "--show-toplevel", NULL};
	struct stk_str top = STK_STR_INIT;

	if (stk_git_run(repo, argv, NULL, NULL, 0, &top, err)) {
		stk_err_hint(err, "This repository needs a newer git: %s.", why);
		stk_repo_close(repo);
		repo = NULL;
	} else {
		while (top.len && (top.data[top.len - 1] == '\n' || top.data[top.len - 1] == '\r'))
			stk_str_truncate(&top, top.len - 1);
		free(repo->worktree);
		repo->worktree = with_slash(top.data);
	}
	stk_str_release(&top);
	return repo;
}

static bool format_is_strange(const char *message)
{
	return strstr(message, "extension") || strstr(message, "repositoryformatversion") ||
	       strstr(message, "repository version") || strstr(message, "object format") ||
	       strstr(message, "objectformat");
}

/* libgit2 1.5 answers "not found" also where it refuses another user's repository and no
 * safe.directory is configured; looking without opening tells the two apart. */
static bool is_there(const char *folder)
{
	git_buf path = GIT_BUF_INIT;
	bool there = git_repository_discover(&path, folder, 0, NULL) == 0;

	git_buf_dispose(&path);
	return there;
}

struct stk_repo *stk_repo_open(const char *folder, bool *found, struct stk_err *err)
{
	git_repository *git = NULL;
	struct stk_repo *repo = NULL;
	const git_error *last;
	int code;

	git_libgit2_init();
	*found = false;
	code = git_repository_open_ext(&git, folder, 0, NULL);
	if (code == GIT_ENOTFOUND && is_there(folder))
		code = GIT_EOWNER;
	if (code == GIT_ENOTFOUND) {
		git_libgit2_shutdown();
		return NULL;
	}
	*found = true;
	last = git_error_last();
	if (code < 0 && last && last->message && format_is_strange(last->message)) {
		char *why = stk_xstrdup(last->message);

		repo = open_by_program(folder, why, err);
		free(why);
		if (!repo)
			git_libgit2_shutdown();
		return repo;
	}
	if (code < 0) {
		stk_git_fail(err, code, "cannot open the repository", folder);
	} else if (git_repository_is_bare(git)) {
		stk_err_set(err, STK_EIO,
			    "the repository at %s is bare: it has no work tree to write into",
			    git_repository_path(git));
		stk_err_hint(err, "Work in a clone of it: git clone %s DIR",
			     git_repository_path(git));
		git_repository_free(git);
	} else {
		return repo_new(git, git_repository_workdir(git), NULL);
	}
	git_libgit2_shutdown();
	return NULL;
}

static char *default_branch(void)
{
	git_config *config = NULL;
	git_buf value = GIT_BUF_INIT;
	char *branch = NULL;

	if (git_config_open_default(&config) == 0 &&
	    git_config_get_string_buf(&value, config, "init.defaultBranch") == 0 && value.size)
		branch = stk_xstrdup(value.ptr);
	git_buf_dispose(&value);
	git_config_free(config);
	return branch ? branch : stk_xstrdup("main");
}

struct stk_repo *stk_repo_init(const char *folder, struct stk_err *err)
{
	git_repository_init_options options;
	git_repository *git = NULL;
	char *branch;
	int code;

	git_libgit2_init();
	git_repository_init_options_init(&options, GIT_REPOSITORY_INIT_OPTIONS_VERSION);
	branch = default_branch();
	options.flags = GIT_REPOSITORY_INIT_MKPATH | GIT_REPOSITORY_INIT_NO_REINIT;
	options.initial_head = branch;
	code = git_repository_init_ext(&git, folder, &options);
	free(branch);
	if (code < 0) {
		stk_git_fail(err, code, "cannot make a repository", folder);
		git_libgit2_shutdown();
		return NULL;
	}
	return repo_new(git, git_repository_workdir(git), NULL);
}

void stk_repo_close(struct stk_repo *repo)
{
	if (!repo)
		return;
	git_repository_free(repo->git);
	git_libgit2_shutdown();
	free(repo->worktree);
	free(repo->git_only);
	free(repo);
}

const char *stk_repo_worktree(const struct stk_repo *repo)
{
	return repo->worktree;
}

char *stk_repo_relative(const struct stk_repo *repo, const char *folder)
{
	char *real = realpath(folder, NULL), *top = realpath(repo->worktree, NULL);
	size_t len = top ? strlen(top) : 0;
	char *relative = NULL;

	if (real && top && strncmp(real, top, len) == 0 && (real[len] == '/' || !real[len]))
		relative = stk_xstrdup(real + len + (real[len] == '/'));
	free(real);
	free(top);
	return relative;
}

const char *stk_repo_warning(struct stk_repo *repo)
{
	const char *doing = NULL;

	if (!repo->git)
		return NULL;
	switch (git_repository_state(repo->git)) {
	case GIT_REPOSITORY_STATE_NONE: return NULL;
	case GIT_REPOSITORY_STATE_MERGE: doing = "a merge"; break;
	case GIT_REPOSITORY_STATE_REVERT:
	case GIT_REPOSITORY_STATE_REVERT_SEQUENCE: doing = "a revert"; break;
	case GIT_REPOSITORY_STATE_CHERRYPICK:
	case GIT_REPOSITORY_STATE_CHERRYPICK_SEQUENCE: doing = "a cherry-pick"; break;
	case GIT_REPOSITORY_STATE_BISECT: doing = "a bisect"; break;
	case GIT_REPOSITORY_STATE_APPLY_MAILBOX:
	case GIT_REPOSITORY_STATE_APPLY_MAILBOX_OR_REBASE: doing = "git am"; break;
	default: doing = "a rebase"; break;
	}
	snprintf(repo->warning, sizeof repo->warning,
		 stk_t("%s is in progress in this repository: finish or abort it, then commit"),
		 doing);
	return repo->warning;
}

int stk_git_identity(struct stk_repo *repo, int64_t now_seconds, git_signature **out,
		     struct stk_err *err)
{
	const char *name = getenv("GIT_COMMITTER_NAME"), *email = getenv("GIT_COMMITTER_EMAIL");
	git_config *config = NULL;
	git_buf own_name = GIT_BUF_INIT, own_email = GIT_BUF_INIT;
	time_t now = (time_t)now_seconds;
	struct tm local = {0};
	int code = 0;

	localtime_r(&now, &local);
	if (repo->git && git_repository_config_snapshot(&config, repo->git) == 0) {
		if ((!name || !*name) &&
		    git_config_get_string_buf(&own_name, config, "user.name") == 0)
			name = own_name.ptr;
		if ((!email || !*email) &&
		    git_config_get_string_buf(&own_email, config, "user.email") == 0)
			email = own_email.ptr;
	}
	if (!name || !*name || !email || !*email) {
		stk_err_set(
			err, STK_EIO,
			"git does not know who you are, so it cannot commit; the files are saved");
		stk_err_hint(err, "git config --global user.name 'Your Name' && git config "
				  "--global user.email you@example.com");
		code = -1;
	} else if (git_signature_new(out, name, email, now, (int)(local.tm_gmtoff / 60)) < 0) {
		code = stk_git_fail(err, 0, "cannot use this identity", repo->worktree);
	}
	git_buf_dispose(&own_name);
	git_buf_dispose(&own_email);
	git_config_free(config);
	return code;
}

char *stk_repo_email(struct stk_repo *repo)
{
	git_signature *identity = NULL;
	struct stk_err ignored;
	char *email = NULL;

	if (stk_git_identity(repo, 0, &identity, &ignored) == 0)
		email = stk_xstrdup(identity->email);
	git_signature_free(identity);
	return email;
}
